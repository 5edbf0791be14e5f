//! What somebody who follows sees: the very feed, opened on the owner's phone.

use ebb_protocol::ids::MemberId;
use leptos::prelude::*;

use crate::page::Page;
use crate::ui::{Back, nothing, place_head};
use crate::words;

/// What somebody sees, by their name as a member.
pub fn follow_seen(member: MemberId) -> AnyView {
    view! {
        <Back to=Page::Follow(member) name=words::BACK/>
        {place_head(words::WHAT_THEY_SEE.to_owned(), nothing(), nothing())}
    }
    .into_any()
}
