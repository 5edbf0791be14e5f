//! The people whom this person follows: a card for each, and on a page of its own all that one of them shares.

use ebb_journal::SittingId;
use ebb_sync::follower::NoteRefused;
use leptos::prelude::*;

use crate::journal::{FollowedState, JournalHandle, NoteLine, Person, SeenForm, use_followed, use_journal};
use crate::navigation::use_navigation;
use crate::page::{Page, Question};
use crate::pages::{CardActs, followed_card, seen_page};
use crate::platform::page_element;
use crate::ui::{
    Back, Button, ButtonKind, Glyph, Icon, Link, Notice, StateLine, TextField, TwoPresses, Waiting, live, nothing,
    place_head, text_area, two_presses,
};
use crate::words;
use crate::words::seen as seen_words;

/// Where a note is written.
const NOTE_FIELD: &str = "#note textarea";

/// All of them.
pub fn followed() -> AnyView {
    let (journal, followed) = (use_journal(), use_followed());
    untrack(|| {
        followed.take_the_lead();
        followed.nudge();
    });
    let (people, navigation) = (followed.people(), use_navigation());
    let count = journal.followed_count();
    // Made anew when somebody comes or goes, not with each entry.
    let cards = move || {
        let people = people.get();
        if people.is_empty() {
            return if count.get() == 0 {
                nobody()
            } else {
                view! { <Waiting words=words::OPENING_FOLLOWED/> }.into_any()
            };
        }
        let card = |person: Person| {
            let page = Page::FollowedOne(person.name);
            let leave_note = Callback::new(move |()| {
                followed.begin_note(person.name);
                navigation.go(page);
            });
            let (waits, person) = (person.waits_for_their_yes(), StoredValue::new_local(person));
            live(move || {
                if waits.get() {
                    return waits_for_their_yes(&person.with_value(Person::called));
                }
                let acts = CardActs { to: Some(page), leave_note: Some(leave_note), ..CardActs::default() };
                followed_card(journal.of_seen(person.with_value(|person| person.seen.clone())), acts)
            })
        };
        people.into_iter().map(card).collect_view().into_any()
    };
    let has_journal = journal.first_minute_done();
    let back = move || {
        if has_journal.get() { view! { <Back to=Page::Share name=words::SHARE/> }.into_any() } else { nothing() }
    };
    let menu = view! {
        <Link class="round head__menu" to=Page::Settings name=words::SETTINGS>
            <Icon glyph=Glyph::MENU/>
        </Link>
    };
    let own = move || {
        if has_journal.get() {
            return nothing();
        }
        view! {
            <Link class="button button--wide" to=Page::Start(Question::Medicine)>
                {words::KEEP_ONE_MYSELF}
            </Link>
        }
        .into_any()
    };
    view! {
        {live(back)}
        {place_head(words::PEOPLE_I_FOLLOW.to_owned(), how_up_to_date(), menu.into_any())}
        <div class="stack">{live(cards)}</div>
        <p class="soft small">{seen_words::YOU_SEE_WHAT_THEY_CHOSE}</p>
        <Link class="button button--wide" to=Page::Invited>
            {words::SOMEONE_INVITED_ME}
        </Link>
        {live(own)}
    }
    .into_any()
}

/// How up to date is what stands below.
fn how_up_to_date() -> AnyView {
    let state = use_followed().state();
    live(move || {
        let (glyph, words) = match state.get() {
            FollowedState::Nothing => return nothing(),
            FollowedState::NotConnected => (Glyph::CLOUD_AWAY, words::NOT_CONNECTED_YET.to_owned()),
            FollowedState::Away(at) => (Glyph::CLOUD_AWAY, words::no_connection_as_of(&at)),
            FollowedState::Reading => (Glyph::UP_TO_DATE, words::READING_WHAT_IS_NEW.to_owned()),
            FollowedState::NotAll => (Glyph::CLOUD_TROUBLE, words::NOT_ALL_IS_SHOWN.to_owned()),
            FollowedState::UpToDate(at) => (Glyph::UP_TO_DATE, words::up_to_date(&at)),
        };
        view! { <StateLine glyph=glyph words=words to=None/> }.into_any()
    })
}

/// An invitation that this person has said yes to: the other one has to say yes to the same number.
fn waits_for_their_yes(called: &str) -> AnyView {
    view! {
        <section class="surface stack stack--close">
            <h2>{called.to_owned()}</h2>
            <p>{words::THEIR_YES_IS_MISSING}</p>
            <Link class="button button--wide" to=Page::Invited>
                {words::SEE_THE_NUMBER}
            </Link>
        </section>
    }
    .into_any()
}

fn nobody() -> AnyView {
    view! { <p class="soft">{words::NOBODY_IS_FOLLOWED}</p> }.into_any()
}

/// One of them, by the name of its record.
pub fn followed_one(name: SittingId) -> AnyView {
    let (journal, followed) = (use_journal(), use_followed());
    untrack(|| followed.take_the_lead());
    let person = followed.one(name);
    let writing = RwSignal::new(followed.take_begun_note(name));
    if writing.get_untracked() {
        page_element::show_soon(NOTE_FIELD);
    }
    let body = move || match person.get() {
        None => view! {
            <Back to=Page::Followed name=words::PEOPLE_I_FOLLOW/>
            {place_head(words::PEOPLE_I_FOLLOW.to_owned(), nothing(), nothing())}
            <Waiting words=words::OPENING_FOLLOWED/>
        }
        .into_any(),
        Some(person) => {
            let leave_note = Callback::new(move |()| {
                writing.set(true);
                page_element::focus_soon(NOTE_FIELD);
            });
            let call_seen = Callback::new(move |asked_ms| followed.note_call(name, asked_ms));
            let acts = CardActs { leave_note: Some(leave_note), call_seen: Some(call_seen), ..CardActs::default() };
            let shown = journal.of_seen(person.seen.clone());
            let view = shown.seen_view();
            let is_over =
                Memo::new(move |_| view.with(|view| view.as_ref().is_some_and(|view| view.form == SeenForm::Ended)));
            view! {
                {seen_page(shown, (Page::Followed, words::PEOPLE_I_FOLLOW), acts)}
                {note(name, &person, writing)}
                {notes_left(shown)}
                {about(name, &person, is_over)}
            }
            .into_any()
        }
    };
    live(body)
}

