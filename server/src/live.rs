//! The live channels: who listens, and what each is told.
//!
//! Arrives: word from the writer that a stream has grown. Leaves: a [`Notice`] to every open channel of the account.
//! Never here: waiting for a listener. A slow one misses the notices between, and gets the last.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ebb_protocol::ids::{AccountId, Mark, MemberId, StreamId};
use ebb_protocol::limits::LIVE_CHANNELS_PER_MEMBER_MAX;
use ebb_protocol::live::Notice;
use tokio::sync::{oneshot, watch};

pub(crate) mod channel;

/// The last position and mark of each stream that has grown while somebody listened.
pub(crate) type Heads = BTreeMap<StreamId, (u64, Mark)>;

/// Where the writer and the channels meet.
#[derive(Debug, Clone)]
pub(crate) struct Hub {
    listeners: Arc<Mutex<Listeners>>,
}

#[derive(Debug, Default)]
struct Listeners {
    accounts: HashMap<AccountId, watch::Sender<Heads>>,
    /// The open channels of each member, oldest first.
    members: HashMap<(AccountId, MemberId), VecDeque<OpenChannel>>,
    next_channel: u64,
}

/// A channel's number, and how it is told to go.
type OpenChannel = (u64, oneshot::Sender<()>);

impl Hub {
    /// A hub that nobody listens to.
    pub(crate) fn new() -> Self {
        Self { listeners: Arc::default() }
    }

    /// Tells every channel of the account where a stream stands now.
    pub(crate) fn tell(&self, account: AccountId, notice: &Notice) {
        if let Some(heads) = self.lock().accounts.get(&account) {
            heads.send_modify(|heads| {
                heads.insert(notice.stream, (notice.head, notice.mark));
            });
        }
    }

    /// Listens as a member. Where the member has as many channels as it may have, its oldest one has to go.
    pub(crate) fn listen(&self, account: AccountId, member: MemberId) -> Listener {
        let mut listeners = self.lock();
        listeners.next_channel += 1;
        let channel = listeners.next_channel;
        let heads = listeners.accounts.entry(account).or_default().subscribe();
        let (displace, displaced) = oneshot::channel();
        let channels = listeners.members.entry((account, member)).or_default();
        while channels.len() >= LIVE_CHANNELS_PER_MEMBER_MAX
            && let Some((_, oldest)) = channels.pop_front()
        {
            // It may have just closed by itself.
            let _ = oldest.send(());
        }
        channels.push_back((channel, displace));
        Listener { heads, displaced, hub: self.clone(), account, member, channel }
    }

    fn lock(&self) -> MutexGuard<'_, Listeners> {
        // No code that holds the lock can leave the lists half changed.
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One channel's place in the hub, until it is dropped.
#[derive(Debug)]
pub(crate) struct Listener {
    /// Changes with each growth of the account's streams.
    pub(crate) heads: watch::Receiver<Heads>,
    /// Answers when newer channels of the member have taken this one's place.
    pub(crate) displaced: oneshot::Receiver<()>,
    hub: Hub,
    account: AccountId,
    member: MemberId,
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
        if listeners.accounts.get(&self.account).is_some_and(|heads| heads.receiver_count() <= 1) {
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
        assert!(listener.heads.has_changed().unwrap());
        assert_eq!(*listener.heads.borrow_and_update(), Heads::from([(StreamId([3; 16]), (3, Mark([4; 8])))]));
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
