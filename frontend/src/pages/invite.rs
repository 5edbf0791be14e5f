//! Inviting somebody to follow: who it is for, what they may see, from when and until when; then it is seen as they will see it, and only
//! then a code is made.

mod kinds;

use leptos::prelude::*;

use crate::journal::{DraftProblem, Lasting, What, today_is, use_follows, use_journal};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::pages::sync_first;
use crate::platform::{page_element, store_choice};
use crate::ui::{Back, Button, ButtonKind, Notice, RadioChoices, TextField, live, nothing, place_head};
use crate::words;

pub use kinds::kinds_of;

const WHATS: [What; 3] = [What::MedicinesOnly, What::HowIAm, What::Exactly];
const LASTINGS: [Lasting; 4] = [Lasting::Days(1), Lasting::Days(7), Lasting::Days(30), Lasting::UntilStopped];

/// The form.
pub fn invite() -> AnyView {
    let is_on = use_journal().syncs();
    let body = move || {
        if store_choice::is_sample() {
            return view! { <Notice happened=words::SAMPLE_STAYS safe=words::SAMPLE_STAYS_MORE/> }.into_any();
        }
        if is_on.get() { form() } else { sync_first(words::FOLLOW_NEEDS_SYNC) }
    };
    view! {
        <Back to=Page::Share name=words::SHARE/>
        {place_head(words::INVITE_SOMEONE.to_owned(), nothing(), nothing())}
        {live(body)}
    }
    .into_any()
}

fn form() -> AnyView {
    let draft = use_follows().draft();
    let (navigation, asked) = (use_navigation(), RwSignal::new(false));
    // What is typed is taken over as it is typed: on the way back from the preview it stands there again.
    let name = RwSignal::new(draft.with_untracked(|draft| draft.name.clone()));
    let owner = RwSignal::new(draft.with_untracked(|draft| draft.owner.clone()));
    Effect::new(move || draft.update(|draft| draft.name = name.get()));
    Effect::new(move || draft.update(|draft| draft.owner = owner.get()));
    let problem = Memo::new(move |_| {
        let today = today_is().filter(|_| asked.get())?;
        draft.with(|draft| draft.plan(today, 0)).err()
    });
    let see = Callback::new(move |()| {
        asked.set(true);
        match problem.get_untracked() {
            None => navigation.go(Page::InviteSeen),
            Some(DraftProblem::LongOwner) => page_element::focus_soon("#owner"),
            Some(DraftProblem::NothingShared) => page_element::focus_soon("#kinds input"),
            Some(_) => page_element::focus_soon("#who"),
        }
    });
    let of_name = Signal::derive(move || match problem.get() {
        Some(DraftProblem::NoName) => words::WHO_IS_IT_FOR_MISSING,
        Some(DraftProblem::LongName) => words::NAME_TOO_LONG,
        _ => "",
    });
    let of_owner =
        Signal::derive(move || if problem.get() == Some(DraftProblem::LongOwner) { words::NAME_TOO_LONG } else { "" });
    let of_kinds = Signal::derive(move || problem.get() == Some(DraftProblem::NothingShared));
    view! {
        <TextField
            name=words::WHO_IS_IT_FOR
            id="who"
            hint=words::WHO_IS_IT_FOR_HINT
            text=name
            problem=of_name
            on_enter=see
        />
        <TextField name=words::YOUR_NAME id="owner" hint=words::YOUR_NAME_HINT text=owner problem=of_owner on_enter=see/>
        {what(of_kinds)}
        {from_when()}
        {until_when()}
        <Button kind=ButtonKind::MainWide words=words::SEE_AS_THEY_WILL on_press=see/>
        <p class="soft small below-buttons">{words::NEXT_A_CODE}</p>
    }
    .into_any()
}

/// "What may they see?"
fn what(lacks: Signal<bool>) -> AnyView {
    let draft = use_follows().draft();
    let chosen = Signal::derive(move || place_of(&WHATS, &draft.with(|draft| draft.what)));
    let choose = move |at: usize| draft.update(|draft| draft.choose(WHATS.get(at).copied().unwrap_or(What::HowIAm)));
    let is_exact = Memo::new(move |_| draft.with(|draft| draft.what == What::Exactly));
    let exactly = move || if is_exact.get() { kinds::kinds_of_draft(draft, lacks) } else { nothing() };
    view! {
        <RadioChoices
            name=words::WHAT_MAY_THEY_SEE
            group="what"
            things=words::WHATS
            hints=words::WHAT_HINTS
            tall=true
            chosen=chosen
            on_choose=choose
        />
        <div id="kinds" class="stack stack--close">{live(exactly)}</div>
    }
    .into_any()
}

fn from_when() -> AnyView {
    let draft = use_follows().draft();
    let chosen = Signal::derive(move || usize::from(draft.with(|draft| draft.past_too)));
    let choose = move |at: usize| draft.update(|draft| draft.past_too = at == 1);
    view! {
        <RadioChoices name=words::FROM_WHEN group="from" things=words::FROM_WHENS chosen=chosen on_choose=choose/>
    }
    .into_any()
}

fn until_when() -> AnyView {
    let draft = use_follows().draft();
    let chosen = Signal::derive(move || place_of(&LASTINGS, &draft.with(|draft| draft.lasting)));
    let choose =
        move |at: usize| draft.update(|draft| draft.lasting = LASTINGS.get(at).copied().unwrap_or(Lasting::Days(30)));
    view! {
        <RadioChoices name=words::UNTIL_WHEN group="until" things=words::UNTIL_WHENS chosen=chosen on_choose=choose/>
    }
    .into_any()
}

fn place_of<T: PartialEq>(things: &[T], thing: &T) -> usize {
    things.iter().position(|one| one == thing).unwrap_or(0)
}
