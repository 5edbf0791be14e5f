//! The first question, "What do you take?", under one sentence of what Ebb is; below, the doors for those who come another way.

use leptos::prelude::*;

use super::Draft;
use crate::journal::{MedicineAnswer, use_journal};
use crate::navigation::{Navigation, use_navigation};
use crate::page::{Page, Question};
use crate::platform::{page_element, store_choice};
use crate::ui::{
    Back, Button, ButtonKind, Choice, Glyph, Icon, Link, Notice, TextField, Wordmark, live, nothing, place_head,
};
use crate::words;

/// Longer than any name on a box.
const NAME_CHARS_MAX: usize = 120;

/// The first question. After the first minute it is the way to add what one takes: then without the doors.
pub fn medicine(draft: Draft) -> AnyView {
    let navigation = use_navigation();
    let done = use_journal().first_minute_done().get_untracked();
    let another = RwSignal::new(false);
    let name_another = move |()| {
        another.set(true);
        page_element::focus_soon("#own-name");
    };
    let say_later = move |()| {
        draft.say_medicine(None);
        if done {
            navigation.back(Page::Today);
        } else {
            navigation.go(Page::Start(Question::Who));
        }
    };
    view! {
        {if done { back() } else { what_ebb_is() }}
        {place_head(words::WHAT_DO_YOU_TAKE.to_owned(), nothing(), nothing())}
        <div class="stack stack--close">
            {names(draft, navigation)}
            <div class="pair">
                <Button words=words::ANOTHER_ONE on_press=name_another/>
                <Button words=words::SAY_LATER on_press=say_later/>
            </div>
        </div>
        {live(move || if another.get() { own_name(draft, navigation) } else { nothing() })}
        {if done { nothing() } else { doors() }}
    }
    .into_any()
}

fn back() -> AnyView {
    view! { <Back to=Page::Today name=words::BACK/> }.into_any()
}

fn what_ebb_is() -> AnyView {
    let deleted = if store_choice::take_deleted() {
        view! { <Notice happened=words::EVERYTHING_DELETED safe="" urgent=true/> }.into_any()
    } else {
        nothing()
    };
    view! {
        {deleted}
        <Wordmark/>
        <p class="lead first-minute__what">{words::WHAT_EBB_IS}</p>
    }
    .into_any()
}

/// For those who come with a journal or an invitation, or want to see first.
fn doors() -> AnyView {
    let doors = [
        (Page::Join, Glyph::DOOR, words::ALREADY_A_JOURNAL),
        (Page::Invited, Glyph::ENVELOPE, words::SOMEONE_INVITED_ME),
        (Page::Sample, Glyph::EYE, words::LOOK_AROUND),
    ];
    let door = |(to, glyph, name)| {
        view! {
            <Link class="button button--plain button--line" to=to>
                <Icon glyph=glyph/>
                {name}
            </Link>
        }
    };
    view! { <div class="first-minute__doors">{doors.map(door).into_iter().collect_view()}</div> }.into_any()
}

fn answer(draft: Draft, navigation: Navigation, medicine: MedicineAnswer) {
    draft.say_medicine(Some(medicine));
    navigation.go(Page::Start(Question::Since));
}

fn names(draft: Draft, navigation: Navigation) -> AnyView {
    let names = [
        (words::ANASTROZOLE, words::ANASTROZOLE_ALSO, MedicineAnswer::Anastrozole),
        (words::LETROZOLE, words::LETROZOLE_ALSO, MedicineAnswer::Letrozole),
        (words::EXEMESTANE, words::EXEMESTANE_ALSO, MedicineAnswer::Exemestane),
    ];
    let choice = |(name, also, medicine): (_, _, MedicineAnswer)| {
        view! { <Choice name=name hint=also on_press=move |()| answer(draft, navigation, medicine.clone())/> }
    };
    names.map(choice).into_iter().collect_view().into_any()
}

/// A medicine by a name of the person's own.
fn own_name(draft: Draft, navigation: Navigation) -> AnyView {
    let name = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    let problem = move || match name.with(|name| name.trim().chars().count()) {
        0 if asked.get() => words::ITS_NAME_MISSING,
        0..=NAME_CHARS_MAX => "",
        _ => words::ITS_NAME_TOO_LONG,
    };
    let go_on = Callback::new(move |()| {
        asked.set(true);
        let trimmed = name.with_untracked(|name| name.trim().to_owned());
        if (1..=NAME_CHARS_MAX).contains(&trimmed.chars().count()) {
            answer(draft, navigation, MedicineAnswer::Own(trimmed));
        }
    });
    let problem = Signal::derive(problem);
    view! {
        <div class="stack">
            <TextField name=words::ITS_NAME id="own-name" hint=words::ITS_NAME_HINT text=name problem=problem on_enter=go_on/>
            <Button kind=ButtonKind::MainWide words=words::GO_ON on_press=go_on/>
        </div>
    }
    .into_any()
}
