//! The keys of a follow, what devices derive beside them, and the names of records in a feed.

use ebb_protocol::ids::StreamId;
use ebb_vault::{FeedNames, StreamKey};
use hkdf::Hkdf;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::telling::{derived, hex};

/// Derived for one feed; the crate does not show it.
fn derived_for(key: &[u8; 32], purpose: &str, feed: StreamId) -> String {
    let mut bytes = [0; 32];
    Hkdf::<Sha256>::new(None, key).expand(&[purpose.as_bytes(), &feed.0].concat(), &mut bytes).unwrap();
    hex(bytes)
}

fn keys(key: [u8; 32], feed: StreamId) -> Value {
    let journal = StreamKey::new(key);
    let follow = journal.follow_key(feed);
    let (of_feed, of_notes) = (follow.feed_key(), follow.notes_key());
    json!({
        "journal_key": hex(key),
        "feed": feed,
        "follow_key": hex(follow.dangerously_reveal()),
        "feed_key": hex(of_feed.dangerously_reveal()),
        "feed_commitment": hex(of_feed.commitment()),
        "feed_segment_key": derived(of_feed.dangerously_reveal(), "ebb/v1/segment key"),
        "notes_key": hex(of_notes.dangerously_reveal()),
        "notes_commitment": hex(of_notes.commitment()),
        "notes_segment_key": derived(of_notes.dangerously_reveal(), "ebb/v1/segment key"),
        "feed_names_key": derived_for(&key, "ebb/v1/feed names", feed),
        "follow_body_key": derived(&key, "ebb/v1/follow body"),
        "tally_key": derived(&key, "ebb/v1/tally"),
    })
}

fn name(key: [u8; 32], feed: StreamId, record: &[u8]) -> Value {
    let name = FeedNames::new(&StreamKey::new(key), feed).name(record);
    json!({ "journal_key": hex(key), "feed": feed, "record": hex(record), "name": hex(name) })
}

pub(crate) fn vectors() -> Value {
    let (one, other) = (StreamId([2; 16]), StreamId([3; 16]));
    let long: Vec<u8> = (0..200).collect();
    json!({
        "keys": [keys([7; 32], one), keys([7; 32], other), keys([8; 32], one), keys([0; 32], StreamId([0xff; 16]))],
        "names": [
            name([7; 32], one, b"a record"),
            name([7; 32], one, b"another record"),
            name([7; 32], other, b"a record"),
            name([8; 32], one, b"a record"),
            name([7; 32], one, &long),
            name([7; 32], one, b""),
        ],
    })
}
