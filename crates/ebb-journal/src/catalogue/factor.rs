//! What helped, what may have: the factors of daily life that can be logged beside symptoms.

use super::tables::FACTORS;
use crate::medication::Unit;

/// A factor's number, for ever; from 1. 0 stands for words of the person's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactorNumber(pub u16);

/// A factor of the catalogue.
#[derive(Debug, PartialEq, Eq)]
pub struct FactorEntry {
    /// Its number.
    pub number: FactorNumber,
    /// Its name in exports.
    pub id: &'static str,
    /// The plain name.
    pub name: &'static str,
    /// Other words by which it is found, with `; ` between.
    pub synonyms: &'static str,
    /// In what it is counted, if it is.
    pub unit: Option<Unit>,
}

impl FactorNumber {
    /// What the catalogue says of it; `None` for the person's own words and for a factor of a newer version.
    pub fn entry(self) -> Option<&'static FactorEntry> {
        FACTORS.iter().find(|entry| entry.number == self)
    }
}
