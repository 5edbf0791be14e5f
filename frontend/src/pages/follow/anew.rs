//! Inviting somebody anew who has lost a phone: one press stops what they follow by now, and makes an invitation for the same.

use ebb_protocol::ids::MemberId;
use leptos::prelude::*;

use crate::app::told;
use crate::journal::{LinkState, use_follows};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::ui::{Button, ButtonKind, Waiting, live, nothing};
use crate::words;

/// What a lost phone can open, and the one press against it.
pub(super) fn anew(member: MemberId) -> AnyView {
    let (follows, navigation) = (use_follows(), use_navigation());
    let pressed = RwSignal::new(false);
    let press = move |()| {
        pressed.set(true);
        follows.invite_anew(member, move |name| navigation.go(Page::Invitation(name)));
    };
    let link = follows.link();
    let making = move || match link.get() {
        _ if !pressed.get() => nothing(),
        LinkState::Making => view! { <Waiting words=words::MAKING_A_CODE/> }.into_any(),
        LinkState::Failed(trouble) => told(trouble, None),
        _ => nothing(),
    };
    view! {
        <section class="stack">
            <h2>{words::LOST_A_PHONE}</h2>
            <p>{words::LOST_A_PHONE_MORE}</p>
            <Button kind=ButtonKind::SoftWide words=words::INVITE_ANEW on_press=press/>
            <div aria-live="polite">{live(making)}</div>
        </section>
    }
    .into_any()
}
