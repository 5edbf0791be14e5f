//! The bytes of one value by themselves, by which ties are broken: `tag (1) ‖ body`. Frozen, because all replicas must
//! break a tie alike, an old one that carries the value as unknown included.

use ebb_journal::{Moment, Value};

/// Tags below this number are known to this version.
pub(crate) const NEWER_TAGS_FROM: u8 = 16;
pub(crate) const NOTHING: u8 = 0;
pub(crate) const INT: u8 = 1;
pub(crate) const TEXT: u8 = 2;
pub(crate) const DECIMAL: u8 = 3;
pub(crate) const MOMENT: u8 = 4;
pub(crate) const DAY: u8 = 5;

pub(crate) const fn tag(value: &Value) -> u8 {
    match value {
        Value::Nothing => NOTHING,
        Value::Int(_) => INT,
        Value::Text(_) => TEXT,
        Value::Decimal(_) => DECIMAL,
        Value::Moment(_) => MOMENT,
        Value::Day(_) => DAY,
        Value::Newer { tag, .. } => *tag,
    }
}

pub(crate) fn value_bytes(value: &Value) -> Vec<u8> {
    let mut bytes = vec![tag(value)];
    match value {
        Value::Nothing => {}
        Value::Int(number) => bytes.extend(number.to_be_bytes()),
        Value::Text(text) => bytes.extend(text.as_bytes()),
        Value::Decimal(decimal) => {
            bytes.extend(decimal.digits().to_be_bytes());
            bytes.push(decimal.places());
        }
        Value::Moment(moment) => push_moment(&mut bytes, moment),
        Value::Day(day) => bytes.extend(day.days().to_be_bytes()),
        Value::Newer { bytes: body, .. } => bytes.extend(body),
    }
    bytes
}

fn push_moment(bytes: &mut Vec<u8>, moment: &Moment) {
    bytes.extend(moment.instant_ms().to_be_bytes());
    bytes.extend(moment.offset_minutes().to_be_bytes());
    if let Some(zone) = moment.zone() {
        bytes.extend(zone.name().as_bytes());
    }
}
