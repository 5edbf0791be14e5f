//! Somebody who follows: what they see and until when, and what can be done about it.

mod alerts;
mod anew;
mod notes;

use ebb_journal::scope::DaysBetween;
use ebb_protocol::ids::MemberId;
use leptos::prelude::*;

use crate::journal::{FollowLine, use_follows, use_journal};
use crate::page::Page;
use crate::ui::{
    Back, Button, ButtonKind, Glyph, Mark, Notice, TwoPresses, Waiting, item_link, live, nothing, place_head,
    two_presses_beside,
};
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
        <ul class="list">
            <li>{way(Page::FollowSeen(member), Glyph::EYE, words::SEE_WHAT_THEY_SEE)}</li>
            <li>{way(Page::FollowScope(member), Glyph::PEN, words::CHANGE_WHAT_THEY_SEE)}</li>
        </ul>
        {pausing_and_stopping(member, is(|line| line.is_paused))}
        {how_a_change_goes()}
        {notes::notes(member, is(|line| line.terms.takes_notes))}
        {alerts::alerts(member, line)}
        {anew::anew(member)}
    }
    .into_any()
}

fn way(to: Page, glyph: Glyph, words: &'static str) -> AnyView {
    item_link("item", to, Mark::Icon(glyph), words.into_any(), None)
}

/// Pausing takes one press, going on asks whether the days between are let in, stopping takes two presses.
fn pausing_and_stopping(member: MemberId, is_paused: Memo<bool>) -> AnyView {
    let (follows, asked) = (use_follows(), RwSignal::new(false));
    let go_on = move |between| {
        asked.set(false);
        follows.go_on(member, between);
    };
    let pause = move || {
        live(move || {
            if is_paused.get() {
                view! { <Button words=words::GO_ON_SHARING on_press=move |()| asked.set(true)/> }.into_any()
            } else {
                view! { <Button words=words::PAUSE on_press=move |()| follows.pause(member)/> }.into_any()
            }
        })
    };
    let paused_is = move || if is_paused.get() { view! { <p>{words::PAUSED_IS}</p> }.into_any() } else { nothing() };
    live(move || {
        if !(asked.get() && is_paused.get()) {
            return view! { {live(paused_is)} {stopping(member, pause)} }.into_any();
        }
        view! {
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
        .into_any()
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

/// Stopping, beside what pauses.
fn stopping(member: MemberId, pause: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let follows = use_follows();
    let wishes = use_journal().wishes();
    let presses = TwoPresses {
        id: "stopping",
        place: "#stopping",
        ask: words::STOP,
        ask_name: words::STOP_SHARING,
        told: words::STOP_WHAT,
        sure: words::STOP_SURE,
        keep: words::KEEP_SHARING,
    };
    let done = move || {
        if wishes.get().1.is_some() {
            // Told below.
            return nothing();
        }
        view! {
            <Waiting words=words::STOPPING/>
            <p class="soft small">{words::STOP_WAITS}</p>
        }
        .into_any()
    };
    two_presses_beside(presses, pause, Callback::new(move |()| follows.stop(member)), done)
}
