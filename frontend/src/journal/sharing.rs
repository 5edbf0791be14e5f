//! Sync as the pages know it: the state line, the devices, dismissing one, joining, closing the account.

use ebb_journal::Moment;
use ebb_protocol::ids::MemberId;
use ebb_protocol::trust::MemberKind;
use ebb_sync::{MemberShown, OtherDevice, Standing, SyncTrouble, Wish, WishRefused};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::view::{DeviceLine, Joining, SafePlace, Sharing};
use super::{JournalHandle, dates, wording};
use crate::platform::{device_kind, wall_clock};
use crate::sync::{Membership, NotEntered, digits_of};
use crate::words;

impl JournalHandle {
    /// Where the last entry is safe.
    pub fn state_line(&self) -> Signal<SafePlace> {
        let sync = self.sync;
        let now_ms = wall_clock::now_ms;
        Signal::derive(move || sync.standing.with(|standing| safe_place(sync.membership.get(), standing, now_ms())))
    }

    /// How sync stands, and which devices there are.
    pub fn sharing(&self) -> Signal<Sharing> {
        let (handle, sync) = (*self, self.sync);
        Signal::derive(move || {
            if let Some(trouble) = handle.sync_failed.get() {
                return Sharing::Failed(trouble);
            }
            match sync.membership.get() {
                Membership::None | Membership::Refused(_) => Sharing::Off,
                Membership::Founding | Membership::Joining => Sharing::TurningOn,
                Membership::Member => {
                    let standing = sync.standing.get();
                    if let Some(trouble) = standing.trouble.filter(|trouble| trouble.is_final()) {
                        let (happened, more) = wording::sync_trouble(trouble);
                        let was_dismissed = trouble == SyncTrouble::Dismissed;
                        return Sharing::Ended { happened: happened.to_owned(), more: more.to_owned(), was_dismissed };
                    }
                    let unreadable = handle.with_session(crate::session::Session::unreadable).unwrap_or(0);
                    let shown = sync.members.with(|members| devices(members, &standing.others));
                    let last_copy = handle.with_session(crate::session::Session::last_copy_ms).flatten();
                    let last_copy = last_copy.and_then(wall_clock::moment_at);
                    let last_copy = last_copy.map_or_else(String::new, |at| words::last_copy(&moment_words(&at)));
                    Sharing::On { devices: shown, last_copy, set_aside: standing.set_aside + unreadable }
                }
            }
        })
    }

    /// Founds an account for this journal.
    pub fn turn_sync_on(&self) {
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        handle.sync_failed.set(None);
        if handle.sync.membership.get_untracked() == Membership::Founding {
            open.driver.try_now();
            return;
        }
        spawn_local(async move {
            let name = words::device_kind(device_kind::kind());
            if let Err(trouble) = open.driver.found(name).await {
                handle.sync_failed.set(Some(wording::sync_not_turned_on(&trouble)));
            }
        });
    }

    /// After an account has ended, or parted from this device: a new one, filled from this journal.
    pub fn start_anew(&self) {
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        spawn_local(async move {
            match open.driver.leave_account().await {
                Ok(()) => handle.turn_sync_on(),
                Err(trouble) => {
                    let why = NotEntered::Store(trouble);
                    handle.sync_failed.set(Some(wording::sync_not_turned_on(&why)));
                }
            }
        });
    }

    /// After this device was taken off: it forgets the account, so that it can be let in again.
    pub fn leave_account(&self, left: Callback<()>) {
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        spawn_local(async move {
            match open.driver.leave_account().await {
                Ok(()) => {
                    handle.joining.set(Joining::Idle);
                    left.run(());
                }
                Err(trouble) => {
                    let why = NotEntered::Store(trouble);
                    handle.sync_failed.set(Some(wording::sync_not_turned_on(&why)));
                }
            }
        });
    }

    /// Takes up the invitation of a link or a typed code.
    pub fn join(&self, link: &str) {
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        if !handle.sync.membership.get_untracked().is_off() {
            handle.joining.set(Joining::Failed(wording::already_a_member()));
            return;
        }
        handle.joining.set(Joining::Working);
        let link = link.to_owned();
        spawn_local(async move {
            let name = words::device_kind(device_kind::kind());
            if let Err(why) = open.driver.join(name, &link).await {
                handle.joining.set(Joining::Failed(wording::not_joined(&why)));
            }
        });
    }

    /// Lets go of what was said of a link or code that led nowhere, for another one came.
    pub fn forget_what_led_nowhere(&self) {
        if matches!(self.joining.get_untracked(), Joining::Failed(_)) {
            self.joining.set(Joining::Idle);
        }
    }

