//! The first minute: three questions, each answered with a tap, then Today. No account, and back is always possible.

mod draft;
mod medicine;

use leptos::prelude::*;

pub use self::draft::Draft;
use crate::journal::{Since, Who, use_journal};
use crate::navigation::use_navigation;
use crate::page::{Page, Question};
use crate::ui::{Back, Choice, nothing, place_head};
use crate::words;

/// One question of the first minute.
pub fn first_minute(question: Question, draft: Draft) -> AnyView {
    match question {
        Question::Medicine => medicine::medicine(draft),
        Question::Since => since(draft),
        Question::Who => who(draft),
    }
}

fn since(draft: Draft) -> AnyView {
    let (journal, navigation) = (use_journal(), use_navigation());
    let answers =
        [(words::THIS_MONTH, Since::ThisMonth), (words::THIS_YEAR, Since::ThisYear), (words::EARLIER, Since::Earlier)];
    let answer = move |since: Since| {
        draft.say_since(since);
        if journal.first_minute_done().get_untracked() {
            // Who the journal is about was asked in the first minute.
            draft.finish(journal, None);
            navigation.replace(Page::Today);
        } else {
            navigation.go(Page::Start(Question::Who));
        }
    };
    let choice = |(name, since)| view! { <Choice name=name on_press=move |()| answer(since)/> };
    asked(words::SINCE_WHEN, draft.medicine_name(), answers.map(choice).into_iter().collect_view().into_any())
}

fn who(draft: Draft) -> AnyView {
    let (journal, navigation) = (use_journal(), use_navigation());
    let answers = [
        (words::AFTER_MENOPAUSE, Who::AfterMenopause),
        (words::WITH_SUPPRESSION, Who::WithOvarianSuppression),
        (words::A_MAN, Who::Man),
        (words::RATHER_NOT_SAY, Who::NotSaid),
    ];
    let answer = move |who: Who| {
        draft.finish(journal, Some(who));
        navigation.replace(Page::Today);
    };
    let choice = |(name, who)| view! { <Choice name=name on_press=move |()| answer(who)/> };
    asked(words::WHO_ARE_YOU, words::WHO_WHY.to_owned(), answers.map(choice).into_iter().collect_view().into_any())
}

fn asked(question: &'static str, below: String, choices: AnyView) -> AnyView {
    let below = view! { <p class="soft">{below}</p> }.into_any();
    view! {
        <Back to=Page::Start(Question::Medicine) name=words::BACK/>
        {place_head(question.to_owned(), below, nothing())}
        <div class="stack stack--close">{choices}</div>
    }
    .into_any()
}
