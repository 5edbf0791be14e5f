//! What the database's refusals are to a caller.

use ebb_protocol::limits::{
    COMPACT_INPUT_BYTES_MAX, COMPACTED_PER_MEMBER_MAX, FEED_BYTES_MAX, MEMBERS_MAX, REPLICAS_PER_MEMBER_MAX,
    TRUST_LOG_BYTES_MAX,
};
use ebb_protocol::trust::TrustRefusal;

use super::Refusal;
use crate::db::append::AppendRefusal;
use crate::db::compact::CompactRefusal;
use crate::db::feeds::FeedRefusal;
use crate::db::log_reading::ReadRefusal;
use crate::db::mailboxes::MailboxRefusal;
use crate::db::members::Lapse;
use crate::db::notes::NotesRefusal;
use crate::db::placing::PlacingRefusal;
use crate::db::presenting::PresentRefusal;
use crate::db::pull::PullRefusal;
use crate::db::trust_log::LogRefusal;

/// When a follow is asked to come again whose notes no device has taken.
const NOTES_RETRY_SECONDS: u64 = 10 * 60;

impl From<Lapse> for Refusal {
    fn from(lapse: Lapse) -> Self {
        match lapse {
            Lapse::NoAccount => Self::NoAccount,
            Lapse::NoMember => Self::Unauthorized,
            Lapse::Dismissed => Self::Dismissed,
            Lapse::Closed(entry) => Self::Closed(entry),
            Lapse::FollowEnded(entry) => Self::FollowEnded(entry),
            Lapse::Resting { retry_after_seconds } => Self::Resting { retry_after_seconds },
            Lapse::Db(error) => Self::Db(error),
        }
    }
}

impl From<AppendRefusal> for Refusal {
    fn from(refusal: AppendRefusal) -> Self {
        match refusal {
            AppendRefusal::Placing(placing) => placing.into(),
            AppendRefusal::Db(error) => Self::Db(error),
        }
    }
}

impl From<PlacingRefusal> for Refusal {
    fn from(placing: PlacingRefusal) -> Self {
        match placing {
            PlacingRefusal::Forbidden => {
                Self::Forbidden("The push names a stream or a replica that is not the caller's.")
            }
            PlacingRefusal::Dismissed => Self::Dismissed,
            // The next try is told what became of the account.
            PlacingRefusal::Gone => Self::NotReady,
            PlacingRefusal::Paused { retry_after_seconds } => Self::Paused { retry_after_seconds },
            PlacingRefusal::StaleEpoch => Self::StaleEpoch,
            PlacingRefusal::TooManyReplicas => {
                Self::NoMore("The member has as many replicas as it may have.", REPLICAS_PER_MEMBER_MAX as u64)
            }
            PlacingRefusal::NumberTaken { last_number } => Self::NumberTaken { last_number },
            PlacingRefusal::AccountFull => Self::AccountFull,
        }
    }
}

impl From<FeedRefusal> for Refusal {
    fn from(refusal: FeedRefusal) -> Self {
        match refusal {
            FeedRefusal::Lapse(lapse) => lapse.into(),
            FeedRefusal::Stream => Self::Forbidden("The stream is no feed of the account."),
            FeedRefusal::Paused { retry_after_seconds } => Self::Paused { retry_after_seconds },
            FeedRefusal::Behind => Self::Behind,
            FeedRefusal::StaleEpoch => Self::StaleEpoch,
            FeedRefusal::TooLong => Self::TooLarge { limit: FEED_BYTES_MAX },
            FeedRefusal::AccountFull => Self::AccountFull,
            FeedRefusal::Db(error) => Self::Db(error),
        }
    }
}

impl From<NotesRefusal> for Refusal {
    fn from(refusal: NotesRefusal) -> Self {
        match refusal {
            NotesRefusal::Lapse(lapse) => lapse.into(),
            NotesRefusal::Stream => Self::Forbidden("The stream is no notes of the account."),
            NotesRefusal::Placing(placing) => placing.into(),
            // Until a device has taken some.
            NotesRefusal::TooMany => Self::TooMany { retry_after_seconds: NOTES_RETRY_SECONDS },
            NotesRefusal::Db(error) => Self::Db(error),
        }
    }
}

