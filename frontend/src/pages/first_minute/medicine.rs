//! The first question, "What do you take?", under one sentence of what Ebb is; below, the door for those who have a journal.

use leptos::prelude::*;

use super::draft::{Medicine, use_draft};
use crate::journal::{MedicineAnswer, use_journal};
use crate::navigation::use_navigation;
use crate::page::{Page, Question};
use crate::ui::{Back, Button, ButtonKind, Choice, Glyph, Icon, Link, PlaceHead, TextField, Wordmark};
use crate::words;

/// Longer than any name on a box.
const NAME_CHARS_MAX: usize = 120;

/// The first question. After the first minute it is the way to add what one takes: then without the door.
#[component]
pub fn MedicineQuestion() -> impl IntoView {
    let (draft, journal, navigation) = (use_draft(), use_journal(), use_navigation());
    let done = journal.first_minute_done().get_untracked();
    let another = RwSignal::new(false);
    let answer = Callback::new(move |medicine: MedicineAnswer| {
        draft.say_medicine(Medicine::Named(medicine));
        navigation.go(Page::Start(Question::Since));
    });
    let say_later = move |_| {
        draft.say_medicine(Medicine::SaidLater);
        if done {
            navigation.back(Page::Today);
        } else {
            navigation.go(Page::Start(Question::Who));
        }
    };
    let top = if done {
        view! { <Back to=Page::Today name=words::TODAY/> }.into_any()
    } else {
        view! {
            <Wordmark/>
            <p class="lead first-minute__what">{words::WHAT_EBB_IS}</p>
        }
        .into_any()
    };
    view! {
        {top}
        <PlaceHead title=words::WHAT_DO_YOU_TAKE.to_owned()/>
        <div class="stack stack--close">
            <Names on_answer=answer/>
            <div class="pair">
                <Button on_press=move |_| another.set(true)>{words::ANOTHER_ONE}</Button>
                <Button on_press=say_later>{words::SAY_LATER}</Button>
            </div>
        </div>
        {move || another.get().then(|| view! { <OwnName on_answer=answer/> })}
        {(!done)
            .then(|| {
                view! {
                    <Link class="button button--plain button--line first-minute__door" to=Page::Join>
                        <Icon glyph=Glyph::Door/>
                        {words::ALREADY_A_JOURNAL}
                    </Link>
                }
            })}
    }
}

#[component]
fn Names(on_answer: Callback<MedicineAnswer>) -> impl IntoView {
    [
        (words::ANASTROZOLE, words::ANASTROZOLE_ALSO, MedicineAnswer::Anastrozole),
        (words::LETROZOLE, words::LETROZOLE_ALSO, MedicineAnswer::Letrozole),
        (words::EXEMESTANE, words::EXEMESTANE_ALSO, MedicineAnswer::Exemestane),
    ]
    .map(|(name, also, answer)| {
        view! { <Choice name=name hint=also on_press=move |_| on_answer.run(answer.clone())/> }
    })
    .collect_view()
}

/// A medicine by a name of the person's own.
#[component]
fn OwnName(on_answer: Callback<MedicineAnswer>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    let problem = Signal::derive(move || {
        let length = name.with(|name| name.trim().chars().count());
        match length {
            0 => asked.get().then_some(words::ITS_NAME_MISSING),
            1..=NAME_CHARS_MAX => None,
            _ => Some(words::ITS_NAME_TOO_LONG),
        }
    });
    let go_on = Callback::new(move |()| {
        asked.set(true);
        if problem.get_untracked().is_none() {
            on_answer.run(MedicineAnswer::Own(name.get_untracked().trim().to_owned()));
        }
    });
    view! {
        <div class="stack">
            <TextField name=words::ITS_NAME id="own-name" hint=words::ITS_NAME_HINT take_focus=true text=name problem=problem on_enter=go_on/>
            <Button kind=ButtonKind::Main big=true wide=true on_press=move |_| go_on.run(())>
                {words::GO_ON}
            </Button>
        </div>
    }
}
