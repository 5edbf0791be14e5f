//! One symptom: choosing how strong it is saves; everything after it is "more, if you like". What can be a sign of danger shows
//! general safety information at once.

use ebb_journal::catalogue::{Rhythm, STEP_WORDS, Scale, Symptom, symptom as entry};
use ebb_journal::safety::{self, Safety, Tier, texts};
use ebb_journal::{Flags, SymptomNumber};
use leptos::prelude::*;

use super::check_in::keys_of;
use super::today::Tremble;
use crate::journal::{RatedRow, use_journal};
use crate::page::Page;
use crate::ui::{Back, Button, ButtonKind, Glyph, Keys, Switch, TextField, live, nothing, place_head, strength};
use crate::words;

/// A symptom by itself.
pub fn symptom(number: u16) -> AnyView {
    let number = SymptomNumber(number);
    let Some(symptom) = entry(number) else {
        return view! { <Back to=Page::Log name=words::LOG/> <p>{words::SYMPTOM_NOT_KNOWN}</p> }.into_any();
    };
    let rated = use_journal().rated(number);
    let body = match symptom.scale {
        Scale::Episode => episode(symptom),
        // Choosing it shows what to do, and nothing is asked.
        Scale::NeverRated => safety_of(safety::about(number, None, Flags::NONE)),
        _ => rating(symptom, rated),
    };
    let clinical = match clinical_term(symptom) {
        "" => nothing(),
        term => view! { <p class="soft">{term}</p> }.into_any(),
    };
    view! {
        <Back to=Page::Log name=words::LOG/>
        {place_head(symptom.name.to_owned(), clinical, nothing())}
        {body}
        {following(symptom)}
    }
    .into_any()
}

/// What a clinic calls it; nothing where that is its plain name.
pub fn clinical_term(symptom: &Symptom) -> &'static str {
    if symptom.clinical.eq_ignore_ascii_case(symptom.name) { "" } else { symptom.clinical }
}

fn rating(symptom: &'static Symptom, rated: Memo<Option<RatedRow>>) -> AnyView {
    let (journal, number) = (use_journal(), symptom.number);
    let chosen = Signal::derive(move || rated.get()?.chosen);
    let rate = Callback::new(move |value| journal.rate(number, value));
    let is_rated = Memo::new(move |_| chosen.get().is_some());
    let more = move || if is_rated.get() { more(symptom, rated) } else { nothing() };
    let danger = move || match rated.get() {
        Some(row) if row.chosen.is_some_and(|value| value > 0) || !row.flags.is_empty() => {
            safety_of(safety::about(number, None, row.flags))
        }
        _ => nothing(),
    };
    view! {
        {strength(words::HOW_IS_IT_TODAY, "strength".to_owned(), keys_of(symptom.scale), chosen, rate)}
        {live(danger)}
        {live(more)}
    }
    .into_any()
}

fn episode(symptom: &'static Symptom) -> AnyView {
    let (journal, number) = (use_journal(), symptom.number);
    let logged = RwSignal::new(false);
    let tremble = Tremble::new();
    let log = move |()| {
        if !tremble.is_one() {
            journal.log_episode(number);
            logged.set(true);
        }
    };
    let danger = move || if logged.get() { safety_of(safety::about(number, None, Flags::NONE)) } else { nothing() };
    view! {
        <Button kind=ButtonKind::MainWide glyph=Glyph::PLUS words=words::LOG_IT_NOW on_press=log/>
        {live(danger)}
        {note(number)}
    }
    .into_any()
}

fn more(symptom: &'static Symptom, rated: Memo<Option<RatedRow>>) -> AnyView {
    let (journal, number) = (use_journal(), symptom.number);
    let in_the_way = Signal::derive(move || rated.get()?.in_the_way);
    let way = Callback::new(move |step| journal.rate_in_the_way(number, step));
    let flag = |flag: &ebb_journal::Flag| {
        let flag = *flag;
        let on = Signal::derive(move || rated.get().is_some_and(|row| row.flags.has(flag)));
        let words = flag.entry().map_or("", |entry| entry.words);
        view! { <Switch name=words hint="" on=on on_turn=move |()| journal.turn_flag(number, flag)/> }.into_any()
    };
    let flags = if symptom.flags.is_empty() {
        nothing()
    } else {
        view! { <div class="list">{symptom.flags.iter().map(flag).collect_view()}</div> }.into_any()
    };
    view! {
        <section>
            <h2>{words::MORE_IF_YOU_LIKE}</h2>
            <div class="stack">
                {strength(words::IN_THE_WAY, "in-the-way".to_owned(), Keys::Steps(&STEP_WORDS), in_the_way, way)} {flags}
                {note(number)}
            </div>
        </section>
    }
    .into_any()
}

/// Whether the check-in asks for it; for what can be asked by the day.
fn following(symptom: &'static Symptom) -> AnyView {
    if matches!(symptom.rhythm, Rhythm::WhenItHappens | Rhythm::WhenFound | Rhythm::Never) {
        return nothing();
    }
    let journal = use_journal();
    let on = Memo::new(move |_| journal.follows(symptom.number));
    let turn = move |()| journal.turn_following(symptom);
    view! {
        <div class="list">
            <Switch name=words::IN_MY_CHECK_IN hint=words::IN_MY_CHECK_IN_HINT on=on on_turn=turn/>
        </div>
    }
    .into_any()
}

fn note(about: SymptomNumber) -> AnyView {
    let journal = use_journal();
    let (text, problem) = (RwSignal::new(String::new()), RwSignal::new(""));
    let keep = Callback::new(move |()| {
        let kept = journal.keep_note(about, &text.get_untracked());
        problem.set(kept.err().unwrap_or_default());
    });
    view! {
        <div class="stack stack--close">
            <TextField name=words::NOTE id="note" hint=words::NOTE_HINT text=text problem=problem on_enter=keep/>
            <Button kind=ButtonKind::SoftWide words=words::KEEP_NOTE on_press=keep/>
        </div>
    }
    .into_any()
}

fn safety_of(pieces: Vec<Safety>) -> AnyView {
    let piece = |piece: Safety| {
        let Some(text) = texts::text(piece) else { return nothing() };
        let how_soon = match text.tier {
            Tier::Emergency => words::CALL_EMERGENCY,
            Tier::SameDay => words::CALL_TODAY,
        };
        let fact = text.fact.map_or_else(nothing, |fact| {
            view! {
                <p>{fact.sentence}</p>
                <p class="safety__source">{fact.source}</p>
            }
            .into_any()
        });
        view! {
            <div class="safety" role="alert">
                <p class="safety__heading">{safety::HEADING}</p>
                <p>
                    <b>{how_soon}</b>
                </p>
                <p>{text.call}</p>
                {fact}
            </div>
        }
        .into_any()
    };
    pieces.into_iter().map(piece).collect_view().into_any()
}
