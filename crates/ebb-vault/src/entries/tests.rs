//! Entries that are made are taken, and give their keys to exactly those who are to have them.

use ebb_protocol::trust::{Change, SignedEntry, TrustRefusal};

use super::*;
use crate::epochs::WrongKeys;
use crate::keybox::open_keybox;
use crate::keys::MemberSeed;
use crate::names::label_in;

pub(super) fn secrets(seed: u8) -> MemberSecrets {
    MemberSecrets::of_seed(MemberSeed::new([seed; 32]))
}

pub(super) fn newcomer(seed: u8, name: &str) -> Newcomer {
    let secrets = secrets(seed);
    Newcomer {
        kind: MemberKind::Device,
        signing_key: secrets.signing.verifying_key(),
        sealing_key: secrets.sealing_key(),
        token_hash: secrets.token_hash(),
        label: label(name),
        mailbox: None,
        proof: [0; 32],
    }
}

fn label(name: &str) -> Label {
    Label { name: name.to_owned(), since_ms: 1_795_392_000_000 }
}

pub(super) fn founded() -> (TrustState, EpochKeys, Vec<u8>) {
    let key = StreamKey::new([9; 32]);
    let beginning = Beginning { journal: StreamId([2; 16]), key: key.clone(), random: [3; 16], seed: [4; 32] };
    let entry = found(&secrets(1), &label("Kitchen tablet"), &beginning);
    (TrustState::found(&entry).unwrap(), EpochKeys::first(key), entry)
}

/// Takes an entry in, checks its keyboxes, and opens the newest key with one of them.
pub(super) fn take(state: &mut TrustState, logged: &Logged, reader: &MemberSecrets) -> EpochKeys {
    let entry = SignedEntry::read(&logged.entry).unwrap();
    assert!(logged.fits(&entry));
    state.apply(&logged.entry).unwrap();
    let keybox = logged.keybox_of(reader.member(), &entry).unwrap();
    let epoch = entry.head.epoch;
    let place = KeyboxPlace { account: state.account(), stream: state.journal(), epoch, member: reader.member() };
    EpochKeys::open(state, epoch, open_keybox(reader, &place, &keybox).unwrap()).unwrap()
}

/// If these bytes move, logs on phones and servers stop being checked.
#[test]
fn a_founding_entry_is_frozen() {
    let (state, _, entry) = founded();
    assert_eq!(EntryHash::of(&entry).to_string(), "ad5b7c4ab5ea1ef0f20704455ade3b3376674e67e0698aefb6a94b0c7065e541");
    assert_eq!(state.account(), AccountId::of_genesis(&entry));
}

#[test]
fn one_keybox_opens_all_history_and_who_was_dismissed_opens_nothing_new() {
    let (mut state, keys, _) = founded();
    let author = secrets(1);
    let admitted =
        Author { state: &state, signer: &author, keys: &keys }.admit(&newcomer(2, "Phone"), [5; 32]).unwrap();
    let keys_of_two = take(&mut state, &admitted, &secrets(2));
    let admitted =
        Author { state: &state, signer: &author, keys: &keys }.admit(&newcomer(3, "Laptop"), [6; 32]).unwrap();
    take(&mut state, &admitted, &secrets(3));
    let dismissed = Author { state: &state, signer: &secrets(3), keys: &keys_of_two }
        .dismiss(secrets(2).member(), Vec::new(), Vec::new(), &StreamKey::new([10; 32]), [7; 32])
        .unwrap();
    let entry = SignedEntry::read(&dismissed.entry).unwrap();
    assert_eq!(dismissed.keybox_of(secrets(2).member(), &entry), None);
    let keys = take(&mut state, &dismissed, &secrets(1));
    assert_eq!(keys.of(0).unwrap().dangerously_reveal(), &[9; 32]);
    assert_eq!(keys.of(1).unwrap().dangerously_reveal(), &[10; 32]);
    // One who comes later reads what was written before.
    let admitted = Author { state: &state, signer: &author, keys: &keys }.admit(&newcomer(4, "New"), [8; 32]).unwrap();
    let keys_of_four = take(&mut state, &admitted, &secrets(4));
    assert_eq!(keys_of_four.of(0).unwrap().dangerously_reveal(), &[9; 32]);
    assert!(matches!(EpochKeys::open(&state, 1, StreamKey::new([9; 32])), Err(WrongKeys)), "not the key of that epoch");
    let without_key = Author { state: &state, signer: &author, keys: &keys_of_two }.admit(&newcomer(5, "x"), [1; 32]);
    assert_eq!(without_key, Err(Unmade::NoKey));
}

#[test]
fn names_open_for_devices_alone() {
    let (mut state, keys, founding) = founded();
    let entry = SignedEntry::read(&founding).unwrap();
    assert_eq!(label_in(&entry, state.account(), &keys), Some(label("Kitchen tablet")));
    let logged = Author { state: &state, signer: &secrets(1), keys: &keys }
        .admit(&newcomer(2, "A phone with a name that is a good deal longer than any name ought to be 😀"), [5; 32])
        .unwrap();
    state.apply(&logged.entry).unwrap();
    let entry = SignedEntry::read(&logged.entry).unwrap();
    let name = label_in(&entry, state.account(), &keys).unwrap().name;
    assert!(name.starts_with("A phone with") && name.len() <= crate::names::NAME_BYTES_MAX);
    let other = EpochKeys::first(StreamKey::new([8; 32]));
    assert_eq!(label_in(&entry, state.account(), &other), None);
    assert_eq!(label_in(&entry, AccountId([9; 16]), &keys), None);
}

#[test]
fn the_end_is_signed() {
    let (mut state, keys, _) = founded();
    let end = Author { state: &state, signer: &secrets(1), keys: &keys }.close();
    let forged = Author { state: &state, signer: &secrets(2), keys: &keys }.close();
    assert_eq!(state.apply(&forged.entry), Err(TrustRefusal::NotAllowed));
    assert_eq!(state.apply(&end.entry), Ok(Change::Closed));
}
