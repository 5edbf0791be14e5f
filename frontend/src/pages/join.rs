//! Joining: the other end of the link or code that a device with the journal shows: opened, scanned here, or typed. Looking at the page consumes nothing; its
//! button asks to come in. Then both devices show a number, and the other one says yes.

use leptos::prelude::*;

use super::scanning::Scanner;
use crate::app::told;
use crate::journal::{Joining, SafePlace, use_journal};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::platform::installing::{self, Way};
use crate::platform::{location, store_choice};
use crate::ui::{Back, Button, ButtonKind, Link, Notice, TextField, Waiting, live, nothing, place_head};
use crate::words;

const LETTERS_OF_CODE: usize = 27;

/// Bringing the journal of another device here.
pub fn join() -> AnyView {
    if store_choice::is_sample() {
        return of_sample();
    }
    let joining = use_journal().joining();
    let by_link = !location::fragment().is_empty();
    let (came_by_link, link) = (RwSignal::new(by_link), RwSignal::new(String::new()));
    if by_link {
        link.set(location::address());
    }
    let (journal, navigation) = (use_journal(), use_navigation());
    location::on_fragment(move || {
        if matches!(joining.get_untracked(), Joining::Idle | Joining::Failed(_)) {
            link.set(location::address());
            came_by_link.set(true);
            journal.forget_what_led_nowhere();
        } else {
            // Another one is under way; the secret of this one leaves the address bar all the same.
            navigation.rename(Page::Join);
        }
    });
    let scanner = Scanner::new(is_of_ebb, move |code| {
        navigation.replace(Page::Join);
        journal.join(&code);
        // If it does not lead in, it stands where it can be compared, as if it had been typed.
        link.set(code);
    });
    let is_on = scanner.is_on();
    let body = move || match joining.get() {
        Joining::Idle | Joining::Failed(_) if is_on.get() => scanner.picture(),
        Joining::Working => fetching(words::JOINING),
        Joining::Compare(digits) => compare(digits),
        Joining::Joined => joined(),
        Joining::Idle => ask(link, came_by_link.get(), scanner),
        Joining::Failed(trouble) => {
            let trouble = told(trouble, None);
            view! { {trouble} {ask(link, false, scanner)} }.into_any()
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

/// Whether a text is a link or a code of an invitation, so far as it shows. Whether it is a right one is found out as for a typed one.
fn is_of_ebb(text: &str) -> bool {
    match text.split_once('#') {
        Some((address, _)) => address.ends_with(&Page::Join.path()),
        None => text.len() < 64 && text.chars().filter(char::is_ascii_alphanumeric).count() == LETTERS_OF_CODE,
    }
}

fn ask(link: RwSignal<String>, came_by_link: bool, scanner: Scanner) -> AnyView {
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
        let on_home_screen = match installing::way() {
            Some(Way::ShareMenu) => view! { <p class="soft">{words::JOIN_INSIDE}</p> }.into_any(),
            _ => nothing(),
        };
        view! {
            <p class="lead">{words::JOIN_BY_LINK}</p>
            <p>{words::JOIN_BY_LINK_MORE}</p>
            {on_home_screen}
        }
        .into_any()
    } else {
        let missing = move || link.with(|link| link.trim().is_empty()) && asked.get();
        let problem = Signal::derive(move || if missing() { words::THE_CODE_MISSING } else { "" });
        view! {
            <p>{words::JOIN_HOW}</p>
            {scanner.begin_button()}
            <TextField name=words::THE_CODE id="code" hint=words::THE_CODE_HINT text=link problem=problem on_enter=join/>
        }
        .into_any()
    };
    // Scanning is the main way where it is offered.
    let kind = if came_by_link { ButtonKind::MainWide } else { ButtonKind::SoftWide };
    view! {
        {above}
        <Button kind=kind words=words::JOIN on_press=join/>
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

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn codes_of_others_are_told_apart() {
        let code = "K7QM2F9C41TBX0E5R8W3HNDVZ6G";
        assert_eq!(code.len(), LETTERS_OF_CODE);
        for ours in
            [code, "K7QM-2F9C-41TB-X0E5-R8W3-HNDV-Z6G", "https://ebb.example/join#K7QM", "http://10.0.0.2:8080/join#"]
        {
            assert!(is_of_ebb(ours), "{ours}");
        }
        for other in [
            "",
            "https://example.org",
            "https://example.org/menu#join",
            "WIFI:S:home;T:WPA;P:secret;;",
            "4006381333931",
        ] {
            assert!(!is_of_ebb(other), "{other}");
        }
    }
}
