//! Where on the body.

use leptos::prelude::*;

use crate::ui::nothing;

/// Where on the body.
pub fn places(_symptom: u16) -> AnyView {
    nothing()
}
