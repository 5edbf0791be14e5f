//! What each who follows reads of a log, and what it does not take.

use ebb_protocol::ids::MemberId;
use ebb_protocol::trust::{Detail, FollowedLog, TrustRefusal};
use ebb_vault::{MemberSecrets, fingerprint};
use serde_json::{Value, json};

use super::following::{BOTH_FOLLOW, daughter, friend};
use super::{Log, head_after, laptop, phone, sheet};
use crate::telling::{hex, refusal_told, state_told};

/// How an entry is taken: as the next one, or as the end, whatever may stand before it.
#[derive(Clone, Copy)]
enum Taken {
    Next,
    End,
}

impl Taken {
    const fn name(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::End => "end",
        }
    }

    fn take(self, log: &mut FollowedLog, entry: &[u8]) -> Result<(), TrustRefusal> {
        match self {
            Self::Next => log.apply(entry),
            Self::End => log.end(entry),
        }
        .map(drop)
    }
}

fn entry(log: &Log, index: usize) -> &[u8] {
    &log.entries[index].logged.entry
}

/// Head and count of what was read are not those of the whole log: they say nothing to whoever reads.
fn read_told(read: &FollowedLog) -> Value {
    let mut told = state_told(read.state());
    let fields = told.as_object_mut().unwrap();
    for name in ["head", "next_index", "needs_newer"] {
        fields.remove(name);
    }
    fields.insert("last_index".to_owned(), json!(read.last_index()));
    fields.insert("fingerprint".to_owned(), json!(fingerprint(read.state().member_head())));
    told
}

fn chain(log: &Log, name: &str, own: MemberId, steps: &[(usize, Taken)]) -> Value {
    let mut read = FollowedLog::found(entry(log, 0), own).unwrap();
    let mut told = vec![json!({ "index": 0, "as": "next", "read": read_told(&read) })];
    for (index, taken) in steps {
        taken.take(&mut read, entry(log, *index)).unwrap();
        told.push(json!({ "index": index, "as": taken.name(), "read": read_told(&read) }));
    }
    json!({ "name": name, "log": 3, "member": own, "steps": told })
}

/// What is not taken after these entries of the log.
struct Refusing<'a> {
    log: &'a Log,
    own: MemberId,
    read: &'a [usize],
    refused: Vec<Value>,
}

impl Refusing<'_> {
    fn bytes(&mut self, name: &str, taken: Taken, entry_bytes: &[u8]) {
        let mut read = FollowedLog::found(entry(self.log, self.read[0]), self.own).unwrap();
        for index in &self.read[1..] {
            read.apply(entry(self.log, *index)).unwrap();
        }
        let refusal = taken.take(&mut read, entry_bytes).expect_err(name);
        self.refused.push(json!({
            "name": name,
            "log": 3,
            "member": self.own,
            "read": self.read,
            "as": taken.name(),
            "entry": hex(entry_bytes),
            "because": refusal_told(refusal),
        }));
    }

    fn entry(&mut self, name: &str, taken: Taken, index: usize) {
        self.bytes(name, taken, entry(self.log, index));
    }

    /// Properly signed, as the next of the log after so many entries.
    fn signed(&mut self, name: &str, taken: Taken, (after, signer): (usize, &MemberSecrets), detail: Detail) {
        let head = head_after(self.log.state_after(after), signer, detail);
        let made = head.sign(self.log.state.account(), &[], &signer.signing.signing_key());
        self.bytes(name, taken, &made);
    }
}

/// The entries: 3 lets the daughter follow, 4 the friend, 5 changes the daughter, 6 dismisses the laptop, 7 changes the daughter, 8
/// stops the friend, 9 changes the daughter, 10 stops her, 11 closes.
pub(super) fn told(log: &Log) -> Value {
    use Taken::{End, Next};
    let next = |indices: &[usize]| indices.iter().map(|index| (*index, Next)).collect::<Vec<_>>();
    let (own, other) = (daughter().member(), friend().member());
    let ended_early = [next(&[1, 2, 3, 5]), vec![(10, End)]].concat();
    let closed_early = [next(&[1, 2, 4]), vec![(11, End)]].concat();
    json!({
        "read": [
            chain(log, "all that one reads", own, &next(&[1, 2, 3, 5, 6, 7, 9, 10, 11])),
            chain(log, "all that the other reads", other, &next(&[1, 2, 4, 6, 8, 11])),
            chain(log, "stopped, and shown nothing else since", own, &ended_early),
            chain(log, "closed, and shown nothing else since", other, &closed_early),
        ],
        "refused": refused(log, own, other),
    })
}

fn refused(log: &Log, own: MemberId, other: MemberId) -> Vec<Value> {
    use Taken::{End, Next};
    let after = |read| Refusing { log, own, read, refused: Vec::new() };
    let mut tried = after(&[0, 1, 2, 3]);
    tried.entry("about another who follows", Next, 4);
    tried.entry("one of the chain left out", Next, 7);
    tried.entry("what was read before", Next, 3);
    tried.entry("an older one", Next, 1);
    tried.entry("a stop with some of the chain left out", Next, 10);
    tried.entry("the stop of another, as the end", End, 8);
    tried.entry("what is no end", End, 5);
    tried.signed("a newer kind", Next, (BOTH_FOLLOW, &phone()), Detail::Unknown { kind: 77, bytes: vec![1] });
    let stop = || Detail::FollowStopped(own);
    for (name, signer) in [("by a sheet", sheet()), ("by who follows", daughter()), ("by another who does", friend())] {
        tried.signed(&format!("an end {name}"), End, (BOTH_FOLLOW, &signer), stop());
        tried.signed(&format!("a stop {name}"), Next, (BOTH_FOLLOW, &signer), stop());
        tried.signed(&format!("closed {name}"), End, (BOTH_FOLLOW, &signer), Detail::Closed);
    }
    let head = head_after(log.state_after(BOTH_FOLLOW), &phone(), stop());
    let by_another = head.sign(log.state.account(), &[], &laptop().signing.signing_key());
    tried.bytes("an end with another's signature", End, &by_another);
    let mut all = tried.refused;
    let mut before = after(&[0, 1, 2]);
    before.entry("an end before it was let in", End, 10);
    before.entry("changed before it was let in", Next, 5);
    all.extend(before.refused);
    let mut dismissed = after(&[0, 1, 2, 3, 5, 6]);
    dismissed.signed("an end by who was dismissed, as this one knows", End, (7, &laptop()), stop());
    dismissed.signed("the end of another", End, (7, &phone()), Detail::FollowStopped(other));
    all.extend(dismissed.refused);
    let mut over = after(&[0, 1, 2, 3, 5, 6, 7, 9, 10]);
    over.entry("stopped again", End, 10);
    over.signed("stopped once more", End, (11, &phone()), stop());
    all.extend(over.refused);
    let mut closed = after(&[0, 1, 2, 3, 5, 6, 7, 9, 10, 11]);
    closed.signed("after the end of the account", Next, (11, &phone()), Detail::Closed);
    let after_all = log.entries.len();
    closed.signed("a second end of the account", End, (after_all, &phone()), Detail::Closed);
    all.extend(closed.refused);
    all
}
