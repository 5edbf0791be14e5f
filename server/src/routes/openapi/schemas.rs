//! The shapes of JSON bodies. Written by hand, so that the protocol's crate, which the app carries too, stays free of
//! them; held against the protocol's types by the tests beside.

use ebb_protocol::limits::{
    CARD_BYTES_MAX, COMPACT_INPUTS_MAX, MAILBOX_SECONDS_MAX, OFFER_BYTES_MAX, PULL_STREAMS_MAX, PUSH_SEGMENTS_MAX,
};
use serde_json::{Map, Value, json};

/// All shapes, by their names in `ebb_protocol`.
pub(super) fn schemas() -> Value {
    let all = accounts().into_iter().chain(mailboxes()).chain(segments()).chain(compaction()).chain(follows());
    Value::Object(all.map(|(name, schema)| (name.to_owned(), schema)).collect())
}

fn accounts() -> Vec<(&'static str, Value)> {
    vec![
        ("Founded", object(&[("account", id(16)), ("server_time_ms", time())], &[])),
        ("Presented", object(&[("entries", count()), ("server_time_ms", time())], &[])),
        ("LogAppended", object(&[("index", count())], &[])),
        ("LogRequest", object(&[("have", count())], &[("head", id(32))])),
        ("RecoveryRequest", object(&[("secret", id(32))], &[])),
        ("Recovered", object(&[("account", id(16)), ("member", id(16))], &[])),
        ("Usage", object(&[("bytes", count()), ("bytes_max", count())], &[])),
    ]
}

fn mailboxes() -> Vec<(&'static str, Value)> {
    let seconds = json!({ "type": "integer", "minimum": 1, "maximum": MAILBOX_SECONDS_MAX });
    let (flag, offer, card) = (json!({ "type": "boolean" }), octets(OFFER_BYTES_MAX), octets(CARD_BYTES_MAX));
    let state = object(
        &[("offer", offer.clone()), ("tried_again", flag.clone()), ("admitted", flag), ("seconds_left", count())],
        &[("card", card.clone()), ("opening", id(32))],
    );
    vec![
        ("MailboxRequest", object(&[("mailbox", id(32)), ("seconds", seconds), ("offer", offer)], &[])),
        ("MailboxName", object(&[("name", id(32))], &[])),
        ("MailboxState", state),
        ("CardRequest", object(&[("name", id(32)), ("card", card)], &[])),
        ("OpeningRequest", object(&[("mailbox", id(32)), ("opening", id(32))], &[])),
        ("MailboxClose", object(&[("mailbox", id(32))], &[])),
    ]
}

fn segments() -> Vec<(&'static str, Value)> {
    let place = object(&[("stream", id(16)), ("position", count()), ("mark", id(8))], &[]);
    let cursor = object(&[("stream", id(16)), ("position", count())], &[("mark", id(8))]);
    let places = json!({ "type": "array", "items": place, "maxItems": PUSH_SEGMENTS_MAX });
    let cursors = json!({ "type": "array", "items": cursor, "maxItems": PULL_STREAMS_MAX });
    let aside = object(&[("stream", id(16)), ("position", count())], &[]);
    let set_aside = json!({ "type": "array", "items": aside, "maxItems": PULL_STREAMS_MAX });
    let text = json!({ "type": "string" });
    let problem = object(
        &[
            ("type", json!({ "type": "string", "pattern": "^urn:ebb:problem:" })),
            ("title", text.clone()),
            ("status", count()),
        ],
        &[
            ("detail", text.clone()),
            ("limit", count()),
            ("retry_after_seconds", count()),
            ("last_number", count()),
            ("entry", text),
        ],
    );
    let frames = json!({ "oneOf": [
        object(&[("stream", id(16)), ("head", count()), ("mark", id(8))], &[]),
        object(
            &[
                ("reader", id(16)),
                ("stream", id(16)),
                ("position", count()),
                ("set_aside", count()),
                ("seen_ms", time()),
            ],
            &[],
        ),
        object(&[("trust_log_entries", count())], &[]),
        object(&[("mailbox", id(32))], &[]),
    ] });
    vec![
        ("PushAnswer", object(&[("appended", places.clone()), ("heads", places)], &[])),
        ("PullRequest", object(&[("cursors", cursors)], &[("set_aside", set_aside)])),
        ("LiveFrame", frames),
        ("Problem", problem),
    ]
}

fn compaction() -> Vec<(&'static str, Value)> {
    let place = object(&[("stream", id(16)), ("position", count()), ("mark", id(8))], &[]);
    let spot = object(&[("position", count()), ("mark", id(8))], &[]);
    let inputs = json!({ "type": "array", "items": spot, "minItems": 2, "maxItems": COMPACT_INPUTS_MAX });
    vec![
        ("OutlineRequest", object(&[("stream", id(16)), ("after", count())], &[])),
        ("InputsRequest", object(&[("stream", id(16)), ("inputs", inputs)], &[])),
        ("CompactAnswer", object(&[("place", place)], &[])),
        ("ReplacedRequest", object(&[("stream", id(16)), ("output", id(32)), ("after", count())], &[])),
    ]
}

fn follows() -> Vec<(&'static str, Value)> {
    vec![
        ("Appended", object(&[("stream", id(16)), ("position", count()), ("mark", id(8))], &[])),
        ("FollowedRequest", object(&[("stream", id(16)), ("position", count())], &[("mark", id(8))])),
        ("NotesTaken", object(&[("notes", id(16)), ("through", count())], &[])),
    ]
}

fn object(required: &[(&str, Value)], optional: &[(&str, Value)]) -> Value {
    let properties = required.iter().chain(optional).map(|(name, schema)| ((*name).to_owned(), schema.clone()));
    let names: Vec<&str> = required.iter().map(|(name, _)| *name).collect();
    json!({ "type": "object", "required": names, "properties": properties.collect::<Map<_, _>>() })
}

/// So many bytes in hexadecimal.
fn id(bytes: usize) -> Value {
    json!({ "type": "string", "pattern": format!("^[0-9a-f]{{{}}}$", bytes * 2) })
}

/// At most so many bytes in hexadecimal.
fn octets(bytes_max: usize) -> Value {
    json!({ "type": "string", "pattern": "^([0-9a-f]{2})+$", "maxLength": bytes_max * 2 })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn time() -> Value {
    json!({ "type": "integer", "description": "milliseconds since 1970" })
}
