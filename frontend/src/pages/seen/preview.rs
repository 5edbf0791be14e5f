//! "See it as they will": one's own journal as a scope shows it, and what is not sent, in words.

use std::rc::Rc;

use ebb_journal::scope::{FollowTerms, Scope, SharingKind};
use leptos::prelude::*;

use super::all_shared;
use super::card::CardActs;
use crate::journal::{JournalHandle, SeenJournal, use_journal, wording};
use crate::ui::{Waiting, live};
use crate::words::seen as words;

/// What somebody would see by a scope that is not given yet.
pub fn preview(scope: Scope, terms: FollowTerms) -> AnyView {
    let journal = use_journal();
    // It is given up when the page is left.
    let made: RwSignal<Option<Rc<SeenJournal>>, LocalStorage> = RwSignal::new_local(None);
    let is_wanted = move || made.try_with_untracked(|_| ()).is_some();
    journal.project(scope, terms, is_wanted, move |seen| {
        let _ = made.try_set(Some(seen));
    });
    live(move || match made.get() {
        None => view! { <Waiting words=words::MAKING_READY/> }.into_any(),
        Some(seen) => in_frame(journal.of_seen(seen), words::WHAT_THEY_WILL_SEE),
    })
}

/// What somebody sees, of a feed as it stands.
pub fn seen_in_frame(journal: JournalHandle) -> AnyView {
    in_frame(journal, words::WHAT_THEY_SEE)
}

fn in_frame(journal: JournalHandle, title: &'static str) -> AnyView {
    let view = journal.seen_view();
    let name = view.with_untracked(|view| view.as_ref().map(|view| view.name.clone()));
    view! {
        <section class="seen-frame" aria-label=title>
            <p class="seen-frame__title">{title}</p>
            <div class="seen-frame__inside">
                <h2>{name}</h2>
                {all_shared(journal, CardActs::default())}
                <p class="soft small">{words::YOU_SEE_WHAT_THEY_CHOSE}</p>
            </div>
        </section>
        {live(move || not_sent(&journal.follow().unwrap_or_default().scope))}
    }
    .into_any()
}

/// What a scope leaves out, in words.
fn not_sent(scope: &Scope) -> AnyView {
    let line = |told: String| view! { <li class="num">{told}</li> }.into_any();
    let lines = not_sent_lines(scope).into_iter().map(line).collect_view();
    view! {
        <section class="seen-all__section">
            <h2>{words::NOT_SENT}</h2>
            <ul class="stack stack--close">{lines}</ul>
        </section>
    }
    .into_any()
}

fn not_sent_lines(scope: &Scope) -> Vec<String> {
    let left_out = SharingKind::ALL.into_iter().filter(|kind| !scope.shares(*kind));
    let left_out: Vec<&str> = left_out.map(words::sharing_kind).collect();
    let kinds = match left_out.len() {
        0 => words::ALL_KINDS_ARE_SENT.to_owned(),
        count if count == SharingKind::ALL.len() => words::NOTHING_IS_SENT.to_owned(),
        _ => words::not_sent(&left_out),
    };
    let before = scope.from().map(|from| words::days_before_not_sent(&wording::date(from)));
    let spans = scope.left_out().map(|span| {
        let (first, last) = (*span.start(), *span.end());
        let days = if first == last { wording::date(first) } else { wording::from_to_dates(first, last) };
        words::days_not_sent(&days)
    });
    let paused = scope.paused_from().map(|from| words::nothing_sent_from(&wording::date(from)));
    let private = words::PRIVATE_IS_NOT_SENT.to_owned();
    [kinds].into_iter().chain(before).chain(spans).chain(paused).chain([private]).collect()
}
