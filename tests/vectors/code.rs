//! Codes as text.

use ebb_vault::{Code, CodeKind, MalformedCode};
use serde_json::{Value, json};

use crate::telling::hex;

const KINDS: [(CodeKind, &str); 3] =
    [(CodeKind::Invitation, "invitation"), (CodeKind::Sheet, "sheet"), (CodeKind::Follow, "follow")];

const SECRETS: [[u8; 16]; 4] = [
    [0; 16],
    [0xff; 16],
    [0x0f, 0x1e, 0x2d, 0x3c, 0x4b, 0x5a, 0x69, 0x78, 0x87, 0x96, 0xa5, 0xb4, 0xc3, 0xd2, 0xe1, 0xf0],
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
];

fn read(text: &str, kind: CodeKind) -> Result<String, &'static str> {
    Code::of_text(text, kind).map(|code| hex(code.dangerously_reveal())).map_err(|reason| match reason {
        MalformedCode::NotWhole => "not whole",
        MalformedCode::Mistyped => "mistyped",
        MalformedCode::OtherKind => "something else",
    })
}

pub(crate) fn vectors() -> Value {
    let (mut cases, mut typed, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for secret in SECRETS {
        for (kind, name) in KINDS {
            let text = Code::new(secret).to_text(kind);
            cases.push(json!({ "secret": hex(secret), "kind": name, "text": *text }));
        }
    }
    let (kind, name) = KINDS[0];
    let text = Code::new(SECRETS[2]).to_text(kind);
    for text in [
        text.to_lowercase(),
        text.replace('-', ""),
        text.replace('-', " "),
        text.replace('0', "o").replace('1', "l"),
        text.replace('0', "O").replace('1', "I"),
        format!("https://ebb.example/join#{}", *text),
        format!(" {}\n", *text),
    ] {
        typed.push(json!({ "text": text, "kind": name, "secret": read(&text, kind).unwrap() }));
    }
    let last_bits = "0000-0000-0000-0000-0000-0000-01";
    let with_its_check = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().map(|check| format!("{last_bits}{check}"));
    let wrong = [
        String::new(),
        text[..text.len() - 1].to_owned(),
        format!("{}0", *text),
        text.replacen('W', "U", 1),
        text.replacen("WF", "FW", 1),
        text.replacen('W', "X", 1),
    ];
    for text in wrong.into_iter().chain(with_its_check) {
        refused.push(json!({ "text": text, "kind": name, "because": read(&text, kind).unwrap_err() }));
    }
    for (kind, name) in KINDS {
        let text = Code::new(SECRETS[2]).to_text(kind);
        typed.push(json!({ "text": text.to_lowercase(), "kind": name, "secret": read(&text, kind).unwrap() }));
        for (other, other_name) in KINDS.into_iter().filter(|(other, _)| *other != kind) {
            let because = read(&text, other).unwrap_err();
            refused.push(json!({ "text": *text, "kind": other_name, "because": because }));
        }
    }
    json!({ "cases": cases, "typed": typed, "refused": refused })
}
