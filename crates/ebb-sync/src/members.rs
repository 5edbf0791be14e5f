//! Who belongs to the account, as a list for the screen.

use ebb_protocol::ids::MemberId;
use ebb_protocol::trust::{MemberKind, SignedEntry, TrustState};
use ebb_vault::label_in;

use crate::identity::Identity;

/// A device or a recovery sheet of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberShown {
    /// Its name as a member.
    pub member: MemberId,
    /// A device or a sheet.
    pub kind: MemberKind,
    /// What it is called; empty where that cannot be read.
    pub name: String,
    /// When it was admitted, in milliseconds since 1970.
    pub since_ms: Option<i64>,
    /// Whether it is this device.
    pub is_self: bool,
    /// Whether it was dismissed.
    pub is_dismissed: bool,
}

/// All who are or were members, in the order in which they came; this device first.
pub fn members_shown(identity: &Identity) -> Vec<MemberShown> {
    let entries = identity.log.iter().map(|logged| logged.entry.as_slice());
    let Ok(trust) = TrustState::of_chain(entries) else { return Vec::new() };
    let own = identity.secrets().member();
    let mut shown: Vec<_> = trust
        .members()
        .iter()
        .map(|(id, member)| {
            let admitted = usize::try_from(member.admitted).ok().and_then(|index| identity.log.get(index));
            let entry = admitted.and_then(|logged| SignedEntry::read(&logged.entry).ok());
            let label = entry.and_then(|entry| label_in(&entry, trust.account(), &identity.keys));
            let line = MemberShown {
                member: *id,
                kind: member.kind,
                since_ms: label.as_ref().map(|label| label.since_ms),
                name: label.map(|label| label.name).unwrap_or_default(),
                is_self: *id == own,
                is_dismissed: !member.is_open(),
            };
            (member.admitted, line)
        })
        .collect();
    shown.sort_by_key(|(admitted, line)| (!line.is_self, *admitted));
    shown.into_iter().map(|(_, line)| line).collect()
}
