//! The people whom this person follows.

use ebb_journal::SittingId;
use leptos::prelude::*;

use crate::page::Page;
use crate::ui::{Back, nothing, place_head};
use crate::words;

/// All of them.
pub fn followed() -> AnyView {
    view! {
        <Back to=Page::Share name=words::SHARE/>
        {place_head(words::PEOPLE_I_FOLLOW.to_owned(), nothing(), nothing())}
    }
    .into_any()
}

/// One of them.
pub fn followed_one(_name: SittingId) -> AnyView {
    followed()
}
