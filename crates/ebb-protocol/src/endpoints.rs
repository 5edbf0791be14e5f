//! The paths of `/api/v1` and the JSON bodies that go through them, once for both ends.
//!
//! | method and path | who | body | answer |
//! | --- | --- | --- | --- |
//! | `POST` [`ACCOUNTS`] | anyone | the founding entry (bytes) | 201 [`Founded`] |
//! | `POST` [`ACCOUNTS_AGAIN`] | a device of the log that it presents | the whole log, [`crate::trust::batch`] (bytes) | 200 [`Presented`] |
//! | `POST` [`TRUST_LOG`] | a device, or a sheet for admitting | one entry, [`crate::trust::batch`] (bytes) | 201 [`LogAppended`] |
//! | `POST` [`TRUST_LOG_READ`] | a device or a sheet; a follow as far as it is for it | [`LogRequest`] | 200 [`LogPage`] (bytes) |
//! | `POST` [`MAILBOXES`] | a device | [`MailboxRequest`] | 201, nothing |
//! | `POST` [`MAILBOX_READ`] | who knows its name | [`MailboxName`] | 200 [`MailboxState`] |
//! | `POST` [`MAILBOX_CARD`] | who knows its name | [`CardRequest`] | 201, nothing |
//! | `POST` [`MAILBOX_OPENING`] | a device | [`OpeningRequest`] | 201, nothing |
//! | `POST` [`MAILBOX_CLOSE`] | a device | [`MailboxClose`] | 200, nothing |
//! | `POST` [`RECOVERY`] | who knows a sheet's token | [`RecoveryRequest`] | 200 [`Recovered`] |
//! | `GET` [`USAGE`] | a device | | 200 [`Usage`] |
//! | `POST` [`SEGMENTS`] | a device | [`crate::push`] (bytes) | 200 [`crate::push::PushAnswer`] |
//! | `POST` [`PULL`] | a device | [`crate::pull::PullRequest`] | 200 [`crate::pull::PullPage`] (bytes) |
//! | `POST` [`OUTLINE`] | a device | [`crate::outline::OutlineRequest`] | 200 [`crate::outline::Outline`] (bytes) |
//! | `POST` [`INPUTS`] | a device | [`crate::compact::InputsRequest`] | 200 [`crate::pull::PullPage`] (bytes) |
//! | `POST` [`COMPACT`] | a device | [`crate::compact`] (bytes) | 200 [`crate::compact::CompactAnswer`] |
//! | `POST` [`REPLACED`] | a device | [`crate::compact::ReplacedRequest`] | 200 [`crate::pull::PullPage`] (bytes) |
//! | `POST` [`FEED`] | a device | [`crate::feed::FeedAppend`] (bytes) | 200 [`crate::push::Appended`] |
//! | `POST` [`FOLLOWED`] | a follow its feed; a device any feed and any notes | [`crate::feed::FollowedRequest`] | 200 [`crate::pull::PullPage`] of one stream (bytes) |
//! | `POST` [`NOTES`] | a follow | one [`crate::push`] of notes (bytes) | 200 [`crate::push::PushAnswer`] |
//! | `POST` [`NOTES_TAKEN`] | a device | [`crate::feed::NotesTaken`] | 200, nothing |
//! | `GET` [`LIVE`] | a device or a follow | WebSocket; its first frame is the token | [`crate::live::LiveFrame`]s |
//! | `GET` [`CATALOGUE`] | anyone | | 200, everything that can be logged |
//! | `GET` [`OPENAPI`] | anyone | | 200, this table as `OpenAPI` 3.1 |
//!
//! Whatever is refused is answered by a [`crate::problem::Problem`].

use serde::{Deserialize, Serialize};

use crate::bytes::{EndedEarly, Reader};
use crate::ids::{AccountId, EntryHash, MailboxId, MemberId};
use crate::trust::batch::{self, MalformedBatch};

/// Founds an account.
pub const ACCOUNTS: &str = "/api/v1/accounts";
/// Brings a trust log that the server lost, or of which it holds only the beginning.
pub const ACCOUNTS_AGAIN: &str = "/api/v1/accounts/again";
/// Appends an entry to the trust log.
pub const TRUST_LOG: &str = "/api/v1/trust-log";
/// Reads the trust log.
pub const TRUST_LOG_READ: &str = "/api/v1/trust-log/read";
/// Makes a mailbox for an invitation.
pub const MAILBOXES: &str = "/api/v1/mailboxes";
/// Looks into a mailbox, which changes nothing.
pub const MAILBOX_READ: &str = "/api/v1/mailboxes/read";
/// Leaves a newcomer's card in a mailbox, once.
pub const MAILBOX_CARD: &str = "/api/v1/mailboxes/card";
/// Opens what the offer had committed to, once there is a card.
pub const MAILBOX_OPENING: &str = "/api/v1/mailboxes/opening";
/// Takes an invitation back.
pub const MAILBOX_CLOSE: &str = "/api/v1/mailboxes/close";
/// Finds the account of a recovery sheet.
pub const RECOVERY: &str = "/api/v1/recovery";
/// How much the account holds.
pub const USAGE: &str = "/api/v1/usage";
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
/// Appends to a feed.
pub const FEED: &str = "/api/v1/follows/feed";
/// Reads a feed, or notes.
pub const FOLLOWED: &str = "/api/v1/follows/read";
/// Leaves notes for the owner.
pub const NOTES: &str = "/api/v1/follows/notes";
/// Drops notes that are in the journal by now.
pub const NOTES_TAKEN: &str = "/api/v1/follows/notes/taken";
/// Everything that can be logged, with codes: JSON of the server's own, which no device reads.
pub const CATALOGUE: &str = "/api/v1/catalogue";
/// All of this as an `OpenAPI` document.
pub const OPENAPI: &str = "/api/v1/openapi.json";
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

