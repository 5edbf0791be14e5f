//! How a symptom was over weeks and months, as Trends shows it: what is found in the journal, and the words of it.

use ebb_insights::{Drugs, Finding, Median, Period, Trend, TypicalSpan, by_day, by_month, by_week};
use ebb_journal::catalogue::{Scale, Symptom, symptom};
use ebb_journal::{AromataseInhibitor, CivilDay, Journal, Medication, Moment, Substance, SymptomNumber};
use leptos::prelude::*;

use super::seen::KnownDays;
use super::{JournalHandle, wording};
use crate::words::trends as words;

/// How long a time is looked at, up to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// 30 days, by the day.
    Month,
    /// Six months, by week.
    HalfYear,
    /// A year, by week.
    Year,
    /// From the first entry on.
    All,
}

/// How much there is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Nothing was logged.
    Nothing,
    /// Too little for a picture: the days by themselves.
    Early,
    /// Enough.
    Whole,
}

/// A symptom that can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrendChoice {
    /// Which one.
    pub symptom: SymptomNumber,
    /// Its plain name.
    pub name: &'static str,
}

/// A time in which the same was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TherapyLine {
    /// Its first day.
    pub first: CivilDay,
    /// Its last day.
    pub last: CivilDay,
    /// What was taken, each with the name that the person gave it, or its own.
    pub drugs: Vec<(AromataseInhibitor, String)>,
    /// The typical day, if it is to be drawn.
    pub typical: Option<Median>,
}

/// A row of the table that says the same as the charts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendRow {
    /// "Mar 2026", "2 to 8 March".
    pub time: String,
    /// "letrozole".
    pub taken: String,
    /// "5 of 10", "not logged".
    pub typical: String,
    /// "21 of 31".
    pub logged: String,
}

/// How a symptom was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendView {
    /// Its plain name.
    pub name: &'static str,
    /// Its scale.
    pub scale: Scale,
    /// How much there is to show.
    pub extent: Extent,
    /// Whether a longer or a shorter time would show anything else.
    pub has_ranges: bool,
    /// What may be said first: "Lower on exemestane than on letrozole."
    pub said: String,
    /// And then.
    pub said_further: String,
    /// Over how many days it was counted.
    pub counted: String,
    /// The days with their values.
    pub values: ebb_insights::DayValues,
    /// The highest of a day that is drawn.
    pub top: u16,
    /// The highest that the line reaches: of what is counted, weeks vary less than days.
    pub line_top: u16,
    /// The therapies.
    pub therapy: Vec<TherapyLine>,
    /// The line: weeks, or days in a month.
    pub line: Vec<Period>,
    /// Whether the line is by week.
    pub by_week: bool,
    /// What is one row day by day: months, or weeks in a month.
    pub rows: Vec<Period>,
    /// The same as a table, a line for each of these rows.
    pub table: Vec<TrendRow>,
    /// Whether some of the days are not shared.
    pub has_unshared: bool,
}

impl Range {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Month, Self::HalfYear, Self::Year, Self::All];

    const fn days(self) -> Option<i32> {
        match self {
            Self::Month => Some(30),
            Self::HalfYear => Some(182),
            Self::Year => Some(365),
            Self::All => None,
        }
    }
}

impl JournalHandle {
    /// The trend of a symptom; `None` for one of a newer version. Made anew when the journal or what is chosen changes.
    pub fn trend(&self, of: Signal<SymptomNumber>, range: Signal<Range>) -> Memo<Option<TrendView>> {
        let handle = *self;
        Memo::new(move |_| {
            let (number, range) = (of.get(), range.get());
            handle.of_known_days(|journal, known, now| trend(journal, known, now, symptom(number)?, range)).flatten()
        })
    }

    /// What can be looked at: what is followed, the first one that is rated before all others; then whatever else was ever logged.
    pub fn trend_choices(&self) -> (Vec<TrendChoice>, Vec<TrendChoice>) {
        self.of_known_days(|journal, known, _| choices(journal, known)).unwrap_or_default()
    }
}

