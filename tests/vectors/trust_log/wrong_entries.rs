//! Entries that must be refused, each of which differs from a right one by one thing.

use ebb_protocol::ids::{AccountId, EntryHash, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::limits::COMPACTED_PER_MEMBER_MAX;
use ebb_protocol::trust::{Admission, Cut, Detail, Dismissal, MemberKind, OpenHead, SignedEntry, TrustState};
use ebb_vault::MemberSecrets;
use serde_json::{Value, json};

use super::{Log, head_after, laptop, phone, sheet, tablet, watch};
use crate::telling::{hex, refusal_told, secrets_of};

/// What is tried, and where.
pub(super) struct Tried<'a> {
    log: usize,
    after: usize,
    pub(super) state: &'a TrustState,
    pub(super) refused: Vec<Value>,
}

fn admission(secrets: &MemberSecrets, kind: MemberKind) -> Admission {
    Admission {
        kind,
        signing_key: secrets.signing.verifying_key(),
        sealing_key: secrets.sealing_key(),
        token_hash: secrets.token_hash(),
        keybox_hash: [1; 32],
        mailbox: None,
        proof: [0; 32],
    }
}

pub(super) fn admitted(secrets: &MemberSecrets, kind: MemberKind) -> Detail {
    Detail::Admitted(admission(secrets, kind))
}

fn unknown() -> Detail {
    Detail::Unknown { kind: 77, bytes: vec![1] }
}

fn dismissal(state: &TrustState, member: MemberId) -> Dismissal {
    let stay = state.open_members().map(|(stays, _)| (stays, [7; 32])).filter(|(stays, _)| *stays != member);
    Dismissal {
        member,
        commitment: [8; 16],
        previous_key: [9; 72],
        keybox_hashes: stay.collect(),
        cuts: Vec::new(),
        compacted: Vec::new(),
    }
}

impl<'a> Tried<'a> {
    pub(super) fn in_log(logs: &'a [Log], log: usize, after: usize) -> Self {
        Self { log, after, state: logs[log].state_after(after), refused: Vec::new() }
    }

    pub(super) fn bytes(&mut self, name: &str, entry: &[u8]) {
        let refusal = self.state.clone().apply(entry).expect_err(name);
        self.note(name, entry, refusal_told(refusal));
    }

    fn note(&mut self, name: &str, entry: &[u8], because: &str) {
        let (log, after) = (self.log, self.after);
        self.refused.push(json!({
            "name": name,
            "log": log,
            "after": after,
            "entry": hex(entry),
            "because": because,
        }));
    }

    pub(super) fn head(&mut self, name: &str, signer: &MemberSecrets, head: &OpenHead) {
        let entry = head.sign(self.state.account(), &[], &signer.signing.signing_key());
        self.bytes(name, &entry);
    }

    pub(super) fn detail(&mut self, name: &str, signer: &MemberSecrets, detail: Detail) {
        self.head(name, signer, &head_after(self.state, signer, detail));
    }
}

pub(super) fn told(logs: &[Log]) -> Vec<Value> {
    let genesis = logs[0].entries[0].logged.entry.clone();
    let mut all = foundings(logs, &genesis);
    let mut in_the_middle = Tried::in_log(logs, 0, 4);
    places(&mut in_the_middle, &genesis);
    callers(&mut in_the_middle);
    contents(&mut in_the_middle);
    shapes(&mut in_the_middle);
    all.extend(in_the_middle.refused);

    let mut dismissed = Tried::in_log(logs, 0, 5);
    dismissed.detail("signed by who was dismissed", &laptop(), admitted(&watch(), MemberKind::Device));
    dismissed.detail("closed by who was dismissed", &laptop(), Detail::Closed);
    dismissed.detail("admitted again", &phone(), admitted(&laptop(), MemberKind::Device));
    let twice = Detail::Dismissed(dismissal(dismissed.state, laptop().member()));
    dismissed.detail("dismissed twice", &phone(), twice);
    all.extend(dismissed.refused);

    let mut closed = Tried::in_log(logs, 0, logs[0].entries.len());
    closed.detail("after the end", &phone(), admitted(&secrets_of([6; 32]), MemberKind::Device));
    all.extend(closed.refused);

    let mut newer = Tried::in_log(logs, 1, 3);
    let after = Detail::Dismissed(dismissal(newer.state, laptop().member()));
    newer.detail("dismissed after an entry of a newer version", &phone(), after);
    all.extend(newer.refused);

    let mut full = Tried::in_log(logs, 2, 4);
    full.detail("one sheet too many", &phone(), admitted(&sheet(), MemberKind::Sheet));
    all.extend(full.refused);
    all
}