/// What came of presenting a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presented {
    /// How many entries the server holds now.
    pub entries: u32,
    /// The server's clock, in milliseconds since 1970.
    pub server_time_ms: i64,
}

/// An entry was appended (or was there already, with the same bytes).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogAppended {
    /// Its index.
    pub index: u32,
}

/// Asks for the trust log after what the member holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogRequest {
    /// How many entries the member holds; for a follow, one more than the index of the last one that it holds.
    pub have: u32,
    /// Hash of the last of them; absent where it holds none. If the server holds another there, it answers `log-lost`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<EntryHash>,
}

/// The entries after those, and the server's clock: `format 1 (1) ‖ server's time in ms (8, signed) ‖ a batch`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPage {
    /// The server's clock, in milliseconds since 1970.
    pub server_time_ms: i64,
    /// In their order; for a sheet or a follow with its own keyboxes alone.
    pub logged: Vec<crate::trust::Logged>,
}

impl LogPage {
    /// The page's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend(self.server_time_ms.to_le_bytes());
        bytes.extend(batch::write(&self.logged));
        bytes
    }

    /// Reads a page.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MalformedBatch> {
        let mut reader = Reader::new(bytes);
        let (format, time) = read_start(&mut reader).map_err(|EndedEarly| MalformedBatch)?;
        if format != 1 {
            return Err(MalformedBatch);
        }
        Ok(Self { server_time_ms: i64::from_le_bytes(time), logged: batch::read(reader.rest())? })
    }
}

fn read_start(reader: &mut Reader<'_>) -> Result<(u8, [u8; 8]), EndedEarly> {
    Ok((reader.u8()?, reader.array()?))
}

/// Makes a mailbox. The same again is answered as before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxRequest {
    /// Which one.
    pub mailbox: MailboxId,
    /// For how long, at most [`crate::limits::MAILBOX_SECONDS_MAX`].
    pub seconds: u64,
    /// What the newcomer reads, sealed, in hexadecimal; at most [`crate::limits::OFFER_BYTES_MAX`].
    pub offer: String,
}

/// Names a mailbox, by the name of which the server knows the hash alone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxName {
    /// 32 bytes in hexadecimal.
    pub name: String,
}

/// What is in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxState {
    /// The offer, in hexadecimal.
    pub offer: String,
    /// The one card that was left, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    /// What the offer had committed to, in hexadecimal, once a device has opened it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<String>,
    /// Someone came with another card after the first.
    pub tried_again: bool,
    /// The newcomer was admitted by a trust-log entry that names the mailbox.
    pub admitted: bool,
    /// How long it stays, in seconds.
    pub seconds_left: u64,
}

/// Leaves a card. The same card again is answered as before; another one is refused with `card-taken`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardRequest {
    /// The mailbox's name.
    pub name: String,
    /// The card, in hexadecimal; at most [`crate::limits::CARD_BYTES_MAX`].
    pub card: String,
}

/// Opens what the offer had committed to. Refused while there is no card, and with another opening than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningRequest {
    /// The mailbox.
    pub mailbox: MailboxId,
    /// 32 bytes in hexadecimal.
    pub opening: String,
}

/// Takes an invitation back. One that is gone already is answered as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxClose {
    /// The mailbox.
    pub mailbox: MailboxId,
}

/// Asks which account a recovery sheet belongs to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryRequest {
    /// The secret part of the sheet's token, 32 bytes in hexadecimal.
    pub secret: String,
}

/// The account of a recovery sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovered {
    /// The account.
    pub account: AccountId,
    /// The sheet's name as a member.
    pub member: MemberId,
}

/// How much the account holds on the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// All segments, in bytes.
    pub bytes: u64,
    /// How much there may be.
    pub bytes_max: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_page_reads_back_and_noise_never_panics(time: i64, noise in prop::collection::vec(any::<u8>(), 0..100)) {
            let logged = vec![crate::trust::Logged { entry: noise.clone(), keyboxes: vec![(MemberId([1; 16]), [2; 80])] }];
            let page = LogPage { server_time_ms: time, logged };
            prop_assert_eq!(LogPage::from_bytes(&page.to_bytes()), Ok(page));
            drop(LogPage::from_bytes(&noise));
        }
    }
}
