#![doc = include_str!("../README.md")]

mod civil;
mod decimal;
mod dose;
mod hot_flash;
mod journal;
mod medication;
mod moment;
mod person;
mod record;
mod record_id;
mod schedule;
mod value;

pub use civil::{CivilDay, CivilTime};
pub use decimal::{Decimal, MalformedDecimal};
pub use dose::{Dose, DoseState};
pub use hot_flash::{FlashProblem, HotFlash};
pub use journal::{DueDose, Journal};
pub use medication::{AromataseInhibitor, Medication, Since, Strength, Substance, Unit};
pub use moment::{MalformedMoment, Moment, Zone};
pub use person::{Person, Who};
pub use record::{Record, Unreadable};
pub use record_id::{Kind, MalformedRecordId, Name, RecordId, Sitting, SittingId};
pub use schedule::{Schedule, Slot};
pub use value::{FieldId, Lookup, Value};
