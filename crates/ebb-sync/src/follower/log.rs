//! The follow's chain of the owner's trust log: read, checked against the offer, and what it says of the end.

use ebb_protocol::endpoints::{LogPage, LogRequest, TRUST_LOG_READ};
use ebb_protocol::ids::EntryHash;
use ebb_protocol::limits::TRUST_ENTRY_BYTES_MAX;
use ebb_protocol::trust::{FollowedLog, Logged};

use super::answering::Refusal;
use super::effect::{FollowerEffect, FollowerStoreEffect};
use super::feed::{Feed, FollowKeys};
use super::mailbox::post;
use super::reading::Reading;
use super::standing::{FollowEnd, FollowRefused};
use super::{Follower, ToStore, UnderWay};
use crate::effect::Request;
use crate::event::Circumstances;

/// The clock's offset is kept anew where it has moved by more.
const OFFSET_STEP_MS: i64 = 60_000;

impl Follower {
    pub(super) fn read_log(&mut self) -> (UnderWay, FollowerEffect) {
        self.wants.log = false;
        let (have, head) =
            self.log.as_ref().map_or((0, None), |log| (log.last_index().saturating_add(1), Some(log.state().head())));
        let request = self.signed_in(post(TRUST_LOG_READ, &LogRequest { have, head }));
        (UnderWay::LogRead, FollowerEffect::Send(request))
    }

    pub(super) fn log_came(&mut self, body: &[u8], circumstances: Circumstances) -> Result<(), Refusal> {
        let page = LogPage::from_bytes(body).map_err(|_| Refusal::ODD)?;
        self.set_clock(page.server_time_ms, circumstances);
        match &self.log {
            None => self.let_in(page.logged),
            Some(log) => {
                let mut log = log.clone();
                // What parts from this chain was signed by nobody, or is another history: it is not taken.
                let is_next = page.logged.iter().all(|logged| log.apply(&logged.entry).is_ok());
                self.log_is_short = !is_next;
                if is_next && !page.logged.is_empty() {
                    self.keys.extend(&log, &self.secrets, &page.logged);
                    self.log = Some(log);
                    self.logged.extend(page.logged);
                    self.want_log_stored();
                    // What did not open may now.
                    self.reading.try_again();
                    self.wants.feed = true;
                }
                Ok(())
            }
        }
    }

    /// The whole chain, by which this device sees for itself whose follow it is.
    fn let_in(&mut self, logged: Vec<Logged>) -> Result<(), Refusal> {
        let Some(read) = &self.offer else { return Err(Refusal::ODD) };
        let chain = FollowedLog::of_chain(logged.iter().map(|logged| logged.entry.as_slice()), self.member);
        let chain = chain.map_err(|_| Refusal::ODD)?;
        let state = chain.state();
        let is_offered = state.account() == read.offer.account
            && state.hash_at(0) == Some(read.offer.genesis)
            && read.offer.genesis != EntryHash::NONE;
        if !is_offered {
            self.mailbox.refused = Some(FollowRefused::Forged);
            return Ok(());
        }
        let mut keys = FollowKeys::default();
        keys.extend(&chain, &self.secrets, &logged);
        let own = chain.own();
        let has_key = own.is_some_and(|own| keys.of(own.keyed).is_some() || !own.is_open());
        if !state.holds(read.offer.head) || !has_key {
            // Less than the owner's device knew when it made the offer, or than it has made since.
            self.log_is_short = true;
            return Err(Refusal::ODD);
        }
        self.log_is_short = false;
        (self.log, self.keys, self.logged) = (Some(chain), keys, logged);
        (self.feed, self.reading) = (Feed::default(), Reading::default());
        self.want_log_stored();
        self.wants.feed = true;
        Ok(())
    }

    pub(super) const fn is_asking_for_log(&self) -> bool {
        self.wants.log || matches!(self.under_way, UnderWay::LogRead)
    }

    pub(super) fn want_log_stored(&mut self) {
        if self.wants.store == ToStore::Nothing {
            self.wants.store = ToStore::Log;
        }
    }