fn choices(journal: &Journal, known: &KnownDays) -> (Vec<TrendChoice>, Vec<TrendChoice>) {
    let is_drawn = |symptom: &&Symptom| symptom.scale != Scale::NeverRated;
    let choice = |symptom: &Symptom| TrendChoice { symptom: symptom.number, name: name(symptom) };
    // What somebody else follows is not shared: of theirs it is what they logged.
    if known.is_seen() {
        let logged = journal.symptoms_logged().into_iter().filter_map(symptom);
        return (logged.filter(is_drawn).map(choice).collect(), Vec::new());
    }
    let followed = journal.followed();
    let mut first: Vec<_> =
        followed.iter().filter_map(|number| symptom(*number)).filter(is_drawn).map(choice).collect();
    let flash = first.iter().position(|choice| choice.symptom == SymptomNumber::HOT_FLASH);
    let flash = flash.map_or_else(|| symptom(SymptomNumber::HOT_FLASH).map(choice), |at| Some(first.remove(at)));
    if let Some(flash) = flash {
        first.insert(first.len().min(1), flash);
    }
    let others = journal.symptoms_logged().into_iter().filter(|number| first.iter().all(|one| one.symptom != *number));
    let others = others.filter_map(symptom).filter(is_drawn).map(choice).collect();
    (first, others)
}

pub(super) fn name(symptom: &Symptom) -> &'static str {
    if symptom.number == SymptomNumber::HOT_FLASH { words::HOT_FLASHES } else { symptom.name }
}

fn trend(
    journal: &Journal,
    known: &KnownDays,
    now: &Moment,
    symptom: &'static Symptom,
    range: Range,
) -> Option<TrendView> {
    let today = known.last(now.day());
    let begun = journal.first_day().filter(|day| *day <= today).unwrap_or(today);
    let first = match range.days() {
        Some(days) => today.plus(1 - days)?.max(begun),
        None => begun,
    };
    let found = Trend::of(journal, symptom, first..=today);
    let names = Names(journal);
    // Whether a longer time would show more.
    let is_cut = first > begun && journal.symptoms_logged().contains(&symptom.number);
    let said = said(&found, symptom, &names, is_cut, known);
    let extent = match found.finding {
        Finding::NothingLogged => Extent::Nothing,
        Finding::TooEarly { .. } => Extent::Early,
        _ => Extent::Whole,
    };
    let by_week_rows = range == Range::Month;
    let rows = if by_week_rows { by_week(&found.values) } else { by_month(&found.values) };
    let table = rows.iter().map(|row| table_row(&found, symptom, &names, row, known, by_week_rows)).collect();
    let line = if by_week_rows { by_day(&found.values) } else { by_week(&found.values) };
    let one_alone = found.spans.len() == 1;
    let therapy = |span: &TypicalSpan| TherapyLine {
        first: span.therapy.first,
        last: span.therapy.last,
        drugs: names.of(span.therapy.drugs),
        // In a pause the line speaks for itself.
        typical: span.typical.filter(|side| one_alone || !side.drugs.is_none()).map(|side| side.typical),
    };
    Some(TrendView {
        name: name(symptom),
        scale: symptom.scale,
        extent,
        has_ranges: begun.plus(30).is_some_and(|day| day <= today),
        said: said.0,
        said_further: said.1,
        counted: said.2,
        top: top(symptom.scale, found.values.iter().filter_map(|day| day.1).max()),
        line_top: top(symptom.scale, line.iter().filter_map(|period| period.median).max().map(above)),
        therapy: found.spans.iter().map(therapy).collect(),
        line,
        by_week: !by_week_rows,
        rows,
        table,
        has_unshared: known.not_shared(first..=today) > 0,
        values: found.values,
    })
}

/// The highest that is drawn. What has no highest ends above what was logged, at a number that halves well.
pub(super) fn top(scale: Scale, most: Option<u16>) -> u16 {
    const TOPS: [u16; 14] = [2, 4, 6, 10, 16, 20, 30, 40, 60, 100, 120, 240, 480, 1440];
    let most = most.unwrap_or(0);
    match scale {
        Scale::Episode | Scale::Count => TOPS.into_iter().find(|top| *top >= most).unwrap_or(most),
        Scale::Minutes => TOPS.into_iter().find(|top| *top >= most.max(60)).unwrap_or(most),
        _ => scale.most().unwrap_or(1),
    }
}

/// The whole number at or above a median.
fn above(median: Median) -> u16 {
    u16::try_from(median.halves().div_ceil(2)).unwrap_or(u16::MAX)
}

