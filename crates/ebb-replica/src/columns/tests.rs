//! Golden bytes of the columns, and hostile ones.

use ebb_journal::{CivilDay, FieldId, Kind, Moment, RecordId, Sitting, SittingId, Value, Zone};
use ebb_protocol::ids::ReplicaId;

use super::{MalformedColumns, read, write};
use crate::{Op, Stamp};

fn dose_and_flash() -> Vec<Op> {
    let day = CivilDay::of_ymd(2026, 11, 23).unwrap();
    let medication = SittingId { sitting: Sitting(*b"sitting!"), counter: 1 };
    let stamp = Stamp::of_ms(1_795_420_000_000).unwrap();
    let replica = ReplicaId(*b"replica-one-----");
    let at = Moment::new(1_795_420_000_000, 60, Zone::new("Europe/Madrid").ok()).unwrap();
    let op =
        |record: &RecordId, field, value| Op { record: record.clone(), field: FieldId(field), value, stamp, replica };
    let dose = RecordId::dose(medication, day, 0);
    let flash = RecordId::made(Kind::HOT_FLASH, Sitting(*b"sitting!"), 2);
    vec![op(&dose, 1, Value::Int(1)), op(&dose, 2, Value::Moment(at.clone())), op(&flash, 1, Value::Moment(at))]
}

/// If these bytes move, journals that are stored on phones and servers stop opening.
#[test]
fn the_columns_bytes_are_frozen() {
    let bytes = write(&dose_and_flash());
    let text = bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    assert_eq!(
        text,
        "017265706c6963612d6f6e652d2d2d2d2d0173697474696e6721010d4575726f70652f4d61647269640203020201010204010100010203d8c40201000680bcf8f5c06801000102010001780101040101010401010001040680bcf8f5c0680100010001780101"
    );
}

#[test]
fn counts_that_the_bytes_cannot_hold_are_refused_before_allocating() {
    // No tables, one shape: kind 4, form 1, one field of the tag "nothing", and far more groups than bytes.
    let hostile = [0, 0, 0, 1, 4, 1, 1, 1, 0, 0xff, 0xff, 0x3f, 0, 0, 0, 0];
    assert_eq!(read(&hostile), Err(MalformedColumns::CutShort));
    assert_eq!(read(&[0xff, 0xff, 0xff, 0xff, 0x0f]), Err(MalformedColumns::Count));
    assert_eq!(read(&[0, 0, 0, 1, 4, 1, 1, 1, 0, 0xff, 0xff, 0xff, 0x7f]), Err(MalformedColumns::Count));
}

#[test]
fn every_cut_and_every_left_over_byte_is_noticed() {
    let bytes = write(&dose_and_flash());
    for length in 0..bytes.len() {
        assert!(read(&bytes[..length]).is_err(), "cut at {length}");
    }
    let longer = [&bytes[..], &[0]].concat();
    assert_eq!(read(&longer), Err(MalformedColumns::LeftOver));
}
