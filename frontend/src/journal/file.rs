//! The journal as a file to keep, and back from it.

use std::cell::RefCell;
use std::rc::Rc;

use ebb_interop::{ARCHIVE_BYTES_MAX, ArchiveProblem, Opened, archive_name, is_of_sample, read_archive, write_archive};
use ebb_replica::{Op, State};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{JournalHandle, wording};
use crate::platform::files::{self, Chosen};
use crate::platform::{store_choice, wall_clock};
use crate::words;

const KIND: &str = "application/gzip";

/// How bringing a file in goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BringingIn {
    /// No file was chosen.
    Idle,
    /// It is being read.
    Reading,
    /// What can be brought in. Nothing has been yet.
    Found {
        /// When it was made: "24 November 2026"; absent where that cannot be read.
        made: Option<String>,
        /// How many entries it holds.
        records: usize,
        /// Whether any of it is new here.
        is_new: bool,
        /// What of it cannot be read, in sentences.
        damage: Vec<String>,
    },
    /// It is in the journal.
    Done,
    /// Nothing of it can be brought in.
    Refused(String),
}

/// A file that is being brought in.
#[derive(Clone)]
pub struct File {
    /// How it goes.
    pub state: RwSignal<BringingIn>,
    new_ops: Rc<RefCell<Vec<Op>>>,
}

impl File {
    /// None yet.
    pub fn new() -> Self {
        Self { state: RwSignal::new(BringingIn::Idle), new_ops: Rc::default() }
    }
}

impl JournalHandle {
    /// Hands the whole journal out as a file.
    pub fn hand_out_file(&self) {
        let Some(now) = wall_clock::now() else { return };
        let bytes = self.with_session(|session| session.with_state(|state| write_archive(state.ops(), &now)));
        let (handle, Some(bytes)) = (*self, bytes) else { return };
        spawn_local(async move {
            let mut name = archive_name(now.day());
            if store_choice::is_sample() {
                name.insert_str(0, "sample-");
            }
            let handed = files::hand_out(&name, KIND, &bytes).await;
            let sentence = if handed { words::FILE_HANDED_OUT } else { words::FILE_NOT_HANDED_OUT };
            handle.keep(sentence.to_owned(), Vec::new());
        });
    }

    /// Reads a file, and tells what of it could be brought in. Changes nothing.
    pub fn read_file(&self, file: File, chosen: Chosen) {
        let handle = *self;
        file.state.set(BringingIn::Reading);
        spawn_local(async move {
            let refused = |why: ArchiveProblem| BringingIn::Refused(why.sentence().to_owned());
            // A length that is no whole number of bytes is none.
            #[expect(clippy::cast_precision_loss, reason = "256 MiB are far below 2^53")]
            let state = if chosen.length() > ARCHIVE_BYTES_MAX as f64 {
                refused(ArchiveProblem::TooLarge)
            } else {
                match chosen.bytes().await.map(|bytes| read_archive(&bytes)) {
                    None => BringingIn::Refused(words::FILE_NOT_READ.to_owned()),
                    Some(Err(why)) => refused(why),
                    Some(Ok(opened)) => handle.found(&file, opened),
                }
            };
            let _ = file.state.try_set(state);
        });
    }

    /// Brings in what was found. Saved as any change is: durably, and on its way to the other devices.
    pub fn bring_in(&self, file: &File) {
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        let (ops, state) = (file.new_ops.take(), file.state);
        spawn_local(async move {
            let made = move |state: &State, _| ops.into_iter().filter(|op| !state.holds(op)).collect();
            match open.session.change(Box::new(made)).await {
                Ok(()) => {
                    open.driver.saved();
                    let _ = state.try_set(BringingIn::Done);
                }
                Err(trouble) => {
                    handle.save_failed(&trouble);
                    let _ = state.try_set(BringingIn::Idle);
                }
            }
        });
    }

    fn found(&self, file: &File, opened: Opened) -> BringingIn {
        // Nothing of a sample comes into anybody's journal.
        if opened.ops.iter().any(is_of_sample) {
            return BringingIn::Refused(words::FILE_IS_SAMPLE.to_owned());
        }
        let made = opened.made.as_ref().map(|made| wording::date(made.day()));
        let damage = opened.damage.iter().map(ebb_interop::ArchiveDamage::sentence).collect();
        let records = opened.records;
        let new = self.with_session(|session| session.with_state(|state| opened.new_to(state))).unwrap_or_default();
        let is_new = !new.is_empty();
        file.new_ops.replace(new);
        BringingIn::Found { made, records, is_new, damage }
    }
}
