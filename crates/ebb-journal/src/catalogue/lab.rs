//! What labs and bone scans measure: names and units. Values, conversions and ranges are not here yet.

/// Something that a lab or a scale measures.
#[derive(Debug, PartialEq, Eq)]
pub struct Lab {
    /// Its number, for ever; from 1.
    pub number: u16,
    /// Its name in exports.
    pub id: &'static str,
    /// The plain name.
    pub name: &'static str,
    /// The conventional unit, in UCUM; empty where there is none.
    pub unit: &'static str,
    /// The SI unit, in UCUM; empty where there is none.
    pub unit_si: &'static str,
}

/// A part of the skeleton that a bone scan (DXA) measures.
#[derive(Debug, PartialEq, Eq)]
pub struct BoneSite {
    /// Its number, for ever; from 1.
    pub number: u16,
    /// Its name in exports.
    pub id: &'static str,
    /// The plain name.
    pub name: &'static str,
}