    /// Gives the invitation up that this device has taken up.
    pub fn give_up_joining(&self) {
        if let Some(open) = self.parts() {
            open.driver.give_up_joining();
            self.joining.set(Joining::Idle);
        }
    }

    /// Dismisses a device or a sheet: it gets nothing new from then on.
    pub fn dismiss(&self, member: MemberId) {
        if let Some(open) = self.parts() {
            open.driver.wish(Wish::Dismiss(member));
        }
    }

    /// Ends the account: the server drops everything of it. The journal stays on the devices.
    pub fn close_account(&self) {
        if let Some(open) = self.parts() {
            open.driver.wish(Wish::Close);
        }
    }

    /// How many journals of others are followed.
    pub fn followed_count(&self) -> Memo<usize> {
        let handle = *self;
        Memo::new(move |_| {
            handle.changed.track();
            handle
                .with_session(|session| session.with_state(|state| state.journal().followed_journals().count()))
                .unwrap_or(0)
        })
    }

    /// Whether this device belongs to an account that goes on.
    pub fn syncs(&self) -> Memo<bool> {
        let sharing = self.sharing();
        Memo::new(move |_| sharing.with(|sharing| matches!(sharing, Sharing::On { .. })))
    }

    /// Changes of who belongs to the account that wait, and why the last one was not made.
    pub fn wishes(&self) -> Signal<(usize, Option<WishRefused>)> {
        let standing = self.sync.standing;
        Signal::derive(move || standing.with(|standing| (standing.wishes, standing.wish_refused)))
    }

    /// How joining goes.
    pub fn joining(&self) -> Signal<Joining> {
        self.joining.into()
    }

    /// Joining ends when the journal is here, or when the server has said no.
    pub(super) fn watch_sync(self) {
        let sync = self.sync;
        Effect::new(move || {
            let (membership, standing) = (sync.membership.get(), sync.standing.get());
            self.changed.track();
            if membership == Membership::Joining {
                // Also where it was begun before Ebb was opened this time.
                let stage = digits_of(&standing).map_or(Joining::Working, Joining::Compare);
                if self.joining.get_untracked() != stage {
                    self.joining.set(stage);
                }
            }
            if !matches!(self.joining.get_untracked(), Joining::Working | Joining::Compare(_)) {
                return;
            }
            let is_here =
                self.with_session(|session| session.with_state(|state| !state.journal().is_empty())).unwrap_or(false);
            match membership {
                Membership::Refused(why) => self.joining.set(Joining::Failed(wording::not_let_in(why))),
                Membership::Member if is_here && standing.connected => self.joining.set(Joining::Joined),
                _ => {}
            }
        });
        Effect::new(move || {
            if sync.clock_is_off.get() {
                self.trouble.set(Some(wording::clock_is_off()));
            }
        });
    }
}

/// A device that was not seen for longer is not waited for.
const UNSEEN_MS: i64 = 30 * 24 * 60 * 60 * 1000;

fn is_unseen(device: &OtherDevice, now_ms: i64) -> bool {
    device.seen_ms.is_some_and(|seen_ms| now_ms - seen_ms > UNSEEN_MS)
}

/// Whether the last entry is on every device, or the one place off this phone is the server.
fn off_this_phone(standing: &Standing, now_ms: i64) -> SafePlace {
    let missing = standing.others.iter().filter(|device| !device.has_all);
    let (mut behind, mut unseen) = (0, 0);
    for device in missing {
        *(if is_unseen(device, now_ms) { &mut unseen } else { &mut behind }) += 1;
    }
    if behind == 0 && standing.others.len() > unseen {
        SafePlace::OnAllDevices { but: unseen }
    } else {
        SafePlace::SafeOffThisPhone
    }
}

fn safe_place(membership: Membership, standing: &Standing, now_ms: i64) -> SafePlace {
    if membership.is_off() {
        return SafePlace::ThisPhoneOnly;
    }
    let told = |trouble| {
        let (sentence, what_to_do) = wording::sync_trouble(trouble);
        SafePlace::Trouble { sentence: sentence.to_owned(), what_to_do: what_to_do.to_owned() }
    };
    match standing.trouble {
        // These do not pass by themselves, whatever waits.
        Some(
            trouble @ (SyncTrouble::NotKnown
            | SyncTrouble::LogsDiffer
            | SyncTrouble::Storage
            | SyncTrouble::Dismissed
            | SyncTrouble::Closed
            | SyncTrouble::Forked
            | SyncTrouble::NeedsNewer),
        ) => told(trouble),
        Some(trouble) if standing.waiting > 0 || membership != Membership::Member => told(trouble),
        _ if standing.waiting == 0 && membership == Membership::Member => off_this_phone(standing, now_ms),
        _ if standing.connected => SafePlace::Sending,
        _ => SafePlace::Waiting { count: standing.waiting },
    }
}

