//! What somebody shares, in lists: day by day, the newest first; notes and questions.

use ebb_journal::{CivilDay, Journal, Moment, Note, Question};
use leptos::prelude::*;

use super::day::{DayDose, DayEntry, DayView, day_view, symptom_name};
use super::seen::{DayKnown, KnownDays};
use super::{JournalHandle, wording};
use crate::words;
use crate::words::seen as seen_words;

/// Days, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeenDays {
    /// A day that was logged, or some that were not.
    pub rows: Vec<SeenDay>,
    /// Whether there are earlier ones.
    pub has_more: bool,
}

/// A day that was logged, or some that were not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeenDay {
    /// What was logged of a day.
    Logged {
        /// "Monday 23 November".
        title: String,
        /// Its doses.
        doses: Vec<DayDose>,
        /// How it was, and what happened.
        entries: Vec<DayEntry>,
    },
    /// "Nothing logged: 1 to 3 November", "Not shared: Monday 23 November".
    Gap(String),
}

/// A note or a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenText {
    /// "Question for the team", "Note, Joint pain".
    pub what: String,
    /// What was written.
    pub text: String,
    /// "Monday 23 November"; of a question also whether it was asked.
    pub when: String,
    /// What the team said to a question.
    pub answer: String,
}

/// Notes and questions: what is to be asked first, then the newest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeenTexts {
    /// The first of them.
    pub texts: Vec<SeenText>,
    /// Whether there are more.
    pub has_more: bool,
}

impl JournalHandle {
    /// The last days of a journal that is shared, so many of them as were logged.
    pub fn seen_days(&self, count: Signal<usize>) -> Memo<SeenDays> {
        let handle = *self;
        Memo::new(move |_| {
            let count = count.get();
            handle.of_known_days(|journal, known, now| seen_days(journal, known, now, count)).unwrap_or_default()
        })
    }

    /// Notes and questions of a journal that is shared, so many of them.
    pub fn seen_texts(&self, count: Signal<usize>) -> Memo<SeenTexts> {
        let handle = *self;
        Memo::new(move |_| {
            let count = count.get();
            handle.of_today(|journal, now| seen_texts(journal, now, count)).unwrap_or_default()
        })
    }
}

fn seen_days(journal: &Journal, known: &KnownDays, now: &Moment, count: usize) -> SeenDays {
    let Some(first) = journal.first_day() else { return SeenDays::default() };
    let mut shown = SeenDays::default();
    let mut logged = 0;
    let mut gap = Gap::default();
    let mut next = Some(known.last(now.day()));
    while let Some(day) = next.filter(|day| *day >= first) {
        if logged == count {
            shown.has_more = true;
            break;
        }
        let view = day_view(journal, day, now);
        let is_shared = known.of(day) != DayKnown::NotShared;
        if is_shared && is_logged(&view) {
            logged += 1;
            shown.rows.extend(gap.end());
            let entries = view.ratings.into_iter().chain(view.entries).collect();
            shown.rows.push(SeenDay::Logged { title: title(day, now), doses: view.doses, entries });
        } else {
            shown.rows.extend(gap.goes_on(day, is_shared));
        }
        next = day.plus(-1);
    }
    shown.rows.extend(gap.end());
    shown
}

fn is_logged(view: &DayView) -> bool {
    !view.ratings.is_empty() || !view.entries.is_empty() || view.doses.iter().any(|dose| dose.is_logged)
}

fn title(day: CivilDay, now: &Moment) -> String {
    if day.ymd().0 == now.day().ymd().0 { wording::date_title(day) } else { wording::date(day) }
}

/// Days in a row of which there is nothing to show, met from the last one on.
#[derive(Default)]
struct Gap(Option<(CivilDay, CivilDay, bool)>);

impl Gap {
    /// One more such day; what is to be said of those before it, where they are of the other sort.
    fn goes_on(&mut self, day: CivilDay, is_shared: bool) -> Option<SeenDay> {
        match &mut self.0 {
            Some((first, _, are_shared)) if *are_shared == is_shared => {
                *first = day;
                None
            }
            _ => {
                let ended = self.end();
                self.0 = Some((day, day, is_shared));
                ended
            }
        }
    }

    fn end(&mut self) -> Option<SeenDay> {
        let (first, last, are_shared) = self.0.take()?;
        let days = if first == last { wording::date_title(first) } else { wording::from_to(first, last) };
        Some(SeenDay::Gap(if are_shared {
            seen_words::span_not_logged(&days)
        } else {
            seen_words::span_not_shared(&days)
        }))
    }
}

