//! General safety information: what is shown at once when somebody logs what can be a sign of danger.
//!
//! Only what is logged shows it: a symptom, a flag ticked beside it, or its place. Never a number, a lateness or a pattern; that
//! would be a diagnosis. It calls to act, and where a source was read, adds its fact with the source. The texts stand apart
//! in [`texts`], so that an app may load them when they are needed.

use crate::catalogue::tables::safety_triggers::TRIGGERS;
use crate::catalogue::{Flag, Flags, Place, SymptomNumber};
use crate::journal::Event;
use crate::rating::{RatedThing, Rating};

/// What stands above every such text.
pub const HEADING: &str = "General safety information, not reviewed for you";

/// A piece of safety information, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Safety(pub u8);

/// How soon somebody should be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// The emergency number, now.
    Emergency,
    /// The care team, a doctor or an urgent line, the same day.
    SameDay,
}

/// What is said.
#[derive(Debug, PartialEq, Eq)]
pub struct SafetyText {
    /// Which piece it is.
    pub safety: Safety,
    /// Its name in exports.
    pub id: &'static str,
    /// How soon to call.
    pub tier: Tier,
    /// The call to act, in Ebb's own words.
    pub call: &'static str,
    /// What a source says, where one was read.
    pub fact: Option<Fact>,
}

/// A fact and where it is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// What the source says, in Ebb's own words.
    pub sentence: &'static str,
    /// The source, to be shown beside it.
    pub source: &'static str,
}

/// What shows a piece: a symptom, alone or with a flag or at a place.
#[derive(Debug, PartialEq, Eq)]
pub struct Trigger {
    /// What is shown.
    pub safety: Safety,
    /// The symptom that is logged.
    pub symptom: SymptomNumber,
    /// The flag that must be ticked, if one must.
    pub flag: Option<Flag>,
    /// The place that must be named, if one must.
    pub place: Option<Place>,
}

impl Tier {
    /// Its name in exports.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::SameDay => "same_day",
        }
    }
}

impl Trigger {
    fn fires(&self, symptom: SymptomNumber, place: Option<Place>, flags: Flags) -> bool {
        self.symptom == symptom
            && self.flag.is_none_or(|flag| flags.has(flag))
            && (self.place.is_none() || self.place == place)
    }
}

/// What to show when a symptom is logged, emergencies first, each once. Ask only for what is there; for what was logged,
/// [`about_rating`] and [`about_event`] look at that.
pub fn about(symptom: SymptomNumber, place: Option<Place>, flags: Flags) -> Vec<Safety> {
    let mut shown = Vec::new();
    for trigger in TRIGGERS.iter().filter(|trigger| trigger.fires(symptom, place, flags)) {
        if !shown.contains(&trigger.safety) {
            shown.push(trigger.safety);
        }
    }
    shown
}

/// What to show when a rating is logged: nothing where it says that the symptom was not there, and nothing was ticked.
pub fn about_rating(thing: RatedThing, rating: &Rating) -> Vec<Safety> {
    if rating.is_there() || !rating.flags.is_empty() {
        about(thing.symptom, thing.site.map(|site| site.place), rating.flags)
    } else {
        Vec::new()
    }
}

/// What to show when something that happened is logged.
pub fn about_event(event: Event<'_>) -> Vec<Safety> {
    about(event.symptom(), event.site().map(|site| site.place), event.flags())
}

/// Everything that can show something, emergencies first.
pub fn triggers() -> &'static [Trigger] {
    TRIGGERS
}

/// The texts.
pub mod texts {
    use super::{Safety, SafetyText};
    use crate::catalogue::tables::safety_texts::TEXTS;

