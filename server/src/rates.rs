//! How often a member or an address may ask. Counts live in memory alone, are bounded, and are never logged.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use ebb_protocol::ids::{AccountId, MemberId};
use governor::clock::{Clock as GovernorClock, Reference as _};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::clock::Clock;
use crate::error::Refusal;

/// How many keys one rate remembers before it forgets those that have been quiet long enough.
const KEYS_MAX: usize = 20_000;

/// Both rates of the server.
pub(crate) struct Rates {
    members: Rate<(AccountId, MemberId)>,
    addresses: Rate<IpAddr>,
}

impl Rates {
    /// A minute's requests for each member, an hour's foundings and joins for each address.
    pub(crate) fn new(per_member_minute: NonZeroU32, per_address_hour: NonZeroU32, clock: &Arc<dyn Clock>) -> Self {
        Self {
            members: Rate::new(Quota::per_minute(per_member_minute), clock),
            addresses: Rate::new(Quota::per_hour(per_address_hour), clock),
        }
    }

    /// Counts a request of a member.
    pub(crate) fn count_member(&self, account: AccountId, member: MemberId) -> Result<(), Refusal> {
        self.members.count(&(account, member))
    }

    /// Counts a founding or a join from an address.
    pub(crate) fn count_address(&self, address: IpAddr) -> Result<(), Refusal> {
        self.addresses.count(&network_of(address))
    }
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
    clock: RateClock,
}

impl<K: Hash + Eq + Clone> Rate<K> {
    fn new(quota: Quota, clock: &Arc<dyn Clock>) -> Self {
        let clock = RateClock(Arc::clone(clock));
        Self { limiter: RateLimiter::hashmap_with_clock(quota, clock.clone()), clock }
    }

    fn count(&self, key: &K) -> Result<(), Refusal> {
        if self.limiter.len() >= KEYS_MAX {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        self.limiter.check_key(key).map_err(|not_until| {
            let wait: Duration = not_until.earliest_possible().duration_since(self.clock.now()).into();
            Refusal::TooMany { retry_after_seconds: wait.as_secs() + 1 }
        })
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
