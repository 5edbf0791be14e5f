//! Sync as the pages know it: the state line, the devices, the link for another one, joining.

use ebb_sync::{Standing, SyncTrouble};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::view::{DeviceLine, Joining, LinkState, SafePlace, Sharing};
use super::{JournalHandle, wording};
use crate::page::Page;
use crate::platform::location;
use crate::sync::Membership;

/// `ebb_protocol::limits::TICKET_SECONDS`, in minutes.
const LINK_MINUTES: u32 = 10;

impl JournalHandle {
    /// Where the last entry is safe.
    pub fn state_line(&self) -> Signal<SafePlace> {
        let sync = self.sync;
        Signal::derive(move || sync.standing.with(|standing| safe_place(sync.membership.get(), standing)))
    }

    /// How sync stands, and which devices there are.
    pub fn sharing(&self) -> Signal<Sharing> {
        let (handle, sync) = (*self, self.sync);
        Signal::derive(move || {
            if let Some(trouble) = handle.sync_failed.get() {
                return Sharing::Failed(trouble);
            }
            match sync.membership.get() {
                Membership::None | Membership::Refused => Sharing::Off,
                Membership::Founding | Membership::Joining => Sharing::TurningOn,
                Membership::Member => {
                    let standing = sync.standing.get();
                    let unreadable = handle.with_session(crate::session::Session::unreadable).unwrap_or(0);
                    Sharing::On { devices: devices(standing.devices), set_aside: standing.set_aside + unreadable }
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
            if let Err(trouble) = open.driver.found().await {
                handle.sync_failed.set(Some(wording::sync_not_turned_on(&trouble)));
            }
        });
    }

    /// Makes a link by which one more device may join.
    pub fn make_device_link(&self) {
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        handle.link.set(LinkState::Making);
        spawn_local(async move {
            handle.link.set(match open.driver.make_link().await {
                Ok(fragment) => {
                    let url = format!("{}{}#{fragment}", location::origin(), Page::Join.path());
                    LinkState::Ready { url, valid_minutes: LINK_MINUTES }
                }
                Err(refused) => LinkState::Failed(wording::link_not_made(refused)),
            });
        });
    }

    /// The link for another device.
    pub fn device_link(&self) -> Signal<LinkState> {
        self.link.into()
    }

    /// Joins the journal of a link.
    pub fn join(&self, link: &str) {
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        if !matches!(handle.sync.membership.get_untracked(), Membership::None | Membership::Refused) {
            handle.joining.set(Joining::Failed(wording::already_a_member()));
            return;
        }
        handle.joining.set(Joining::Working);
        let link = link.to_owned();
        spawn_local(async move {
            if let Err(why) = open.driver.join(&link).await {
                handle.joining.set(Joining::Failed(wording::not_joined(&why)));
            }
        });
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
            if membership == Membership::Joining && self.joining.get_untracked() == Joining::Idle {
                // Begun before Ebb was opened this time.
                self.joining.set(Joining::Working);
            }
            if self.joining.get_untracked() != Joining::Working {
                return;
            }
            let is_here =
                self.with_session(|session| session.with_state(|state| !state.journal().is_empty())).unwrap_or(false);
            match membership {
                Membership::Refused => self.joining.set(Joining::Failed(wording::not_let_in())),
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

fn safe_place(membership: Membership, standing: &Standing) -> SafePlace {
    if matches!(membership, Membership::None | Membership::Refused) {
        return SafePlace::ThisPhoneOnly;
    }
    let told = |trouble| {
        let (sentence, what_to_do) = wording::sync_trouble(trouble);
        SafePlace::Trouble { sentence: sentence.to_owned(), what_to_do: what_to_do.to_owned() }
    };
    match standing.trouble {
        // These do not pass by themselves, whatever waits.
        Some(trouble @ (SyncTrouble::NotKnown | SyncTrouble::LogsDiffer | SyncTrouble::Storage)) => told(trouble),
        Some(trouble) if standing.waiting > 0 || membership != Membership::Member => told(trouble),
        _ if standing.waiting == 0 && membership == Membership::Member => SafePlace::SafeOffThisPhone,
        _ if standing.connected => SafePlace::Sending,
        _ => SafePlace::Waiting { count: standing.waiting },
    }
}

fn devices(count: usize) -> Vec<DeviceLine> {
    let this =
        DeviceLine { name: wording::THIS_DEVICE.to_owned(), this_one: true, detail: wording::IN_STEP.to_owned() };
    let other = DeviceLine {
        name: wording::ANOTHER_DEVICE.to_owned(),
        this_one: false,
        detail: wording::JOINED_BY_CODE.to_owned(),
    };
    std::iter::once(this).chain(std::iter::repeat_n(other, count.saturating_sub(1))).collect()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn the_state_line_never_says_safe_while_something_waits() {
        let standing = |waiting, connected, trouble| Standing { waiting, connected, trouble, ..Standing::default() };
        let place = |membership, standing: Standing| safe_place(membership, &standing);
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
