//! The document against the table and the protocol's types.

use std::collections::BTreeSet;

use ebb_protocol::compact::{CompactAnswer, InputsRequest, ReplacedRequest, Spot};
use ebb_protocol::endpoints::{
    CardRequest, Founded, LogAppended, LogRequest, MailboxClose, MailboxName, MailboxRequest, MailboxState,
    OpeningRequest, Presented, Recovered, RecoveryRequest, Usage,
};
use ebb_protocol::feed::{FollowedRequest, NotesTaken};
use ebb_protocol::ids::{AccountId, EntryHash, MailboxId, Mark, MemberId, SegmentHash, StreamId};
use ebb_protocol::live::{LiveFrame, Notice, Reached};
use ebb_protocol::outline::OutlineRequest;
use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_protocol::pull::{Cursor, LastSetAside, PullRequest};
use ebb_protocol::push::{Appended, PushAnswer};
use serde::Serialize;

use super::*;

const ACCOUNT: AccountId = AccountId([1; 16]);
const MAILBOX: MailboxId = MailboxId([2; 32]);
const STREAM: StreamId = StreamId([3; 16]);
const MARK: Mark = Mark([4; 8]);

fn sample(name: &'static str, value: &impl Serialize) -> (&'static str, Value) {
    (name, serde_json::to_value(value).unwrap())
}

/// Each type with all that it can hold, and those that can hold less with the least.
fn samples() -> Vec<(&'static str, Value)> {
    let hexadecimal = || "ab".repeat(32);
    let place = Appended { stream: STREAM, position: 1, mark: MARK };
    let state = MailboxState {
        offer: "ab".into(),
        card: Some("ab".into()),
        opening: Some(hexadecimal()),
        tried_again: true,
        admitted: false,
        seconds_left: 7,
    };
    let spot = Spot { position: 1, mark: MARK };
    let problem = Problem {
        limit: Some(1),
        retry_after_seconds: Some(2),
        last_number: Some(3),
        entry: Some("ab".into()),
        ..Problem::new(ProblemKind::Closed).with_detail("so")
    };
    let cursors = |mark: Option<Mark>| PullRequest {
        cursors: vec![Cursor { stream: STREAM, position: 0, mark }],
        set_aside: mark.iter().map(|_| LastSetAside { stream: STREAM, position: 2 }).collect(),
    };
    let reached = Reached { reader: MemberId([6; 16]), stream: STREAM, position: 1, set_aside: 0, seen_ms: 1 };
    vec![
        sample("Founded", &Founded { account: ACCOUNT, server_time_ms: 1 }),
        sample("Presented", &Presented { entries: 1, server_time_ms: 1 }),
        sample("LogAppended", &LogAppended { index: 1 }),
        sample("LogRequest", &LogRequest { have: 1, head: Some(EntryHash([5; 32])) }),
        sample("LogRequest", &LogRequest { have: 0, head: None }),
        sample("RecoveryRequest", &RecoveryRequest { secret: hexadecimal() }),
        sample("Recovered", &Recovered { account: ACCOUNT, member: MemberId([6; 16]) }),
        sample("Usage", &Usage { bytes: 1, bytes_max: 2 }),
        sample("MailboxRequest", &MailboxRequest { mailbox: MAILBOX, seconds: 1, offer: "ab".into() }),
        sample("MailboxName", &MailboxName { name: hexadecimal() }),
        sample("MailboxState", &MailboxState { card: None, opening: None, ..state.clone() }),
        sample("MailboxState", &state),
        sample("CardRequest", &CardRequest { name: hexadecimal(), card: "ab".into() }),
        sample("OpeningRequest", &OpeningRequest { mailbox: MAILBOX, opening: hexadecimal() }),
        sample("MailboxClose", &MailboxClose { mailbox: MAILBOX }),
        sample("OutlineRequest", &OutlineRequest { stream: STREAM, after: 0 }),
        sample("InputsRequest", &InputsRequest { stream: STREAM, inputs: vec![spot, spot] }),
        sample("CompactAnswer", &CompactAnswer { place: place.clone() }),
        sample("ReplacedRequest", &ReplacedRequest { stream: STREAM, output: SegmentHash([6; 32]), after: 0 }),
        sample("Appended", &place),
        sample("FollowedRequest", &FollowedRequest { stream: STREAM, position: 1, mark: Some(MARK) }),
        sample("FollowedRequest", &FollowedRequest { stream: STREAM, position: 0, mark: None }),
        sample("NotesTaken", &NotesTaken { notes: STREAM, through: 1 }),
        sample("PushAnswer", &PushAnswer { appended: vec![place.clone()], heads: vec![place] }),
        sample("PullRequest", &cursors(Some(MARK))),
        sample("PullRequest", &cursors(None)),
        sample("LiveFrame", &LiveFrame::Stream(Notice { stream: STREAM, head: 1, mark: MARK })),
        sample("LiveFrame", &LiveFrame::Reached(reached)),
        sample("LiveFrame", &LiveFrame::TrustLog { entries: 1 }),
        sample("LiveFrame", &LiveFrame::Mailbox { mailbox: MAILBOX }),
        sample("Problem", &problem),
        sample("Problem", &Problem::new(ProblemKind::Lost)),
    ]
}

