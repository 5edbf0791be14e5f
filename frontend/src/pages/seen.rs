//! What somebody who follows sees: a card for each person, and on a page of its own all that they share, in the screens by which they
//! see it themselves. Nothing of it can be changed.

mod card;
mod days;
mod measured;
mod medicines;
mod preview;
mod strips;
mod texts;
mod trend;

use ebb_journal::scope::SharingKind;
use leptos::context::Provider;
use leptos::prelude::*;

pub use self::card::{CardActs, followed_card};
use self::card::{heard_line, stands};
pub use self::preview::{preview, seen_in_frame};
use crate::journal::{JournalHandle, SeenForm, use_journal};
use crate::page::Page;
use crate::ui::{Back, live, nothing, place_head};
use crate::words::seen as words;

/// All that somebody shares, as a page. `parent` is the place that it belongs to, and its word.
pub fn seen_page(journal: JournalHandle, parent: (Page, &'static str), acts: CardActs) -> AnyView {
    let name = journal.seen_view().with_untracked(|view| view.as_ref().map(|view| view.name.clone()));
    view! {
        <Back to=parent.0 name=parent.1/>
        {place_head(name.unwrap_or_default(), heard_line(journal), nothing())}
        {all_shared(journal, acts)}
    }
    .into_any()
}

/// All that somebody shares: how it stands, then what their scope lets be seen, each kind in a section.
fn all_shared(journal: JournalHandle, acts: CardActs) -> AnyView {
    within(journal, move || {
        view! {
            <div class="seen-all">
                {stands(acts)}
                {sections()}
                <p class="soft small">{words::YOU_SEE_WHAT_THEY_CHOSE}</p>
            </div>
        }
        .into_any()
    })
}

/// Shows something in which a journal is *the* journal.
fn within(journal: JournalHandle, show: impl FnOnce() -> AnyView + Send + 'static) -> AnyView {
    view! { <Provider value=journal>{show()}</Provider> }.into_any()
}

/// What is shared, by kind. Made anew when the scope changes, not with each entry.
fn sections() -> AnyView {
    let journal = use_journal();
    let (view, follow) = (journal.seen_view(), Memo::new(move |_| journal.follow()));
    let is_there = Memo::new(move |_| {
        view.with(|view| view.as_ref().is_some_and(|view| !matches!(view.form, SeenForm::Waiting | SeenForm::Ended)))
    });
    live(move || {
        let scope = follow.with(|follow| follow.as_ref().map(|follow| follow.scope.clone())).unwrap_or_default();
        if !is_there.get() {
            return nothing();
        }
        let shares = |kinds: &[SharingKind]| kinds.iter().any(|kind| scope.shares(*kind));
        let if_shared = |kinds: &[SharingKind], section: fn() -> AnyView| {
            if shares(kinds) { section() } else { nothing() }
        };
        let measured = [SharingKind::LabsAndBone, SharingKind::HeartAndBlood, SharingKind::Body];
        view! {
            {if_shared(&[SharingKind::Medicines], medicines::medicines)}
            {trend::trend()}
            {days::days()}
            {if_shared(&measured, measured::measured)}
            {if_shared(&[SharingKind::NotesAndQuestions], texts::texts)}
        }
        .into_any()
    })
}
