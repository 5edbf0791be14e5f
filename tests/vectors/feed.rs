//! Segments of a feed, the tallies in them, and notes; and those that do not open.

use ebb_journal::scope::{Alert, FollowTerms, Scope};
use ebb_protocol::head::{HEAD_BYTES, NONCE_BYTES, SIGNATURE_BYTES};
use ebb_protocol::ids::{AccountId, EntryHash, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_vault::{
    FeedBody, NotOfFeed, NoteBody, Place, SigningSeed, StreamKey, Tally, note_name, open_feed, open_note, seal,
    seal_feed, seal_note,
};
use ed25519_dalek::Signer as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::segment::reason_told;
use crate::telling::{ACCOUNT, hex};

const JOURNAL_KEY: [u8; 32] = [7; 32];
const FEED: StreamId = StreamId([2; 16]);
const NOTES: StreamId = StreamId([3; 16]);
const DEVICE: [u8; 32] = [8; 32];
const OTHER_DEVICE: [u8; 32] = [9; 32];
const FOLLOW: [u8; 32] = [10; 32];
const TRUST_HEAD: [u8; 32] = [6; 32];
const EPOCH: u32 = 3;

fn follow_key() -> StreamKey {
    StreamKey::new(JOURNAL_KEY).follow_key(FEED)
}

fn place(stream: StreamId, number: u64, previous: SegmentHash) -> Place {
    Place { account: ACCOUNT, stream, epoch: EPOCH, replica: ReplicaId([4; 16]), number, previous }
}

fn known(signer: [u8; 32]) -> impl Fn(MemberId) -> Option<[u8; 32]> {
    let key = SigningSeed::new(signer).verifying_key();
    move |member| (MemberId::of_signing_key(&key) == member).then_some(key)
}

fn nonce(number: u64) -> [u8; NONCE_BYTES] {
    [0x40 + u8::try_from(number & 0xf).unwrap(); NONCE_BYTES]
}

fn tally(rules: u16, entries: u32, covered: &[([u8; 16], u64)]) -> Tally {
    Tally::new(rules, entries, covered.iter().map(|(name, number)| (ReplicaId(*name), *number)))
}

fn sealed_tally(number: u64) -> Vec<u8> {
    let tally = tally(1, 4, &[([5; 16], 9), ([4; 16], 12)]);
    tally.seal(&StreamKey::new(JOURNAL_KEY), (ACCOUNT, FEED, number), nonce(number))
}

fn sealed_feed(is_anew: bool, signer: [u8; 32], place: &Place, body: &FeedBody) -> Vec<u8> {
    let (signer, nonce) = (SigningSeed::new(signer), nonce(place.number));
    seal_feed(is_anew, &follow_key(), &signer, place, EntryHash(TRUST_HEAD), body, nonce).unwrap().into_bytes()
}

fn sealed_note(place: &Place, note: &NoteBody) -> Vec<u8> {
    let (signer, nonce) = (SigningSeed::new(FOLLOW), nonce(place.number));
    seal_note(&follow_key(), &signer, place, EntryHash(TRUST_HEAD), note, nonce).unwrap().into_bytes()
}

/// What a segment of a feed and a note have alike.
fn case(name: &str, signer: [u8; 32], place: &Place, segment: &[u8]) -> Value {
    json!({
        "name": name,
        "signing_seed": hex(signer),
        "signing_key": hex(SigningSeed::new(signer).verifying_key()),
        "follow_key": hex(follow_key().dangerously_reveal()),
        "account": place.account,
        "stream": place.stream,
        "epoch": place.epoch,
        "replica": place.replica,
        "number": place.number,
        "previous": place.previous,
        "trust_head": hex(TRUST_HEAD),
        "nonce": hex(nonce(place.number)),
        "segment": hex(segment),
        "hash": SegmentHash::of(segment),
    })
}

fn feed_case(name: &str, is_anew: bool, signer: [u8; 32], place: &Place, body: &FeedBody) -> Value {
    let segment = sealed_feed(is_anew, signer, place, body);
    let opened = open_feed(&follow_key(), (ACCOUNT, FEED), known(signer), &segment).unwrap();
    assert_eq!((opened.is_anew(), &opened.body), (is_anew, body));
    let mut told = case(name, signer, place, &segment);
    told["is_anew"] = json!(is_anew);
    told["made_ms"] = json!(body.made_ms);
    told["tally"] = json!(hex(&body.tally));
    told["scope"] = json!(hex(&body.scope));
    told["terms"] = json!(hex(&body.terms));
    told["changes"] = json!(hex(&body.changes));
    told
}

fn note_case(name: &str, place: &Place, note: &NoteBody) -> Value {
    let segment = sealed_note(place, note);
    let (head, read) = open_note(&follow_key(), (ACCOUNT, NOTES), known(FOLLOW), &segment).unwrap();
    assert_eq!(&read, note);
    let mut told = case(name, FOLLOW, place, &segment);
    told["written_ms"] = json!(note.written_ms);
    told["text"] = json!(note.text);
    told["note_name"] = json!(hex(note_name(&head)));
    told
}

fn tally_case((rules, entries): (u16, u32), covered: &[([u8; 16], u64)], number: u64) -> Value {
    let journal = StreamKey::new(JOURNAL_KEY);
    let tally = tally(rules, entries, covered);
    let sealed = tally.seal(&journal, (ACCOUNT, FEED, number), nonce(number));
    assert_eq!(Tally::open(&journal, (ACCOUNT, FEED, number), &sealed), Some(tally));
    let told = |(name, number): &([u8; 16], u64)| json!({ "replica": hex(name), "number": number });
    json!({
        "journal_key": hex(JOURNAL_KEY),
        "account": ACCOUNT,
        "feed": FEED,
        "number": number,
        "rules": rules,
        "entries": entries,
        "replicas": covered.iter().map(told).collect::<Vec<_>>(),
        "nonce": hex(nonce(number)),
        "tally": hex(sealed),
    })
}

/// Where somebody tries to open what.
#[derive(Clone, Copy)]
struct Tried<'a> {
    /// As a note, and not as a segment of a feed.
    is_note: bool,
    account: AccountId,
    stream: StreamId,
    follow_key: [u8; 32],
    signer: [u8; 32],
    segment: &'a [u8],
}

