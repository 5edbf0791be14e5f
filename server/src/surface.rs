//! All that can be asked of the API, and by whom, on one page. The router is built from this table, so is the document
//! that the server gives of itself, and a test asks each row as each kind of caller: a route without a row cannot exist.

use std::sync::Arc;

use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use ebb_protocol::endpoints::{
    ACCOUNTS, ACCOUNTS_AGAIN, CATALOGUE, COMPACT, FEED, FOLLOWED, HEALTHY, INPUTS, LIVE, MAILBOX_CARD, MAILBOX_CLOSE,
    MAILBOX_OPENING, MAILBOX_READ, MAILBOXES, NOTES, NOTES_TAKEN, OPENAPI, OUTLINE, PULL, READY, RECOVERY, REPLACED,
    SEGMENTS, TRUST_LOG, TRUST_LOG_READ, USAGE,
};

use Shape::{Bytes, Json, Nothing, OwnJson, Text};
use Who::{
    AnyMember, Anyone, Counted, Device, DeviceOrFollow, DeviceOrSheet, FirstFrame, Follow, Presenter, SecretHolder,
};

use crate::Server;
use crate::routes::{
    accounts, catalogue, compaction, follows, health, live, mailboxes, openapi, recovery, segments, trust_log, usage,
};

/// Who may ask something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anyone, the same for all.
    Anyone,
    /// Anyone; counted by address.
    Counted,
    /// Whoever knows the secret in the body; counted by address.
    SecretHolder,
    /// A device of the trust log that it presents; counted by address.
    Presenter,
    /// A device, a recovery sheet, or a follow.
    AnyMember,
    /// A device or a recovery sheet.
    DeviceOrSheet,
    /// A device or a follow.
    DeviceOrFollow,
    /// A device.
    Device,
    /// A follow.
    Follow,
    /// A device or a follow that shows its token in the first frame.
    FirstFrame,
}

/// One thing that can be asked.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The path.
    pub path: &'static str,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// Who may.
    pub who: Who,
    /// What goes into its body.
    pub takes: Shape,
    /// What comes back when it is done, and with which status.
    pub gives: (u16, Shape),
    method: Verb,
    handler: Handler,
}

