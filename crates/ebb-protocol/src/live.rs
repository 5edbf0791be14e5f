//! The live channel: a WebSocket on which the server wakes a member. Notices are hints; what is true is what a pull says.

use serde::{Deserialize, Serialize};

use crate::ids::{Mark, StreamId};

/// A text frame from the server, as JSON. The first one answers the token and tells where the journal stands.
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
