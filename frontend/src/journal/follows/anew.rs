//! Inviting somebody anew who follows already: a phone was lost that can open what they see. Only new keys help then, so what was
//! open until now is stopped.

use ebb_journal::{Name, RecordId, SittingId};
use ebb_protocol::ids::MemberId;
use ebb_sync::FollowPlan;

use super::FollowsHandle;

impl FollowsHandle {
    /// Invites somebody who follows once more, to see the same until the same time, and stops what they follow by now as soon as the
    /// invitation stands; `then` is told the name of its record. Where it could not be made, nothing is stopped, and [`Self::link`] says
    /// why.
    pub fn invite_anew(self, member: MemberId, then: impl FnOnce(SittingId) + 'static) {
        let Some(edit) = self.edit(member) else { return };
        let plan = FollowPlan { called: edit.name, scope: edit.scope, terms: edit.terms, until_ms: edit.until_ms };
        self.inviter.invite_to_follow(self.journal, plan, move |record| {
            self.stop(member);
            if let RecordId { name: Name::Made(name), .. } = record {
                then(name);
            }
        });
    }
}
