//! A replica's state: for each field of each record the value that counts, and every op that was replaced.
//!
//! Arrives: ops, one's own and others', in any order and any number of times. Leaves: the typed journal, and the same
//! set of ops again. `State::apply` is the only way state changes. Never here: where ops come from or go to.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use ebb_journal::{FieldId, Journal, Kind, Record, RecordId, Value};
use ebb_protocol::ids::ReplicaId;

use crate::op::{Op, precedence};
use crate::stamp::Stamp;

/// Everything that a replica knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    records: BTreeMap<RecordId, Vec<Register>>,
    /// Ops that lost against another of their field: a record's history, kept so that the set of ops stays whole.
    replaced: BTreeSet<Op>,
    journal: Journal,
}

/// The value of a field that counts, and by which op it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Register {
    pub(crate) field: FieldId,
    pub(crate) stamp: Stamp,
    pub(crate) replica: ReplicaId,
    pub(crate) value: Value,
}

/// What came of merging.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// Records whose fields changed.
    pub changed: BTreeSet<RecordId>,
    /// How many ops were new.
    pub new_ops: usize,
}

impl State {
    /// Takes ops in, and brings the typed journal up to date once for each record that they touched.
    pub fn merge(&mut self, ops: impl IntoIterator<Item = Op>) -> Merged {
        let mut merged = Merged::default();
        let mut ops = ops.into_iter().peekable();
        // Ops of one save come one after the other: their record is looked up once.
        while let Some(first) = ops.next() {
            let id = first.record.clone();
            let registers = self.records.entry(id.clone()).or_default();
            let mut changed = false;
            let mut next = Some(first);
            while let Some(op) = next {
                let applied = Self::apply(registers, &mut self.replaced, op);
                merged.new_ops += usize::from(applied != Applied::Known);
                changed |= applied == Applied::Counts;
                next = ops.next_if(|op| op.record == id);
            }
            if changed {
                merged.changed.insert(id);
            }
        }
        for id in &merged.changed {
            self.journal.put(id, self.typed(id));
        }
        merged
    }

    /// The only way state changes.
    fn apply(registers: &mut Vec<Register>, replaced: &mut BTreeSet<Op>, op: Op) -> Applied {
        let place = match registers.binary_search_by_key(&op.field, |register| register.field) {
            Err(place) => {
                let Op { field, stamp, replica, value, .. } = op;
                registers.insert(place, Register { field, stamp, replica, value });
                return Applied::Counts;
            }
            Ok(place) => place,
        };
        let standing = &mut registers[place];
        let order = precedence((op.stamp, op.replica, &op.value), (standing.stamp, standing.replica, &standing.value));
        match order {
            Ordering::Equal => Applied::Known,
            Ordering::Less => {
                if replaced.insert(op) {
                    Applied::Replaced
                } else {
                    Applied::Known
                }
            }
            Ordering::Greater => {
                let new = Register { field: op.field, stamp: op.stamp, replica: op.replica, value: op.value };
                let old = std::mem::replace(standing, new);
                replaced.insert(old.into_op(op.record));
                Applied::Counts
            }
        }
    }

    /// The typed journal.
    pub const fn journal(&self) -> &Journal {
        &self.journal
    }

    /// What a field holds.
    pub fn value(&self, id: &RecordId, field: FieldId) -> Option<&Value> {
        self.register(id, field).map(|register| &register.value)
    }

    /// Whether anything was ever written of a record, deleted or readable or not.
    pub fn knows(&self, id: &RecordId) -> bool {
        self.records.contains_key(id)
    }

    /// Whether the record is deleted.
    pub fn is_deleted(&self, id: &RecordId) -> bool {
        self.value(id, FieldId::DELETED) == Some(&Value::Int(1))
    }

    /// Whether the record is private: no follower sees it.
    pub fn is_private(&self, id: &RecordId) -> bool {
        self.value(id, FieldId::PRIVATE) == Some(&Value::Int(1))
    }

    /// All ops, in their order, each once.
    pub fn ops(&self) -> impl Iterator<Item = Op> + '_ {
        let standing = self
            .records
            .iter()
            .flat_map(|(id, registers)| registers.iter().map(|register| register.clone().into_op(id.clone())));
        standing.chain(self.replaced.iter().cloned())
    }

    /// All ops of a record, each once: those that stand, then those that were replaced.
    pub(crate) fn ops_of<'a>(&'a self, id: &'a RecordId) -> impl Iterator<Item = Op> + 'a {
        let standing = self.registers(id).iter().map(|register| register.clone().into_op(id.clone()));
        standing.chain(self.replaced.range(Op::before_all_of(id)..).take_while(move |op| op.record == *id).cloned())
    }

    /// Whether this very op has been taken in.
    pub fn holds(&self, op: &Op) -> bool {
        let stands = self.register(&op.record, op.field).is_some_and(|register| {
            register.stamp == op.stamp && register.replica == op.replica && register.value == op.value
        });
        stands || self.replaced.contains(op)
    }

    /// Ids of all records of a kind, readable or not, deleted or not.
    pub fn ids_of_kind(&self, kind: Kind) -> impl Iterator<Item = &RecordId> {
        self.records.range(RecordId::sole(kind)..).map(|(id, _)| id).take_while(move |id| id.kind == kind)
    }

    pub(crate) fn register(&self, id: &RecordId, field: FieldId) -> Option<&Register> {
        let registers = self.records.get(id)?;
        let place = registers.binary_search_by_key(&field, |register| register.field).ok()?;
        registers.get(place)
    }

    pub(crate) fn registers(&self, id: &RecordId) -> &[Register] {
        self.records.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    fn typed(&self, id: &RecordId) -> Option<Record> {
        if self.is_deleted(id) {
            return None;
        }
        let lookup = |field| self.value(id, field);
        Record::read(id.kind, &lookup).ok()
    }
}

impl Register {
    fn into_op(self, record: RecordId) -> Op {
        let Self { field, stamp, replica, value } = self;
        Op { record, field, value, stamp, replica }
    }
}

#[derive(PartialEq, Eq)]
enum Applied {
    Counts,
    Replaced,
    Known,
}
