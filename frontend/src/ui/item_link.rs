//! A row of a list that leads to a place: a mark, a name, a few quiet words below it, an arrow.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};
use super::link::Link;
use crate::page::Page;

/// What stands at the beginning of a row.
pub enum Mark {
    /// What it is.
    Icon(Glyph),
    /// The first letter of a person's name, which stands beside it.
    Letter(AnyView),
}

/// The row itself, without the `li` that it is in. `class` is its form.
pub fn item_link(class: &'static str, to: Page, mark: Mark, name: AnyView, detail: Option<AnyView>) -> AnyView {
    let mark = match mark {
        Mark::Icon(glyph) => view! {
            <span class="mark">
                <Icon glyph=glyph/>
            </span>
        }
        .into_any(),
        Mark::Letter(letter) => view! {
            <span class="mark letter" aria-hidden="true">
                {letter}
            </span>
        }
        .into_any(),
    };
    let detail = detail.map(|detail| view! { <span class="item__detail num">{detail}</span> }.into_any());
    view! {
        <Link class=class to=to>
            {mark}
            <span class="grow">
                <b>{name}</b>
                {detail}
            </span>
            <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
        </Link>
    }
    .into_any()
}
