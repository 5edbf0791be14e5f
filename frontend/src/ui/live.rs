//! What changes on the screen. Boxed, so that the app carries the machinery behind a change once and not for each place that
//! changes: these few lines make the app a fifth smaller to load.

use leptos::prelude::*;

/// A part of the screen that is drawn anew when what it reads changes.
pub fn live(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// A text that changes.
pub fn live_text(text: impl FnMut() -> String + Send + 'static) -> AnyView {
    let text: Box<dyn FnMut() -> String + Send> = Box::new(text);
    text.into_any()
}

/// Nothing, where something may be.
pub fn nothing() -> AnyView {
    ().into_any()
}
