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
use crate::journal::{JournalHandle, SeenForm, SeenView, use_journal};
use crate::page::Page;
use crate::ui::{Back, live, nothing, place_head};
use crate::words::seen as words;

/// What is shown at once of a journal. It is made once for a page.
type Seen = Memo<Option<SeenView>>;

/// All that somebody shares, as a page. `parent` is the place that it belongs to, and its word.
pub fn seen_page(journal: JournalHandle, parent: (Page, &'static str), acts: CardActs) -> AnyView {
    let view = journal.seen_view();
    view! {
        <Back to=parent.0 name=parent.1/>
        {place_head(name_in(view), heard_line(view), nothing())}
        {all_shared(journal, view, acts)}
    }
    .into_any()
}

/// Whose journal it is.
fn name_in(view: Seen) -> String {
    view.with_untracked(|view| view.as_ref().map(|view| view.name.clone()).unwrap_or_default())
}

/// All that somebody shares: how it stands, then what their scope lets be seen, each kind in a section.
fn all_shared(journal: JournalHandle, view: Seen, acts: CardActs) -> AnyView {
    let is_over = Memo::new(move |_| view.with(|view| view.as_ref().is_some_and(|view| view.form == SeenForm::Ended)));
    let you_see = move || {
        if is_over.get() {
            nothing()
        } else {
            view! { <p class="soft small">{words::YOU_SEE_WHAT_THEY_CHOSE}</p> }.into_any()
        }
    };
    within(journal, move || {
        view! {
            <div class="seen-all">
                {stands(view, acts)}
                {sections(view)}
                {live(you_see)}
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
fn sections(view: Seen) -> AnyView {
    let journal = use_journal();
    let scope = Memo::new(move |_| journal.follow().unwrap_or_default().scope);
    let is_there = Memo::new(move |_| {
        view.with(|view| view.as_ref().is_some_and(|view| !matches!(view.form, SeenForm::Waiting | SeenForm::Ended)))
    });
    live(move || {
        let scope = scope.get();
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