/// Entries with which no log begins.
fn foundings(logs: &[Log], genesis: &[u8]) -> Vec<Value> {
    let head = SignedEntry::read(genesis).unwrap().head;
    let mut tried = Tried { log: 0, after: 0, state: &logs[0].state, refused: Vec::new() };
    let nobody = AccountId([0; 16]);
    let heads = [
        ("founded as the second", OpenHead { index: 1, ..head.clone() }),
        ("founded after something", OpenHead { previous: EntryHash([1; 32]), ..head.clone() }),
        ("founded after a member", OpenHead { previous_member: EntryHash([1; 32]), ..head.clone() }),
        ("founded in a later epoch", OpenHead { epoch: 1, ..head.clone() }),
        ("founded in the name of another", OpenHead { signer: laptop().member(), ..head.clone() }),
        ("begun with an admission", OpenHead { detail: admitted(&phone(), MemberKind::Device), ..head.clone() }),
    ];
    let entries = heads.map(|(name, head)| (name, head.sign(nobody, &[], &phone().signing.signing_key())));
    let by_another = head.sign(nobody, &[], &laptop().signing.signing_key());
    for (name, entry) in entries.into_iter().chain([("founded with another's signature", by_another)]) {
        let refusal = TrustState::found(&entry).expect_err(name);
        tried.note(name, &entry, refusal_told(refusal));
    }
    tried.refused
}

/// Properly signed, and in another place than the next.
fn places(tried: &mut Tried<'_>, genesis: &[u8]) {
    let state = tried.state.clone();
    let kinds = [
        ("an admission", admitted(&watch(), MemberKind::Device)),
        ("a dismissal", Detail::Dismissed(dismissal(&state, laptop().member()))),
        ("an end", Detail::Closed),
        ("a newer kind", unknown()),
    ];
    for (kind, detail) in kinds {
        let right = head_after(&state, &phone(), detail);
        let earlier = state.hash_at(state.next_index() - 2).unwrap();
        let other_previous = OpenHead { previous: earlier, ..right.clone() };
        tried.head(&format!("{kind} after another entry"), &phone(), &other_previous);
        let skipped = OpenHead { index: right.index + 1, ..right.clone() };
        tried.head(&format!("{kind} with the next but one index"), &phone(), &skipped);
        let is_looked_at = !matches!(right.detail, Detail::Unknown { .. });
        if is_looked_at {
            let other_member = OpenHead { previous_member: earlier, ..right.clone() };
            tried.head(&format!("{kind} after another entry about members"), &phone(), &other_member);
        }
        tried.head(&format!("{kind} with another's signature"), &tablet(), &right);
        let elsewhere = right.sign(AccountId([9; 16]), &[], &phone().signing.signing_key());
        tried.bytes(&format!("{kind} of another account"), &elsewhere);
    }
    tried.bytes("the founding entry again", genesis);
    tried.detail("a second founding", &phone(), SignedEntry::read(genesis).unwrap().head.detail);
}

/// By whom it may not be signed.
fn callers(tried: &mut Tried<'_>) {
    let stranger = secrets_of([6; 32]);
    tried.detail("signed by a stranger", &stranger, admitted(&watch(), MemberKind::Device));
    tried.detail("a sheet admits a sheet", &sheet(), admitted(&watch(), MemberKind::Sheet));
    let dismissed = Detail::Dismissed(dismissal(tried.state, laptop().member()));
    tried.detail("a sheet dismisses", &sheet(), dismissed);
    tried.detail("a sheet closes", &sheet(), Detail::Closed);
    tried.detail("a sheet signs a newer kind", &sheet(), unknown());
    let itself = Detail::Dismissed(dismissal(tried.state, phone().member()));
    tried.detail("a device dismisses itself", &phone(), itself);
}

