//! From what was typed and tapped to a record: the one place where input is checked.
//!
//! Arrives: a draft, as a form holds it. Leaves: a typed record, or **every** problem of the draft, each with its field and a plain
//! sentence. Never here: a clock (now is a parameter), or a guess at what was meant.

mod episode;
mod factor;
mod measured;
mod medication;
mod rating;
mod supply;
mod text;

pub use episode::{DoseDraft, EpisodeDraft, HotFlashDraft};
pub use factor::FactorDraft;
pub use measured::{BoneDraft, LabDraft, PressureDraft};
pub use medication::{MedicationDraft, PlanDraft};
pub use rating::{RatingDraft, RawAnswer};
pub use supply::SupplyDraft;
pub use text::{NoteDraft, QuestionDraft};

use crate::catalogue::{Scale, Site};
use crate::moment::Moment;

/// What is wrong with one field of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// Which field.
    pub field: DraftField,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// The fields that drafts have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftField {
    /// Which symptom.
    Symptom,
    /// Where.
    Site,
    /// How it was.
    Value,
    /// How much it got in the way.
    InTheWay,
    /// How strong it was.
    HowStrong,
    /// When it was or started.
    Start,
    /// When it had passed.
    End,
    /// The text of a note or a question.
    Text,
    /// What the team said.
    Answer,
    /// What it was: a factor, a medicine.
    What,
    /// Words or a name of the person's own.
    OwnWords,
    /// What the person calls a medicine.
    Called,
    /// How much.
    Amount,
    /// Of what.
    Unit,
    /// On which days of the week.
    Weekdays,
    /// At which times of the day.
    Times,
    /// Since when.
    Since,
    /// When it was stopped.
    Stopped,
    /// Why it was stopped.
    WhyStopped,
    /// The lower number of a blood pressure.
    Lower,
    /// The T-score of a bone scan.
    TScore,
    /// Its Z-score.
    ZScore,
    /// Its bone mineral density.
    Density,
    /// How many doses are left.
    DosesLeft,
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing was chosen or typed.
    Missing,
    /// It is not in this version's catalogue.
    NotKnown,
    /// It is not on the symptom's scale.
    OffScale(Scale),
    /// It is no number.
    NotANumber,
    /// An amount of nothing or less.
    NotAboveZero,
    /// It is no time of day.
    NotATime,
    /// It is still to come.
    InTheFuture,
    /// It would end before it started.
    EndsBeforeItStarts,
    /// It would last longer than it can.
    LastsTooLong(LongestLength),
    /// The text is longer than this.
    TooLong(TextLimit),
    /// More times than a day can have.
    TooManyTimes,
    /// "Does not apply" and "rather not say" are no answers to this.
    CannotBeDeclined,
    /// It has no places, or none of that name.
    NoSuchPlace,
    /// That place has no left and right.
    NoSides,
    /// It is logged when it happens, and not rated by the day.
    HappensByItself,
    /// Hot flashes are logged as hot flashes.
    IsAHotFlash,
    /// It is never rated.
    NeverRated,
    /// No number was typed where a report has one.
    NoNumber,
    /// A number that cannot be: so far out that it is a slip, or of another unit.
    CannotBe,
    /// It is worked out from other values.
    IsWorkedOut,
    /// The lower number of a blood pressure is not below the upper one.
    NotBelowUpper,
    /// A bone scan without a number.
    NothingMeasured,
    /// It is no whole number, or more than anybody has.
    NotACount,
}

/// How long a text may be, in characters (Unicode scalar values). Text is kept as it was typed, in any writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextLimit {
    /// Notes and answers: 4,000.
    Long,
    /// Questions: 1,000.
    Middle,
    /// Names: 120.
    Short,
}

/// How long something can last before it is likely a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LongestLength {
    /// A hot flash: a day.
    Day,
    /// Anything else: 31 days.
    Month,
}

impl TextLimit {
    /// The most characters.
    pub const fn chars(self) -> usize {
        match self {
            Self::Long => 4_000,
            Self::Middle => 1_000,
            Self::Short => crate::medication::OWN_NAME_CHARS_MAX,
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::Long => "This can have up to 4,000 characters. Please shorten it, or make two of it.",
            Self::Middle => "This can have up to 1,000 characters. Please shorten it, or make two of it.",
            Self::Short => "This can have up to 120 characters. Please shorten it.",
        }
    }
}

impl LongestLength {
    const fn ms(self) -> i64 {
        const DAY_MS: i64 = 24 * 60 * 60 * 1000;
        match self {
            Self::Day => DAY_MS,
            Self::Month => 31 * DAY_MS,
        }
    }
}

