//! The demo is what it says it is.

mod check_in;
mod words_and_events;

use super::*;
use ebb_interop::{read_archive, write_archive};
use ebb_journal::{AromataseInhibitor, DoseState, FieldId, Journal, Kind, Substance};

fn demo(seed: u64, who: Who) -> Demo {
    Demo { years: 2, until: CivilDay::of_ymd(2026, 11, 24).unwrap(), seed, who }
}

fn days(demo: &Demo) -> impl Iterator<Item = CivilDay> {
    let first = demo.first_day();
    (0..=demo.until.days() - first.days()).filter_map(move |index| first.plus(index))
}

/// Flashes a day over some days, and how many of a hundred between eleven and six.
fn flashes(journal: &Journal, days: impl Iterator<Item = CivilDay>) -> (f64, f64) {
    let (mut count, mut night, mut length) = (0.0, 0.0, 0.0);
    for day in days {
        length += 1.0;
        for (_, flash) in journal.flashes_on(day) {
            count += 1.0;
            let hour = flash.started.time().hour();
            night += if (6..23).contains(&hour) { 0.0 } else { 1.0 };
        }
    }
    (count / length, 100.0 * night / count)
}

#[test]
fn it_is_what_it_says_it_is() {
    let demo = demo(1, Who::AfterMenopause);
    let state = demo.journal();
    let journal = state.journal();
    let all: Vec<CivilDay> = days(&demo).collect();
    assert_eq!(all.len(), 730);
    assert_eq!(journal.person().map(|person| person.who), Some(Who::AfterMenopause));
    let medications: Vec<_> = journal.medications().collect();
    let drugs = [AromataseInhibitor::Letrozole, AromataseInhibitor::Exemestane].map(Substance::Inhibitor);
    assert_eq!(medications.len(), 2);
    for drug in &drugs {
        assert!(medications.iter().any(|(_, medication)| medication.substance == *drug));
    }

    // Not on the first and the last day, and not in the pause.
    let planned = f64::from(730 - 2 - 30);
    let (taken, skipped) = (doses(&state, DoseState::Taken) / planned, doses(&state, DoseState::Skipped) / planned);
    assert!((0.90..0.94).contains(&taken), "{taken} taken");
    assert!((0.01..0.04).contains(&skipped), "{skipped} skipped");

    let (letrozole, letrozole_night) = flashes(journal, all[60..400].iter().copied());
    let (pause, _) = flashes(journal, all[411..431].iter().copied());
    let (exemestane, exemestane_night) = flashes(journal, all[500..720].iter().copied());
    assert!((4.5..6.5).contains(&letrozole), "{letrozole} a day with letrozole");
    assert!((2.0..4.0).contains(&exemestane), "{exemestane} a day with exemestane");
    assert!(pause < letrozole, "{pause} in the pause");
    assert!(letrozole_night > exemestane_night + 8.0, "{letrozole_night} and {exemestane_night} in the night");

    let (open, _) = flashes(journal, all[729..].iter().copied());
    assert!(open <= 4.0, "the last day has only just begun");
    assert!(journal.doses_on(demo.until).iter().all(|due| due.dose.is_none()));
}

#[test]
fn there_are_weekends_and_days_and_a_week_in_august_without_a_word() {
    let demo = demo(1, Who::AfterMenopause);
    let state = demo.journal();
    let silent: Vec<CivilDay> = days(&demo).filter(|day| !state.journal().is_logged(*day)).collect();
    assert!((20..50).contains(&silent.len()), "{} days", silent.len());
    let runs = silent.chunk_by(|day, next| day.plus(1) == Some(*next));
    let weeks: Vec<_> = runs.clone().filter(|run| run.len() >= 7).collect();
    assert_eq!(weeks.len(), 2, "one each summer");
    assert!(weeks.iter().all(|week| week[0].ymd().1 == 8));
    assert!(runs.clone().any(|run| run.len() == 2 && run[0].weekday() == 5), "a weekend");
    assert!(runs.clone().any(|run| run.len() == 1), "a day");
}

fn doses(state: &State, wanted: DoseState) -> f64 {
    let doses = state.ids_of_kind(Kind::DOSE).filter_map(|id| state.journal().record(id));
    let count = doses.filter(|record| matches!(record, Record::Dose(dose) if dose.state == wanted)).count();
    f64::from(u32::try_from(count).unwrap())
}

#[test]
fn it_has_counted_ended_removed_and_corrected_entries_and_nothing_in_the_future() {
    let demo = demo(3, Who::AfterMenopause);
    let state = demo.journal();
    let flashes: Vec<_> = days(&demo).flat_map(|day| state.journal().flashes_on(day)).map(|row| row.1).collect();
    let counted = flashes.iter().filter(|flash| flash.just_counted).count();
    let ended = flashes.iter().filter(|flash| flash.length_ms().is_some()).count();
    assert!(counted > flashes.len() / 5 && ended > flashes.len() / 3, "{counted} {ended} of {}", flashes.len());
    assert!(state.ids_of_kind(Kind::HOT_FLASH).any(|id| state.is_deleted(id)));
    let changes = state.ops().filter(|op| op.record.kind == Kind::DOSE && op.field == FieldId(1)).count();
    let doses = state.ids_of_kind(Kind::DOSE).count();
    assert!(changes > doses, "corrected doses keep what they said before");
    let made = demo.made().instant_ms();
    assert!(state.ops().all(|op| op.stamp.ms() < made.unsigned_abs()));
    let moments = state.ops().filter_map(|op| op.value.as_moment().map(Moment::instant_ms));
    assert!(moments.into_iter().all(|at| at < made));
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let bytes = |demo: Demo| write_archive(demo.journal().ops(), &demo.made());
    let first = bytes(demo(7, Who::Man));
    assert_eq!(first, bytes(demo(7, Who::Man)));
    assert_ne!(first, bytes(demo(8, Who::Man)));
    assert_ne!(first, bytes(demo(7, Who::AfterMenopause)));
}

#[test]
fn a_man_has_fewer_flashes() {
    let mean = |who| {
        let demo = demo(1, who);
        flashes(demo.journal().journal(), days(&demo)).0
    };
    assert!(mean(Who::Man) < 0.7 * mean(Who::AfterMenopause));
}

#[test]
fn it_comes_back_from_its_archive_field_by_field() {
    let demo = demo(1, Who::AfterMenopause);
    let kept = demo.journal();
    let opened = read_archive(&write_archive(kept.ops(), &demo.made())).unwrap();
    assert_eq!(opened.damage, []);
    let mut state = State::default();
    state.merge(opened.new_to(&State::default()));
    assert_eq!(state, kept);
    assert_eq!(state.journal(), kept.journal());
}

#[test]
fn other_lengths_and_a_leap_day_make_a_journal() {
    for (years, until) in [(1, (2028, 2, 29)), (3, (2027, 1, 1))] {
        let until = CivilDay::of_ymd(until.0, until.1, until.2).unwrap();
        let state = Demo { years, until, seed: 1, who: Who::NotSaid }.journal();
        assert!(!state.journal().is_empty());
    }
}
