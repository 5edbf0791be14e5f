//! A second tap within three seconds of the first is a tremble of the hand, not a second flash.

use std::time::Duration;

use leptos::prelude::*;

const TREMBLE: Duration = Duration::from_secs(3);

/// Tells a tremble from a tap.
#[derive(Clone, Copy)]
pub struct Tremble(RwSignal<bool>);

impl Tremble {
    /// Nothing has been tapped yet.
    pub fn new() -> Self {
        Self(RwSignal::new(false))
    }

    /// Whether this tap comes within three seconds of the last one that counted; if not, it counts.
    pub fn is_one(self) -> bool {
        let trembles = self.0.get_untracked();
        if !trembles {
            self.0.set(true);
            let still = move || {
                // The page may have been left meanwhile.
                let _ = self.0.try_set(false);
            };
            set_timeout(still, TREMBLE);
        }
        trembles
    }
}
