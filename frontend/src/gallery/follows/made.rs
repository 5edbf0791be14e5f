//! Made-up journals.

use ebb_journal::{
    Answer, AromataseInhibitor, CallRequest, CivilDay, CivilTime, Decimal, Dose, DoseState, HotFlash, Kind, LabNumber,
    LabValue, Medication, Moment, Note, Question, RatedThing, Rating, Record, RecordId, Schedule, Since, Site, Sitting,
    SittingId, Substance, SymptomNumber,
};
use ebb_protocol::ids::ReplicaId;
use ebb_replica::{Clock, State};

/// Which one.
#[derive(Clone, Copy)]
pub enum Made {
    /// Nothing was logged.
    Nothing,
    /// Ten weeks, up to this morning.
    Logged,
    /// The same, up to so many days ago.
    UntilDaysBack(i32),
    /// Up to this morning; and the owner asks to be called.
    AsksToCall,
    /// As many records as ten years have.
    TenYears,
}

/// Who follows, by their name as a member.
pub const WHO_FOLLOWS: &str = "0a";
const SITTING: Sitting = Sitting(*b"gallery!");
const TABLET: SittingId = SittingId { sitting: SITTING, counter: 1 };
const INJECTION: SittingId = SittingId { sitting: SITTING, counter: 2 };

struct Making {
    state: State,
    now: Moment,
    counter: u32,
}

/// A made-up journal.
pub fn made(what: Made, now: &Moment) -> State {
    let mut making = Making { state: State::default(), now: now.clone(), counter: 10 };
    let (days, last) = match what {
        Made::Nothing => return making.state,
        Made::Logged | Made::AsksToCall => (70, 0),
        Made::UntilDaysBack(days) => (70, days),
        Made::TenYears => (3650, 0),
    };
    making.medicines(days);
    for back in (last..days).rev() {
        making.day(back, matches!(what, Made::TenYears));
    }
    making.besides();
    if matches!(what, Made::AsksToCall) {
        let request = CallRequest { follow: WHO_FOLLOWS.into(), asked_ms: now.instant_ms() - 3 * 60 * 60 * 1000 };
        making.put_made(Kind::CALL_REQUEST, Record::CallRequest(request));
    }
    making.state
}

impl Making {
    fn put(&mut self, id: &RecordId, record: &Record) {
        let clock = Clock { replica: ReplicaId([1; 16]), wall_ms: self.now.instant_ms() };
        let ops = self.state.save(id, record, clock);
        self.state.merge(ops);
    }

    #[expect(clippy::needless_pass_by_value, reason = "each is made where it is put")]
    fn put_made(&mut self, kind: Kind, record: Record) {
        self.counter += 1;
        self.put(&RecordId::made(kind, SITTING, self.counter), &record);
    }

    fn on(&self, back: i32) -> CivilDay {
        self.now.day().plus(-back).unwrap_or(self.now.day())
    }

    /// A minute of a day; none that is still to come.
    fn at(&self, back: i32, minute: i64) -> Moment {
        let day = i64::from(self.on(back).days());
        let ms = (day * 24 * 60 + minute - i64::from(self.now.offset_minutes())) * 60_000;
        let ms = ms.min(self.now.instant_ms());
        Moment::new(ms, self.now.offset_minutes(), self.now.zone().cloned()).unwrap_or_else(|_| self.now.clone())
    }

    fn medicines(&mut self, days: i32) {
        let since = Some(Since::Day(self.on(days - 1)));
        let tablet = |drug: AromataseInhibitor| Medication {
            strength: Some(drug.label_strength()),
            schedule: Schedule::daily(&[CivilTime::of_minutes(8 * 60)], None),
            ..Medication::of(Substance::Inhibitor(drug))
        };
        let exemestane = Medication { since, ..tablet(AromataseInhibitor::Exemestane) };
        self.put(&RecordId::made(Kind::MEDICATION, SITTING, TABLET.counter), &Record::Medication(exemestane));
        let vitamin = Medication {
            since: Some(Since::Year(2024)),
            schedule: Schedule::Unplanned,
            ..Medication::of(Substance::Own("Vitamin D".into()))
        };
        self.put(&RecordId::made(Kind::MEDICATION, SITTING, INJECTION.counter), &Record::Medication(vitamin));
        let stopped = Some(self.on(days - 1));
        let letrozole = Medication {
            since: Some(Since::Month { year: 2024, month: 3 }),
            stopped,
            why_stopped: Some("joint pain".into()),
            ..tablet(AromataseInhibitor::Letrozole)
        };
        self.put_made(Kind::MEDICATION, Record::Medication(letrozole));
    }

