//! What somebody who follows sees at once of a journal: a sentence of the day, when it was heard from, a strip of seven days for each
//! medicine and symptom. A pure function of the journal, the follow and the moment.

mod strips;
mod telling;
#[cfg(test)]
mod tests;

use ebb_journal::scope::{AlertNow, alerts_now};
use ebb_journal::{Journal, Moment};
use leptos::prelude::*;

pub use self::strips::{DoseStrip, LevelDay, LevelForm, LevelStrip};
use super::JournalHandle;
use super::seen::{DayKnown, Follow, FollowEnd, KnownDays, heard_there};
use crate::platform::wall_clock;
use crate::words::seen as words;

/// A follow is without news when nothing was heard for this long. A device of the owner gives a sign of life once a day at most, when it
/// is used: whoever logs in the morning one day and at night the next leaves a day and a half, and nothing is the matter.
const NO_NEWS_AFTER_MS: i64 = 36 * 60 * 60 * 1000;

/// How a follow stands; each has a card of its own form, and none alarms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenForm {
    /// Something of today was heard.
    Fresh,
    /// Nothing of today was logged, or heard yet, or is shared.
    Quiet,
    /// Nothing was heard for long.
    NoNews,
    /// The owner pauses.
    Paused,
    /// Nothing was heard so far.
    Waiting,
    /// It is over.
    Ended,
}

/// What is shown at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenView {
    /// Whose journal it is.
    pub name: String,
    /// The first letter of that.
    pub initial: String,
    /// How it stands.
    pub form: SeenForm,
    /// "heard from 4 minutes ago"; empty where the sentence tells it.
    pub heard: String,
    /// "Logged this morning. Today’s tablet taken. Joint pain 4 of 10."
    pub sentence: String,
    /// What is said below it, quietly.
    pub more: String,
    /// "Then: tablet taken, joint pain 3 of 10": what was seen last.
    pub then: String,
    /// What was agreed to be told, if it is to be told now.
    pub alerts: Vec<AlertWords>,
    /// The last seven days of each medicine.
    pub doses: Vec<DoseStrip>,
    /// The last seven days of each symptom that was logged in them.
    pub levels: Vec<LevelStrip>,
    /// What the days are that are drawn without anything: "Striped days are not shared."
    pub days_told: String,
    /// Whether whoever follows may leave notes.
    pub takes_notes: bool,
}

/// Something that was agreed to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertWords {
    /// "They ask you to call."
    pub sentence: String,
    /// "Asked yesterday 20:30."
    pub more: String,
    /// Up to which wish to be called it tells of, in milliseconds since 1970; `None` for anything else.
    pub call_ms: Option<i64>,
}

impl JournalHandle {
    /// What is shown at once of a journal that is shared; `None` of one's own. Made anew when it changes and when the minute turns.
    pub fn seen_view(&self) -> Memo<Option<SeenView>> {
        let handle = *self;
        Memo::new(move |_| {
            let (there, known) = handle.today_known()?;
            let (follow, here) = (handle.follow()?, wall_clock::now()?);
            handle.with_state(|state| seen_view(state.journal(), &follow, &known, &Clocks { here, there }))
        })
    }
}

/// This moment as two clocks show it: here, and where the owner is. What was logged is told by theirs, what was heard by the one here.
pub(super) struct Clocks {
    pub here: Moment,
    pub there: Moment,
}

/// What is said of how it stands.
struct Said {
    form: SeenForm,
    heard: String,
    sentence: String,
    more: String,
    then: String,
}

impl Said {
    fn new(form: SeenForm, sentence: impl Into<String>, more: impl Into<String>) -> Self {
        Self { form, heard: String::new(), sentence: sentence.into(), more: more.into(), then: String::new() }
    }
}

