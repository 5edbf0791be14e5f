//! What a symptom of the catalogue is: its names, the one scale on which it is logged, and where it belongs.

use super::flag::Flag;
use super::site::Place;
use crate::person::Who;

/// A symptom's number, for ever. One that this version does not know is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SymptomNumber(pub u16);

/// A symptom. Names and scales after the project's clinical table, which is built on HPO and CTCAE terms; the words are Ebb's.
#[derive(Debug, PartialEq, Eq)]
pub struct Symptom {
    /// Its number in records.
    pub number: SymptomNumber,
    /// Its name in exports, such as `joint_pain`.
    pub id: &'static str,
    /// The plain name.
    pub name: &'static str,
    /// What a clinic calls it.
    pub clinical: &'static str,
    /// Other words by which it is found, with `; ` between.
    pub synonyms: &'static str,
    /// The body system under which it is listed.
    pub system: BodySystem,
    /// The one scale on which it is logged.
    pub scale: Scale,
    /// How often it makes sense to ask for it.
    pub rhythm: Rhythm,
    /// Whether "does not apply" and "rather not say" are answers.
    pub may_be_declined: bool,
    /// The places that are offered for it, those most often affected first; none where it has no place.
    pub places: &'static [Place],
    /// What can be ticked beside it.
    pub flags: &'static [Flag],
    /// To whom it is offered without searching.
    pub offered_to: OfferedTo,
    /// Under which name it is shared.
    pub sharing: SharingKind,
}

/// The part of the body that a symptom is listed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BodySystem {
    /// Joints, muscles, tendons.
    Musculoskeletal,
    /// Bones.
    Bone,
    /// Heat and sweat.
    Vasomotor,
    /// Bladder, vagina, sex.
    Urogenital,
    /// Heart, blood, weight.
    Cardiovascular,
    /// Brain, mood, sleep.
    Neurocognitive,
    /// Gut, skin, hair, eyes.
    General,
    /// What men have, and others on testosterone.
    Men,
}

/// How a symptom is logged. Chosen once for each symptom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// It comes and goes: something with a start and, if told, an end.
    Episode,
    /// How often in a day.
    Count,
    /// 0 to 10, 10 being the worst that one can think of.
    ZeroToTen,
    /// Five steps with a word each, [`super::STEP_WORDS`], 0 to 4.
    FiveSteps,
    /// Minutes.
    Minutes,
    /// There or not, 1 or 0.
    Presence,
    /// Never rated: choosing it shows safety information, and nothing is asked.
    NeverRated,
}

/// How often it makes sense to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// Each day.
    Daily,
    /// Each week.
    Weekly,
    /// Each month.
    Monthly,
    /// Not asked: it is logged when it happens.
    WhenItHappens,
    /// Not asked: it is logged when a test or a doctor found it.
    WhenFound,
    /// Never asked.
    Never,
}

/// To whom a symptom is offered without searching. Whoever searches finds every one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferedTo {
    /// Everybody.
    All,
    /// Women, and who would rather not say.
    Women,
    /// Men, and who would rather not say.
    Men,
}

/// The kinds that are shared or not, each by itself. A symptom never changes its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SharingKind {
    /// Medicines: plan and doses.
    Medicines,
    /// Joints and muscles.
    JointsAndMuscles,
    /// Heat and sweat.
    HeatAndSweat,
    /// Bladder, vagina, sex.
    Intimate,
    /// Heart and blood.
    HeartAndBlood,
    /// Mood.
    Mood,
    /// Sleep, memory, fatigue.
    SleepMemoryFatigue,
    /// Weight, skin, hair, breast, the rest.
    Body,
    /// What helped, what may have.
    DailyLife,
    /// Labs and bone.
    LabsAndBone,
    /// Notes and questions.
    NotesAndQuestions,
}

/// More than anybody counts in a day.
const COUNT_MAX: u16 = 99;
const DAY_MINUTES: u16 = 24 * 60;

impl BodySystem {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 8] = [
        Self::Musculoskeletal,
        Self::Bone,
        Self::Vasomotor,
        Self::Urogenital,
        Self::Cardiovascular,
        Self::Neurocognitive,
        Self::General,
        Self::Men,
    ];

    /// Its plain name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Musculoskeletal => "Joints and muscles",
            Self::Bone => "Bones",
            Self::Vasomotor => "Heat and sweat",
            Self::Urogenital => "Bladder, vagina, sex",
            Self::Cardiovascular => "Heart, blood, weight",
            Self::Neurocognitive => "Brain, mood, sleep",
            Self::General => "Gut, skin, hair, eyes",
            Self::Men => "Men",
        }
    }

    /// Its name in exports.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Musculoskeletal => "musculoskeletal",
            Self::Bone => "bone",
            Self::Vasomotor => "vasomotor",
            Self::Urogenital => "urogenital",
            Self::Cardiovascular => "cardiovascular",
            Self::Neurocognitive => "neurocognitive",
            Self::General => "general",
            Self::Men => "men",
        }
    }
}

impl Scale {
    /// The highest value; the lowest is 0. For an episode, how strong it was at most; `None` where nothing is rated.
    pub const fn most(self) -> Option<u16> {
        match self {
            Self::Episode | Self::FiveSteps => Some(4),
            Self::Count => Some(COUNT_MAX),
            Self::ZeroToTen => Some(10),
            Self::Minutes => Some(DAY_MINUTES),
            Self::Presence => Some(1),
            Self::NeverRated => None,
        }
    }

    /// Its name in exports.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Episode => "episode",
            Self::Count => "count",
            Self::ZeroToTen => "zero_to_ten",
            Self::FiveSteps => "five_steps",
            Self::Minutes => "minutes",
            Self::Presence => "presence",
            Self::NeverRated => "never_rated",
        }
    }
}

impl Rhythm {
    /// Its name in exports.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::WhenItHappens => "when_it_happens",
            Self::WhenFound => "when_found",
            Self::Never => "never",
        }
    }
}

impl OfferedTo {
    /// Whether it is offered to somebody.
    pub const fn includes(self, who: Who) -> bool {
        match who {
            Who::AfterMenopause | Who::WithOvarianSuppression => !matches!(self, Self::Men),
            Who::Man => !matches!(self, Self::Women),
            Who::NotSaid => true,
        }
    }
}

impl SharingKind {
    /// Its plain name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Medicines => "Medicines",
            Self::JointsAndMuscles => "Joints and muscles",
            Self::HeatAndSweat => "Heat and sweat",
            Self::Intimate => "Intimate",
            Self::HeartAndBlood => "Heart and blood",
            Self::Mood => "Mood",
            Self::SleepMemoryFatigue => "Sleep, memory, fatigue",
            Self::Body => "Body",
            Self::DailyLife => "Daily life",
            Self::LabsAndBone => "Labs and bone",
            Self::NotesAndQuestions => "Notes and questions",
        }
    }

    /// Its name in exports.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Medicines => "medicines",
            Self::JointsAndMuscles => "joints_and_muscles",
            Self::HeatAndSweat => "heat_and_sweat",
            Self::Intimate => "intimate",
            Self::HeartAndBlood => "heart_and_blood",
            Self::Mood => "mood",
            Self::SleepMemoryFatigue => "sleep_memory_fatigue",
            Self::Body => "body",
            Self::DailyLife => "daily_life",
            Self::LabsAndBone => "labs_and_bone",
            Self::NotesAndQuestions => "notes_and_questions",
        }
    }
}
