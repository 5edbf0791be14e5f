//! Who may let somebody follow, and what a follow reads of the log.

use proptest::prelude::*;

use super::*;
use crate::ids::MailboxId;
use crate::trust::followed::is_for;
use crate::trust::state::tests::{admission, dismissal, founded, id, key, signed, three_devices_and_a_sheet};
use crate::trust::{Detail, FollowedLog, SignedEntry};

const LATER_MS: i64 = 1_800_000_000_000;

fn following(number: u8) -> Following {
    Following {
        signing_key: key(number).verifying_key().to_bytes(),
        sealing_key: [number; 32],
        token_hash: SecretHash([number; 32]),
        keybox_hash: [number; 32],
        mailbox: MailboxId([number; 32]),
        feed: StreamId([number; 16]),
        notes: StreamId([100 + number; 16]),
        until_ms: Some(LATER_MS),
    }
}

fn changed(number: u8, until_ms: Option<i64>) -> Detail {
    Detail::FollowChanged(FollowChange { member: id(number), keybox_hash: [number; 32], until_ms })
}

fn apply(state: &mut TrustState, signer: u8, detail: Detail) -> Result<Change, TrustRefusal> {
    let entry = signed(state, signer, state.epoch(), detail);
    state.apply(&entry)
}

#[test]
fn a_device_lets_somebody_follow_changes_that_and_stops_it() {
    let mut state = three_devices_and_a_sheet();
    let begun = apply(&mut state, 2, Detail::Followed(following(20)));
    assert_eq!(begun, Ok(Change::Followed { member: id(20), mailbox: MailboxId([20; 32]) }));
    let follow = state.follows()[&id(20)].clone();
    assert!(follow.lets_read(LATER_MS - 1) && !follow.lets_read(LATER_MS), "until then, and not a moment longer");
    assert_eq!((follow.begun, follow.scoped, follow.keyed), (4, 4, 0));
    assert_eq!(apply(&mut state, 3, changed(20, None)), Ok(Change::FollowChanged(id(20))));
    let follow = &state.follows()[&id(20)];
    assert!(follow.lets_read(i64::MAX), "until it is stopped");
    assert_eq!((follow.begun, follow.scoped), (4, 5));
    assert_eq!(apply(&mut state, 1, Detail::FollowStopped(id(20))), Ok(Change::FollowStopped(id(20))));
    assert!(!state.follows()[&id(20)].lets_read(0));
    for again in [changed(20, None), Detail::FollowStopped(id(20)), Detail::Followed(following(20))] {
        assert_eq!(apply(&mut state, 1, again), Err(TrustRefusal::Member), "what was stopped stays so");
    }
}

#[test]
fn nobody_but_a_device_says_who_follows() {
    let mut state = three_devices_and_a_sheet();
    apply(&mut state, 1, Detail::Followed(following(20))).unwrap();
    let details = || [Detail::Followed(following(21)), changed(20, None), Detail::FollowStopped(id(20))];
    for detail in details() {
        assert_eq!(apply(&mut state, 4, detail), Err(TrustRefusal::NotAllowed), "a sheet");
    }
    let others = [admission(9, MemberKind::Device), dismissal(&state, 3, Vec::new()), Detail::Closed];
    for detail in details().into_iter().chain(others) {
        assert_eq!(apply(&mut state, 20, detail), Err(TrustRefusal::NotAllowed), "a follow signs nothing");
    }
    assert!(!state.is_device(id(20)), "nor writes anything that counts");
}

