//! What is followed: the starting set; after some months brain fog as well, and later no mood any more.

use ebb_journal::catalogue::{SharingKind, starting_set, symptom};
use ebb_journal::{Following, Record, SymptomNumber, Who};
use ebb_testkit::seeded::Seeded;

use super::drawing::Drawing;
use super::entry::Entry;
use super::wall::{self, HOUR_MS};
use super::{Source, Today};

const ADDED: SymptomNumber = SymptomNumber::BRAIN_FOG;
const ADDED_AFTER_PER_MILLE: i32 = 220;
const LEFT_OUT_AFTER_PER_MILLE: i32 = 700;

/// The symptoms that are followed on a day.
pub(super) fn followed_on(today: &Today, who: Who) -> Vec<SymptomNumber> {
    let mut followed = starting_set(who).to_vec();
    if today.gone_per_mille >= ADDED_AFTER_PER_MILLE {
        followed.push(ADDED);
    }
    if today.gone_per_mille >= LEFT_OUT_AFTER_PER_MILLE {
        followed.retain(|number| Some(*number) != left_out(who));
    }
    followed
}

/// What the starting set has of mood.
fn left_out(who: Who) -> Option<SymptomNumber> {
    let is_mood = |number: SymptomNumber| symptom(number).is_some_and(|symptom| symptom.sharing == SharingKind::Mood);
    starting_set(who).iter().copied().find(|number| is_mood(*number))
}

/// Adds one symptom, and leaves one out.
pub(super) struct Followed {
    random: Seeded,
    who: Who,
    has_added: bool,
    has_left_out: bool,
}

impl Followed {
    pub(super) const fn new(random: Seeded, who: Who) -> Self {
        Self { random, who, has_added: false, has_left_out: false }
    }

    fn choice(&mut self, today: &Today, symptom: SymptomNumber, is_followed: bool) -> Entry {
        let written = wall::at(today.day, 18 * HOUR_MS + self.random.up_to(HOUR_MS));
        let record = Record::Following(Following { is_followed, rank: None, in_quick_row: None });
        Entry::known(written, Following::id(symptom), record)
    }
}

impl Source for Followed {
    fn entries(&mut self, today: &Today) -> Vec<Entry> {
        if today.is_silent {
            return Vec::new();
        }
        let mut entries = Vec::new();
        if !self.has_added && today.gone_per_mille >= ADDED_AFTER_PER_MILLE {
            self.has_added = true;
            entries.push(self.choice(today, ADDED, true));
        }
        if !self.has_left_out && today.gone_per_mille >= LEFT_OUT_AFTER_PER_MILLE {
            self.has_left_out = true;
            entries.extend(left_out(self.who).map(|symptom| self.choice(today, symptom, false)));
        }
        entries
    }
}
