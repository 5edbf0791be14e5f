//! One device or recovery sheet of this journal: since when it belongs to it, and taking it off.

use ebb_protocol::ids::MemberId;
use leptos::prelude::*;

use crate::journal::{DeviceLine, Sharing, use_journal};
use crate::page::Page;
use crate::platform::page_element;
use crate::ui::{Back, Button, ButtonKind, Notice, Waiting, live, nothing, place_head};
use crate::words;

/// How taking it off goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taking {
    NotAsked,
    /// Asked once: it is done at the next press.
    Asked,
    Underway,
}

/// A device or a sheet, by its name as a member.
pub fn device(member: MemberId) -> AnyView {
    let sharing = use_journal().sharing();
    let line = Memo::new(move |_| {
        sharing.with(|sharing| match sharing {
            Sharing::On { devices, .. } => devices.iter().find(|line| line.member == member).cloned(),
            _ => None,
        })
    });
    let was_there = RwSignal::new(false);
    let body = move || match line.get() {
        Some(line) => {
            was_there.set(true);
            of_line(line)
        }
        None if was_there.get_untracked() => gone(words::DISMISSED),
        None => gone(words::NO_SUCH_DEVICE),
    };
    view! {
        <Back to=Page::Share name=words::SHARE/>
        {live(body)}
    }
    .into_any()
}

fn gone(sentence: &'static str) -> AnyView {
    view! {
        {place_head(words::MY_DEVICES.to_owned(), nothing(), nothing())}
        <p class="lead" role="status">
            {sentence}
        </p>
    }
    .into_any()
}

fn of_line(line: DeviceLine) -> AnyView {
    let told = [line.since.as_str(), line.has.as_str()].into_iter().filter(|told| !told.is_empty());
    let told = told.collect::<Vec<_>>().join(", ");
    let acts = if line.this_one {
        view! { <Notice happened=words::THIS_IS_IT safe=words::THIS_IS_IT_MORE/> }.into_any()
    } else {
        taking_off(line.member, line.is_sheet)
    };
    view! {
        {place_head(line.name, nothing(), nothing())}
        <p class="soft num">{told}</p>
        {acts}
    }
    .into_any()
}

fn taking_off(member: MemberId, is_sheet: bool) -> AnyView {
    let journal = use_journal();
    let (state, wishes) = (RwSignal::new(Taking::NotAsked), journal.wishes());
    let (what, ask_words, sure_words) = if is_sheet {
        (words::DISMISS_SHEET_WHAT, words::DISMISS_SHEET, words::DISMISS_SHEET_SURE)
    } else {
        (words::DISMISS_WHAT, words::DISMISS, words::DISMISS_SURE)
    };
    let turn_to = move |to| {
        state.set(to);
        page_element::focus_soon("#taking-off");
    };
    let dismiss = move |()| {
        turn_to(Taking::Underway);
        journal.dismiss(member);
    };
    let body = move || match (state.get(), wishes.get()) {
        (Taking::Underway, (_, Some(why))) => {
            let (happened, more) = words::wish_refused(why);
            view! { <Notice happened=happened safe=more/> }.into_any()
        }
        (Taking::Underway, _) => view! {
            <Waiting words=words::DISMISSING/>
            <p class="soft small">{words::DISMISS_WAITS}</p>
        }
        .into_any(),
        (Taking::Asked, _) => view! {
            <Button kind=ButtonKind::MainWide words=words::KEEP_IT on_press=move |()| turn_to(Taking::NotAsked)/>
            <Button kind=ButtonKind::SoftWide words=sure_words on_press=dismiss/>
        }
        .into_any(),
        (Taking::NotAsked, _) => {
            view! { <Button kind=ButtonKind::SoftWide words=ask_words on_press=move |()| turn_to(Taking::Asked)/> }
                .into_any()
        }
    };
    view! {
        <p>{what}</p>
        <div class="stack" id="taking-off" tabindex="-1" aria-live="polite">
            {live(body)}
        </div>
    }
    .into_any()
}
