//! A record in words: what it is, and what is told of it.

use ebb_journal::catalogue::{STEP_WORDS, symptom};
use ebb_journal::{
    Answer, CivilTime, DoseState, Effect, Episode, Factor, FactorWhat, Flags, HotFlash, Medication, Question,
    RatedThing, Rating, Record, RecordId, Site,
};

use super::symptom_name;
use crate::journal::{measured, site_words, today, wording};
use crate::words;

/// When it was, of what has a time of the day.
pub fn time(record: &Record) -> Option<CivilTime> {
    let at = match record {
        Record::HotFlash(flash) => &flash.started,
        Record::Episode(episode) => &episode.started,
        Record::Note(note) => &note.at,
        Record::Factor(factor) => &factor.at,
        Record::Question(question) => &question.at,
        // Of what was measured the day is known, and not the time.
        _ => return None,
    };
    Some(at.time())
}

/// What it is, and what is told of it.
pub fn tell(id: &RecordId, record: &Record) -> (String, String) {
    match record {
        Record::Rating(rating) => (rated_thing(id), told_of_rating(id, rating)),
        Record::HotFlash(flash) => (words::HOT_FLASH.to_owned(), told_of_flash(flash)),
        Record::Episode(episode) => (with_place(symptom_name(episode.symptom), episode.site), told_of_episode(episode)),
        Record::Note(note) => {
            let what =
                note.about.map_or_else(|| words::NOTE.to_owned(), |about| words::note_about(symptom_name(about)));
            (what, note.text.to_string())
        }
        Record::Factor(factor) => (factor_name(factor), told_of_factor(factor)),
        Record::Question(question) => (words::QUESTION.to_owned(), told_of_question(question)),
        Record::LabValue(value) => (measured::lab_name(value.lab).to_owned(), measured::told_of_lab(value)),
        Record::BoneScan(scan) => (measured::scan_title(scan), measured::told_of_scan(scan)),
        Record::Medication(medication) => (wording::medicine_name(medication), told_of_medication(medication)),
        Record::Dose(dose) => (
            String::new(),
            if dose.state == DoseState::Skipped { words::SKIPPED } else { words::DOSE_TAKEN }.to_owned(),
        ),
        Record::Person(_)
        | Record::Following(_)
        | Record::Invitation(_)
        | Record::FollowedJournal(_)
        | Record::CaregiverNote(_)
        | Record::CallRequest(_)
        | Record::Supply(_) => (String::new(), String::new()),
    }
}

fn rated_thing(id: &RecordId) -> String {
    let Some(thing) = RatedThing::of(id) else { return String::new() };
    with_place(symptom_name(thing.symptom), thing.site)
}

/// "Joint pain, left knee".
fn with_place(name: &str, site: Option<Site>) -> String {
    match site {
        None => name.to_owned(),
        Some(site) => [name, ", ", site_words(site).as_str()].concat(),
    }
}

fn told_of_rating(id: &RecordId, rating: &Rating) -> String {
    let scale = RatedThing::of(id).and_then(|thing| symptom(thing.symptom)).map(|symptom| symptom.scale);
    let answer = match (rating.answer, scale) {
        (Answer::Value(value), Some(scale)) => wording::value_words(scale, value),
        (Answer::Value(value), None) => value.to_string(),
        (Answer::DoesNotApply, _) => words::DOES_NOT_APPLY.to_owned(),
        (Answer::RatherNotSay, _) => words::RATHER_NOT_SAY_IT.to_owned(),
    };
    let way = rating.in_the_way.map(|step| words::got_in_the_way(step_word(step.into())));
    let copied = rating.copied.then(|| words::WAS_COPIED.to_owned());
    joined([Some(answer), way, copied].into_iter().flatten().chain(flags(rating.flags)))
}

fn told_of_flash(flash: &HotFlash) -> String {
    let strong = flash.how_strong.map(|step| step_word(step.into()).to_owned());
    joined([Some(length(flash.length_ms(), flash.is_open())), strong].into_iter().flatten().chain(flags(flash.flags)))
}

fn told_of_episode(episode: &Episode) -> String {
    let scale = symptom(episode.symptom).map(|symptom| symptom.scale);
    let strong = episode.how_strong.zip(scale).map(|(value, scale)| wording::value_words(scale, value));
    joined(
        [Some(length(episode.length_ms(), episode.is_open())), strong]
            .into_iter()
            .flatten()
            .chain(flags(episode.flags)),
    )
}

fn length(length_ms: Option<i64>, is_open: bool) -> String {
    match length_ms {
        Some(length_ms) => words::minutes_long(today::minutes(length_ms)),
        None if is_open => words::NO_END_LOGGED.to_owned(),
        None => words::COUNTED.to_owned(),
    }
}

fn factor_name(factor: &Factor) -> String {
    match &factor.what {
        FactorWhat::Own(own) => own.to_string(),
        FactorWhat::Listed(number) => number.entry().map_or(wording::OF_A_NEWER_EBB, |entry| entry.name).to_owned(),
    }
}

fn told_of_factor(factor: &Factor) -> String {
    let unit = match &factor.what {
        FactorWhat::Listed(number) => number.entry().and_then(|entry| entry.unit),
        FactorWhat::Own(_) => None,
    };
    let amount = factor.amount.map(|amount| match unit {
        Some(unit) => [amount.to_string().as_str(), " ", unit.shown()].concat(),
        None => amount.to_string(),
    });
    let effect = factor.effect.map(|effect| effect_words(effect).to_owned());
    joined([amount, effect].into_iter().flatten())
}

/// What a factor did, in words.
pub fn effect_words(effect: Effect) -> &'static str {
    match effect {
        Effect::Helped => words::IT_HELPED,
        Effect::NoChange => words::NO_CHANGE,
        Effect::MadeWorse => words::MADE_WORSE,
    }
}

fn told_of_question(question: &Question) -> String {
    match &question.answer {
        Some(answer) => words::question_answered(&question.text, answer),
        None => question.text.to_string(),
    }
}

fn told_of_medication(medication: &Medication) -> String {
    let plan = if medication.stopped.is_some() {
        wording::taken_until(medication)
    } else {
        wording::plan(&medication.schedule)
    };
    joined(wording::strength(medication).into_iter().chain([plan]))
}

fn step_word(step: u16) -> &'static str {
    STEP_WORDS.get(usize::from(step)).copied().unwrap_or_default()
}

fn flags(flags: Flags) -> impl Iterator<Item = String> {
    flags.known().map(|entry| entry.words.to_lowercase())
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
