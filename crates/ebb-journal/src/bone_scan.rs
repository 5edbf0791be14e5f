//! What a bone scan (DXA) measured at one part of the skeleton, as it stood on the report.
//!
//! Frozen fields: 1 the number of the part, 2 T-score, 3 Z-score, 4 bone mineral density in g/cm², 5 when it was taken, 6 the clinic or
//! the machine.

use crate::catalogue::BoneSiteNumber;
use crate::decimal::Decimal;
use crate::moment::Moment;
use crate::record::Unreadable;
use crate::value::{self, FieldId, Lookup, Value};

/// A part of a bone scan. At least one of its numbers is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoneScan {
    /// Which part of the skeleton.
    pub site: BoneSiteNumber,
    /// The T-score.
    pub t_score: Option<Decimal>,
    /// The Z-score.
    pub z_score: Option<Decimal>,
    /// Bone mineral density, in g/cm².
    pub density: Option<Decimal>,
    /// When it was taken. Reports tell the day; the time of it says nothing.
    pub at: Moment,
    /// The clinic or the machine: only scans of one machine compare.
    pub place: Option<Box<str>>,
}

const SITE: FieldId = FieldId(1);
const T_SCORE: FieldId = FieldId(2);
const Z_SCORE: FieldId = FieldId(3);
const DENSITY: FieldId = FieldId(4);
const AT: FieldId = FieldId(5);
const PLACE: FieldId = FieldId(6);

impl BoneScan {
    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        let number = |number: Option<Decimal>| number.map_or(Value::Nothing, Value::Decimal);
        vec![
            (SITE, Value::Int(self.site.0.into())),
            (T_SCORE, number(self.t_score)),
            (Z_SCORE, number(self.z_score)),
            (DENSITY, number(self.density)),
            (AT, Value::Moment(self.at.clone())),
            (PLACE, Value::text_or_nothing(self.place.as_deref())),
        ]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        let number = |field| lookup(field).and_then(Value::as_decimal);
        let site = lookup(SITE).and_then(Value::as_int).ok_or(Unreadable::Missing(SITE))?;
        let scan = Self {
            site: BoneSiteNumber(u16::try_from(site).map_err(|_| Unreadable::Newer(SITE))?),
            t_score: number(T_SCORE),
            z_score: number(Z_SCORE),
            density: number(DENSITY),
            at: value::moment(lookup, AT).ok_or(Unreadable::Missing(AT))?,
            place: value::text(lookup, PLACE),
        };
        let says_nothing = scan.t_score.is_none() && scan.z_score.is_none() && scan.density.is_none();
        if says_nothing { Err(Unreadable::Missing(T_SCORE)) } else { Ok(scan) }
    }
}
