//! What is drawn: the body, the hands, the feet; and what of it a symptom needs.

use ebb_journal::Site;
use ebb_journal::catalogue::Symptom;

use super::drawings::{BACK, Drawing, FEET, FRONT, HANDS, Region};
use crate::words;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Front and back.
    Body,
    /// Both hands.
    Hands,
    /// Both feet.
    Feet,
}

impl View {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Body, Self::Hands, Self::Feet];

    /// The drawings on it.
    pub fn drawings(self) -> Vec<&'static Drawing> {
        match self {
            Self::Body => vec![&FRONT, &BACK],
            Self::Hands => vec![&HANDS],
            Self::Feet => vec![&FEET],
        }
    }

    /// What stands above its drawings, from left to right.
    pub const fn names(self) -> [&'static str; 2] {
        match self {
            Self::Body => [words::FRONT, words::BACK_VIEW],
            Self::Hands => [words::LEFT_HAND, words::RIGHT_HAND],
            Self::Feet => [words::LEFT_FOOT, words::RIGHT_FOOT],
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Body => words::BODY,
            Self::Hands => words::HANDS,
            Self::Feet => words::FEET,
        }
    }

    /// All that a tap can land on.
    pub fn regions(self) -> impl Iterator<Item = Region> {
        self.drawings().into_iter().flat_map(Drawing::regions)
    }

    /// Whether a place is drawn here.
    pub fn shows(self, site: Site) -> bool {
        self.regions().any(|region| region.covered_by(site))
    }

    /// Those that show something of a symptom; the body only where it shows more than the others.
    pub fn of(symptom: &'static Symptom) -> Vec<Self> {
        let drawn = |view: Self| view.regions().filter_map(|region| region.site(symptom)).collect::<Vec<_>>();
        let closer: Vec<Site> = [Self::Hands, Self::Feet].into_iter().flat_map(drawn).collect();
        let is_needed = |view: &Self| match view {
            Self::Body => drawn(Self::Body).iter().any(|site| !closer.contains(site)),
            closer => !drawn(*closer).is_empty(),
        };
        Self::ALL.into_iter().filter(is_needed).collect()
    }
}

#[cfg(test)]
mod tests {
    use ebb_journal::SymptomNumber;
    use ebb_journal::catalogue::symptom;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn only_what_shows_something_of_the_symptom_is_offered() {
        let views = |number| View::of(symptom(number).unwrap());
        assert_eq!(views(SymptomNumber::JOINT_PAIN), View::ALL);
        assert_eq!(views(SymptomNumber::TRIGGER_FINGER), [View::Hands]);
        assert_eq!(views(SymptomNumber::NUMB_HANDS), [View::Hands]);
        assert_eq!(views(SymptomNumber::BACK_PAIN), [View::Body]);
    }
}
