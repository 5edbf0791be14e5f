//! Test vectors: what each construction of `docs/crypto.md` and `docs/protocol.md` makes of fixed inputs stands in `docs/vectors/`.
//! The code must still say exactly that, and so must a second implementation, in Python, that was written from the documents.
//! `EBB_WRITE_VECTORS=1` writes the files anew.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test whose premise is broken should stop"
)]

mod code;
mod draws;
mod epochs;
mod feed;
mod follow;
mod invitation;
mod keybox;
mod member;
mod scope;
mod segment;
mod sheet;
mod telling;
mod trust_log;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A file's name, and what the code says now.
type Made = (&'static str, fn() -> Value);

const FILES: [Made; 12] = [
    ("code.json", code::vectors),
    ("draws.json", draws::vectors),
    ("epochs.json", epochs::vectors),
    ("feed.json", feed::vectors),
    ("follow.json", follow::vectors),
    ("invitation.json", invitation::vectors),
    ("keybox.json", keybox::vectors),
    ("member.json", member::vectors),
    ("scope.json", scope::vectors),
    ("segment.json", segment::vectors),
    ("sheet.json", sheet::vectors),
    ("trust_log.json", trust_log::vectors),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn folder() -> PathBuf {
    root().join("docs/vectors")
}

/// What the Python implementation says of a folder, or of one file in it.
fn checked_by_python(folder: &Path, file: Option<&str>) -> Output {
    let program = root().join("tests/vectors/python/check.py");
    let mut python = Command::new("python3");
    python.args(["-B", "-X", "utf8"]).arg(program).arg(folder).args(file);
    match python.output() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            panic!("there is no python3: without it nobody but this code itself checks its constructions")
        }
        output => output.unwrap(),
    }
}

#[test]
fn the_code_says_what_the_files_say() {
    for (name, vectors) in FILES {
        let path = folder().join(name);
        let made = vectors();
        if std::env::var_os("EBB_WRITE_VECTORS").is_some() {
            std::fs::write(&path, serde_json::to_string_pretty(&made).unwrap() + "\n").unwrap();
        }
        let told: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert!(made == told, "{name}: what the code makes is not what docs/vectors/{name} says");
    }
}

#[test]
fn an_implementation_of_its_own_says_what_the_files_say() {
    let output = checked_by_python(&folder(), None);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    let counts: Vec<usize> = said.split(' ').filter_map(|word| word.parse().ok()).collect();
    assert!(matches!(counts[..], [same, refused] if same > 250 && refused > 5_000), "{said}");
}

/// The first answer or string of hexadecimal digits, turned, or one of its digits.
fn alter(value: &mut Value) -> bool {
    match value {
        Value::String(text) if text.len() >= 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            let turned = if text.ends_with('0') { '1' } else { '0' };
            text.pop();
            text.push(turned);
            true
        }
        Value::Bool(answer) => {
            *answer = !*answer;
            true
        }
        Value::Array(all) => all.iter_mut().any(alter),
        Value::Object(fields) => fields.values_mut().any(alter),
        _ => false,
    }
}

/// A check that everything passes checks nothing.
#[test]
fn an_altered_file_is_noticed() {
    let altered_folder = tempfile::tempdir().unwrap();
    for (name, _) in FILES {
        let mut told: Value = serde_json::from_str(&std::fs::read_to_string(folder().join(name)).unwrap()).unwrap();
        assert!(alter(&mut told), "{name}");
        std::fs::write(altered_folder.path().join(name), told.to_string()).unwrap();
    }
    for (name, _) in FILES {
        let output = checked_by_python(altered_folder.path(), Some(name));
        assert!(!output.status.success(), "{name}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with(name), "{name}: {said}");
    }
}
