//! Which symptom, and for how long. The symptom stands in the address; the time is remembered on this phone.

use ebb_journal::SymptomNumber;
use leptos::prelude::*;

use crate::journal::{Range, TrendChoice};
use crate::navigation::{Navigation, use_navigation};
use crate::page::Page;
use crate::platform::local_storage;
use crate::ui::{live, nothing, segments};
use crate::words::trends as words;

const RANGE: &str = "ebb.trend_range";
const RANGE_NAMES: [&str; 4] = ["month", "half-year", "year", "all"];
const USUAL: Range = Range::Year;
/// So many are offered at once; the others come by "More".
const AT_ONCE: usize = 5;

/// What is chosen.
#[derive(Clone, Copy)]
pub struct Chosen {
    /// Which symptom.
    pub symptom: RwSignal<SymptomNumber>,
    /// For how long.
    pub range: RwSignal<Range>,
    /// Of which month the days are shown: "November 2026"; none where empty.
    pub month: RwSignal<String>,
    /// Whether the table is shown.
    pub table: RwSignal<bool>,
    /// Whose address names the symptom; none for a journal that somebody shares.
    navigation: Option<Navigation>,
}

impl Chosen {
    /// As a place opens.
    pub fn start(is_seen: bool, symptom: SymptomNumber) -> Self {
        let kept = local_storage::get(RANGE);
        let at = RANGE_NAMES.iter().position(|name| kept.as_deref() == Some(name));
        let range = at.and_then(|at| Range::ALL.get(at)).copied().unwrap_or(USUAL);
        Self {
            symptom: RwSignal::new(symptom),
            range: RwSignal::new(range),
            month: RwSignal::new(String::new()),
            table: RwSignal::new(false),
            navigation: (!is_seen).then(use_navigation),
        }
    }

    fn choose_range(self, at: usize) {
        if let (Some(range), Some(name)) = (Range::ALL.get(at), RANGE_NAMES.get(at)) {
            self.range.set(*range);
            local_storage::set(RANGE, name);
        }
    }

    fn choose_symptom(self, symptom: SymptomNumber) {
        self.symptom.set(symptom);
        if let Some(navigation) = self.navigation {
            navigation.rename(Page::TrendOf(symptom.0));
        }
    }
}

/// For how long.
pub fn ranges(chosen: Chosen) -> AnyView {
    let at = move || Range::ALL.iter().position(|range| *range == chosen.range.get()).unwrap_or(0);
    let choose = Callback::new(move |at| chosen.choose_range(at));
    segments(words::HOW_LONG, "range", words::RANGES, Signal::derive(at), choose)
}

/// Which symptom: the first few, the one that is chosen, and whatever else there is by "More".
pub fn chips(first: Vec<TrendChoice>, others: Vec<TrendChoice>, chosen: Chosen) -> AnyView {
    let all = StoredValue::new([first, others].concat());
    let is_open = RwSignal::new(false);
    let chip = move |choice: TrendChoice| {
        let is_chosen = chosen.symptom.get() == choice.symptom;
        view! {
            <label class="choice choice--radio choice--small">
                <input
                    type="radio"
                    name="symptom"
                    prop:checked=is_chosen
                    on:change=move |_| chosen.choose_symptom(choice.symptom)
                />
                <span class="choice__name">{choice.name}</span>
            </label>
        }
        .into_any()
    };
    let chips = move || {
        let (is_open, now) = (is_open.get(), chosen.symptom.get());
        let shown = |at: usize, choice: &TrendChoice| is_open || at < AT_ONCE || choice.symptom == now;
        let shown = all.with_value(|all| {
            let all = all.iter().enumerate();
            all.filter(|(at, choice)| shown(*at, choice)).map(|(_, choice)| *choice).collect::<Vec<_>>()
        });
        shown.into_iter().map(chip).collect_view().into_any()
    };
    let more = move || {
        let words = if is_open.get() { words::FEWER } else { words::MORE };
        let turn = move |_| is_open.update(|open| *open = !*open);
        view! {
            <button type="button" class="choice choice--small" aria-expanded=is_open.get().to_string() on:click=turn>
                {words}
            </button>
        }
        .into_any()
    };
    let more = if all.with_value(Vec::len) > AT_ONCE { live(more) } else { nothing() };
    view! {
        <fieldset class="choices trends__chips">
            <legend class="unseen">{words::WHICH_SYMPTOM}</legend>
            {live(chips)}
            {more}
        </fieldset>
    }
    .into_any()
}
