//! Inviting somebody to follow: what is agreed before they come, who came, and what is made of it once a person has approved.

use ebb_journal::scope::{FollowTerms, Scope};
use ebb_protocol::ids::{MailboxId, StreamId};
use ebb_vault::invitation::{Card, OfferedFollow};
use ebb_vault::{FollowBody, NewFollow};

/// What is kept of who follows stays well below [`ebb_vault::FOLLOW_BODY_BYTES_MAX`].
const PLAN_BYTES_MAX: usize = 6 * 1024;

/// What the owner has chosen for somebody who is to follow. Whoever has the code reads scope, time and what the owner is called before
/// they leave anything; what the owner calls them stays with the owner's devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowPlan {
    /// What the owner calls who is to follow.
    pub called: String,
    /// What will be seen.
    pub scope: Scope,
    /// What else is agreed, what the owner is called among it.
    pub terms: FollowTerms,
    /// When it ends by itself, in milliseconds since 1970; later than that time alone.
    pub until_ms: Option<i64>,
}

impl FollowPlan {
    /// Whether it is short enough to be offered, and to be kept of who follows.
    pub(crate) fn fits(&self) -> bool {
        let (called, scope, terms) = (self.called.len(), self.scope.to_bytes().len(), self.terms.to_bytes().len());
        self.offered().fits() && called + scope + terms <= PLAN_BYTES_MAX
    }

    /// What of it is told to whoever has the code.
    pub(crate) fn offered(&self) -> OfferedFollow {
        OfferedFollow {
            inviter: self.terms.owner.clone(),
            scope: self.scope.to_bytes(),
            until_ms: self.until_ms.filter(|until_ms| *until_ms > 0),
        }
    }
}

/// Somebody who left a card to follow, and whose digits are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowCandidate {
    pub(crate) card: Card,
    pub(crate) mailbox: MailboxId,
    pub(crate) plan: FollowPlan,
}

impl FollowCandidate {
    /// What they call themselves.
    pub fn name(&self) -> &str {
        &self.card.name
    }

    /// What was agreed before they came.
    pub const fn plan(&self) -> &FollowPlan {
        &self.plan
    }

    /// What lets them in, once a person has seen the same digits on both screens: it goes into the engine as a wish. The streams of the
    /// feed and of the notes are drawn at random for this one follow.
    pub fn approved(self, feed: StreamId, notes: StreamId, now_ms: i64) -> ApprovedFollow {
        let FollowPlan { called, scope, terms, until_ms } = self.plan;
        let newcomer = NewFollow {
            signing_key: self.card.signing_key,
            sealing_key: self.card.sealing_key,
            token_hash: self.card.token_hash,
            mailbox: self.mailbox,
            feed,
            notes,
            until_ms: until_ms.filter(|until_ms| *until_ms > 0),
        };
        let body = FollowBody {
            name: called,
            scope: scope.to_bytes(),
            since_ms: now_ms,
            terms: terms.to_bytes(),
            rest: std::collections::BTreeMap::new(),
        };
        ApprovedFollow { newcomer, body }
    }
}

/// Somebody who is to follow, compared and approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedFollow {
    /// Their keys and streams.
    pub newcomer: NewFollow,
    /// What devices alone know of them.
    pub body: FollowBody,
}