/// Those who are members now, as the list shows them.
fn devices(members: &[MemberShown], others: &[OtherDevice]) -> Vec<DeviceLine> {
    let line = |member: &MemberShown| DeviceLine {
        member: member.member,
        name: if member.name.is_empty() { words::ANOTHER_DEVICE.to_owned() } else { member.name.clone() },
        this_one: member.is_self,
        is_sheet: member.kind == MemberKind::Sheet,
        since: member
            .since_ms
            .and_then(wall_clock::moment_at)
            .map_or_else(String::new, |at| words::since(&dates::date(at.day()))),
        has: others.iter().find(|other| other.member == member.member).map_or_else(String::new, what_it_has),
    };
    members.iter().filter(|member| !member.is_dismissed).map(line).collect()
}

/// What another device has, as it last said itself.
fn what_it_has(device: &OtherDevice) -> String {
    let now_ms = wall_clock::now_ms();
    let seen = device.seen_ms.filter(|_| is_unseen(device, now_ms)).and_then(wall_clock::moment_at);
    match seen {
        Some(at) => words::not_seen_since(&dates::date(at.day())),
        None if device.has_all => words::HAS_EVERYTHING.to_owned(),
        None => words::HAS_NOT_ALL.to_owned(),
    }
}

pub fn moment_words(at: &Moment) -> String {
    [dates::date(at.day()), dates::clock(at.time())].join(", ")
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    const NOW_MS: i64 = 1_795_420_000_000;

    #[wasm_bindgen_test]
    fn all_devices_are_those_that_have_it_and_a_device_unseen_for_a_month_is_counted_apart() {
        let other = |number, has_all, days: Option<i64>| OtherDevice {
            member: MemberId([number; 16]),
            has_all,
            seen_ms: days.map(|days| NOW_MS - days * 24 * 60 * 60 * 1000),
        };
        let place = |others: &[OtherDevice]| {
            let standing = Standing { others: others.to_vec(), connected: true, ..Standing::default() };
            safe_place(Membership::Member, &standing, NOW_MS)
        };
        assert_eq!(place(&[]), SafePlace::SafeOffThisPhone);
        assert_eq!(place(&[other(1, true, Some(40))]), SafePlace::OnAllDevices { but: 0 });
        assert_eq!(place(&[other(1, true, Some(0)), other(2, false, Some(29))]), SafePlace::SafeOffThisPhone);
        assert_eq!(place(&[other(1, true, Some(0)), other(2, false, None)]), SafePlace::SafeOffThisPhone);
        assert_eq!(place(&[other(1, true, Some(0)), other(2, false, Some(31))]), SafePlace::OnAllDevices { but: 1 });
        assert_eq!(place(&[other(2, false, Some(31))]), SafePlace::SafeOffThisPhone);
    }

    #[wasm_bindgen_test]
    fn the_state_line_never_says_safe_while_something_waits() {
        let standing = |waiting, connected, trouble| Standing { waiting, connected, trouble, ..Standing::default() };
        let place = |membership, standing: Standing| safe_place(membership, &standing, NOW_MS);
        assert_eq!(place(Membership::None, standing(3, false, None)), SafePlace::ThisPhoneOnly);
        assert_eq!(place(Membership::Member, standing(0, false, None)), SafePlace::SafeOffThisPhone);
        assert_eq!(place(Membership::Member, standing(3, false, None)), SafePlace::Waiting { count: 3 });
        assert_eq!(place(Membership::Member, standing(3, true, None)), SafePlace::Sending);
        assert_eq!(place(Membership::Founding, standing(0, false, None)), SafePlace::Waiting { count: 0 });
        let busy = place(Membership::Member, standing(1, true, Some(SyncTrouble::Busy)));
        assert!(matches!(busy, SafePlace::Trouble { .. }));
        let while_joining = place(Membership::Joining, standing(0, false, Some(SyncTrouble::Busy)));
        assert!(matches!(while_joining, SafePlace::Trouble { .. }));
        let lost = place(Membership::Member, standing(0, true, Some(SyncTrouble::LogsDiffer)));
        assert!(matches!(lost, SafePlace::Trouble { .. }));
    }
}
