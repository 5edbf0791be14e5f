//! Who follows, as a list for the screen.

use ebb_journal::scope::{FollowTerms, Scope, UnreadableScope};
use ebb_protocol::ids::{MemberId, StreamId};
use ebb_protocol::trust::{Follow, SignedEntry, TrustState};
use ebb_vault::FollowBody;

use crate::identity::Identity;

/// Somebody who follows, or followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowShown {
    /// Its name as a member.
    pub member: MemberId,
    /// The stream of its feed.
    pub feed: StreamId,
    /// The stream of its notes.
    pub notes: StreamId,
    /// What the owner calls it; empty where that cannot be read.
    pub name: String,
    /// What it may see, or why that cannot be read.
    pub scope: Result<Scope, UnreadableFollow>,
    /// What else is agreed; none where nothing was, or that cannot be read.
    pub terms: Option<FollowTerms>,
    /// When it was let in, in milliseconds since 1970.
    pub since_ms: Option<i64>,
    /// When it ends by itself, in milliseconds since 1970.
    pub until_ms: Option<i64>,
    /// Whether it was stopped.
    pub is_stopped: bool,
    /// Index of the newest entry that says what it may see: whoever changes it says from which on.
    pub newest_entry: u32,
    /// What that entry keeps of it, as a change of it begins with; none where that cannot be read.
    pub body: Option<FollowBody>,
}

/// Why it cannot be told what a follow may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableFollow {
    /// What devices keep of it does not open, or is of a newer version.
    #[error("what is kept of the follow cannot be read")]
    Body,
    /// Its scope.
    #[error(transparent)]
    Scope(#[from] UnreadableScope),
}

/// All who follow or followed, in the order in which they came; those who were stopped last.
pub fn follows_shown(identity: &Identity) -> Vec<FollowShown> {
    let entries = identity.log.iter().map(|logged| logged.entry.as_slice());
    let Ok(trust) = TrustState::of_chain(entries) else { return Vec::new() };
    let mut shown: Vec<_> = trust
        .follows()
        .iter()
        .map(|(member, follow)| (follow.begun, shown(identity, &trust, *member, follow)))
        .collect();
    shown.sort_by_key(|(begun, line)| (line.is_stopped, *begun));
    shown.into_iter().map(|(_, line)| line).collect()
}

fn shown(identity: &Identity, trust: &TrustState, member: MemberId, follow: &Follow) -> FollowShown {
    let body = body_of(identity, trust, follow);
    let terms = body.as_ref().and_then(|body| FollowTerms::from_bytes(&body.terms).ok());
    FollowShown {
        member,
        feed: follow.feed,
        notes: follow.notes,
        name: body.as_ref().map(|body| body.name.clone()).unwrap_or_default(),
        scope: scope_of(body.as_ref()),
        terms,
        since_ms: body.as_ref().map(|body| body.since_ms),
        until_ms: follow.until_ms,
        is_stopped: !follow.is_open(),
        newest_entry: follow.scoped,
        body,
    }
}

/// What devices keep of a follow, if this one can read it.
pub(crate) fn body_of(identity: &Identity, trust: &TrustState, follow: &Follow) -> Option<FollowBody> {
    let logged = usize::try_from(follow.scoped).ok().and_then(|index| identity.log.get(index))?;
    let entry = SignedEntry::read(&logged.entry).ok()?;
    FollowBody::in_entry(&entry, trust.account(), &identity.keys)
}

/// What a follow may see.
pub(crate) fn scope_of(body: Option<&FollowBody>) -> Result<Scope, UnreadableFollow> {
    Ok(Scope::from_bytes(&body.ok_or(UnreadableFollow::Body)?.scope)?)
}
