//! How a device enters an account: it founds one, joins by a link, or lets another one in.

use ebb_protocol::endpoints::{TICKETS, TicketRequest};
use ebb_protocol::ids::{ReplicaId, StreamId};
use ebb_sync::{Identity, Method, Request};
use ebb_vault::{JoinSecret, MalformedLink, TicketSecret};

use crate::platform::randomness;

pub(super) fn found(replica: ReplicaId) -> Identity {
    let secrets = [randomness::bytes(), randomness::bytes(), randomness::bytes()];
    Identity::founding(replica, secrets, StreamId(randomness::bytes()), randomness::bytes())
}

pub(super) fn join(replica: ReplicaId, link: &str) -> Result<Identity, MalformedLink> {
    let secrets = [randomness::bytes(), randomness::bytes()];
    Ok(Identity::joining(replica, secrets, JoinSecret::of_link(link)?))
}

pub(super) fn ticket(identity: &Identity) -> (String, Request) {
    let ticket = TicketSecret::new(randomness::bytes());
    let link = JoinSecret { account: identity.account, key: identity.key.clone(), ticket };
    let body = serde_json::to_vec(&TicketRequest { hash: link.ticket_hash() }).unwrap_or_default();
    let token = Some(identity.token());
    let request = Request { method: Method::Post, path: TICKETS, token, content_type: "application/json", body };
    (link.to_fragment(), request)
}
