//! What a feed says, packed; and a journal made of a feed, in which all screens can read.
//!
//! Packed as ops are ([`crate::pack()`]), so that what is alike stands together: *show* is an op for each field that says something,
//! *withdraw* the op that deletes. No stamp and no replica of the journal enters: for packing alone, a record's stamp is the first time
//! or day that it tells itself, and the replica is zeros. Whoever reads looks at neither.

use std::collections::BTreeMap;

use ebb_journal::scope::{FeedChange, FeedId, Shown};
use ebb_journal::{FieldId, Name, Record, RecordId, Unreadable, Value};
use ebb_protocol::ids::ReplicaId;

use crate::op::Op;
use crate::pack::{MalformedPack, pack, unpack};
use crate::stamp::{MalformedStamp, Stamp};
use crate::state::{Merged, State};

const NOBODY: ReplicaId = ReplicaId([0; 16]);
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// Packs what one segment of a feed says. Of a record it may say one thing alone.
pub fn pack_feed(changes: &[FeedChange]) -> Vec<u8> {
    let mut ops = Vec::new();
    for change in changes {
        let record = change.id().record_id();
        match change {
            FeedChange::Withdraw(_) => ops.push(op(record, FieldId::DELETED, Value::Int(1), Stamp::FIRST)),
            FeedChange::Show(_, shown) => {
                let stamp = told_time(record, shown);
                ops.extend(shown.fields().map(|(field, value)| op(record, field, value, stamp)));
            }
        }
    }
    pack(&ops)
}

/// Opens what a segment of a feed says: what goes first, and nothing before what it names. A record that this version cannot read, or
/// under a name that no feed has, is passed over and counted: the feed is of a newer version then.
pub fn unpack_feed(bytes: &[u8]) -> Result<(Vec<FeedChange>, usize), MalformedPack> {
    let mut records: BTreeMap<RecordId, BTreeMap<FieldId, Value>> = BTreeMap::new();
    for op in unpack(bytes)? {
        records.entry(op.record).or_default().insert(op.field, op.value);
    }
    let (mut withdrawn, mut shown, mut passed_over) = (Vec::new(), Vec::new(), 0);
    for (id, fields) in records {
        let kind = id.kind;
        let Some(id) = FeedId::read(id) else {
            passed_over += 1;
            continue;
        };
        if fields.contains_key(&FieldId::DELETED) {
            withdrawn.push(FeedChange::Withdraw(id));
        } else {
            match read(kind, &fields) {
                Ok(record) => shown.push(FeedChange::Show(id, record)),
                Err(_) => passed_over += 1,
            }
        }
    }
    // By kind a medication stands before its doses.
    withdrawn.reverse();
    withdrawn.append(&mut shown);
    Ok((withdrawn, passed_over))
}

fn read(kind: ebb_journal::Kind, fields: &BTreeMap<FieldId, Value>) -> Result<Shown, Unreadable> {
    Shown::of_feed(kind, &|field| fields.get(&field))
}

impl State {
    /// Takes in what a feed says: a journal made of a feed reads like any other. Later numbers count, and a number must not be taken
    /// twice. What is withdrawn is deleted here; whoever forgets begins with an empty state.
    pub fn show(&mut self, changes: &[FeedChange], number: u64) -> Result<Merged, MalformedStamp> {
        let stamp = Stamp::of_ms(number)?;
        let mut ops = Vec::new();
        for change in changes {
            let id = change.id().record_id();
            match change {
                FeedChange::Withdraw(_) => ops.push(op(id, FieldId::DELETED, Value::Int(1), stamp)),
                FeedChange::Show(_, shown) => {
                    // Whole: a field that says nothing now said something before, it may be.
                    let fields = Record::fields(shown.record()).into_iter();
                    let told =
                        fields.filter(|(field, value)| *value != Value::Nothing || self.value(id, *field).is_some());
                    ops.extend(told.map(|(field, value)| op(id, field, value, stamp)));
                    if self.is_deleted(id) {
                        ops.push(op(id, FieldId::DELETED, Value::Int(0), stamp));
                    }
                }
            }
        }
        Ok(self.merge(ops))
    }
}

fn op(record: &RecordId, field: FieldId, value: Value, stamp: Stamp) -> Op {
    Op { record: record.clone(), field, value, stamp, replica: NOBODY }
}

/// When a record tells that it was: moments and days are packed as differences to that.
fn told_time(id: &RecordId, shown: &Shown) -> Stamp {
    let of_day = |days: i32| u64::try_from(days).ok().and_then(|days| days.checked_mul(DAY_MS));
    let of_field = |value: &Value| match value {
        Value::Moment(moment) => u64::try_from(moment.instant_ms()).ok(),
        Value::Day(day) => of_day(day.days()),
        _ => None,
    };
    let of_name = match &id.name {
        Name::Dose { day, .. } | Name::Rating { day, .. } => of_day(day.days()),
        _ => None,
    };
    let ms = of_name.or_else(|| shown.fields().find_map(|(_, value)| of_field(&value)));
    ms.and_then(|ms| Stamp::of_ms(ms).ok()).unwrap_or(Stamp::FIRST)
}
