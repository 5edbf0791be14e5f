//! What somebody who follows sees, in each state: made up, from today back.

mod made;

use ebb_journal::scope::{Alert, FeedNews, FollowTerms, Scope, SharingKind};
use ebb_journal::{CivilDay, Moment};
use leptos::prelude::*;

use self::made::{Made, WHO_FOLLOWS, made};
use crate::journal::{Follow, FollowEnd, JournalHandle, SeenJournal, closed_journal, projected};
use crate::page::Page;
use crate::pages::{CardActs, followed_card, preview, seen_in_frame, seen_page};
use crate::platform::wall_clock;
use crate::ui::{nothing, place_head};

const HOUR_MS: i64 = 60 * 60 * 1000;
type Show = fn() -> AnyView;
const PLACES: [(&str, Show); 7] = [
    ("/gallery/follows/cards", cards),
    ("/gallery/follows/quiet", quiet_cards),
    ("/gallery/follows/alerts", alert_cards),
    ("/gallery/follows/one", one),
    ("/gallery/follows/stale", stale),
    ("/gallery/follows/frame", frame),
    ("/gallery/follows/preview", preview_place),
];

/// What stands at a path below the gallery.
pub fn at(path: &str) -> Option<AnyView> {
    PLACES.iter().find(|place| place.0 == path).map(|place| place.1())
}

/// The ways to them.
pub fn places() -> AnyView {
    let link = |(path, _): (&'static str, fn() -> AnyView)| view! { <a class="button" href=path>{path}</a> }.into_any();
    PLACES.map(link).collect_view().into_any()
}

/// A follow of a made-up journal: with how many days of it, under which scope, heard from how long ago.
fn seen(name: &str, what: Made, hours: Option<i64>, change: impl FnOnce(&mut Follow, &Moment)) -> JournalHandle {
    let Some(now) = wall_clock::now() else { return closed_journal() };
    let mut follow = Follow { scope: Scope::of(SharingKind::ALL), ..Follow::default() };
    follow.terms = terms_of(name);
    let heard_ms = hours.map(|hours| now.instant_ms() - hours * HOUR_MS - 4 * 60_000);
    follow.news = FeedNews { heard_ms, call_known_ms: None };
    change(&mut follow, &now);
    let state = projected(&made(what, &now), &follow.scope, WHO_FOLLOWS);
    closed_journal().of_seen(SeenJournal::new(state, follow))
}

fn terms_of(name: &str) -> FollowTerms {
    let mut terms = FollowTerms::default();
    name.clone_into(&mut terms.owner);
    terms.takes_notes = true;
    terms
}

fn acts() -> CardActs {
    CardActs { to: Some(Page::Share), leave_note: Some(Callback::new(|()| ())), call_seen: Some(Callback::new(|_| ())) }
}

fn page(title: &str, cards: Vec<JournalHandle>) -> AnyView {
    let cards = cards.into_iter().map(|journal| followed_card(journal, acts())).collect_view();
    view! { {place_head(title.to_owned(), nothing(), nothing())} {cards} }.into_any()
}

fn day(now: &Moment, back: i32) -> CivilDay {
    now.day().plus(-back).unwrap_or(now.day())
}

fn cards() -> AnyView {
    let pause = |follow: &mut Follow, now: &Moment| follow.scope.pause(day(now, 2));
    let limit = |follow: &mut Follow, _: &Moment| {
        follow.scope = Scope::of([SharingKind::Medicines, SharingKind::JointsAndMuscles]);
    };
    page(
        "People I follow",
        vec![seen("Mother", Made::Logged, Some(0), limit), seen("Father", Made::Logged, Some(0), pause)],
    )
}

fn quiet_cards() -> AnyView {
    let as_it_is = |_: &mut Follow, _: &Moment| ();
    let pause = |follow: &mut Follow, now: &Moment| follow.scope.pause(day(now, 5));
    let end = |follow: &mut Follow, _: &Moment| follow.ended = Some(FollowEnd::Stopped);
    let over = |follow: &mut Follow, _: &Moment| follow.ended = Some(FollowEnd::Over);
    let medicines = |follow: &mut Follow, _: &Moment| follow.scope = Scope::medicines_only();
    page(
        "People I follow",
        vec![
            seen("Mother", Made::UntilDaysBack(3), Some(60), as_it_is),
            seen("Aunt", Made::UntilDaysBack(1), Some(0), medicines),
            seen("Uncle", Made::UntilDaysBack(1), Some(20), medicines),
            seen("Father", Made::Logged, Some(0), pause),
            seen("Somebody new", Made::Nothing, None, as_it_is),
            seen("Grandmother", Made::Nothing, Some(0), end),
            seen("Neighbour", Made::Nothing, Some(0), over),
        ],
    )
}

fn alert_cards() -> AnyView {
    let agree = |follow: &mut Follow, _: &Moment| {
        follow.terms.set_alert(Alert::MissedDose, Some(0));
        follow.terms.set_alert(Alert::NothingLogged, Some(24 * 60));
        follow.scope = Scope::of([SharingKind::Medicines, SharingKind::HeatAndSweat]);
    };
    let days_out = |follow: &mut Follow, now: &Moment| {
        // Days in order are few enough.
        let _ = follow.scope.leave_out(&(day(now, 4)..=day(now, 3)));
        follow.terms.takes_notes = false;
    };
    page(
        "People I follow",
        vec![seen("Mother", Made::UntilDaysBack(2), Some(0), agree), seen("Aunt", Made::AsksToCall, Some(1), days_out)],
    )
}

fn one() -> AnyView {
    let days_out = |follow: &mut Follow, now: &Moment| {
        let _ = follow.scope.leave_out(&(day(now, 9)..=day(now, 4)));
    };
    seen_page(seen("Mother", Made::Logged, Some(0), days_out), (Page::Share, "People I follow"), acts())
}

fn stale() -> AnyView {
    let as_it_is = |_: &mut Follow, _: &Moment| ();
    seen_page(seen("Mother", Made::UntilDaysBack(3), Some(60), as_it_is), (Page::Share, "People I follow"), acts())
}

fn frame() -> AnyView {
    let how_i_am = |follow: &mut Follow, now: &Moment| {
        follow.scope = Scope::how_i_am();
        follow.scope.set_from(Some(day(now, 20)));
    };
    seen_in_frame(seen("Mother", Made::Logged, Some(0), how_i_am))
}

/// One's own journal would be in the context; here it is a made-up one of ten years.
fn preview_place() -> AnyView {
    provide_context(seen("Mother", Made::TenYears, Some(0), |_, _| ()));
    view! {
        {place_head("See it as they will".to_owned(), nothing(), nothing())}
        {preview(Scope::how_i_am(), terms_of("Mother"))}
    }
    .into_any()
}
