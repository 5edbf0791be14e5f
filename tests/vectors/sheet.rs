//! Recovery sheets: their secrets, and the proof of the log for which one was made.

use ebb_protocol::ids::EntryHash;
use ebb_protocol::trust::Admission;
use ebb_vault::{Code, CodeKind, Label, sheet_newcomer, sheet_proves, sheet_secrets};
use serde_json::{Value, json};

use crate::telling::{derived, hex, member_told};

const GENESIS: EntryHash = EntryHash([2; 32]);
const PREVIOUS: EntryHash = EntryHash([3; 32]);

fn proof_of(code: [u8; 16], genesis: EntryHash, previous: EntryHash) -> [u8; 32] {
    let label = Label { name: "Recovery sheet".to_owned(), since_ms: 0 };
    sheet_newcomer(&Code::new(code), &label, genesis, previous).proof
}

fn case(secret: [u8; 16]) -> Value {
    let code = Code::new(secret);
    let mut told = member_told(&sheet_secrets(&code));
    told["code"] = json!(hex(secret));
    told["text"] = json!(*code.to_text(CodeKind::Sheet));
    told["proof_key"] = json!(derived(&secret, "ebb/v1/sheet proof"));
    told["genesis"] = json!(GENESIS);
    told["previous"] = json!(PREVIOUS);
    told["proof"] = json!(hex(proof_of(secret, GENESIS, PREVIOUS)));
    told
}

fn refused(name: &str, code: [u8; 16], (genesis, previous): (EntryHash, EntryHash)) -> Value {
    let proof = proof_of([7; 16], GENESIS, PREVIOUS);
    let newcomer = sheet_newcomer(
        &Code::new([7; 16]),
        &Label { name: "Recovery sheet".to_owned(), since_ms: 0 },
        GENESIS,
        PREVIOUS,
    );
    let admission = Admission {
        kind: newcomer.kind,
        signing_key: newcomer.signing_key,
        sealing_key: newcomer.sealing_key,
        token_hash: newcomer.token_hash,
        keybox_hash: [0; 32],
        mailbox: None,
        proof,
    };
    assert!(sheet_proves(&Code::new([7; 16]), &admission, GENESIS, PREVIOUS));
    assert!(!sheet_proves(&Code::new(code), &admission, genesis, previous), "{name}");
    json!({ "name": name, "code": hex(code), "genesis": genesis, "previous": previous, "proof": hex(proof) })
}

pub(crate) fn vectors() -> Value {
    json!({
        "cases": [case([7; 16]), case([0; 16])],
        "refused": [
            refused("another code", [8; 16], (GENESIS, PREVIOUS)),
            refused("another account", [7; 16], (EntryHash([9; 32]), PREVIOUS)),
            refused("another entry before", [7; 16], (GENESIS, EntryHash([9; 32]))),
            refused("the two hashes changed places", [7; 16], (PREVIOUS, GENESIS)),
        ],
    })
}
