//! The recovery sheet: made, shown once, typed back, tested again after a year; and coming in by one.

use ebb_protocol::ids::MemberId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::view::{Joining, Sharing, SheetState};
use super::{JournalHandle, wording};
use crate::platform::{device_kind, local_storage, wall_clock};
use crate::words;

/// Under this name local storage keeps which sheet was tested last, and when: that may be lost without harm.
const TESTED: &str = "ebb.sheet_tested";
const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1_000;

impl JournalHandle {
    /// The new sheet, while there is one.
    pub fn sheet(&self) -> Signal<SheetState> {
        self.sheet.into()
    }

    /// Makes a new sheet. Its code is shown once the server knows it; no copy of it is kept.
    pub fn make_sheet(&self) {
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        handle.sheet.set(SheetState::Making);
        spawn_local(async move {
            match open.driver.new_sheet(words::RECOVERY_SHEET).await {
                Ok(made) => {
                    open.driver.wish(made.wish);
                    handle.sheet.set(SheetState::Shown { code: made.code, member: made.member });
                }
                Err(why) => handle.sheet.set(SheetState::Failed(wording::sync_not_turned_on(&why))),
            }
        });
    }

    /// Compares what was typed back with a sheet of this journal. If it is the one that was just made, older ones are dismissed.
    pub fn try_sheet(&self, typed: &str, told: RwSignal<Option<SheetTried>>) {
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        let typed = typed.to_owned();
        spawn_local(async move {
            let tried = match open.driver.sheet_of(&typed).await {
                Ok(member) => handle.sheet_typed(member),
                Err(why) => SheetTried::Unreadable(wording::sheet_not_read(&why)),
            };
            // The page may have been left meanwhile.
            let _ = told.try_set(Some(tried));
        });
    }

    fn sheet_typed(self, member: MemberId) -> SheetTried {
        let sheets = self.sheets();
        if !sheets.contains(&member) {
            return SheetTried::Another;
        }
        local_storage::set(TESTED, &format!("{member} {}", wall_clock::now_ms()));
        self.sheets_tested.update(|count| *count += 1);
        if matches!(self.sheet.get_untracked(), SheetState::Shown { member: made, .. } if made == member) {
            self.sheet.set(SheetState::Done);
            for older in sheets.into_iter().filter(|sheet| *sheet != member) {
                self.dismiss(older);
            }
        }
        SheetTried::Right
    }

    /// The sheets that let a device in now.
    fn sheets(self) -> Vec<MemberId> {
        match self.sharing().get_untracked() {
            Sharing::On { devices, .. } => {
                devices.iter().filter(|line| line.is_sheet).map(|line| line.member).collect()
            }
            _ => Vec::new(),
        }
    }

    /// When a sheet was tested on this device: "tested 4 October 2026", or that it ought to be.
    pub fn sheet_detail(&self, member: MemberId) -> String {
        self.sheets_tested.track();
        let kept = local_storage::get(TESTED);
        let tested =
            kept.as_deref().and_then(|kept| kept.split_once(' ')).filter(|(sheet, _)| *sheet == member.to_string());
        let Some(at) = tested.and_then(|(_, at)| at.parse::<i64>().ok()) else { return words::NOT_TESTED.to_owned() };
        if wall_clock::now_ms() - at > YEAR_MS {
            return words::TEST_AGAIN.to_owned();
        }
        wall_clock::moment_at(at).map_or_else(String::new, |at| words::tested(&wording::date(at.day())))
    }

    /// Comes in by the code of a sheet.
    pub fn restore(&self, code: &str) {
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        if !handle.sync.membership.get_untracked().is_off() {
            handle.joining.set(Joining::Failed(wording::already_a_member()));
            return;
        }
        handle.joining.set(Joining::Working);
        let code = code.to_owned();
        spawn_local(async move {
            let name = words::device_kind(device_kind::kind());
            if let Err(why) = open.driver.restore(name, &code).await {
                handle.joining.set(Joining::Failed(wording::not_restored(&why)));
            }
        });
    }
}

/// What came of typing a sheet's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetTried {
    /// It lets a device in.
    Right,
    /// A whole code, of no sheet of this journal.
    Another,
    /// No code; the sentence says why.
    Unreadable(&'static str),
}
