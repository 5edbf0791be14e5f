//! What helped.

use leptos::prelude::*;

use crate::ui::nothing;

/// What helped.
pub fn helped() -> AnyView {
    nothing()
}