impl Problem {
    /// What to say beside the field.
    pub const fn sentence(self) -> &'static str {
        match self.wrong {
            Wrong::Missing => self.field.wanted(),
            Wrong::NotKnown => "This version of Ebb does not know this one. Please choose another, or update Ebb.",
            Wrong::OffScale(scale) => range_of(scale),
            Wrong::NotANumber => "Please write a number, such as 20 or 2.5.",
            Wrong::NotAboveZero => "Please write a number above 0.",
            Wrong::NotATime => "Please write a time such as 8:30, or leave it empty.",
            Wrong::InTheFuture => "That is still to come. Please choose a time up to now.",
            Wrong::EndsBeforeItStarts => "It cannot have passed before it started.",
            Wrong::LastsTooLong(LongestLength::Day) => "More than a day is likely a slip. Please look at both times.",
            Wrong::LastsTooLong(LongestLength::Month) => {
                "More than a month is likely a slip. Please look at both times."
            }
            Wrong::TooLong(limit) => limit.sentence(),
            Wrong::TooManyTimes => "A day can have up to 24 times.",
            Wrong::CannotBeDeclined => "Please choose how it was, or leave it out.",
            Wrong::NoSuchPlace => "This cannot be at that place. Please choose another, or none.",
            Wrong::NoSides => "There is only one of this. Please choose no side.",
            Wrong::HappensByItself => "This is logged when it happens, not once a day.",
            Wrong::IsAHotFlash => "Hot flashes are logged with their own button.",
            Wrong::NeverRated => "This is not rated. What to do is shown instead.",
            Wrong::NoNumber => "Please write the number.",
            Wrong::CannotBe => "This number cannot be. Please look at it, and at its unit, once more.",
            Wrong::IsWorkedOut => "This is worked out from other values, and not written down by itself.",
            Wrong::NotBelowUpper => "The lower number must be below the upper one. Please look at both.",
            Wrong::NotACount => "Please write a whole number, from 0 to 9,999.",
            Wrong::NothingMeasured => "Please write at least one of the numbers on the report.",
        }
    }
}

impl DraftField {
    const fn wanted(self) -> &'static str {
        match self {
            Self::Symptom => "Please choose what it was.",
            Self::Site => "Please choose where it was.",
            Self::Value | Self::InTheWay | Self::HowStrong => "Please choose how it was.",
            Self::Lower | Self::TScore | Self::ZScore | Self::Density => "Please write the number.",
            Self::Start => "Please say when it was.",
            Self::End => "Please say when it had passed.",
            Self::Text | Self::Answer | Self::OwnWords | Self::Called | Self::WhyStopped => {
                "Please write something first."
            }
            Self::What => "Please choose one, or write it in your own words.",
            Self::Amount => "Please write how much.",
            Self::Unit => "Please choose the unit.",
            Self::DosesLeft => "Please write how many are left.",
            Self::Weekdays => "Please choose at least one day.",
            Self::Times => "Please choose how often.",
            Self::Since => "Please say since when.",
            Self::Stopped => "Please say when it was stopped.",
        }
    }
}

const fn range_of(scale: Scale) -> &'static str {
    match scale {
        Scale::FiveSteps | Scale::Episode => "Please choose one of the steps.",
        Scale::ZeroToTen => "Please choose a number from 0 to 10.",
        Scale::Count => "Please write how often, from 0 to 99.",
        Scale::Minutes => "Please write the minutes, from 0 to 1,440 (a whole day).",
        Scale::Presence => "Please choose yes or no.",
        Scale::NeverRated => "This is not rated. What to do is shown instead.",
    }
}

/// The problems found so far.
#[derive(Default)]
struct Findings(Vec<Problem>);

impl Findings {
    fn add(&mut self, field: DraftField, wrong: Wrong) {
        self.0.push(Problem { field, wrong });
    }

    /// The value; if it is missing, a problem.
    fn required<T>(&mut self, field: DraftField, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.add(field, Wrong::Missing);
        }
        value
    }

    /// A text that must say something, and how long it may be.
    fn required_text(&mut self, field: DraftField, text: &str, limit: TextLimit) -> Option<Box<str>> {
        let text = self.text(field, text, limit);
        self.required(field, text)
    }

    /// A text that may be empty. White space alone is empty; anything else stays as it was typed.
    fn text(&mut self, field: DraftField, text: &str, limit: TextLimit) -> Option<Box<str>> {
        if text.chars().count() > limit.chars() {
            self.add(field, Wrong::TooLong(limit));
        }
        (!text.trim().is_empty()).then(|| text.into())
    }

    fn not_in_the_future(&mut self, field: DraftField, at: &Moment, now: &Moment) {
        if at.instant_ms() > now.instant_ms() {
            self.add(field, Wrong::InTheFuture);
        }
    }

    /// A start and an end up to now, in their order, and not too far apart.
    fn span(&mut self, start: Option<&Moment>, end: Option<&Moment>, now: &Moment, longest: LongestLength) {
        if let Some(start) = start {
            self.not_in_the_future(DraftField::Start, start, now);
        }
        let Some(end) = end else { return };
        self.not_in_the_future(DraftField::End, end, now);
        let Some(start) = start else { return };
        let length_ms = end.instant_ms() - start.instant_ms();
        if length_ms < 0 {
            self.add(DraftField::End, Wrong::EndsBeforeItStarts);
        } else if length_ms > longest.ms() {
            self.add(DraftField::End, Wrong::LastsTooLong(longest));
        }
    }

    /// A site that this version knows; the symptom must have places at all.
    fn site(&mut self, site: Option<Site>, has_places: bool) {
        let Some(site) = site else { return };
        match site.place.entry() {
            Some(entry) if has_places => {
                if !entry.has_sides && site.side != crate::catalogue::Side::Middle {
                    self.add(DraftField::Site, Wrong::NoSides);
                }
            }
            _ => self.add(DraftField::Site, Wrong::NoSuchPlace),
        }
    }

    /// The record, if there was no problem.
    fn end<T>(self, record: Option<T>) -> Result<T, Vec<Problem>> {
        match record {
            Some(record) if self.0.is_empty() => Ok(record),
            _ => Err(self.0),
        }
    }
}

#[cfg(test)]
mod tests;
