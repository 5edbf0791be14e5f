//! One written-down thing, typed: the only place where fields become a typed record and back.

use crate::bone_scan::BoneScan;
use crate::call_request::CallRequest;
use crate::caregiver_note::CaregiverNote;
use crate::catalogue::SharingKind;
use crate::dose::Dose;
use crate::episode::Episode;
use crate::factor::{Factor, FactorWhat};
use crate::followed_journal::FollowedJournal;
use crate::following::Following;
use crate::hot_flash::HotFlash;
use crate::invitation::Invitation;
use crate::lab_value::LabValue;
use crate::medication::Medication;
use crate::note::Note;
use crate::person::Person;
use crate::question::Question;
use crate::rating::{RatedThing, Rating};
use crate::record_id::{Kind, RecordId};
use crate::supply::Supply;
use crate::value::{FieldId, Lookup, Value};

/// A typed record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// Who the journal is about.
    Person(Person),
    /// What is taken.
    Medication(Medication),
    /// A planned dose and what became of it.
    Dose(Dose),
    /// A hot flash.
    HotFlash(HotFlash),
    /// How a symptom was on a day.
    Rating(Rating),
    /// A symptom that came and went.
    Episode(Episode),
    /// A note.
    Note(Note),
    /// What helped, or may have.
    Factor(Factor),
    /// A question for the team.
    Question(Question),
    /// Whether a symptom is followed.
    Following(Following),
    /// What a lab or a scale measured.
    LabValue(LabValue),
    /// What a bone scan measured at a part of the skeleton.
    BoneScan(BoneScan),
    /// An open invitation.
    Invitation(Invitation),
    /// A journal of somebody else that is followed.
    FollowedJournal(FollowedJournal),
    /// A note of somebody who follows.
    CaregiverNote(CaregiverNote),
    /// A wish to be called.
    CallRequest(CallRequest),
    /// What is left of a medicine.
    Supply(Supply),
}

/// Why fields are not a record that this version can show. They are kept and passed on all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A kind of a newer version.
    #[error("a record of a newer version of Ebb")]
    NewerKind(Kind),
    /// A value of a newer version, in a field without which the record says nothing.
    #[error("a record with a value of a newer version of Ebb")]
    Newer(FieldId),
    /// A field without which the record says nothing; it may still arrive.
    #[error("a record that is not complete yet")]
    Missing(FieldId),
}

