//! Share: the devices of this journal. Nothing leaves the phone before sync is turned on here.

use leptos::prelude::*;

use super::journal_head::JournalHead;
use crate::journal::{DeviceLine, SafePlace, Sharing, use_journal};
use crate::page::Page;
use crate::ui::{Button, ButtonKind, Glyph, Icon, IconSize, Link, Notice, Waiting};
use crate::words;

/// The devices of this journal.
#[component]
pub fn SharePage() -> impl IntoView {
    let journal = use_journal();
    let sharing = journal.sharing();
    let devices = move || match sharing.get() {
        Sharing::Off => view! { <SyncIsOff/> }.into_any(),
        Sharing::TurningOn => view! { <Waiting words=words::TURNING_ON/> }.into_any(),
        Sharing::On { devices, set_aside } => view! { <Devices devices=devices set_aside=set_aside/> }.into_any(),
        Sharing::Failed(trouble) => view! {
            <Notice happened=trouble.happened safe=trouble.safe to_do=trouble.to_do urgent=true>
                <Button on_press=move |_| journal.turn_sync_on()>{words::TRY_AGAIN}</Button>
            </Notice>
        }
        .into_any(),
    };
    view! {
        <JournalHead title=words::SHARE.to_owned()/>
        <Sending/>
        <section>
            <h2>{words::MY_DEVICES}</h2>
            {devices}
        </section>
    }
}

/// What the state line has no room for: why entries do not leave the phone, and what to do.
#[component]
fn Sending() -> impl IntoView {
    let state = use_journal().state_line();
    move || match state.get() {
        SafePlace::Trouble { sentence, what_to_do } => Some(view! { <Notice happened=sentence to_do=what_to_do/> }),
        _ => None,
    }
}

#[component]
fn SyncIsOff() -> impl IntoView {
    let journal = use_journal();
    view! {
        <div class="stack">
            <div class="surface stack stack--close">
                <p>
                    <b>{words::SYNC_IS_OFF}</b>
                </p>
                <p>{words::SYNC_WOULD}</p>
            </div>
            <Button kind=ButtonKind::Main big=true wide=true on_press=move |_| journal.turn_sync_on()>
                {words::TURN_SYNC_ON}
            </Button>
        </div>
    }
}

#[component]
fn Devices(devices: Vec<DeviceLine>, set_aside: usize) -> impl IntoView {
    let row = |device: DeviceLine| {
        let glyph = if device.this_one { Glyph::Phone } else { Glyph::Tablet };
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
    };
    view! {
        <ul class="list">{devices.into_iter().map(row).collect_view()}</ul>
        <Link class="button share__add" to=Page::AddDevice>
            <Icon glyph=Glyph::Plus size=IconSize::Small/>
            {words::ADD_A_DEVICE}
        </Link>
        {(set_aside > 0).then(|| view! { <SetAside count=set_aside/> })}
    }
}

/// What came from other devices and could not be opened.
#[component]
pub fn SetAside(
    /// How many pieces, at least one.
    count: usize,
) -> impl IntoView {
    view! { <Notice happened=words::set_aside(count) safe=words::SET_ASIDE_SAFE to_do=words::SET_ASIDE_TO_DO/> }
}
