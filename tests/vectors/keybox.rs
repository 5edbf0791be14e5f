//! Keyboxes, and those that do not open.

use ebb_protocol::ids::{AccountId, MemberId, StreamId};
use ebb_protocol::trust::batch;
use ebb_vault::{KeyboxPlace, MemberSecrets, StreamKey, open_keybox, seal_keybox};
use serde_json::{Value, json};

use crate::telling::{ACCOUNT, hex, secrets_of};

fn place(member: MemberId, epoch: u32) -> KeyboxPlace {
    KeyboxPlace { account: ACCOUNT, stream: StreamId([2; 16]), epoch, member }
}

fn case((seed, epoch, key, random): ([u8; 32], u32, [u8; 32], [u8; 32])) -> Value {
    let secrets = secrets_of(seed);
    let place = place(secrets.member(), epoch);
    let keybox = seal_keybox(&secrets.sealing_key(), &place, &StreamKey::new(key), random).unwrap();
    json!({
        "seed": hex(seed),
        "sealing_key": hex(secrets.sealing_key()),
        "account": place.account,
        "stream": place.stream,
        "epoch": epoch,
        "member": place.member,
        "key": hex(key),
        "random": hex(random),
        "keybox": hex(keybox),
        "hash": hex(batch::hash_of(&keybox)),
    })
}

fn refused(name: &str, secrets: &MemberSecrets, place: KeyboxPlace, keybox: &[u8; 80]) -> Value {
    assert!(open_keybox(secrets, &place, keybox).is_err(), "{name}");
    json!({
        "name": name,
        "seed": hex(secrets.seed.dangerously_reveal()),
        "account": place.account,
        "stream": place.stream,
        "epoch": place.epoch,
        "keybox": hex(keybox),
    })
}

pub(crate) fn vectors() -> Value {
    let (one, other) = (secrets_of([7; 32]), secrets_of([8; 32]));
    let right = place(one.member(), 3);
    let keybox = seal_keybox(&one.sealing_key(), &right, &StreamKey::new([9; 32]), [4; 32]).unwrap();
    let for_the_other = seal_keybox(&one.sealing_key(), &place(other.member(), 3), &StreamKey::new([9; 32]), [4; 32]);
    let mut of_low_order = keybox;
    of_low_order[..32].fill(0);
    json!({
        "cases": [
            case(([7; 32], 3, [9; 32], [4; 32])),
            case(([8; 32], 0, [0; 32], [0; 32])),
            case(([0x21; 32], u32::MAX, [0xfe; 32], [0x11; 32])),
        ],
        "refused": [
            refused("another member", &other, place(other.member(), 3), &keybox),
            refused("another account", &one, KeyboxPlace { account: AccountId([2; 16]), ..right }, &keybox),
            refused("another stream", &one, KeyboxPlace { stream: StreamId([3; 16]), ..right }, &keybox),
            refused("another epoch", &one, KeyboxPlace { epoch: 4, ..right }, &keybox),
            refused("sealed to this member in another's name", &one, right, &for_the_other.unwrap()),
            refused("an encapsulated key of low order", &one, right, &of_low_order),
        ],
    })
}
