//! A symptom that comes and goes, or that just happened: a cramp, a fall, palpitations. (A hot flash is a kind of its own.)
//!
//! Frozen fields: 1 the symptom's number, 2 the site's number, 3 when it started, 4 when it had passed, 5 how strong it was on
//! the symptom's scale (1 to 4 for an episode), 6 flags, 7 whether its length is not wanted.

use crate::catalogue::{Flags, Site, SymptomNumber};
use crate::moment::Moment;
use crate::record::Unreadable;
use crate::value::{self, FieldId, Lookup, Value};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// Of what.
    pub symptom: SymptomNumber,
    /// Where; `None` where no place was told.
    pub site: Option<Site>,
    /// When it started.
    pub started: Moment,
    /// When it had passed, if that was said.
    pub ended: Option<Moment>,
    /// How strong it was, on the symptom's scale, if that was said.
    pub how_strong: Option<u16>,
    /// What was ticked.
    pub flags: Flags,
    /// Its length is not wanted: it only counts.
    pub just_counted: bool,
}

const SYMPTOM: FieldId = FieldId(1);
const SITE: FieldId = FieldId(2);
const STARTED: FieldId = FieldId(3);
const ENDED: FieldId = FieldId(4);
const HOW_STRONG: FieldId = FieldId(5);
const FLAGS: FieldId = FieldId(6);
const JUST_COUNTED: FieldId = FieldId(7);

impl Episode {
    /// One that starts.
    pub const fn starting(symptom: SymptomNumber, at: Moment) -> Self {
        Self {
            symptom,
            site: None,
            started: at,
            ended: None,
            how_strong: None,
            flags: Flags::NONE,
            just_counted: false,
        }
    }

    /// Whether it is still waiting for its end.
    pub const fn is_open(&self) -> bool {
        self.ended.is_none() && !self.just_counted
    }

    /// How long it lasted in milliseconds, if that was said. Two phones may end it apart, or a clock may have been moved: an end
    /// before the start is no length.
    pub fn length_ms(&self) -> Option<i64> {
        let length_ms = self.ended.as_ref()?.instant_ms() - self.started.instant_ms();
        (length_ms >= 0).then_some(length_ms)
    }

    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        vec![
            (SYMPTOM, Value::Int(self.symptom.0.into())),
            (SITE, Value::int_or_nothing(Site::number_of(self.site).into())),
            (STARTED, Value::Moment(self.started.clone())),
            (ENDED, Value::moment_or_nothing(self.ended.as_ref())),
            (HOW_STRONG, self.how_strong.map_or(Value::Nothing, |value| Value::Int(value.into()))),
            (FLAGS, Value::int_or_nothing(self.flags.number())),
            (JUST_COUNTED, Value::yes_or_nothing(self.just_counted)),
        ]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        let number = |field| lookup(field).and_then(Value::as_int);
        let symptom = number(SYMPTOM).ok_or(Unreadable::Missing(SYMPTOM))?;
        let site = number(SITE).unwrap_or(0);
        Ok(Self {
            symptom: SymptomNumber(u16::try_from(symptom).map_err(|_| Unreadable::Newer(SYMPTOM))?),
            site: Site::of_number(u16::try_from(site).map_err(|_| Unreadable::Newer(SITE))?),
            started: value::moment(lookup, STARTED).ok_or(Unreadable::Missing(STARTED))?,
            ended: value::moment(lookup, ENDED),
            how_strong: number(HOW_STRONG).and_then(|value| u16::try_from(value).ok()),
            flags: Flags::of_number(number(FLAGS).unwrap_or(0)),
            just_counted: number(JUST_COUNTED) == Some(1),
        })
    }
}
