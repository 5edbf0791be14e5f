//! Settings: how Ebb looks on this phone, and where the journal is kept.

use leptos::prelude::*;

use super::new_version::NewVersion;
use super::share::SetAside;
use crate::appearance::{Colours, TextSize, use_appearance};
use crate::journal::{Sharing, StorageState, use_journal};
use crate::page::Page;
use crate::ui::{Back, Notice, PlaceHead, RadioChoice, RadioChoices, Switch};
use crate::words;

const COLOURS: [(Colours, &str); 4] = [
    (Colours::LikeThePhone, words::LIKE_THE_PHONE),
    (Colours::Light, words::LIGHT),
    (Colours::Dark, words::DARK),
    (Colours::Night, words::NIGHT),
];
const TEXT_SIZES: [(TextSize, &str); 3] =
    [(TextSize::Usual, words::USUAL), (TextSize::Large, words::LARGE), (TextSize::VeryLarge, words::VERY_LARGE)];

/// Settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <Back to=Page::Today name=words::BACK/>
        <PlaceHead title=words::SETTINGS.to_owned()/>
        <NewVersion/>
        <Looks/>
        <section>
            <h2>{words::STORAGE}</h2>
            <Storage/>
        </section>
    }
}

#[component]
fn Looks() -> impl IntoView {
    let appearance = use_appearance();
    let colours = appearance.colours();
    let size = appearance.text_size();
    let colour = move |(of, name): (Colours, &'static str)| {
        let chosen = Signal::derive(move || colours.get() == of);
        view! { <RadioChoice group="colours" name=name chosen=chosen on_choose=move |()| appearance.choose_colours(of)/> }
    };
    let text_size = move |(of, name): (TextSize, &'static str)| {
        let chosen = Signal::derive(move || size.get() == of);
        view! { <RadioChoice group="text-size" name=name small=true chosen=chosen on_choose=move |()| appearance.choose_text_size(of)/> }
    };
    view! {
        <RadioChoices name=words::COLOURS tall=true>{COLOURS.map(colour).collect_view()}</RadioChoices>
        <RadioChoices name=words::TEXT_SIZE>{TEXT_SIZES.map(text_size).collect_view()}</RadioChoices>
        <div class="list">
            <Switch
                name=words::NIGHT_VIEW
                hint=words::NIGHT_VIEW_HINT
                on=appearance.night_view()
                on_turn=move |on| appearance.choose_night_view(on)
            />
        </div>
    }
}

#[component]
fn Storage() -> impl IntoView {
    let journal = use_journal();
    let storage = journal.storage();
    let sharing = journal.sharing();
    let kept = move || {
        let StorageState { persisted, used, .. } = storage.get();
        let (happened, more) = match persisted {
            Some(true) => (words::PERSISTED, words::PERSISTED_MORE),
            Some(false) => (words::NOT_PERSISTED, words::NOT_PERSISTED_MORE),
            None => (words::PERSISTENCE_UNKNOWN, words::NOT_PERSISTED_MORE),
        };
        view! { <Notice happened=happened safe=more to_do=used.map(words::space_used).unwrap_or_default()/> }
    };
    let set_aside = move || {
        let count = sharing.with(|sharing| match sharing {
            Sharing::On { set_aside, .. } => *set_aside,
            Sharing::Off | Sharing::TurningOn | Sharing::Failed(_) => 0,
        });
        (count > 0).then(|| view! { <SetAside count=count/> })
    };
    view! {
        {kept}
        {set_aside}
        <Notice happened=words::NOT_LOCKED safe=words::NOT_LOCKED_MORE/>
    }
}
