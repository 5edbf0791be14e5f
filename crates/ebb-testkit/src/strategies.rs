//! Strategies that draw what a replica may meet: few records and fields, so that ops collide; a few lying clocks; kinds,
//! forms and values of newer versions among the known ones.

use ebb_journal::{CivilDay, Decimal, FieldId, Kind, Moment, Name, RecordId, Sitting, SittingId, Value, Zone};
use ebb_protocol::ids::ReplicaId;
use ebb_replica::{Op, Stamp};
use proptest::prelude::*;

/// The end of what a stamp may say: 1 January 2200.
const STAMPS_END_MS: u64 = 7_258_118_400_000;

/// Any record id out of a few.
pub fn record_ids() -> impl Strategy<Value = RecordId> {
    // Few, so that ops collide; the last ones are those that hold decimals.
    let kinds = prop_oneof![5 => 1_u16..6, 1 => 11_u16..13].prop_map(Kind);
    (kinds, names()).prop_map(|(kind, name)| RecordId { kind, name })
}

fn names() -> impl Strategy<Value = Name> {
    prop_oneof![
        1 => Just(Name::Sole),
        4 => sitting_ids().prop_map(Name::Made),
        3 => (sitting_ids(), days(), 0_u16..3).prop_map(|(medication, day, slot)| Name::Dose { medication, day, slot }),
        2 => (days(), 0_u16..3, 0_u16..3).prop_map(|(day, symptom, site)| Name::Rating { day, symptom, site }),
        1 => (4_u8..7, prop::collection::vec(any::<u8>(), 0..4))
            .prop_map(|(form, body)| Name::Newer { form, body: body.into() }),
    ]
}

fn sitting_ids() -> impl Strategy<Value = SittingId> {
    let counters = prop_oneof![9 => 1_u32..4, 1 => any::<u32>()];
    (0_u8..3, counters).prop_map(|(sitting, counter)| SittingId { sitting: Sitting([sitting; 8]), counter })
}

fn days() -> impl Strategy<Value = CivilDay> {
    prop_oneof![9 => 20_780_i32..20_784, 1 => -4_000_000_i32..2_900_000]
        .prop_filter_map("in the calendar", CivilDay::of_days)
}

/// Any value, also of a newer version.
pub fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => Just(Value::Nothing),
        3 => prop_oneof![0_i64..3, any::<i64>()].prop_map(Value::Int),
        2 => ".{0,12}".prop_map(|text| Value::text(&text)),
        1 => (-999_999_999_999_999_i64..=999_999_999_999_999, 0_u8..=9)
            .prop_filter_map("a decimal", |(digits, places)| Decimal::new(digits, places).ok())
            .prop_map(Value::Decimal),
        3 => moments().prop_map(Value::Moment),
        1 => days().prop_map(Value::Day),
        1 => (16_u8..=255, prop::collection::vec(any::<u8>(), 0..6))
            .prop_map(|(tag, bytes)| Value::Newer { tag, bytes: bytes.into() }),
    ]
}

/// Any moment.
pub fn moments() -> impl Strategy<Value = Moment> {
    let zones = prop_oneof![Just(None), Just(Zone::new("Europe/Madrid").ok()), Just(Zone::new("America/Lima").ok())];
    let picked = (-36_816_480_i64..120_968_640).prop_map(|minutes| minutes * 60_000);
    let instants = prop_oneof![-2_208_988_800_000_i64..7_258_118_400_000, picked];
    (instants, -1080_i16..=1080, zones)
        .prop_filter_map("a moment", |(instant, offset, zone)| Moment::new(instant, offset, zone).ok())
}

/// Any stamp: mostly close together, so that they tie; some of clocks that lie.
pub fn stamps() -> impl Strategy<Value = Stamp> {
    prop_oneof![8 => 1_795_000_000_000_u64..1_795_000_000_004, 1 => 0..STAMPS_END_MS]
        .prop_filter_map("before 2200", |ms| Stamp::of_ms(ms).ok())
}

/// Any op out of a few records, fields and replicas.
pub fn ops() -> impl Strategy<Value = Op> {
    let fields = prop_oneof![9 => 0_u16..4, 1 => any::<u16>()].prop_map(FieldId);
    let replicas = (0_u8..3).prop_map(|replica| ReplicaId([replica; 16]));
    (record_ids(), fields, values(), stamps(), replicas).prop_map(|(record, field, value, stamp, replica)| Op {
        record,
        field,
        value,
        stamp,
        replica,
    })
}
