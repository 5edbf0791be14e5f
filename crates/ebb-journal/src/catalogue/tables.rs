//! The tables that `cargo xtask catalogue` made of `catalogue/*.tsv`. Change the TSV, then run it; `cargo xtask tidy` finds a
//! table that is not what its TSV says.

#[rustfmt::skip]
mod bone;
#[rustfmt::skip]
mod cardiovascular;
#[rustfmt::skip]
pub(crate) mod codes;
#[rustfmt::skip]
mod factors;
#[rustfmt::skip]
mod flags;
#[rustfmt::skip]
mod general;
#[rustfmt::skip]
mod labs;
#[rustfmt::skip]
mod medicines;
#[rustfmt::skip]
mod men;
#[rustfmt::skip]
mod musculoskeletal;
#[rustfmt::skip]
mod neurocognitive;
#[rustfmt::skip]
mod places;
#[rustfmt::skip]
pub(crate) mod safety_texts;
#[rustfmt::skip]
pub(crate) mod safety_triggers;
#[rustfmt::skip]
pub(crate) mod starting;
#[rustfmt::skip]
pub(crate) mod units;
#[rustfmt::skip]
mod urogenital;
#[rustfmt::skip]
mod vasomotor;

pub use factors::FACTORS;
pub use flags::FLAGS;
pub use labs::{BONE_SITES, LABS};
pub use medicines::MEDICINES;
pub use places::PLACES;

use super::symptom::{BodySystem, Symptom};

/// The symptoms of one body system.
pub(super) const fn of_system(system: BodySystem) -> &'static [Symptom] {
    match system {
        BodySystem::Musculoskeletal => musculoskeletal::SYMPTOMS,
        BodySystem::Bone => bone::SYMPTOMS,
        BodySystem::Vasomotor => vasomotor::SYMPTOMS,
        BodySystem::Urogenital => urogenital::SYMPTOMS,
        BodySystem::Cardiovascular => cardiovascular::SYMPTOMS,
        BodySystem::Neurocognitive => neurocognitive::SYMPTOMS,
        BodySystem::General => general::SYMPTOMS,
        BodySystem::Men => men::SYMPTOMS,
    }
}
