//! Joining: the other end of the link or code that a device with the journal shows. Looking at the page consumes nothing; its
//! button asks to come in. Then both devices show a number, and the other one says yes.

use leptos::prelude::*;

use crate::app::told;
use crate::journal::{Joining, SafePlace, use_journal};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::platform::{location, store_choice};
use crate::ui::{Back, Button, ButtonKind, Link, Notice, TextField, Waiting, live, nothing, place_head};
use crate::words;

/// Bringing the journal of another device here.
pub fn join() -> AnyView {
    if store_choice::is_sample() {
        return of_sample();
    }
    let joining = use_journal().joining();
    let came_by_link = !location::fragment().is_empty();
    let link = RwSignal::new(if came_by_link { location::address() } else { String::new() });
    let body = move || match joining.get() {
        Joining::Working => fetching(words::JOINING),
        Joining::Compare(digits) => compare(digits),
        Joining::Joined => joined(),
        Joining::Idle => ask(link, came_by_link),
        Joining::Failed(trouble) => {
            let trouble = told(trouble, None);
            view! { {trouble} {ask(link, false)} }.into_any()
        }
    };
    view! {
        <Back to=Page::Today name=words::BACK/>
        {place_head(words::ALREADY_A_JOURNAL.to_owned(), nothing(), nothing())}
        {live(body)}
    }
    .into_any()
}

/// The sample stays what it is.
fn of_sample() -> AnyView {
    view! {
        <Back to=Page::Today name=words::BACK/>
        {place_head(words::ALREADY_A_JOURNAL.to_owned(), nothing(), nothing())}
        <Notice happened=words::SAMPLE_STAYS safe=words::SAMPLE_STAYS_MORE/>
    }
    .into_any()
}

fn ask(link: RwSignal<String>, came_by_link: bool) -> AnyView {
    let (journal, navigation) = (use_journal(), use_navigation());
    let asked = RwSignal::new(false);
    let join = Callback::new(move |()| {
        asked.set(true);
        let link = link.with_untracked(|link| link.trim().to_owned());
        if !link.is_empty() {
            // The secret of the link leaves the address bar and the history.
            navigation.replace(Page::Join);
            journal.join(&link);
        }
    });
    let above = if came_by_link {
        view! {
            <p class="lead">{words::JOIN_BY_LINK}</p>
            <p>{words::JOIN_BY_LINK_MORE}</p>
        }
        .into_any()
    } else {
        let missing = move || link.with(|link| link.trim().is_empty()) && asked.get();
        let problem = Signal::derive(move || if missing() { words::THE_CODE_MISSING } else { "" });
        view! {
            <p>{words::JOIN_HOW}</p>
            <TextField name=words::THE_CODE id="code" hint=words::THE_CODE_HINT text=link problem=problem on_enter=join/>
        }
        .into_any()
    };
    view! {
        {above}
        <Button kind=ButtonKind::MainWide words=words::JOIN on_press=join/>
        <Link class="button button--wide" to=Page::Restore>
            {words::FROM_MY_SHEET}
        </Link>
    }
    .into_any()
}

/// The number that the other device must show as well.
fn compare(digits: u32) -> AnyView {
    let journal = use_journal();
    view! {
        <p class="lead" role="status">
            {words::COMPARE}
        </p>
        <div class="surface compare">
            <p class="compare__digits num">{words::digits(digits)}</p>
        </div>
        <p>{words::COMPARE_MORE}</p>
        <Waiting words=words::WAITING_FOR_YES/>
        <Button kind=ButtonKind::SoftWide words=words::STOP_JOINING on_press=move |()| journal.give_up_joining()/>
    }
    .into_any()
}

/// What is said while the journal is on its way, and while it cannot be.
pub(super) fn fetching(words: &'static str) -> AnyView {
    let state = use_journal().state_line();
    live(move || match state.get() {
        SafePlace::Trouble { sentence, what_to_do } => view! { <Notice happened=sentence safe=what_to_do/> }.into_any(),
        SafePlace::Waiting { .. } => view! { <Waiting words=words::JOIN_WAITS/> }.into_any(),
        _ => view! { <Waiting words=words/> }.into_any(),
    })
}

fn joined() -> AnyView {
    let navigation = use_navigation();
    let go = move |()| navigation.replace(Page::Today);
    view! {
        <p class="lead" role="status">
            {words::JOINED}
        </p>
        <p>{words::JOINED_MORE}</p>
        <Button kind=ButtonKind::MainWide words=words::GO_TO_TODAY on_press=go/>
    }
    .into_any()
}
