//! Trust logs: one that has every kind of entry about members, one with an entry of a newer version, one with as many sheets as there
//! may be, one of those who follow, with what each of them reads of it; and entries that must be refused.

mod chains;
mod counting;
mod following;
mod wrong_entries;
mod wrong_follows;

use ebb_protocol::ids::{EntryHash, MailboxId, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::trust::{Cut, Detail, Logged, MemberKind, OpenHead, SignedEntry, TrustState, batch};
use ebb_vault::{
    Author, Beginning, Code, EpochKeys, FollowBody, Label, MemberSecrets, Newcomer, StreamKey, fingerprint, found,
    label_in, sheet_newcomer, sheet_secrets, told_ms,
};
use serde_json::{Value, json};

use crate::telling::{fields_told, hex, secrets_of, state_told};

/// A log in the making.
pub(crate) struct Log {
    pub(crate) state: TrustState,
    pub(crate) keys: EpochKeys,
    entries: Vec<Named>,
}

/// An entry, and the state before it.
struct Named {
    name: &'static str,
    logged: Logged,
    before: Option<TrustState>,
}

fn label(name: &str) -> Label {
    Label { name: name.to_owned(), since_ms: 1_795_420_000_000 }
}

fn newcomer(secrets: &MemberSecrets, name: &str, mailbox: Option<MailboxId>) -> Newcomer {
    Newcomer {
        kind: MemberKind::Device,
        signing_key: secrets.signing.verifying_key(),
        sealing_key: secrets.sealing_key(),
        token_hash: secrets.token_hash(),
        label: label(name),
        mailbox,
        proof: [0; 32],
    }
}

fn phone() -> MemberSecrets {
    secrets_of([1; 32])
}

fn laptop() -> MemberSecrets {
    secrets_of([2; 32])
}

fn tablet() -> MemberSecrets {
    secrets_of([4; 32])
}

fn watch() -> MemberSecrets {
    secrets_of([5; 32])
}

const SHEET: [u8; 16] = [3; 16];
const MORE_SHEETS: [[u8; 16]; 3] = [[0x31; 16], [0x32; 16], [0x33; 16]];

fn sheet() -> MemberSecrets {
    sheet_secrets(&Code::new(SHEET))
}

impl Log {
    fn founded(founder: &MemberSecrets, random: u8) -> Self {
        let key = StreamKey::new([random; 32]);
        let beginning = Beginning {
            journal: StreamId([random; 16]),
            key: key.clone(),
            random: [random + 1; 16],
            seed: [random + 2; 32],
        };
        let logged = Logged { entry: found(founder, &label("Phone"), &beginning), keyboxes: Vec::new() };
        let state = TrustState::found(&logged.entry).unwrap();
        Self { state, keys: EpochKeys::first(key), entries: vec![Named { name: "founded", logged, before: None }] }
    }

    fn take(&mut self, name: &'static str, logged: Logged) {
        let before = Some(self.state.clone());
        self.state.apply(&logged.entry).unwrap();
        self.entries.push(Named { name, logged, before });
    }

    fn admit(&mut self, name: &'static str, signer: &MemberSecrets, newcomer: &Newcomer) {
        let seed = [0x80 + u8::try_from(self.entries.len()).unwrap(); 32];
        let logged = Author { state: &self.state, signer, keys: &self.keys }.admit(newcomer, seed).unwrap();
        self.take(name, logged);
    }

    fn admit_sheet(&mut self, name: &'static str, code: [u8; 16]) {
        let genesis = self.state.hash_at(0).unwrap();
        let newcomer = sheet_newcomer(&Code::new(code), &label("Sheet of May"), genesis, self.state.head());
        self.admit(name, &phone(), &newcomer);
    }

    fn dismiss(
        &mut self,
        name: &'static str,
        signer: &MemberSecrets,
        member: MemberId,
        (cuts, compacted): (Vec<Cut>, Vec<SegmentHash>),
    ) {
        let random = [0x90 + u8::try_from(self.entries.len()).unwrap(); 32];
        let key = StreamKey::drawn(&random);
        let author = Author { state: &self.state, signer, keys: &self.keys };
        let logged = author.dismiss(member, cuts, compacted, &key, random).unwrap();
        self.take(name, logged);
        self.keys.advance(&self.state, self.state.epoch(), key).unwrap();
    }

    /// The next entry, where no function makes such a one.
    fn take_signed(&mut self, name: &'static str, signer: &MemberSecrets, head: &OpenHead) {
        let entry = head.sign(self.state.account(), &[], &signer.signing.signing_key());
        self.take(name, Logged { entry, keyboxes: Vec::new() });
    }

    /// The log as it was when it had so many entries.
    fn state_after(&self, entries: usize) -> &TrustState {
        self.entries.get(entries).map_or(&self.state, |next| next.before.as_ref().unwrap())
    }

    fn told(&self, name: &str) -> Value {
        let logged: Vec<_> = self.entries.iter().map(|named| named.logged.clone()).collect();
        let mut entries = Vec::new();
        for (index, named) in self.entries.iter().enumerate() {
            let entry = SignedEntry::read(&named.logged.entry).unwrap();
            let label = label_in(&entry, self.state.account(), &self.keys)
                .map(|label| json!({ "name": label.name, "since_ms": label.since_ms }));
            let keyboxes = named.logged.keyboxes.iter();
            let keyboxes: Vec<_> =
                keyboxes.map(|(member, keybox)| json!({ "member": member, "keybox": hex(keybox) })).collect();
            entries.push(json!({
                "name": named.name,
                "entry": hex(&named.logged.entry),
                "hash": entry.hash,
                "fields": fields_told(&entry),
                "told_ms": if label.is_none() { told_ms(&entry, self.state.account(), &self.keys) } else { None },
                "label": label,
                "follow_body": FollowBody::in_entry(&entry, self.state.account(), &self.keys).map(body_told),
                "keyboxes": keyboxes,
                "state": state_told(self.state_after(index + 1)),
                "fingerprint": fingerprint(self.state_after(index + 1).member_head()),
            }));
        }
        json!({
            "name": name,
            "account": self.state.account(),
            "keys": self.keys.all().map(|key| hex(key.dangerously_reveal())).collect::<Vec<_>>(),
            "entries": entries,
            "batch": hex(batch::write(&logged)),
        })
    }
}

fn body_told(body: FollowBody) -> Value {
    /// When it was changed: told by itself.
    const CHANGED: u8 = 5;
    let newer = body.rest.iter().filter(|(code, _)| **code != CHANGED);
    json!({
        "changed_ms": body.changed_ms(),
        "newer": newer.map(|(code, bytes)| json!({ "code": code, "bytes": hex(bytes) })).collect::<Vec<_>>(),
        "name": body.name,
        "scope": hex(body.scope),
        "since_ms": body.since_ms,
        "terms": hex(body.terms),
    })
}

fn head_after(state: &TrustState, signer: &MemberSecrets, detail: Detail) -> OpenHead {
    OpenHead {
        index: state.next_index(),
        previous: state.head(),
        previous_member: state.member_head(),
        signer: signer.member(),
        epoch: state.epoch() + u32::from(matches!(detail, Detail::Dismissed(_))),
        detail,
    }
}

/// A log with every kind of entry about members that this version knows, from its beginning to its end.
pub(crate) fn whole_life() -> Log {
    let mut log = Log::founded(&phone(), 0x60);
    log.admit("a device through a mailbox", &phone(), &newcomer(&laptop(), "Laptop", Some(MailboxId([0x77; 32]))));
    log.admit_sheet("a sheet", SHEET);
    let long_name = "A tablet of which the name is longer than any name may be: 64 … bytes";
    log.admit("a device by a sheet", &sheet(), &newcomer(&tablet(), long_name, None));
    let cut = |replica, number| Cut {
        stream: log.state.journal(),
        replica: ReplicaId([replica; 16]),
        number,
        hash: SegmentHash([replica + 1; 32]),
    };
    let cuts = vec![cut(0x21, 5), cut(0x22, 0x0102_0304_0506)];
    let compacted = vec![SegmentHash([0x31; 32]), SegmentHash([0x33; 32])];
    log.dismiss("a device dismissed by another", &tablet(), laptop().member(), (cuts, compacted));
    log.dismiss("a sheet dismissed", &phone(), sheet().member(), (Vec::new(), Vec::new()));
    let mut last = newcomer(&watch(), "W", None);
    last.label.since_ms = -1;
    log.admit("a device in a later epoch", &tablet(), &last);
    let closed = Author { state: &log.state, signer: &watch(), keys: &log.keys }.close();
    log.take("closed", closed);
    log
}

/// A log with an entry that a newer version understands.
fn with_a_newer_kind() -> Log {
    let mut log = Log::founded(&phone(), 0x70);
    let unknown = Detail::Unknown { kind: 77, bytes: vec![1, 2, 3] };
    let head = OpenHead { previous_member: EntryHash([9; 32]), ..head_after(&log.state, &phone(), unknown) };
    log.take_signed("a kind of a newer version", &phone(), &head);
    log.admit("a device after it", &phone(), &newcomer(&laptop(), "Laptop", None));
    let closed = head_after(&log.state, &laptop(), Detail::Closed);
    let head = OpenHead { previous_member: EntryHash([9; 32]), epoch: 5, ..closed };
    log.take_signed("closed, as that newer version counts", &laptop(), &head);
    log
}

/// A log with as many sheets as there may be at a time.
fn with_all_sheets() -> Log {
    let mut log = Log::founded(&phone(), 0x50);
    for code in MORE_SHEETS {
        log.admit_sheet("a sheet", code);
    }
    log
}

pub(crate) fn vectors() -> Value {
    let logs = [whole_life(), with_a_newer_kind(), with_all_sheets(), following::log()];
    let devices = [[1; 32], [2; 32], [4; 32], [5; 32]];
    let by_seed = devices.into_iter().chain(following::SEEDS).map(|seed| {
        let member = secrets_of(seed).member();
        json!({ "member": member, "seed": hex(seed), "code": null })
    });
    let codes = [SHEET].into_iter().chain(MORE_SHEETS);
    let sheets = codes.map(|code| {
        let member = sheet_secrets(&Code::new(code)).member();
        json!({ "member": member, "seed": null, "code": hex(code) })
    });
    json!({
        "members": by_seed.chain(sheets).collect::<Vec<_>>(),
        "logs": [
            logs[0].told("a whole life"),
            logs[1].told("with an entry of a newer version"),
            logs[2].told("with as many sheets as there may be"),
            logs[3].told("of those who follow"),
        ],
        "proofs": [
            { "log": 0, "index": 2, "code": hex(SHEET) },
            { "log": 2, "index": 1, "code": hex(MORE_SHEETS[0]) },
            { "log": 2, "index": 3, "code": hex(MORE_SHEETS[2]) },
            { "log": 3, "index": 2, "code": hex(SHEET) },
        ],
        "counts": counting::told(&logs[0]),
        "chains": chains::told(&logs[3]),
        "refused": wrong_entries::told(&logs).into_iter().chain(wrong_follows::told(&logs)).collect::<Vec<_>>(),
    })
}
