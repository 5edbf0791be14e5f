//! The head of every place of the journal: its name, and where the last entry is safe.

use leptos::prelude::*;

use crate::journal::{SafePlace, use_journal};
use crate::page::Page;
use crate::ui::{Glyph, Icon, Link, PlaceHead, StateLine};
use crate::words;

/// The head of a place, with the state line below and the way to the settings at its end.
#[component]
pub fn JournalHead(
    /// The name of the place.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    view! { <PlaceHead title=title below=move || view! { <WhereItIsSafe to=Page::Share/> } end=menu/> }
}

fn menu() -> impl IntoView {
    view! {
        <Link class="round head__menu" to=Page::Settings name=words::SETTINGS>
            <Icon glyph=Glyph::Menu/>
        </Link>
    }
}

/// The state line: where the last entry is. It says the same on every place, and leads to Share from all but Share.
#[component]
pub fn WhereItIsSafe(
    /// Where it leads.
    to: Page,
) -> impl IntoView {
    let state = use_journal().state_line();
    let here = crate::navigation::use_navigation().page().get_untracked();
    let glyph = Signal::derive(move || state.with(glyph));
    let words = Signal::derive(move || state.with(words_of));
    if here == to {
        view! { <StateLine glyph=glyph words=words/> }.into_any()
    } else {
        view! { <StateLine glyph=glyph words=words to=to/> }.into_any()
    }
}

fn glyph(state: &SafePlace) -> Glyph {
    match state {
        SafePlace::ThisPhoneOnly => Glyph::Phone,
        SafePlace::SafeOffThisPhone => Glyph::CloudKept,
        SafePlace::Waiting { .. } => Glyph::CloudAway,
        SafePlace::Sending => Glyph::CloudGoing,
        SafePlace::Trouble { .. } => Glyph::CloudTrouble,
    }
}

fn words_of(state: &SafePlace) -> String {
    match state {
        SafePlace::ThisPhoneOnly => words::THIS_PHONE_ONLY.to_owned(),
        SafePlace::SafeOffThisPhone => words::SAFE_OFF_THIS_PHONE.to_owned(),
        SafePlace::Waiting { count } => words::waiting_for_connection(*count),
        SafePlace::Sending => words::SENDING.to_owned(),
        SafePlace::Trouble { sentence, .. } => sentence.clone(),
    }
}
