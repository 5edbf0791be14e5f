//! Where on the body: tap it on a drawing, or choose it from a list that does the same; then say how strong it is there. Left and right
//! are those of the person.

mod drawings;
mod list;
mod map;
mod picture;
mod view;

use ebb_journal::SymptomNumber;
use ebb_journal::catalogue::{Scale, Symptom, symptom as entry};
use leptos::prelude::*;

use self::list::list;
use self::map::{Asked, Map};
use super::check_in::keys_of;
use super::safety_told::safety_told;
use crate::journal::{Entry, Marked, in_a_sentence, site_words, use_journal, value_words};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::platform::{page_element, wall_clock};
use crate::ui::{
    Back, Button, ButtonKind, Glyph, Icon, IconSize, level_of_day, live, live_text, nothing, place_head, strength,
};
use crate::words;

/// Where on the body a symptom is.
pub fn places(number: u16) -> AnyView {
    let number = SymptomNumber(number);
    let symptom = match entry(number) {
        Some(symptom) if !symptom.places.is_empty() => symptom,
        known => {
            let why = if known.is_some() { words::NO_PLACES } else { words::SYMPTOM_NOT_KNOWN };
            return view! { <Back to=Page::Log name=words::LOG/> <p>{why}</p> }.into_any();
        }
    };
    let map = Map::of(symptom);
    let journal = use_journal();
    let danger = journal.safety_on(number, map.day());
    let title = if symptom.scale == Scale::ZeroToTen { words::WHERE_DOES_IT_HURT } else { words::WHERE_IS_IT };
    let navigation = use_navigation();
    let done = move |()| navigation.back(Page::Symptom(number.0));
    let name = view! { <p class="soft">{symptom.name}</p> }.into_any();
    let body = if symptom.scale == Scale::Episode && !map.has_happened() {
        view! { <p>{words::LOG_IT_FIRST}</p> }.into_any()
    } else {
        view! {
            {map.tabs()}
            {map.drawings()}
            {map.finger_opened()}
            {live(move || panel(map, false))}
            {live(move || safety_told(danger.get()))}
            {marked(map)}
            {list(map)}
        }
        .into_any()
    };
    view! {
        <Back to=Page::Symptom(number.0) name=symptom.name/>
        {place_head(title.to_owned(), name, nothing())}
        {body}
        <Button kind=ButtonKind::MainWide words=words::DONE on_press=done/>
    }
    .into_any()
}

/// What is asked for: how strong it is there, and what lies beside it. In the list it stands where it was asked for.
fn panel(map: Map, in_list: bool) -> AnyView {
    let Some(asked) = map.asked().get().filter(|asked| asked.in_list == in_list) else { return nothing() };
    let Asked { site, others, .. } = asked;
    let title = site.map_or_else(|| words::WHICH_ONE.to_owned(), in_a_sentence);
    let keys = match site {
        Some(site) if map.symptom().scale != Scale::Episode => {
            let chosen = Signal::derive(move || map.value_at(site));
            let rate = Callback::new(move |value| use_journal().rate_entry(map.entry().at(site), value));
            strength(words::HOW_STRONG, "strength".to_owned(), keys_of(map.symptom().scale), chosen, rate)
        }
        _ => nothing(),
    };
    let other = |other: ebb_journal::Site| {
        let choose = move |_| map.ask(Asked { site: Some(other), others: others_of(map, other), in_list });
        view! {
            <button type="button" class="choice choice--small" on:click=choose>
                {in_a_sentence(other)}
            </button>
        }
        .into_any()
    };
    let beside = if others.is_empty() {
        nothing()
    } else {
        let name = site.map_or_else(nothing, |_| view! { <p class="soft small">{words::OR_IS_IT}</p> }.into_any());
        view! {
            {name}
            <div class="choices">{others.into_iter().map(other).collect_view()}</div>
        }
        .into_any()
    };
    view! {
        <div class="surface stack body-map__panel">
            <h2 id="asked" tabindex="-1">
                {title}
            </h2>
            {keys}
            <div class="stack stack--close">{beside}</div>
        </div>
    }
    .into_any()
}

/// The other places that were offered stay so, with the one that was chosen before.
fn others_of(map: Map, chosen: ebb_journal::Site) -> Vec<ebb_journal::Site> {
    let before = map.asked().get_untracked();
    let all = before.into_iter().flat_map(|asked| asked.site.into_iter().chain(asked.others));
    all.filter(|site| *site != chosen).collect()
}

/// What is marked, each with a way to take it off; and beside it what was said of the symptom as a whole.
fn marked(map: Map) -> AnyView {
    let title = match map.day().get_untracked() {
        None => words::MARKED_TODAY,
        day if day == wall_clock::now().and_then(|now| now.day().plus(-1)) => words::MARKED_YESTERDAY,
        Some(_) => words::MARKED_THAT_DAY,
    };
    let rows = move || {
        let marks = map.marked().get();
        if marks.is_empty() {
            return view! { <p class="soft">{words::NOTHING_MARKED}</p> }.into_any();
        }
        view! { <ul class="list">{marks.into_iter().map(|mark| row(map, &mark)).collect_view()}</ul> }.into_any()
    };
    let whole = move || map.whole().get().map_or_else(nothing, |value| whole(map.symptom(), value));
    view! {
        <section>
            <h2 id="marked" tabindex="-1">
                {title}
            </h2>
            {live(rows)}
            {live(whole)}
        </section>
    }
    .into_any()
}

fn row(map: Map, mark: &Marked) -> AnyView {
    let (site, scale) = (mark.site, map.symptom().scale);
    let value = mark.value.map_or_else(String::new, |value| value_words(scale, value));
    let level = match mark.value {
        Some(value) => level_of_day(Some((picture::step_of(value, scale), 4))),
        None => nothing(),
    };
    let name = [words::REMOVE, " ", &site_words(site)].concat();
    let take_off = move |()| {
        map.take_off(site);
        page_element::focus_soon("#marked");
    };
    view! {
        <li class="item item--acts">
            <div class="told">
                {level}
                <p class="grow also__what">
                    <b>{in_a_sentence(site)}</b>
                    " "
                    <span class="soft num">{value}</span>
                </p>
            </div>
            <Button kind=ButtonKind::RowEnd name=name words=words::REMOVE on_press=take_off/>
        </li>
    }
    .into_any()
}

/// Neither is made from the other: the whole stands beside the places.
fn whole(symptom: &'static Symptom, value: u16) -> AnyView {
    let words = [words::AS_A_WHOLE, ": ", &value_words(symptom.scale, value), "."].concat();
    view! { <p class="soft num">{words}</p> }.into_any()
}

/// "or choose from a list": opens what does the same as the drawing.
fn opens(name: &'static str, is_open: RwSignal<bool>) -> AnyView {
    let turn = move |_| is_open.update(|open| *open = !*open);
    view! {
        <button
            type="button"
            class="button button--plain button--line"
            aria-expanded=move || is_open.get().to_string()
            on:click=turn
        >
            <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
            {name}
        </button>
    }
    .into_any()
}

/// A number of places, told to the ear as such.
fn count(number: usize) -> AnyView {
    if number == 0 {
        return nothing();
    }
    view! {
        <span class="body-map__count num">
            {live_text(move || number.to_string())}
            <span class="unseen">" marked"</span>
        </span>
    }
    .into_any()
}

impl Map {
    fn entry(self) -> Entry {
        Entry { day: self.day().get_untracked(), ..Entry::today(self.symptom().number) }
    }
}
