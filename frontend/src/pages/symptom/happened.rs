//! What comes and goes: logged now or for earlier, and what can be said of it afterwards.

use ebb_journal::catalogue::{STEP_WORDS, Symptom};
use ebb_journal::safety::{self, Safety};
use ebb_journal::{CivilDay, CivilTime, Flags, Moment};
use leptos::prelude::*;

use super::note::Note;
use super::number::another_number;
use super::when::{day_field, yesterday};
use super::whereabouts::where_row;
use crate::journal::{Happening, Passing, site_words, today_is, use_journal};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::pages::check_in::MINUTES;
use crate::pages::day_of_text::day_of_text;
use crate::pages::safety_told::safety_told;
use crate::pages::today::Tremble;
use crate::platform::wall_clock;
use crate::ui::{
    Button, ButtonKind, Glyph, Icon, IconSize, Keys, MomentKind, RadioChoices, live, live_text, moment_field, nothing,
    strength,
};
use crate::words;

const CHIPS: &[&str] = &[words::NOW, words::EARLIER, words::YESTERDAY, words::DATE];
const NOW: usize = 0;
const EARLIER: usize = 1;
const YESTERDAY: usize = 2;
const MINUTE_MS: i64 = 60_000;

/// When it was, as it is being said.
#[derive(Clone, Copy)]
struct Logging {
    symptom: &'static Symptom,
    chip: RwSignal<usize>,
    /// The day, where it is not today.
    day: RwSignal<Option<CivilDay>>,
    day_problem: RwSignal<&'static str>,
    time: RwSignal<String>,
    time_problem: RwSignal<&'static str>,
    /// Whether it was logged while this page was open.
    is_logged: RwSignal<bool>,
    tremble: Tremble,
}

/// What comes and goes.
pub fn happened(symptom: &'static Symptom) -> AnyView {
    let (journal, navigation) = (use_journal(), use_navigation());
    let number = symptom.number;
    let day = journal.day_of(number);
    let chip = match day {
        None => NOW,
        day if day == yesterday() => YESTERDAY,
        Some(_) => 3,
    };
    let logging = Logging {
        symptom,
        chip: RwSignal::new(chip),
        day: RwSignal::new(day),
        day_problem: RwSignal::new(""),
        time: RwSignal::new(String::new()),
        time_problem: RwSignal::new(""),
        is_logged: RwSignal::new(false),
        tremble: Tremble::new(),
    };
    on_cleanup(move || {
        let stays = untrack(|| navigation.page()) == Page::Places(number.0);
        journal.keep_day(number, if stays { logging.day.try_get_untracked().flatten() } else { None });
    });
    let last = journal.last_on(number, logging.day.into());
    let note = Note::about(number);
    let id = Memo::new(move |_| last.get().map(|last| last.id));
    let details = move || if id.get().is_some() { details(symptom, last) } else { nothing() };
    let danger = move || {
        let place = last.get().and_then(|last| last.site).map(|site| site.place);
        let shown = logging.is_logged.get() || place.is_some();
        safety_told(if shown { safety::about(number, place, Flags::NONE) } else { Vec::<Safety>::new() })
    };
    let at = Signal::derive(move || {
        let day = logging.day.get()?;
        wall_clock::at(day, wall_clock::now()?.time())
    });
    view! {
        {logging.chips()}
        {live(danger)}
        {live(details)}
        {note.field(at)}
    }
    .into_any()
}

impl Logging {
    fn chips(self) -> AnyView {
        let choose = Callback::new(move |at| {
            self.day_problem.set("");
            self.time_problem.set("");
            self.day.set(if at == YESTERDAY { yesterday() } else { None });
            self.chip.set(at);
        });
        let below = move || match self.chip.get() {
            NOW => {
                let log = move |()| self.log(None);
                view! {
                    <Button kind=ButtonKind::MainWide glyph=Glyph::PLUS words=words::LOG_IT_NOW on_press=log/>
                }
                .into_any()
            }
            EARLIER => {
                view! { <div class="stack">{self.ago()} {self.at_a_time(words::OR_AT_WHAT_TIME)}</div> }.into_any()
            }
            YESTERDAY => self.at_a_time(words::AT_WHAT_TIME),
            _ => view! { <div class="stack">{self.day_field()} {self.at_a_time(words::AT_WHAT_TIME)}</div> }.into_any(),
        };
        view! {
            <RadioChoices name=words::WHEN_WAS_IT group="when" things=CHIPS quiet=true chosen=self.chip on_choose=choose/>
            {live(below)}
        }
        .into_any()
    }

    /// A tap logs it for so long ago, which a plus says.
    fn ago(self) -> AnyView {
        let chip = |(minutes, words): (u16, &'static str)| {
            let log = move |_| {
                let now = wall_clock::now();
                self.log(now.and_then(|now| before(&now, minutes)));
            };
            view! {
                <button type="button" class="choice choice--small" on:click=log>
                    {words}
                    <Icon glyph=Glyph::PLUS size=IconSize::Small/>
                </button>
            }
            .into_any()
        };
        view! {
            <div class="stack stack--close" role="group" aria-labelledby="ago">
                <b id="ago">{words::HOW_LONG_AGO}</b>
                <div class="choices">{words::MINUTES_AGO.map(chip).collect_view()}</div>
            </div>
        }
        .into_any()
    }

