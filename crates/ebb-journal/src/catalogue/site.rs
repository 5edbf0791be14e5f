//! Where on the body: a place of the catalogue, and the side.
//!
//! Frozen: a site's number in records is the place's number × 4 + the side (0 middle or not told, 1 left, 2 right, 3 both);
//! 0 is no site.

use super::tables::PLACES;

/// A place's number, for ever; from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub u16);

/// A place of the catalogue.
#[derive(Debug, PartialEq, Eq)]
pub struct PlaceEntry {
    /// Its number.
    pub place: Place,
    /// Its name in exports.
    pub id: &'static str,
    /// The plain name, in the singular: "Knee".
    pub name: &'static str,
    /// Whether there is a left and a right one.
    pub has_sides: bool,
}

/// Which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// In the middle, or not told.
    Middle,
    /// The left one.
    Left,
    /// The right one.
    Right,
    /// Both.
    Both,
}

/// Where something is felt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site {
    /// The place.
    pub place: Place,
    /// The side.
    pub side: Side,
}

const SIDES: [Side; 4] = [Side::Middle, Side::Left, Side::Right, Side::Both];

impl Place {
    /// What the catalogue says of it; `None` for a place of a newer version.
    pub fn entry(self) -> Option<&'static PlaceEntry> {
        PLACES.iter().find(|entry| entry.place == self)
    }
}

impl Site {
    /// A place of which the side is not told.
    pub const fn of(place: Place) -> Self {
        Self { place, side: Side::Middle }
    }

    /// The left one.
    pub const fn left(place: Place) -> Self {
        Self { place, side: Side::Left }
    }

    /// The right one.
    pub const fn right(place: Place) -> Self {
        Self { place, side: Side::Right }
    }

    /// Its number in records.
    pub const fn number(self) -> u16 {
        self.place.0.saturating_mul(4) | self.side as u16
    }

    /// The site with a number; `None` for "no site".
    pub fn of_number(number: u16) -> Option<Self> {
        let side = SIDES[usize::from(number % 4)];
        (number >= 4).then_some(Self { place: Place(number / 4), side })
    }

    /// The number of a site that may not have been told.
    pub const fn number_of(site: Option<Self>) -> u16 {
        match site {
            Some(site) => site.number(),
            None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_sites_are_frozen() {
        assert_eq!(Site::of(Place(6)).number(), 24);
        assert_eq!(Site::left(Place(1)).number(), 5);
        assert_eq!(Site::right(Place(5)).number(), 22);
        assert_eq!(Site { place: Place(26), side: Side::Both }.number(), 107);
        assert_eq!(Site::number_of(None), 0);
    }

    #[test]
    fn every_number_is_a_site_or_none() {
        for number in 0..=u16::MAX {
            match Site::of_number(number) {
                Some(site) => assert_eq!(site.number(), number),
                None => assert!(number < 4),
            }
        }
    }
}
