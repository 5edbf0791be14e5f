//! The drawings of the body: front and back, both hands, both feet, and each finger enlarged. What is the same left and right is drawn
//! once. Each shape says which places it can stand for.

mod back;
mod feet;
mod fingers;
mod front;
mod hands;

use ebb_journal::catalogue::Symptom;
use ebb_journal::{Place, Side, Site};

pub use self::back::BACK;
pub use self::feet::FEET;
pub use self::fingers::FINGERS;
pub use self::front::FRONT;
pub use self::hands::HANDS;

/// A drawing.
#[derive(Debug, PartialEq)]
pub struct Drawing {
    /// Its name in the page.
    pub view: &'static str,
    /// Its room, as an SVG has it.
    pub room: &'static str,
    /// Where what is drawn once stands: on which side of the person, and how it gets there.
    pub placings: &'static [Placing],
    /// What can be marked.
    pub shapes: &'static [Shape],
    /// What parts the shapes.
    pub seams: &'static str,
    /// Nails, toes, the spine.
    pub detail: &'static str,
    /// The line around all.
    pub outline: &'static str,
    /// R and L: where, and which. The right of the person.
    pub letters: &'static [(f32, f32, &'static str)],
}

/// Where the shapes of one side stand.
#[derive(Debug, PartialEq)]
pub struct Placing {
    /// As an SVG says it.
    pub transform: &'static str,
    /// Of the person.
    pub side: Side,
    /// The same as `transform`, as six numbers.
    pub matrix: [f32; 6],
}

/// A part of the body that can be marked.
#[derive(Debug, PartialEq)]
pub struct Shape {
    /// Its name in the drawing.
    pub name: &'static str,
    /// What it stands for: the first of these that a symptom has.
    pub places: &'static [Place],
    /// Whether there is one on either side.
    pub is_sided: bool,
    /// The finger that it belongs to.
    pub finger: Option<FingerName>,
    /// Whether it is a joint of that finger.
    pub is_joint: bool,
    /// Its line.
    pub line: &'static str,
    /// Where a tap still reaches it; empty where that is the shape itself.
    pub reach: &'static str,
    /// Where its number stands; none where another drawing says it.
    pub chip: Option<Chip>,
}

/// Where the number of a shape stands.
#[derive(Debug, PartialEq)]
pub struct Chip {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
    /// Where the line to it begins, if it stands beside its shape.
    pub from: Option<(f32, f32)>,
}

/// One of the five.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FingerName {
    /// The thumb.
    Thumb,
    /// The index finger.
    Index,
    /// The middle finger.
    Middle,
    /// The ring finger.
    Ring,
    /// The little finger.
    Little,
}

/// A finger, enlarged, in a room of 356 × 74.
#[derive(Debug)]
pub struct Finger {
    /// Which one.
    pub name: FingerName,
    /// Its joints: what the name of the joint's shape ends with, how far along the finger it is, and how large.
    pub joints: &'static [(&'static str, f32, f32)],
    /// The line around it.
    pub line: &'static str,
    /// Its nail.
    pub nail: &'static str,
}

/// A shape on a side of a drawing: what a tap lands on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Region {
    /// In which drawing.
    pub drawing: &'static Drawing,
    /// Which shape.
    pub shape: &'static Shape,
    /// Of the person; the middle where the shape has no sides.
    pub side: Side,
    /// How it gets to where it stands.
    pub placing: &'static Placing,
}

/// What lies beside what: whoever taps near the end of a small one may mean the next.
const NEIGHBOURS: &[&[&str]] = &[
    &["shoulder", "upper-arm", "elbow", "forearm", "wrist", "hand"],
    &["hip", "thigh", "knee", "lower-leg", "ankle", "foot"],
    &["buttock", "thigh", "knee", "calf", "ankle", "heel"],
    &["head", "neck", "shoulder"],
    &["neck", "upper-back", "lower-back", "buttock"],
    &["shoulder-blade", "upper-back"],
    &["pelvis", "hip"],
    &["back", "wrist"],
    &["thumb", "index", "middle", "ring", "little"],
    &["big-toe", "ball", "midfoot", "ankle", "heel"],
    &["big-toe", "toes", "ball"],
];

impl Drawing {
    /// All that a tap can land on.
    pub fn regions(&'static self) -> impl Iterator<Item = Region> {
        self.placings.iter().enumerate().flat_map(move |(at, placing)| {
            let here = self.shapes.iter().filter(move |shape| shape.is_sided || at == 0);
            here.map(move |shape| {
                let side = if shape.is_sided { placing.side } else { Side::Middle };
                Region { drawing: self, shape, side, placing }
            })
        })
    }

    /// The region of that name.
    pub fn region(&'static self, key: &str) -> Option<Region> {
        self.regions().find(|region| region.key() == key)
    }
}

impl Region {
    /// Its name in the page: "front knee left".
    pub fn key(self) -> String {
        let side = match self.side {
            Side::Left => "left",
            Side::Right => "right",
            Side::Middle | Side::Both => "middle",
        };
        [self.drawing.view, self.shape.name, side].join(" ")
    }

    /// What it stands for, for a symptom; `None` where the symptom is not at any such place.
    pub fn site(self, symptom: &Symptom) -> Option<Site> {
        self.shape.places.iter().find(|place| symptom.places.contains(place)).map(|place| self.on_its_side(*place))
    }

    /// All that a mark on may stand for: the finger, the fingers, the hand.
    pub fn covered_by(self, marked: Site) -> bool {
        self.shape.places.contains(&marked.place)
            && (self.side == marked.side
                || self.side == Side::Middle
                || matches!(marked.side, Side::Middle | Side::Both))
    }

