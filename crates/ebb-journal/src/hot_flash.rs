//! A hot flash: a tap when it starts, a tap when it has passed, or just counted.
//!
//! Frozen fields: 1 when it started, 2 when it had passed, 3 whether its length is not wanted, 4 how strong it was (1 to 4), 5 flags.

use crate::catalogue::Flags;
use crate::moment::Moment;
use crate::record::Unreadable;
use crate::value::{self, FieldId, Lookup, Value};

/// A hot flash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HotFlash {
    /// When it started.
    pub started: Moment,
    /// When it had passed, if that was said.
    pub ended: Option<Moment>,
    /// Its length is not wanted: it only counts.
    pub just_counted: bool,
    /// How strong it was, 1 to 4 of the five steps, if that was said.
    pub how_strong: Option<u8>,
    /// What was ticked: that it woke somebody, for one.
    pub flags: Flags,
}

/// Why a hot flash cannot be as it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FlashProblem {
    /// It would end before it started.
    #[error("It cannot have passed before it started.")]
    EndsBeforeItStarts,
    /// It would last longer than a day.
    #[error("A hot flash of more than a day is likely a slip.")]
    LongerThanADay,
}

const STARTED: FieldId = FieldId(1);
const ENDED: FieldId = FieldId(2);
const JUST_COUNTED: FieldId = FieldId(3);
const HOW_STRONG: FieldId = FieldId(4);
const FLAGS: FieldId = FieldId(5);
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl HotFlash {
    /// A flash that starts now.
    pub const fn starting(at: Moment) -> Self {
        Self { started: at, ended: None, just_counted: false, how_strong: None, flags: Flags::NONE }
    }

    /// The same flash, ended.
    pub fn ending(self, at: Moment) -> Result<Self, FlashProblem> {
        let length_ms = at.instant_ms() - self.started.instant_ms();
        if length_ms < 0 {
            return Err(FlashProblem::EndsBeforeItStarts);
        }
        if length_ms > DAY_MS {
            return Err(FlashProblem::LongerThanADay);
        }
        Ok(Self { ended: Some(at), ..self })
    }

    /// The same flash, of which only that it was counts.
    #[must_use]
    pub fn counted(self) -> Self {
        Self { just_counted: true, ended: None, ..self }
    }

    /// How long it lasted in milliseconds, if that was said and makes sense. Two phones may end it apart, or a clock may
    /// have been moved: an end before the start is no length.
    pub fn length_ms(&self) -> Option<i64> {
        let length_ms = self.ended.as_ref()?.instant_ms() - self.started.instant_ms();
        (0..=DAY_MS).contains(&length_ms).then_some(length_ms)
    }

    /// Whether it is still waiting for its end.
    pub const fn is_open(&self) -> bool {
        self.ended.is_none() && !self.just_counted
    }

    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        vec![
            (STARTED, Value::Moment(self.started.clone())),
            (ENDED, Value::moment_or_nothing(self.ended.as_ref())),
            (JUST_COUNTED, Value::yes_or_nothing(self.just_counted)),
            (HOW_STRONG, self.how_strong.map_or(Value::Nothing, |step| Value::Int(step.into()))),
            (FLAGS, Value::int_or_nothing(self.flags.number())),
        ]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        let how_strong = lookup(HOW_STRONG).and_then(Value::as_int).and_then(|step| u8::try_from(step).ok());
        Ok(Self {
            started: value::moment(lookup, STARTED).ok_or(Unreadable::Missing(STARTED))?,
            ended: value::moment(lookup, ENDED),
            just_counted: lookup(JUST_COUNTED).and_then(Value::as_int) == Some(1),
            how_strong: how_strong.filter(|step| (1..=4).contains(step)),
            flags: Flags::of_number(lookup(FLAGS).and_then(Value::as_int).unwrap_or(0)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Moment {
        Moment::new(1_795_476_600_000 + minute * 60_000, 60, None).unwrap()
    }

    #[test]
    fn a_flash_ends_after_it_started_and_within_a_day() {
        let flash = HotFlash::starting(at(0));
        assert!(flash.is_open());
        assert_eq!(flash.clone().ending(at(4)).unwrap().length_ms(), Some(240_000));
        assert_eq!(flash.clone().ending(at(-1)), Err(FlashProblem::EndsBeforeItStarts));
        assert_eq!(flash.ending(at(24 * 60 + 1)), Err(FlashProblem::LongerThanADay));
    }

    #[test]
    fn a_merged_end_before_the_start_is_no_length() {
        let flash = HotFlash { ended: Some(at(-5)), ..HotFlash::starting(at(0)) };
        assert_eq!(flash.length_ms(), None);
    }
}