impl Record {
    /// Which kind its id has.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Person(_) => Kind::PERSON,
            Self::Medication(_) => Kind::MEDICATION,
            Self::Dose(_) => Kind::DOSE,
            Self::HotFlash(_) => Kind::HOT_FLASH,
            Self::Rating(_) => Kind::RATING,
            Self::Episode(_) => Kind::EPISODE,
            Self::Note(_) => Kind::NOTE,
            Self::Factor(_) => Kind::FACTOR,
            Self::Question(_) => Kind::QUESTION,
            Self::Following(_) => Kind::FOLLOWING,
            Self::LabValue(_) => Kind::LAB_VALUE,
            Self::BoneScan(_) => Kind::BONE_SCAN,
            Self::Invitation(_) => Kind::INVITATION,
            Self::FollowedJournal(_) => Kind::FOLLOWED_JOURNAL,
            Self::CaregiverNote(_) => Kind::CAREGIVER_NOTE,
            Self::CallRequest(_) => Kind::CALL_REQUEST,
            Self::Supply(_) => Kind::SUPPLY,
        }
    }

    /// Every field of the record's kind that this version knows, with its value now.
    pub fn fields(&self) -> Vec<(FieldId, Value)> {
        match self {
            Self::Person(person) => person.fields(),
            Self::Medication(medication) => medication.fields(),
            Self::Dose(dose) => dose.fields(),
            Self::HotFlash(flash) => flash.fields(),
            Self::Rating(rating) => rating.fields(),
            Self::Episode(episode) => episode.fields(),
            Self::Note(note) => note.fields(),
            Self::Factor(factor) => factor.fields(),
            Self::Question(question) => question.fields(),
            Self::Following(following) => following.fields(),
            Self::LabValue(value) => value.fields(),
            Self::BoneScan(scan) => scan.fields(),
            Self::Invitation(invitation) => invitation.fields(),
            Self::FollowedJournal(followed) => followed.fields(),
            Self::CaregiverNote(note) => note.fields(),
            Self::CallRequest(request) => request.fields(),
            Self::Supply(supply) => supply.fields(),
        }
    }

    /// Under which kind it may be shared; `None` where it never is, or where this version does not know what it is of. `id` is
    /// its name, which tells what a rating is of.
    pub fn sharing(&self, id: &RecordId) -> Option<SharingKind> {
        match self {
            Self::Person(_)
            | Self::Following(_)
            | Self::Invitation(_)
            | Self::FollowedJournal(_)
            | Self::CaregiverNote(_)
            | Self::CallRequest(_) => None,
            Self::Medication(_) | Self::Dose(_) | Self::Supply(_) => Some(SharingKind::Medicines),
            Self::HotFlash(_) => Some(SharingKind::HeatAndSweat),
            Self::Rating(_) => RatedThing::of(id)?.symptom.sharing(),
            Self::Episode(episode) => episode.symptom.sharing(),
            Self::Note(_) | Self::Question(_) => Some(SharingKind::NotesAndQuestions),
            Self::Factor(Factor { what: FactorWhat::Listed(number), .. }) => {
                number.entry().map(|_| SharingKind::DailyLife)
            }
            Self::Factor(_) => Some(SharingKind::DailyLife),
            Self::LabValue(value) => value.lab.sharing(),
            Self::BoneScan(_) => Some(SharingKind::LabsAndBone),
        }
    }

    /// The one follow that sees it, by its name as a member in hexadecimal: whatever a scope says, and nobody else does.
    pub fn only_for(&self) -> Option<&str> {
        match self {
            Self::CaregiverNote(note) => Some(&note.follow),
            Self::CallRequest(request) => Some(&request.follow),
            _ => None,
        }
    }

    /// Makes a typed record from its fields.
    pub fn read(kind: Kind, lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        match kind {
            Kind::PERSON => Person::read(lookup).map(Self::Person),
            Kind::MEDICATION => Medication::read(lookup).map(Self::Medication),
            Kind::DOSE => Dose::read(lookup).map(Self::Dose),
            Kind::HOT_FLASH => HotFlash::read(lookup).map(Self::HotFlash),
            Kind::RATING => Rating::read(lookup).map(Self::Rating),
            Kind::EPISODE => Episode::read(lookup).map(Self::Episode),
            Kind::NOTE => Note::read(lookup).map(Self::Note),
            Kind::FACTOR => Factor::read(lookup).map(Self::Factor),
            Kind::QUESTION => Question::read(lookup).map(Self::Question),
            Kind::FOLLOWING => Following::read(lookup).map(Self::Following),
            Kind::LAB_VALUE => LabValue::read(lookup).map(Self::LabValue),
            Kind::BONE_SCAN => BoneScan::read(lookup).map(Self::BoneScan),
            Kind::INVITATION => Invitation::read(lookup).map(Self::Invitation),
            Kind::FOLLOWED_JOURNAL => FollowedJournal::read(lookup).map(Self::FollowedJournal),
            Kind::CAREGIVER_NOTE => CaregiverNote::read(lookup).map(Self::CaregiverNote),
            Kind::CALL_REQUEST => CallRequest::read(lookup).map(Self::CallRequest),
            Kind::SUPPLY => Supply::read(lookup).map(Self::Supply),
            other => Err(Unreadable::NewerKind(other)),
        }
    }
}

#[cfg(test)]
mod tests;
