//! Notes and questions: what is to be asked first, then the newest.

use leptos::prelude::*;

use crate::journal::{SeenText, SeenTexts, use_journal};
use crate::ui::{Button, ButtonKind, live, nothing};
use crate::words::seen as words;

const TEXTS_AT_ONCE: usize = 5;
const MORE_TEXTS: usize = 20;

/// Notes and questions.
pub fn texts() -> AnyView {
    let count = RwSignal::new(TEXTS_AT_ONCE);
    let texts = use_journal().seen_texts(count.into());
    let shown = move || {
        let SeenTexts { texts, has_more } = texts.get();
        if texts.is_empty() {
            return view! { <p class="soft">{words::NO_NOTES_SHARED}</p> }.into_any();
        }
        let more = if has_more {
            let show = move |()| count.update(|count| *count += MORE_TEXTS);
            view! { <Button kind=ButtonKind::SoftWide words=words::MORE_NOTES on_press=show/> }.into_any()
        } else {
            nothing()
        };
        view! { <ul class="list">{texts.into_iter().map(text).collect_view()}</ul> {more} }.into_any()
    };
    view! {
        <section class="seen-all__section">
            <h2>{words::NOTES_AND_QUESTIONS}</h2>
            {live(shown)}
        </section>
    }
    .into_any()
}

fn text(text: SeenText) -> AnyView {
    let SeenText { what, text, when, answer } = text;
    let answer = if answer.is_empty() {
        nothing()
    } else {
        view! { <span class="seen__answer" dir="auto">{answer}</span> }.into_any()
    };
    view! {
        <li class="item">
            <p class="grow also__what">
                <span class="soft small">{what}</span>
                <span class="seen__text" dir="auto">
                    {text}
                </span>
                {answer}
                <span class="item__detail num">{when}</span>
            </p>
        </li>
    }
    .into_any()
}
