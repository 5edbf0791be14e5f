//! How many doses of a medicine are left, as somebody counted them. One record a medicine, named by it, so that two devices make one.
//!
//! Frozen: the name is that of the medicine's dose on 1 January 1970 in slot 0, in a kind of its own. Field: 1 the count and when it
//! was made, in one text, so that a merge never mixes two counts: `28 1795476600000 60 Europe/Madrid` is the doses left, milliseconds
//! since 1970, the minutes that local time was ahead of UTC and, where it was known, the zone.

use crate::civil::CivilDay;
use crate::moment::{Moment, Zone};
use crate::record::Unreadable;
use crate::record_id::{Kind, Name, RecordId, SittingId};
use crate::schedule::Schedule;
use crate::value::{FieldId, Lookup, Value};

/// What was left of a medicine when it was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supply {
    doses: u16,
    counted: Moment,
}

const COUNT: FieldId = FieldId(1);
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// So many days from a count on the plan is followed; what lasts longer has no day.
pub(crate) const FOLLOWED_DAYS: i32 = 400;

impl Supply {
    /// More than anybody has at home.
    pub const DOSES_MAX: u16 = 9_999;

    /// So many doses, counted then; `None` for more than [`Self::DOSES_MAX`].
    pub fn of(doses: u16, counted: Moment) -> Option<Self> {
        (doses <= Self::DOSES_MAX).then_some(Self { doses, counted })
    }

    /// How many doses were left.
    pub const fn doses(&self) -> u16 {
        self.doses
    }

    /// When they were counted.
    pub const fn counted(&self) -> &Moment {
        &self.counted
    }

    /// The name of the record for a medicine.
    pub const fn id(medication: SittingId) -> RecordId {
        RecordId { kind: Kind::SUPPLY, name: Name::Dose { medication, day: CivilDay::EPOCH, slot: 0 } }
    }

    /// The medicine that a record of that name is of.
    pub fn medication_of(id: &RecordId) -> Option<SittingId> {
        match id {
            RecordId { kind: Kind::SUPPLY, name: Name::Dose { medication, day: CivilDay::EPOCH, slot: 0 } } => {
                Some(*medication)
            }
            _ => None,
        }
    }

    /// The field's text.
    pub fn to_text(&self) -> String {
        let (ms, offset) = (self.counted.instant_ms(), self.counted.offset_minutes());
        let told = format!("{} {ms} {offset}", self.doses);
        self.counted.zone().map_or_else(|| told.clone(), |zone| [&told, " ", zone.name()].concat())
    }

    /// Reads what [`Self::to_text`] writes.
    pub fn of_text(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let doses = parts.next()?.parse().ok()?;
        let (ms, offset) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let zone = parts.next().map(Zone::new).transpose().ok()?;
        let counted = Moment::new(ms, offset, zone).ok()?;
        if parts.next().is_none() { Self::of(doses, counted) } else { None }
    }

    /// What would be left when a later day begins, if each planned dose until then was taken; `None` where nothing would be, or the
    /// day is too far. It tells nothing of when and where it was counted, nor of what became of those doses.
    pub(crate) fn by_plan_on(&self, schedule: &Schedule, day: CivilDay) -> Option<Self> {
        let first = self.counted.day();
        if day.days() - first.days() > FOLLOWED_DAYS {
            return None;
        }
        let days = (first.days()..day.days()).filter_map(CivilDay::of_days);
        let planned = days.map(|day| {
            let slots = schedule.planned_on(day).iter();
            slots.filter(|slot| day > first || slot.at.is_none_or(|at| at > self.counted.time())).count()
        });
        let left = usize::from(self.doses).checked_sub(planned.sum()).filter(|left| *left > 0)?;
        Self::of(u16::try_from(left).ok()?, Moment::new(i64::from(day.days()) * DAY_MS, 0, None).ok()?)
    }

    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        vec![(COUNT, Value::text(&self.to_text()))]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        match lookup(COUNT) {
            None | Some(Value::Nothing) => Err(Unreadable::Missing(COUNT)),
            Some(value) => value.as_text().and_then(Self::of_text).ok_or(Unreadable::Newer(COUNT)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record_id::Sitting;
    use proptest::prelude::*;

    #[test]
    fn its_name_and_its_text_are_frozen() {
        let id = Supply::id(SittingId { sitting: Sitting(*b"sitting!"), counter: 258 });
        let text = id.to_bytes().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        assert_eq!(text, "11000273697474696e672102010000000000000000");
        assert_eq!(Supply::medication_of(&id).map(|medication| medication.counter), Some(258));
        let madrid = Moment::new(1_795_476_600_000, 60, Zone::new("Europe/Madrid").ok()).unwrap();
        let counted = Supply::of(28, madrid).unwrap();
        assert_eq!(counted.to_text(), "28 1795476600000 60 Europe/Madrid");
        assert_eq!(Supply::of(0, Moment::new(-5, -60, None).unwrap()).unwrap().to_text(), "0 -5 -60");
    }

    #[test]
    fn what_no_version_wrote_is_no_count() {
        for text in
            ["", "28", "28 5", "10000 5 0", "-1 5 0", "28 5 0 ", "28 5 2000", "28 5 0 Europe/Madrid x", "2.5 5 0"]
        {
            assert_eq!(Supply::of_text(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_count_reads_back(doses in 0..=Supply::DOSES_MAX, ms in 0_i64..4_000_000_000_000, offset in -600_i16..600, in_madrid: bool) {
            let zone = if in_madrid { Zone::new("Europe/Madrid").ok() } else { None };
            let supply = Supply::of(doses, Moment::new(ms, offset, zone).unwrap()).unwrap();
            prop_assert_eq!(Supply::of_text(&supply.to_text()), Some(supply));
        }

        #[test]
        fn noise_never_panics(noise in "\\PC{0,40}") {
            drop(Supply::of_text(&noise));
        }
    }
}
