//! Columns to ops. Every count is held against the bytes that are there before anything is allocated.

use ebb_journal::{CivilDay, Decimal, FieldId, Kind, Moment, Name, RecordId, Sitting, SittingId, Value, Zone};
use ebb_protocol::ids::ReplicaId;

use super::varint::Column;
use super::{DAY_MS, FIELDS_PER_GROUP_MAX, MINUTE_MS, MalformedColumns, OPS_PER_PACK_MAX};
use crate::op::Op;
use crate::stamp::Stamp;
use crate::value_bytes::{DAY, DECIMAL, INT, MOMENT, NEWER_TAGS_FROM, NOTHING, TEXT};

struct Tables {
    replicas: Vec<ReplicaId>,
    sittings: Vec<Sitting>,
    zones: Vec<Zone>,
}

/// The ops of all of `bytes`.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Op>, MalformedColumns> {
    let mut column = Column::new(bytes);
    let tables = Tables {
        replicas: read_table(&mut column, 16, |column| column.array().map(ReplicaId))?,
        sittings: read_table(&mut column, 8, |column| column.array().map(Sitting))?,
        zones: read_table(&mut column, 1, read_zone)?,
    };
    let start_ms = column.unsigned()?;
    let mut ops = Vec::new();
    // Each shape is at least five bytes.
    for _ in 0..column.count(column.left() / 5)? {
        read_shape(&mut column, &tables, start_ms, &mut ops)?;
    }
    column.end()?;
    Ok(ops)
}

fn read_table<T>(
    column: &mut Column<'_>,
    least_bytes: usize,
    mut read: impl FnMut(&mut Column<'_>) -> Result<T, MalformedColumns>,
) -> Result<Vec<T>, MalformedColumns> {
    let count = column.count(column.left() / least_bytes)?;
    (0..count).map(|_| read(column)).collect()
}

fn read_zone(column: &mut Column<'_>) -> Result<Zone, MalformedColumns> {
    let name = read_bytes(column)?;
    std::str::from_utf8(name).ok().and_then(|name| Zone::new(name).ok()).ok_or(MalformedColumns::Value)
}

fn read_bytes<'a>(column: &mut Column<'a>) -> Result<&'a [u8], MalformedColumns> {
    let length = column.count(column.left())?;
    column.take(length)
}

fn read_shape(
    column: &mut Column<'_>,
    tables: &Tables,
    start_ms: u64,
    ops: &mut Vec<Op>,
) -> Result<(), MalformedColumns> {
    let kind = Kind(column.narrow()?);
    let form = column.narrow()?;
    let fields = read_table(column, 2, |column| Ok((FieldId(column.narrow()?), column.array::<1>()?[0])))?;
    let groups = column.count(OPS_PER_PACK_MAX)?;
    if fields.is_empty() || fields.len() > FIELDS_PER_GROUP_MAX || groups == 0 {
        return Err(MalformedColumns::Count);
    }
    if groups * fields.len() > OPS_PER_PACK_MAX - ops.len() {
        return Err(MalformedColumns::TooMany);
    }
    let stamps = read_stamps(column, groups, start_ms)?;
    let mut replicas = column.column()?;
    let mut ids = IdColumns::of(column, kind, form, start_ms)?;
    let columns = fields.into_iter().map(|(field, tag)| Ok((field, ValueColumns::of(column, tag)?)));
    let mut columns = columns.collect::<Result<Vec<_>, MalformedColumns>>()?;
    ops.reserve(groups * columns.len());
    for stamp in stamps {
        let record = ids.next(tables)?;
        let replica = *tables.replicas.get(replicas.narrow::<usize>()?).ok_or(MalformedColumns::Count)?;
        for (field, values) in &mut columns {
            let value = values.next(stamp, tables)?;
            ops.push(Op { record: record.clone(), field: *field, value, stamp, replica });
        }
    }
    ids.end()?;
    replicas.end()?;
    columns.into_iter().try_for_each(|(_, values)| values.end())
}

fn read_stamps(column: &mut Column<'_>, groups: usize, start_ms: u64) -> Result<Vec<Stamp>, MalformedColumns> {
    let mut deltas = column.column()?;
    // A stamp is at least a byte, so what is allocated for groups is no more than a multiple of the bytes that were sent.
    if groups > deltas.left() {
        return Err(MalformedColumns::CutShort);
    }
    let mut last = start_ms;
    let stamps = (0..groups).map(|_| {
        last = last.checked_add(deltas.unsigned()?).ok_or(MalformedColumns::Number)?;
        Stamp::of_ms(last).map_err(|_| MalformedColumns::Stamp)
    });
    let stamps = stamps.collect::<Result<Vec<_>, _>>()?;
    deltas.end()?;
    Ok(stamps)
}

struct IdColumns<'a> {
    kind: Kind,
    form: u8,
    columns: Vec<Column<'a>>,
    last_made: LastMade,
    last_day: i64,
}

/// The sitting's place and the counter of the group before.
#[derive(Default)]
struct LastMade {
    sitting: i64,
    counter: i64,
}

impl<'a> IdColumns<'a> {
    fn of(column: &mut Column<'a>, kind: Kind, form: u8, start_ms: u64) -> Result<Self, MalformedColumns> {
        let count = match form {
            0 => 0,
            1 => 2,
            2 => 4,
            3 => 3,
            _ => 1,
        };
        let columns = (0..count).map(|_| column.column()).collect::<Result<_, _>>()?;
        let last_day = (start_ms / DAY_MS).cast_signed();
        Ok(Self { kind, form, columns, last_made: LastMade::default(), last_day })
    }