    /// What a tap on it may mean, the likeliest first: itself, its left or right, all fingers, what lies beside it.
    pub fn meant(self, symptom: &Symptom) -> Vec<Site> {
        let own = self.site(symptom);
        let mut meant: Vec<Site> = own.into_iter().collect();
        let mut add = |site: Site| {
            if !meant.contains(&site) {
                meant.push(site);
            }
        };
        if let Some(site) = own.filter(|site| has_sides(site.place) && site.side == Side::Middle) {
            add(Site::left(site.place));
            add(Site::right(site.place));
        }
        if self.shape.finger.is_some() && symptom.places.contains(&Place::FINGERS) {
            add(self.on_its_side(Place::FINGERS));
        }
        for chain in NEIGHBOURS {
            let Some(at) = chain.iter().position(|name| *name == self.shape.name) else { continue };
            let before = chain[..at].iter().rev().find_map(|name| self.beside(name, own, symptom));
            let after = chain[at + 1..].iter().find_map(|name| self.beside(name, own, symptom));
            before.into_iter().chain(after).flatten().for_each(&mut add);
        }
        meant
    }

    /// What the shape of that name stands for, on this side, or on both sides of a middle; `None` where it is nothing, or the same.
    fn beside(self, name: &str, own: Option<Site>, symptom: &Symptom) -> Option<Vec<Site>> {
        let near = |other: &Region| {
            other.shape.name == name
                && (other.side == self.side || self.side == Side::Middle || other.side == Side::Middle)
        };
        let sites: Vec<Site> = self.drawing.regions().filter(near).filter_map(|other| other.site(symptom)).collect();
        (!sites.is_empty() && sites.iter().all(|site| Some(*site) != own)).then_some(sites)
    }

    fn on_its_side(self, place: Place) -> Site {
        Site { place, side: if has_sides(place) { self.side } else { Side::Middle } }
    }
}

/// Whether there is a left and a right one.
pub fn has_sides(place: Place) -> bool {
    place.entry().is_some_and(|entry| entry.has_sides)
}

#[cfg(test)]
mod tests {
    use ebb_journal::catalogue::symptoms;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    const ALL: [&Drawing; 4] = [&FRONT, &BACK, &HANDS, &FEET];

    fn with_places() -> impl Iterator<Item = &'static Symptom> {
        symptoms().filter(|symptom| !symptom.places.is_empty())
    }

    #[wasm_bindgen_test]
    fn each_region_has_a_name_of_its_own_and_is_found_by_it() {
        for drawing in ALL {
            for region in drawing.regions() {
                assert_eq!(drawing.region(&region.key()), Some(region));
            }
        }
        assert_eq!(FRONT.region("front tail left"), None);
    }

    #[wasm_bindgen_test]
    fn each_region_leads_to_one_place_that_the_symptom_has() {
        for symptom in with_places() {
            for region in ALL.into_iter().flat_map(Drawing::regions) {
                let Some(site) = region.site(symptom) else { continue };
                let what = format!("{}, {}", symptom.id, region.key());
                assert!(symptom.places.contains(&site.place), "{what}");
                assert!(has_sides(site.place) || site.side == Side::Middle, "{what}");
                assert!(region.covered_by(site), "{what}: what is marked is drawn where it was tapped");
                assert_eq!(region.meant(symptom).first(), Some(&site), "{what}");
                let twice = region
                    .meant(symptom)
                    .iter()
                    .any(|one| region.meant(symptom).iter().filter(|other| *other == one).count() > 1);
                assert!(!twice, "{what}: nothing is offered twice");
            }
        }
    }

    #[wasm_bindgen_test]
    fn each_place_of_each_symptom_is_reached_by_a_tap_on_either_side() {
        for symptom in with_places() {
            let meant: Vec<Site> =
                ALL.into_iter().flat_map(Drawing::regions).flat_map(|region| region.meant(symptom)).collect();
            for place in symptom.places {
                let sides: &[Side] = if has_sides(*place) { &[Side::Left, Side::Right] } else { &[Side::Middle] };
                for side in sides {
                    let site = Site { place: *place, side: *side };
                    assert!(meant.contains(&site), "{}: {site:?} is not drawn", symptom.id);
                }
            }
        }
    }

    #[wasm_bindgen_test]
    fn left_is_the_left_of_the_person() {
        let joint_pain = ebb_journal::catalogue::symptom(ebb_journal::SymptomNumber::JOINT_PAIN).unwrap();
        // Seen from the front the left of the person is on the right of the drawing, where x is above 0.
        let knee = FRONT.region("front knee left").unwrap();
        assert_eq!((knee.site(joint_pain), knee.placing.matrix[0] > 0.0), (Some(Site::left(Place::KNEE)), true));
        let knee = BACK.region("back knee left").unwrap();
        assert_eq!((knee.site(joint_pain), knee.placing.matrix[0] > 0.0), (Some(Site::left(Place::KNEE)), false));
    }

    #[wasm_bindgen_test]
    fn a_small_place_asks_for_its_neighbours() {
        let joint_pain = ebb_journal::catalogue::symptom(ebb_journal::SymptomNumber::JOINT_PAIN).unwrap();
        let meant = |key: &str| FRONT.region(key).unwrap().meant(joint_pain);
        let wrist = [Site::left(Place::WRIST), Site::left(Place::ELBOW), Site::left(Place::HAND)];
        assert_eq!(meant("front wrist left"), wrist);
        // Joints do not hurt in the middle of the forearm: what lies beside it is meant.
        assert_eq!(meant("front forearm right"), [Site::right(Place::ELBOW), Site::right(Place::WRIST)]);
        let jaw = meant("front head middle");
        assert_eq!(jaw[..3], [Site::of(Place::JAW), Site::left(Place::JAW), Site::right(Place::JAW)]);
    }
}
