//! The parts of the app. The first part takes the first entry; what else there is comes when it is used for the first time.
//!
//! `cargo xtask` builds with `--cfg=split_parts` and splits the parts off; without that flag the app is in one piece. A function
//! that begins a part gives out what is in it, as a function or an object: whatever only that reaches is in the part.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::page::Page;
use crate::pages::{add_device, check_in, file, join, log, settings, share, symptom};
use crate::ui::{Waiting, live};
use crate::words;

/// A part of the app could not be loaded: there is no connection, and the phone has not kept it yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLoaded;

#[cfg(split_parts)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Calls a function that begins a part, once the part is there.
macro_rules! load {
    ($begin:path) => {{
        #[cfg(split_parts)]
        let loaded = $begin().await;
        #[cfg(not(split_parts))]
        let loaded = $begin();
        loaded
    }};
}
pub(crate) use load;

/// Shows a place of a part.
type ShowPlace = fn(Page) -> AnyView;

/// A part that holds places.
#[derive(Clone, Copy)]
pub struct Part {
    which: Which,
    loaded: RwSignal<Option<Result<ShowPlace, NotLoaded>>>,
}

#[derive(Clone, Copy)]
enum Which {
    Log,
    Further,
    File,
}

impl Part {
    /// The check-in, and everything else that can be logged. Not loaded yet.
    pub fn log() -> Self {
        Self { which: Which::Log, loaded: RwSignal::new(None) }
    }

    /// Devices and settings. Not loaded yet.
    pub fn further() -> Self {
        Self { which: Which::Further, loaded: RwSignal::new(None) }
    }

    /// The journal as a file. Not loaded yet.
    pub fn file() -> Self {
        Self { which: Which::File, loaded: RwSignal::new(None) }
    }

    /// A place, as soon as it is there; `not_there` is shown if it cannot be loaded.
    pub fn show(self, page: Page, not_there: fn(Callback<()>) -> AnyView) -> AnyView {
        if !matches!(self.loaded.get_untracked(), Some(Ok(_))) {
            self.load();
        }
        live(move || match self.loaded.get() {
            Some(Ok(show)) => show(page),
            Some(Err(NotLoaded)) => not_there(Callback::new(move |()| self.load())),
            None => view! { <Waiting words=words::LOADING/> }.into_any(),
        })
    }

    fn load(self) {
        self.loaded.set(None);
        spawn_local(async move {
            let loaded = match self.which {
                Which::Log => load!(log_places),
                Which::Further => load!(further_places),
                Which::File => load!(file_place),
            };
            self.loaded.set(Some(loaded));
        });
    }
}

#[cfg_attr(split_parts, wasm_split_helpers::wasm_split(log, fallible))]
#[cfg_attr(
    not(split_parts),
    expect(clippy::unnecessary_wraps, reason = "loading a part may fail; in one piece nothing is loaded")
)]
fn log_places() -> Result<ShowPlace, NotLoaded> {
    Ok(|page| match page {
        Page::Log => log(),
        Page::Symptom(number) => symptom(number),
        // Of Today, what the first entry does not need.
        _ => check_in(),
    })
}

#[cfg_attr(split_parts, wasm_split_helpers::wasm_split(places, fallible))]
#[cfg_attr(
    not(split_parts),
    expect(clippy::unnecessary_wraps, reason = "loading a part may fail; in one piece nothing is loaded")
)]
fn further_places() -> Result<ShowPlace, NotLoaded> {
    Ok(|page| match page {
        Page::AddDevice => add_device(),
        Page::Join => join(),
        Page::Settings => settings(),
        _ => share(),
    })
}

#[cfg_attr(split_parts, wasm_split_helpers::wasm_split(file, fallible))]
#[cfg_attr(
    not(split_parts),
    expect(clippy::unnecessary_wraps, reason = "loading a part may fail; in one piece nothing is loaded")
)]
fn file_place() -> Result<ShowPlace, NotLoaded> {
    Ok(|_| file())
}
