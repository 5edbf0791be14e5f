#![doc = include_str!("../README.md")]

mod bone_scan;
mod call_request;
mod caregiver_note;
pub mod catalogue;
mod civil;
mod decimal;
mod dose;
pub mod draft;
mod episode;
mod factor;
mod followed_journal;
mod following;
mod hot_flash;
mod invitation;
mod journal;
mod lab_value;
mod medication;
mod moment;
mod note;
mod person;
mod question;
mod rating;
mod record;
mod record_id;
pub mod safety;
mod schedule;
pub mod scope;
mod value;

pub use bone_scan::BoneScan;
pub use call_request::CallRequest;
pub use caregiver_note::CaregiverNote;
pub use catalogue::{
    BoneSiteNumber, FactorNumber, Flag, Flags, LabNumber, MedicineNumber, Place, Side, Site, SymptomNumber, UnitSystem,
};
pub use civil::{CivilDay, CivilTime};
pub use decimal::{Decimal, MalformedDecimal};
pub use dose::{Dose, DoseStanding, DoseState};
pub use episode::Episode;
pub use factor::{Effect, Factor, FactorWhat};
pub use followed_journal::FollowedJournal;
pub use following::Following;
pub use hot_flash::{FlashProblem, HotFlash};
pub use invitation::Invitation;
pub use journal::{DueDose, Event, Journal};
pub use lab_value::{Comparator, LabMethod, LabValue};
pub use medication::{AromataseInhibitor, Medication, Since, Strength, Substance, Unit};
pub use moment::{MalformedMoment, Moment, Zone};
pub use note::Note;
pub use person::{Person, Who};
pub use question::Question;
pub use rating::{Answer, RatedThing, Rating};
pub use record::{Record, Unreadable};
pub use record_id::{Kind, MalformedRecordId, Name, RecordId, Sitting, SittingId};
pub use schedule::{Schedule, Slot, Weekdays};
pub use value::{FieldId, Lookup, Value};
