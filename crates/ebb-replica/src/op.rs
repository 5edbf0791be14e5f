//! An op: one change of one field of one record. Once written it never changes; two ops with the same content are one.

use std::cmp::Ordering;

use ebb_journal::{FieldId, RecordId, Value};
use ebb_protocol::ids::ReplicaId;

use crate::stamp::Stamp;
use crate::value_bytes::value_bytes;

/// One change of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Op {
    /// The record.
    pub record: RecordId,
    /// Its field.
    pub field: FieldId,
    /// What the field holds from now on.
    pub value: Value,
    /// Orders it among the changes of this field.
    pub stamp: Stamp,
    /// Where it was written.
    pub replica: ReplicaId,
}

impl Op {
    /// What stands before all ops of a record, in the order of ops.
    pub(crate) fn before_all_of(record: &RecordId) -> Self {
        let (stamp, replica) = (Stamp::FIRST, ReplicaId([0; 16]));
        Self { record: record.clone(), field: FieldId(0), value: Value::Nothing, stamp, replica }
    }
}

/// Of two values of one field, which counts: the later stamp, then the greater replica, then the greater bytes. The last
/// is needed where a phone was cloned and both clones wrote in the same millisecond.
pub(crate) fn precedence(left: (Stamp, ReplicaId, &Value), right: (Stamp, ReplicaId, &Value)) -> Ordering {
    (left.0, left.1).cmp(&(right.0, right.1)).then_with(|| value_bytes(left.2).cmp(&value_bytes(right.2)))
}

impl PartialOrd for Op {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By record, then field, then precedence.
impl Ord for Op {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.record, self.field).cmp(&(&other.record, other.field)).then_with(|| {
            precedence((self.stamp, self.replica, &self.value), (other.stamp, other.replica, &other.value))
        })
    }
}
