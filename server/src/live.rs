//! The live channels: who listens, and what each is told.
//!
//! Arrives: word from the writer that a stream or the trust log has grown, or a mailbox has changed. Leaves: [`News`] to
//! every open channel of the account; the channels of a dismissed device and of a stopped follow end.
//! Never here: waiting for a listener. A slow one misses what is between, and gets the last.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ebb_protocol::ids::{AccountId, MailboxId, Mark, MemberId, StreamId};
use ebb_protocol::limits::{LIVE_CHANNELS_PER_MEMBER_MAX, MAILBOXES_MAX};
use ebb_protocol::live::{CLOSE_FORBIDDEN, CLOSE_TOO_MANY, Notice, Reached};
use tokio::sync::{oneshot, watch};

use crate::db::trust_log::Grown;

pub(crate) mod channel;

/// What has changed of an account while somebody listened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct News {
    /// The last position and mark of each stream that has grown.
    pub(crate) heads: BTreeMap<StreamId, (u64, Mark)>,
    /// How many entries the trust log has, once it has grown.
    pub(crate) entries: u32,
    /// The same up to the newest entry that every follow reads.
    pub(crate) for_all_follows: u32,
    /// The same up to the newest entry about a follow.
    pub(crate) for_follows: BTreeMap<MemberId, u32>,
    /// How far members have read, where that has changed.
    pub(crate) reached: BTreeMap<(MemberId, StreamId), Reached>,
    /// The mailboxes that have changed, each with the number of its last change.
    pub(crate) mailboxes: BTreeMap<MailboxId, u64>,
    changes: u64,
}

impl News {
    fn note_mailbox(&mut self, mailbox: MailboxId) {
        self.changes += 1;
        self.mailboxes.insert(mailbox, self.changes);
        // An account has no more at one time: what was noted before is over.
        while self.mailboxes.len() > MAILBOXES_MAX
            && let Some(oldest) = self.mailboxes.iter().min_by_key(|(_, change)| **change).map(|(id, _)| *id)
        {
            self.mailboxes.remove(&oldest);
        }
    }
}

/// Where the writer and the channels meet.
#[derive(Debug, Clone)]
pub(crate) struct Hub {
    listeners: Arc<Mutex<Listeners>>,
}

#[derive(Debug, Default)]
struct Listeners {
    accounts: HashMap<AccountId, watch::Sender<News>>,
    /// The open channels of each member, oldest first.
    members: HashMap<(AccountId, MemberId), VecDeque<OpenChannel>>,
    next_channel: u64,
}

/// A channel's number, and how it is told to go, with the code that it closes with.
type OpenChannel = (u64, oneshot::Sender<u16>);

impl Hub {
    /// A hub that nobody listens to.
    pub(crate) fn new() -> Self {
        Self { listeners: Arc::default() }
    }

    /// Tells every channel of the account where a stream stands now.
    pub(crate) fn tell(&self, account: AccountId, notice: &Notice) {
        self.note(account, |news| {
            news.heads.insert(notice.stream, (notice.head, notice.mark));
        });
    }

    /// Tells every channel of the account how far a member has read.
    pub(crate) fn tell_reached(&self, account: AccountId, reached: Reached) {
        self.note(account, |news| {
            news.reached.insert((reached.reader, reached.stream), reached);
        });
    }

    /// Tells every channel of the account that a mailbox has changed.
    pub(crate) fn tell_mailbox(&self, account: AccountId, mailbox: MailboxId) {
        self.note(account, |news| news.note_mailbox(mailbox));
    }

    /// Tells every channel of the account how long its trust log is now, and ends those of whom it shuts out.
    pub(crate) fn tell_grown(&self, grown: &Grown) {
        self.end(grown.account, |member| grown.is_closed || grown.shut_out.contains(&member));
        self.note(grown.account, |news| {
            news.entries = news.entries.max(grown.entries);
            news.for_all_follows = news.for_all_follows.max(grown.for_all_follows);
            news.for_follows.extend(grown.for_follows.iter().copied());
            for mailbox in &grown.mailboxes {
                news.note_mailbox(*mailbox);
            }
        });
    }

    fn note(&self, account: AccountId, change: impl FnOnce(&mut News)) {
        if let Some(news) = self.lock().accounts.get(&account) {
            news.send_modify(change);
        }
    }

    fn end(&self, account: AccountId, ends: impl Fn(MemberId) -> bool) {
        let mut listeners = self.lock();
        for ((of_account, member), channels) in &mut listeners.members {
            if *of_account == account && ends(*member) {
                for (_, channel) in channels.drain(..) {
                    // It may have just closed by itself.
                    let _ = channel.send(CLOSE_FORBIDDEN);
                }
            }
        }
    }

