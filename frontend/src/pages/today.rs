//! Today: the doses due first, then what logs at a tap, then what was logged.

mod dose_card;
mod earlier;
mod hot_flash;
mod later;
mod tremble;

use leptos::prelude::*;

use self::dose_card::DoseCard;
use self::earlier::EarlierToday;
use self::hot_flash::HotFlash;
use self::later::Later;
pub use self::tremble::Tremble;
use super::journal_head::JournalHead;
use super::new_version::NewVersion;
use crate::appearance::{Colours, use_appearance};
use crate::journal::use_journal;
use crate::navigation::use_navigation;
use crate::page::{Page, Question};
use crate::ui::{Button, ButtonKind, ChoiceLink, FocusPlace, Glyph, Icon};
use crate::words;

/// Today.
#[component]
pub fn TodayPage() -> impl IntoView {
    let today = use_journal().today();
    let title = Signal::derive(move || today.with(|today| today.date_title.clone()));
    let has_medicine = Memo::new(move |_| today.with(|today| today.has_medicine));
    view! {
        <JournalHead title=title/>
        <Doses/>
        <HotFlash/>
        {move || {
            (!has_medicine.get())
                .then(|| view! { <ChoiceLink name=words::ADD_WHAT_YOU_TAKE to=Page::Start(Question::Medicine)/> })
        }}
        <EarlierToday/>
        <NightDoor/>
        <NewVersion/>
    }
}

#[component]
fn Doses() -> impl IntoView {
    let today = use_journal().today();
    // By themselves, so that the turn of a minute does not draw the cards anew.
    let doses = Memo::new(move |_| today.with(|today| today.doses.clone()));
    let day = today.with_untracked(|today| today.date_title.clone());
    let later = Later::of(&day);
    let place = FocusPlace::new();
    let cards = move || {
        doses.get().into_iter().map(|line| view! { <DoseCard line=line later=later place=place/> }).collect_view()
    };
    let has_any = Memo::new(move |_| doses.with(|doses| !doses.is_empty()));
    view! {
        <div class="doses" tabindex="-1" node_ref=place.node() hidden=move || !has_any.get()>
            {cards}
        </div>
    }
}

/// The way to the night view, for those who see it is night, or have chosen its colours.
#[component]
fn NightDoor() -> impl IntoView {
    let navigation = use_navigation();
    let colours = use_appearance().colours();
    let today = use_journal().today();
    let is_night = Memo::new(move |_| today.with(|today| today.is_night));
    move || {
        (is_night.get() || colours.get() == Colours::Night).then(|| {
            view! {
                <Button kind=ButtonKind::Line on_press=move |_| navigation.go(Page::Night)>
                    <Icon glyph=Glyph::Moon/>
                    {words::NIGHT_VIEW}
                </Button>
            }
        })
    }
}
