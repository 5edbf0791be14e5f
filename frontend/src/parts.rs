//! The parts of the app. The first part takes the first entry; what else there is comes when it is used for the first time.
//!
//! `cargo xtask` builds with `--cfg=split_parts` and splits the parts off; without that flag the app is in one piece. A function
//! that begins a part gives out what is in it, as a function or an object: whatever only that reaches is in the part.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::journal::{JournalHandle, TimeOfDay, do_by_shortcut, leave_sample};
use crate::page::Page;
use crate::pages::{
    add_device, add_medicine, bone_scan, check_in, close_account, day, delete, device, file, follow, follow_scope,
    follow_seen, followed, followed_one, helped, invitation, invite, invite_seen, invited, join, lab, labs, log,
    medicine, medicines, places, quick_row, restore, sample, settings, share, sheet, symptom, trends, trust, writing,
};
use crate::platform::{location, store_choice};
use crate::ui::{Waiting, live, nothing};
use crate::words;
use ebb_qr::GreyPicture;

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
pub type ShowPlace = fn(Page) -> AnyView;

/// A part that holds places.
#[derive(Clone, Copy)]
pub struct Part {
    which: Which,
    loaded: RwSignal<Option<Result<ShowPlace, NotLoaded>>>,
}

#[derive(Clone, Copy)]
enum Which {
    Log,
    Days,
    Body,
    Trends,
    Medicines,
    Further,
    File,
    Doors,
    Follows,
}

/// The parts that hold places. None is loaded yet.
#[derive(Clone, Copy)]
pub struct Parts {
    log: Part,
    days: Part,
    body: Part,
    trends: Part,
    medicines: Part,
    further: Part,
    file: Part,
    doors: Part,
    follows: Part,
}

impl Parts {
    /// None loaded yet.
    pub fn new() -> Self {
        let part = |which| Part { which, loaded: RwSignal::new(None) };
        Self {
            log: part(Which::Log),
            days: part(Which::Days),
            body: part(Which::Body),
            trends: part(Which::Trends),
            medicines: part(Which::Medicines),
            further: part(Which::Further),
            file: part(Which::File),
            doors: part(Which::Doors),
            follows: part(Which::Follows),
        }
    }

    /// The part in which a place is, and for Today and the night view the one in which what else logs is; `None` for what the first
    /// part holds whole.
    pub fn of(self, page: Page) -> Option<Part> {
        match page {
            Page::Start(_) => None,
            Page::Today | Page::Night | Page::Log | Page::Symptom(_) | Page::Helped | Page::Writing => Some(self.log),
            // What was measured is written down and changed by one form.
            Page::Day(_) | Page::Labs | Page::Lab(_) | Page::BoneScan => Some(self.days),
            Page::Places(_) => Some(self.body),
            Page::Trends | Page::TrendOf(_) => Some(self.trends),
            Page::Medicines | Page::AddMedicine | Page::Medicine(_) | Page::ChangeMedicine(_) => Some(self.medicines),
            Page::File => Some(self.file),
            Page::Sample | Page::Invited | Page::Delete => Some(self.doors),
            Page::Invite
            | Page::InviteSeen
            | Page::Invitation(_)
            | Page::Follow(_)
            | Page::FollowSeen(_)
            | Page::FollowScope(_)
            | Page::Trust
            | Page::Followed
            | Page::FollowedOne(_) => Some(self.follows),
            Page::Share
            | Page::AddDevice
            | Page::Device(_)
            | Page::CloseAccount
            | Page::Sheet
            | Page::Restore
            | Page::Join
            | Page::Settings => Some(self.further),
        }
    }
}

impl Part {
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
                Which::Days => load!(days_places),
                Which::Body => load!(body_place),
                Which::Trends => load!(trends_places),
                Which::Medicines => load!(medicines_places),
                Which::Further => load!(further_places),
                Which::File => load!(file_place),
                Which::Doors => load!(doors_places),
                Which::Follows => load!(follows_places),
            };
            self.loaded.set(Some(loaded));
        });
    }
}

/// What the doors do besides being places.
pub enum DoorsAct {
    /// Leaves the sample, and deletes it; where what does that is not there, it is only left.
    LeaveSample,
    /// What a shortcut of the home screen asks for; where what does that is not there, the same is a tap away on Today.
    Shortcut(String),
}

