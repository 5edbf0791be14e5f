//! The journal as the pages know it: what it shows, and what a tap does to it.
//!
//! Arrives: taps. Leaves: views as signals; what was kept, where it is safe, what went wrong. Never here: how things are stored
//! or sent.

mod also_today;
mod commands;
mod dates;
mod day;
mod deleting;
mod file;
mod followed;
mod follows;
mod happening;
mod inviting;
mod measured;
mod medicines;
mod one_symptom;
mod preview;
mod quick_row;
mod rating;
mod sample;
mod seen;
mod seen_lists;
mod seen_view;
mod sharing;
mod sheet;
mod shortcuts;
mod supply;
mod today;
mod trend;
mod view;
mod week;
pub mod wording;
mod writing;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use ebb_journal::{CivilDay, SymptomNumber};
use ebb_replica::{Before, State};
use ebb_sync::Standing;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub use self::also_today::AlsoLine;
pub use self::day::{Changed, DayDose, DayEntry, DayView, WasVersion, effect_words};
pub use self::deleting::{Deleting, WhatGoes};
pub use self::file::{BringingIn, File};
pub use self::followed::{FollowedState, Person, provide_followed, use_followed};
pub use self::follows::{
    DELICATE, DraftProblem, FollowDraft, FollowEdit, FollowLine, InvitationLine, Lasting, NoteLine, TrustLine, What,
    provide_follows, use_follows,
};
pub use self::happening::{Happening, Passing};
pub use self::measured::{LastValue, MeasuredLine, moment_of_day};
pub use self::medicines::{DoseDay, DoseMark, MedicineCard, MedicineDraft, Medicines, OpenDose};
pub use self::one_symptom::{Entry, Marked, in_a_sentence, site_words};
#[cfg(feature = "gallery")]
pub use self::preview::projected;
pub use self::quick_row::{QuickTile, TILES, TimeOfDay};
pub use self::rating::{CheckIn, RatedRow, value_words};
pub use self::sample::{LookingAround, leave_sample};
#[cfg(feature = "gallery")]
pub use self::seen::FollowEnd;
pub use self::seen::{Follow, SeenJournal};
pub use self::seen_lists::{SeenDay, SeenDays, SeenText, SeenTexts};
pub use self::seen_view::{AlertWords, DoseStrip, LevelDay, LevelForm, LevelStrip, SeenForm, SeenView};
pub use self::sharing::moment_words;
pub use self::sheet::SheetTried;
pub use self::shortcuts::do_by_shortcut;
pub use self::today::minutes as minutes_of;
pub use self::trend::{Extent, Range, TherapyLine, TrendChoice, TrendRow, TrendView};
pub use self::view::*;
pub use self::week::{Week, WeekDay};
pub use self::wording::{date_title, time_field, weekday_names};
pub use self::writing::OpenQuestion;
use crate::platform::indexed_db::StoreTrouble;
use crate::platform::{location, page_element, storage_manager, store_choice, wall_clock};
use crate::session::Session;
use crate::sync::{Membership, SyncDriver, SyncSignals};

const KEPT_FOR: Duration = Duration::from_secs(10);

/// A handle to the journal, for every page.
#[derive(Clone, Copy)]
pub struct JournalHandle {
    open: Open,
    /// What the last change would be undone to.
    before: StoredValue<Option<Rc<RefCell<Vec<Before>>>>, LocalStorage>,
    opening: RwSignal<Opening>,
    /// Counts up with every change of the journal.
    changed: RwSignal<u64>,
    /// Counts up with every minute.
    minute: RwSignal<u64>,
    kept: RwSignal<Option<Kept>>,
    kept_count: StoredValue<u64>,
    trouble: RwSignal<Option<Trouble>>,
    /// For the life of the page.
    sync: &'static SyncSignals,
    inviter: inviting::Inviter,
    joining: RwSignal<Joining>,
    sheet: RwSignal<SheetState>,
    /// Counts up when a sheet was tested.
    sheets_tested: RwSignal<u32>,
    sync_failed: RwSignal<Option<Trouble>>,
    storage: RwSignal<StorageState>,
    today: Memo<Today>,
    /// The symptom that is being logged for another day, and that day.
    other_day: StoredValue<Option<(SymptomNumber, CivilDay)>>,
}

/// The journal that a handle is to.
#[derive(Clone)]
enum OpenJournal {
    /// One's own.
    Own(OwnJournal),
    /// Somebody else's, as far as they share it.
    Seen(Rc<SeenJournal>),
}

#[derive(Clone)]
struct OwnJournal {
    session: Rc<Session>,
    driver: Rc<SyncDriver>,
}

/// A handle to no journal: nothing is open yet.
pub fn closed_journal() -> JournalHandle {
    let (changed, minute) = (RwSignal::new(0), RwSignal::new(0));
    let open: Open = StoredValue::new_local(None);
    JournalHandle {
        open,
        before: StoredValue::new_local(None),
        opening: RwSignal::new(Opening::Reading),
        changed,
        minute,
        kept: RwSignal::new(None),
        kept_count: StoredValue::new(0),
        trouble: RwSignal::new(None),
        sync: Box::leak(Box::new(SyncSignals {
            standing: RwSignal::new(Standing::default()),
            membership: RwSignal::new(Membership::None),
            members: RwSignal::new(Vec::new()),
            follows: RwSignal::new(Vec::new()),
            came_about: RwSignal::new(None),
            mailbox_told: RwSignal::new(0),
            leads: RwSignal::new(false),
            clock_is_off: RwSignal::new(false),
        })),
        inviter: inviting::Inviter::new(),
        joining: RwSignal::new(Joining::Idle),
        sheet: RwSignal::new(SheetState::None),
        sheets_tested: RwSignal::new(0),
        sync_failed: RwSignal::new(None),
        storage: RwSignal::new(StorageState::default()),
        today: today_of(open, changed, minute),
        other_day: StoredValue::new(None),
    }
}

