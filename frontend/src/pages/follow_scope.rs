//! What somebody who follows may see, changed: kinds, from when, until when, what they are called.

use ebb_journal::scope::SharingKind;
use ebb_protocol::ids::MemberId;
use leptos::prelude::*;

use crate::journal::{FollowEdit, today_is, use_follows};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::pages::invite::kinds_of;
use crate::platform::wall_clock;
use crate::ui::{Back, Button, ButtonKind, Notice, RadioChoices, TextField, nothing, place_head};
use crate::words;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What of the form is not as it was.
#[derive(Clone, PartialEq, Eq)]
struct Form {
    edit: FollowEdit,
    /// Which of [`words::NEW_UNTILS`] is chosen.
    until: usize,
    /// Which of [`words::FROM_WHENS`] is chosen; `None` where it begins on another day, and stays so.
    from: Option<usize>,
}

/// Somebody who follows, by their name as a member.
pub fn follow_scope(member: MemberId) -> AnyView {
    let body = match untrack(|| use_follows().edit(member)) {
        Some(edit) => form(member, edit),
        None => view! { <Notice happened=words::CANNOT_CHANGE safe=words::CANNOT_CHANGE_MORE/> }.into_any(),
    };
    view! {
        <Back to=Page::Follow(member) name=words::BACK/>
        {place_head(words::CHANGE_WHAT_THEY_SEE.to_owned(), nothing(), nothing())}
        {body}
    }
    .into_any()
}

fn form(member: MemberId, edit: FollowEdit) -> AnyView {
    let (follows, navigation) = (use_follows(), use_navigation());
    let from = edit.scope.from().is_none().then_some(1);
    let name = RwSignal::new(edit.name.clone());
    let form = RwSignal::new(Form { edit, until: 0, from });
    let (name_problem, lacks) = (RwSignal::new(""), RwSignal::new(false));
    let keep = Callback::new(move |()| {
        let Some(edit) = chosen(&form.get_untracked(), name.get_untracked().trim()) else { return };
        name_problem.set(match edit.name.len() {
            0 => words::WHO_IS_IT_FOR_MISSING,
            1..=64 => "",
            _ => words::NAME_TOO_LONG,
        });
        lacks.set(edit.scope.kinds().next().is_none());
        if name_problem.get_untracked().is_empty() && !lacks.get_untracked() {
            follows.change(member, edit);
            navigation.back(Page::Follow(member));
        }
    });
    let is_on = move |kind: SharingKind| form.with(|form| form.edit.scope.shares(kind));
    let turn = move |kind: SharingKind| {
        form.update(|form| {
            if form.edit.scope.shares(kind) {
                form.edit.scope.narrow(kind);
            } else {
                form.edit.scope.widen(kind);
            }
        });
    };
    let until = Signal::derive(move || form.with(|form| form.until));
    let from = Signal::derive(move || form.with(|form| form.from.unwrap_or(0)));
    let froms = form.with_untracked(|form| if form.from.is_none() { words::NEW_FROMS } else { words::FROM_WHENS });
    view! {
        <TextField
            name=words::WHO_IS_IT_FOR
            id="who"
            hint=words::WHO_IS_IT_FOR_HINT
            text=name
            problem=name_problem
            on_enter=keep
        />
        <section class="stack stack--close">
            <h2>{words::WHAT_MAY_THEY_SEE}</h2>
            {kinds_of(is_on, turn, lacks.into())}
        </section>
        <RadioChoices
            name=words::FROM_WHEN
            group="from"
            things=froms
            chosen=from
            on_choose=move |at: usize| form.update(|form| form.from = Some(at))
        />
        <RadioChoices
            name=words::UNTIL_WHEN
            group="until"
            things=words::NEW_UNTILS
            chosen=until
            on_choose=move |at: usize| form.update(|form| form.until = at)
        />
        <Button kind=ButtonKind::MainWide words=words::KEEP_THIS on_press=keep/>
        <p class="soft small">{words::WHAT_WAS_SEEN}</p>
    }
    .into_any()
}

/// The form as it is to hold. Whatever stands as it was stays to the millisecond.
fn chosen(form: &Form, name: &str) -> Option<FollowEdit> {
    let mut edit = form.edit.clone();
    name.clone_into(&mut edit.name);
    let had_a_first_day = edit.scope.from().is_some();
    match form.from {
        Some(1) => edit.scope.set_from(None),
        // "As it is" where it begins on a day of its own, else "from today".
        Some(0) if !had_a_first_day => edit.scope.set_from(Some(today_is()?)),
        _ => {}
    }
    let days = match form.until {
        0 => return Some(edit),
        1 => Some(1),
        2 => Some(7),
        3 => Some(30),
        _ => None,
    };
    edit.until_ms = days.map(|days| wall_clock::now_ms() + days * DAY_MS);
    Some(edit)
}
