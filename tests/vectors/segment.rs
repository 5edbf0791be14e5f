//! Segments, how their bodies are padded, and those that do not open.

use ebb_protocol::head::{HEAD_BYTES, MalformedHead, NONCE_BYTES, SEGMENT_BYTES_MIN, SIGNATURE_BYTES, TAG_BYTES};
use ebb_protocol::ids::{AccountId, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_vault::{Place, SigningSeed, StreamKey, UnopenedReason, open, seal};
use ed25519_dalek::Signer as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::telling::{ACCOUNT, hex};

const KEY: [u8; 32] = [7; 32];
const SIGNER: [u8; 32] = [8; 32];
const TRUST_HEAD: [u8; 32] = [9; 32];
const NONCE: [u8; NONCE_BYTES] = [4; NONCE_BYTES];

fn place(epoch: u32, number: u64, previous: SegmentHash) -> Place {
    Place { account: ACCOUNT, stream: StreamId([2; 16]), epoch, replica: ReplicaId([3; 16]), number, previous }
}

fn sealed(place: &Place, body: &[u8]) -> Vec<u8> {
    seal(&StreamKey::new(KEY), &SigningSeed::new(SIGNER), place, &TRUST_HEAD, body, NONCE).unwrap().into_bytes()
}

fn case(name: &str, place: &Place, body: &[u8]) -> Value {
    let segment = sealed(place, body);
    json!({
        "name": name,
        "signing_seed": hex(SIGNER),
        "signing_key": hex(SigningSeed::new(SIGNER).verifying_key()),
        "key": hex(KEY),
        "account": place.account,
        "stream": place.stream,
        "epoch": place.epoch,
        "replica": place.replica,
        "number": place.number,
        "previous": place.previous,
        "trust_head": hex(TRUST_HEAD),
        "body": hex(body),
        "nonce": hex(NONCE),
        "segment": hex(&segment),
        "hash": SegmentHash::of(&segment),
    })
}

/// What a plain text of that length is padded to, as the length of the segment tells.
fn padding(body: usize) -> Value {
    let around = HEAD_BYTES + NONCE_BYTES + TAG_BYTES + SIGNATURE_BYTES;
    let segment = sealed(&place(0, 1, SegmentHash::NONE), &vec![0; body]);
    json!({ "length": TRUST_HEAD.len() + 4 + body, "padded": segment.len() - around })
}

/// Why a segment does not open, in the words of the files.
pub(crate) const fn reason_told(reason: UnopenedReason) -> &'static str {
    match reason {
        UnopenedReason::Head(MalformedHead::CutShort) => "cut short",
        UnopenedReason::Head(MalformedHead::UnknownFormat(_)) => "format",
        UnopenedReason::Head(MalformedHead::Number) => "number",
        UnopenedReason::NewerKind(_) => "kind",
        UnopenedReason::TooLong => "too long",
        UnopenedReason::OtherKey => "key",
        UnopenedReason::Signature => "signature",
        UnopenedReason::Seal => "seal",
        UnopenedReason::Body => "body",
    }
}

fn refused(name: &str, segment: &[u8], account: AccountId, key: [u8; 32], signer: [u8; 32]) -> Value {
    let signing_key = SigningSeed::new(signer).verifying_key();
    let known = |member| (MemberId::of_signing_key(&signing_key) == member).then_some(signing_key);
    let because = reason_told(open(&StreamKey::new(key), account, known, segment).unwrap_err());
    json!({
        "name": name,
        "segment": hex(segment),
        "account": account,
        "key": hex(key),
        "signing_key": hex(signing_key),
        "because": because,
    })
}

/// With another head or body, and signed anew by its writer.
fn altered_and_signed(segment: &[u8], at: usize) -> Vec<u8> {
    let mut altered = segment[..segment.len() - SIGNATURE_BYTES].to_vec();
    altered[at] ^= 1;
    let text = [&b"ebb/v1/segment signature"[..], &ACCOUNT.0, &Sha256::digest(&altered)].concat();
    altered.extend(SigningSeed::new(SIGNER).signing_key().sign(&text).to_bytes());
    altered
}

pub(crate) fn vectors() -> Value {
    let first = place(0, 1, SegmentHash::NONE);
    let segment = sealed(&first, b"a body");
    let second = place(1, 2, SegmentHash::of(&segment));
    let long: Vec<u8> = (0..=255).cycle().take(1_000).collect();
    let end = segment.len();
    let wrong = |name: &str, segment: &[u8]| refused(name, segment, ACCOUNT, KEY, SIGNER);
    let altered = |at: usize| {
        let mut altered = segment.clone();
        altered[at] ^= 1;
        altered
    };
    let bodies = [0, 1, 219, 220, 221, 236, 237, 500, 964, 4_000, 65_500, 65_501, 1_000_000];
    let padded = bodies.map(padding);
    json!({
        "cases": [
            case("the first of a replica", &first, b"a body"),
            case("the second, under a later key", &second, &long),
            case("an empty body", &place(u32::MAX, u64::MAX, SegmentHash([1; 32])), b""),
        ],
        "padding": padded,
        "refused": [
            refused("another account", &segment, AccountId([1; 16]), KEY, SIGNER),
            refused("another key", &segment, ACCOUNT, [6; 32], SIGNER),
            refused("a writer who is not known", &segment, ACCOUNT, KEY, [9; 32]),
            wrong("nothing", &[]),
            wrong("shorter than any", &segment[..SEGMENT_BYTES_MIN - 1]),
            wrong("cut short", &segment[..end - 1]),
            wrong("with something after its end", &[&segment[..], &[0]].concat()),

            wrong("of another format", &altered(0)),
            wrong("of another kind", &altered(1)),
            wrong("of another stream", &altered(2)),
            wrong("of another epoch", &altered(18)),
            wrong("of another key", &altered(22)),
            wrong("of another writer", &altered(38)),
            wrong("of another replica", &altered(54)),
            wrong("number 0", &altered(70)),
            wrong("number 1 with one before it", &altered(78)),
            wrong("another nonce", &altered(HEAD_BYTES)),
            wrong("another body", &altered(HEAD_BYTES + NONCE_BYTES)),
            wrong("another signature", &altered(end - 1)),
            wrong("moved to another stream by its writer", &altered_and_signed(&segment, 2)),
            wrong("moved to another epoch by its writer", &altered_and_signed(&segment, 18)),
            wrong("moved to another replica by its writer", &altered_and_signed(&segment, 54)),
            wrong("with another commitment by its writer", &altered_and_signed(&segment, 22)),
            wrong("with another body by its writer", &altered_and_signed(&segment, end - SIGNATURE_BYTES - 20)),
        ],
    })
}
