//! What an entry of the trust log changed.

use crate::ids::{MailboxId, MemberId};

/// What an entry changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Someone is a member now, and the mailbox through which it came closes.
    Admitted {
        /// Who.
        member: MemberId,
        /// The mailbox.
        mailbox: Option<MailboxId>,
    },
    /// Someone is a member no longer.
    Dismissed(MemberId),
    /// The account has ended.
    Closed,
    /// Somebody follows now, and the mailbox through which it came closes.
    Followed {
        /// Who.
        member: MemberId,
        /// The mailbox.
        mailbox: MailboxId,
    },
    /// What a follow may see, or until when, is another.
    FollowChanged(MemberId),
    /// Somebody follows no longer.
    FollowStopped(MemberId),
    /// Something that a newer version understands.
    Unknown,
}

impl Change {
    /// Whether it is about a device, a sheet or the whole account: such entries are a chain of their own, which follows read too.
    pub(super) const fn is_about_members(&self) -> bool {
        matches!(self, Self::Admitted { .. } | Self::Dismissed(_) | Self::Closed)
    }
}
