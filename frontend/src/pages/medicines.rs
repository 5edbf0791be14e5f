//! Medicines.

use leptos::prelude::*;

use crate::ui::nothing;

/// Medicines.
pub fn medicines() -> AnyView {
    nothing()
}

/// Add.
pub fn add_medicine() -> AnyView {
    nothing()
}

/// One.
pub fn medicine(_name: ebb_journal::SittingId) -> AnyView {
    nothing()
}
