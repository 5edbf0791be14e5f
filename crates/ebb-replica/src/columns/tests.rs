//! Golden bytes of the columns, and hostile ones.

use ebb_journal::{CivilDay, Decimal, FieldId, Kind, Moment, Name, RecordId, Sitting, SittingId, Value, Zone};
use ebb_protocol::ids::ReplicaId;

use super::{MalformedColumns, read, write};
use crate::{Op, Stamp};

fn one_of_each() -> Vec<Op> {
    let day = CivilDay::of_ymd(2026, 11, 23).unwrap();
    let medication = SittingId { sitting: Sitting(*b"sitting!"), counter: 1 };
    let stamp = Stamp::of_ms(1_795_420_000_000).unwrap();
    let replica = ReplicaId(*b"replica-one-----");
    let at = Moment::new(1_795_420_000_000, 60, Zone::new("Europe/Madrid").ok()).unwrap();
    let op =
        |record: &RecordId, field, value| Op { record: record.clone(), field: FieldId(field), value, stamp, replica };
    let dose = RecordId::dose(medication, day, 0);
    let flash = RecordId::made(Kind::HOT_FLASH, Sitting(*b"sitting!"), 2);
    let later = Stamp::of_ms(1_795_420_252_525).unwrap();
    let picked = Moment::new(1_795_419_960_000, 60, None).unwrap();
    let other = RecordId::made(Kind(9), Sitting(*b"another!"), 300);
    let rating = RecordId { kind: Kind(8), name: Name::Rating { day, symptom: 5, site: 6 } };
    let newer = RecordId::newer(Kind(700), 9, b"form").unwrap();
    let elsewhere = |op: Op| Op { replica: ReplicaId(*b"replica-two-----"), stamp: later, ..op };
    vec![
        op(&dose, 1, Value::Int(1)),
        op(&dose, 2, Value::Moment(at.clone())),
        op(&flash, 1, Value::Moment(at)),
        elsewhere(op(&flash, 2, Value::Moment(picked))),
        elsewhere(op(&other, 1, Value::Decimal(Decimal::new(-25, 1).unwrap()))),
        elsewhere(op(&other, 2, Value::text("a note"))),
        elsewhere(op(&rating, 1, Value::Day(day))),
        elsewhere(op(&rating, 2, Value::Nothing)),
        elsewhere(op(&newer, 1, Value::Newer { tag: 99, bytes: (*b"value").into() })),
    ]
}

/// If these bytes move, journals that are stored on phones and servers stop opening.
#[test]
fn the_columns_bytes_are_frozen() {
    let bytes = write(&one_of_each());
    assert_eq!(read(&bytes).map(|ops| ops.len()), Ok(one_of_each().len()));
    let text = bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    assert_eq!(
        text,
        "027265706c6963612d6f6e652d2d2d2d2d7265706c6963612d74776f2d2d2d2d2d0273697474696e6721616e6f746865\
         7221010d4575726f70652f4d6164726964809efcbaa03406030202010102040101000100010001020100010001020100\
         01780101040101010401010001000100010401000178010104010102040103edb40f0101010001040111017801000803\
         02010502000103edb40f01010100010501060100090102010302020103edb40f0101010202d80401310101070661206e\
         6f7465bc05090101630103edb40f01010504666f726d060576616c7565"
    );
}

#[test]
fn moments_of_now_and_picked_ones_read_back_beside_any_stamp() {
    const MINUTE: i64 = 60_000;
    let stamps = [0, 1, 59_999, 60_000, 60_001, 1_795_420_000_000, 7_258_118_399_999];
    let instants = [-2_208_988_800_000, -MINUTE, -1, 0, 1, MINUTE, MINUTE + 1, 1_795_420_000_000, 7_258_118_340_000];
    for (stamp, instant) in stamps.iter().flat_map(|stamp| instants.map(|instant| (*stamp, instant))) {
        let value = Value::Moment(Moment::new(instant, 0, None).unwrap());
        let stamp = Stamp::of_ms(stamp).unwrap();
        let op = Op { value, stamp, ..one_of_each()[2].clone() };
        assert_eq!(read(&write(std::slice::from_ref(&op))), Ok(vec![op]));
    }
}

#[test]
fn counts_that_the_bytes_cannot_hold_are_refused_before_allocating() {
    // No tables, one shape: kind 4, form 1, one field of the tag "nothing", and far more groups than bytes.
    let hostile = [0, 0, 0, 0, 1, 4, 1, 1, 1, 0, 0xff, 0xff, 0x3f, 0, 0, 0, 0];
    assert_eq!(read(&hostile), Err(MalformedColumns::CutShort));
    assert_eq!(read(&[0xff, 0xff, 0xff, 0xff, 0x0f]), Err(MalformedColumns::Count));
    assert_eq!(read(&[0, 0, 0, 0, 1, 4, 1, 1, 1, 0, 0xff, 0xff, 0xff, 0x7f]), Err(MalformedColumns::Count));
}

#[test]
fn every_cut_and_every_left_over_byte_is_noticed() {
    let bytes = write(&one_of_each());
    for length in 0..bytes.len() {
        assert!(read(&bytes[..length]).is_err(), "cut at {length}");
    }
    let longer = [&bytes[..], &[0]].concat();
    assert_eq!(read(&longer), Err(MalformedColumns::LeftOver));
}
