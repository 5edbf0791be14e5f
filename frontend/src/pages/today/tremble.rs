//! A second tap within three seconds of the first is a tremble of the hand, not a second flash.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

const TREMBLE_MS: f64 = 3_000.0;

/// Tells a tremble from a tap.
#[derive(Clone, Copy)]
pub struct Tremble(StoredValue<Option<f64>>);

impl Tremble {
    /// Nothing has been tapped yet.
    pub fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Whether this tap came within three seconds of the last one that counted; if not, it counts.
    pub fn is_one(self, tap: &MouseEvent) -> bool {
        let at_ms = tap.time_stamp();
        let trembles = self.0.get_value().is_some_and(|last_ms| (0.0..TREMBLE_MS).contains(&(at_ms - last_ms)));
        if !trembles {
            self.0.set_value(Some(at_ms));
        }
        trembles
    }
}
