//! The texts of Trends: what may be said of a symptom, over how many days it was counted, and what stands around the charts.

use ebb_insights::{Change, Median};
use ebb_journal::catalogue::{Scale, step_word};

pub const HOT_FLASHES: &str = "Hot flashes";
pub const HOW_LONG: &str = "How long";
pub const RANGES: &[&str] = &["Month", "6 months", "Year", "All"];
pub const WHICH_SYMPTOM: &str = "Which symptom";
pub const MORE: &str = "More";
pub const FEWER: &str = "Fewer";
pub const LOG_TODAY: &str = "Log today";
pub const NOTHING_YET: &str = "Nothing logged yet.";
pub const NOTHING_IN_RANGE: &str = "Nothing logged in this time.";

/// What is said where there is too little to show.
pub struct Hints {
    /// Where nothing was logged so far.
    pub nothing_yet: &'static str,
    /// Where a longer time shows more.
    pub longer: &'static str,
    /// Where it is too little for a picture.
    pub draws_after: &'static str,
}

/// For whoever keeps the journal.
pub const HINTS: Hints = Hints {
    nothing_yet: "Log it on 14 days, and Ebb draws your weeks here. It need not be each day.",
    longer: "A longer time shows what you logged before.",
    draws_after: "After 14 days Ebb can draw your weeks.",
};

/// For somebody who follows.
pub const HINTS_OF_THEIRS: Hints = Hints {
    nothing_yet: "Once it is logged on 14 days, Ebb draws the weeks here.",
    longer: "A longer time shows what was logged before.",
    draws_after: "After 14 logged days Ebb can draw the weeks.",
};

pub const NOT_WHY: &str = "This does not show why.";
pub const DAY_BY_DAY: &str = "Day by day";
pub const HIGHER_IS_STRONGER: &str = "higher is stronger";
pub const HIGHER_IS_MORE: &str = "higher is more";
pub const EMPTY_IS_NOT_LOGGED: &str = "An empty place is a day not logged.";
pub const EMPTY_IS_NOT_LOGGED_OR_SHARED: &str = "An empty place is a day not logged, or not shared.";
pub const SHOW_AS_TABLE: &str = "Show as a table";
pub const HIDE_TABLE: &str = "Hide the table";
pub const LOOK_AT_A_DAY: &str = "Look at a day";
pub const CHOOSE_A_MONTH: &str = "Choose a month";
pub const TIME: &str = "Time";
pub const TAKEN: &str = "Taken";
pub const TYPICAL: &str = "Typical day";
pub const LOGGED: &str = "Logged";
pub const NO_INHIBITOR: &str = "none";
const WITH_NONE: &str = "with no aromatase inhibitor";

/// "on letrozole", "on letrozole and exemestane"; of none: "with no aromatase inhibitor".
pub fn on(drugs: &[String]) -> String {
    if drugs.is_empty() { WITH_NONE.to_owned() } else { ["on ", &drugs.join(" and ")].concat() }
}

/// "letrozole", "letrozole and exemestane", "none".
pub fn taken(drugs: &[String]) -> String {
    if drugs.is_empty() { NO_INHIBITOR.to_owned() } else { drugs.join(" and ") }
}

/// "2 of 10", "between some and a lot", "15 min", "4", "yes".
pub fn typical(scale: Scale, median: Median) -> String {
    let number = number(median);
    match scale {
        // Never apart at the end of a line.
        Scale::ZeroToTen => [&number, " of\u{a0}10"].concat(),
        Scale::FiveSteps => {
            let word = |step: u32| u16::try_from(step).ok().and_then(step_word).unwrap_or_default();
            let lower = word(median.floor());
            if median.is_between() {
                ["between ", lower, " and ", word(median.floor() + 1)].concat()
            } else {
                lower.to_owned()
            }
        }
        Scale::Minutes => [&number, " min"].concat(),
        Scale::Presence | Scale::NeverRated => {
            ["no", "as often yes as no", "yes"].get(median.halves() as usize).copied().unwrap_or("yes").to_owned()
        }
        Scale::Episode | Scale::Count => number,
    }
}

/// "4", "4.5".
fn number(median: Median) -> String {
    let whole = median.floor().to_string();
    if median.is_between() { whole + ".5" } else { whole }
}

/// "typical day 5": beside a thick line. Of a scale in words its word alone is enough.
pub fn typical_beside(scale: Scale, median: Median) -> String {
    let typical = match scale {
        Scale::ZeroToTen => number(median),
        _ => typical(scale, median),
    };
    ["typical day ", &typical].concat()
}

/// "A typical day was 2 of 10", "A typical day had 3".
fn a_typical_day(scale: Scale, median: Median) -> String {
    let verb = if is_counted(scale) { "had " } else { "was " };
    ["A typical day ", verb, &quoted(scale, median)].concat()
}

/// A word of the scale stands in quotation marks within a sentence.
fn quoted(scale: Scale, median: Median) -> String {
    let typical = typical(scale, median);
    match scale {
        Scale::FiveSteps | Scale::Presence if !median.is_between() => ["“", &typical, "”"].concat(),
        _ => typical,
    }
}

const fn is_counted(scale: Scale) -> bool {
    matches!(scale, Scale::Episode | Scale::Count)
}

/// "Lower on exemestane than on letrozole." "About the same on exemestane as on letrozole."
pub fn compared(change: Change, now: &[String], before: &[String]) -> String {
    let (how, than) = match change {
        Change::AboutTheSame => ("About the same ", " as "),
        Change::Lower => ("Lower ", " than "),
        Change::Higher => ("Higher ", " than "),
    };
    [how, &on(now), than, &on(before), "."].concat()
}

