//! Share: the devices of this journal. Nothing leaves the phone before sync is turned on here.

use leptos::prelude::*;

use super::journal_head::journal_head;
use crate::app::told;
use crate::journal::{DeviceLine, SafePlace, Sharing, use_journal};
use crate::page::Page;
use crate::platform::store_choice;
use crate::ui::{Button, ButtonKind, Glyph, Icon, IconSize, Link, Notice, Waiting, live, nothing};
use crate::words;

/// The devices of this journal.
pub fn share() -> AnyView {
    let journal = use_journal();
    let (sharing, state) = (journal.sharing(), journal.state_line());
    let on_turn_on = Callback::new(move |()| journal.turn_sync_on());
    let body = move || match sharing.get() {
        Sharing::Off if store_choice::is_sample() => {
            view! { <Notice happened=words::SAMPLE_STAYS safe=words::SAMPLE_STAYS_MORE/> }.into_any()
        }
        Sharing::Off => sync_is_off(on_turn_on),
        Sharing::TurningOn => view! { <Waiting words=words::TURNING_ON/> }.into_any(),
        Sharing::On { devices: all, set_aside } => devices(all, set_aside),
        Sharing::Failed(trouble) => {
            let again = view! { <Button words=words::TRY_AGAIN on_press=on_turn_on/> };
            told(trouble, Some(again.into_any()))
        }
    };
    // What the state line has no room for: why entries do not leave the phone, and what to do.
    let sending = move || match state.get() {
        SafePlace::Trouble { sentence, what_to_do } => view! { <Notice happened=sentence safe=what_to_do/> }.into_any(),
        _ => nothing(),
    };
    view! {
        {journal_head(words::SHARE.to_owned(), None)}
        {live(sending)}
        <section>
            <h2>{words::MY_DEVICES}</h2>
            {live(body)}
        </section>
    }
    .into_any()
}

fn sync_is_off(on_turn_on: Callback<()>) -> AnyView {
    view! {
        <div class="stack">
            <div class="surface stack stack--close">
                <p>
                    <b>{words::SYNC_IS_OFF}</b>
                </p>
                <p>{words::SYNC_WOULD}</p>
            </div>
            <Button kind=ButtonKind::MainWide words=words::TURN_SYNC_ON on_press=on_turn_on/>
        </div>
    }
    .into_any()
}

fn devices(devices: Vec<DeviceLine>, aside: usize) -> AnyView {
    let row = |device: DeviceLine| {
        let glyph = if device.this_one { Glyph::PHONE } else { Glyph::TABLET };
        view! {
            <li class="item">
                <span class="mark">
                    <Icon glyph=glyph/>
                </span>
                <span class="grow">
                    <b>{device.name}</b>
                    <span class="item__detail num">{device.detail}</span>
                </span>
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="list">{devices.into_iter().map(row).collect_view()}</ul>
        <Link class="button" to=Page::AddDevice>
            <Icon glyph=Glyph::PLUS size=IconSize::Small/>
            {words::ADD_A_DEVICE}
        </Link>
        {set_aside(aside)}
    }
    .into_any()
}

/// What came from other devices and could not be opened, if anything.
pub fn set_aside(count: usize) -> AnyView {
    if count == 0 {
        return nothing();
    }
    let happened = words::set_aside(count);
    view! { <Notice happened=happened safe=words::SET_ASIDE_SAFE to_do=words::SET_ASIDE_TO_DO/> }.into_any()
}
