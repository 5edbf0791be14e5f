//! What cannot be undone: asked once, done at the second press, where keeping it is the main thing.

use leptos::prelude::*;

use super::button::{Button, ButtonKind};
use super::live::{live, nothing};
use crate::platform::page_element;

/// How far it has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Not,
    Once,
    Done,
}

/// The words of something that takes two presses.
#[derive(Clone, Copy)]
pub struct TwoPresses {
    /// The name of its place in the page; no other has it.
    pub id: &'static str,
    /// The same as a selector.
    pub place: &'static str,
    /// On the button that asks.
    pub ask: &'static str,
    /// The name of that button, where those words are too few to stand alone; begins with them.
    pub ask_name: &'static str,
    /// What is told once it was asked, above the buttons; empty where all was told before.
    pub told: &'static str,
    /// On the button that does it.
    pub sure: &'static str,
    /// On the button that keeps things as they are.
    pub keep: &'static str,
}

/// What cannot be undone. After the second press `done` is shown, which says how it goes on.
pub fn two_presses(
    words: TwoPresses,
    on_sure: Callback<()>,
    done: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    pressed_twice(words, None, on_sure, done)
}

/// The same where the button that asks stands beside another one, as one of a pair.
pub fn two_presses_beside(
    words: TwoPresses,
    beside: impl Fn() -> AnyView + Send + Sync + 'static,
    on_sure: Callback<()>,
    done: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    pressed_twice(words, Some(Box::new(beside)), on_sure, done)
}

type Beside = Box<dyn Fn() -> AnyView + Send + Sync>;

fn pressed_twice(
    words: TwoPresses,
    beside: Option<Beside>,
    on_sure: Callback<()>,
    done: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let asked = RwSignal::new(Asked::Not);
    let turn_to = Callback::new(move |to| {
        asked.set(to);
        page_element::focus_soon(words.place);
    });
    let sure = move |()| {
        turn_to.run(Asked::Done);
        on_sure.run(());
    };
    let ask = move |kind| {
        let press = move |()| turn_to.run(Asked::Once);
        if words.ask_name.is_empty() {
            view! { <Button kind=kind words=words.ask on_press=press/> }.into_any()
        } else {
            view! { <Button kind=kind words=words.ask name=words.ask_name.to_owned() on_press=press/> }.into_any()
        }
    };
    let body = move || match asked.get() {
        Asked::Not => match &beside {
            Some(beside) => view! { <div class="pair">{beside()} {ask(ButtonKind::Soft)}</div> }.into_any(),
            None => ask(ButtonKind::SoftWide),
        },
        Asked::Once => {
            let told = if words.told.is_empty() { nothing() } else { view! { <p>{words.told}</p> }.into_any() };
            view! {
                {told}
                <Button kind=ButtonKind::MainWide words=words.keep on_press=move |()| turn_to.run(Asked::Not)/>
                <Button kind=ButtonKind::SoftWide words=words.sure on_press=sure/>
            }
            .into_any()
        }
        Asked::Done => nothing(),
    };
    let after = move || if asked.get() == Asked::Done { done() } else { nothing() };
    view! {
        <div class="stack" id=words.id tabindex="-1" aria-live="polite">
            {live(body)}
            {live(after)}
        </div>
    }
    .into_any()
}
