//! The kinds of what is shared, each turned on or off by itself.

use ebb_journal::scope::SharingKind;
use leptos::prelude::*;

use crate::journal::{DELICATE, FollowDraft};
use crate::ui::{Switch, live, nothing};
use crate::words;

/// Those of an invitation that is being made. `lacks`: none is on, and one has to be.
pub(super) fn kinds_of_draft(draft: RwSignal<FollowDraft>, lacks: Signal<bool>) -> AnyView {
    let is_on = move |kind| draft.with(|draft| draft.kinds().contains(&kind));
    let turn = move |kind| draft.update(|draft| draft.turn(kind));
    kinds_of(is_on, turn, lacks)
}

/// A row for each kind; those that are delicate come last, and say that they are off until they are turned on.
pub fn kinds_of(
    is_on: impl Fn(SharingKind) -> bool + Copy + Send + Sync + 'static,
    turn: impl Fn(SharingKind) + Copy + Send + Sync + 'static,
    lacks: Signal<bool>,
) -> AnyView {
    let row = move |kind: SharingKind| {
        let on = Signal::derive(move || is_on(kind));
        view! {
            <Switch
                name=words::sharing_kind(kind)
                hint=words::sharing_kind_holds(kind)
                on=on
                on_turn=move |()| turn(kind)
            />
        }
        .into_any()
    };
    let usual = SharingKind::ALL.into_iter().filter(|kind| !DELICATE.contains(kind));
    let problem = move || {
        if lacks.get() { view! { <p class="field__problem">{words::NOTHING_CHOSEN}</p> }.into_any() } else { nothing() }
    };
    view! {
        <div class="list">{usual.map(row).collect_view()}</div>
        <p class="soft small delicate">{words::DELICATE_HINT}</p>
        <div class="list">{DELICATE.into_iter().map(row).collect_view()}</div>
        <div aria-live="polite">{live(problem)}</div>
    }
    .into_any()
}
