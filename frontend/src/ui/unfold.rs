//! A button that opens what stands below it, and closes it again.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};
use super::live::{live, nothing};

/// A row that opens something below it. `face` is what the row shows; what is below is made when it is opened.
pub fn unfold(face: AnyView, open: RwSignal<bool>, below: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let is_open = Memo::new(move |_| open.get());
    let shown = move || if is_open.get() { below() } else { nothing() };
    view! {
        <button
            type="button"
            class="item item--leads"
            aria-expanded=move || is_open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <span class="grow">{face}</span>
            <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
        </button>
        {live(shown)}
    }
    .into_any()
}
