//! Every component of `ui` in its states, on one page, at `/gallery`. In builds with the feature `gallery` alone: see CONTRIBUTING.md.
//! What is made up here is not in `words.rs`: nobody who keeps a journal reads it.

mod follows;
mod glyphs;

use ebb_journal::catalogue::STEP_WORDS;
use leptos::prelude::*;

use crate::appearance::{Colours, TextSize, provide_appearance};
use crate::navigation::provide_navigation;
use crate::page::Page;
use crate::platform::location;
use crate::ui::{
    Back, Button, ButtonKind, Choice, ChoiceLink, Glyph, Icon, IconSize, KeptWords, Keys, Link, Notice, QrCode,
    RadioChoices, SearchField, StateLine, Switch, Tab, TabBar, TabForm, TextField, Tile, Waiting, Wordmark, kept_bar,
    level_not_shared, level_of_day, place_head, segments, strength,
};

/// Where it is.
pub const PATH: &str = "/gallery";

const COLOURS: [Colours; 4] = [Colours::LikeThePhone, Colours::Light, Colours::Dark, Colours::Night];
const SIZES: [TextSize; 3] = [TextSize::Usual, TextSize::Large, TextSize::VeryLarge];
const WORDS: &[&str] = &["Month", "6 months", "Year", "All"];
const MINUTES: &[(u16, &str)] = &[(0, "none"), (15, "15 min"), (60, "1 hour"), (120, "2 hours")];
const KINDS: [(ButtonKind, &str); 8] = [
    (ButtonKind::Main, "Main"),
    (ButtonKind::MainWide, "Main, wide"),
    (ButtonKind::Soft, "Soft"),
    (ButtonKind::SoftWide, "Soft, wide"),
    (ButtonKind::SoftBig, "Soft, big"),
    (ButtonKind::PlainBig, "Plain, big"),
    (ButtonKind::Line, "Leads a line"),
    (ButtonKind::RowEnd, "Ends a row"),
];
const TABS: &[Tab] = &[
    Tab { page: Page::Today, name: "Here", away: Glyph::TODAY, here: Glyph::TODAY_HERE, form: TabForm::Usual },
    Tab { page: Page::Log, name: "Raised", away: Glyph::PLUS, here: Glyph::PLUS, form: TabForm::Raised },
    Tab { page: Page::Share, name: "Away", away: Glyph::SHARE, here: Glyph::SHARE_HERE, form: TabForm::Usual },
];

/// The gallery.
#[component]
pub fn Gallery() -> impl IntoView {
    provide_navigation();
    let appearance = provide_appearance();
    let colours = move |at: usize| COLOURS.get(at).into_iter().for_each(|colours| appearance.choose_colours(*colours));
    let size = move |at: usize| SIZES.get(at).into_iter().for_each(|size| appearance.choose_text_size(*size));
    let colours_at = move || COLOURS.iter().position(|one| *one == appearance.look().colours).unwrap_or(0);
    let size_at = move || SIZES.iter().position(|one| *one == appearance.look().text_size).unwrap_or(0);
    if let Some(shown) = follows::at(&location::path()) {
        return view! { <main class="page">{shown}</main> }.into_any();
    }
    view! {
        <main class="page page--over-bar">
            {heads()}
            <RadioChoices name="Colours" group="colours" things=&["Phone", "Light", "Dark", "Night"] chosen=Signal::derive(colours_at) on_choose=colours/>
            <RadioChoices name="Text size" group="size" things=&["Usual", "Large", "Very large"] chosen=Signal::derive(size_at) on_choose=size/>
            {section("Buttons", buttons())}
            {section("Choices", choices())}
            {section("Strength", strengths())}
            {section("Switches and fields", fields())}
            {section("Notices", notices())}
            {section("Tiles and rows", tiles())}
            {section("Levels", levels())}
            {section("Of those who follow", follows::places())}
            {section("Icons", glyphs::glyphs())}
            {section("Code", view! { <QrCode text="https://example.org/join#0".to_owned() name="A code"/> }.into_any())}
        </main>
        <div class="bottom">
            {kept_bar("kept", || Some(KeptWords { sentence: "Something was kept. Saved.".to_owned(), can_undo: true }), "Undo", Callback::new(|()| ()))}
            <TabBar name="Places" tabs=TABS here=Page::Today/>
        </div>
    }
    .into_any()
}

fn section(name: &'static str, things: AnyView) -> AnyView {
    view! {
        <section>
            <h2>{name}</h2>
            <div class="stack">{things}</div>
        </section>
    }
    .into_any()
}

