//! Where it is: a row that says it, and leads to showing it.

use ebb_journal::catalogue::Symptom;
use leptos::prelude::*;

use super::when::When;
use crate::journal::{Marked, site_words, use_journal, value_words};
use crate::page::Page;
use crate::ui::{Glyph, Icon, IconSize, Link, live_text};
use crate::words;

/// The row; `said` is where it is, empty where nobody said.
pub fn where_row(symptom: &'static Symptom, said: Signal<String>) -> AnyView {
    let words = move || {
        let said = said.get();
        if said.is_empty() { words::TAP_TO_SHOW_WHERE.to_owned() } else { said }
    };
    view! {
        <div class="list">
            <Link class="item item--leads" to=Page::Places(symptom.number.0)>
                <span class="mark">
                    <Icon glyph=Glyph::BODY/>
                </span>
                <span class="grow">
                    <b>{words::WHERE}</b>
                    " "
                    <span class="item__detail">{live_text(words)}</span>
                </span>
                <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
            </Link>
        </div>
    }
    .into_any()
}

/// The places of the day that is chosen: "right hand, left knee". Beside the symptom as a whole, never made from it.
pub fn where_of_day(symptom: &'static Symptom, when: When) -> Signal<String> {
    let marked = use_journal().marked_on(symptom.number, when.day());
    Signal::derive(move || marked.with(|marked| told(symptom, marked)))
}

fn told(symptom: &Symptom, marked: &[Marked]) -> String {
    let place = |mark: &Marked| match mark.value {
        Some(0) => format!("{} ({})", site_words(mark.site), value_words(symptom.scale, 0)),
        _ => site_words(mark.site),
    };
    marked.iter().map(place).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use ebb_journal::catalogue::symptom;
    use ebb_journal::{Place, Site, SymptomNumber};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn the_places_are_told_and_none_is_told_as_none() {
        let joint_pain = symptom(SymptomNumber::JOINT_PAIN).unwrap();
        let mark = |site, value| Marked { site, value };
        let marked = [mark(Site::right(Place::HAND), Some(6)), mark(Site::left(Place::KNEE), Some(0))];
        assert_eq!(told(joint_pain, &marked), "right hand, left knee (0 of 10)");
        assert_eq!(told(joint_pain, &[]), "");
    }
}
