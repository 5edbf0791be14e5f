//! What is shown, as a feed has it: under names that tell nothing of the journal; and the difference between a feed and what it is to
//! hold, the one mechanism of inviting, widening, narrowing, pausing, marking private and mending.

use std::collections::BTreeMap;

use super::marked::Marked;
use super::projection::Shown;
use super::{Scope, reached_by};
use crate::record_id::{Kind, Name, RecordId, SittingId};

/// The name of a record in a feed. It has the form of a record's name, so that a feed reads like a journal. What is named by
/// day, symptom and slot keeps that name; in place of a sitting and its counter stand twelve bytes that only the owner's devices can make.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedId(RecordId);

/// One thing that a feed says. Of a record the last one counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedChange {
    /// This is shown, as it stands here, whole.
    Show(FeedId, Shown),
    /// This is shown no longer.
    Withdraw(FeedId),
}

impl FeedId {
    /// The name in a feed. `pseudonym` makes, from the name of a record made in a sitting, twelve bytes that nobody can make or undo
    /// without the feed's id key. `None` for a form of name of which no record is ever shown.
    pub fn of(id: &RecordId, pseudonym: &dyn Fn(&RecordId) -> SittingId) -> Option<Self> {
        Self::with(id, pseudonym)
    }

    fn with(id: &RecordId, pseudonym: impl FnOnce(&RecordId) -> SittingId) -> Option<Self> {
        let name = match &id.name {
            Name::Made(_) => Name::Made(pseudonym(id)),
            Name::Dose { medication, day, slot } => {
                let medication = pseudonym(&RecordId { kind: Kind::MEDICATION, name: Name::Made(*medication) });
                Name::Dose { medication, day: *day, slot: *slot }
            }
            Name::Rating { .. } => id.name.clone(),
            Name::Sole | Name::Newer { .. } => return None,
        };
        Some(Self(RecordId { kind: id.kind, name }))
    }

    /// As it was read from a feed; `None` for a form of name that no feed has.
    pub fn read(id: RecordId) -> Option<Self> {
        match &id.name {
            Name::Made(_) | Name::Dose { .. } | Name::Rating { .. } => Some(Self(id)),
            Name::Sole | Name::Newer { .. } => None,
        }
    }

    /// The name, as that of a record in a journal made of the feed.
    pub const fn record_id(&self) -> &RecordId {
        &self.0
    }
}

impl FeedChange {
    /// Of which record.
    pub const fn id(&self) -> &FeedId {
        match self {
            Self::Show(id, _) | Self::Withdraw(id) => id,
        }
    }

    /// Does to a feed what it says.
    pub fn apply(self, feed: &mut BTreeMap<FeedId, Shown>) {
        match self {
            Self::Show(id, shown) => feed.insert(id, shown),
            Self::Withdraw(id) => feed.remove(&id),
        };
    }
}

impl Scope {
    /// What a feed of this scope is to hold.
    pub fn feed(&self, marked: Marked<'_>, pseudonym: &dyn Fn(&RecordId) -> SittingId) -> BTreeMap<FeedId, Shown> {
        self.feed_piece(marked, None, usize::MAX, pseudonym).0.into_iter().collect()
    }

    /// The same in pieces: what is shown of so many records, at least one, from the first after `after` on, in no order; and the record
    /// after which the next piece begins, if more follow. All pieces together are the whole, while the journal stays as it is.
    pub fn feed_piece(
        &self,
        marked: Marked<'_>,
        after: Option<&RecordId>,
        at_most: usize,
        pseudonym: &dyn Fn(&RecordId) -> SittingId,
    ) -> (Vec<(FeedId, Shown)>, Option<RecordId>) {
        // Doses of one medication stand side by side: its pseudonym is made once.
        let mut last: Option<(RecordId, SittingId)> = None;
        let mut once = |id: &RecordId| match &last {
            Some((known, pseudonym)) if known == id => *pseudonym,
            _ => last.insert((id.clone(), pseudonym(id))).1,
        };
        let mut piece = Vec::new();
        let next = self.project_after(marked, after, at_most, |id, shown| {
            if let Some(id) = FeedId::with(id, &mut once) {
                piece.push((id, shown));
            }
        });
        (piece, next)
    }

    /// What a feed is to hold of all records that these reach, without looking at the others: each, or that nothing of it is shown.
    pub fn feed_after<'a>(
        &self,
        marked: Marked<'_>,
        changed: impl IntoIterator<Item = &'a RecordId>,
        pseudonym: &dyn Fn(&RecordId) -> SittingId,
    ) -> Vec<(FeedId, Option<Shown>)> {
        let reached = reached_by(marked.journal(), changed).into_iter();
        reached.filter_map(|id| Some((FeedId::of(&id, pseudonym)?, self.project(marked, &id)))).collect()
    }

    /// What a feed lacks after some records of the journal have changed, without looking at the others. `of_feed` and `is_same` as in
    /// [`difference`].
    pub fn difference_after<'a, Held>(
        &self,
        marked: Marked<'_>,
        changed: impl IntoIterator<Item = &'a RecordId>,
        pseudonym: &dyn Fn(&RecordId) -> SittingId,
        of_feed: &BTreeMap<FeedId, Held>,
        is_same: impl Fn(&Held, &Shown) -> bool,
    ) -> Vec<FeedChange> {
        let (mut withdrawn, mut shown) = (Vec::new(), Vec::new());
        for (feed_id, now) in self.feed_after(marked, changed, pseudonym) {
            match (of_feed.get(&feed_id), now) {
                (Some(_), None) => withdrawn.push(feed_id),
                (Some(held), Some(now)) if is_same(held, &now) => {}
                (_, Some(now)) => shown.push((feed_id, now)),
                (None, None) => {}
            }
        }
        withdrawn.sort_unstable();
        shown.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        in_order(withdrawn, shown)
    }
}

/// What makes a feed equal to what it is to hold. `of_feed` is what it holds, whole or as a hash, and `is_same` compares. What
/// goes is told first, and nothing is told while what it names is not there.
pub fn difference<Held>(
    of_feed: &BTreeMap<FeedId, Held>,
    projection: &BTreeMap<FeedId, Shown>,
    is_same: impl Fn(&Held, &Shown) -> bool,
) -> Vec<FeedChange> {
    let withdrawn = of_feed.keys().filter(|id| !projection.contains_key(id)).cloned().collect();
    let is_told = |id: &FeedId, shown: &Shown| of_feed.get(id).is_some_and(|held| is_same(held, shown));
    let shown = projection.iter().filter(|(id, shown)| !is_told(id, shown));
    in_order(withdrawn, shown.map(|(id, shown)| (id.clone(), shown.clone())).collect())
}

/// By kind a medication stands before its doses: it is shown before them, and withdrawn after them.
fn in_order(withdrawn: Vec<FeedId>, shown: Vec<(FeedId, Shown)>) -> Vec<FeedChange> {
    let withdrawn = withdrawn.into_iter().rev().map(FeedChange::Withdraw);
    withdrawn.chain(shown.into_iter().map(|(id, shown)| FeedChange::Show(id, shown))).collect()
}