/// A note for whom one follows: kept here until it goes.
fn note(name: SittingId, person: &Person, writing: RwSignal<bool>) -> AnyView {
    let followed = use_followed();
    let standing = person.standing.clone();
    let told = {
        let standing = standing.clone();
        Memo::new(move |_| standing.with(|standing| (standing.notes_waiting, standing.note_refused)))
    };
    let (text, problem, left) = (RwSignal::new(String::new()), RwSignal::new(""), RwSignal::new(false));
    let leave = move |()| {
        let words = text.get_untracked();
        if words.trim().is_empty() {
            problem.set(words::NOTE_MISSING);
            return;
        }
        problem.set("");
        followed.leave_note(name, words.trim());
        // Refused for its length, it stays in its field.
        if standing.with_untracked(|standing| standing.note_refused) == Some(NoteRefused::Length) {
            problem.set(words::NOTE_TOO_LONG);
            return;
        }
        text.set(String::new());
        left.set(true);
        writing.set(false);
    };
    let field = move || {
        if !writing.get() {
            return nothing();
        }
        view! {
            {text_area(words::YOUR_NOTE, words::YOUR_NOTE_HINT, text, problem.into())}
            <Button kind=ButtonKind::MainWide words=words::LEAVE_IT on_press=leave.clone()/>
        }
        .into_any()
    };
    let went = move || match told.get() {
        (_, Some(why)) if left.get() || why != NoteRefused::Length => {
            let (happened, more) = words::note_refused(why);
            view! { <Notice happened=happened safe=more/> }.into_any()
        }
        (0, _) if left.get() => view! { <p class="lead">{words::NOTE_LEFT}</p> }.into_any(),
        (count, _) if count > 0 => view! { <p class="soft num">{words::notes_wait(count)}</p> }.into_any(),
        _ => nothing(),
    };
    view! {
        <div id="note" class="stack" aria-live="polite">
            {live(field)}
            {live(went)}
        </div>
    }
    .into_any()
}

/// What this person wrote to them, and what they said to it.
fn notes_left(shown: JournalHandle) -> AnyView {
    let notes = shown.notes_left();
    live(move || {
        let notes = notes.get();
        if notes.is_empty() {
            return nothing();
        }
        view! {
            <section class="stack stack--close">
                <h2>{words::YOUR_NOTES}</h2>
                <ul class="list">{notes.into_iter().map(left).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

fn left(note: NoteLine) -> AnyView {
    let answer = if note.answer.is_empty() {
        nothing()
    } else {
        view! {
            <p class="note__answer" dir="auto">
                <span class="soft small">{words::THEIR_ANSWER}</span>
                {note.answer}
            </p>
        }
        .into_any()
    };
    view! {
        <li class="note">
            <p class="note__text" dir="auto">
                {note.text}
            </p>
            <p class="soft small num">{note.when}</p>
            {answer}
        </li>
    }
    .into_any()
}

/// The number to compare, what they are called here, and following them no more; the last alone once it is over.
fn about(name: SittingId, person: &Person, is_over: Memo<bool>) -> AnyView {
    let (followed, navigation) = (use_followed(), use_navigation());
    let called = RwSignal::new(person.seen.follow().called.unwrap_or_default());
    let said = RwSignal::new("");
    let keep = Callback::new(move |()| {
        called.with_untracked(|called| followed.call(name, called));
        said.set(words::NAME_KEPT);
    });
    let leave = Callback::new(move |()| {
        followed.leave(name);
        navigation.replace(Page::Followed);
    });
    let presses = TwoPresses {
        id: "leaving",
        place: "#leaving",
        ask: words::FOLLOW_NO_MORE,
        ask_name: "",
        told: "",
        sure: words::FOLLOW_NO_MORE_SURE,
        keep: words::GO_ON_FOLLOWING,
    };
    let standing = person.standing.clone();
    let number = Memo::new(move |_| standing.with(|standing| standing.fingerprint));
    let compare = move || match number.get().filter(|_| !is_over.get()) {
        None => nothing(),
        Some(number) => view! {
            <section class="stack stack--close">
                <h2>{words::COMPARE_ALOUD}</h2>
                <p class="fingerprint num">{words::fingerprint(number)}</p>
                <p class="soft">{words::COMPARE_WITH_THEM}</p>
            </section>
        }
        .into_any(),
    };
    let own_name = move || {
        if is_over.get() {
            return nothing();
        }
        view! {
            <section class="stack">
                <TextField
                    name=words::CALL_THEM
                    id="called"
                    hint=words::CALL_THEM_HINT
                    text=called
                    problem=""
                    on_enter=keep
                />
                <Button kind=ButtonKind::SoftWide words=words::SAVE on_press=keep/>
                <p class="small" role="status">
                    {move || said.get()}
                </p>
            </section>
        }
        .into_any()
    };
    view! {
        {live(compare)}
        {live(own_name)}
        <section class="stack">
            <p class="soft">{words::FOLLOW_NO_MORE_WHAT}</p>
            {two_presses(presses, leave, nothing)}
        </section>
    }
    .into_any()
}
