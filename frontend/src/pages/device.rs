//! One device or recovery sheet of this journal: since when it belongs to it, and taking it off.

mod asking;

use ebb_protocol::ids::MemberId;
use leptos::prelude::*;

use crate::journal::{DeviceLine, Sharing, use_journal};
use crate::page::Page;
use crate::ui::{Back, Notice, TwoPresses, Waiting, live, nothing, place_head, two_presses};
use crate::words;

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
    // What is pressed stays as it is when only what the device has is another.
    let kind = Memo::new(move |_| line.with(|line| line.as_ref().map(|line| (line.this_one, line.is_sheet))));
    let body = move || match kind.get() {
        Some((this_one, is_sheet)) => {
            was_there.set(true);
            let acts = if this_one {
                view! { <Notice happened=words::THIS_IS_IT safe=words::THIS_IS_IT_MORE/> }.into_any()
            } else {
                taking_off(member, is_sheet)
            };
            view! { {live(move || head(line))} {acts} }.into_any()
        }
        None if was_there.get_untracked() => {
            view! { {gone(words::DISMISSED)} {asking::ask_for_new_invitations()} }.into_any()
        }
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

fn head(line: Memo<Option<DeviceLine>>) -> AnyView {
    let Some(line) = line.get() else { return nothing() };
    let told = [line.since.as_str(), line.has.as_str()].into_iter().filter(|told| !told.is_empty());
    let told = told.collect::<Vec<_>>().join(", ");
    view! {
        {place_head(line.name, nothing(), nothing())}
        <p class="soft num">{told}</p>
    }
    .into_any()
}

fn taking_off(member: MemberId, is_sheet: bool) -> AnyView {
    let journal = use_journal();
    let wishes = journal.wishes();
    let (what, ask, sure) = if is_sheet {
        (words::DISMISS_SHEET_WHAT, words::DISMISS_SHEET, words::DISMISS_SHEET_SURE)
    } else {
        (words::DISMISS_WHAT, words::DISMISS, words::DISMISS_SURE)
    };
    let presses =
        TwoPresses { id: "taking-off", place: "#taking-off", ask, ask_name: "", told: "", sure, keep: words::KEEP_IT };
    let done = move || match wishes.get() {
        (_, Some(why)) => {
            let (happened, more) = words::wish_refused(why);
            view! { <Notice happened=happened safe=more/> }.into_any()
        }
        _ => view! {
            <Waiting words=words::DISMISSING/>
            <p class="soft small">{words::DISMISS_WAITS}</p>
        }
        .into_any(),
    };
    view! {
        <p>{what}</p>
        {two_presses(presses, Callback::new(move |()| journal.dismiss(member)), done)}
    }
    .into_any()
}
