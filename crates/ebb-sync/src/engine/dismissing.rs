//! Dismissing a device: the entry names which of its compacted segments stand in the journal, so that none which it seals later
//! counts. No pull tells that for sure: a segment may have come in the place of others that this device had read. The outline does.
//!
//! Arrives: the server's outline, page by page. Leaves: the entry with the list.

use ebb_protocol::endpoints::OUTLINE;
use ebb_protocol::ids::{MemberId, SegmentHash};
use ebb_protocol::limits::COMPACTED_PER_MEMBER_MAX;
use ebb_protocol::outline::{Outline, OutlineEntry, OutlineRequest, Outlined};
use ebb_protocol::trust::TrustState;

use super::admitting::{json, post};
use super::refusal::Refusal;
use super::{Engine, Next, UnderWay};
use crate::effect::Effect;
use crate::event::{Circumstances, Wish};
use crate::standing::SyncTrouble;

/// The compacted segments of somebody who is to be dismissed, as far as they are known.
#[derive(Debug)]
pub(super) struct Listing {
    pub(super) member: MemberId,
    compacted: Vec<SegmentHash>,
    /// What stands after this position is still to be asked for.
    after: u64,
}

impl Listing {
    pub(super) const fn of(member: MemberId) -> Self {
        Self { member, compacted: Vec::new(), after: 0 }
    }
}

impl Engine {
    /// Asks what of it stands in the journal.
    pub(super) fn list_compacted(&self, listing: Listing) -> Next {
        let stream = self.trust.as_ref()?.journal();
        let request = post(OUTLINE, json(&OutlineRequest { stream, after: listing.after }));
        Some((UnderWay::Listing(listing), Effect::Send(self.signed_in(request))))
    }

    /// Goes on with the next page, or makes the entry.
    pub(super) fn compacted_listed(
        &mut self,
        under_way: &mut UnderWay,
        body: &[u8],
        circumstances: Circumstances,
    ) -> Result<Next, Refusal> {
        let UnderWay::Listing(listing) = under_way else { return Ok(None) };
        let outline = Outline::from_bytes(body).map_err(|_| SyncTrouble::OddAnswer)?;
        let last = outline.entries.last().map_or(listing.after, |last| last.position);
        let is_after = outline.entries.first().is_none_or(|first| first.position > listing.after);
        let is_journal = self.trust.as_ref().map(TrustState::journal) == Some(outline.stream);
        if !is_journal || !is_after || (outline.more && last == listing.after) {
            return Err(SyncTrouble::OddAnswer.into());
        }
        for entry in outline.entries {
            if let Outlined::Compacted { writer, hash } = entry.holds
                && writer == listing.member
            {
                listing.compacted.push(hash);
            }
        }
        if listing.compacted.len() > COMPACTED_PER_MEMBER_MAX {
            return Err(SyncTrouble::OddAnswer.into());
        }
        listing.after = last;
        let member = listing.member;
        let listing = std::mem::replace(listing, Listing::of(member));
        if outline.more {
            return Ok(self.list_compacted(listing));
        }
        let mut compacted = listing.compacted;
        compacted.sort_unstable();
        compacted.dedup();
        Ok(self.make_entry(Wish::Dismiss(member), compacted, circumstances))
    }

    /// Whether something stands in the journal that nobody takes in who comes new, and that this device has never set aside: it
    /// holds what that took the place of. A dismissed device sealed it with the help of a server; or the server came back from a
    /// backup, had forgotten the dismissal, and took it.
    pub(super) fn has_what_does_not_count(&self, entries: &[OutlineEntry]) -> bool {
        let Some(trust) = &self.trust else { return false };
        entries.iter().any(|entry| {
            let Outlined::Compacted { writer, hash } = entry.holds else { return false };
            let removed = trust.members().get(&writer).and_then(|member| member.removed.as_ref());
            removed.is_some_and(|removed| !removed.names(hash)) && !self.aside.positions.contains(&entry.position)
        })
    }
}