/// "A typical day was 2 of 10, before that 5 of 10."
pub fn typical_days(scale: Scale, now: Median, before: Median) -> String {
    [&a_typical_day(scale, now), ", before that ", &quoted(scale, before), "."].concat()
}

/// "A typical day was 4 of 10."
pub fn typical_day(scale: Scale, now: Median) -> String {
    a_typical_day(scale, now) + "."
}

/// "That is lower than in as many days before: 6 of 10."
pub fn than_before(scale: Scale, change: Change, before: Median) -> String {
    let how = match change {
        Change::AboutTheSame => "about the same as",
        Change::Lower => "lower than",
        Change::Higher => "higher than",
    };
    ["That is ", how, " in as many days before: ", &quoted(scale, before), "."].concat()
}

/// "Too early to say for exemestane."
pub fn too_early_on(drugs: &[String]) -> String {
    match drugs {
        [] => ["Too early to say for the time ", WITH_NONE, "."].concat(),
        drugs => ["Too early to say for ", &drugs.join(" and "), "."].concat(),
    }
}

/// "It takes 8 more logged days."
pub fn days_missing(missing: usize) -> String {
    match missing {
        1 => "It takes 1 more logged day.".to_owned(),
        missing => format!("It takes {missing} more logged days."),
    }
}

/// "On letrozole a typical day was 5 of 10."
pub fn typical_before(scale: Scale, drugs: &[String], before: Median) -> String {
    let on = on(drugs);
    let on = on.get(..1).map(|first| first.to_uppercase() + on.get(1..).unwrap_or_default()).unwrap_or(on);
    let day = a_typical_day(scale, before);
    [&on, " a", day.get(1..).unwrap_or_default(), "."].concat()
}

/// "5 days logged."
pub fn days_logged(logged: usize) -> String {
    match logged {
        1 => "1 day logged.".to_owned(),
        logged => format!("{logged} days logged."),
    }
}

/// "Logged on 262 of 365 days, 17 of them in the pause." Of what comes and goes it is the days on which anything was logged.
pub fn counted(scale: Scale, logged: usize, days: usize, in_pause: usize) -> String {
    let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    let pause = if in_pause > 0 { format!(", {in_pause} of them in the pause") } else { String::new() };
    if scale == Scale::Episode {
        return format!("Counted on {logged} of {days}, those on which anything was logged{pause}.");
    }
    format!("Logged on {logged} of {days}{pause}.")
}

/// "12 other days are not shared."
pub fn not_shared(days: usize) -> String {
    crate::words::counted(days, ["# other day is not shared.", "# other days are not shared."])
}

/// "On 12 of them it is the highest of the places that were rated."
pub fn from_places(count: usize) -> String {
    format!("On {count} of them it is the highest of the places that were rated.")
}

/// "12 of 31": logged days of a month.
pub fn of_days(logged: usize, days: usize) -> String {
    format!("{logged} of {days}")
}

/// "letrozole from 1 March to 30 May", as it is read aloud.
pub fn span_spoken(drugs: &[String], first: &str, last: &str) -> String {
    format!("{} from {first} to {last}", taken(drugs))
}

/// "Joint pain by week", "Joint pain by day", "Hot flashes a day, by week".
pub fn line_of(name: &str, scale: Scale, by_week: bool) -> String {
    let by = match (by_week, is_counted(scale)) {
        (true, true) => " a day, by week",
        (true, false) => " by week",
        (false, _) => " by day",
    };
    [name, by].concat()
}

/// "Days of November 2026"
pub fn days_of(month: &str) -> String {
    ["Days of ", month].concat()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn median(values: &[u16]) -> Median {
        Median::of(values.to_vec()).unwrap()
    }

    #[wasm_bindgen_test]
    fn a_typical_day_is_told_in_the_words_of_its_scale() {
        assert_eq!(typical(Scale::ZeroToTen, median(&[4, 5])), "4.5 of\u{a0}10");
        assert_eq!(typical(Scale::FiveSteps, median(&[3])), "a lot");
        assert_eq!(typical(Scale::FiveSteps, median(&[2, 3])), "between some and a lot");
        assert_eq!(typical(Scale::Presence, median(&[0, 1])), "as often yes as no");
        assert_eq!(typical_days(Scale::Episode, median(&[3]), median(&[7])), "A typical day had 3, before that 7.");
        assert_eq!(typical_beside(Scale::ZeroToTen, median(&[5])), "typical day 5");
    }

    #[wasm_bindgen_test]
    fn two_therapies_are_told_apart_and_none_is_named() {
        let (letrozole, exemestane) = (["letrozole".to_owned()], ["exemestane".to_owned()]);
        assert_eq!(compared(Change::Lower, &exemestane, &letrozole), "Lower on exemestane than on letrozole.");
        assert_eq!(
            compared(Change::AboutTheSame, &[], &letrozole),
            "About the same with no aromatase inhibitor as on letrozole."
        );
        assert_eq!(
            typical_before(Scale::ZeroToTen, &letrozole, median(&[5])),
            "On letrozole a typical day was 5 of\u{a0}10."
        );
    }

    #[wasm_bindgen_test]
    fn days_are_counted_aloud() {
        assert_eq!(counted(Scale::ZeroToTen, 262, 365, 17), "Logged on 262 of 365 days, 17 of them in the pause.");
        assert_eq!(counted(Scale::Episode, 9, 30, 0), "Counted on 9 of 30 days, those on which anything was logged.");
        assert_eq!(
            (days_logged(1).as_str(), days_missing(1).as_str()),
            ("1 day logged.", "It takes 1 more logged day.")
        );
    }
}
