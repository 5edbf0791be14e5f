//! What a scope shows of the journal, looked at in pieces: the engine does not hold the journal, its driver does.
//!
//! Arrives: the state. Leaves: the records of one piece as a feed has them. No piece takes long, so that a browser can draw between
//! two.

use std::collections::BTreeSet;

use ebb_journal::scope::{FeedId, Marked, Scope, Shown};
use ebb_journal::{FieldId, Kind, RecordId, SittingId};
use ebb_protocol::ids::MemberId;
use ebb_replica::State;
use ebb_vault::FeedNames;

/// A piece to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projecting {
    /// By what the follow may see.
    pub(crate) scope: Scope,
    /// Who follows: it sees what is for it alone.
    pub(crate) reader: MemberId,
    /// The names of records in its feed.
    pub(crate) names: FeedNames,
    /// Which records.
    pub(crate) piece: Piece,
}

/// Which records are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// All that these reach.
    ReachedBy(BTreeSet<RecordId>),
    /// So many, from the first after this one on.
    After(Option<RecordId>, usize),
}

/// What came of a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projected {
    /// What each record shows in the feed; of all that is looked at after a place, those that show something alone.
    pub(crate) shown: Vec<(FeedId, Option<Shown>)>,
    /// The record after which the next piece begins; none where this was the last.
    pub(crate) next: Option<RecordId>,
}

impl Projected {
    /// What a version of the app finds that knows nothing of a kind of records: so a simulation has older versions in it.
    #[must_use]
    pub fn without(mut self, kind: Kind) -> Self {
        for (id, shown) in &mut self.shown {
            if id.record_id().kind == kind {
                *shown = None;
            }
        }
        self
    }
}

impl Projecting {
    /// Whether a piece was looked at just before: the driver lets others go first then.
    pub fn goes_on(&self) -> bool {
        matches!(self.piece, Piece::After(Some(_), _))
    }

    /// Looks at the piece in a journal.
    pub fn look(&self, state: &State) -> Projected {
        let mark = |id: &RecordId| state.value(id, FieldId::PRIVATE);
        let reader = self.reader.to_string();
        let marked = Marked::new(state.journal(), &mark).read_by(&reader);
        let pseudonym = |id: &RecordId| pseudonym(&self.names, id);
        match &self.piece {
            Piece::ReachedBy(changed) => {
                Projected { shown: self.scope.feed_after(marked, changed, &pseudonym), next: None }
            }
            Piece::After(after, at_most) => {
                let (shown, next) = self.scope.feed_piece(marked, after.as_ref(), *at_most, &pseudonym);
                Projected { shown: shown.into_iter().map(|(id, shown)| (id, Some(shown))).collect(), next }
            }
        }
    }
}

/// The twelve bytes that stand in a feed for a sitting and its counter.
pub(crate) fn pseudonym(names: &FeedNames, id: &RecordId) -> SittingId {
    SittingId::of_bytes(names.name(&id.to_bytes()))
}
