//! The drafts of what happened at a moment: an episode of a symptom, a hot flash, what became of a dose.

use super::{DraftField, Findings, LongestLength, Problem, Wrong};
use crate::catalogue::{Flags, Scale, Site, Symptom, SymptomNumber, symptom};
use crate::dose::{Dose, DoseState};
use crate::episode::Episode;
use crate::hot_flash::HotFlash;
use crate::moment::Moment;

/// An episode of a symptom, as a form holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EpisodeDraft {
    /// Of what.
    pub symptom: Option<SymptomNumber>,
    /// Where.
    pub site: Option<Site>,
    /// When it started.
    pub started: Option<Moment>,
    /// When it had passed.
    pub ended: Option<Moment>,
    /// How strong it was, on the symptom's scale; for an episode 1 to 4.
    pub how_strong: Option<u16>,
    /// What was ticked.
    pub flags: Flags,
    /// Its length is not wanted.
    pub just_counted: bool,
}

/// A hot flash, as a form holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HotFlashDraft {
    /// When it started.
    pub started: Option<Moment>,
    /// When it had passed.
    pub ended: Option<Moment>,
    /// How strong it was, 1 to 4.
    pub how_strong: Option<u8>,
    /// What was ticked.
    pub flags: Flags,
    /// Its length is not wanted.
    pub just_counted: bool,
}

/// What became of a dose, as a form holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DoseDraft {
    /// Taken, or skipped on purpose.
    pub state: Option<DoseState>,
    /// When it was taken, or when that was said.
    pub at: Option<Moment>,
}

impl EpisodeDraft {
    /// The episode, or all problems. Any symptom can have one, also those that are rated by the day: "my back, suddenly, at noon".
    pub fn check(&self, now: &Moment) -> Result<Episode, Vec<Problem>> {
        let mut findings = Findings::default();
        let number = findings.required(DraftField::Symptom, self.symptom);
        match number.map(symptom) {
            Some(Some(symptom)) => self.check_against(symptom, &mut findings),
            Some(None) => findings.add(DraftField::Symptom, Wrong::NotKnown),
            None => {}
        }
        findings.span(self.started.as_ref(), self.ended.as_ref(), now, LongestLength::Month);
        let started = findings.required(DraftField::Start, self.started.clone());
        let episode = number.zip(started).map(|(symptom, started)| Episode {
            symptom,
            site: self.site,
            started,
            ended: self.ended.clone(),
            how_strong: self.how_strong,
            flags: self.flags,
            just_counted: self.just_counted,
        });
        findings.end(episode)
    }

    fn check_against(&self, symptom: &Symptom, findings: &mut Findings) {
        if symptom.number == SymptomNumber::HOT_FLASH {
            findings.add(DraftField::Symptom, Wrong::IsAHotFlash);
        }
        let Some(most) = symptom.scale.most() else {
            findings.add(DraftField::Symptom, Wrong::NeverRated);
            return;
        };
        findings.site(self.site, !symptom.places.is_empty());
        if self.how_strong.is_some_and(|value| value == 0 || value > most) {
            findings.add(DraftField::HowStrong, Wrong::OffScale(symptom.scale));
        }
    }
}

impl HotFlashDraft {
    /// The hot flash, or all problems.
    pub fn check(&self, now: &Moment) -> Result<HotFlash, Vec<Problem>> {
        let mut findings = Findings::default();
        if self.how_strong.is_some_and(|step| !(1..=4).contains(&step)) {
            findings.add(DraftField::HowStrong, Wrong::OffScale(Scale::Episode));
        }
        findings.span(self.started.as_ref(), self.ended.as_ref(), now, LongestLength::Day);
        let started = findings.required(DraftField::Start, self.started.clone());
        let flash = started.map(|started| HotFlash {
            started,
            ended: self.ended.clone(),
            just_counted: self.just_counted,
            how_strong: self.how_strong,
            flags: self.flags,
        });
        findings.end(flash)
    }
}

impl DoseDraft {
    /// The dose, or all problems.
    pub fn check(&self, now: &Moment) -> Result<Dose, Vec<Problem>> {
        let mut findings = Findings::default();
        let state = findings.required(DraftField::Value, self.state);
        if let Some(at) = &self.at {
            findings.not_in_the_future(DraftField::Start, at, now);
        }
        let at = findings.required(DraftField::Start, self.at.clone());
        findings.end(state.zip(at).map(|(state, at)| Dose { state, at }))
    }
}
