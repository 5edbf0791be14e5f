//! What was done, and what it did: walks, warmth, a bad night, a glass of wine. No two days need agree.

use ebb_journal::draft::FactorDraft;
use ebb_journal::{CivilDay, Effect, FactorNumber, Record, SymptomNumber};
use ebb_testkit::seeded::Seeded;

use super::drawing::Drawing;
use super::entry::{Entry, checked};
use super::wall::{self, HOUR_MS, MINUTE_MS};
use super::{Source, Today};

const DAYS_PER_MILLE: u64 = 400;

/// Something that this person logs now and then.
struct Custom {
    /// In the catalogue; else it is called so.
    what: Option<FactorNumber>,
    own_words: &'static str,
    amounts: &'static [&'static str],
    hours: (i64, i64),
    on: SymptomNumber,
    /// Of a hundred times it helped, it made it worse; and as often nothing was said of what it did.
    helped: u64,
    made_worse: u64,
    not_said: u64,
}

/// Those that are logged more often stand twice.
static CUSTOMS: [Custom; 8] = [
    WALK,
    WALK,
    Custom {
        amounts: &["15", "20", "20", "30"],
        hours: (19, 22),
        helped: 68,
        made_worse: 2,
        ..listed(FactorNumber::HEAT, SymptomNumber::JOINT_PAIN)
    },
    // A bad night, told in the morning.
    Custom {
        amounts: &["3.5", "4", "4.5", "5"],
        hours: (7, 9),
        helped: 0,
        made_worse: 62,
        ..listed(FactorNumber::SLEEP, SymptomNumber::FATIGUE)
    },
    Custom {
        amounts: &["1", "1", "1", "2"],
        hours: (19, 23),
        helped: 4,
        made_worse: 48,
        ..listed(FactorNumber::ALCOHOL, SymptomNumber::HOT_FLASH)
    },
    Custom {
        amounts: &["10", "10", "15"],
        hours: (7, 10),
        helped: 55,
        made_worse: 5,
        ..listed(FactorNumber::STRETCHING, SymptomNumber::JOINT_PAIN)
    },
    Custom { own_words: "gloves in the morning", hours: (8, 11), helped: 50, ..own(SymptomNumber::JOINT_PAIN) },
    Custom { own_words: "window open all night", hours: (7, 9), helped: 45, ..own(SymptomNumber::INSOMNIA) },
];

const WALK: Custom = Custom {
    amounts: &["15", "20", "25", "30", "30", "40", "60"],
    hours: (10, 19),
    helped: 52,
    made_worse: 12,
    ..listed(FactorNumber::WALK, SymptomNumber::JOINT_PAIN)
};

const fn listed(what: FactorNumber, on: SymptomNumber) -> Custom {
    Custom { what: Some(what), ..own(on) }
}

const fn own(on: SymptomNumber) -> Custom {
    Custom { what: None, own_words: "", amounts: &[], hours: (8, 20), on, helped: 0, made_worse: 0, not_said: 18 }
}

/// Logs factors.
pub(super) struct Factors {
    random: Seeded,
}

impl Factors {
    pub(super) const fn new(random: Seeded) -> Self {
        Self { random }
    }

    fn factor(&mut self, day: CivilDay) -> Option<Entry> {
        let custom = self.random.one_of(&CUSTOMS)?;
        let (from, to) = custom.hours;
        let written = wall::at(day, from * HOUR_MS + self.random.up_to((to - from) * HOUR_MS));
        let ago_ms = self.random.up_to(9) * 5 * MINUTE_MS;
        let effect = self.effect(custom);
        let draft = FactorDraft {
            what: custom.what,
            own_words: custom.own_words.to_owned(),
            at: Some(wall::after(&written, -ago_ms)),
            amount: self.random.one_of(custom.amounts).map_or_else(String::new, |amount| (*amount).to_owned()),
            effect,
            on: effect.map(|_| custom.on),
        };
        let factor = checked(draft.check(&written))?;
        Some(Entry::made(written, Record::Factor(factor)))
    }

    fn effect(&mut self, custom: &Custom) -> Option<Effect> {
        let draw = self.random.below(100);
        if draw < custom.not_said {
            None
        } else if draw < custom.not_said + custom.helped {
            Some(Effect::Helped)
        } else if draw < custom.not_said + custom.helped + custom.made_worse {
            Some(Effect::MadeWorse)
        } else {
            Some(Effect::NoChange)
        }
    }
}

impl Source for Factors {
    fn entries(&mut self, today: &Today) -> Vec<Entry> {
        let is_today = self.random.below(1_000) < DAYS_PER_MILLE;
        if is_today { self.factor(today.day).into_iter().collect() } else { Vec::new() }
    }
}
