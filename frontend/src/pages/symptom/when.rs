//! Which day: today, yesterday, or another one up to today.

use ebb_journal::{CivilDay, Moment, SymptomNumber};
use leptos::prelude::*;

use crate::journal::{today_is, use_journal};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::pages::day_of_text::day_of_text;
use crate::platform::wall_clock;
use crate::ui::{MomentKind, RadioChoices, live, moment_field, nothing};
use crate::words;

/// The day that a symptom is logged for.
#[derive(Clone, Copy)]
pub struct When {
    symptom: SymptomNumber,
    chip: RwSignal<usize>,
    /// The day, where it is not today.
    other: RwSignal<Option<CivilDay>>,
    /// What is wrong with another day; empty where nothing is.
    problem: RwSignal<&'static str>,
}

const CHIPS: &[&str] = &[words::TODAY, words::YESTERDAY, words::ANOTHER_DAY];
const YESTERDAY: usize = 1;
const ANOTHER_DAY: usize = 2;

impl When {
    /// Today; or the day that one has come back with from showing where it is.
    pub fn of(symptom: SymptomNumber) -> Self {
        let (journal, navigation) = (use_journal(), use_navigation());
        let other = journal.day_of(symptom);
        let chip = match other {
            None => 0,
            day if day == yesterday() => YESTERDAY,
            Some(_) => ANOTHER_DAY,
        };
        let when = Self { symptom, chip: RwSignal::new(chip), other: RwSignal::new(other), problem: RwSignal::new("") };
        on_cleanup(move || {
            // Where it was is shown for the same day. Anywhere else, a day that nobody sees would be a trap.
            let stays = untrack(|| navigation.page()) == Page::Places(symptom.0);
            journal.keep_day(symptom, if stays { when.other.try_get_untracked().flatten() } else { None });
        });
        when
    }

    /// Which symptom.
    pub const fn symptom(self) -> SymptomNumber {
        self.symptom
    }

    /// The day; `None` for today.
    pub fn day(self) -> Signal<Option<CivilDay>> {
        self.other.into()
    }

    /// Whether it is clear which day is meant.
    pub fn is_said(self) -> bool {
        self.chip.get() != ANOTHER_DAY || self.other.get().is_some()
    }

    /// Whether it is today.
    pub fn is_today(self) -> bool {
        self.chip.get() == 0
    }

    /// A moment of that day: now, or the same time of another day.
    pub fn moment(self) -> Option<Moment> {
        let now = wall_clock::now()?;
        self.other.get().and_then(|day| wall_clock::at(day, now.time()))
    }

    /// What there is to choose.
    pub fn chips(self) -> AnyView {
        let choose = Callback::new(move |at| {
            self.problem.set("");
            self.other.set(if at == YESTERDAY { yesterday() } else { None });
            self.chip.set(at);
        });
        let field = move || if self.chip.get() == ANOTHER_DAY { self.field() } else { nothing() };
        view! {
            <RadioChoices name=words::WHICH_DAY group="which-day" things=CHIPS quiet=true chosen=self.chip on_choose=choose/>
            {live(field)}
        }
        .into_any()
    }

    fn field(self) -> AnyView {
        let read = Callback::new(move |text: String| {
            let day = today_is().map_or(Err(""), |today| day_of_text(&text, today));
            self.problem.set(day.err().unwrap_or_default());
            self.other.set(day.ok());
        });
        day_field(words::WHICH_DAY, self.other.get_untracked(), self.problem.into(), read)
    }
}

/// A field for a day up to today.
pub fn day_field(
    name: &'static str,
    day: Option<CivilDay>,
    problem: Signal<&'static str>,
    on_input: Callback<String>,
) -> AnyView {
    let most = today_is().map(|today| today.to_string()).unwrap_or_default();
    let text = day.map(|day| day.to_string()).unwrap_or_default();
    let field = moment_field(MomentKind::DayUpTo(most), name, "day", "", text, problem, on_input);
    view! { <div class="stack stack--close">{field}</div> }.into_any()
}

/// The day before.
pub fn yesterday() -> Option<CivilDay> {
    today_is()?.plus(-1)
}
