//! The first minute: three questions, each answered with a tap, then Today. No account, and back is always possible.

mod draft;
mod medicine;

use leptos::prelude::*;

pub use self::draft::provide_draft;
use self::draft::use_draft;
use self::medicine::MedicineQuestion;
use crate::journal::{Since, Who, use_journal};
use crate::navigation::use_navigation;
use crate::page::{Page, Question};
use crate::ui::{Back, Choice, PlaceHead};
use crate::words;

/// One question of the first minute. A question that lacks the answers before it leads back to the first.
#[component]
pub fn FirstMinutePage(
    /// Which one.
    question: Question,
) -> impl IntoView {
    let draft = use_draft();
    let navigation = use_navigation();
    match question {
        Question::Medicine => view! { <MedicineQuestion/> }.into_any(),
        Question::Since if draft.names_a_medicine() => view! { <SinceQuestion/> }.into_any(),
        Question::Who if draft.is_begun() => view! { <WhoQuestion/> }.into_any(),
        Question::Since | Question::Who => {
            // Come by the browser's back button after all was answered, or by loading the page anew.
            Effect::new(move || navigation.replace(Page::Today));
            ().into_any()
        }
    }
}

#[component]
fn SinceQuestion() -> impl IntoView {
    let (draft, journal, navigation) = (use_draft(), use_journal(), use_navigation());
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
    let choice = |(name, since)| view! { <Choice name=name on_press=move |_| answer(since)/> };
    view! {
        <Back to=Page::Start(Question::Medicine) name=words::BACK/>
        <PlaceHead title=words::SINCE_WHEN.to_owned() below=move || view! { <p class="soft">{draft.medicine_name()}</p> }/>
        <div class="stack stack--close">{answers.map(choice).collect_view()}</div>
    }
}

#[component]
fn WhoQuestion() -> impl IntoView {
    let (draft, journal, navigation) = (use_draft(), use_journal(), use_navigation());
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
    let choice = |(name, who)| view! { <Choice name=name on_press=move |_| answer(who)/> };
    view! {
        <Back to=Page::Start(Question::Medicine) name=words::BACK/>
        <PlaceHead title=words::WHO_ARE_YOU.to_owned() below=|| view! { <p class="soft">{words::WHO_WHY}</p> }/>
        <div class="stack stack--close">{answers.map(choice).collect_view()}</div>
    }
}
