//! Questions for the team: written down when they come to mind, asked at a visit; some were answered, and one still waits.

use ebb_journal::draft::QuestionDraft;
use ebb_journal::{Kind, Moment, Record, RecordId, Sitting};
use ebb_testkit::seeded::Seeded;

use super::drawing::Drawing;
use super::entry::{Entry, checked};
use super::wall::{self, HOUR_MS, MINUTE_MS};
use super::{Source, Today};

const SATURDAY: i8 = 5;

/// A question, when it is written down and when it is asked, in thousandths of the journal's time.
struct Planned {
    text: &'static str,
    written: i32,
    asked: Option<i32>,
    /// Empty where none was written down.
    answer: &'static str,
}

static PLANNED: [Planned; 4] = [
    Planned {
        text: "Are stiff fingers in the morning usual with letrozole?",
        written: 130,
        asked: Some(250),
        answer: "Yes, many people have it. Keep moving, write down how long it lasts, and tell us if it gets worse.",
    },
    Planned {
        text: "When is the next bone scan, and do I need anything before it?",
        written: 310,
        asked: Some(400),
        answer: "",
    },
    Planned {
        text: "Would another tablet be easier on the joints?",
        written: 470,
        asked: Some(545),
        answer: "Some people do better with another one. We try exemestane after a month without.",
    },
    Planned { text: "What else can I do about the nights?", written: 860, asked: None, answer: "" },
];

/// Writes questions down, and what became of them.
pub(super) struct Questions {
    random: Seeded,
    /// Each planned one, as far as it was written.
    stages: [Stage; PLANNED.len()],
}

#[derive(Clone)]
enum Stage {
    InMind,
    Written(RecordId, Moment),
    Done,
}

impl Planned {
    /// Visits are on working days.
    fn is_asked(&self, today: &Today) -> bool {
        self.asked.is_some_and(|asked| today.gone_per_mille >= asked) && today.day.weekday() < SATURDAY
    }
}

impl Questions {
    pub(super) fn new(random: Seeded) -> Self {
        Self { random, stages: std::array::from_fn(|_| Stage::InMind) }
    }

    /// Each is written down in a sitting of its own: the app was opened for it.
    fn write(&mut self, planned: &Planned, today: &Today) -> Option<(Entry, Stage)> {
        let at = wall::at(today.day, 16 * HOUR_MS + self.random.up_to(5 * HOUR_MS));
        let draft = QuestionDraft { text: planned.text.to_owned(), at: Some(at.clone()), ..QuestionDraft::default() };
        let question = checked(draft.check(&at))?;
        let id = RecordId::made(Kind::QUESTION, Sitting(self.random.bytes()), 1);
        Some((Entry::known(at.clone(), id.clone(), Record::Question(question)), Stage::Written(id, at)))
    }

    fn ask(&mut self, planned: &Planned, id: &RecordId, at: &Moment, today: &Today) -> Option<Entry> {
        let visit = wall::at(today.day, 11 * HOUR_MS + self.random.up_to(12) * 5 * MINUTE_MS);
        let written = wall::after(&visit, 35 * MINUTE_MS + self.random.up_to(HOUR_MS));
        let draft = QuestionDraft {
            text: planned.text.to_owned(),
            at: Some(at.clone()),
            asked: Some(visit),
            answer: planned.answer.to_owned(),
        };
        let question = checked(draft.check(&written))?;
        Some(Entry::known(written, id.clone(), Record::Question(question)))
    }
}

impl Source for Questions {
    fn entries(&mut self, today: &Today) -> Vec<Entry> {
        if today.is_silent {
            return Vec::new();
        }
        let mut entries = Vec::new();
        for (index, planned) in PLANNED.iter().enumerate() {
            match self.stages[index].clone() {
                Stage::InMind if today.gone_per_mille >= planned.written => {
                    if let Some((entry, stage)) = self.write(planned, today) {
                        self.stages[index] = stage;
                        entries.push(entry);
                    }
                }
                Stage::Written(id, at) if planned.is_asked(today) => {
                    entries.extend(self.ask(planned, &id, &at, today));
                    self.stages[index] = Stage::Done;
                }
                _ => {}
            }
        }
        entries
    }
}
