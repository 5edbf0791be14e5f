//! Adding a device: a code for its camera and the same as a link. Opening this page makes one.

use leptos::prelude::*;

use crate::journal::{LinkState, Sharing, use_journal};
use crate::page::Page;
use crate::platform::clipboard;
use crate::ui::{Back, Button, ButtonKind, Glyph, Icon, IconSize, Link, Notice, PlaceHead, QrCode, Waiting};
use crate::words;

/// The code and the link for another device.
#[component]
pub fn AddDevicePage() -> impl IntoView {
    let journal = use_journal();
    let sharing = journal.sharing();
    let is_on = Memo::new(move |_| sharing.with(|sharing| matches!(sharing, Sharing::On { .. })));
    Effect::new(move || {
        if is_on.get() {
            journal.make_device_link();
        }
    });
    let body = move || if is_on.get() { view! { <Code/> }.into_any() } else { view! { <SyncFirst/> }.into_any() };
    view! {
        <Back to=Page::Share name=words::SHARE/>
        <PlaceHead title=words::ADD_A_DEVICE.to_owned()/>
        {body}
    }
}

#[component]
fn SyncFirst() -> impl IntoView {
    view! {
        <Notice happened=words::SYNC_FIRST to_do=words::SYNC_FIRST_WHY>
            <Link class="button" to=Page::Share>
                {words::SHARE}
            </Link>
        </Notice>
    }
}

#[component]
fn Code() -> impl IntoView {
    let journal = use_journal();
    let link = journal.device_link();
    move || match link.get() {
        LinkState::None | LinkState::Making => view! { <Waiting words=words::MAKING_A_CODE/> }.into_any(),
        LinkState::Ready { url, valid_minutes } => view! { <Ready url=url valid_minutes=valid_minutes/> }.into_any(),
        LinkState::Failed(trouble) => view! {
            <Notice happened=trouble.happened safe=trouble.safe to_do=trouble.to_do urgent=true>
                <Button on_press=move |_| journal.make_device_link()>{words::MAKE_A_NEW_CODE}</Button>
            </Notice>
        }
        .into_any(),
    }
}

#[component]
fn Ready(url: String, valid_minutes: u32) -> impl IntoView {
    let said = RwSignal::new("");
    let code = url.clone();
    let shown = url.clone();
    let copy = move |_| {
        clipboard::copy(&url, move |copied| {
            // The page may have been left meanwhile.
            let _ = said.try_set(if copied { words::LINK_COPIED } else { words::LINK_NOT_COPIED });
        });
    };
    view! {
        <p class="lead">{words::ADD_HOW}</p>
        <QrCode text=code name=words::CODE_FOR_A_DEVICE/>
        <p class="soft small num add-device__valid">{words::code_works_for(valid_minutes)}</p>
        <div class="surface stack stack--close">
            <p class="add-device__link num" tabindex="0">
                {shown}
            </p>
            <Button kind=ButtonKind::Soft wide=true on_press=copy>
                <Icon glyph=Glyph::Copy size=IconSize::Small/>
                {words::COPY_LINK}
            </Button>
            <p class="small" role="status">
                {said}
            </p>
        </div>
        <p>{words::ADD_SECRET}</p>
        <p class="soft small">{words::ADD_ON_IPHONE}</p>
    }
}
