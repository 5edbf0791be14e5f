//! Settings: how Ebb looks on this phone, in which units lab values are read, and where the journal is kept.

use ebb_journal::UnitSystem;
use leptos::prelude::*;

use super::new_version::new_version;
use super::share::set_aside;
use crate::appearance::{Colours, TextSize, use_appearance};
use crate::journal::{Sharing, StorageState, use_journal};
use crate::page::Page;
use crate::platform::store_choice;
use crate::ui::{Back, Link, Notice, RadioChoices, Switch, live, nothing, place_head};
use crate::units;
use crate::words;

const COLOURS: [Colours; 4] = [Colours::LikeThePhone, Colours::Light, Colours::Dark, Colours::Night];
const COLOUR_NAMES: &[&str] = &[words::LIKE_THE_PHONE, words::LIGHT, words::DARK, words::NIGHT];
const TEXT_SIZES: [TextSize; 3] = [TextSize::Usual, TextSize::Large, TextSize::VeryLarge];
const TEXT_SIZE_NAMES: &[&str] = &[words::USUAL, words::LARGE, words::VERY_LARGE];

const UNITS: [UnitSystem; 2] = [UnitSystem::Conventional, UnitSystem::Si];
const UNIT_NAMES: &[&str] = &[words::UNITS_CONVENTIONAL, words::UNITS_SI];

/// Settings.
pub fn settings() -> AnyView {
    view! {
        <Back to=Page::Today name=words::BACK/>
        {place_head(words::SETTINGS.to_owned(), nothing(), nothing())}
        {new_version()}
        {looks()}
        {units()}
        <section>
            <h2>{words::STORAGE}</h2>
            {storage()}
            <Link class="button" to=Page::File>
                {words::MY_FILE}
            </Link>
        </section>
        {sample()}
        <section>
            <h2>{words::DELETE_EVERYTHING}</h2>
            <p>{words::DELETE_IS}</p>
            <Link class="button" to=Page::Delete>
                {words::DELETE_EVERYTHING}
            </Link>
        </section>
    }
    .into_any()
}

fn sample() -> AnyView {
    if store_choice::is_sample() {
        return nothing();
    }
    view! {
        <section>
            <h2>{words::SAMPLE_DATA}</h2>
            <p>{words::SAMPLE_IS}</p>
            <Link class="button" to=Page::Sample>
                {words::LOOK_AROUND}
            </Link>
        </section>
    }
    .into_any()
}

fn looks() -> AnyView {
    let appearance = use_appearance();
    let colours = move || COLOURS.iter().position(|colours| *colours == appearance.look().colours).unwrap_or(0);
    let choose_colours = move |at: usize| {
        if let Some(colours) = COLOURS.get(at) {
            appearance.choose_colours(*colours);
        }
    };
    let size = move || TEXT_SIZES.iter().position(|size| *size == appearance.look().text_size).unwrap_or(0);
    let choose_size = move |at: usize| {
        if let Some(size) = TEXT_SIZES.get(at) {
            appearance.choose_text_size(*size);
        }
    };
    let on = untrack(|| appearance.look().night_view);
    let turn = move |()| appearance.turn_night_view();
    view! {
        <RadioChoices
            name=words::COLOURS
            group="colours"
            things=COLOUR_NAMES
            tall=true
            chosen=Signal::derive(colours)
            on_choose=choose_colours
        />
        <RadioChoices
            name=words::TEXT_SIZE
            group="text-size"
            things=TEXT_SIZE_NAMES
            chosen=Signal::derive(size)
            on_choose=choose_size
        />
        <div class="list">
            <Switch name=words::NIGHT_VIEW hint=words::NIGHT_VIEW_HINT on=on on_turn=turn/>
        </div>
    }
    .into_any()
}

/// In which units lab values are read.
fn units() -> AnyView {
    let chosen = RwSignal::new(UNITS.iter().position(|one| *one == units::chosen()).unwrap_or(0));
    let choose = move |at: usize| {
        if let Some(units) = UNITS.get(at) {
            units::choose(*units);
            chosen.set(at);
        }
    };
    view! {
        <section>
            <RadioChoices name=words::UNITS group="units" things=UNIT_NAMES tall=true chosen=chosen on_choose=choose/>
            <p class="soft small">{words::UNITS_MORE}</p>
        </section>
    }
    .into_any()
}

fn storage() -> AnyView {
    let journal = use_journal();
    let (storage, sharing) = (journal.storage(), journal.sharing());
    let kept = move || {
        let StorageState { persisted, used, .. } = storage.get();
        let (happened, more) = match persisted {
            Some(true) => (words::PERSISTED, words::PERSISTED_MORE),
            Some(false) => (words::NOT_PERSISTED, words::NOT_PERSISTED_MORE),
            None => (words::PERSISTENCE_UNKNOWN, words::NOT_PERSISTED_MORE),
        };
        let used = used.map(words::space_used).unwrap_or_default();
        view! { <Notice happened=happened safe=more to_do=used/> }.into_any()
    };
    let aside = move || {
        set_aside(sharing.with(|sharing| match sharing {
            Sharing::On { set_aside, .. } => *set_aside,
            Sharing::Off | Sharing::TurningOn | Sharing::Failed(_) | Sharing::Ended { .. } => 0,
        }))
    };
    view! {
        {live(kept)}
        {live(aside)}
        <Notice happened=words::NOT_LOCKED safe=words::NOT_LOCKED_MORE/>
    }
    .into_any()
}
