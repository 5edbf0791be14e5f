//! Which days a scope admits: from a day on, without spans of days, until a pause that goes on.

use std::ops::RangeInclusive;

use crate::civil::CivilDay;

/// How many spans of days may be left out: a pause each month for ten years, and some.
pub const LEFT_OUT_MAX: usize = 200;

/// More spans of days would be left out than [`LEFT_OUT_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than {LEFT_OUT_MAX} spans of days would be left out")]
pub struct TooManySpans;

/// What becomes of the days of a pause when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DaysBetween {
    /// They are shared after all.
    LetIn,
    /// They stay left out.
    LeftOut,
}

/// The days that a scope admits; all of them by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct AdmittedDays {
    from: Option<CivilDay>,
    /// In order, and with a day between each and the next.
    left_out: Vec<Span>,
    /// Apart from the spans: going on may let the days of this pause in, and none of before.
    paused_from: Option<CivilDay>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    first: CivilDay,
    last: CivilDay,
}

impl Span {
    /// Whether the two have a day in common or no day between them.
    const fn touches(self, other: Self) -> bool {
        self.first.days() <= other.last.days() + 1 && other.first.days() <= self.last.days() + 1
    }

    /// What of it lies before and after another one.
    fn without(self, other: Self) -> impl Iterator<Item = Self> {
        let before = other.first.plus(-1).map(|last| Self { first: self.first, last: last.min(self.last) });
        let after = other.last.plus(1).map(|first| Self { first: first.max(self.first), last: self.last });
        [before, after].into_iter().flatten().filter(|span| span.first <= span.last)
    }
}

impl AdmittedDays {
    /// As they were read; `None` where the spans are not in order, or too many.
    pub(super) fn read(
        from: Option<CivilDay>,
        left_out: &[(CivilDay, CivilDay)],
        paused_from: Option<CivilDay>,
    ) -> Option<Self> {
        let spans: Vec<_> = left_out.iter().map(|(first, last)| Span { first: *first, last: *last }).collect();
        let are_apart = spans.windows(2).all(|pair| matches!(pair, [one, next] if one < next && !one.touches(*next)));
        let are_spans = spans.iter().all(|span| span.first <= span.last) && spans.len() <= LEFT_OUT_MAX;
        (are_apart && are_spans).then_some(Self { from, left_out: spans, paused_from })
    }

    pub(super) const fn from(&self) -> Option<CivilDay> {
        self.from
    }

    pub(super) const fn set_from(&mut self, from: Option<CivilDay>) {
        self.from = from;
    }

    pub(super) fn left_out(&self) -> impl Iterator<Item = RangeInclusive<CivilDay>> {
        self.left_out.iter().map(|span| span.first..=span.last)
    }

    pub(super) const fn paused_from(&self) -> Option<CivilDay> {
        self.paused_from
    }

    pub(super) fn admits(&self, day: CivilDay) -> bool {
        self.first_admitted_from(day) == Some(day)
    }

    /// The first admitted day that is not before `day`.
    pub(super) fn first_admitted_from(&self, day: CivilDay) -> Option<CivilDay> {
        let mut day = self.from.map_or(day, |from| from.max(day));
        // No span begins on the day after another: one step is enough.
        if let Some(span) = self.left_out.get(self.spans_over_before(day)).filter(|span| span.first <= day) {
            day = span.last.plus(1)?;
        }
        self.paused_from.is_none_or(|paused| day < paused).then_some(day)
    }

    /// The first day that is not admitted and not before `day`, an admitted one.
    pub(super) fn first_left_out_after(&self, day: CivilDay) -> Option<CivilDay> {
        let span = self.left_out.get(self.spans_over_before(day)).map(|span| span.first);
        [span, self.paused_from].into_iter().flatten().min()
    }

    /// How many spans end before a day.
    fn spans_over_before(&self, day: CivilDay) -> usize {
        self.left_out.partition_point(|span| span.last < day)
    }

    pub(super) fn leave_out(&mut self, days: &RangeInclusive<CivilDay>) -> Result<(), TooManySpans> {
        if days.is_empty() {
            return Ok(());
        }
        let mut joined = Span { first: *days.start(), last: *days.end() };
        let mut apart = Vec::with_capacity(self.left_out.len() + 1);
        for span in &self.left_out {
            if span.touches(joined) {
                joined = Span { first: span.first.min(joined.first), last: span.last.max(joined.last) };
            } else {
                apart.push(*span);
            }
        }
        apart.push(joined);
        apart.sort_unstable();
        self.replace(apart)
    }

    pub(super) fn let_in(&mut self, days: &RangeInclusive<CivilDay>) -> Result<(), TooManySpans> {
        if days.is_empty() {
            return Ok(());
        }
        let let_in = Span { first: *days.start(), last: *days.end() };
        let left = self.left_out.iter().flat_map(|span| span.without(let_in)).collect();
        self.replace(left)
    }

    fn replace(&mut self, left_out: Vec<Span>) -> Result<(), TooManySpans> {
        if left_out.len() > LEFT_OUT_MAX {
            return Err(TooManySpans);
        }
        self.left_out = left_out;
        Ok(())
    }

    pub(super) fn pause(&mut self, from: CivilDay) {
        self.paused_from = Some(self.paused_from.map_or(from, |paused| paused.min(from)));
    }

    pub(super) fn go_on(&mut self, today: CivilDay, between: DaysBetween) -> Result<(), TooManySpans> {
        let Some(paused) = self.paused_from else { return Ok(()) };
        let yesterday = today.plus(-1).filter(|last| paused <= *last);
        if let (DaysBetween::LeftOut, Some(last)) = (between, yesterday) {
            self.leave_out(&(paused..=last))?;
        }
        self.paused_from = None;
        Ok(())
    }
}