impl DoorsAct {
    /// Does it, as soon as the part is there.
    pub fn act(self, journal: JournalHandle) {
        spawn_local(async move {
            match (load!(doors_acts), self) {
                (Ok(act), this) => act(journal, this),
                (Err(NotLoaded), Self::LeaveSample) => location::load(&store_choice::choose_own()),
                (Err(NotLoaded), Self::Shortcut(_)) => {}
            }
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
        Page::Helped => helped(),
        Page::Writing => writing(),
        Page::Night => quick_row(TimeOfDay::Night),
        // Of Today, what the first entry does not need.
        _ => check_in(),
    })
}

#[cfg_attr(split_parts, wasm_split_helpers::wasm_split(days, fallible))]
#[cfg_attr(
    not(split_parts),
    expect(clippy::unnecessary_wraps, reason = "loading a part may fail; in one piece nothing is loaded")
)]
fn days_places() -> Result<ShowPlace, NotLoaded> {
    Ok(|page| match page {
        Page::Day(on) => day(on),
        Page::Lab(number) => lab(number),
        Page::BoneScan => bone_scan(),
        _ => labs(),
    })
}

#[cfg_attr(split_parts, wasm_split_helpers::wasm_split(body, fallible))]
#[cfg_attr(
    not(split_parts),
    expect(clippy::unnecessary_wraps, reason = "loading a part may fail; in one piece nothing is loaded")
)]
fn body_place() -> Result<ShowPlace, NotLoaded> {
    Ok(|page| if let Page::Places(number) = page { places(number) } else { nothing() })
}

#[cfg_attr(split_parts, wasm_split_helpers::wasm_split(trends, fallible))]
#[cfg_attr(
    not(split_parts),
    expect(clippy::unnecessary_wraps, reason = "loading a part may fail; in one piece nothing is loaded")
)]
fn trends_places() -> Result<ShowPlace, NotLoaded> {
    Ok(|page| if let Page::TrendOf(number) = page { trends(Some(number)) } else { trends(None) })
}

#[cfg_attr(split_parts, wasm_split_helpers::wasm_split(medicines, fallible))]
#[cfg_attr(
    not(split_parts),
    expect(clippy::unnecessary_wraps, reason = "loading a part may fail; in one piece nothing is loaded")
)]
fn medicines_places() -> Result<ShowPlace, NotLoaded> {
    Ok(|page| match page {
        Page::AddMedicine => add_medicine(None),
        Page::ChangeMedicine(name) => add_medicine(Some(name)),
        Page::Medicine(name) => medicine(name),
        _ => medicines(),
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
        Page::Device(member) => device(member),
        Page::CloseAccount => close_account(),
        Page::Sheet => sheet(),
        Page::Restore => restore(),
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

#[cfg_attr(split_parts, wasm_split_helpers::wasm_split(doors, fallible))]
#[cfg_attr(
    not(split_parts),
    expect(clippy::unnecessary_wraps, reason = "loading a part may fail; in one piece nothing is loaded")
)]
fn doors_places() -> Result<ShowPlace, NotLoaded> {
    Ok(|page| match page {
        Page::Delete => delete(),
        Page::Invited => invited(),
        _ => sample(),
    })
}

#[cfg_attr(split_parts, wasm_split_helpers::wasm_split(follows, fallible))]
#[cfg_attr(
    not(split_parts),
    expect(clippy::unnecessary_wraps, reason = "loading a part may fail; in one piece nothing is loaded")
)]
fn follows_places() -> Result<ShowPlace, NotLoaded> {
    Ok(|page| match page {
        Page::InviteSeen => invite_seen(),
        Page::Invitation(name) => invitation(name),
        Page::Follow(member) => follow(member),
        Page::FollowSeen(member) => follow_seen(member),
        Page::FollowScope(member) => follow_scope(member),
        Page::Trust => trust(),
        Page::Followed => followed(),
        Page::FollowedOne(name) => followed_one(name),
        _ => invite(),
    })
}

#[cfg_attr(split_parts, wasm_split_helpers::wasm_split(doors, fallible))]
#[cfg_attr(
    not(split_parts),
    expect(clippy::unnecessary_wraps, reason = "loading a part may fail; in one piece nothing is loaded")
)]
fn doors_acts() -> Result<fn(JournalHandle, DoorsAct), NotLoaded> {
    Ok(|journal, act| match act {
        DoorsAct::LeaveSample => leave_sample(journal),
        DoorsAct::Shortcut(what) => do_by_shortcut(journal, &what),
    })
}

/// What shows Trends, as soon as it is there: for a journal that somebody shares it stands on another place.
pub async fn load_trends() -> Result<ShowPlace, NotLoaded> {
    load!(trends_places)
}

/// Reads the texts of the codes in a picture. It may panic on a rare one.
pub type ReadCodes = fn(&GreyPicture) -> Vec<String>;

/// What reads codes where the browser does not, as soon as it is there.
pub async fn load_code_reader() -> Result<ReadCodes, NotLoaded> {
    load!(code_reader)
}

#[cfg_attr(split_parts, wasm_split_helpers::wasm_split(codes, fallible))]
#[cfg_attr(
    not(split_parts),
    expect(clippy::unnecessary_wraps, reason = "loading a part may fail; in one piece nothing is loaded")
)]
fn code_reader() -> Result<ReadCodes, NotLoaded> {
    Ok(ebb_qr::texts_in)
}
