//! Where a request comes from: the peer's address, or the one that a trusted proxy names. Only for counting; it is
//! neither stored nor logged.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::Server;
use crate::error::Refusal;

/// The address of the peer of a connection; every request carries it as an extension.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Counts a founding, a presented log or a tried sheet for its address, before the body is read.
pub(crate) struct CountedFounding;

/// Counts a look into a mailbox, or a card left in one, for its address.
pub(crate) struct CountedLook;

impl FromRequestParts<Arc<Server>> for CountedFounding {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Refusal> {
        server.rates.count_founding(address_of(parts, server)).map(|()| Self)
    }
}

impl FromRequestParts<Arc<Server>> for CountedLook {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Refusal> {
        server.rates.count_look(address_of(parts, server)).map(|()| Self)
    }
}

fn address_of(parts: &Parts, server: &Server) -> IpAddr {
    // Without a connection there is no address: such requests share one count.
    let peer = parts.extensions.get::<Peer>().map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.0);
    counted_address(peer, &parts.headers, &server.trusted_proxies)
}

/// Reads `X-Forwarded-For` from its end for as long as those who wrote it are trusted.
fn counted_address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut address = peer.to_canonical();
    let lines: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    for named in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !trusted.contains(&address) {
            return address;
        }
        let Ok(named) = named.trim().parse::<IpAddr>() else { return address };
        address = named.to_canonical();
    }
    address
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn check(peer: &str, forwarded: &[&'static str], expected: &str) {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        let trusted = ["127.0.0.1".parse().unwrap(), "10.0.0.1".parse().unwrap()];
        let address = counted_address(peer.parse().unwrap(), &headers, &trusted);
        assert_eq!(address, expected.parse::<IpAddr>().unwrap(), "{peer} {forwarded:?}");
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        check("192.0.2.7", &["198.51.100.1"], "192.0.2.7");
        check("127.0.0.1", &[], "127.0.0.1");
        check("127.0.0.1", &["198.51.100.1"], "198.51.100.1");
        check("::ffff:127.0.0.1", &["198.51.100.1"], "198.51.100.1");
        check("127.0.0.1", &["203.0.113.9, 198.51.100.1"], "198.51.100.1");
        check("127.0.0.1", &["203.0.113.9, 198.51.100.1, 10.0.0.1"], "198.51.100.1");
        check("127.0.0.1", &["203.0.113.9", "198.51.100.1"], "198.51.100.1");
        check("127.0.0.1", &["nonsense"], "127.0.0.1");
    }
}