impl Tried<'_> {
    fn refused(self, name: &str) -> Value {
        let (key, place) = (StreamKey::new(self.follow_key), (self.account, self.stream));
        let refusal = if self.is_note {
            open_note(&key, place, known(self.signer), self.segment).expect_err(name)
        } else {
            open_feed(&key, place, known(self.signer), self.segment).expect_err(name)
        };
        let because = match refusal {
            NotOfFeed::Unopened(reason) => reason_told(reason),
            NotOfFeed::OtherStream => "stream",
            NotOfFeed::Body => "body",
        };
        json!({
            "name": name,
            "as": if self.is_note { "note" } else { "feed" },
            "account": self.account,
            "stream": self.stream,
            "follow_key": hex(self.follow_key),
            "signing_key": hex(SigningSeed::new(self.signer).verifying_key()),
            "segment": hex(self.segment),
            "because": because,
        })
    }
}

/// With another head, and signed anew by its writer.
fn altered_and_signed(segment: &[u8], at: usize, signer: [u8; 32]) -> Vec<u8> {
    let mut altered = segment[..segment.len() - SIGNATURE_BYTES].to_vec();
    altered[at] ^= 1;
    let text = [&b"ebb/v1/segment signature"[..], &ACCOUNT.0, &Sha256::digest(&altered)].concat();
    altered.extend(SigningSeed::new(signer).signing_key().sign(&text).to_bytes());
    altered
}

fn refused(fed: &[u8], noted: &[u8]) -> Vec<Value> {
    let follow_key = *follow_key().dangerously_reveal();
    let of_feed = Tried { is_note: false, account: ACCOUNT, stream: FEED, follow_key, signer: DEVICE, segment: fed };
    let of_notes = Tried { is_note: true, stream: NOTES, signer: FOLLOW, segment: noted, ..of_feed };
    let mut all = Vec::new();
    for (what, tried) in [("a feed", of_feed), ("a note", of_notes)] {
        let mut say = |name: &str, tried: Tried<'_>| all.push(tried.refused(&format!("{what}: {name}")));
        say("another account", Tried { account: AccountId([1; 16]), ..tried });
        say("another stream is read", Tried { stream: StreamId([9; 16]), ..tried });
        say("the journal's key in place of the follow's", Tried { follow_key: JOURNAL_KEY, ..tried });
        let elsewhere = StreamKey::new(JOURNAL_KEY).follow_key(NOTES);
        say("the key of another follow", Tried { follow_key: *elsewhere.dangerously_reveal(), ..tried });
        let later = StreamKey::new([0x70; 32]).follow_key(FEED);
        say("the key of another epoch", Tried { follow_key: *later.dangerously_reveal(), ..tried });
        say("a writer who is not known", Tried { signer: OTHER_DEVICE, ..tried });
        say("read as the other of the two", Tried { is_note: !tried.is_note, ..tried });
        say("cut short", Tried { segment: &tried.segment[..tried.segment.len() - 1], ..tried });
        for (name, at) in [
            ("of another kind", 1),
            ("moved to another stream", 2),
            ("moved to another epoch", 18),
            ("with another commitment", 22),
            ("of another replica", 54),
            ("with another number", 71),
            ("after another segment", 78),
            ("with another body", HEAD_BYTES + NONCE_BYTES),
        ] {
            let segment = altered_and_signed(tried.segment, at, tried.signer);
            say(&format!("{name} by its writer"), Tried { segment: &segment, ..tried });
        }
    }
    let (key_of_feed, key_of_notes) = (StreamKey::new(follow_key).feed_key(), StreamKey::new(follow_key).notes_key());
    for (name, tried, key) in [("ops in a feed", of_feed, key_of_feed), ("ops among notes", of_notes, key_of_notes)] {
        let (signer, place) = (SigningSeed::new(tried.signer), place(tried.stream, 1, SegmentHash::NONE));
        let ops = seal(&key, &signer, &place, &TRUST_HEAD, b"a body", nonce(1)).unwrap();
        all.push(Tried { segment: ops.as_bytes(), ..tried }.refused(name));
    }
    all
}