/// What may not be said.
fn contents(tried: &mut Tried<'_>) {
    let state = tried.state.clone();
    let at = |epoch, detail| OpenHead { epoch, ..head_after(&state, &phone(), detail) };
    tried.head("an admission in a later epoch", &phone(), &at(1, admitted(&watch(), MemberKind::Device)));
    tried.head("an end in a later epoch", &phone(), &at(1, Detail::Closed));
    let right = dismissal(&state, laptop().member());
    tried.head("a dismissal that begins no epoch", &phone(), &at(0, Detail::Dismissed(right.clone())));
    tried.head("a dismissal that leaves an epoch out", &phone(), &at(2, Detail::Dismissed(right.clone())));
    tried.detail("a member admitted twice", &phone(), admitted(&laptop(), MemberKind::Device));
    let with_token = Admission { token_hash: laptop().token_hash(), ..admission(&watch(), MemberKind::Device) };
    tried.detail("the token of another", &phone(), Detail::Admitted(with_token));
    let stranger = dismissal(&state, secrets_of([6; 32]).member());
    tried.detail("who never was a member dismissed", &phone(), Detail::Dismissed(stranger));
    let (mut fewer, mut more, mut also_him) = (right.clone(), right.clone(), right);
    fewer.keybox_hashes.pop();
    more.keybox_hashes.push((MemberId([0xff; 16]), [1; 32]));
    also_him.keybox_hashes.push((laptop().member(), [1; 32]));
    also_him.keybox_hashes.sort_unstable();
    for (name, wrong) in
        [("no key for one who stays", fewer), ("a key for a stranger", more), ("a key for who is dismissed", also_him)]
    {
        tried.detail(name, &phone(), Detail::Dismissed(wrong));
    }
}

/// Bytes that are no entry.
fn shapes(tried: &mut Tried<'_>) {
    let state = tried.state.clone();
    let right = dismissal(&state, laptop().member());
    let mut fallen = right.clone();
    fallen.keybox_hashes.reverse();
    tried.detail("keyboxes that do not rise", &phone(), Detail::Dismissed(fallen));
    let cut = Cut { stream: StreamId([1; 16]), replica: ReplicaId([2; 16]), number: 1, hash: SegmentHash([3; 32]) };
    let twice = Dismissal { cuts: vec![cut, cut], ..right.clone() };
    tried.detail("one replica cut twice", &phone(), Detail::Dismissed(twice));
    let [low, high] = [SegmentHash([1; 32]), SegmentHash([2; 32])];
    let number = |number: usize| {
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&(number as u64).to_be_bytes());
        SegmentHash(hash)
    };
    for (name, compacted) in [
        ("compacted segments that do not rise", vec![high, low]),
        ("one compacted segment named twice", vec![low, low]),
        ("more compacted segments than there may be", (0..=COMPACTED_PER_MEMBER_MAX).map(number).collect()),
    ] {
        tried.detail(name, &phone(), Detail::Dismissed(Dismissal { compacted, ..right.clone() }));
    }
    let entry = head_after(&state, &phone(), admitted(&watch(), MemberKind::Device));
    let entry = entry.sign(state.account(), &[], &phone().signing.signing_key());
    let altered = |at: usize, byte: u8| {
        let mut altered = entry.clone();
        altered[at] = byte;
        altered
    };
    tried.bytes("another format", &altered(0, 2));
    tried.bytes("a member of no kind", &altered(92, 3));
    tried.bytes("an admission read as a dismissal", &altered(1, 3));
    tried.bytes("an admission read as an end", &altered(1, 4));
    tried.bytes("something after its end", &[&entry[..], &[0]].concat());
    tried.bytes("cut short", &entry[..entry.len() - 1]);
    tried.bytes("nothing", &[]);
}
