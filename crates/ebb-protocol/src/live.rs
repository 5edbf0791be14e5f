//! The live channel: a WebSocket on which the server wakes a member. Notices are hints; what is true is what a pull says.

use serde::{Deserialize, Serialize};

use crate::ids::{MailboxId, Mark, MemberId, StreamId};

/// A text frame from the server, as JSON. The first one answers the token and tells where the journal stands, to a follow where its
/// feed does; the next how long the trust log is, to a follow up to the last entry that it reads. Then devices are told how far
/// others have read, and where feeds and notes stand that something was written to. Each says what it is about by its fields; what cannot be read is of a newer version, and
/// passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LiveFrame {
    /// A stream has grown.
    Stream(Notice),
    /// The trust log has grown.
    TrustLog {
        /// How many entries it has.
        #[serde(rename = "trust_log_entries")]
        entries: u32,
    },
    /// A card or an opening was left in a mailbox, someone tried it again, or it closed.
    Mailbox {
        /// Which one.
        mailbox: MailboxId,
    },
    /// A device has read on, or a follow was here: only devices are told.
    Reached(Reached),
}

/// How far a device has read the journal, or a follow its feed, by its own word: it says so with each pull.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// The device or the follow.
    pub reader: MemberId,
    /// What it has read.
    pub stream: StreamId,
    /// The highest position that it has stored; 0 for none.
    pub position: u64,
    /// The highest position whose segment it could not open; 0 for none.
    pub set_aside: u64,
    /// When it was there last, in milliseconds since 1970 by the server's clock; to the hour.
    pub seen_ms: i64,
}

/// Where a stream stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The stream that has grown.
    pub stream: StreamId,
    /// Its last position.
    pub head: u64,
    /// The mark of that position; zeros where the stream is empty.
    pub mark: Mark,
}

/// The server closes the channel with this code where the first frame is late, is no token, or is one it does not know.
pub const CLOSE_UNAUTHORIZED: u16 = 4401;

/// The server closes the channel with this code where the member has opened newer ones, or asks too often.
pub const CLOSE_TOO_MANY: u16 = 4429;

/// The server closes the channel with this code where the member may not listen, or may no longer: it is a sheet, it was
/// dismissed, it is a follow that has ended or is not served yet, or its account is closed or not held. Any request tells which.
pub const CLOSE_FORBIDDEN: u16 = 4403;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_is_told_from_the_others() {
        let stream = LiveFrame::Stream(Notice { stream: StreamId([1; 16]), head: 7, mark: Mark([2; 8]) });
        let reached = Reached {
            reader: MemberId([5; 16]),
            stream: StreamId([1; 16]),
            position: 7,
            set_aside: 0,
            seen_ms: 1_795_420_800_000,
        };
        for (frame, starts) in [
            (stream, "{\"stream\":\"0101"),
            (LiveFrame::TrustLog { entries: 3 }, "{\"trust_log_entries\":3}"),
            (LiveFrame::Reached(reached), "{\"reader\":\"0505"),
            (LiveFrame::Mailbox { mailbox: MailboxId([3; 32]) }, "{\"mailbox\":\"0303"),
        ] {
            let text = serde_json::to_string(&frame).unwrap();
            assert!(text.starts_with(starts), "{text}");
            assert_eq!(serde_json::from_str::<LiveFrame>(&text).unwrap(), frame);
        }
        assert!(serde_json::from_str::<LiveFrame>("{\"of_next_year\":1}").is_err());
    }
}
