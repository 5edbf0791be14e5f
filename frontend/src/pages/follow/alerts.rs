//! What somebody who follows is told of: the owner chooses, each by itself, and only of what is shared.

use ebb_journal::scope::Alert;
use ebb_protocol::ids::MemberId;
use leptos::prelude::*;

use crate::journal::{FollowLine, use_follows};
use crate::ui::{Button, ButtonKind, Switch, chips, live, nothing};
use crate::words;

/// What is offered, each with the delays to choose from in minutes; it begins with the second.
const OFFERED: [(Alert, &[u32]); 3] = [
    (Alert::MissedDose, &[60, 120, 240, 480]),
    (Alert::RefillDue, &[4_320, 10_080, 20_160]),
    (Alert::NothingLogged, &[1_440, 2_880, 4_320, 10_080]),
];

/// The alerts of one follow, and "please call me".
pub(super) fn alerts(member: MemberId, line: Memo<Option<FollowLine>>) -> AnyView {
    let follows = use_follows();
    let is_within = move |alert: Alert| {
        Memo::new(move |_| {
            line.with(|line| {
                line.as_ref().and_then(|line| line.scope.as_ref()).is_some_and(|scope| alert.is_within(scope))
            })
        })
    };
    let row = move |(alert, delays): (Alert, &'static [u32])| {
        let is_offered = is_within(alert);
        live(move || if is_offered.get() { one(member, line, alert, delays) } else { nothing() })
    };
    view! {
        <section class="stack">
            <h2>{words::KIND_ALERTS}</h2>
            <p class="soft">{words::KIND_ALERTS_MORE}</p>
            {OFFERED.map(row).into_iter().collect_view()}
            <Button kind=ButtonKind::SoftWide words=words::CALL_ME on_press=move |()| follows.ask_to_call(member)/>
        </section>
    }
    .into_any()
}

fn one(member: MemberId, line: Memo<Option<FollowLine>>, alert: Alert, delays: &'static [u32]) -> AnyView {
    let follows = use_follows();
    let agreed = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.terms.alert(alert))));
    let set = move |minutes: Option<u32>| {
        if let Some(mut edit) = follows.edit(member) {
            edit.terms.set_alert(alert, minutes);
            follows.change(member, edit);
        }
    };
    let turn = move |()| {
        let begins_with = delays.get(1).copied();
        set(if agreed.get_untracked().is_some() { None } else { begins_with });
    };
    let (name, hint, after) = words::alert(alert);
    let is_on = Memo::new(move |_| agreed.get().is_some());
    let delay = move || {
        if !is_on.get() {
            return nothing();
        }
        let chosen = Signal::derive(move || delays.iter().position(|minutes| Some(*minutes) == agreed.get()));
        let words = delays.iter().map(|minutes| words::delay(*minutes)).collect();
        let choose = Callback::new(move |at: usize| set(delays.get(at).copied()));
        chips(after, after, words, chosen, choose)
    };
    view! {
        <div class="list">
            <Switch name=name hint=hint on=is_on on_turn=turn/>
        </div>
        {live(delay)}
    }
    .into_any()
}
