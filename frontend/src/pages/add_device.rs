//! Adding a device: a code for its camera, the same as a link and to be typed; then the number that both devices must show, and
//! a yes. Opening this page makes an invitation.

use leptos::prelude::*;

use super::comparing::{CompareWords, comparing, waits_for_maker};
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
        {live(move || if is_on.get() { code() } else { sync_first(words::SYNC_FIRST_WHY) })}
    }
    .into_any()
}

/// Sync has to be turned on before this; `why` says so.
pub(super) fn sync_first(why: &'static str) -> AnyView {
    let way = view! {
        <Link class="button" to=Page::Share>
            {words::SHARE}
        </Link>
    };
    view! { <Notice happened=words::SYNC_FIRST safe=why act=Some(way.into_any())/> }.into_any()
}

fn code() -> AnyView {
    let journal = use_journal();
    let link = journal.device_link();
    untrack(|| journal.invite_device());
    live(move || match link.get() {
        LinkState::None | LinkState::Making => view! { <Waiting words=words::MAKING_A_CODE/> }.into_any(),
        LinkState::Ready { url, code, valid_minutes } => ready(url, code, valid_minutes),
        LinkState::WaitsForMaker => {
            let told = (words::SOMEONE_CAME_WITH_THE_CODE, words::OPEN_WHERE_THE_CODE_IS);
            waits_for_maker(told, words::NOBODY_BY_THIS_CODE, move |()| journal.refuse_device())
        }
        LinkState::Compare { digits, name, tried_again } => compare(digits, &name, tried_again),
        LinkState::Admitting { name } => admitting(&name),
        LinkState::Admitted { name } => admitted(&name),
        LinkState::Refused => over(words::NOBODY_CAME_IN, words::NOBODY_CAME_IN_MORE),
        LinkState::Forged => over(words::FORGED, words::FORGED_MORE),
        LinkState::Ended => over(words::CODE_ENDED, words::CODE_ENDED_MORE),
        LinkState::Failed(trouble) => told(trouble, Some(new_code())),
    })
}

fn new_code() -> AnyView {
    let journal = use_journal();
    view! { <Button words=words::MAKE_A_NEW_CODE on_press=move |()| journal.invite_device()/> }.into_any()
}

fn over(happened: &'static str, more: &'static str) -> AnyView {
    view! { <Notice happened=happened safe=more act=Some(new_code())/> }.into_any()
}

/// A device has come: is it the right one?
fn compare(digits: u32, name: &str, tried_again: bool) -> AnyView {
    let journal = use_journal();
    let asks = view! { <h2>{words::is_this_yours(name)}</h2> }.into_any();
    let words = CompareWords { must_show: words::ITS_SCREEN_MUST_SHOW, until_yes: words::UNTIL_YOU_SAY_YES };
    let (yes, no) = (move |()| journal.approve_device(), move |()| journal.refuse_device());
    comparing(asks, words, (digits, tried_again), yes, no)
}

fn admitting(name: &str) -> AnyView {
    let wishes = use_journal().wishes();
    let words_shown = words::admitting(name);
    live(move || match wishes.get() {
        (_, Some(why)) => {
            let (happened, more) = words::wish_refused(why);
            over(happened, more)
        }
        _ => view! { <Waiting words=words_shown.clone()/> }.into_any(),
    })
}

fn admitted(name: &str) -> AnyView {
    view! {
        <p class="lead" role="status">
            {words::admitted(name)}
        </p>
        <p>{words::JOINED_MORE}</p>
        <Link class="button button--wide" to=Page::Share>
            {words::MY_DEVICES}
        </Link>
        {new_code()}
    }
    .into_any()
}

fn ready(url: String, typed: String, valid_minutes: u32) -> AnyView {
    let said = RwSignal::new(String::new());
    let code = url.clone();
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
            <p class="soft small">{words::OR_TYPE_IT}</p>
            <p class="add-device__code num">{typed}</p>
            <Button kind=ButtonKind::SoftWide glyph=Glyph::COPY words=words::COPY_LINK on_press=copy/>
            <p class="small" role="status">
                {live_text(move || said.get())}
            </p>
        </div>
        <Waiting words=words::WAITING_FOR_THE_OTHER/>
        <p>{words::ADD_SECRET}</p>
        <p class="soft small">{words::ADD_ON_IPHONE}</p>
    }
    .into_any()
}
