//! What a field holds, as JSON: `null`, a whole number, text, or an object with one key that says what it is.

use std::fmt::Write;

use ebb_journal::{Decimal, Value};

use super::json::{Json, MalformedJson, push_string};
use super::moment_text::{push_moment, read_day, read_moment};

/// Tags below this number have a type of their own in this version.
const NEWER_TAGS_FROM: u8 = 16;

pub(super) fn push_value(line: &mut String, value: &Value) {
    // Writing to a string cannot fail.
    let _ = match value {
        Value::Nothing => write!(line, "null"),
        Value::Int(number) => write!(line, "{number}"),
        Value::Text(text) => {
            push_string(line, text);
            Ok(())
        }
        Value::Decimal(decimal) => write!(line, "{{\"decimal\":\"{decimal}\"}}"),
        Value::Moment(moment) => {
            line.push_str("{\"moment\":\"");
            push_moment(line, moment);
            write!(line, "\"}}")
        }
        Value::Day(day) => write!(line, "{{\"day\":\"{day}\"}}"),
        // A type that joins these must be written so as well, by tag and bytes: a version that lacks it still carries it.
        Value::Newer { tag, bytes } => {
            write!(line, "{{\"newer\":[{tag},\"{}\"]}}", base16ct::lower::encode_string(bytes))
        }
    };
}

/// `None` where it is an object with a key that this version does not know.
pub(super) fn read_value(json: &mut Json<'_>) -> Result<Option<Value>, MalformedJson> {
    match json.peek() {
        Some(b'n') => json.null().map(|()| Some(Value::Nothing)),
        Some(b'"') => json.string().map(|text| Some(Value::text(&text))),
        Some(b'{') => read_object(json),
        _ => json.integer().map(|number| Some(Value::Int(number))),
    }
}

fn read_object(json: &mut Json<'_>) -> Result<Option<Value>, MalformedJson> {
    let (mut value, mut keys) = (None, 0);
    json.object(&mut |json, key| {
        keys += 1;
        value = match key {
            "decimal" => json.string()?.parse::<Decimal>().ok().map(Value::Decimal),
            "moment" => read_moment(&json.string()?).map(Value::Moment),
            "day" => read_day(&json.string()?).map(Value::Day),
            "newer" => read_newer(json)?,
            _ => return json.skip(),
        };
        // A known key with a value that cannot be is damage, and nothing newer.
        if value.is_some() { Ok(()) } else { Err(MalformedJson) }
    })?;
    if keys == 1 { Ok(value) } else { Err(MalformedJson) }
}

fn read_newer(json: &mut Json<'_>) -> Result<Option<Value>, MalformedJson> {
    json.sign(b'[')?;
    let tag: u8 = json.integer()?;
    json.sign(b',')?;
    let bytes = base16ct::lower::decode_vec(json.string()?.as_bytes()).map_err(|_| MalformedJson)?;
    json.sign(b']')?;
    Ok((tag >= NEWER_TAGS_FROM).then(|| Value::Newer { tag, bytes: bytes.into() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ebb_testkit::strategies::values;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Option<Value>, MalformedJson> {
        let mut json = Json::new(text);
        let value = read_value(&mut json)?;
        json.end()?;
        Ok(value)
    }

    #[test]
    fn what_no_version_writes_is_refused_and_a_newer_type_is_told_apart() {
        for text in [
            "true",
            "1.5",
            "[]",
            "{}",
            r#"{"decimal":2.5}"#,
            r#"{"decimal":"2.5","day":"2026-11-24"}"#,
            r#"{"day":"2026-11-31"}"#,
            r#"{"newer":[5,"aa"]}"#,
            r#"{"newer":[99,"a"]}"#,
        ] {
            assert_eq!(read(text), Err(MalformedJson), "{text}");
        }
        assert_eq!(read(r#"{"tide":[1,{"a":2.5}]}"#), Ok(None));
    }

    proptest! {
        #[test]
        fn every_value_reads_back(value in values()) {
            let mut line = String::new();
            push_value(&mut line, &value);
            prop_assert_eq!(read(&line), Ok(Some(value)));
        }
    }
}
