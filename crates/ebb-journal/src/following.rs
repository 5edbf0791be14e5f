//! Whether somebody follows a symptom, and where it stands among the others: one record a symptom, named by it, so that two
//! phones that each add one keep both. What has no record is as in the starting set.
//!
//! Frozen: the name is that of a rating on 1 January 1970 at no site, in a kind of its own. Fields: 1 followed or not (1, 0),
//! 2 its place in the order, 3 whether it stands in the quick row of Today.

use crate::catalogue::SymptomNumber;
use crate::civil::CivilDay;
use crate::record::Unreadable;
use crate::record_id::{Kind, Name, RecordId};
use crate::value::{FieldId, Lookup, Value};

/// Whether a symptom is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Following {
    /// Whether the daily check-in asks for it.
    pub is_followed: bool,
    /// Its place among the others: the lowest comes first; where two have the same, the symptom's number decides. `None` comes
    /// last, in the order of the catalogue.
    pub rank: Option<u32>,
    /// Whether it stands in the quick row. `None`: as its use suggests.
    pub in_quick_row: Option<bool>,
}

const FOLLOWED: FieldId = FieldId(1);
const RANK: FieldId = FieldId(2);
const IN_QUICK_ROW: FieldId = FieldId(3);

impl Following {
    /// The name of the record for a symptom.
    pub const fn id(symptom: SymptomNumber) -> RecordId {
        RecordId { kind: Kind::FOLLOWING, name: Name::Rating { day: CivilDay::EPOCH, symptom: symptom.0, site: 0 } }
    }

    /// The symptom that a record of that name is of.
    pub fn symptom_of(id: &RecordId) -> Option<SymptomNumber> {
        match id {
            RecordId { kind: Kind::FOLLOWING, name: Name::Rating { day: CivilDay::EPOCH, symptom, site: 0 } } => {
                Some(SymptomNumber(*symptom))
            }
            _ => None,
        }
    }

    pub(crate) fn fields(self) -> Vec<(FieldId, Value)> {
        vec![
            (FOLLOWED, Value::Int(self.is_followed.into())),
            (RANK, self.rank.map_or(Value::Nothing, |rank| Value::Int(rank.into()))),
            (IN_QUICK_ROW, self.in_quick_row.map_or(Value::Nothing, |shown| Value::Int(shown.into()))),
        ]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        let number = |field| lookup(field).and_then(Value::as_int);
        Ok(Self {
            is_followed: number(FOLLOWED).ok_or(Unreadable::Missing(FOLLOWED))? == 1,
            rank: number(RANK).and_then(|rank| u32::try_from(rank).ok()),
            in_quick_row: number(IN_QUICK_ROW).map(|shown| shown == 1),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_what_is_followed_is_frozen() {
        let id = Following::id(SymptomNumber(20));
        let text = id.to_bytes().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        assert_eq!(text, "0a00030000000014000000");
        assert_eq!(Following::symptom_of(&id), Some(SymptomNumber(20)));
    }
}
