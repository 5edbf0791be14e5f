//! The keys of an account's epochs: what is derived from each, and the chain in the entries that begin them.

use ebb_vault::EpochKeys;
use serde_json::{Value, json};

use crate::telling::{derived, hex};
use crate::trust_log::whole_life;

pub(crate) fn vectors() -> Value {
    let log = whole_life();
    let newest = log.keys.newest().map(|(epoch, key)| (epoch, key.clone())).unwrap();
    let opened = EpochKeys::open(&log.state, newest.0, newest.1).unwrap();
    let key_told = |(epoch, key): (usize, &ebb_vault::StreamKey)| {
        let secret = key.dangerously_reveal();
        json!({
            "epoch": epoch,
            "key": hex(secret),
            "commitment": hex(key.commitment()),
            "segment_key": derived(secret, "ebb/v1/segment key"),
            "names_key": derived(secret, "ebb/v1/names"),
            "previous_key_key": derived(secret, "ebb/v1/previous key"),
        })
    };
    let previous_keys: Vec<_> = (1..=newest.0).map(|epoch| hex(log.state.previous_key(epoch).unwrap())).collect();
    json!({
        "account": log.state.account(),
        "keys": opened.all().enumerate().map(key_told).collect::<Vec<_>>(),
        "previous_keys": previous_keys,
    })
}