#[test]
fn names_tokens_and_streams_are_never_anothers() {
    let mut state = three_devices_and_a_sheet();
    apply(&mut state, 1, Detail::Followed(following(20))).unwrap();
    apply(&mut state, 1, Detail::FollowStopped(id(20))).unwrap();
    let (journal, taken) = (state.journal(), following(20));
    let wrong = [
        following(2),
        Following { token_hash: SecretHash([3; 32]), ..following(21) },
        Following { token_hash: taken.token_hash, ..following(21) },
        Following { feed: taken.feed, ..following(21) },
        Following { feed: taken.notes, ..following(21) },
        Following { notes: taken.feed, ..following(21) },
        Following { notes: journal, ..following(21) },
        Following { notes: following(21).feed, ..following(21) },
    ];
    for following in wrong {
        assert_eq!(
            apply(&mut state, 1, Detail::Followed(following.clone())),
            Err(TrustRefusal::Member),
            "{following:?}"
        );
    }
    assert_eq!(
        apply(&mut state, 1, admission(20, MemberKind::Device)),
        Err(TrustRefusal::Member),
        "who followed does not become a device by the same key"
    );
    apply(&mut state, 1, Detail::Followed(following(21))).unwrap();
}

#[test]
fn so_many_follow_at_a_time_and_no_more() {
    let mut state = three_devices_and_a_sheet();
    let last = 40 + u8::try_from(FOLLOWS_MAX).unwrap();
    for number in 40..last {
        apply(&mut state, 1, Detail::Followed(following(number))).unwrap();
    }
    assert_eq!(apply(&mut state, 1, Detail::Followed(following(last))), Err(TrustRefusal::Full));
    apply(&mut state, 1, Detail::FollowStopped(id(40))).unwrap();
    apply(&mut state, 1, Detail::Followed(following(last))).unwrap();
}

/// A dismissal begins an epoch; a follow has the key of the one before until an entry gives it the new one.
#[test]
fn after_a_dismissal_a_follow_waits_for_its_key() {
    let mut state = three_devices_and_a_sheet();
    apply(&mut state, 1, Detail::Followed(following(20))).unwrap();
    let entry = signed(&state, 1, 1, dismissal(&state, 3, Vec::new()));
    state.apply(&entry).unwrap();
    assert_eq!((state.epoch(), state.follows()[&id(20)].keyed), (1, 0));
    apply(&mut state, 2, changed(20, Some(LATER_MS))).unwrap();
    assert_eq!(state.follows()[&id(20)].keyed, 1);
}

/// The chain about devices and sheets goes by entries about follows; a follow reads that chain and its own entries.
#[test]
fn a_follow_reads_a_shorter_chain_in_which_nothing_can_be_left_out() {
    let (mut state, founding) = founded();
    let mut entries = vec![founding];
    let mut push = |state: &mut TrustState, epoch: u32, detail: Detail| {
        let entry = signed(state, 1, epoch, detail);
        state.apply(&entry).unwrap();
        entries.push(entry);
    };
    push(&mut state, 0, admission(2, MemberKind::Device));
    push(&mut state, 0, Detail::Followed(following(20)));
    push(&mut state, 0, Detail::Followed(following(21)));
    push(&mut state, 0, admission(3, MemberKind::Device));
    let dismissed = dismissal(&state, 2, Vec::new());
    push(&mut state, 1, dismissed);
    push(&mut state, 1, changed(20, None));
    push(&mut state, 1, changed(21, None));
    let read = |leaves_out: usize| {
        let of_20 = [0, 1, 2, 4, 5, 6].into_iter().filter(|index| *index != leaves_out);
        FollowedLog::of_chain(of_20.map(|index| entries[index].as_slice()), id(20))
    };
    let log = read(99).unwrap();
    assert_eq!((log.own(), log.state().members()), (state.follows().get(&id(20)), state.members()));
    assert_eq!((log.state().epoch(), log.state().follows().len(), log.last_index()), (1, 1, 6));
    for left_out in [1, 4, 5] {
        assert_eq!(read(left_out), Err(TrustRefusal::NotNext), "without {left_out}");
    }
    let mut tried = log.clone();
    assert_eq!(tried.apply(&entries[7]), Err(TrustRefusal::NotNext), "about another follow");
    assert_eq!(tried.apply(&entries[6]), Err(TrustRefusal::NotNext), "again");
    assert_eq!(tried.apply(&entries[2]), Err(TrustRefusal::NotNext), "an older one");
    assert_eq!(tried, log);
}