/// The sentence, what goes on from it, and over how many days it was counted.
fn said(
    found: &Trend,
    symptom: &Symptom,
    names: &Names<'_>,
    is_cut: bool,
    known: &KnownDays,
) -> (String, String, String) {
    let scale = symptom.scale;
    let of = |drugs: Drugs| names.words(drugs);
    let (mut in_pause, mut compares) = (0, false);
    let hints = if known.is_seen() { &words::HINTS_OF_THEIRS } else { &words::HINTS };
    let (said, further) = match found.finding {
        Finding::NothingLogged if is_cut => (words::NOTHING_IN_RANGE.to_owned(), hints.longer.to_owned()),
        Finding::NothingLogged => (words::NOTHING_YET.to_owned(), hints.nothing_yet.to_owned()),
        Finding::TooEarly { logged, .. } if is_cut => (words::days_logged(logged), hints.longer.to_owned()),
        Finding::TooEarly { logged, .. } => (words::days_logged(logged), hints.draws_after.to_owned()),
        Finding::TooEarlyOn { drugs, missing, before } => {
            let before = before.map(|side| words::typical_before(scale, &of(side.drugs), side.typical));
            let further = [words::days_missing(missing)].into_iter().chain(before).collect::<Vec<_>>().join(" ");
            (words::too_early_on(&of(drugs)), further)
        }
        Finding::Compared { now, before, change, pause } => {
            in_pause = pause.map_or(0, |pause| pause.logged);
            compares = true;
            (
                words::compared(change, &of(now.drugs), &of(before.drugs)),
                words::typical_days(scale, now.typical, before.typical),
            )
        }
        Finding::Typical { now, before } => {
            compares = before.is_some();
            let before = before.map(|(before, change)| words::than_before(scale, change, before.typical));
            (words::typical_day(scale, now.typical), before.unwrap_or_default())
        }
    };
    let unshared = last_day(found).map_or(0, |last| known.not_shared(found.values.first()..=last));
    let days = found.values.days() - unshared;
    let mut counted = vec![words::counted(scale, found.values.logged(), days, in_pause)];
    if unshared > 0 {
        counted.push(words::not_shared(unshared));
    }
    if found.values.from_places() > 0 {
        counted.push(words::from_places(found.values.from_places()));
    }
    if compares {
        counted.push(words::NOT_WHY.to_owned());
    }
    (said, further, counted.join(" "))
}

fn last_day(found: &Trend) -> Option<CivilDay> {
    found.values.iter().last().map(|day| day.0)
}

fn table_row(
    found: &Trend,
    symptom: &Symptom,
    names: &Names<'_>,
    row: &Period,
    known: &KnownDays,
    is_week: bool,
) -> TrendRow {
    let days = row.first..=row.last;
    let touches = |span: &&TypicalSpan| span.therapy.first <= *days.end() && *days.start() <= span.therapy.last;
    let drugs = found.spans.iter().filter(touches).fold(Drugs::NONE, |drugs, span| drugs.and(span.therapy.drugs));
    let length = usize::try_from(row.last.days() - row.first.days() + 1).unwrap_or(0);
    let length = length - known.not_shared(row.first..=row.last).min(length);
    let unsaid = if length == 0 { crate::words::seen::NOT_SHARED } else { crate::words::NOT_LOGGED };
    TrendRow {
        time: if is_week {
            wording::from_to(row.first, row.last)
        } else {
            [wording::month_short(row.first), " ", &row.first.ymd().0.to_string()].concat()
        },
        taken: words::taken(&names.words(drugs)),
        typical: row.median.map_or_else(|| unsaid.to_owned(), |one| words::typical(symptom.scale, one)),
        logged: words::of_days(row.logged, length),
    }
}

/// What the person calls what is taken.
struct Names<'a>(&'a Journal);

impl Names<'_> {
    fn of(&self, drugs: Drugs) -> Vec<(AromataseInhibitor, String)> {
        drugs.iter().map(|drug| (drug, self.one(drug))).collect()
    }

    fn words(&self, drugs: Drugs) -> Vec<String> {
        drugs.iter().map(|drug| self.one(drug)).collect()
    }

    fn one(&self, drug: AromataseInhibitor) -> String {
        let substance = Substance::Inhibitor(drug);
        let medications = self.0.medications().map(|(_, medication)| medication);
        let called = medications.filter(|medication| medication.substance == substance).last();
        let own = called.and_then(|medication| medication.called.as_deref()).map(str::to_owned);
        own.unwrap_or_else(|| wording::medicine_name(&Medication::of(substance)).to_lowercase())
    }
}

#[cfg(test)]
mod tests;
