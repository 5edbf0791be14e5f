//! Where the joints hurt: on some days it is told, hands and knees mostly. The worst place is as bad as the whole.

use ebb_journal::draft::{RatingDraft, RawAnswer};
use ebb_journal::{Moment, Place, RatedThing, Rating, Site, SymptomNumber};
use ebb_testkit::seeded::Seeded;

use crate::demo_journal::drawing::Drawing;
use crate::demo_journal::entry::checked;
use crate::demo_journal::wall;

/// Those most often affected first.
const PAINFUL: [Site; 6] = [
    Site::right(Place::HAND),
    Site::left(Place::HAND),
    Site::right(Place::KNEE),
    Site::left(Place::KNEE),
    Site::right(Place::FINGERS),
    Site::right(Place::THUMB_BASE),
];
const STIFF: [Site; 4] =
    [Site::right(Place::HAND), Site::left(Place::HAND), Site::right(Place::FINGERS), Site::right(Place::KNEE)];

/// Of a hundred check-ins, in so many it is told.
const PAINFUL_PERCENT: u64 = 30;
const STIFF_PERCENT: u64 = 12;

/// The same symptom at some of its places, told from `from` on.
pub(super) fn of(thing: RatedThing, rating: &Rating, from: &Moment, random: &mut Seeded) -> Vec<(RatedThing, Rating)> {
    let (sites, percent, step): (&[Site], _, _) = match thing.symptom {
        SymptomNumber::JOINT_PAIN => (&PAINFUL, PAINFUL_PERCENT, 1),
        SymptomNumber::JOINT_STIFFNESS => (&STIFF, STIFF_PERCENT, 5),
        _ => return Vec::new(),
    };
    let worst = rating.answer.value().unwrap_or(0);
    let is_told = random.happens(percent);
    if !is_told || worst < 2 * step {
        return Vec::new();
    }
    let (mut at, mut value, mut told) = (from.clone(), worst, Vec::new());
    for site in sites {
        if !random.happens(45) {
            continue;
        }
        let draft = RatingDraft {
            site: Some(*site),
            answer: Some(RawAnswer::Chosen(value)),
            ..RatingDraft::of(thing.day, thing.symptom)
        };
        told.extend(checked(draft.check(&at)));
        at = wall::after(&at, 1_600 + random.up_to(2_500));
        let less = u16::try_from(random.up_to(3)).unwrap_or(0) * step;
        value = value.saturating_sub(less).max(step);
    }
    told
}
