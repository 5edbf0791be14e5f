//! The paths of `/api/v1` and the JSON bodies that go through them, once for both ends.
//!
//! | method and path | who | body | answer |
//! | --- | --- | --- | --- |
//! | `POST` [`ACCOUNTS`] | anyone | the genesis entry (bytes) | 201 [`Founded`] |
//! | `POST` [`TICKETS`] | a device | [`TicketRequest`] | 201, nothing |
//! | `POST` [`MEMBERS`] | a holder of a ticket | [`JoinRequest`] | 201 [`Members`] |
//! | `GET` [`MEMBERS`] | a device | | 200 [`Members`] |
//! | `POST` [`SEGMENTS`] | a device | [`crate::push`] (bytes) | 200 [`crate::push::PushAnswer`] |
//! | `POST` [`PULL`] | a device | [`crate::pull::PullRequest`] | 200 [`crate::pull::PullPage`] (bytes) |
//! | `POST` [`OUTLINE`] | a device | [`crate::outline::OutlineRequest`] | 200 [`crate::outline::Outline`] (bytes) |
//! | `POST` [`INPUTS`] | a device | [`crate::compact::InputsRequest`] | 200 [`crate::pull::PullPage`] (bytes) |
//! | `POST` [`COMPACT`] | a device | [`crate::compact`] (bytes) | 200 [`crate::compact::CompactAnswer`] |
//! | `POST` [`REPLACED`] | a device | [`crate::compact::ReplacedRequest`] | 200 [`crate::pull::PullPage`] (bytes) |
//! | `GET` [`LIVE`] | a device | WebSocket; its first frame is the token | [`crate::live::Notice`] frames |
//! | `GET` [`CATALOGUE`] | anyone | | 200, everything that can be logged |
//!
//! Whatever is refused is answered by a [`crate::problem::Problem`]. Tickets and joining are provisional: approved
//! invitations take their place.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, SecretHash};

/// Founds an account.
pub const ACCOUNTS: &str = "/api/v1/accounts";
/// Leaves a ticket by which one more device may join.
pub const TICKETS: &str = "/api/v1/tickets";
/// Joins with a ticket; lists the members.
pub const MEMBERS: &str = "/api/v1/members";
/// Appends segments.
pub const SEGMENTS: &str = "/api/v1/segments";
/// Reads segments after cursors.
pub const PULL: &str = "/api/v1/segments/pull";
/// Tells which segments a stream consists of, without their bytes.
pub const OUTLINE: &str = "/api/v1/segments/outline";
/// Reads the segments that are to be compacted.
pub const INPUTS: &str = "/api/v1/segments/inputs";
/// Replaces adjacent segments by one that holds the same.
pub const COMPACT: &str = "/api/v1/segments/compact";
/// Reads segments that were replaced.
pub const REPLACED: &str = "/api/v1/segments/replaced";
/// Everything that can be logged, with codes: JSON of the server's own, which no device reads.
pub const CATALOGUE: &str = "/api/v1/catalogue";
/// The live channel.
pub const LIVE: &str = "/api/v1/live";
/// Answers 200 as long as the process lives.
pub const HEALTHY: &str = "/healthz";
/// Answers 200 once the database answers.
pub const READY: &str = "/readyz";

/// Type of bodies that are bytes.
pub const BYTES_TYPE: &str = "application/octet-stream";

/// An account is founded (or was, by the same entry).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founded {
    /// Its name.
    pub account: AccountId,
    /// The server's clock, in milliseconds since 1970, by which a device corrects its own.
    pub server_time_ms: i64,
}

/// Asks the server to let one device join within [`crate::limits::TICKET_SECONDS`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketRequest {
    /// Hash of the ticket's secret, which goes to the other device by the link alone.
    pub hash: SecretHash,
}

/// Joins an account. A ticket is used up by it; the same card again is answered as before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinRequest {
    /// The account.
    pub account: AccountId,
    /// The ticket's secret, 32 bytes in hexadecimal.
    pub ticket: String,
    /// The new device's card, [`crate::member_card`], in hexadecimal.
    pub card: String,
}

/// Who belongs to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Members {
    /// The genesis entry, in hexadecimal: the founder, and the proof of the account's name.
    pub genesis: String,
    /// The cards of those who joined since, in their order, in hexadecimal.
    pub cards: Vec<String>,
    /// The server's clock, in milliseconds since 1970.
    pub server_time_ms: i64,
}
