//! A note, or a question for the team; and the questions that are still to be asked.

use ebb_journal::draft::Problem;
use leptos::prelude::*;

use crate::journal::{OpenQuestion, use_journal};
use crate::page::Page;
use crate::ui::{Back, Button, ButtonKind, chips, live, nothing, place_head, text_area};
use crate::words;

/// A note, or a question for the team.
pub fn writing() -> AnyView {
    let journal = use_journal();
    let (text, problem, is_question) = (RwSignal::new(String::new()), RwSignal::new(""), RwSignal::new(false));
    // Pressed, and not durable yet: a second press keeps nothing twice.
    let on_its_way = RwSignal::new(false);
    let save = move |()| {
        if on_its_way.get_untracked() {
            return;
        }
        // What was written goes from its field once it is durable, and not before.
        let then = move |is_durable: bool| {
            on_its_way.set(false);
            if is_durable {
                text.set(String::new());
            }
        };
        on_its_way.set(true);
        let words = text.get_untracked();
        let saved = if is_question.get_untracked() {
            journal.keep_question(&words, then)
        } else {
            journal.keep_free_note(&words, then)
        };
        let problems = saved.err().unwrap_or_default();
        if !problems.is_empty() {
            on_its_way.set(false);
        }
        problem.set(problems.first().map_or("", |problem: &Problem| problem.sentence()));
    };
    let kinds = [words::A_NOTE, words::A_QUESTION].map(str::to_owned).into();
    let chosen = Signal::derive(move || Some(usize::from(is_question.get())));
    view! {
        <Back to=Page::Log name=words::LOG/>
        {place_head(words::WRITE.to_owned(), nothing(), nothing())}
        {chips(words::WHAT_IS_IT, "written", kinds, chosen, Callback::new(move |at| is_question.set(at == 1)))}
        {text_area(words::YOUR_WORDS, words::NOTE_HINT, text, problem.into())}
        <Button kind=ButtonKind::MainWide words=words::SAVE on_press=save/>
        {to_ask()}
    }
    .into_any()
}

fn to_ask() -> AnyView {
    let journal = use_journal();
    let questions = journal.open_questions();
    let row = move |question: OpenQuestion| {
        let OpenQuestion { id, text, when } = question;
        let name = [words::IT_WAS_ASKED, ", ", text.as_str()].concat();
        view! {
            <li class="item medicine__open">
                <p class="grow also__what">
                    <span dir="auto">{text}</span>
                    <span class="item__detail num">{when}</span>
                </p>
                <Button name=name words=words::IT_WAS_ASKED on_press=move |()| journal.mark_asked(id.clone())/>
            </li>
        }
        .into_any()
    };
    live(move || {
        let questions = questions.get();
        if questions.is_empty() {
            return nothing();
        }
        view! {
            <section>
                <h2>{words::QUESTIONS_TO_ASK}</h2>
                <ul class="list">{questions.into_iter().map(row).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}
