//! Somebody has come by an invitation, a device or who is to follow: the number that their screen must show, and the yes or no to it.

use leptos::prelude::*;

use crate::ui::{Button, ButtonKind, Notice, nothing};
use crate::words;

/// The words in which it is asked.
#[derive(Clone, Copy)]
pub(super) struct CompareWords {
    /// Above the number: whose screen must show it.
    pub(super) must_show: &'static str,
    /// Below the buttons: that nothing is shared yet, and what another number means.
    pub(super) until_yes: &'static str,
}

/// The number to compare. `asks` says who has come; a screen reader hears it at once.
pub(super) fn comparing(
    asks: AnyView,
    words: CompareWords,
    (digits, tried_again): (u32, bool),
    on_yes: impl Fn(()) + Send + Sync + 'static,
    on_no: impl Fn(()) + Send + Sync + 'static,
) -> AnyView {
    let warning = if tried_again {
        view! { <Notice happened=words::SOMEONE_ELSE_TRIED safe=words::SOMEONE_ELSE_TRIED_MORE urgent=true/> }
            .into_any()
    } else {
        nothing()
    };
    view! {
        <div role="status">{asks}</div>
        {warning}
        <div class="surface compare">
            <p class="soft">{words.must_show}</p>
            <p class="compare__digits num">{words::digits(digits)}</p>
        </div>
        <div class="stack stack--close">
            <Button kind=ButtonKind::MainWide words=words::SAME_NUMBER on_press=on_yes/>
            <Button kind=ButtonKind::SoftWide words=words::NOT_THE_SAME on_press=on_no/>
        </div>
        <p class="soft small below-buttons">{words.until_yes}</p>
    }
    .into_any()
}

/// Somebody has come, and only the device that made the invitation can say whose number counts.
pub(super) fn waits_for_maker(
    (happened, more): (&'static str, &'static str),
    no: &'static str,
    on_no: impl Fn(()) + Send + Sync + 'static,
) -> AnyView {
    view! {
        <div role="status">
            <Notice happened=happened safe=more/>
        </div>
        <Button kind=ButtonKind::SoftWide words=no on_press=on_no/>
    }
    .into_any()
}
