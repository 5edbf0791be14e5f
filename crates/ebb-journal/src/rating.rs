//! How a symptom was on a day, at a place: one rating for each, named by day, symptom and site, so that two phones that rate
//! the same make one.
//!
//! Frozen fields: 1 the value on the symptom's one scale (−1 does not apply, −2 rather not say), 2 when it was said, 3 how much
//! it got in the way (0 to 4), 4 whether it was copied from the day before, 5 flags.

use crate::catalogue::{Flags, Site, SymptomNumber};
use crate::civil::CivilDay;
use crate::moment::Moment;
use crate::record::Unreadable;
use crate::record_id::{Kind, Name, RecordId};
use crate::value::{self, FieldId, Lookup, Value};

/// A rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// How it was.
    pub answer: Answer,
    /// When that was said.
    pub at: Moment,
    /// How much it got in the way, 0 to 4, if that was said.
    pub in_the_way: Option<u8>,
    /// Whether it was copied from the day before ("same as yesterday").
    pub copied: bool,
    /// What was ticked.
    pub flags: Flags,
}

/// How a symptom was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// A value on the symptom's one scale: 0–4, 0–10, how often, minutes, or there (1) or not (0).
    Value(u16),
    /// The question does not apply.
    DoesNotApply,
    /// The person would rather not say.
    RatherNotSay,
}

/// What a rating is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RatedThing {
    /// The day.
    pub day: CivilDay,
    /// The symptom.
    pub symptom: SymptomNumber,
    /// Where; `None` where no place was told.
    pub site: Option<Site>,
}

const VALUE: FieldId = FieldId(1);
const AT: FieldId = FieldId(2);
const IN_THE_WAY: FieldId = FieldId(3);
const COPIED: FieldId = FieldId(4);
const FLAGS: FieldId = FieldId(5);
const DOES_NOT_APPLY: i64 = -1;
const RATHER_NOT_SAY: i64 = -2;
/// How much something can get in the way: the five steps.
pub(crate) const IN_THE_WAY_MAX: u8 = 4;

impl RatedThing {
    /// The name of its record.
    pub const fn id(self) -> RecordId {
        let name = Name::Rating { day: self.day, symptom: self.symptom.0, site: Site::number_of(self.site) };
        RecordId { kind: Kind::RATING, name }
    }

    /// What the rating of that name is of; `None` for the name of anything else.
    pub fn of(id: &RecordId) -> Option<Self> {
        match id {
            RecordId { kind: Kind::RATING, name: Name::Rating { day, symptom, site } } => {
                Some(Self { day: *day, symptom: SymptomNumber(*symptom), site: Site::of_number(*site) })
            }
            _ => None,
        }
    }
}

impl Answer {
    /// The value, if there is one.
    pub const fn value(self) -> Option<u16> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }
}

impl Rating {
    /// A rating with nothing but its answer.
    pub const fn of(answer: Answer, at: Moment) -> Self {
        Self { answer, at, in_the_way: None, copied: false, flags: Flags::NONE }
    }

    /// Whether the symptom was there at all.
    pub const fn is_there(&self) -> bool {
        matches!(self.answer, Answer::Value(1..))
    }

    /// The same for the next day, marked as copied.
    #[must_use]
    pub fn copied(&self, at: Moment) -> Self {
        Self { at, copied: true, ..self.clone() }
    }

    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        let value = match self.answer {
            Answer::Value(value) => i64::from(value),
            Answer::DoesNotApply => DOES_NOT_APPLY,
            Answer::RatherNotSay => RATHER_NOT_SAY,
        };
        vec![
            (VALUE, Value::Int(value)),
            (AT, Value::Moment(self.at.clone())),
            (IN_THE_WAY, self.in_the_way.map_or(Value::Nothing, |step| Value::Int(step.into()))),
            (COPIED, Value::yes_or_nothing(self.copied)),
            (FLAGS, Value::int_or_nothing(self.flags.number())),
        ]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        let answer = match lookup(VALUE).and_then(Value::as_int) {
            Some(DOES_NOT_APPLY) => Answer::DoesNotApply,
            Some(RATHER_NOT_SAY) => Answer::RatherNotSay,
            Some(value) => Answer::Value(u16::try_from(value).map_err(|_| Unreadable::Newer(VALUE))?),
            None => return Err(Unreadable::Missing(VALUE)),
        };
        let in_the_way = lookup(IN_THE_WAY).and_then(Value::as_int).and_then(|step| u8::try_from(step).ok());
        Ok(Self {
            answer,
            at: value::moment(lookup, AT).ok_or(Unreadable::Missing(AT))?,
            in_the_way: in_the_way.filter(|step| *step <= IN_THE_WAY_MAX),
            copied: lookup(COPIED).and_then(Value::as_int) == Some(1),
            flags: Flags::of_number(lookup(FLAGS).and_then(Value::as_int).unwrap_or(0)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_is_named_by_day_symptom_and_site() {
        let day = CivilDay::of_ymd(2026, 11, 23).unwrap();
        let site = Some(Site { place: crate::catalogue::Place(5), side: crate::catalogue::Side::Left });
        let thing = RatedThing { day, symptom: SymptomNumber(1), site };
        let text = thing.id().to_bytes().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        assert_eq!(text, "0500032c51000001001500");
        assert_eq!(RatedThing::of(&thing.id()), Some(thing));
        let followed = RecordId { kind: Kind::FOLLOWING, name: thing.id().name };
        assert_eq!(RatedThing::of(&followed), None);
    }

    #[test]
    fn nothing_is_there_at_zero_or_where_the_answer_was_declined() {
        let at = Moment::new(0, 0, None).unwrap();
        let is_there = |answer| Rating::of(answer, at.clone()).is_there();
        assert!(is_there(Answer::Value(1)) && is_there(Answer::Value(10)));
        assert!(!is_there(Answer::Value(0)) && !is_there(Answer::DoesNotApply) && !is_there(Answer::RatherNotSay));
    }
}
