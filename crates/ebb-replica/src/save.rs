//! From a typed record to ops: the difference to what is stored, and the way back from it (undo).
//!
//! Arrives: a record as it should be now. Leaves: ops, stamped after what they replace. Never here: applying them; they
//! are stored first and take the same door as everybody's.

use ebb_journal::{FieldId, Record, RecordId, Value};
use ebb_protocol::ids::ReplicaId;

use crate::op::Op;
use crate::stamp::Stamp;
use crate::state::State;

/// Who writes, and what the wall says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The replica that writes.
    pub replica: ReplicaId,
    /// Milliseconds since 1970 by this device's clock, corrected by the server's last known offset.
    pub wall_ms: i64,
}

/// What a record's fields held before a change: what undoing it writes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    id: RecordId,
    fields: Vec<(FieldId, Value)>,
    was_there: bool,
}

impl State {
    /// The ops that make the record of that name be as `record` says: one for each field that differs. A record that
    /// was deleted comes back by it.
    pub fn save(&self, id: &RecordId, record: &Record, clock: Clock) -> Vec<Op> {
        let mut ops = self.changes(id, record.fields(), clock);
        if self.is_deleted(id) {
            ops.push(self.change(id, FieldId::DELETED, Value::Int(0), clock));
        }
        ops
    }

    /// The op that deletes a record; none where it is not there.
    pub fn delete(&self, id: &RecordId, clock: Clock) -> Vec<Op> {
        if self.registers(id).is_empty() || self.is_deleted(id) {
            return Vec::new();
        }
        vec![self.change(id, FieldId::DELETED, Value::Int(1), clock)]
    }

    /// The op that marks a record as private or no longer so; none where it is as wanted, or not there. A private record is
    /// shown to no follower.
    pub fn mark_private(&self, id: &RecordId, is_private: bool, clock: Clock) -> Vec<Op> {
        if self.registers(id).is_empty() || self.is_private(id) == is_private {
            return Vec::new();
        }
        vec![self.change(id, FieldId::PRIVATE, Value::Int(is_private.into()), clock)]
    }

    /// What to remember of a record before it is changed, so that the change can be undone.
    pub fn before(&self, id: &RecordId) -> Before {
        let registers = self.registers(id);
        Before {
            id: id.clone(),
            fields: registers
                .iter()
                .filter(|register| register.field != FieldId::DELETED)
                .map(|register| (register.field, register.value.clone()))
                .collect(),
            was_there: !registers.is_empty() && !self.is_deleted(id),
        }
    }

    /// The ops that undo what was done to a record since `before`. Fields that were not there then are emptied; a record
    /// that was not there is deleted and its fields stay as they are, so that undoing the undoing finds them.
    pub fn undo(&self, before: &Before, clock: Clock) -> Vec<Op> {
        if !before.was_there {
            return self.delete(&before.id, clock);
        }
        let added = self
            .registers(&before.id)
            .iter()
            .map(|register| register.field)
            .filter(|field| *field != FieldId::DELETED && before.fields.iter().all(|(old, _)| old != field))
            .map(|field| (field, Value::Nothing));
        let wanted = before.fields.iter().cloned().chain(added).collect();
        let mut ops = self.changes(&before.id, wanted, clock);
        if self.is_deleted(&before.id) {
            ops.push(self.change(&before.id, FieldId::DELETED, Value::Int(0), clock));
        }
        ops
    }

    fn changes(&self, id: &RecordId, wanted: Vec<(FieldId, Value)>, clock: Clock) -> Vec<Op> {
        wanted
            .into_iter()
            .filter(|(field, value)| self.value(id, *field).unwrap_or(&Value::Nothing) != value)
            .map(|(field, value)| self.change(id, field, value, clock))
            .collect()
    }

    fn change(&self, id: &RecordId, field: FieldId, value: Value, clock: Clock) -> Op {
        let replaced = self.register(id, field).map(|register| register.stamp);
        let stamp = Stamp::for_change(clock.wall_ms, replaced);
        Op { record: id.clone(), field, value, stamp, replica: clock.replica }
    }
}