/// Opens the journal for the whole app.
pub fn provide_journal() -> JournalHandle {
    let handle = closed_journal();
    provide_context(handle);
    handle.watch_clock();
    handle.watch_sync();
    spawn_local(handle.open());
    handle
}

type Open = StoredValue<Option<OpenJournal>, LocalStorage>;

fn state_of(open: Open) -> Option<Rc<RefCell<State>>> {
    open.with_value(|open| match open {
        None => None,
        Some(OpenJournal::Own(own)) => Some(own.session.state()),
        Some(OpenJournal::Seen(seen)) => Some(seen.state()),
    })
}

fn today_of(open: Open, changed: RwSignal<u64>, minute: RwSignal<u64>) -> Memo<Today> {
    Memo::new(move |_| {
        changed.track();
        minute.track();
        let Some(now) = wall_clock::now() else { return Today::default() };
        state_of(open).map(|state| today::today(state.borrow().journal(), &now)).unwrap_or_default()
    })
}

/// The journal.
pub fn use_journal() -> JournalHandle {
    expect_context()
}

/// The day that it is here; `None` where the phone's clock shows a year that no journal reaches.
pub fn today_is() -> Option<CivilDay> {
    wall_clock::now().map(|now| now.day())
}

impl JournalHandle {
    /// Whether the journal can be read yet.
    pub fn opening(&self) -> Signal<Opening> {
        self.opening.into()
    }

    /// Today. Made anew when the journal changes and when the minute turns.
    pub fn today(&self) -> Memo<Today> {
        self.today
    }

    /// Whether the first questions were answered, here or on another device.
    pub fn first_minute_done(&self) -> Memo<bool> {
        let handle = *self;
        Memo::new(move |_| {
            handle.changed.track();
            handle.opening.track();
            handle.with_state(|state| state.journal().person().is_some()).unwrap_or(false)
        })
    }

    /// What was just kept; nothing once ten seconds have passed.
    pub fn kept(&self) -> Signal<Option<Kept>> {
        self.kept.into()
    }

    /// What could not be saved, until it is closed.
    pub fn trouble(&self) -> Signal<Option<Trouble>> {
        self.trouble.into()
    }

    /// The person has read what could not be saved.
    pub fn dismiss_trouble(&self) {
        self.trouble.set(None);
    }

    /// How the browser keeps the journal.
    pub fn storage(&self) -> Signal<StorageState> {
        self.storage.into()
    }

    async fn open(self) {
        match self.try_open().await {
            // A sample that was left in another tab: there is nothing to look at any more.
            Ok(()) if store_choice::is_sample() && self.is_empty() => location::load(&store_choice::choose_own()),
            Ok(()) => {
                self.changed.update(|count| *count += 1);
                self.opening.set(Opening::Open);
                self.look_at_storage().await;
            }
            Err(trouble) => {
                leptos::logging::error!("the journal could not be opened: {trouble:?}");
                self.opening.set(Opening::Refused(wording::opening_refused(&trouble)));
            }
        }
    }

    async fn try_open(self) -> Result<(), StoreTrouble> {
        let session = Session::open(self.changed).await?;
        let start = session.store().sync_start().await?;
        let driver = SyncDriver::start(Rc::clone(&session), &start, *self.sync);
        self.open.set_value(Some(OpenJournal::Own(OwnJournal { session, driver })));
        Ok(())
    }

    async fn look_at_storage(self) {
        let persisted = storage_manager::is_persisted().await;
        let (used, quota) = storage_manager::usage().await.unzip();
        self.storage.set(StorageState { persisted, used, quota });
    }

    fn with_session<T>(&self, read: impl FnOnce(&Session) -> T) -> Option<T> {
        self.open.with_value(|open| match open {
            Some(OpenJournal::Own(own)) => Some(read(&own.session)),
            _ => None,
        })
    }

    /// Reads the state of the journal, whosever it is.
    fn with_state<T>(&self, read: impl FnOnce(&State) -> T) -> Option<T> {
        state_of(self.open).map(|state| read(&state.borrow()))
    }

    fn is_empty(self) -> bool {
        self.with_state(|state| state.journal().is_empty()).unwrap_or(true)
    }

    /// What changes the journal; nothing does where it is somebody else's.
    fn parts(&self) -> Option<OwnJournal> {
        self.open.with_value(|open| match open {
            Some(OpenJournal::Own(own)) => Some(own.clone()),
            _ => None,
        })
    }

    /// Shows what was kept, for ten seconds, and how to undo it.
    fn keep(&self, sentence: String, before: Vec<Before>) {
        let can_undo = !before.is_empty();
        self.before.set_value(can_undo.then(|| Rc::new(RefCell::new(before))));
        self.kept_count.update_value(|count| *count += 1);
        let (handle, count) = (*self, self.kept_count.get_value());
        self.kept.set(Some(Kept { sentence, can_undo }));
        let end = move || {
            if handle.kept_count.get_value() == count {
                handle.kept.set(None);
            }
        };
        set_timeout(end, KEPT_FOR);
    }

    fn save_failed(&self, trouble: &StoreTrouble) {
        leptos::logging::error!("a save failed: {trouble:?}");
        self.kept.set(None);
        self.trouble.set(Some(wording::save_failed(trouble)));
    }

    fn watch_clock(self) {
        fn turn(handle: JournalHandle) {
            handle.minute.update(|count| *count += 1);
            set_timeout(move || turn(handle), Duration::from_millis(wall_clock::ms_to_next_minute() + 20));
        }
        turn(self);
        page_element::on_seen_again(move || self.minute.update(|count| *count += 1));
    }
}
