//! The names of records. What must not double is named by its parts, everything else by its sitting and a counter.
//!
//! Frozen. An id's bytes are `kind (2) ‖ form (1) ‖ body`, integers little-endian:
//!
//! | form | body | names |
//! | --- | --- | --- |
//! | 0 | nothing | the only record of its kind |
//! | 1 | sitting (8) ‖ counter (4) | any record, in the order in which one opening of a store made them |
//! | 2 | the medication's sitting (8) and counter (4) ‖ day (4) ‖ slot (2) | a planned dose |
//! | 3 | day (4) ‖ symptom (2) ‖ site (2) | a day's rating of a symptom |
//! | other | up to 64 bytes | a form of a newer version, carried as it is |

use crate::civil::CivilDay;

/// What kind of record it is. A number, so that a kind of a newer version can be carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(pub u16);

impl Kind {
    /// Who the journal is about, [`crate::Person`].
    pub const PERSON: Self = Self(1);
    /// What is taken, [`crate::Medication`].
    pub const MEDICATION: Self = Self(2);
    /// A planned dose and what became of it, [`crate::Dose`].
    pub const DOSE: Self = Self(3);
    /// A hot flash, [`crate::HotFlash`].
    pub const HOT_FLASH: Self = Self(4);
    /// How a symptom was on a day, [`crate::Rating`]; named by day, symptom and site.
    pub const RATING: Self = Self(5);
    /// A symptom that came and went, [`crate::Episode`].
    pub const EPISODE: Self = Self(6);
    /// A note, [`crate::Note`].
    pub const NOTE: Self = Self(7);
    /// What helped or may have, [`crate::Factor`].
    pub const FACTOR: Self = Self(8);
    /// A question for the team, [`crate::Question`].
    pub const QUESTION: Self = Self(9);
    /// Whether a symptom is followed, [`crate::Following`]; named by the symptom.
    pub const FOLLOWING: Self = Self(10);
    /// A lab value, [`crate::LabValue`].
    pub const LAB_VALUE: Self = Self(11);
    /// A part of a bone scan, [`crate::BoneScan`].
    pub const BONE_SCAN: Self = Self(12);
    /// An open invitation, [`crate::Invitation`]. No archive holds one.
    pub const INVITATION: Self = Self(13);
    /// A journal of somebody else that is followed, [`crate::FollowedJournal`]. No archive holds one.
    pub const FOLLOWED_JOURNAL: Self = Self(14);
    /// A note of somebody who follows, [`crate::CaregiverNote`].
    pub const CAREGIVER_NOTE: Self = Self(15);
    /// A wish to be called, [`crate::CallRequest`].
    pub const CALL_REQUEST: Self = Self(16);
    /// What is left of a medicine, [`crate::Supply`]; named by the medicine.
    pub const SUPPLY: Self = Self(17);
}

/// One opening of a store: 8 random bytes, drawn anew each time and kept in memory alone, so that two clones of one phone
/// never name two records alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sitting(pub [u8; 8]);

/// A sitting and a counter within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SittingId {
    /// The opening in which the record was made.
    pub sitting: Sitting,
    /// Counts the records made in it, from 1.
    pub counter: u32,
}

impl SittingId {
    /// Of twelve bytes that were made from something else: they tell of no sitting.
    pub fn of_bytes(bytes: [u8; 12]) -> Self {
        let (mut sitting, mut counter) = ([0; 8], [0; 4]);
        sitting.copy_from_slice(&bytes[..8]);
        counter.copy_from_slice(&bytes[8..]);
        Self { sitting: Sitting(sitting), counter: u32::from_le_bytes(counter) }
    }
}

/// A record's name within its kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// There is only one of its kind.
    Sole,
    /// Made in a sitting.
    Made(SittingId),
    /// The dose of a medication planned for a civil day, in one of its slots.
    Dose {
        /// The medication that it is a dose of.
        medication: SittingId,
        /// The planned day.
        day: CivilDay,
        /// A number given once to each time of day of a medication, and kept when that time changes.
        slot: u16,
    },
    /// How a symptom was on a civil day, at a site.
    Rating {
        /// The day.
        day: CivilDay,
        /// The symptom's number in the catalogue.
        symptom: u16,
        /// The site's number, 0 for none.
        site: u16,
    },
    /// A form of a newer version.
    Newer {
        /// The form's number.
        form: u8,
        /// Its body.
        body: Box<[u8]>,
    },
}

/// The name of a record in its journal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    /// What kind of record it is.
    pub kind: Kind,
    /// Its name within the kind.
    pub name: Name,
}

/// Bytes that are no record id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a record id")]
pub struct MalformedRecordId;

/// Forms that this version knows are below this number.
pub(crate) const NEWER_FORMS_FROM: u8 = 4;
const NEWER_BODY_BYTES_MAX: usize = 64;

impl RecordId {
    /// A record made in a sitting.
    pub const fn made(kind: Kind, sitting: Sitting, counter: u32) -> Self {
        Self { kind, name: Name::Made(SittingId { sitting, counter }) }
    }

    /// The only record of a kind.
    pub const fn sole(kind: Kind) -> Self {
        Self { kind, name: Name::Sole }
    }

