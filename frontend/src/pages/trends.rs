//! Trends.

use leptos::prelude::*;

use crate::ui::nothing;

/// Trends.
pub fn trends(_of: Option<u16>) -> AnyView {
    nothing()
}
