//! The places as a list: it does the same as the drawings, and is the way by keyboard and screen reader.

use ebb_journal::{Place, Site};
use leptos::prelude::*;

use super::drawings::has_sides;
use super::map::{Asked, Map};
use super::{opens, panel};
use crate::journal::{in_a_sentence, value_words};
use crate::ui::{Glyph, Icon, IconSize, live, nothing};
use crate::words;

/// The groups, each with what is in it. A place that is in none is in the last.
const GROUPS: [(&str, &[Place]); 4] = [
    (
        words::HANDS_AND_ARMS,
        &[Place::HAND, Place::FINGERS, Place::THUMB_BASE, Place::WRIST, Place::ELBOW, Place::ARM, Place::SHOULDER],
    ),
    (
        words::LEGS_AND_FEET,
        &[
            Place::KNEE,
            Place::HIP,
            Place::GROIN,
            Place::THIGH,
            Place::LEG,
            Place::ANKLE,
            Place::FOOT,
            Place::HEEL,
            Place::MIDFOOT,
            Place::BALL_OF_FOOT,
            Place::BIG_TOE,
            Place::SMALL_TOES,
        ],
    ),
    (
        words::HEAD_AND_TRUNK,
        &[Place::JAW, Place::NECK, Place::UPPER_BACK, Place::LOWER_BACK, Place::SACROILIAC, Place::RIBS, Place::BREAST],
    ),
    (words::FINGERS, &[]),
];

/// The list, closed at first.
pub fn list(map: Map) -> AnyView {
    let is_open = RwSignal::new(false);
    let all = move || if is_open.get() { groups(map) } else { nothing() };
    view! {
        {opens(words::CHOOSE_FROM_A_LIST, is_open)}
        {live(all)}
    }
    .into_any()
}

fn groups(map: Map) -> AnyView {
    let groups: Vec<_> = (0..GROUPS.len()).map(|at| (GROUPS[at].0, places_of(map, at))).collect();
    let filled = groups.into_iter().filter(|(_, places)| !places.is_empty()).collect::<Vec<_>>();
    // Few places need no groups to look through.
    let is_short = filled.len() == 1;
    filled.into_iter().map(|(name, places)| group(map, name, places, is_short)).collect_view().into_any()
}

/// The places of a symptom that are in a group, in the order of the group.
fn places_of(map: Map, at: usize) -> Vec<Place> {
    let of_symptom = map.symptom().places;
    let (_, named) = GROUPS[at];
    if named.is_empty() {
        let is_elsewhere = |place: &Place| GROUPS.iter().any(|(_, named)| named.contains(place));
        return of_symptom.iter().filter(|place| !is_elsewhere(place)).copied().collect();
    }
    named.iter().filter(|place| of_symptom.contains(place)).copied().collect()
}

fn group(map: Map, name: &'static str, places: Vec<Place>, is_open: bool) -> AnyView {
    let is_open = RwSignal::new(is_open);
    let turn = move |_| is_open.update(|open| *open = !*open);
    let rows = move || {
        if is_open.get() { places.iter().map(|place| row(map, *place)).collect_view().into_any() } else { nothing() }
    };
    view! {
        <div class="list">
            <button type="button" class="item item--leads" aria-expanded=move || is_open.get().to_string() on:click=turn>
                <span class="grow">
                    <b>{name}</b>
                </span>
                <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
            </button>
            {live(rows)}
        </div>
    }
    .into_any()
}

/// A place with its sides; what is chosen is asked for right below it.
fn row(map: Map, place: Place) -> AnyView {
    let Some(entry) = place.entry() else { return nothing() };
    let sites = if has_sides(place) {
        vec![(Site::left(place), words::LEFT), (Site::right(place), words::RIGHT)]
    } else {
        vec![(Site::of(place), words::MARK)]
    };
    let is_here = Memo::new(move |_| {
        map.asked().with(|asked| {
            asked.as_ref().is_some_and(|asked| asked.in_list && asked.site.is_some_and(|site| site.place == place))
        })
    });
    let choice = move |(site, word): (Site, &'static str)| {
        let choose = move |_| map.ask(Asked { site: Some(site), others: Vec::new(), in_list: true });
        // "Left knee, 4 of 10".
        let name = move || {
            let name = in_a_sentence(site);
            match map.value_at(site) {
                Some(value) => [&name, ", ", &value_words(map.symptom().scale, value)].concat(),
                None => name,
            }
        };
        view! {
            <button
                type="button"
                class="choice choice--small"
                aria-label=name
                aria-pressed=move || map.is_marked(site).to_string()
                on:click=choose
            >
                {word}
            </button>
        }
        .into_any()
    };
    let asked = move || if is_here.get() { panel(map, true) } else { nothing() };
    view! {
        <div class="item item--acts" role="group" aria-label=entry.name>
            <span class="told">{entry.name}</span>
            <div class="choices">{sites.into_iter().map(choice).collect_view()}</div>
        </div>
        {live(asked)}
    }
    .into_any()
}