    fn at_a_time(self, name: &'static str) -> AnyView {
        let write = Callback::new(move |text: String| {
            self.time_problem.set("");
            self.time.set(text);
        });
        let hint = words::ABOUT_IS_FINE;
        let text = self.time.get_untracked();
        let field = moment_field(MomentKind::Time, name, "time", hint, text, self.time_problem.into(), write);
        view! {
            <div class="stack stack--close">
                {field}
                <Button kind=ButtonKind::SoftWide glyph=Glyph::PLUS words=words::LOG_IT on_press=move |()| self.log_at_time()/>
            </div>
        }
        .into_any()
    }

    fn day_field(self) -> AnyView {
        let read = Callback::new(move |text: String| {
            let day = today_is().map_or(Err(""), |today| day_of_text(&text, today));
            self.day_problem.set(day.err().unwrap_or_default());
            self.day.set(day.ok());
        });
        day_field(words::WHICH_DAY, self.day.get_untracked(), self.day_problem.into(), read)
    }

    fn log_at_time(self) {
        let is_dated = self.chip.get_untracked() > EARLIER;
        let day = if is_dated { self.day.get_untracked() } else { today_is() };
        let time = CivilTime::of_text(&self.time.get_untracked());
        if day.is_none() && self.day_problem.get_untracked().is_empty() {
            self.day_problem.set(words::DAY_MISSING);
        }
        if time.is_none() {
            self.time_problem.set(words::TIME_MISSING);
        }
        if let Some(at) = day.zip(time).and_then(|(day, time)| wall_clock::at(day, time)) {
            self.log(Some(at));
        }
    }

    fn log(self, at: Option<Moment>) {
        // What cannot be is said first: putting it right is no tremble.
        let is_to_come = at.as_ref().zip(wall_clock::now()).is_some_and(|(at, now)| *at > now);
        if !is_to_come && self.tremble.is_one() {
            return;
        }
        let logged = use_journal().log_happening(self.symptom.number, at);
        self.time_problem.set(logged.err().unwrap_or_default());
        if logged.is_ok() {
            self.time.set(String::new());
            self.is_logged.set(true);
        }
    }
}

/// So many minutes before.
fn before(now: &Moment, minutes: u16) -> Option<Moment> {
    let ms = now.instant_ms() - i64::from(minutes) * MINUTE_MS;
    Moment::new(ms, now.offset_minutes(), now.zone().cloned()).ok()
}

/// What can be said of the last one.
fn details(symptom: &'static Symptom, last: Memo<Option<Happening>>) -> AnyView {
    let journal = use_journal();
    let wrong = RwSignal::new("");
    let say = move |what: Passing| {
        let Some(last) = last.get_untracked() else { return };
        wrong.set(journal.say_of(last.id, what).err().unwrap_or_default());
    };
    let strong = Signal::derive(move || last.get()?.how_strong);
    let minutes = Signal::derive(move || last.get()?.minutes);
    let title = move || last.get().map_or_else(String::new, |last| words::it_was_at(&last.at));
    let may_be_going = Memo::new(move |_| last.get().is_some_and(|last| last.may_be_going));
    let passed = move || {
        if may_be_going.get() {
            let passed = move |()| say(Passing::Now);
            view! { <Button kind=ButtonKind::SoftWide words=words::IT_HAS_PASSED on_press=passed/> }.into_any()
        } else {
            nothing()
        }
    };
    let typed = Callback::new(move |text: String| {
        last.get_untracked().map_or(Ok(()), |last| journal.say_minutes(last.id, &text))
    });
    let said = Signal::derive(move || last.get().and_then(|last| last.site).map(site_words).unwrap_or_default());
    let places = if symptom.places.is_empty() { nothing() } else { where_row(symptom, said) };
    let problem = move || match wrong.get() {
        "" => nothing(),
        wrong => view! { <p class="field__problem">{wrong}</p> }.into_any(),
    };
    let take_out = move |()| {
        if let Some(last) = last.get_untracked() {
            journal.take_happening_out(last.id);
        }
    };
    let length = Keys::Words(&MINUTES[1..], "min");
    view! {
        <section>
            <h2 class="num">{live_text(title)}</h2>
            <div class="stack">
                {strength(
                    words::HOW_STRONG_WAS_IT,
                    "how-strong".to_owned(),
                    Keys::StepsThere(&STEP_WORDS),
                    strong,
                    Callback::new(move |step| say(Passing::Strong(step))),
                )}
                {places}
                <div class="stack stack--close">
                    {live(passed)}
                    {strength(
                        words::HOW_LONG,
                        "how-long".to_owned(),
                        length,
                        minutes,
                        Callback::new(move |minutes| say(Passing::Minutes(minutes))),
                    )}
                    <div aria-live="polite">{live(problem)}</div>
                    {another_number(words::MINUTES, "minutes", typed)}
                </div>
                <Button kind=ButtonKind::Line words=words::TAKE_IT_OUT on_press=take_out/>
            </div>
        </section>
    }
    .into_any()
}