/// What is shown at once.
pub(super) fn seen_view(journal: &Journal, follow: &Follow, known: &KnownDays, clocks: &Clocks) -> SeenView {
    let there = &clocks.there;
    let is_over = follow.ended.is_some();
    let alerts = alerts_now(journal, &follow.scope, &follow.terms, follow.news, there);
    let (doses, levels) = if is_over {
        (Vec::new(), Vec::new())
    } else {
        (strips::doses(journal, known, there), strips::levels(journal, known, there))
    };
    let paused = follow.scope.paused_from().filter(|from| *from <= there.day());
    let mut said = match (follow.ended, paused, heard_there(follow, there)) {
        (Some(FollowEnd::Stopped), ..) => {
            Said::new(SeenForm::Ended, words::STOPPED_SHARING, words::WHAT_WAS_SEEN_IS_GONE)
        }
        (Some(FollowEnd::Over), ..) => Said::new(SeenForm::Ended, words::SHARING_IS_OVER, words::WHAT_WAS_SEEN_IS_GONE),
        (None, Some(from), _) => {
            let paused = words::paused_by_them(&telling::day_word(from, there.day()));
            Said::new(SeenForm::Paused, paused, words::PAUSE_SAYS_NOTHING)
        }
        (None, None, None) => {
            Said::new(SeenForm::Waiting, words::WAITING_FOR_THE_FIRST, words::WAITING_FOR_THE_FIRST_MORE)
        }
        (None, None, Some(heard)) => said_of_heard(journal, known, &heard, clocks, &levels),
    };
    // It would say the same twice.
    if said.form == SeenForm::Quiet && alerts.iter().any(|alert| matches!(alert, AlertNow::NothingLogged { .. })) {
        said.more.clear();
    }
    let name = name_of(follow);
    let alerts = if is_over { &[] } else { alerts.as_slice() };
    SeenView {
        initial: name.chars().next().map(|first| first.to_uppercase().to_string()).unwrap_or_default(),
        name,
        form: said.form,
        heard: said.heard,
        sentence: said.sentence,
        more: said.more,
        then: said.then,
        alerts: alerts.iter().map(|alert| alert_words(journal, alert, clocks)).collect(),
        days_told: strips::days_told(&doses, &levels),
        doses,
        levels,
        takes_notes: follow.terms.takes_notes && !is_over,
    }
}

/// Whose journal it is: what this person calls them, else what they call themselves.
pub(super) fn name_of(follow: &Follow) -> String {
    let called = follow.called.as_deref().unwrap_or_default().trim();
    let name = if called.is_empty() { follow.terms.owner.trim() } else { called };
    if name.is_empty() { words::SOMEBODY } else { name }.to_owned()
}

fn said_of_heard(journal: &Journal, known: &KnownDays, heard: &Moment, clocks: &Clocks, levels: &[LevelStrip]) -> Said {
    let there = &clocks.there;
    let today = there.day();
    let ago_ms = there.instant_ms() - heard.instant_ms();
    let heard_here = telling::moment(&telling::at_clock_of(heard, &clocks.here), &clocks.here);
    if ago_ms >= NO_NEWS_AFTER_MS {
        let then = telling::then(journal, heard, levels);
        let then = if then.is_empty() { String::new() } else { words::then(&then) };
        let said = Said::new(SeenForm::NoNews, words::nothing_heard_since(&heard_here), words::NO_NEWS_MORE);
        return Said { then, ..said };
    }
    let last = journal.last_entry(there);
    let last_told = last.map(|last| words::last_entry(&telling::moment(last, there))).unwrap_or_default();
    let logged_today = last.filter(|last| last.day() == today);
    let said = match (known.of(today), logged_today) {
        (DayKnown::NotShared, _) => Said::new(SeenForm::Quiet, words::TODAY_NOT_SHARED, words::TODAY_NOT_SHARED_MORE),
        (DayKnown::NotHeard, _) => Said::new(SeenForm::Quiet, words::NOT_HEARD_TODAY, last_told),
        (DayKnown::Known, None) => Said::new(SeenForm::Quiet, words::NOTHING_TODAY, last_told),
        (DayKnown::Known, Some(last)) => {
            Said::new(SeenForm::Fresh, telling::sentence(journal, last.time().hour(), there, levels), "")
        }
    };
    let is_recent = heard.day() == today || ago_ms < telling::HOUR_MS;
    Said { heard: words::heard_from(&if is_recent { telling::ago(ago_ms) } else { heard_here }), ..said }
}

fn alert_words(journal: &Journal, alert: &AlertNow, clocks: &Clocks) -> AlertWords {
    match alert {
        AlertNow::CallMe { asked_ms } => {
            let at = Moment::new(*asked_ms, clocks.here.offset_minutes(), None).ok();
            AlertWords {
                sentence: words::ASKS_TO_CALL.to_owned(),
                more: at.map(|at| words::asked_to_call(&telling::moment(&at, &clocks.here))).unwrap_or_default(),
                call_ms: Some(*asked_ms),
            }
        }
        AlertNow::DoseNotLogged { medication, day, planned } => AlertWords {
            sentence: telling::dose_not_logged(journal, *medication, *day, *planned, &clocks.there),
            more: words::IT_MAY_HAVE_BEEN_TAKEN.to_owned(),
            call_ms: None,
        },
        AlertNow::RefillDue { medication, day } => AlertWords {
            sentence: telling::refill_due(journal, *medication, *day, &clocks.there),
            more: words::THEY_MAY_HAVE_NEW_ONES.to_owned(),
            call_ms: None,
        },
        AlertNow::NothingLogged { since } => AlertWords {
            sentence: words::nothing_logged_since(&telling::moment(since, &clocks.there)),
            more: words::MANY_REASONS.to_owned(),
            call_ms: None,
        },
    }
}