fn seen_texts(journal: &Journal, now: &Moment, count: usize) -> SeenTexts {
    let questions: Vec<&Question> = journal.questions().map(|(_, question)| question).collect();
    let mut rows: Vec<(bool, &Moment, SeenText)> = questions
        .into_iter()
        .map(|question| (question.asked.is_none(), &question.at, told_question(question, now)))
        .collect();
    rows.extend(journal.notes().map(|(_, note)| (false, &note.at, told_note(note, now))));
    rows.sort_by_key(|(is_open, at, _)| std::cmp::Reverse((*is_open, at.instant_ms())));
    let has_more = rows.len() > count;
    SeenTexts { texts: rows.into_iter().take(count).map(|(_, _, text)| text).collect(), has_more }
}

fn told_question(question: &Question, now: &Moment) -> SeenText {
    let asked = question.asked.as_ref().map(|_| seen_words::WAS_ASKED.to_owned());
    SeenText {
        what: seen_words::A_QUESTION.to_owned(),
        text: question.text.to_string(),
        when: [Some(title(question.at.day(), now)), asked].into_iter().flatten().collect::<Vec<_>>().join(", "),
        answer: question.answer.as_deref().unwrap_or_default().to_owned(),
    }
}

fn told_note(note: &Note, now: &Moment) -> SeenText {
    SeenText {
        what: note.about.map_or_else(|| words::NOTE.to_owned(), |about| words::note_about(symptom_name(about))),
        text: note.text.to_string(),
        when: title(note.at.day(), now),
        answer: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use ebb_journal::scope::{FeedNews, Scope, SharingKind};
    use ebb_journal::{Answer, Kind, RatedThing, Rating, Record, RecordId, Sitting, SymptomNumber};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::journal::{Follow, SeenJournal};

    fn at(day: i8) -> Moment {
        let days = i64::from(CivilDay::of_ymd(2026, 11, day).unwrap().days());
        Moment::new((days * 24 + 9) * 3_600_000, 0, None).unwrap()
    }

    #[wasm_bindgen_test]
    fn days_come_newest_first_and_gaps_say_what_they_are() {
        let mut journal = Journal::default();
        for day in [3, 4, 10, 12] {
            let thing = RatedThing { day: at(day).day(), symptom: SymptomNumber::JOINT_PAIN, site: None };
            journal.put(&thing.id(), Some(Record::Rating(Rating::of(Answer::Value(4), at(day)))));
        }
        let mut scope = Scope::of(SharingKind::ALL);
        scope.leave_out(&(at(6).day()..=at(8).day())).unwrap();
        let news = FeedNews { heard_ms: Some(at(13).instant_ms()), call_known_ms: None };
        let seen = SeenJournal::new(ebb_replica::State::default(), Follow { scope, news, ..Follow::default() });
        let shown = |count| {
            let days = seen_days(&journal, &seen.known_days(&at(15)), &at(15), count);
            let told = |row: &SeenDay| match row {
                SeenDay::Logged { title, entries, .. } => format!("{title}: {}", entries[0].told),
                SeenDay::Gap(told) => told.clone(),
            };
            (days.rows.iter().map(told).collect::<Vec<_>>(), days.has_more)
        };
        let all = [
            "Nothing logged: Friday 13 November",
            "Thursday 12 November: 4 of 10",
            "Nothing logged: Wednesday 11 November",
            "Tuesday 10 November: 4 of 10",
            "Nothing logged: Monday 9 November",
            "Not shared: 6 to 8 November",
            "Nothing logged: Thursday 5 November",
            "Wednesday 4 November: 4 of 10",
            "Tuesday 3 November: 4 of 10",
        ];
        assert_eq!(shown(9), (all.map(str::to_owned).to_vec(), false));
        let (rows, has_more) = shown(2);
        assert_eq!((rows.len(), has_more), (4, true), "what lies before is there on demand");
    }

    #[wasm_bindgen_test]
    fn what_is_to_be_asked_comes_first() {
        let mut journal = Journal::default();
        let question = |day, asked: Option<Moment>| Question {
            text: "Why?".into(),
            at: at(day),
            answer: asked.as_ref().map(|_| "Because.".into()),
            asked,
        };
        let note = Note { text: "A walk.".into(), at: at(9), about: Some(SymptomNumber::JOINT_PAIN) };
        let records = [
            (Kind::QUESTION, Record::Question(question(3, None))),
            (Kind::QUESTION, Record::Question(question(12, Some(at(13))))),
            (Kind::NOTE, Record::Note(note)),
        ];
        for (counter, (kind, record)) in (1..).zip(records) {
            journal.put(&RecordId::made(kind, Sitting([1; 8]), counter), Some(record));
        }
        let SeenTexts { texts, has_more } = seen_texts(&journal, &at(15), 2);
        let told: Vec<_> = texts.iter().map(|text| [text.when.as_str(), text.answer.as_str()]).collect();
        assert_eq!(told, [["Tuesday 3 November", ""], ["Thursday 12 November, was asked", "Because."]]);
        assert!(has_more);
        assert_eq!(seen_texts(&journal, &at(15), 3).texts[2].what, words::note_about("Joint pain"));
    }
}
