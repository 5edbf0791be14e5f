//! Entries about those who follow that must be refused.

use ebb_protocol::ids::{AccountId, EntryHash, StreamId};
use ebb_protocol::trust::{Detail, FollowChange, Following, MemberKind, OpenHead};
use ebb_vault::MemberSecrets;
use serde_json::Value;

use super::following::{BOTH_FOLLOW, ONE_STOPPED, daughter, friend, new_follow};
use super::wrong_entries::{Tried, admitted};
use super::{Log, head_after, laptop, phone, secrets_of, sheet, tablet};

fn stranger() -> MemberSecrets {
    secrets_of([0x0c; 32])
}

fn following(secrets: &MemberSecrets, streams: u8) -> Following {
    let newcomer = new_follow(secrets, streams, None);
    Following {
        signing_key: newcomer.signing_key,
        sealing_key: newcomer.sealing_key,
        token_hash: newcomer.token_hash,
        keybox_hash: [1; 32],
        mailbox: newcomer.mailbox,
        feed: newcomer.feed,
        notes: newcomer.notes,
        until_ms: None,
    }
}

fn changed(secrets: &MemberSecrets) -> Detail {
    Detail::FollowChanged(FollowChange { member: secrets.member(), keybox_hash: [1; 32], until_ms: None })
}

fn stopped(secrets: &MemberSecrets) -> Detail {
    Detail::FollowStopped(secrets.member())
}

/// One entry of each kind that would be right.
fn kinds() -> [(&'static str, Detail); 3] {
    [
        ("letting in", Detail::Followed(following(&stranger(), 0xe0))),
        ("changing", changed(&daughter())),
        ("stopping", stopped(&daughter())),
    ]
}

pub(super) fn told(logs: &[Log]) -> Vec<Value> {
    let mut both = Tried::in_log(logs, 3, BOTH_FOLLOW);
    places(&mut both);
    callers(&mut both);
    contents(&mut both);
    shapes(&mut both);
    let mut all = both.refused;
    let mut after = Tried::in_log(logs, 3, ONE_STOPPED);
    after.detail("changing who was stopped", &phone(), changed(&friend()));
    after.detail("stopping twice", &phone(), stopped(&friend()));
    after.detail("letting in again who was stopped", &phone(), Detail::Followed(following(&friend(), 0xe0)));
    let earlier = OpenHead { epoch: 0, ..head_after(after.state, &phone(), stopped(&daughter())) };
    after.head("stopping in an earlier epoch", &phone(), &earlier);
    let streams_of_the_stopped = Detail::Followed(following(&stranger(), 0xd0));
    after.detail("the streams of who was stopped", &phone(), streams_of_the_stopped);
    all.extend(after.refused);
    let mut closed = Tried::in_log(logs, 3, logs[3].entries.len());
    closed.detail("letting in after the end", &phone(), Detail::Followed(following(&stranger(), 0xe0)));
    all.extend(closed.refused);
    all
}

/// Properly signed, and in another place than the next.
fn places(tried: &mut Tried<'_>) {
    let state = tried.state;
    for (kind, detail) in kinds() {
        let right = head_after(state, &phone(), detail);
        let elsewhere = right.sign(AccountId([9; 16]), &[], &phone().signing.signing_key());
        tried.bytes(&format!("{kind} in another account"), &elsewhere);
        let after_the_follow = OpenHead { previous_member: state.head(), ..right.clone() };
        tried.head(&format!("{kind} as if follows were of the chain about members"), &phone(), &after_the_follow);
        let other_previous = OpenHead { previous: state.member_head(), ..right.clone() };
        tried.head(&format!("{kind} as if follows were not of the log"), &phone(), &other_previous);
        let other_member = OpenHead { previous_member: EntryHash::NONE, ..right.clone() };
        tried.head(&format!("{kind} after no entry about members"), &phone(), &other_member);
        let later = OpenHead { index: right.index + 1, ..right.clone() };
        tried.head(&format!("{kind} with the next but one index"), &phone(), &later);
        let other_epoch = OpenHead { epoch: 1, ..right.clone() };
        tried.head(&format!("{kind} in a later epoch"), &phone(), &other_epoch);
        tried.head(&format!("{kind} with another's signature"), &laptop(), &right);
    }
}

/// By whom it may not be signed.
fn callers(tried: &mut Tried<'_>) {
    for (kind, detail) in kinds() {
        for (by, signer) in
            [("a sheet", sheet()), ("who follows", daughter()), ("another who follows", friend()), ("nobody", tablet())]
        {
            tried.detail(&format!("{kind} by {by}"), &signer, detail.clone());
        }
        let later = OpenHead { epoch: 1, ..head_after(tried.state, &sheet(), detail) };
        tried.head(&format!("{kind} by a sheet in a later epoch"), &sheet(), &later);
    }
    tried.detail("admitted by who follows", &daughter(), admitted(&stranger(), MemberKind::Device));
    tried.detail("closed by who follows", &daughter(), Detail::Closed);
}

/// What may not be said.
fn contents(tried: &mut Tried<'_>) {
    let new = || following(&stranger(), 0xe0);
    let journal = tried.state.journal();
    let wrong = [
        ("a device follows", following(&laptop(), 0xe0)),
        ("who follows does so twice", following(&daughter(), 0xe0)),
        ("the token of a device", Following { token_hash: laptop().token_hash(), ..new() }),
        ("the token of another who follows", Following { token_hash: daughter().token_hash(), ..new() }),
        ("the journal as a feed", Following { feed: journal, ..new() }),
        ("the journal as notes", Following { notes: journal, ..new() }),
        ("another's feed as a feed", Following { feed: StreamId([0xc0; 16]), ..new() }),
        ("another's notes as a feed", Following { feed: StreamId([0xc1; 16]), ..new() }),
        ("another's feed as notes", Following { notes: StreamId([0xd0; 16]), ..new() }),
        ("one stream for both", Following { notes: StreamId([0xe0; 16]), ..new() }),
    ];
    for (name, following) in wrong {
        tried.detail(name, &phone(), Detail::Followed(following));
    }
    tried.detail("who follows admitted as a device", &phone(), admitted(&daughter(), MemberKind::Device));
    for (who, secrets) in [("nobody", stranger()), ("a device", laptop())] {
        tried.detail(&format!("changing {who} as one who follows"), &phone(), changed(&secrets));
        tried.detail(&format!("stopping {who} as one who follows"), &phone(), stopped(&secrets));
    }
}

/// Bytes that are no entry.
fn shapes(tried: &mut Tried<'_>) {
    let negative = Following { until_ms: Some(-1), ..following(&stranger(), 0xe0) };
    tried.detail("letting in until before 1970", &phone(), Detail::Followed(negative));
    let change = FollowChange { member: daughter().member(), keybox_hash: [1; 32], until_ms: Some(i64::MIN) };
    tried.detail("changed until before 1970", &phone(), Detail::FollowChanged(change));
    for (kind, detail) in kinds() {
        let entry = head_after(tried.state, &phone(), detail);
        let entry = entry.sign(tried.state.account(), &[], &phone().signing.signing_key());
        for code in (1..=7).filter(|code| *code != entry[1]) {
            let mut other = entry.clone();
            other[1] = code;
            tried.bytes(&format!("{kind}, read as kind {code}"), &other);
        }
        tried.bytes(&format!("{kind}, with something after its end"), &[&entry[..], &[0]].concat());
        tried.bytes(&format!("{kind}, cut short"), &entry[..entry.len() - 1]);
    }
}