/// Whether a value is what a shape says: the keys that must be there, no others than may be, and their types.
fn fits(schema: &Value, value: &Value) -> bool {
    if let Some(one_of) = schema["oneOf"].as_array() {
        return one_of.iter().filter(|schema| fits(schema, value)).count() == 1;
    }
    match schema["type"].as_str() {
        Some("object") => {
            let (properties, value) = (schema["properties"].as_object().unwrap(), value.as_object().unwrap());
            let required = schema["required"].as_array().unwrap();
            required.iter().all(|name| value.contains_key(name.as_str().unwrap()))
                && value.iter().all(|(name, value)| properties.get(name).is_some_and(|schema| fits(schema, value)))
        }
        Some("array") => value.as_array().is_some_and(|items| items.iter().all(|item| fits(&schema["items"], item))),
        Some("string") => value.as_str().is_some_and(|text| {
            let digits =
                schema["pattern"].as_str().and_then(|pattern| pattern.strip_prefix("^[0-9a-f]{")?.strip_suffix("}$"));
            digits.is_none_or(|digits| text.len().to_string() == digits)
        }),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("boolean") => value.is_boolean(),
        _ => false,
    }
}

#[test]
fn every_shape_is_what_the_protocol_writes() {
    let schemas = schemas::schemas();
    let mut seen = BTreeSet::new();
    for (name, value) in samples() {
        assert!(fits(&schemas[name], &value), "{name}: {value}");
        let keys = value.as_object().unwrap().keys();
        seen.extend(keys.map(|key| (name, key.clone())));
        // What must be there may not be missing.
        for required in schemas[name]["required"].as_array().into_iter().flatten() {
            let mut less = value.clone();
            less.as_object_mut().unwrap().remove(required.as_str().unwrap());
            assert!(!fits(&schemas[name], &less), "{name} without {required}");
        }
    }
    for (name, schema) in schemas.as_object().unwrap() {
        for property in schema["properties"].as_object().into_iter().flatten() {
            assert!(seen.contains(&(name.as_str(), property.0.clone())), "nobody writes {name}.{}", property.0);
        }
        assert!(samples().iter().any(|(sampled, _)| sampled == name), "{name} is nothing of the protocol");
    }
}

#[test]
fn every_row_speaks_of_shapes_that_are_there_and_of_all_of_them() {
    let schemas = schemas::schemas();
    let mut named: BTreeSet<&str> = ["LiveFrame", "Problem"].into();
    for shape in ROWS.iter().flat_map(|row| [row.takes, row.gives.1]) {
        if let Shape::Json(name) = shape {
            named.insert(name);
        }
    }
    let there: BTreeSet<&str> = schemas.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(named, there);
}
