//! How often a member or an address may ask. Counts live in memory alone, are bounded, and are never logged.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ebb_protocol::ids::{AccountId, MemberId};
use ebb_protocol::limits::NOTES_A_DAY;
use governor::clock::{Clock as GovernorClock, Reference as _};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::HashMapStateStore;
use governor::{NotUntil, Quota, RateLimiter};

use crate::at_least_one;
use crate::clock::Clock;
use crate::error::Refusal;

/// How many keys one rate remembers. A key is forgotten once it could ask as often as a new one.
const KEYS_MAX: usize = 20_000;
/// Between two searches for keys to forget, and when to try again where nothing could be forgotten.
const SWEEP_SECONDS: u64 = 5;
const DAY_SECONDS: u64 = 24 * 60 * 60;

/// All rates of the server.
pub(crate) struct Rates {
    members: Rate<(AccountId, MemberId)>,
    foundings: Rate<IpAddr>,
    looks: Rate<IpAddr>,
    notes: Rate<(AccountId, MemberId)>,
}

/// How often each may ask.
pub(crate) struct Allowed {
    pub(crate) requests_per_member_minute: NonZeroU32,
    pub(crate) foundings_per_address_hour: NonZeroU32,
    pub(crate) looks_per_address_minute: NonZeroU32,
}

impl Rates {
    /// Nothing counted yet.
    pub(crate) fn new(allowed: &Allowed, clock: &Arc<dyn Clock>) -> Self {
        Self {
            members: Rate::new(Quota::per_minute(allowed.requests_per_member_minute), KEYS_MAX, clock),
            foundings: Rate::new(Quota::per_hour(allowed.foundings_per_address_hour), KEYS_MAX, clock),
            looks: Rate::new(Quota::per_minute(allowed.looks_per_address_minute), KEYS_MAX, clock),
            notes: Rate::new(notes_a_day(), KEYS_MAX, clock),
        }
    }

    /// Counts a request of a member.
    pub(crate) fn count_member(&self, account: AccountId, member: MemberId) -> Result<(), Refusal> {
        self.members.count(&(account, member))
    }

    /// Counts notes of a follow.
    pub(crate) fn count_notes(&self, account: AccountId, follow: MemberId, notes: NonZeroU32) -> Result<(), Refusal> {
        self.notes.count_many(&(account, follow), notes)
    }

    /// Counts a founding, a presented log or a tried sheet from an address.
    pub(crate) fn count_founding(&self, address: IpAddr) -> Result<(), Refusal> {
        self.foundings.count(&network_of(address))
    }

    /// Counts a look into a mailbox, or a card left in one, from an address.
    pub(crate) fn count_look(&self, address: IpAddr) -> Result<(), Refusal> {
        self.looks.count(&network_of(address))
    }
}

/// Any burst of a day's notes, and one more each time that a day has room for.
fn notes_a_day() -> Quota {
    let burst = at_least_one(NOTES_A_DAY);
    let between = Duration::from_secs(DAY_SECONDS) / burst.get();
    // No time lies between more notes than a day has nanoseconds.
    Quota::with_period(between).map_or(Quota::per_hour(NonZeroU32::MIN), |quota| quota.allow_burst(burst))
}

/// Whoever has one IPv6 address has the 2^64 beside it, too: they count as one.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

struct Rate<K: Hash + Eq + Clone> {
    limiter: RateLimiter<K, HashMapStateStore<K>, RateClock, NoOpMiddleware<Nanos>>,
    keys_max: usize,
    next_sweep_seconds: AtomicU64,
    clock: RateClock,
}

impl<K: Hash + Eq + Clone> Rate<K> {
    fn new(quota: Quota, keys_max: usize, clock: &Arc<dyn Clock>) -> Self {
        let clock = RateClock(Arc::clone(clock));
        let limiter = RateLimiter::hashmap_with_clock(quota, clock.clone());
        Self { limiter, keys_max, next_sweep_seconds: AtomicU64::new(0), clock }
    }

    fn count(&self, key: &K) -> Result<(), Refusal> {
        self.count_many(key, NonZeroU32::MIN)
    }

    fn count_many(&self, key: &K, count: NonZeroU32) -> Result<(), Refusal> {
        if self.limiter.len() >= self.keys_max && !self.has_made_room() {
            return Err(Refusal::TooMany { retry_after_seconds: SWEEP_SECONDS });
        }
        let told = |not_until: NotUntil<Nanos>| {
            let wait: Duration = not_until.earliest_possible().duration_since(self.clock.now()).into();
            Refusal::TooMany { retry_after_seconds: wait.as_secs() + 1 }
        };
        // More at one time than a whole burst never have room.
        self.limiter
            .check_key_n(key, count)
            .map_err(|_| Refusal::TooMany { retry_after_seconds: DAY_SECONDS })?
            .map_err(told)
    }
}

impl<K: Hash + Eq + Clone> Rate<K> {
    /// Forgets the keys that need not be remembered, now and then: it looks at all of them.
    fn has_made_room(&self) -> bool {
        let now = self.clock.0.elapsed().as_secs();
        if self.next_sweep_seconds.load(Ordering::Relaxed) > now {
            return false;
        }
        self.next_sweep_seconds.store(now + SWEEP_SECONDS, Ordering::Relaxed);
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
        self.limiter.len() < self.keys_max
    }
}

/// The server's clock as the limiter reads it.
#[derive(Clone)]
struct RateClock(Arc<dyn Clock>);

impl GovernorClock for RateClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        self.0.elapsed().into()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    struct ManualClock(Mutex<Duration>);

    impl Clock for ManualClock {
        fn wall_ms(&self) -> i64 {
            0
        }

        fn elapsed(&self) -> Duration {
            *self.0.lock().unwrap()
        }
    }

    #[test]
    fn a_flood_of_keys_is_refused_until_old_ones_can_be_forgotten() {
        let manual = Arc::new(ManualClock(Mutex::default()));
        let clock: Arc<dyn Clock> = manual.clone();
        let rate = Rate::new(Quota::per_minute(NonZeroU32::new(2).unwrap()), 100, &clock);
        assert!((0..100).all(|key| rate.count(&key).is_ok()));
        assert!((100..200).all(|key| matches!(rate.count(&key), Err(Refusal::TooMany { retry_after_seconds: 5 }))));
        assert_eq!(rate.limiter.len(), 100);
        // After a minute nobody has asked too often: nothing has to be remembered.
        *manual.0.lock().unwrap() += Duration::from_secs(61);
        assert!(rate.count(&200).is_ok());
        assert_eq!(rate.limiter.len(), 1);
    }

    #[test]
    fn addresses_count_by_what_one_person_has() {
        let network = |text: &str| network_of(text.parse().unwrap()).to_string();
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }
}