    /// All texts.
    pub fn all() -> &'static [SafetyText] {
        TEXTS
    }

    /// What a piece says; `None` for one of a newer version.
    pub fn text(safety: Safety) -> Option<&'static SafetyText> {
        TEXTS.iter().find(|text| text.safety == safety)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::symptoms;

    fn tiers(symptom: SymptomNumber, place: Option<Place>, flags: Flags) -> Vec<Tier> {
        about(symptom, place, flags).into_iter().map(|safety| texts::text(safety).unwrap().tier).collect()
    }

    #[test]
    fn what_can_be_an_emergency_is_answered_at_once() {
        for symptom in [SymptomNumber::CHEST_PAIN, SymptomNumber::SUICIDAL] {
            assert_eq!(tiers(symptom, None, Flags::NONE), [Tier::Emergency]);
        }
        let flagged = [
            (SymptomNumber::BACK_PAIN, Flag::LEG_WEAKNESS),
            (SymptomNumber::PALPITATIONS, Flag::WITH_CHEST_PAIN),
            (SymptomNumber::HEADACHE, Flag::STROKE_SIGNS),
            (SymptomNumber::RASH, Flag::SWOLLEN_FACE),
        ];
        for (symptom, flag) in flagged {
            assert_eq!(tiers(symptom, None, Flags::NONE), []);
            assert_eq!(tiers(symptom, None, Flags::NONE.with(flag)), [Tier::Emergency]);
        }
    }

    #[test]
    fn emergencies_come_first_and_nothing_twice() {
        let heavy = Flags::NONE.with(Flag::HEAVY);
        assert_eq!(tiers(SymptomNumber::VAGINAL_BLEEDING, None, heavy), [Tier::Emergency, Tier::SameDay]);
        let both = Flags::NONE.with(Flag::SUDDEN).with(Flag::SHORTER);
        assert_eq!(about(SymptomNumber::BACK_PAIN, None, both), [Safety::WEAK_BONE]);
    }

    #[test]
    fn one_sided_swelling_and_the_jaw_are_told_apart_from_the_rest() {
        let one_sided = Flags::NONE.with(Flag::ONE_SIDED);
        assert_eq!(about(SymptomNumber::LEG_SWELLING, None, one_sided), [Safety::CLOT]);
        assert_eq!(about(SymptomNumber::LEG_SWELLING, Some(Place::LEG), Flags::NONE), []);
        assert_eq!(about(SymptomNumber::JOINT_PAIN, Some(Place::JAW), Flags::NONE), [Safety::JAW]);
        assert_eq!(about(SymptomNumber::JOINT_PAIN, Some(Place::KNEE), Flags::NONE), []);
    }

    #[test]
    fn what_was_not_there_shows_nothing_unless_a_sign_was_ticked() {
        let at = crate::Moment::new(0, 0, None).unwrap();
        let thing = RatedThing { day: at.day(), symptom: SymptomNumber::BREATHLESS, site: None };
        let rated = |value| Rating::of(crate::Answer::Value(value), at.clone());
        assert_eq!(about_rating(thing, &rated(0)), []);
        assert_eq!(about_rating(thing, &rated(1)), [Safety::LUNGS]);
        let ticked = Rating { flags: Flags::NONE.with(Flag::SUDDEN), ..rated(0) };
        assert_eq!(about_rating(thing, &ticked), [Safety::SUDDEN_BREATH, Safety::LUNGS]);
        let id = crate::RecordId::sole(crate::Kind::EPISODE);
        let pain = crate::Episode::starting(SymptomNumber::CHEST_PAIN, at.clone());
        assert_eq!(about_event(Event::Episode(&id, &pain)), [Safety::CHEST_PAIN]);
    }

    #[test]
    fn texts_call_and_never_advise_a_dose() {
        for text in texts::all() {
            assert!(text.call.ends_with('.') && text.call.to_lowercase().contains("call"), "{}", text.id);
            assert!(!text.call.bytes().any(|byte| byte.is_ascii_digit()), "{}: a call holds no figure", text.id);
            let said = [text.call, text.fact.map_or("", |fact| fact.sentence)];
            for word in ["dose", "stop taking", " mg", "take more", "take less", "error", "!"] {
                assert!(said.iter().all(|sentence| !sentence.to_lowercase().contains(word)), "{}: {word}", text.id);
            }
            assert!(TRIGGERS.iter().any(|trigger| trigger.safety == text.safety), "{} is never shown", text.id);
        }
    }

    #[test]
    fn every_flag_and_place_that_shows_something_is_offered_with_its_symptom() {
        for trigger in TRIGGERS {
            let symptom = symptoms().find(|symptom| symptom.number == trigger.symptom).unwrap();
            assert!(trigger.flag.is_none_or(|flag| symptom.flags.contains(&flag)), "{}", symptom.id);
            assert!(trigger.place.is_none_or(|place| symptom.places.contains(&place)), "{}", symptom.id);
        }
    }
}
