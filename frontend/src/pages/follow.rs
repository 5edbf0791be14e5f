//! Somebody who follows: what they see and until when, and what can be done about it.

mod alerts;
mod notes;

use ebb_journal::scope::DaysBetween;
use ebb_protocol::ids::MemberId;
use leptos::prelude::*;

use crate::journal::{FollowLine, use_follows, use_journal};
use crate::page::Page;
use crate::ui::{Back, Button, ButtonKind, Link, Notice, TwoPresses, Waiting, live, nothing, place_head, two_presses};
use crate::words;

/// Somebody who follows, by their name as a member.
pub fn follow(member: MemberId) -> AnyView {
    let line = use_follows().follow(member);
    let was_there = RwSignal::new(false);
    // What of the page does not depend on the line stays as it is when the line changes: a note that is being written, a press.
    let is_there = Memo::new(move |_| line.with(Option::is_some));
    let body = move || {
        if is_there.get() {
            was_there.set(true);
            of_line(member, line)
        } else {
            gone(was_there.get_untracked())
        }
    };
    view! {
        <Back to=Page::Share name=words::SHARE/>
        {live(body)}
    }
    .into_any()
}

fn gone(was_there: bool) -> AnyView {
    let told = if was_there {
        view! { <Notice happened=words::STOPPED safe=words::STOPPED_MORE/> }.into_any()
    } else {
        view! { <p class="lead">{words::NO_SUCH_FOLLOW}</p> }.into_any()
    };
    view! {
        {place_head(words::WHO_FOLLOWS_ME.to_owned(), nothing(), nothing())}
        <div role="status">{told}</div>
    }
    .into_any()
}

fn of_line(member: MemberId, line: Memo<Option<FollowLine>>) -> AnyView {
    let of = move |read: fn(&FollowLine) -> String| {
        Memo::new(move |_| line.with(|line| line.as_ref().map(read).unwrap_or_default()))
    };
    let name = of(|line| line.name.clone());
    let until = of(|line| [&line.until, " · ", &line.opened].concat());
    let (sees, not_sent) = (of(|line| line.sees.clone()), of(|line| line.not_sent.clone()));
    let is = move |read: fn(&FollowLine) -> bool| Memo::new(move |_| line.with(|line| line.as_ref().is_some_and(read)));
    let is_left_alone = is(|line| line.is_left_alone);
    let left_alone = move || {
        if is_left_alone.get() {
            view! { <Notice happened=words::FEED_LEFT_ALONE safe=words::FEED_LEFT_ALONE_MORE/> }.into_any()
        } else {
            nothing()
        }
    };
    view! {
        {live(move || place_head(name.get(), nothing(), nothing()))}
        <p class="soft num">{move || until.get()}</p>
        <div class="surface stack stack--close">
            <p>{move || sees.get()}</p>
            <p class="soft small">{move || not_sent.get()}</p>
        </div>
        {live(left_alone)}
        <Link class="button button--wide" to=Page::FollowSeen(member)>
            {words::SEE_WHAT_THEY_SEE}
        </Link>
        {pausing(member, is(|line| line.is_paused))}
        <Link class="button button--wide" to=Page::FollowScope(member)>
            {words::CHANGE_WHAT_THEY_SEE}
        </Link>
        {how_a_change_goes()}
        {notes::notes(member, is(|line| line.terms.takes_notes))}
        {alerts::alerts(member, line)}
        <section class="stack">
            <h2>{words::STOP_SHARING}</h2>
            <p>{words::STOP_WHAT}</p>
            {stopping(member)}
        </section>
    }
    .into_any()
}

/// Pausing takes one press; going on asks whether the days between are let in.
fn pausing(member: MemberId, is_paused: Memo<bool>) -> AnyView {
    let (follows, asked) = (use_follows(), RwSignal::new(false));
    let go_on = move |between| {
        asked.set(false);
        follows.go_on(member, between);
    };
    live(move || match (is_paused.get(), asked.get()) {
        (false, _) => {
            view! { <Button kind=ButtonKind::SoftWide words=words::PAUSE on_press=move |()| follows.pause(member)/> }
                .into_any()
        }
        (true, false) => view! {
            <p>{words::PAUSED_IS}</p>
            <Button kind=ButtonKind::SoftWide words=words::GO_ON_SHARING on_press=move |()| asked.set(true)/>
        }
        .into_any(),
        (true, true) => view! {
            <div class="surface stack" role="group" aria-label=words::GO_ON_SHARING>
                <p>{words::SHOW_THE_DAYS_BETWEEN}</p>
                <Button
                    kind=ButtonKind::SoftWide
                    words=words::LEAVE_THEM_OUT
                    on_press=move |()| go_on(DaysBetween::LeftOut)
                />
                <Button kind=ButtonKind::SoftWide words=words::SHOW_THEM on_press=move |()| go_on(DaysBetween::LetIn)/>
                <Button kind=ButtonKind::Line words=words::STAY_PAUSED on_press=move |()| asked.set(false)/>
            </div>
        }
        .into_any(),
    })
}

/// A change that waits, or that was refused.
pub(super) fn how_a_change_goes() -> AnyView {
    let wishes = use_journal().wishes();
    live(move || match wishes.get() {
        (_, Some(why)) => {
            let (happened, more) = words::wish_refused(why);
            view! { <Notice happened=happened safe=more/> }.into_any()
        }
        (waiting, None) if waiting > 0 => view! {
            <Waiting words=words::CHANGING/>
            <p class="soft small">{words::CHANGE_WAITS}</p>
        }
        .into_any(),
        _ => nothing(),
    })
}

fn stopping(member: MemberId) -> AnyView {
    let follows = use_follows();
    let wishes = use_journal().wishes();
    let presses = TwoPresses {
        id: "stopping",
        place: "#stopping",
        ask: words::STOP_SHARING,
        sure: words::STOP_SURE,
        keep: words::KEEP_SHARING,
    };
    let done = move || {
        if wishes.get().1.is_some() {
            // Told above.
            return nothing();
        }
        view! {
            <Waiting words=words::STOPPING/>
            <p class="soft small">{words::STOP_WAITS}</p>
        }
        .into_any()
    };
    two_presses(presses, Callback::new(move |()| follows.stop(member)), done)
}