    fn day(&mut self, back: i32, is_full: bool) {
        let day = self.on(back);
        let state = if back % 7 == 3 { DoseState::Skipped } else { DoseState::Taken };
        if back % 7 != 1 {
            let dose = Dose { state, at: self.at(back, 8 * 60 + 4) };
            self.put(&RecordId::dose(TABLET, day, 0), &Record::Dose(dose));
        }
        let rated: &[(SymptomNumber, u16)] = &[
            (SymptomNumber::JOINT_PAIN, [4, 5, 3, 2, 0, 6, 3][usize::try_from(back.rem_euclid(7)).unwrap_or(0)]),
            (SymptomNumber::FATIGUE, [3, 2, 1, 4, 2, 0, 2][usize::try_from(back.rem_euclid(7)).unwrap_or(0)]),
            (SymptomNumber::INSOMNIA, 2),
            (SymptomNumber::LOW_MOOD, 1),
        ];
        for (symptom, value) in rated.iter().take(if back % 5 == 4 { 0 } else { 4 }) {
            let thing = RatedThing { day, symptom: *symptom, site: None };
            let rating = Rating::of(Answer::Value(*value), self.at(back, 9 * 60 + 12));
            self.put(&thing.id(), &Record::Rating(rating));
        }
        if is_full {
            for symptom in 60..70 {
                let thing = RatedThing { day, symptom: SymptomNumber(symptom), site: None };
                self.put(&thing.id(), &Record::Rating(Rating::of(Answer::Value(1), self.at(back, 9 * 60))));
            }
        } else if back % 6 == 2 {
            let thing = RatedThing {
                day,
                symptom: SymptomNumber::JOINT_PAIN,
                site: Some(Site::left(ebb_journal::Place::KNEE)),
            };
            self.put(&thing.id(), &Record::Rating(Rating::of(Answer::Value(5), self.at(back, 9 * 60 + 13))));
        }
        for flash in 0..(back.rem_euclid(4) + i32::from(is_full)) {
            let flash = HotFlash::starting(self.at(back, i64::from(flash) * 190 + 40)).counted();
            self.put_made(Kind::HOT_FLASH, Record::HotFlash(flash));
        }
    }

    fn besides(&mut self) {
        let value = |lab, value: u32, unit: &str, at| LabValue {
            lab,
            value: Decimal::whole(value),
            unit: unit.into(),
            at,
            comparator: None,
            method: None,
            note: None,
        };
        let values = [
            value(LabNumber::VITD, 30, "ng/mL", self.at(40, 720)),
            value(LabNumber::VITD, 24, "ng/mL", self.at(200, 720)),
            value(LabNumber::BP_SYS, 128, "mm[Hg]", self.at(12, 720)),
            value(LabNumber::BP_DIA, 82, "mm[Hg]", self.at(12, 720)),
        ];
        for value in values {
            self.put_made(Kind::LAB_VALUE, Record::LabValue(value));
        }
        let note = Note { text: "Slept at the sea, felt better.".into(), at: self.at(6, 1200), about: None };
        self.put_made(Kind::NOTE, Record::Note(note));
        let question = Question {
            text: "Can I take it in the evening?".into(),
            at: self.at(12, 600),
            asked: Some(self.at(10, 600)),
            answer: Some("Yes, at any time, as long as it is the same each day.".into()),
        };
        self.put_made(Kind::QUESTION, Record::Question(question));
        let open =
            Question { text: "Do I need a new bone scan?".into(), at: self.at(3, 600), asked: None, answer: None };
        self.put_made(Kind::QUESTION, Record::Question(open));
    }
}
