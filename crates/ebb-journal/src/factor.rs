//! What helped, or may have: exercise, sleep, alcohol, warmth, or words of the person's own.
//!
//! Frozen fields: 1 the factor's number (0 for the person's own words), 2 those words, 3 when it was, 4 how much (in the factor's
//! unit), 5 what it did (1 helped, 2 changed nothing, 3 made it worse), 6 the number of the symptom that it did that to.

use crate::catalogue::{FactorNumber, SymptomNumber};
use crate::decimal::Decimal;
use crate::moment::Moment;
use crate::record::Unreadable;
use crate::value::{self, FieldId, Lookup, Value};

/// A factor of daily life. What it did is what the person says; Ebb draws no conclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// What it was.
    pub what: FactorWhat,
    /// When.
    pub at: Moment,
    /// How much, in the unit that the catalogue names for it.
    pub amount: Option<Decimal>,
    /// What it did, if that was said.
    pub effect: Option<Effect>,
    /// To which symptom, if that was said.
    pub on: Option<SymptomNumber>,
}

/// What a factor was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactorWhat {
    /// One of the catalogue.
    Listed(FactorNumber),
    /// In words of the person's own.
    Own(Box<str>),
}

/// What a factor did, as the person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It helped.
    Helped,
    /// It changed nothing.
    NoChange,
    /// It made it worse.
    MadeWorse,
}

const WHAT: FieldId = FieldId(1);
const OWN: FieldId = FieldId(2);
const AT: FieldId = FieldId(3);
const AMOUNT: FieldId = FieldId(4);
const EFFECT: FieldId = FieldId(5);
const ON: FieldId = FieldId(6);
const OWN_WORDS: i64 = 0;

impl Factor {
    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        let (what, own) = match &self.what {
            FactorWhat::Listed(number) => (number.0.into(), Value::Nothing),
            FactorWhat::Own(words) => (OWN_WORDS, Value::Text(words.clone())),
        };
        let effect = self.effect.map_or(Value::Nothing, |effect| {
            Value::Int(match effect {
                Effect::Helped => 1,
                Effect::NoChange => 2,
                Effect::MadeWorse => 3,
            })
        });
        vec![
            (WHAT, Value::Int(what)),
            (OWN, own),
            (AT, Value::Moment(self.at.clone())),
            (AMOUNT, self.amount.map_or(Value::Nothing, Value::Decimal)),
            (EFFECT, effect),
            (ON, self.on.map_or(Value::Nothing, |symptom| Value::Int(symptom.0.into()))),
        ]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        let number = |field| lookup(field).and_then(Value::as_int);
        let what = match number(WHAT).ok_or(Unreadable::Missing(WHAT))? {
            OWN_WORDS => FactorWhat::Own(value::text(lookup, OWN).ok_or(Unreadable::Missing(OWN))?),
            number => FactorWhat::Listed(FactorNumber(u16::try_from(number).map_err(|_| Unreadable::Newer(WHAT))?)),
        };
        let effect = match number(EFFECT) {
            Some(1) => Some(Effect::Helped),
            Some(2) => Some(Effect::NoChange),
            Some(3) => Some(Effect::MadeWorse),
            _ => None,
        };
        Ok(Self {
            what,
            at: value::moment(lookup, AT).ok_or(Unreadable::Missing(AT))?,
            amount: lookup(AMOUNT).and_then(Value::as_decimal),
            effect,
            on: number(ON).and_then(|number| u16::try_from(number).ok()).map(SymptomNumber),
        })
    }
}
