//! The draft of a factor: what helped, what may have.

use super::{DraftField, Findings, Problem, TextLimit, Wrong};
use crate::catalogue::{FactorNumber, SymptomNumber, symptom};
use crate::decimal::Decimal;
use crate::factor::{Effect, Factor, FactorWhat};
use crate::moment::Moment;

/// A factor, as a form holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactorDraft {
    /// One of the catalogue; else the own words count.
    pub what: Option<FactorNumber>,
    /// Words of the person's own.
    pub own_words: String,
    /// When.
    pub at: Option<Moment>,
    /// How much, in the factor's unit, as it was typed; empty for none.
    pub amount: String,
    /// What it did.
    pub effect: Option<Effect>,
    /// To which symptom.
    pub on: Option<SymptomNumber>,
}

impl FactorDraft {
    /// The factor, or all problems.
    pub fn check(&self, now: &Moment) -> Result<Factor, Vec<Problem>> {
        let mut findings = Findings::default();
        let own = findings.text(DraftField::OwnWords, &self.own_words, TextLimit::Short);
        let what = match (self.what, own) {
            (Some(number), _) => {
                if number.entry().is_none() {
                    findings.add(DraftField::What, Wrong::NotKnown);
                }
                Some(FactorWhat::Listed(number))
            }
            (None, own) => findings.required(DraftField::What, own.map(FactorWhat::Own)),
        };
        if self.on.is_some_and(|number| symptom(number).is_none()) {
            findings.add(DraftField::Symptom, Wrong::NotKnown);
        }
        let amount = findings.amount(&self.amount);
        if let Some(at) = &self.at {
            findings.not_in_the_future(DraftField::Start, at, now);
        }
        let at = findings.required(DraftField::Start, self.at.clone());
        let (effect, on) = (self.effect, self.on);
        findings.end(what.zip(at).map(|(what, at)| Factor { what, at, amount, effect, on }))
    }
}

impl Findings {
    /// An amount as it was typed; empty for none.
    pub(super) fn amount(&mut self, text: &str) -> Option<Decimal> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match text.parse::<Decimal>() {
            Ok(amount) if amount.digits() > 0 => Some(amount),
            Ok(_) => {
                self.add(DraftField::Amount, Wrong::NotAboveZero);
                None
            }
            Err(_) => {
                self.add(DraftField::Amount, Wrong::NotANumber);
                None
            }
        }
    }
}
