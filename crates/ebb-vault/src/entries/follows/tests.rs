//! A follow gets the keys of its own streams, epoch by epoch, and nothing by which the journal opens.

use std::collections::BTreeMap;

use ebb_protocol::trust::{Change, FollowedLog, SignedEntry, TrustState};

use super::*;
use crate::entries::tests::{founded, newcomer, secrets, take};
use crate::epochs::EpochKeys;
use crate::keybox::open_keybox;
use crate::names::told_ms;

const FEED: StreamId = StreamId([30; 16]);

fn new_follow(seed: u8) -> NewFollow {
    let secrets = secrets(seed);
    NewFollow {
        signing_key: secrets.signing.verifying_key(),
        sealing_key: secrets.sealing_key(),
        token_hash: secrets.token_hash(),
        mailbox: MailboxId([seed; 32]),
        feed: FEED,
        notes: StreamId([31; 16]),
        until_ms: None,
    }
}

fn body(scope: &[u8]) -> FollowBody {
    FollowBody {
        name: "My daughter".to_owned(),
        scope: scope.to_vec(),
        since_ms: 5,
        terms: Vec::new(),
        rest: BTreeMap::new(),
    }
}

/// The key that an entry gives a follow, opened with its own secrets.
fn opened(state: &TrustState, logged: &Logged, seed: u8) -> Option<StreamKey> {
    let entry = SignedEntry::read(&logged.entry).unwrap();
    assert!(logged.fits(&entry));
    let (secrets, epoch) = (secrets(seed), entry.head.epoch);
    let keybox = logged.keybox_of(secrets.member(), &entry)?;
    let place = KeyboxPlace { account: state.account(), stream: FEED, epoch, member: secrets.member() };
    open_keybox(&secrets, &place, &keybox).ok()
}

#[test]
fn a_follow_opens_its_own_streams_and_never_the_journal() {
    let (mut state, keys, founding) = founded();
    let author = secrets(1);
    let admitted =
        Author { state: &state, signer: &author, keys: &keys }.admit(&newcomer(2, "Phone"), [5; 32]).unwrap();
    take(&mut state, &admitted, &secrets(2));
    let followed = Author { state: &state, signer: &author, keys: &keys };
    let followed = followed.follow(&new_follow(20), &body(&[1]), [6; 32]).unwrap();
    let member = secrets(20).member();
    assert_eq!(state.apply(&followed.entry), Ok(Change::Followed { member, mailbox: MailboxId([20; 32]) }));
    let key = opened(&state, &followed, 20).unwrap();
    assert_eq!(key.dangerously_reveal(), keys.of(0).unwrap().follow_key(FEED).dangerously_reveal());
    assert!(EpochKeys::open(&state, 0, key).is_err(), "not the journal's");
    assert!(opened(&state, &followed, 2).is_none(), "for itself alone");
    let new_key = StreamKey::new([10; 32]);
    let dismissed = Author { state: &state, signer: &author, keys: &keys };
    let dismissed = dismissed.at(-7).dismiss(secrets(2).member(), Vec::new(), Vec::new(), &new_key, [7; 32]).unwrap();
    let keys = take(&mut state, &dismissed, &author);
    assert!(opened(&state, &dismissed, 20).is_none(), "the dismissal says nothing of who follows");
    let changed = Author { state: &state, signer: &author, keys: &keys };
    let changed = changed.change_follow(member, &body(&[1, 2]), Some(9), [8; 32]).unwrap();
    assert_eq!(state.apply(&changed.entry), Ok(Change::FollowChanged(member)));
    let key = opened(&state, &changed, 20).unwrap();
    assert_eq!(key.dangerously_reveal(), new_key.follow_key(FEED).dangerously_reveal());
    let chain = [&founding, &admitted.entry, &followed.entry, &dismissed.entry, &changed.entry];
    let log = FollowedLog::of_chain(chain.map(Vec::as_slice), member).unwrap();
    assert_eq!(log.own().map(|own| (own.keyed, own.until_ms)), Some((1, Some(9))));
    let stopped = Author { state: &state, signer: &author, keys: &keys }.at(8).stop_follow(member, [9; 32]).unwrap();
    let told = |logged: &Logged| told_ms(&SignedEntry::read(&logged.entry).unwrap(), state.account(), &keys);
    assert_eq!((told(&dismissed), told(&stopped)), (Some(-7), Some(8)));
    assert_eq!(state.apply(&stopped.entry), Ok(Change::FollowStopped(member)));
}

#[test]
fn what_the_owner_calls_a_follow_and_what_it_may_see_opens_for_devices_alone() {
    let (mut state, keys, _) = founded();
    let author = secrets(1);
    let logged = Author { state: &state, signer: &author, keys: &keys };
    let logged = logged.follow(&new_follow(20), &body(&[7, 8, 9]), [6; 32]).unwrap();
    let entry = SignedEntry::read(&logged.entry).unwrap();
    assert_eq!(FollowBody::in_entry(&entry, state.account(), &keys), Some(body(&[7, 8, 9])));
    let key = opened(&state, &logged, 20).unwrap();
    for other in [key.clone(), key.feed_key(), key.notes_key(), StreamKey::new([8; 32])] {
        assert_eq!(FollowBody::in_entry(&entry, state.account(), &EpochKeys::first(other)), None);
    }
    state.apply(&logged.entry).unwrap();
    let too_long = FollowBody { scope: vec![0; crate::follow::FOLLOW_BODY_BYTES_MAX], ..body(&[]) };
    let author = Author { state: &state, signer: &author, keys: &keys };
    assert_eq!(author.change_follow(secrets(20).member(), &too_long, None, [1; 32]), Err(Unmade::TooLong));
    assert_eq!(author.change_follow(secrets(21).member(), &body(&[]), None, [1; 32]), Err(Unmade::Member));
}
