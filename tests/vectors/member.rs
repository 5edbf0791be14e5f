//! A member's secrets.

use serde_json::{Value, json};

use crate::telling::{ACCOUNT, hex, member_told, secrets_of};

pub(crate) fn vectors() -> Value {
    let case = |seed| {
        let secrets = secrets_of(seed);
        let mut told = member_told(&secrets);
        told["account"] = json!(hex(ACCOUNT.0));
        told["token"] = json!(secrets.token(ACCOUNT).reveal());
        told
    };
    json!({ "cases": [case([7; 32]), case([0; 32]), case([0xff; 32])] })
}
