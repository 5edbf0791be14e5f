//! The draft of a rating: how a symptom was on a day.

use super::{DraftField, Findings, Problem, Wrong};
use crate::catalogue::{Flags, Scale, Site, Symptom, SymptomNumber, symptom};
use crate::civil::CivilDay;
use crate::moment::Moment;
use crate::rating::{Answer, IN_THE_WAY_MAX, RatedThing, Rating};

/// How a symptom was on a day, as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingDraft {
    /// The day.
    pub day: CivilDay,
    /// The symptom.
    pub symptom: SymptomNumber,
    /// Where.
    pub site: Option<Site>,
    /// How it was.
    pub answer: Option<RawAnswer>,
    /// How much it got in the way, 0 to 4.
    pub in_the_way: Option<u8>,
    /// What was ticked.
    pub flags: Flags,
}

/// How it was, as it was tapped or typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RawAnswer {
    /// A key was tapped.
    Chosen(u16),
    /// A number was typed.
    Typed(String),
    /// The question does not apply.
    DoesNotApply,
    /// The person would rather not say.
    RatherNotSay,
}

impl RatingDraft {
    /// Nothing chosen yet.
    pub const fn of(day: CivilDay, symptom: SymptomNumber) -> Self {
        Self { day, symptom, site: None, answer: None, in_the_way: None, flags: Flags::NONE }
    }

    /// The rating and what it is of, or all problems.
    pub fn check(&self, now: &Moment) -> Result<(RatedThing, Rating), Vec<Problem>> {
        let mut findings = Findings::default();
        if self.day > now.day() {
            findings.add(DraftField::Start, Wrong::InTheFuture);
        }
        if self.in_the_way.is_some_and(|step| step > IN_THE_WAY_MAX) {
            findings.add(DraftField::InTheWay, Wrong::OffScale(Scale::FiveSteps));
        }
        let Some(symptom) = symptom(self.symptom) else {
            findings.add(DraftField::Symptom, Wrong::NotKnown);
            return findings.end(None);
        };
        findings.site(self.site, !symptom.places.is_empty());
        let answer = self.answer(symptom, &mut findings);
        let thing = RatedThing { day: self.day, symptom: self.symptom, site: self.site };
        let rating = answer.map(|answer| {
            let rating = Rating::of(answer, now.clone());
            (thing, Rating { in_the_way: self.in_the_way, flags: self.flags, ..rating })
        });
        findings.end(rating)
    }

    fn answer(&self, symptom: &Symptom, findings: &mut Findings) -> Option<Answer> {
        match symptom.scale {
            Scale::NeverRated => {
                findings.add(DraftField::Symptom, Wrong::NeverRated);
                return None;
            }
            Scale::Episode => {
                findings.add(DraftField::Symptom, Wrong::HappensByItself);
                return None;
            }
            _ => {}
        }
        let answer = match findings.required(DraftField::Value, self.answer.as_ref())? {
            RawAnswer::Chosen(value) => Some(Answer::Value(*value)),
            RawAnswer::Typed(text) => typed(text).map(Answer::Value),
            RawAnswer::DoesNotApply => Some(Answer::DoesNotApply),
            RawAnswer::RatherNotSay => Some(Answer::RatherNotSay),
        };
        match answer {
            Some(Answer::Value(value)) if symptom.scale.most().is_some_and(|most| value <= most) => {}
            Some(Answer::DoesNotApply | Answer::RatherNotSay) if symptom.may_be_declined => {}
            Some(Answer::DoesNotApply | Answer::RatherNotSay) => {
                findings.add(DraftField::Value, Wrong::CannotBeDeclined);
            }
            Some(Answer::Value(_)) | None => findings.add(DraftField::Value, Wrong::OffScale(symptom.scale)),
        }
        answer
    }
}

/// A whole number as it was typed.
fn typed(text: &str) -> Option<u16> {
    let text = text.trim();
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}
