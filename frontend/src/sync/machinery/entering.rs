//! How a device enters an account: it founds one, takes up an invitation, comes in by a recovery sheet; and how it lets others in.

use ebb_protocol::ids::{MemberId, ReplicaId, StreamId};
use ebb_sync::{FollowPlan, FoundingDraw, Identity, Inviting, Wish};
use ebb_vault::{Code, CodeKind, Label, MalformedCode, sheet_secrets};

use super::NewSheet;

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

pub(super) fn invite_to_follow(identity: &Identity, plan: FollowPlan) -> Option<Inviting> {
    Inviting::to_follow(identity, plan, (randomness::bytes(), randomness::bytes(), randomness::bytes())).ok()
}

pub(super) fn restore(replica: ReplicaId, label: Label, code: &str) -> Result<Identity, MalformedCode> {
    let code = Code::of_text(code, CodeKind::Sheet)?;
    Ok(Identity::restoring(replica, label, code, randomness::bytes()))
}

pub(super) fn new_sheet(label: Label) -> NewSheet {
    let code = Code::new(randomness::bytes());
    NewSheet {
        code: code.to_text(CodeKind::Sheet).to_string(),
        member: sheet_secrets(&code).member(),
        wish: Wish::AdmitSheet(code, label),
    }
}

pub(super) fn sheet_of(code: &str) -> Result<MemberId, MalformedCode> {
    Ok(sheet_secrets(&Code::of_text(code, CodeKind::Sheet)?).member())
}
