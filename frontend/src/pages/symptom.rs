//! One symptom: choosing how strong it is saves; everything after it is "more, if you like". What can be a sign of danger shows
//! general safety information at once.

mod happened;
mod note;
mod number;
mod when;
mod whereabouts;

use ebb_journal::catalogue::{Rhythm, STEP_WORDS, Scale, Symptom, symptom as entry};
use ebb_journal::safety::{self, Safety};
use ebb_journal::{Flags, SymptomNumber};
use leptos::prelude::*;

use self::happened::happened;
use self::note::Note;
use self::number::another_number;
use self::when::When;
use self::whereabouts::{where_of_day, where_row};
use super::check_in::keys_of;
use super::safety_told::safety_told;
use crate::journal::{Entry, RatedRow, use_journal};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::ui::{Back, Button, ButtonKind, Keys, Switch, live, nothing, place_head, strength};
use crate::words;

/// A symptom by itself.
pub fn symptom(number: u16) -> AnyView {
    let number = SymptomNumber(number);
    let Some(symptom) = entry(number) else {
        return view! { <Back to=Page::Log name=words::LOG/> <p>{words::SYMPTOM_NOT_KNOWN}</p> }.into_any();
    };
    let body = match symptom.scale {
        Scale::Episode => happened(symptom),
        // Choosing it shows what to do, and nothing is asked.
        Scale::NeverRated => safety_told(safety::about(number, None, Flags::NONE)),
        _ => rating(symptom),
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
        {done(symptom)}
    }
    .into_any()
}

/// What a clinic calls it; nothing where that is its plain name.
pub fn clinical_term(symptom: &Symptom) -> &'static str {
    if symptom.clinical.eq_ignore_ascii_case(symptom.name) { "" } else { symptom.clinical }
}

fn rating(symptom: &'static Symptom) -> AnyView {
    let journal = use_journal();
    let when = When::of(symptom.number);
    let danger = journal.safety_on(symptom.number, when.day());
    let rated = journal.rated_on(symptom.number, when.day());
    let note = Note::about(symptom.number);
    let day = Memo::new(move |_| (when.is_said(), when.is_today()));
    let asked = move || match day.get() {
        (true, is_today) => asked(symptom, when, rated, danger, is_today, note),
        (false, _) => nothing(),
    };
    view! {
        {when.chips()}
        {live(asked)}
    }
    .into_any()
}

/// How it was on the day that is chosen, and more.
fn asked(
    symptom: &'static Symptom,
    when: When,
    rated: Memo<Option<RatedRow>>,
    danger: Memo<Vec<Safety>>,
    is_today: bool,
    note: Note,
) -> AnyView {
    let journal = use_journal();
    let chosen = Signal::derive(move || rated.get()?.chosen);
    let rate = Callback::new(move |value| journal.rate_entry(when.entry(), value));
    let question = if is_today { words::HOW_IS_IT_TODAY } else { words::HOW_WAS_IT };
    let other = match symptom.scale {
        Scale::Minutes => another_number(words::MINUTES, "minutes", typed(when)),
        Scale::Count => another_number(words::HOW_OFTEN, "count", typed(when)),
        _ => nothing(),
    };
    view! {
        <div class="stack stack--close">
            {strength(question, "strength".to_owned(), keys_of(symptom.scale), chosen, rate)} {other}
        </div>
        {live(move || safety_told(danger.get()))}
        {more(symptom, when, rated, note)}
    }
    .into_any()
}

fn typed(when: When) -> Callback<String, Result<(), &'static str>> {
    let journal = use_journal();
    Callback::new(move |text: String| journal.rate_typed(when.entry(), &text))
}

fn more(symptom: &'static Symptom, when: When, rated: Memo<Option<RatedRow>>, note: Note) -> AnyView {
    let is_rated = Memo::new(move |_| rated.get().is_some_and(|row| row.chosen.is_some()));
    // Where it is can be said by itself; what belongs to the symptom as a whole, once that is said.
    let places = if symptom.places.is_empty() { nothing() } else { where_row(symptom, where_of_day(symptom, when)) };
    let of_the_whole = move || if is_rated.get() { of_the_whole(symptom, when, rated, note) } else { nothing() };
    let is_empty = move || symptom.places.is_empty() && !is_rated.get();
    view! {
        <section hidden=is_empty>
            <h2>{words::MORE_IF_YOU_LIKE}</h2>
            <div class="stack">{places} {live(of_the_whole)}</div>
        </section>
    }
    .into_any()
}

fn of_the_whole(symptom: &'static Symptom, when: When, rated: Memo<Option<RatedRow>>, note: Note) -> AnyView {
    let journal = use_journal();
    let in_the_way = Signal::derive(move || rated.get()?.in_the_way);
    let way = Callback::new(move |step| journal.rate_in_the_way(when.entry(), step));
    let flag = |flag: &ebb_journal::Flag| {
        let flag = *flag;
        let on = Signal::derive(move || rated.get().is_some_and(|row| row.flags.has(flag)));
        let words = flag.entry().map_or("", |entry| entry.words);
        view! { <Switch name=words hint="" on=on on_turn=move |()| journal.turn_flag(when.entry(), flag)/> }.into_any()
    };
    let flags = if symptom.flags.is_empty() {
        nothing()
    } else {
        view! { <div class="list">{symptom.flags.iter().map(flag).collect_view()}</div> }.into_any()
    };
    view! {
        {strength(words::IN_THE_WAY, "in-the-way".to_owned(), Keys::Steps(&STEP_WORDS), in_the_way, way)}
        {flags}
        {note.field(Signal::derive(move || when.moment()))}
    }
    .into_any()
}

/// Whether the check-in asks for it, for what can be asked by the day; for what comes and goes, whether it logs at a tap on Today.
fn following(symptom: &'static Symptom) -> AnyView {
    let journal = use_journal();
    let is_event = symptom.scale == Scale::Episode && symptom.number != SymptomNumber::HOT_FLASH;
    let switch = if is_event {
        let on = Memo::new(move |_| journal.is_in_quick_row(symptom.number));
        let turn = move |()| journal.turn_in_quick_row(symptom);
        view! { <Switch name=words::AT_A_TAP hint=words::AT_A_TAP_HINT on=on on_turn=turn/> }.into_any()
    } else if matches!(symptom.rhythm, Rhythm::WhenItHappens | Rhythm::WhenFound | Rhythm::Never) {
        return nothing();
    } else {
        let on = Memo::new(move |_| journal.follows(symptom.number));
        let turn = move |()| journal.turn_following(symptom);
        view! { <Switch name=words::IN_MY_CHECK_IN hint=words::IN_MY_CHECK_IN_HINT on=on on_turn=turn/> }.into_any()
    };
    view! { <div class="list">{switch}</div> }.into_any()
}

/// Back to where one came from: everything is saved already.
fn done(symptom: &Symptom) -> AnyView {
    let navigation = use_navigation();
    // Where something is logged by a button, that is the main one.
    let kind = if symptom.scale == Scale::Episode { ButtonKind::SoftWide } else { ButtonKind::MainWide };
    view! {
        <Button kind=kind words=words::DONE on_press=move |()| navigation.back(Page::Log)/>
    }
    .into_any()
}

/// The symptom of a day as an entry.
impl When {
    fn entry(self) -> Entry {
        Entry { day: self.day().get_untracked(), ..Entry::today(self.symptom()) }
    }
}