    fn next(&mut self, tables: &Tables) -> Result<RecordId, MalformedColumns> {
        let Self { kind, form, columns, last_made, last_day } = self;
        let name = match (form, columns.as_mut_slice()) {
            (0, _) => Name::Sole,
            (1, [sitting, counter]) => Name::Made(next_made(sitting, counter, last_made, tables)?),
            (2, [sitting, counter, day, slot]) => Name::Dose {
                medication: next_made(sitting, counter, last_made, tables)?,
                day: next_day(day, last_day)?,
                slot: slot.narrow()?,
            },
            (3, [day, symptom, site]) => {
                Name::Rating { day: next_day(day, last_day)?, symptom: symptom.narrow()?, site: site.narrow()? }
            }
            (form, [bodies]) => {
                let body = read_bytes(bodies)?;
                return RecordId::newer(*kind, *form, body).ok_or(MalformedColumns::Value);
            }
            _ => return Err(MalformedColumns::Count),
        };
        Ok(RecordId { kind: *kind, name })
    }

    fn end(self) -> Result<(), MalformedColumns> {
        self.columns.into_iter().try_for_each(Column::end)
    }
}

fn next_made(
    sittings: &mut Column<'_>,
    counters: &mut Column<'_>,
    last: &mut LastMade,
    tables: &Tables,
) -> Result<SittingId, MalformedColumns> {
    let place = last.sitting.checked_add(sittings.signed()?).ok_or(MalformedColumns::Count)?;
    let sitting = usize::try_from(place).ok().and_then(|place| tables.sittings.get(place));
    let sitting = *sitting.ok_or(MalformedColumns::Count)?;
    let before = if place == last.sitting { last.counter } else { 0 };
    let counter = before.checked_add(counters.signed()?).ok_or(MalformedColumns::Number)?;
    *last = LastMade { sitting: place, counter };
    Ok(SittingId { sitting, counter: u32::try_from(counter).map_err(|_| MalformedColumns::Number)? })
}

fn next_day(column: &mut Column<'_>, last: &mut i64) -> Result<CivilDay, MalformedColumns> {
    *last = last.checked_add(column.signed()?).ok_or(MalformedColumns::Number)?;
    i32::try_from(*last).ok().and_then(CivilDay::of_days).ok_or(MalformedColumns::Value)
}

/// See `since_stamp` in `write`.
fn next_instant(column: &mut Column<'_>, stamp: Stamp) -> Result<i64, MalformedColumns> {
    let (since_stamp, stamp_ms) = (column.signed()?, stamp.ms().cast_signed());
    let instant = if since_stamp & 1 == 0 {
        stamp_ms.checked_add(since_stamp >> 1)
    } else {
        let minutes = (stamp_ms / MINUTE_MS + i64::from(stamp_ms % MINUTE_MS > 0)).checked_add(since_stamp >> 1);
        minutes.and_then(|minutes| minutes.checked_mul(MINUTE_MS))
    };
    instant.ok_or(MalformedColumns::Number)
}

struct ValueColumns<'a> {
    tag: u8,
    columns: Vec<Column<'a>>,
}

impl<'a> ValueColumns<'a> {
    fn of(column: &mut Column<'a>, tag: u8) -> Result<Self, MalformedColumns> {
        let count = match tag {
            NOTHING => 0,
            INT | TEXT | DAY => 1,
            DECIMAL => 2,
            MOMENT => 3,
            newer if newer >= NEWER_TAGS_FROM => 1,
            _ => return Err(MalformedColumns::Value),
        };
        let columns = (0..count).map(|_| column.column()).collect::<Result<_, _>>()?;
        Ok(Self { tag, columns })
    }

    fn next(&mut self, stamp: Stamp, tables: &Tables) -> Result<Value, MalformedColumns> {
        Ok(match (self.tag, self.columns.as_mut_slice()) {
            (INT, [numbers]) => Value::Int(numbers.signed()?),
            (TEXT, [texts]) => {
                Value::text(std::str::from_utf8(read_bytes(texts)?).map_err(|_| MalformedColumns::Value)?)
            }
            (DECIMAL, [digits, places]) => {
                let decimal = Decimal::new(digits.signed()?, places.narrow()?);
                Value::Decimal(decimal.map_err(|_| MalformedColumns::Value)?)
            }
            (MOMENT, [instants, offsets, zones]) => {
                let instant = next_instant(instants, stamp)?;
                let offset = offsets.narrow_signed()?;
                let zone = match zones.narrow::<usize>()?.checked_sub(1) {
                    None => None,
                    Some(place) => Some(tables.zones.get(place).ok_or(MalformedColumns::Count)?.clone()),
                };
                Value::Moment(Moment::new(instant, offset, zone).map_err(|_| MalformedColumns::Value)?)
            }
            (DAY, [days]) => {
                let mut day = (stamp.ms() / DAY_MS).cast_signed();
                Value::Day(next_day(days, &mut day)?)
            }
            (tag, [bodies]) => Value::Newer { tag, bytes: read_bytes(bodies)?.into() },
            _ => Value::Nothing,
        })
    }

    fn end(self) -> Result<(), MalformedColumns> {
        self.columns.into_iter().try_for_each(Column::end)
    }
}
