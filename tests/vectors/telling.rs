//! How things stand in the files: bytes as hexadecimal digits, entries and states by their fields.

use ebb_protocol::ids::{AccountId, MemberId};
use ebb_protocol::trust::{Cut, Detail, Follow, Member, MemberKind, SignedEntry, TrustRefusal, TrustState};
use ebb_vault::{MemberSecrets, MemberSeed};
use hkdf::Hkdf;
use serde_json::{Value, json};
use sha2::Sha256;

pub(crate) fn hex(bytes: impl AsRef<[u8]>) -> String {
    base16ct::lower::encode_string(bytes.as_ref())
}

/// What the crate derives inside and does not show: made beside it, so that a second implementation sees each step.
pub(crate) fn derived(secret: &[u8], info: &str) -> String {
    let mut bytes = [0; 32];
    Hkdf::<Sha256>::new(None, secret).expand(info.as_bytes(), &mut bytes).unwrap();
    hex(bytes)
}

pub(crate) fn secrets_of(seed: [u8; 32]) -> MemberSecrets {
    MemberSecrets::of_seed(MemberSeed::new(seed))
}

/// All that a member's seed makes.
pub(crate) fn member_told(secrets: &MemberSecrets) -> Value {
    json!({
        "seed": hex(secrets.seed.dangerously_reveal()),
        "signing_seed": hex(secrets.signing.dangerously_reveal()),
        "signing_key": hex(secrets.signing.verifying_key()),
        "sealing_seed": hex(secrets.sealing.dangerously_reveal()),
        "sealing_key": hex(secrets.sealing_key()),
        "token_secret": hex(secrets.token.dangerously_reveal()),
        "token_hash": secrets.token_hash(),
        "member": secrets.member(),
    })
}

const fn kind_told(kind: MemberKind) -> &'static str {
    match kind {
        MemberKind::Device => "device",
        MemberKind::Sheet => "sheet",
    }
}

fn cut_told(cut: &Cut) -> Value {
    json!({ "stream": cut.stream, "replica": cut.replica, "number": cut.number, "hash": cut.hash })
}

fn detail_told(detail: &Detail) -> (&'static str, Value) {
    match detail {
        Detail::Founded(founding) => (
            "founded",
            json!({
                "signing_key": hex(founding.signing_key),
                "sealing_key": hex(founding.sealing_key),
                "token_hash": founding.token_hash,
                "journal": founding.journal,
                "commitment": hex(founding.commitment),
                "random": hex(founding.random),
            }),
        ),
        Detail::Admitted(admission) => (
            "admitted",
            json!({
                "member_kind": kind_told(admission.kind),
                "signing_key": hex(admission.signing_key),
                "sealing_key": hex(admission.sealing_key),
                "token_hash": admission.token_hash,
                "keybox_hash": hex(admission.keybox_hash),
                "mailbox": hex(admission.mailbox.map_or([0; 32], |mailbox| mailbox.0)),
                "proof": hex(admission.proof),
            }),
        ),
        Detail::Dismissed(dismissal) => {
            let keybox = |(member, hash): &(MemberId, [u8; 32])| json!({ "member": member, "hash": hex(hash) });
            let told = json!({
                "member": dismissal.member,
                "commitment": hex(dismissal.commitment),
                "previous_key": hex(dismissal.previous_key),
                "keyboxes": dismissal.keybox_hashes.iter().map(keybox).collect::<Vec<_>>(),
                "cuts": dismissal.cuts.iter().map(cut_told).collect::<Vec<_>>(),
                "compacted": dismissal.compacted,
            });
            ("dismissed", told)
        }
        Detail::Closed => ("closed", json!({})),
        Detail::Followed(following) => (
            "followed",
            json!({
                "signing_key": hex(following.signing_key),
                "sealing_key": hex(following.sealing_key),
                "token_hash": following.token_hash,
                "keybox_hash": hex(following.keybox_hash),
                "mailbox": following.mailbox,
                "feed": following.feed,
                "notes": following.notes,
                "until_ms": following.until_ms,
            }),
        ),
        Detail::FollowChanged(change) => (
            "follow changed",
            json!({
                "member": change.member,
                "keybox_hash": hex(change.keybox_hash),
                "until_ms": change.until_ms,
            }),
        ),
        Detail::FollowStopped(member) => ("follow stopped", json!({ "member": member })),
        Detail::Unknown { kind, bytes } => ("unknown", json!({ "kind": kind, "bytes": hex(bytes) })),
    }
}

/// What stands open in an entry.
pub(crate) fn fields_told(entry: &SignedEntry) -> Value {
    let head = &entry.head;
    let (kind, detail) = detail_told(&head.detail);
    json!({
        "kind": kind,
        "index": head.index,
        "previous": head.previous,
        "previous_member": head.previous_member,
        "signer": head.signer,
        "epoch": head.epoch,
        "detail": detail,
    })
}

fn member_state_told((id, member): (&MemberId, &Member)) -> Value {
    let removed = member.removed.as_ref().map(|removed| {
        let cuts: Vec<_> = removed.cuts.iter().map(cut_told).collect();
        json!({ "index": removed.index, "cuts": cuts, "compacted": removed.compacted })
    });
    json!({
        "member": id,
        "kind": kind_told(member.kind),
        "signing_key": hex(member.signing_key),
        "sealing_key": hex(member.sealing_key),
        "token_hash": member.token_hash,
        "admitted": member.admitted,
        "admitted_by": member.admitted_by,
        "removed": removed,
    })
}

fn follow_state_told((id, follow): (&MemberId, &Follow)) -> Value {
    json!({
        "member": id,
        "signing_key": hex(follow.signing_key),
        "sealing_key": hex(follow.sealing_key),
        "token_hash": follow.token_hash,
        "feed": follow.feed,
        "notes": follow.notes,
        "until_ms": follow.until_ms,
        "begun": follow.begun,
        "begun_epoch": follow.begun_epoch,
        "scoped": follow.scoped,
        "stopped": follow.stopped,
        "keyed": follow.keyed,
    })
}

/// What a log says after an entry.
pub(crate) fn state_told(state: &TrustState) -> Value {
    let commitments: Vec<_> = (0..=state.epoch()).map(|epoch| hex(state.commitment(epoch).unwrap())).collect();
    json!({
        "account": state.account(),
        "journal": state.journal(),
        "next_index": state.next_index(),
        "head": state.head(),
        "member_head": state.member_head(),
        "epoch": state.epoch(),
        "commitments": commitments,
        "is_closed": state.is_closed(),
        "needs_newer": state.needs_newer(),
        "members": state.members().iter().map(member_state_told).collect::<Vec<_>>(),
        "follows": state.follows().iter().map(follow_state_told).collect::<Vec<_>>(),
    })
}

/// Why an entry is refused, in the words of `docs/protocol.md`.
pub(crate) const fn refusal_told(refusal: TrustRefusal) -> &'static str {
    match refusal {
        TrustRefusal::Malformed(_) => "malformed",
        TrustRefusal::NotNext => "not next",
        TrustRefusal::Signature => "signature",
        TrustRefusal::NotAllowed => "not allowed",
        TrustRefusal::Epoch => "epoch",
        TrustRefusal::Member => "member",
        TrustRefusal::Keyboxes => "keyboxes",
        TrustRefusal::Full => "full",
        TrustRefusal::Closed => "closed",
    }
}

/// The account in whose name something is sealed that belongs to no log.
pub(crate) const ACCOUNT: AccountId = AccountId(*b"one account, 16b");
