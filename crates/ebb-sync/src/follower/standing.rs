//! How a follow stands, for who follows. The app makes the sentences, and none of them is an alarm.

use ebb_journal::CivilDay;
use ebb_journal::scope::{FollowTerms, Scope};

/// How a follow stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is told by itself; what a card says of them is `news`")]
pub struct FollowerStanding {
    /// How far following has come.
    pub stage: FollowerStage,
    /// What the owner is called, in their own words; empty before the offer was read.
    pub owner: String,
    /// What is shared, as the feed last told; before that, as was offered.
    pub scope: Option<Scope>,
    /// What else is agreed, as the feed last told.
    pub terms: Option<FollowTerms>,
    /// When it ends by itself, in milliseconds since 1970.
    pub until_ms: Option<i64>,
    /// Twelve digits by which two people tell aloud whether they see the same members, see [`ebb_vault::fingerprint`]; none before the log was
    /// read.
    pub fingerprint: Option<u64>,
    /// Whether the last exchange with the server went well.
    pub connected: bool,
    /// When the server last answered, in milliseconds since 1970 by this device's clock; none in this session yet.
    pub reached_ms: Option<i64>,
    /// When the newest segment of the feed was made: when the owner was last heard from.
    pub heard_ms: Option<i64>,
    /// Whether all was read that the server has.
    pub is_read: bool,
    /// The server shows less than this device or the owner's devices have seen; what is here stays, and it is asked again.
    pub shows_not_all: bool,
    /// The feed says something that this version cannot read.
    pub needs_newer: bool,
    /// This phone could not store what came.
    pub cannot_store: bool,
    /// Notes that wait to be sent.
    pub notes_waiting: usize,
    /// Why the last note does not go. Its text is kept until it goes or the person takes it back.
    pub note_refused: Option<NoteRefused>,
}

/// How far following has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FollowerStage {
    /// The invitation is being read. That changes nothing on the server.
    #[default]
    Reading,
    /// This is offered: `owner`, `scope` and `until_ms` tell what. Nothing was left; it goes on with `Accepted`.
    Offered,
    /// The person said yes: that is being kept, and the card left.
    Asking,
    /// The owner has not looked yet.
    Waiting,
    /// Both sides show these six digits; the owner has to say that they are the same.
    Compare(u32),
    /// The owner has let them in.
    Following,
    /// It has come to nothing; nothing was left, or nothing came of it.
    Refused(FollowRefused),
    /// It has ended, and the copy is deleted.
    Ended(FollowEnd),
}

/// Why nothing comes of an invitation to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FollowRefused {
    /// It was taken back, its seven days are over, or no invitation has this code.
    #[error("the invitation is over or was taken back")]
    Gone,
    /// Someone else has used it.
    #[error("someone else has used the invitation")]
    Used,
    /// The same, found before anything was left, and nobody was let in yet. The owner does not know of this second one:
    /// [`super::FollowerEvent::TellOwner`] lets them know.
    #[error("someone else has used the invitation, and the owner does not know of a second one")]
    UsedBefore,
    /// It is an invitation of the person's own journal.
    #[error("the invitation is of the person's own journal")]
    Own,
    /// It is for a device of the owner.
    #[error("the invitation is for a device")]
    ForDevice,
    /// What the server shows is not of this invitation: somebody stands between.
    #[error("what the server shows is not of this invitation")]
    Forged,
    /// It tells what a newer version understands.
    #[error("a newer version of the app is needed")]
    NeedsNewer,
}

/// Why a follow has ended, by a signed word of the owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowEnd {
    /// The owner has stopped it.
    Stopped,
    /// Its time is over. The owner may lengthen it; then it goes on by itself.
    Over,
    /// The owner has deleted the account.
    Closed,
}

/// Why a note does not go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteRefused {
    /// The owner does not take notes at the moment.
    #[error("the owner does not take notes")]
    NotWelcome,
    /// It is empty or too long; it was not kept.
    #[error("the note is empty or too long")]
    Length,
    /// As many wait already, here or on the server, as there may be. Those here are tried again.
    #[error("too many notes wait")]
    TooMany,
    /// Nobody follows (yet, or any more); it was not kept.
    #[error("nothing is followed")]
    NotFollowing,
    /// The server does not take it.
    #[error("the server does not take the note")]
    Refused,
}

/// What a caregiver's card says, one calm state at a time: what decides over the rest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowerNews {
    /// It has ended.
    Ended(FollowEnd),
    /// Not let in yet.
    NotYet,
    /// Let in, and nothing was heard yet.
    NeverHeard,
    /// What is said cannot be read by this version.
    NeedsNewer,
    /// The server does not show everything.
    NotAll,
    /// The server does not answer; since when, by this device's clock, if it answered in this session.
    NotReached(Option<i64>),
    /// Paused, from that day on.
    Paused(CivilDay),
    /// What is here is being brought up to date.
    Reading,
    /// Connected and up to date; when the owner was last heard from.
    UpToDate(i64),
}

impl FollowerStanding {
    /// What the card says.
    pub fn news(&self) -> FollowerNews {
        match &self.stage {
            FollowerStage::Ended(end) => return FollowerNews::Ended(*end),
            FollowerStage::Following => {}
            _ => return FollowerNews::NotYet,
        }
        if self.needs_newer {
            return FollowerNews::NeedsNewer;
        }
        if self.connected && self.shows_not_all {
            return FollowerNews::NotAll;
        }
        let Some(heard_ms) = self.heard_ms else { return FollowerNews::NeverHeard };
        if !self.connected {
            return FollowerNews::NotReached(self.reached_ms);
        }
        if let Some(from) = self.scope.as_ref().and_then(Scope::paused_from) {
            return FollowerNews::Paused(from);
        }
        if self.is_read { FollowerNews::UpToDate(heard_ms) } else { FollowerNews::Reading }
    }
}