    pub(super) fn store_log(&self) -> (UnderWay, FollowerEffect) {
        let put = FollowerStoreEffect::PutLog { log: self.logged.clone(), clock_offset_ms: self.clock_offset_ms };
        (UnderWay::LogStore, FollowerEffect::Store(put))
    }

    pub(super) fn drop_copy(&self) -> (UnderWay, FollowerEffect) {
        let drop = FollowerStoreEffect::DropCopy { log: self.logged.clone(), clock_offset_ms: self.clock_offset_ms };
        (UnderWay::Drop, FollowerEffect::Store(drop))
    }

    /// The server says that the follow has ended, and shows an entry. It is believed only what that entry proves: that it is of the
    /// chain, and stops this follow, closes the account, or says until when it lasts. Whether that is so.
    pub(super) fn told_the_end(&mut self, entry: Option<&str>, circumstances: Circumstances) -> bool {
        let bounded = entry.filter(|entry| entry.len() <= 2 * TRUST_ENTRY_BYTES_MAX);
        let entry = bounded.and_then(|entry| base16ct::lower::decode_vec(entry).ok());
        let (Some(entry), Some(log)) = (entry, &self.log) else { return false };
        let mut after = log.clone();
        if after.apply(&entry).or_else(|_| after.end(&entry)).is_ok() && self.end_by(&after, circumstances).is_some() {
            self.log = Some(after);
            self.logged.push(Logged { entry, keyboxes: Vec::new() });
            self.want_log_stored();
        }
        // Else it says nothing, or what is known.
        self.log.as_ref().is_some_and(|log| self.end_by(log, circumstances).is_some())
    }

    fn end_by(&self, log: &FollowedLog, circumstances: Circumstances) -> Option<FollowEnd> {
        let own = log.own()?;
        let now_ms = circumstances.now_ms.saturating_add(self.clock_offset_ms.unwrap_or(0));
        if log.state().is_closed() {
            Some(FollowEnd::Closed)
        } else if !own.is_open() {
            Some(FollowEnd::Stopped)
        } else {
            (!own.lets_read(now_ms)).then_some(FollowEnd::Over)
        }
    }

    /// Ends, where the chain says so: the copy goes. Or goes on, where the owner has lengthened what was over.
    pub(super) fn look_for_the_end(&mut self, circumstances: Circumstances, effects: &mut Vec<FollowerEffect>) {
        let end = self.log.as_ref().and_then(|log| self.end_by(log, circumstances));
        if end == self.ended {
            return;
        }
        if self.ended.is_none() {
            effects.push(FollowerEffect::Forget);
            self.wants.store = ToStore::End;
            (self.feed, self.reading) = (Feed::default(), Reading::default());
            self.wants.feed = false;
        }
        self.ended = end;
        self.wants.feed |= end.is_none();
        self.wants.log |= end.is_none();
    }

    /// When it ends by itself, by this device's clock.
    pub(super) fn until_here_ms(&self) -> Option<i64> {
        let until_ms = self.log.as_ref().and_then(FollowedLog::own).filter(|own| own.is_open())?.until_ms?;
        Some(until_ms.saturating_sub(self.clock_offset_ms.unwrap_or(0)))
    }

    fn set_clock(&mut self, server_time_ms: i64, circumstances: Circumstances) {
        let Some(offset) = server_time_ms.checked_sub(circumstances.now_ms) else { return };
        let has_moved = self.clock_offset_ms.is_none_or(|known| known.abs_diff(offset) > OFFSET_STEP_MS.unsigned_abs());
        self.clock_offset_ms = Some(offset);
        if has_moved && self.log.is_some() {
            self.want_log_stored();
        }
    }

    /// A request in the follow's name.
    pub(super) fn signed_in(&self, request: Request) -> Request {
        Request { token: self.token(), ..request }
    }

    pub(super) fn token(&self) -> Option<ebb_protocol::token::Token> {
        self.account().map(|account| self.secrets.token(account))
    }
}
