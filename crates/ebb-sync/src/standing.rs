//! Where the last entry is safe, as the engine knows it. The app makes the sentence.

/// How sync stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Records with changes that the server has not confirmed.
    pub waiting: usize,
    /// Whether the last exchange with the server went well.
    pub connected: bool,
    /// What keeps sync from going on, if it is more than a missing connection.
    pub trouble: Option<SyncTrouble>,
    /// Segments that could not be opened and are kept as they are.
    pub set_aside: usize,
    /// Devices of the account, this one included; 0 before it is admitted.
    pub devices: usize,
    /// How far the server's clock is ahead of this device's, in milliseconds, once the server has told.
    pub clock_offset_ms: Option<i64>,
}

/// Why sync does not go on. Nothing is lost by any of them, and each is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SyncTrouble {
    /// 401 or 403: the server does not know this device (any more).
    #[error("the server does not know this device")]
    NotKnown,
    /// Joining was refused: the link was used, has ended, or is of another account.
    #[error("the server did not let this device join")]
    JoinRefused,
    /// The answer to joining was not of the account that the link names.
    #[error("the server answered for another account")]
    WrongAccount,
    /// 409: the server holds another segment under a number of this phone, or none where one was.
    #[error("the server's log and this phone's do not fit together")]
    LogsDiffer,
    /// 413: the account is full, or a limit of the server is smaller than this app knows.
    #[error("the server has no room for this")]
    NoRoom,
    /// 429 or 503: asked to come back later.
    #[error("the server asks to wait")]
    Busy,
    /// Another status, or a body that is no answer of an Ebb server (a hotel's log-in page, for one).
    #[error("the answer was not one of an Ebb server")]
    OddAnswer,
    /// This phone could not store what came or what it sealed.
    #[error("this phone could not store it")]
    Storage,
}
