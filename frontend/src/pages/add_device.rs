//! Adding a device: a code for its camera and the same as a link. Opening this page makes one.

use leptos::prelude::*;

use crate::app::told;
use crate::journal::{LinkState, Sharing, use_journal};
use crate::page::Page;
use crate::platform::clipboard;
use crate::ui::{Back, Button, ButtonKind, Glyph, Link, Notice, QrCode, Waiting, live, live_text, nothing, place_head};
use crate::words;

/// The code and the link for another device.
pub fn add_device() -> AnyView {
    let sharing = use_journal().sharing();
    let is_on = Memo::new(move |_| sharing.with(|sharing| matches!(sharing, Sharing::On { .. })));
    view! {
        <Back to=Page::Share name=words::SHARE/>
        {place_head(words::ADD_A_DEVICE.to_owned(), nothing(), nothing())}
        {live(move || if is_on.get() { code() } else { sync_first() })}
    }
    .into_any()
}

fn sync_first() -> AnyView {
    let way = view! {
        <Link class="button" to=Page::Share>
            {words::SHARE}
        </Link>
    };
    view! { <Notice happened=words::SYNC_FIRST safe=words::SYNC_FIRST_WHY act=Some(way.into_any())/> }.into_any()
}

fn code() -> AnyView {
    let journal = use_journal();
    let link = journal.device_link();
    untrack(|| journal.make_device_link());
    live(move || match link.get() {
        LinkState::None | LinkState::Making => view! { <Waiting words=words::MAKING_A_CODE/> }.into_any(),
        LinkState::Ready { url, valid_minutes } => ready(url, valid_minutes),
        LinkState::Failed(trouble) => {
            let again = view! { <Button words=words::MAKE_A_NEW_CODE on_press=move |()| journal.make_device_link()/> };
            told(trouble, Some(again.into_any()))
        }
    })
}

fn ready(url: String, valid_minutes: u32) -> AnyView {
    let said = RwSignal::new(String::new());
    let (code, shown) = (url.clone(), url.clone());
    let copy = move |()| {
        clipboard::copy(&url, move |copied| {
            let words = if copied { words::LINK_COPIED } else { words::LINK_NOT_COPIED };
            // The page may have been left meanwhile.
            let _ = said.try_set(words.to_owned());
        });
    };
    view! {
        <p class="lead">{words::ADD_HOW}</p>
        <QrCode text=code name=words::CODE_FOR_A_DEVICE/>
        <p class="soft small num add-device__valid">{words::code_works_for(valid_minutes)}</p>
        <div class="surface stack stack--close">
            <p class="add-device__link num">{shown}</p>
            <Button kind=ButtonKind::SoftWide glyph=Glyph::COPY words=words::COPY_LINK on_press=copy/>
            <p class="small" role="status">
                {live_text(move || said.get())}
            </p>
        </div>
        <p>{words::ADD_SECRET}</p>
        <p class="soft small">{words::ADD_ON_IPHONE}</p>
    }
    .into_any()
}
