//! What stands around every place of the journal: its head with where the last entry is safe, and what was just kept.

use leptos::prelude::*;

use crate::journal::{SafePlace, use_journal};
use crate::page::Page;
use crate::ui::{Glyph, Icon, KeptWords, Link, StateLine, kept_bar, live, place_head};
use crate::words;

/// The head of a place, with the state line below and the way to the settings at its end. `to` is where the state line leads.
pub fn journal_head(title: String, to: Option<Page>) -> AnyView {
    let menu = view! {
        <Link class="round head__menu" to=Page::Settings name=words::SETTINGS>
            <Icon glyph=Glyph::MENU/>
        </Link>
    };
    place_head(title, where_it_is_safe(to), menu.into_any())
}

/// The state line: where the last entry is. It says the same on every place.
pub fn where_it_is_safe(to: Option<Page>) -> AnyView {
    let state = use_journal().state_line();
    live(move || {
        let (glyph, words) = state.with(words_of);
        view! { <StateLine glyph=glyph words=words to=to/> }.into_any()
    })
}

fn words_of(state: &SafePlace) -> (Glyph, String) {
    match state {
        SafePlace::ThisPhoneOnly => (Glyph::PHONE, words::THIS_PHONE_ONLY.to_owned()),
        SafePlace::SafeOffThisPhone => (Glyph::CLOUD_KEPT, words::SAFE_OFF_THIS_PHONE.to_owned()),
        SafePlace::OnAllDevices { but } => (Glyph::CLOUD_KEPT, words::on_all_devices(*but)),
        SafePlace::Waiting { count } => (Glyph::CLOUD_AWAY, words::waiting_for_connection(*count)),
        SafePlace::Sending => (Glyph::CLOUD_GOING, words::SENDING.to_owned()),
        SafePlace::Trouble { sentence, .. } => (Glyph::CLOUD_TROUBLE, sentence.clone()),
    }
}

/// What was just kept, with undo; `class` is the form of the bar.
pub fn kept_in_bar(class: &'static str) -> AnyView {
    let journal = use_journal();
    let kept = journal.kept();
    let words = move || kept.get().map(|kept| KeptWords { sentence: kept.sentence, can_undo: kept.can_undo });
    kept_bar(class, words, words::UNDO, Callback::new(move |()| journal.undo()))
}
