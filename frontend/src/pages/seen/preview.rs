//! "See it as they will": one's own journal as a scope shows it, and what is not sent, in words.

use std::rc::Rc;

use ebb_journal::scope::{FollowTerms, Scope, SharingKind};
use leptos::prelude::*;

use super::card::{CardActs, heard_line};
use super::{all_shared, name_in};
use crate::journal::{JournalHandle, SeenJournal, use_journal, wording};
use crate::ui::{Waiting, live};
use crate::words::seen as words;
use crate::words::sharing_kind_in_a_sentence;

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
    let scope = Memo::new(move |_| journal.follow().unwrap_or_default().scope);
    view! {
        <section class="seen-frame" aria-label=title>
            <p class="seen-frame__title">{title}</p>
            <div class="seen-frame__inside">
                <div>
                    <h2>{name_in(view)}</h2>
                    {heard_line(view)}
                </div>
                {all_shared(journal, view, CardActs::default())}
            </div>
        </section>
        {live(move || not_sent(&scope.get()))}
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
    let left_out: Vec<&str> = left_out.map(sharing_kind_in_a_sentence).collect();
    let kinds = match left_out.len() {
        0 => None,
        count if count == SharingKind::ALL.len() => Some(words::NOTHING_IS_SENT.to_owned()),
        _ => Some(words::kinds_not_sent(&left_out)),
    };
    let before = scope.from().map(|from| words::days_before(&wording::date(from)));
    let spans = scope.left_out().map(|span| {
        let (first, last) = (*span.start(), *span.end());
        let days = if first == last { wording::date(first) } else { wording::from_to_dates(first, last) };
        words::days_left_out(&days)
    });
    let paused = scope.paused_from().map(|from| words::paused_from(&wording::date(from)));
    let private = words::PRIVATE_IS_NOT_SENT.to_owned();
    kinds.into_iter().chain(before).chain(spans).chain(paused).chain([private]).collect()
}

#[cfg(test)]
mod tests {
    use ebb_journal::CivilDay;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn what_is_not_sent_is_named() {
        let day = |day| CivilDay::of_ymd(2026, 11, day).unwrap();
        let mut scope = Scope::how_i_am();
        let private = "What you marked as private.";
        assert_eq!(not_sent_lines(&scope), ["Intimate, mood, sleep and memory, notes.", private]);
        scope.set_from(Some(day(3)));
        scope.leave_out(&(day(8)..=day(9))).unwrap();
        scope.leave_out(&(day(12)..=day(12))).unwrap();
        scope.pause(day(20));
        let days = [
            "Days before 3 November 2026.",
            "Days left out: 8 November 2026 to 9 November 2026.",
            "Days left out: 12 November 2026.",
            "Anything from 20 November 2026 on, until you go on.",
        ];
        assert_eq!(not_sent_lines(&scope)[1..5], days);
        assert_eq!(not_sent_lines(&Scope::of(SharingKind::ALL)), [private]);
        assert_eq!(not_sent_lines(&Scope::default()), ["Any entry: you chose nothing to share.", private]);
    }
}