/// Makes what answers a row.
type Handler = fn() -> MethodRouter<Arc<Server>>;

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// There is none.
    Nothing,
    /// Bytes, as told here.
    Bytes(&'static str),
    /// JSON of this type of `ebb_protocol`.
    Json(&'static str),
    /// JSON of the server's own, which no device reads.
    OwnJson(&'static str),
    /// A word.
    Text,
}

#[derive(Debug, Clone, Copy)]
enum Verb {
    Get,
    Post,
}

impl Row {
    const fn get(
        (path, summary): (&'static str, &'static str),
        who: Who,
        gives: (u16, Shape),
        handler: Handler,
    ) -> Self {
        Self { path, summary, who, takes: Nothing, gives, method: Verb::Get, handler }
    }

    const fn post(
        (path, summary): (&'static str, &'static str),
        who: Who,
        takes: Shape,
        gives: (u16, Shape),
        handler: Handler,
    ) -> Self {
        Self { path, summary, who, takes, gives, method: Verb::Post, handler }
    }

    /// The method.
    pub const fn method(&self) -> Method {
        match self.method {
            Verb::Get => Method::GET,
            Verb::Post => Method::POST,
        }
    }

    pub(crate) fn route(&self) -> MethodRouter<Arc<Server>> {
        (self.handler)()
    }
}

/// Every row.
pub static ROWS: &[Row] = &[
    Row::post(
        (ACCOUNTS, "Founds an account"),
        Counted,
        Bytes("the founding entry of a trust log"),
        (201, Json("Founded")),
        || post(accounts::found),
    ),
    Row::post(
        (ACCOUNTS_AGAIN, "Brings a trust log that the server lost, or its end"),
        Presenter,
        Bytes("the whole trust log with its keyboxes"),
        (200, Json("Presented")),
        || post(accounts::again),
    ),
    Row::post(
        (TRUST_LOG, "Appends an entry to the trust log"),
        DeviceOrSheet,
        Bytes("one entry with its keyboxes, signed by the caller"),
        (201, Json("LogAppended")),
        || post(trust_log::append),
    ),
    Row::post(
        (TRUST_LOG_READ, "Reads the trust log"),
        AnyMember,
        Json("LogRequest"),
        (200, Bytes("the entries after those that the member holds, for a follow as far as they are for it")),
        || post(trust_log::read),
    ),
    Row::post((MAILBOXES, "Makes a mailbox for an invitation"), Device, Json("MailboxRequest"), (201, Nothing), || {
        post(mailboxes::make)
    }),
    Row::post(
        (MAILBOX_READ, "Looks into a mailbox, which changes nothing"),
        SecretHolder,
        Json("MailboxName"),
        (200, Json("MailboxState")),
        || post(mailboxes::look),
    ),
    Row::post((MAILBOX_CARD, "Leaves a card in a mailbox"), SecretHolder, Json("CardRequest"), (201, Nothing), || {
        post(mailboxes::leave_card)
    }),
    Row::post(
        (MAILBOX_OPENING, "Opens what an offer had committed to"),
        Device,
        Json("OpeningRequest"),
        (201, Nothing),
        || post(mailboxes::open),
    ),
    Row::post((MAILBOX_CLOSE, "Takes an invitation back"), Device, Json("MailboxClose"), (200, Nothing), || {
        post(mailboxes::close)
    }),
    Row::post(
        (RECOVERY, "Finds the account of a recovery sheet"),
        SecretHolder,
        Json("RecoveryRequest"),
        (200, Json("Recovered")),
        || post(recovery::find),
    ),
    Row::get((USAGE, "How much the account holds"), Device, (200, Json("Usage")), || get(usage::usage)),
    Row::post(
        (SEGMENTS, "Appends segments"),
        Device,
        Bytes("sealed segments, each with its length"),
        (200, Json("PushAnswer")),
        || post(segments::append),
    ),
    Row::post(
        (PULL, "Reads segments after cursors"),
        Device,
        Json("PullRequest"),
        (200, Bytes("a page of sealed segments")),
        || post(segments::pull),
    ),
    Row::post(
        (OUTLINE, "Tells which segments the journal consists of"),
        Device,
        Json("OutlineRequest"),
        (200, Bytes("positions, marks, lengths and kinds of segments")),
        || post(compaction::outline),
    ),
    Row::post(
        (INPUTS, "Reads segments that are to be compacted"),
        Device,
        Json("InputsRequest"),
        (200, Bytes("a page with exactly these sealed segments")),
        || post(compaction::inputs),
    ),
    Row::post(
        (COMPACT, "Replaces adjacent segments by one"),
        Device,
        Bytes("which segments go, and the sealed segment that comes in their place"),
        (200, Json("CompactAnswer")),
        || post(compaction::compact),
    ),
    Row::post(
        (REPLACED, "Reads segments that were replaced"),
        Device,
        Json("ReplacedRequest"),
        (200, Bytes("a page of sealed segments")),
        || post(compaction::replaced),
    ),
    Row::post(
        (FEED, "Appends to a feed"),
        Device,
        Bytes("the feed, from what it is written, and sealed segments, each with its length"),
        (200, Json("Appended")),
        || post(follows::append_to_feed),
    ),
    Row::post(
        (FOLLOWED, "Reads a feed or notes after a position"),
        DeviceOrFollow,
        Json("FollowedRequest"),
        (200, Bytes("a page of sealed segments of one stream")),
        || post(follows::read),
    ),
    Row::post(
        (NOTES, "Leaves notes for the owner"),
        Follow,
        Bytes("sealed notes, each with its length"),
        (200, Json("PushAnswer")),
        || post(follows::append_notes),
    ),
    Row::post((NOTES_TAKEN, "Drops notes that are in the journal"), Device, Json("NotesTaken"), (200, Nothing), || {
        post(follows::take_notes)
    }),
    Row::get((LIVE, "Opens a live channel, a WebSocket"), FirstFrame, (101, Nothing), || get(live::open)),
    Row::get((CATALOGUE, "Everything that can be logged"), Anyone, (200, OwnJson("the catalogue")), || {
        get(catalogue::catalogue)
    }),
    Row::get((OPENAPI, "This document"), Anyone, (200, OwnJson("this document")), || get(openapi::document)),
    Row::get((HEALTHY, "Whether the process lives"), Anyone, (200, Text), || get(health::healthy)),
    Row::get((READY, "Whether the database answers"), Anyone, (200, Text), || get(health::ready)),
];