proptest! {
    /// Whatever happens in whatever order: what each follow reads says of devices, epoch and itself what the whole log does.
    #[test]
    fn each_follow_reads_what_the_whole_log_says(tries in prop::collection::vec((1_u8..5, 1_u8..5, 0_u8..6), 0..24)) {
        let (mut state, founding) = founded();
        let mut chain = vec![founding];
        for (signer, about, what) in tries {
            let (epoch, detail) = match what {
                0 => (state.epoch(), admission(about, MemberKind::Device)),
                1 => (state.epoch(), admission(about, MemberKind::Sheet)),
                2 => (state.epoch() + 1, dismissal(&state, about, Vec::new())),
                3 => (state.epoch(), Detail::Followed(following(20 + about))),
                4 => (state.epoch(), changed(20 + about, None)),
                _ => (state.epoch(), Detail::FollowStopped(id(20 + about))),
            };
            let entry = signed(&state, signer, epoch, detail);
            let before = state.clone();
            if state.apply(&entry).is_ok() {
                chain.push(entry);
            } else {
                prop_assert_eq!(&state, &before);
            }
        }
        let whole = TrustState::of_chain(chain.iter().map(Vec::as_slice)).unwrap();
        prop_assert_eq!(&whole, &state);
        for own in state.follows().keys().copied() {
            let for_it = |entry: &&Vec<u8>| is_for(&SignedEntry::read(entry).unwrap().head.detail, own);
            let read = FollowedLog::of_chain(chain.iter().filter(for_it).map(Vec::as_slice), own).unwrap();
            prop_assert_eq!(read.own(), state.follows().get(&own));
            prop_assert_eq!(read.state().members(), state.members());
            prop_assert_eq!(read.state().epoch(), state.epoch());
            prop_assert_eq!(read.state().member_head(), state.member_head());
            prop_assert_eq!(read.state().follows().len(), 1);
        }
    }
}

#[test]
fn an_end_counts_without_what_stands_before_it_if_a_device_of_the_chain_signs() {
    let (mut state, genesis) = founded();
    let append = |state: &mut TrustState, epoch: u32, detail: Detail| {
        let entry = signed(state, 1, epoch, detail);
        state.apply(&entry).unwrap();
        entry
    };
    let mut chain = vec![genesis];
    for (number, kind) in [(2, MemberKind::Device), (3, MemberKind::Device), (4, MemberKind::Sheet)] {
        chain.push(append(&mut state, 0, admission(number, kind)));
    }
    chain.push(append(&mut state, 0, Detail::Followed(following(20))));
    let mut read = FollowedLog::of_chain(chain.iter().map(Vec::as_slice), id(20)).unwrap();
    // What it is not shown.
    append(&mut state, 0, Detail::Followed(following(21)));
    append(&mut state, 0, admission(9, MemberKind::Device));
    let dismissed = dismissal(&state, 3, Vec::new());
    append(&mut state, 1, dismissed);
    let before = read.clone();
    let stop = |signer: u8, member: u8| signed(&state, signer, state.epoch(), Detail::FollowStopped(id(member)));
    for (signer, member, refusal) in [
        (9, 20, TrustRefusal::NotAllowed),
        (20, 20, TrustRefusal::NotAllowed),
        (4, 20, TrustRefusal::NotAllowed),
        (1, 21, TrustRefusal::NotNext),
    ] {
        assert_eq!(read.end(&stop(signer, member)), Err(refusal), "{signer} of {member}");
        assert_eq!(read, before);
    }
    let changed = signed(&state, 1, state.epoch(), changed(20, None));
    assert_eq!(read.end(&changed), Err(TrustRefusal::NotNext), "that is no end");
    let mut forged = stop(2, 20);
    let last = forged.len() - 1;
    forged[last] ^= 1;
    assert_eq!(read.end(&forged), Err(TrustRefusal::Signature));
    assert_eq!(read.apply(&stop(2, 20)), Err(TrustRefusal::NotNext));
    assert_eq!(read.end(&stop(2, 20)), Ok(Change::FollowStopped(id(20))));
    assert!(read.own().is_some_and(|own| !own.is_open()));
    assert_eq!(read.end(&stop(2, 20)), Err(TrustRefusal::NotNext), "once");
}