impl From<PullRefusal> for Refusal {
    fn from(refusal: PullRefusal) -> Self {
        match refusal {
            PullRefusal::Lapse(lapse) => lapse.into(),
            PullRefusal::Stream => Self::Forbidden("The pull names a stream that is not the caller's."),
            PullRefusal::Lost => Self::Lost,
            PullRefusal::Db(error) => Self::Db(error),
        }
    }
}

impl From<CompactRefusal> for Refusal {
    fn from(refusal: CompactRefusal) -> Self {
        match refusal {
            CompactRefusal::Lapse(lapse) => lapse.into(),
            CompactRefusal::Stream => Self::Forbidden("The request names a stream that is not the account's journal."),
            CompactRefusal::Replica => {
                Self::Forbidden("The segment names a replica that the caller has not written with.")
            }
            CompactRefusal::Paused { retry_after_seconds } => Self::Paused { retry_after_seconds },
            CompactRefusal::StaleEpoch => Self::StaleEpoch,
            CompactRefusal::InputsChanged => Self::InputsChanged,
            CompactRefusal::Longer { limit } => Self::TooLarge { limit },
            CompactRefusal::InputsTooLong => {
                Self::OverLimit("The segments are too long together.", COMPACT_INPUT_BYTES_MAX as u64)
            }
            CompactRefusal::TooManyCompacted => Self::NoMore(
                "The member has as many compacted segments as it may have.",
                COMPACTED_PER_MEMBER_MAX as u64,
            ),
            CompactRefusal::Db(error) => Self::Db(error),
        }
    }
}

impl From<ReadRefusal> for Refusal {
    fn from(refusal: ReadRefusal) -> Self {
        match refusal {
            ReadRefusal::Lapse(lapse) => lapse.into(),
            ReadRefusal::Lost => Self::LogLost,
            ReadRefusal::Db(error) => Self::Db(error),
        }
    }
}

impl From<LogRefusal> for Refusal {
    fn from(refusal: LogRefusal) -> Self {
        match refusal {
            LogRefusal::Lapse(lapse) => lapse.into(),
            LogRefusal::Trust(refusal) => refusal.into(),
            LogRefusal::Mailbox => Self::Missing("The entry names a mailbox that is not open."),
            LogRefusal::SheetTaken => Self::Forbidden("The sheet's token is that of another account's sheet."),
            LogRefusal::TooLong => Self::NoMore("The trust log has no room left.", TRUST_LOG_BYTES_MAX as u64),
            LogRefusal::CutMoved => Self::CutMoved,
            LogRefusal::Db(error) => Self::Db(error),
        }
    }
}

impl From<TrustRefusal> for Refusal {
    fn from(refusal: TrustRefusal) -> Self {
        match refusal {
            // The caller's standing was asked in the same transaction: a closed account does not come this far.
            TrustRefusal::NotNext | TrustRefusal::Closed => Self::LogMoved,
            TrustRefusal::Malformed(_) => Self::Malformed("The body is not a trust-log entry of this version."),
            TrustRefusal::Epoch => Self::Malformed("The entry's epoch does not follow."),
            TrustRefusal::Keyboxes => Self::Malformed("The entry's keys are not for exactly those who stay."),
            TrustRefusal::Signature => Self::Forbidden("The entry is not signed by whom it names."),
            TrustRefusal::NotAllowed => Self::Forbidden("Who signs the entry may not do that."),
            TrustRefusal::Member => Self::Forbidden("The entry is about a member of whom that cannot be said."),
            TrustRefusal::Full => {
                Self::NoMore("The account has as many members, sheets or entries as it may.", MEMBERS_MAX as u64)
            }
        }
    }
}

impl From<PresentRefusal> for Refusal {
    fn from(refusal: PresentRefusal) -> Self {
        match refusal {
            PresentRefusal::Lapse(lapse) => lapse.into(),
            PresentRefusal::Forked => Self::Forked,
            PresentRefusal::Db(error) => Self::Db(error),
        }
    }
}

impl From<MailboxRefusal> for Refusal {
    fn from(refusal: MailboxRefusal) -> Self {
        match refusal {
            MailboxRefusal::Lapse(lapse) => lapse.into(),
            MailboxRefusal::Missing => Self::NotFound,
            MailboxRefusal::Taken => Self::Taken("Something else is in this mailbox already."),
            MailboxRefusal::NoCard => Self::Forbidden("There is no card in this mailbox yet."),
            MailboxRefusal::Db(error) => Self::Db(error),
        }
    }
}
