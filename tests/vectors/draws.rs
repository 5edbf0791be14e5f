//! What is made of 32 random bytes: nonces, a new key, a new replica.

use ebb_protocol::ids::{AccountId, EntryHash, ReplicaId};
use ebb_vault::invitation::{ForWhom, Offer, seal_offer};
use ebb_vault::{Code, StreamKey, nonce};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::telling::hex;

/// A draw from a seed. The crate shows the first half of the first one as the nonce of an offer.
pub(crate) fn drawn(seed: [u8; 32], counter: u32) -> [u8; 32] {
    Sha256::digest([&b"ebb/v1/randomness"[..], &seed, &counter.to_le_bytes()].concat()).into()
}

fn case(random: [u8; 32]) -> Value {
    let offer = Offer {
        account: AccountId([0; 16]),
        genesis: EntryHash::NONE,
        head: EntryHash::NONE,
        commitment: [0; 32],
        for_whom: ForWhom::Device,
    };
    assert_eq!(seal_offer(&Code::new([0; 16]), &offer, random)[..24], drawn(random, 0)[..24]);
    let nonces = [0, 1, 2].map(|index| hex(nonce(&random, index)));
    let draws = [0, 1, 2].map(|counter| hex(drawn(random, counter)));
    json!({
        "random": hex(random),
        "segment_nonces": nonces,
        "draws": draws,
        "new_key": hex(StreamKey::drawn(&random).dangerously_reveal()),
        "new_replica": ReplicaId::drawn(&random),
    })
}

pub(crate) fn vectors() -> Value {
    json!({ "cases": [case([0; 32]), case([0x5a; 32])] })
}