    /// Listens as a member. Where the member has as many channels as it may have, its oldest one has to go.
    pub(crate) fn listen(&self, account: AccountId, member: MemberId) -> Listener {
        let mut listeners = self.lock();
        listeners.next_channel += 1;
        let channel = listeners.next_channel;
        let news = listeners.accounts.entry(account).or_default().subscribe();
        let (displace, displaced) = oneshot::channel();
        let channels = listeners.members.entry((account, member)).or_default();
        while channels.len() >= LIVE_CHANNELS_PER_MEMBER_MAX
            && let Some((_, oldest)) = channels.pop_front()
        {
            // It may have just closed by itself.
            let _ = oldest.send(CLOSE_TOO_MANY);
        }
        channels.push_back((channel, displace));
        Listener { news, displaced, hub: self.clone(), account, member, channel }
    }

    fn lock(&self) -> MutexGuard<'_, Listeners> {
        // No code that holds the lock can leave the lists half changed.
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One channel's place in the hub, until it is dropped.
#[derive(Debug)]
pub(crate) struct Listener {
    /// Changes with the account.
    pub(crate) news: watch::Receiver<News>,
    /// Answers with a code to close with: newer channels of the member have taken this one's place, or it is no member.
    pub(crate) displaced: oneshot::Receiver<u16>,
    hub: Hub,
    pub(crate) account: AccountId,
    /// Whose channel it is.
    pub(crate) member: MemberId,
    channel: u64,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut listeners = self.hub.lock();
        let key = (self.account, self.member);
        if let Some(channels) = listeners.members.get_mut(&key) {
            channels.retain(|(channel, _)| *channel != self.channel);
            if channels.is_empty() {
                listeners.members.remove(&key);
            }
        }
        // This listener's own receiver is still counted here.
        if listeners.accounts.get(&self.account).is_some_and(|news| news.receiver_count() <= 1) {
            listeners.accounts.remove(&self.account);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCOUNT: AccountId = AccountId([1; 16]);
    const MEMBER: MemberId = MemberId([2; 16]);

    fn notice(head: u64) -> Notice {
        Notice { stream: StreamId([3; 16]), head, mark: Mark([4; 8]) }
    }

    #[test]
    fn a_listener_that_looks_late_sees_the_last_head_only() {
        let hub = Hub::new();
        let mut listener = hub.listen(ACCOUNT, MEMBER);
        (1..=3).for_each(|head| hub.tell(ACCOUNT, &notice(head)));
        hub.tell(AccountId([9; 16]), &notice(7));
        assert!(listener.news.has_changed().unwrap());
        let heads = listener.news.borrow_and_update().heads.clone();
        assert_eq!(heads, BTreeMap::from([(StreamId([3; 16]), (3, Mark([4; 8])))]));
    }

    #[test]
    fn of_mailboxes_the_last_changes_are_kept() {
        let hub = Hub::new();
        let listener = hub.listen(ACCOUNT, MEMBER);
        for number in 0..40 {
            hub.tell_mailbox(ACCOUNT, MailboxId([number; 32]));
            hub.tell_mailbox(ACCOUNT, MailboxId([0; 32]));
        }
        let kept: Vec<u8> = listener.news.borrow().mailboxes.keys().map(|mailbox| mailbox.0[0]).collect();
        let expected: Vec<u8> = std::iter::once(0).chain(25..40).collect();
        assert_eq!(kept, expected);
    }

    #[test]
    fn whoever_is_dismissed_has_to_go_and_others_hear_of_it() {
        let hub = Hub::new();
        let other = MemberId([5; 16]);
        let (mut gone, mut stays) = (hub.listen(ACCOUNT, MEMBER), hub.listen(ACCOUNT, other));
        let mut elsewhere = hub.listen(AccountId([9; 16]), MEMBER);
        let grown = |is_closed| Grown { shut_out: vec![MEMBER], is_closed, ..Grown::to(ACCOUNT, 7) };
        hub.tell_grown(&grown(false));
        assert_eq!(gone.displaced.try_recv(), Ok(CLOSE_FORBIDDEN));
        assert!(stays.displaced.try_recv().is_err());
        assert_eq!(stays.news.borrow().entries, 7);
        hub.tell_grown(&grown(true));
        assert_eq!(stays.displaced.try_recv(), Ok(CLOSE_FORBIDDEN), "the account is closed");
        assert!(elsewhere.displaced.try_recv().is_err());
    }

    #[test]
    fn the_oldest_channel_of_a_member_makes_room() {
        let hub = Hub::new();
        let mut channels: Vec<_> = (0..=LIVE_CHANNELS_PER_MEMBER_MAX).map(|_| hub.listen(ACCOUNT, MEMBER)).collect();
        let other = hub.listen(ACCOUNT, MemberId([5; 16]));
        let displaced: Vec<bool> = channels.iter_mut().map(|listener| listener.displaced.try_recv().is_ok()).collect();
        assert!(displaced[0]);
        assert!(displaced[1..].iter().all(|displaced| !displaced));
        drop(other);
    }

    #[test]
    fn nothing_is_kept_of_those_who_left() {
        let hub = Hub::new();
        drop((hub.listen(ACCOUNT, MEMBER), hub.listen(ACCOUNT, MEMBER)));
        assert!(hub.lock().accounts.is_empty());
        assert!(hub.lock().members.is_empty());
    }
}
