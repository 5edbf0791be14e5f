//! How a device enters an account: it founds one, takes up an invitation, or invites another one.

use ebb_protocol::ids::{ReplicaId, StreamId};
use ebb_sync::{FoundingDraw, Identity, Inviting};
use ebb_vault::{Code, CodeKind, Label, MalformedCode};

use crate::platform::randomness;

pub(super) fn found(replica: ReplicaId, label: &Label) -> Identity {
    let draw = FoundingDraw {
        seed: randomness::bytes(),
        key: randomness::bytes(),
        journal: StreamId(randomness::bytes()),
        random: randomness::bytes(),
        name_seed: randomness::bytes(),
    };
    Identity::founding(replica, label, &draw)
}

pub(super) fn join(replica: ReplicaId, name: &str, code: &str) -> Result<Identity, MalformedCode> {
    let code = Code::of_text(code, CodeKind::Invitation)?;
    let draws = [randomness::bytes(), randomness::bytes(), randomness::bytes()];
    Ok(Identity::joining(replica, name, code, draws))
}

pub(super) fn invite(identity: &Identity) -> Option<Inviting> {
    Inviting::new(identity, randomness::bytes(), randomness::bytes(), randomness::bytes())
}
