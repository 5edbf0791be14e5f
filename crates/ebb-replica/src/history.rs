//! What a record was before: each save of it, from the ops that were replaced and those that stand.
//!
//! Arrives: a record's name. Leaves: the typed record after each of its changes. Never here: changing anything.

use std::collections::BTreeMap;

use ebb_journal::{FieldId, Record, RecordId, Value};
use ebb_protocol::ids::ReplicaId;

use crate::op::Op;
use crate::stamp::Stamp;
use crate::state::State;

/// A record as it was after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// When it was changed, as its stamp says. A clock that was wrong then is wrong here.
    pub stamp: Stamp,
    /// Where it was changed.
    pub replica: ReplicaId,
    /// What it was from then on; `None` while it was deleted, and where this version of Ebb cannot read it.
    pub record: Option<Record>,
    /// Whether it was deleted.
    pub is_deleted: bool,
}

impl State {
    /// The versions of a record, the oldest first. Fields that were changed in one save make one version; a change on another
    /// device that counts for less than what stands is a version in its place in time.
    pub fn history(&self, id: &RecordId) -> Vec<Version> {
        let mut ops: Vec<Op> = self.ops_of(id).collect();
        ops.sort_by(|left, right| {
            (left.stamp, left.replica, left.field).cmp(&(right.stamp, right.replica, right.field))
        });
        let mut fields: BTreeMap<FieldId, Value> = BTreeMap::new();
        let mut versions: Vec<Version> = Vec::new();
        for of_one_save in ops.chunk_by(|left, right| (left.stamp, left.replica) == (right.stamp, right.replica)) {
            fields.extend(of_one_save.iter().map(|op| (op.field, op.value.clone())));
            let is_deleted = fields.get(&FieldId::DELETED) == Some(&Value::Int(1));
            let record = if is_deleted { None } else { Record::read(id.kind, &|field| fields.get(&field)).ok() };
            let Some(Op { stamp, replica, .. }) = of_one_save.first() else { continue };
            versions.push(Version { stamp: *stamp, replica: *replica, record, is_deleted });
        }
        versions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::save::Clock;
    use ebb_journal::{HotFlash, Kind, Moment, Sitting};
    use proptest::prelude::*;

    fn flash(minute: i64) -> HotFlash {
        HotFlash::starting(Moment::new(minute * 60_000, 0, None).unwrap())
    }

    fn clock(replica: u8, wall_ms: i64) -> Clock {
        Clock { replica: ReplicaId([replica; 16]), wall_ms }
    }

    #[test]
    fn each_save_is_a_version_and_so_is_a_deletion() {
        let id = RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), 1);
        let mut state = State::default();
        assert_eq!(state.history(&id), []);
        let (first, second) = (Record::HotFlash(flash(1)), Record::HotFlash(flash(2).counted()));
        state.merge(state.save(&id, &first, clock(1, 10)));
        state.merge(state.save(&id, &second, clock(2, 20)));
        state.merge(state.delete(&id, clock(1, 30)));
        state.merge(state.save(&id, &first, clock(1, 40)));
        let versions = state.history(&id);
        let records: Vec<_> = versions.iter().map(|version| version.record.clone()).collect();
        assert_eq!(records, [Some(first.clone()), Some(second), None, Some(first)]);
        assert_eq!(versions.iter().map(|version| version.is_deleted).collect::<Vec<_>>(), [false, false, true, false]);
        assert_eq!(versions[1].replica, ReplicaId([2; 16]));
        assert_eq!(versions[2].stamp.ms(), 30);
    }

    proptest! {
        #[test]
        fn the_last_version_is_what_stands_in_whatever_order_the_ops_came(
            minutes in prop::collection::vec((0_i64..50, 1_u8..4, 0_i64..9), 1..8),
            backwards: bool,
        ) {
            let id = RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), 1);
            let other = RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), 2);
            let mut state = State::default();
            for (minute, replica, wall_ms) in minutes {
                let record = Record::HotFlash(flash(minute));
                state.merge(state.save(&id, &record, clock(replica, wall_ms)));
                state.merge(state.save(&other, &record, clock(replica, wall_ms)));
            }
            let mut ops: Vec<_> = state.ops().collect();
            if backwards {
                ops.reverse();
            }
            let mut again = State::default();
            again.merge(ops);
            let versions = again.history(&id);
            prop_assert_eq!(&versions, &state.history(&id));
            prop_assert_eq!(versions.last().and_then(|version| version.record.as_ref()), state.journal().record(&id));
        }
    }
}
