//! The archive outside of Ebb: the reader that `docs/archive.md` shows, run by Python on a demo journal.
#![expect(clippy::unwrap_used, reason = "a test whose premise is broken should stop")]
#![expect(clippy::print_stderr, reason = "a test that could not be run says so")]

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::process::{Command, Output};

use ebb_interop::write_archive;
use ebb_journal::{CivilDay, Value, Who};
use ebb_replica::State;
use ebb_tests::demo_journal::Demo;
use serde_json::Value as Json;

const DOCUMENT: &str = include_str!("../../docs/archive.md");

/// The one program in the document.
fn program() -> &'static str {
    DOCUMENT.split_once("```python\n").unwrap().1.split_once("```").unwrap().0
}

/// What the program says of a file; `None` where there is no Python.
fn read_by_python(file: &[u8]) -> Option<Output> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl.gz");
    std::fs::write(&path, file).unwrap();
    match Command::new("python3").args(["-X", "utf8", "-c", program()]).arg(&path).output() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            eprintln!("not run: there is no python3");
            None
        }
        output => Some(output.unwrap()),
    }
}

fn demo() -> (State, Vec<u8>) {
    let until = CivilDay::of_ymd(2026, 11, 24).unwrap();
    let demo = Demo { years: 1, until, seed: 1, who: Who::AfterMenopause };
    let state = demo.journal();
    let archive = write_archive(state.ops(), &demo.made());
    (state, archive)
}

fn says(json: &Json, value: &Value) -> bool {
    match value {
        Value::Nothing => json.is_null(),
        Value::Int(number) => json.as_i64() == Some(*number),
        Value::Text(text) => json.as_str() == Some(text),
        Value::Decimal(decimal) => json["decimal"].as_str() == Some(&decimal.to_string()),
        Value::Day(day) => json["day"].as_str() == Some(&day.to_string()),
        Value::Moment(moment) => {
            let minutes = moment.time().minutes();
            let start = format!("{}T{:02}:{:02}:", moment.day(), minutes / 60, minutes % 60);
            json["moment"].as_str().is_some_and(|text| text.starts_with(&start))
        }
        Value::Newer { tag, .. } => json["newer"][0].as_u64() == Some(u64::from(*tag)),
    }
}

#[test]
fn twenty_lines_of_python_read_the_same_journal() {
    let lines = program().lines().filter(|line| !line.is_empty()).count();
    assert!(lines <= 20, "{lines} lines");
    let (state, archive) = demo();
    let Some(output) = read_by_python(&archive) else { return };
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let printed = String::from_utf8(output.stdout).unwrap();
    let read: Vec<(String, BTreeMap<u16, Json>)> =
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read.len(), state.journal().len());
    // Records stand in the order of their ids, in the file as in the state.
    let mut ids: Vec<_> = state.ops().map(|op| op.record).filter(|id| !state.is_deleted(id)).collect();
    ids.sort();
    ids.dedup();
    for ((name, fields), id) in read.iter().zip(&ids) {
        assert!(name.starts_with(&format!("{} ", id.kind.0)), "{name}");
        for (field, json) in fields {
            let value = state.value(id, ebb_journal::FieldId(*field)).unwrap();
            assert!(says(json, value), "{name} {field}: {json} for {value:?}");
        }
    }
}

#[test]
fn python_notices_a_changed_file() {
    let (_, archive) = demo();
    let Some(output) = read_by_python(&archive) else { return };
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("Europe/Madrid"));
    let unpacked = b"{\"format\":\"ebb-journal\",\"version\":1,\"replicas\":[]}\n{\"end\":{\"crc32\":\"00000000\"}}\n";
    let output = read_by_python(unpacked).unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("not as it was written"));
}
