//! A note, or a question.

use leptos::prelude::*;

use crate::ui::nothing;

/// A note, or a question.
pub fn writing() -> AnyView {
    nothing()
}
