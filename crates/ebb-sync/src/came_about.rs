//! How it came about who can open what: each change of the trust log with its time and the device that made it, and a number by which
//! two people can tell aloud whether they see the same.

use std::collections::BTreeMap;

use ebb_protocol::ids::MemberId;
use ebb_protocol::trust::{Detail, MemberKind, SignedEntry, TrustState};
use ebb_vault::{FollowBody, fingerprint, label_in, told_ms};

use crate::identity::Identity;

/// Who can open what, and how that came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameAbout {
    /// Twelve digits: the same on each device, and for each follow, that has read the same entries about devices and sheets.
    pub fingerprint: u64,
    /// The newest first.
    pub changes: Vec<TrustChange>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustChange {
    /// What was done.
    pub done: Done,
    /// To whom; empty where that cannot be read.
    pub whom: String,
    /// By which device or sheet; empty where that cannot be read.
    pub by: String,
    /// When, in milliseconds since 1970 by the clock of who did it; none where that was not told.
    pub at_ms: Option<i64>,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// The account was founded.
    Founded,
    /// A device or a sheet came.
    Admitted(MemberKind),
    /// It was taken off.
    Dismissed,
    /// Somebody may follow.
    Followed,
    /// What they may see was changed, or they were given a new key.
    FollowChanged,
    /// They follow no more.
    FollowStopped,
    /// The account has ended.
    Closed,
}

/// How it came about; `None` where this device holds no log.
pub fn came_about(identity: &Identity) -> Option<CameAbout> {
    let trust = TrustState::of_chain(identity.log.iter().map(|logged| logged.entry.as_slice())).ok()?;
    let mut names: BTreeMap<MemberId, String> = BTreeMap::new();
    let mut changes = Vec::new();
    for logged in &identity.log {
        let Ok(entry) = SignedEntry::read(&logged.entry) else { continue };
        let by = names.get(&entry.head.signer).cloned().unwrap_or_default();
        let Some((done, member)) = done(&entry) else { continue };
        let label = label_in(&entry, trust.account(), &identity.keys);
        let body = FollowBody::in_entry(&entry, trust.account(), &identity.keys);
        let name = label.as_ref().map(|label| &label.name).or(body.as_ref().map(|body| &body.name));
        if let (Some(member), Some(name)) = (member, name) {
            names.insert(member, name.clone());
        }
        let whom = member.and_then(|member| names.get(&member)).cloned().unwrap_or_default();
        let at_ms = match done {
            Done::Followed => body.as_ref().map(|body| body.since_ms),
            Done::FollowChanged => body.as_ref().and_then(FollowBody::changed_ms),
            _ => told_ms(&entry, trust.account(), &identity.keys),
        };
        // Who founded it did so itself.
        let by = if matches!(done, Done::Founded) { whom.clone() } else { by };
        changes.push(TrustChange { done, whom, by, at_ms });
    }
    changes.reverse();
    Some(CameAbout { fingerprint: fingerprint(trust.member_head()), changes })
}

fn done(entry: &SignedEntry) -> Option<(Done, Option<MemberId>)> {
    let member = |key: &[u8; 32]| Some(MemberId::of_signing_key(key));
    Some(match &entry.head.detail {
        Detail::Founded(founding) => (Done::Founded, member(&founding.signing_key)),
        Detail::Admitted(admission) => (Done::Admitted(admission.kind), member(&admission.signing_key)),
        Detail::Dismissed(dismissal) => (Done::Dismissed, Some(dismissal.member)),
        Detail::Closed => (Done::Closed, None),
        Detail::Followed(following) => (Done::Followed, member(&following.signing_key)),
        Detail::FollowChanged(change) => (Done::FollowChanged, Some(change.member)),
        Detail::FollowStopped(member) => (Done::FollowStopped, Some(*member)),
        Detail::Unknown { .. } => return None,
    })
}
