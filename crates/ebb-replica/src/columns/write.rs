//! Ops to columns.

use std::collections::BTreeMap;

use ebb_journal::{FieldId, Moment, Name, RecordId, SittingId, Value};

use super::varint::{push_column, push_signed, push_unsigned};
use super::{DAY_MS, MINUTE_MS};
use crate::op::Op;
use crate::stamp::Stamp;
use crate::value_bytes::{tag, value_bytes};

/// What one save changed in one record.
struct Group<'a> {
    first: &'a Op,
    fields: Vec<(FieldId, &'a Value)>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    kind: u16,
    form: u8,
    fields: Vec<(FieldId, u8)>,
}

/// Things that are named often, each once, in the order in which they are first met.
struct Table<T> {
    places: BTreeMap<T, u64>,
    things: Vec<T>,
}

impl<T: Ord + Clone> Table<T> {
    const fn new() -> Self {
        Self { places: BTreeMap::new(), things: Vec::new() }
    }

    fn place(&mut self, thing: &T) -> u64 {
        if let Some(place) = self.places.get(thing) {
            return *place;
        }
        let place = self.things.len() as u64;
        self.places.insert(thing.clone(), place);
        self.things.push(thing.clone());
        place
    }
}

struct Tables {
    replicas: Table<[u8; 16]>,
    sittings: Table<[u8; 8]>,
    zones: Table<Box<str>>,
}

/// The columns of `ops`; their order does not matter.
pub(crate) fn write(ops: &[Op]) -> Vec<u8> {
    let mut sorted: Vec<&Op> = ops.iter().collect();
    sorted.sort_by(|left, right| {
        (left.stamp, &left.record, left.replica, left.field)
            .cmp(&(right.stamp, &right.record, right.replica, right.field))
            .then_with(|| value_bytes(&left.value).cmp(&value_bytes(&right.value)))
    });
    sorted.dedup();
    let start_ms = sorted.first().map_or(0, |op| op.stamp.ms());
    let mut tables = Tables { replicas: Table::new(), sittings: Table::new(), zones: Table::new() };
    let shapes = shapes(&sorted, &mut tables);
    let mut body = Vec::new();
    push_unsigned(&mut body, start_ms);
    push_unsigned(&mut body, shapes.len() as u64);
    for (shape, groups) in &shapes {
        push_unsigned(&mut body, u64::from(shape.kind));
        push_unsigned(&mut body, u64::from(shape.form));
        push_unsigned(&mut body, shape.fields.len() as u64);
        for (field, tag) in &shape.fields {
            push_unsigned(&mut body, u64::from(field.0));
            body.push(*tag);
        }
        push_unsigned(&mut body, groups.len() as u64);
        push_stamps(&mut body, groups, start_ms, &mut tables);
        push_ids(&mut body, groups, start_ms, &mut tables);
        for (index, (_, tag)) in shape.fields.iter().enumerate() {
            let values = groups.iter().map(|group| (group.first.stamp, group.fields[index].1));
            push_values(&mut body, *tag, values, &mut tables);
        }
    }
    let mut bytes = Vec::new();
    push_unsigned(&mut bytes, tables.replicas.things.len() as u64);
    bytes.extend(tables.replicas.things.concat());
    push_unsigned(&mut bytes, tables.sittings.things.len() as u64);
    bytes.extend(tables.sittings.things.concat());
    push_unsigned(&mut bytes, tables.zones.things.len() as u64);
    for zone in &tables.zones.things {
        push_column(&mut bytes, zone.as_bytes());
    }
    bytes.extend(body);
    bytes
}

/// Groups by their shapes, each in the order of their stamps. Sittings get their places in that order over all shapes, so
/// that what is written one after the other names places close together.
fn shapes<'a>(sorted: &[&'a Op], tables: &mut Tables) -> BTreeMap<Shape, Vec<Group<'a>>> {
    let mut shapes: BTreeMap<Shape, Vec<Group<'_>>> = BTreeMap::new();
    let same_group = |left: &&Op, right: &&Op| {
        // Two values of one field under one stamp (a cloned phone wrote both) are two groups.
        left.record == right.record
            && left.stamp == right.stamp
            && left.replica == right.replica
            && left.field != right.field
    };
    for chunk in sorted.chunk_by(same_group).flat_map(|chunk| chunk.chunks(super::FIELDS_PER_GROUP_MAX)) {
        let Some(first) = chunk.first() else { continue };
        if let Name::Made(id) | Name::Dose { medication: id, .. } = &first.record.name {
            tables.sittings.place(&id.sitting.0);
        }
        let fields: Vec<_> = chunk.iter().map(|op| (op.field, &op.value)).collect();
        let shape = Shape {
            kind: first.record.kind.0,
            form: form(&first.record),
            fields: fields.iter().map(|(field, value)| (*field, tag(value))).collect(),
        };
        shapes.entry(shape).or_default().push(Group { first, fields });
    }
    shapes
}

