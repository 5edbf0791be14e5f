//! Today: the doses due first, then what logs at a tap, then what was logged.

mod dose;
mod earlier;
mod hot_flash;
mod later;
mod tremble;

use leptos::prelude::*;

use self::later::Later;
pub use self::tremble::Tremble;
use super::journal_head::journal_head;
use super::new_version::new_version;
use crate::appearance::{Colours, use_appearance};
use crate::journal::{FlashLength, InvitationLine, Today, use_follows, use_journal};
use crate::navigation::use_navigation;
use crate::page::{Page, Question};
use crate::ui::{Button, ButtonKind, ChoiceLink, Glyph, Icon, IconSize, Link, live, nothing};
use crate::words;

/// Today. `check_in` comes in a part of its own, and stands below what logs at a tap.
pub fn today(check_in: AnyView) -> AnyView {
    let today = use_journal().today();
    // Without what only the passing of time changes: the turn of a minute redraws nothing under a finger.
    let still = Memo::new(move |_| today.with(standing_still));
    let later = Later::open();
    let invitations = use_follows().invitations();
    let tremble = Tremble::new();
    view! {
        {live(move || still.with(|today| journal_head(today.date_title.clone(), Some(Page::Share))))}
        {live(move || somebody_came(invitations))}
        {live(move || still.with(|today| dose::doses(today, later)))}
        <div id=hot_flash::PLACE tabindex="-1">{live(move || still.with(|today| hot_flash::hot_flash(today, tremble)))}</div>
        {live(move || still.with(add_medicine))}
        {check_in}
        {live(move || still.with(earlier::earlier))}
        {live(move || still.with(night_door))}
        {new_version()}
    }
    .into_any()
}

/// Somebody opened an invitation to follow: they wait for a yes or a no.
fn somebody_came(invitations: Memo<Vec<InvitationLine>>) -> AnyView {
    // The one where there is something to compare first.
    let came = invitations.with(|lines| lines.iter().max_by_key(|line| line.came).cloned());
    let Some((line, told)) = came.and_then(|line| line.came_in_words().map(|told| (line, told))) else {
        return nothing();
    };
    view! {
        <Link class="item surface" to=Page::Invitation(line.name)>
            <span class="grow">
                <b>{words::invitation_for(&line.who)}</b>
                <span class="item__detail">{told}</span>
            </span>
            <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
        </Link>
    }
    .into_any()
}

fn standing_still(today: &Today) -> Today {
    let mut still = today.clone();
    still.clock.clear();
    for flash in still.going.iter_mut().chain(&mut still.flashes) {
        if let FlashLength::Going { minutes } = &mut flash.length {
            *minutes = 0;
        }
    }
    still
}

fn add_medicine(today: &Today) -> AnyView {
    if today.has_medicine {
        return nothing();
    }
    view! { <ChoiceLink name=words::ADD_WHAT_YOU_TAKE to=Page::Start(Question::Medicine)/> }.into_any()
}

/// The way to the night view, for those who see it is night, or have chosen its colours.
fn night_door(today: &Today) -> AnyView {
    if !today.is_night && use_appearance().look().colours != Colours::Night {
        return nothing();
    }
    let navigation = use_navigation();
    let go = move |()| navigation.go(Page::Night);
    view! { <Button kind=ButtonKind::Line glyph=Glyph::MOON words=words::NIGHT_VIEW on_press=go/> }.into_any()
}