fn refused_tallies() -> Vec<Value> {
    let (journal, other) = (JOURNAL_KEY, [6; 32]);
    let tally = sealed_tally(7);
    let mut flipped = tally.clone();
    flipped[30] ^= 1;
    let follow = *follow_key().dangerously_reveal();
    let tried = [
        ("another number", journal, ACCOUNT, FEED, 8, &tally),
        ("another feed", journal, ACCOUNT, NOTES, 7, &tally),
        ("another account", journal, AccountId([1; 16]), FEED, 7, &tally),
        ("another epoch's key", other, ACCOUNT, FEED, 7, &tally),
        ("the follow's key", follow, ACCOUNT, FEED, 7, &tally),
        ("altered", journal, ACCOUNT, FEED, 7, &flipped),
    ];
    let told = |(name, key, account, feed, number, tally): (&str, [u8; 32], AccountId, StreamId, u64, &Vec<u8>)| {
        assert_eq!(Tally::open(&StreamKey::new(key), (account, feed, number), tally), None, "{name}");
        json!({
            "name": name, "journal_key": hex(key), "account": account, "feed": feed, "number": number,
            "tally": hex(tally),
        })
    };
    tried.map(told).to_vec()
}

pub(crate) fn vectors() -> Value {
    let mut terms = FollowTerms::begun("Mum");
    terms.set_alert(Alert::NothingLogged, Some(2 * 24 * 60));
    let anew = FeedBody {
        made_ms: 1_795_420_000_000,
        tally: sealed_tally(1),
        scope: Scope::how_i_am().to_bytes(),
        terms: terms.to_bytes(),
        changes: b"what is shown".to_vec(),
    };
    let first = place(FEED, 1, SegmentHash::NONE);
    let fed = sealed_feed(true, DEVICE, &first, &anew);
    let changes = FeedBody {
        made_ms: -5,
        tally: sealed_tally(2),
        scope: Vec::new(),
        terms: Vec::new(),
        changes: (0..=255).cycle().take(900).collect(),
    };
    let second = Place { replica: ReplicaId([5; 16]), ..place(FEED, 2, SegmentHash::of(&fed)) };
    let beat = FeedBody { changes: Vec::new(), tally: sealed_tally(9), ..anew.clone() };
    let later = Place { epoch: u32::MAX, ..place(FEED, 9, SegmentHash([0xee; 32])) };
    let note = NoteBody { written_ms: 1_795_420_060_000, text: "You seemed very tired today. ☀️".to_owned() };
    let first_note = place(NOTES, 1, SegmentHash::NONE);
    let noted = sealed_note(&first_note, &note);
    let empty = NoteBody { written_ms: -1, text: String::new() };
    let second_note = place(NOTES, 2, SegmentHash::of(&noted));
    json!({
        "feeds": [
            feed_case("anew, the first", true, DEVICE, &first, &anew),
            feed_case("changes by another device, scope and terms as before", false, OTHER_DEVICE, &second, &changes),
            feed_case("anew with a higher number, of nothing", true, DEVICE, &later, &beat),
        ],
        "notes": [
            note_case("the first note", &first_note, &note),
            note_case("a note without words", &second_note, &empty),
        ],
        "tallies": [
            tally_case((1, 4), &[([5; 16], 9), ([4; 16], 12)], 1),
            tally_case((0, 0), &[], u64::MAX),
            tally_case((u16::MAX, u32::MAX), &[([0xff; 16], u64::MAX), ([0; 16], 0), alike(1, 3), alike(2, 8)], 2),
        ],
        "refused": refused(&fed, &noted),
        "refused_tallies": refused_tallies(),
    })
}

/// Replicas whose names begin alike: the tally tells the higher number.
fn alike(last: u8, number: u64) -> ([u8; 16], u64) {
    let mut name = [0x11; 16];
    name[15] = last;
    (name, number)
}