const fn form(id: &RecordId) -> u8 {
    match &id.name {
        Name::Sole => 0,
        Name::Made(_) => 1,
        Name::Dose { .. } => 2,
        Name::Rating { .. } => 3,
        Name::Newer { form, .. } => *form,
    }
}

fn push_stamps(body: &mut Vec<u8>, groups: &[Group<'_>], start_ms: u64, tables: &mut Tables) {
    let (mut stamps, mut replicas) = (Vec::new(), Vec::new());
    let mut last = start_ms;
    for group in groups {
        let stamp = group.first.stamp.ms();
        push_unsigned(&mut stamps, stamp - last);
        last = stamp;
        push_unsigned(&mut replicas, tables.replicas.place(&group.first.replica.0));
    }
    push_column(body, &stamps);
    push_column(body, &replicas);
}

fn push_ids(body: &mut Vec<u8>, groups: &[Group<'_>], start_ms: u64, tables: &mut Tables) {
    let mut columns: [Vec<u8>; 4] = Default::default();
    let [first, second, third, fourth] = &mut columns;
    let (mut last_sitting, mut last_counter) = (0, 0);
    let mut last_day = (start_ms / DAY_MS).cast_signed();
    let mut used = 0;
    for group in groups {
        let mut push_made = |id: &SittingId| {
            let sitting = tables.sittings.place(&id.sitting.0).cast_signed();
            if sitting != last_sitting {
                last_counter = 0;
            }
            push_signed(first, sitting - last_sitting);
            push_signed(second, i64::from(id.counter) - last_counter);
            (last_sitting, last_counter) = (sitting, i64::from(id.counter));
        };
        used = match &group.first.record.name {
            Name::Sole => 0,
            Name::Made(id) => {
                push_made(id);
                2
            }
            Name::Dose { medication, day, slot } => {
                push_made(medication);
                push_signed(third, i64::from(day.days()) - last_day);
                last_day = i64::from(day.days());
                push_unsigned(fourth, u64::from(*slot));
                4
            }
            Name::Rating { day, symptom, site } => {
                push_signed(first, i64::from(day.days()) - last_day);
                last_day = i64::from(day.days());
                push_unsigned(second, u64::from(*symptom));
                push_unsigned(third, u64::from(*site));
                3
            }
            Name::Newer { body, .. } => {
                push_column(first, body);
                1
            }
        };
    }
    for column in &columns[..used] {
        push_column(body, column);
    }
}

fn push_values<'a>(body: &mut Vec<u8>, tag: u8, values: impl Iterator<Item = (Stamp, &'a Value)>, tables: &mut Tables) {
    use crate::value_bytes::{DECIMAL, MOMENT, NOTHING};
    let mut columns: [Vec<u8>; 3] = Default::default();
    let [first, second, third] = &mut columns;
    for (stamp, value) in values {
        match value {
            Value::Nothing => {}
            Value::Int(number) => push_signed(first, *number),
            Value::Text(text) => push_column(first, text.as_bytes()),
            Value::Decimal(decimal) => {
                push_signed(first, decimal.digits());
                push_unsigned(second, u64::from(decimal.places()));
            }
            Value::Moment(moment) => {
                push_signed(first, since_stamp(moment, stamp));
                push_signed(second, i64::from(moment.offset_minutes()));
                push_unsigned(third, moment.zone().map_or(0, |zone| tables.zones.place(&zone.name().into()) + 1));
            }
            Value::Day(day) => push_signed(first, i64::from(day.days()) - (stamp.ms() / DAY_MS).cast_signed()),
            Value::Newer { bytes, .. } => push_column(first, bytes),
        }
    }
    let used = match tag {
        NOTHING => 0,
        DECIMAL => 2,
        MOMENT => 3,
        _ => 1,
    };
    for column in &columns[..used] {
        push_column(body, column);
    }
}

/// Twice the milliseconds from the stamp to the moment; for a moment on a full minute, which somebody picked, twice the
/// minutes and one more.
fn since_stamp(moment: &Moment, stamp: Stamp) -> i64 {
    let (instant_ms, stamp_ms) = (moment.instant_ms(), stamp.ms().cast_signed());
    if instant_ms % MINUTE_MS == 0 {
        2 * ((instant_ms - stamp_ms).div_euclid(MINUTE_MS)) + 1
    } else {
        2 * (instant_ms - stamp_ms)
    }
}
