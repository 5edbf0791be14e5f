//! One day.

use leptos::prelude::*;

use crate::ui::nothing;

/// One day.
pub fn day(_on: ebb_journal::CivilDay) -> AnyView {
    nothing()
}
