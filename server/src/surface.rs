//! All that can be asked of the API, and by whom, on one page. The router is built from this table, so is the document
//! that the server gives of itself, and a test asks each row as each kind of caller: a route without a row cannot exist.

use std::sync::Arc;

use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use ebb_protocol::endpoints::{
    ACCOUNTS, ACCOUNTS_AGAIN, CATALOGUE, HEALTHY, LIVE, MAILBOX_CARD, MAILBOX_CLOSE, MAILBOX_OPENING, MAILBOX_READ,
    MAILBOXES, OPENAPI, PULL, READY, RECOVERY, SEGMENTS, TRUST_LOG, TRUST_LOG_READ, USAGE,
};

use crate::Server;
use crate::routes::{accounts, catalogue, health, live, mailboxes, openapi, recovery, segments, trust_log, usage};

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
    /// A device or a recovery sheet.
    AnyMember,
    /// A device.
    Device,
    /// A device that shows its token in the first frame.
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
    method: Verb,
    handler: fn() -> MethodRouter<Arc<Server>>,
}

#[derive(Debug, Clone, Copy)]
enum Verb {
    Get,
    Post,
}

impl Row {
    const fn get(
        path: &'static str,
        who: Who,
        summary: &'static str,
        handler: fn() -> MethodRouter<Arc<Server>>,
    ) -> Self {
        Self { path, summary, who, method: Verb::Get, handler }
    }

    const fn post(
        path: &'static str,
        who: Who,
        summary: &'static str,
        handler: fn() -> MethodRouter<Arc<Server>>,
    ) -> Self {
        Self { path, summary, who, method: Verb::Post, handler }
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
    Row::post(ACCOUNTS, Who::Counted, "Founds an account", || post(accounts::found)),
    Row::post(ACCOUNTS_AGAIN, Who::Presenter, "Brings a trust log that the server lost", || post(accounts::again)),
    Row::post(TRUST_LOG, Who::AnyMember, "Appends an entry to the trust log", || post(trust_log::append)),
    Row::post(TRUST_LOG_READ, Who::AnyMember, "Reads the trust log", || post(trust_log::read)),
    Row::post(MAILBOXES, Who::Device, "Makes a mailbox for an invitation", || post(mailboxes::make)),
    Row::post(MAILBOX_READ, Who::SecretHolder, "Looks into a mailbox", || post(mailboxes::look)),
    Row::post(MAILBOX_CARD, Who::SecretHolder, "Leaves a card in a mailbox", || post(mailboxes::leave_card)),
    Row::post(MAILBOX_OPENING, Who::Device, "Opens what an offer had committed to", || post(mailboxes::open)),
    Row::post(MAILBOX_CLOSE, Who::Device, "Takes an invitation back", || post(mailboxes::close)),
    Row::post(RECOVERY, Who::SecretHolder, "Finds the account of a recovery sheet", || post(recovery::find)),
    Row::get(USAGE, Who::Device, "How much the account holds", || get(usage::usage)),
    Row::post(SEGMENTS, Who::Device, "Appends segments", || post(segments::append)),
    Row::post(PULL, Who::Device, "Reads segments after cursors", || post(segments::pull)),
    Row::get(LIVE, Who::FirstFrame, "Opens a live channel", || get(live::open)),
    Row::get(CATALOGUE, Who::Anyone, "Everything that can be logged", || get(catalogue::catalogue)),
    Row::get(OPENAPI, Who::Anyone, "This document", || get(openapi::document)),
    Row::get(HEALTHY, Who::Anyone, "Whether the process lives", || get(health::healthy)),
    Row::get(READY, Who::Anyone, "Whether the database answers", || get(health::ready)),
];