fn heads() -> AnyView {
    let below = view! { <StateLine glyph=Glyph::PHONE words="A state that leads on".to_owned() to=Some(Page::Share)/> };
    let end = view! {
        <Link class="round head__menu" to=Page::Settings name="Settings">
            <Icon glyph=Glyph::MENU/>
        </Link>
    };
    view! {
        <Wordmark/>
        <Back to=Page::Today name="Back"/>
        {place_head("Gallery".to_owned(), below.into_any(), end.into_any())}
        <StateLine glyph=Glyph::CLOUD_KEPT words="A state that leads nowhere".to_owned() to=None/>
        <Waiting words="Waiting…"/>
    }
    .into_any()
}

fn buttons() -> AnyView {
    let button = |(kind, words): (ButtonKind, &'static str)| {
        view! {
            <Button kind=kind words=words on_press=|()| ()/>
            <Button kind=kind glyph=Glyph::PLUS words=words on_press=|()| ()/>
        }
        .into_any()
    };
    let disabled = view! {
        <button type="button" class="button" disabled=true>
            "Disabled"
        </button>
    };
    view! { {KINDS.map(button).into_any()} {disabled} }.into_any()
}

fn choices() -> AnyView {
    let chosen = RwSignal::new(1);
    let at = Signal::derive(move || chosen.get());
    let choose = Callback::new(move |at| chosen.set(at));
    view! {
        <Choice name="A choice" hint="and a second word" on_press=|()| ()/>
        <Choice name="A choice that logs" logs=true on_press=|()| ()/>
        <ChoiceLink name="A choice that leads to a place" to=Page::Log/>
        <RadioChoices name="One of several, tall" group="tall" things=WORDS tall=true chosen=at on_choose=choose/>
        <RadioChoices name="One of several, small" group="small" things=WORDS chosen=at on_choose=choose/>
        {segments("Segments", "segments", WORDS, at, choose)}
    }
    .into_any()
}

fn strengths() -> AnyView {
    let group = |name: &'static str, keys: Keys, at: Option<u16>| {
        let chosen = RwSignal::new(at);
        let choose = Callback::new(move |value| chosen.set(Some(value)));
        strength(name, format!("strength-{name}"), keys, chosen.into(), choose)
    };
    view! {
        {group("Five steps", Keys::Steps(&STEP_WORDS), None)}
        {group("Five steps, one chosen", Keys::Steps(&STEP_WORDS), Some(3))}
        {group("Of ten", Keys::ZeroToTen, Some(6))}
        {group("Some words", Keys::Words(MINUTES, "min"), Some(15))}
    }
    .into_any()
}

fn fields() -> AnyView {
    let (on, off) = (RwSignal::new(true), RwSignal::new(false));
    let text = || RwSignal::new(String::new());
    view! {
        <div class="list">
            <Switch name="On" hint="What it means." on=on on_turn=move |()| on.update(|on| *on = !*on)/>
            <Switch name="Off" hint="What it means." on=off on_turn=move |()| off.update(|on| *on = !*on)/>
        </div>
        <div class="stack stack--close">
            <TextField name="A line" id="line" hint="A hint below it." text=text() problem="" on_enter=|()| ()/>
        </div>
        <div class="stack stack--close">
            <TextField name="With a problem" id="problem" hint="" text=text() problem="Write its name first." on_enter=|()| ()/>
        </div>
        <SearchField name="Search" hint="knee, sleep, mood…" text=text()/>
    }
    .into_any()
}

fn notices() -> AnyView {
    let act = view! { <Button words="What to press" on_press=|()| ()/> };
    view! {
        <Notice happened="What happened." safe="What is safe all the same."/>
        <Notice happened="What could not be saved." safe="What is safe." to_do="What to do." urgent=true act=Some(act.into_any())/>
    }
    .into_any()
}

fn tiles() -> AnyView {
    view! {
        <Tile name="Logs heat" glyph=Glyph::FIRE hot=true detail="2 today".to_owned() on_press=|()| ()/>
        <Tile name="Logs something else" glyph=Glyph::BONE hot=false detail="tap when it starts".to_owned() on_press=|()| ()/>
        <div class="list">
            <Link class="item item--leads" to=Page::Log>
                <span class="mark">
                    <Icon glyph=Glyph::MEDICINES/>
                </span>
                <span class="grow">
                    <b>"A row that leads on"</b>
                    <span class="item__detail">"and what more there is"</span>
                </span>
                <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
            </Link>
            <p class="item">"A row that holds"</p>
        </div>
    }
    .into_any()
}

fn levels() -> AnyView {
    let day = |value: Option<u16>, most: u16| level_of_day(value.map(|value| (value, most)));
    let steps: Vec<AnyView> = [None].into_iter().chain((0..=4).map(Some)).map(|step| day(step, 4)).collect();
    let ten: Vec<AnyView> = (0..=10).map(|value| day(Some(value), 10)).collect();
    view! {
        <div class="choices">{steps}</div>
        <div class="choices">{ten} {level_not_shared()}</div>
    }
    .into_any()
}