    /// The dose of a medication planned for a day, in a slot.
    pub const fn dose(medication: SittingId, day: CivilDay, slot: u16) -> Self {
        Self { kind: Kind::DOSE, name: Name::Dose { medication, day, slot } }
    }

    /// A record of a form that this version does not know; `None` where the form is known or the body too long.
    pub fn newer(kind: Kind, form: u8, body: &[u8]) -> Option<Self> {
        (form >= NEWER_FORMS_FROM && body.len() <= NEWER_BODY_BYTES_MAX)
            .then(|| Self { kind, name: Name::Newer { form, body: body.into() } })
    }

    /// The id's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.kind.0.to_le_bytes().to_vec();
        match &self.name {
            Name::Sole => bytes.push(0),
            Name::Made(id) => {
                bytes.push(1);
                push_sitting(&mut bytes, *id);
            }
            Name::Dose { medication, day, slot } => {
                bytes.push(2);
                push_sitting(&mut bytes, *medication);
                bytes.extend(day.days().to_le_bytes());
                bytes.extend(slot.to_le_bytes());
            }
            Name::Rating { day, symptom, site } => {
                bytes.push(3);
                bytes.extend(day.days().to_le_bytes());
                bytes.extend(symptom.to_le_bytes());
                bytes.extend(site.to_le_bytes());
            }
            Name::Newer { form, body } => {
                bytes.push(*form);
                bytes.extend(body);
            }
        }
        bytes
    }

    /// Reads an id from all of `bytes`.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MalformedRecordId> {
        let (kind, rest) = bytes.split_first_chunk::<2>().ok_or(MalformedRecordId)?;
        let (form, body) = rest.split_first().ok_or(MalformedRecordId)?;
        let name = match (form, body) {
            (0, []) => Name::Sole,
            (1, body) => Name::Made(read_sitting(body)?),
            (2, body) => {
                let (medication, rest) = body.split_at_checked(12).ok_or(MalformedRecordId)?;
                let (day, slot) = rest.split_at_checked(4).ok_or(MalformedRecordId)?;
                Name::Dose { medication: read_sitting(medication)?, day: read_day(day)?, slot: read_u16(slot)? }
            }
            (3, body) => {
                let (day, rest) = body.split_at_checked(4).ok_or(MalformedRecordId)?;
                let (symptom, site) = rest.split_at_checked(2).ok_or(MalformedRecordId)?;
                Name::Rating { day: read_day(day)?, symptom: read_u16(symptom)?, site: read_u16(site)? }
            }
            (form, body) => {
                return Self::newer(Kind(u16::from_le_bytes(*kind)), *form, body).ok_or(MalformedRecordId);
            }
        };
        Ok(Self { kind: Kind(u16::from_le_bytes(*kind)), name })
    }
}

fn push_sitting(bytes: &mut Vec<u8>, id: SittingId) {
    bytes.extend(id.sitting.0);
    bytes.extend(id.counter.to_le_bytes());
}

fn read_sitting(bytes: &[u8]) -> Result<SittingId, MalformedRecordId> {
    let (sitting, counter) = bytes.split_first_chunk::<8>().ok_or(MalformedRecordId)?;
    let counter = counter.try_into().map_err(|_| MalformedRecordId)?;
    Ok(SittingId { sitting: Sitting(*sitting), counter: u32::from_le_bytes(counter) })
}

fn read_day(bytes: &[u8]) -> Result<CivilDay, MalformedRecordId> {
    let days = bytes.try_into().map_err(|_| MalformedRecordId)?;
    CivilDay::of_days(i32::from_le_bytes(days)).ok_or(MalformedRecordId)
}

fn read_u16(bytes: &[u8]) -> Result<u16, MalformedRecordId> {
    bytes.try_into().map(u16::from_le_bytes).map_err(|_| MalformedRecordId)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// If these bytes move, the same dose marked on two phones becomes two.
    #[test]
    fn the_ids_bytes_are_frozen() {
        let day = CivilDay::of_ymd(2026, 11, 23).unwrap();
        let medication = SittingId { sitting: Sitting(*b"sitting!"), counter: 258 };
        let cases = [
            (RecordId::sole(Kind::PERSON), "010000"),
            (RecordId::made(Kind::HOT_FLASH, Sitting(*b"sitting!"), 258), "04000173697474696e672102010000"),
            (RecordId::dose(medication, day, 3), "03000273697474696e6721020100002c5100000300"),
            (RecordId { kind: Kind(9), name: Name::Rating { day, symptom: 5, site: 6 } }, "0900032c51000005000600"),
            (RecordId::newer(Kind(9), 7, &[0xaa]).unwrap(), "090007aa"),
        ];
        for (id, expected) in cases {
            let text = id.to_bytes().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
            assert_eq!(text, expected);
            assert_eq!(RecordId::from_bytes(&id.to_bytes()), Ok(id));
        }
    }

    proptest! {
        #[test]
        fn bytes_are_read_back_exactly_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..90), form in 0_u8..6) {
            let mut bytes = bytes;
            if let Some(byte) = bytes.get_mut(2) {
                *byte = form;
            }
            if let Ok(id) = RecordId::from_bytes(&bytes) {
                prop_assert_eq!(id.to_bytes(), bytes);
            }
        }
    }
}
