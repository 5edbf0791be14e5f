//! What the one function takes and refuses, alone and in any order.

use ed25519_dalek::SigningKey;
use proptest::prelude::*;

use super::*;
use crate::ids::{ReplicaId, SegmentHash};
use crate::trust::{Cut, SEALED_KEY_BYTES};

/// A key holder of these tests; `number` makes all its keys.
pub(in crate::trust) fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

pub(in crate::trust) fn id(number: u8) -> MemberId {
    MemberId::of_signing_key(&key(number).verifying_key().to_bytes())
}

pub(in crate::trust) fn founded() -> (TrustState, Vec<u8>) {
    let signing_key = key(1).verifying_key().to_bytes();
    let head = OpenHead {
        index: 0,
        previous: EntryHash::NONE,
        previous_member: EntryHash::NONE,
        signer: id(1),
        epoch: 0,
        detail: Detail::Founded(Founding {
            signing_key,
            sealing_key: [1; 32],
            token_hash: SecretHash([1; 32]),
            journal: StreamId([2; 16]),
            commitment: [0; 16],
            random: [4; 16],
        }),
    };
    let entry = head.sign(AccountId([0; 16]), b"", &key(1));
    (TrustState::found(&entry).unwrap(), entry)
}

pub(in crate::trust) fn next(state: &TrustState, signer: u8, epoch: u32, detail: Detail) -> OpenHead {
    OpenHead {
        index: state.next_index(),
        previous: state.head(),
        previous_member: state.member_head(),
        signer: id(signer),
        epoch,
        detail,
    }
}

pub(in crate::trust) fn signed(state: &TrustState, signer: u8, epoch: u32, detail: Detail) -> Vec<u8> {
    next(state, signer, epoch, detail).sign(state.account(), b"", &key(signer))
}

pub(in crate::trust) fn admission(number: u8, kind: MemberKind) -> Detail {
    Detail::Admitted(Admission {
        kind,
        signing_key: key(number).verifying_key().to_bytes(),
        sealing_key: [number; 32],
        token_hash: SecretHash([number; 32]),
        keybox_hash: [number; 32],
        mailbox: None,
        proof: [0; 32],
    })
}

pub(in crate::trust) fn admit(
    state: &mut TrustState,
    signer: u8,
    number: u8,
    kind: MemberKind,
) -> Result<Change, TrustRefusal> {
    let entry = signed(state, signer, state.epoch(), admission(number, kind));
    state.apply(&entry)
}

pub(in crate::trust) fn dismissal(state: &TrustState, number: u8, cuts: Vec<Cut>) -> Detail {
    let stay = state.open_members().map(|(member, _)| (member, [7; 32])).filter(|(member, _)| *member != id(number));
    Detail::Dismissed(Dismissal {
        member: id(number),
        commitment: [number; 16],
        previous_key: [number; SEALED_KEY_BYTES],
        keybox_hashes: stay.collect(),
        cuts,
        compacted: Vec::new(),
    })
}

pub(in crate::trust) fn dismiss(state: &mut TrustState, signer: u8, number: u8) -> Result<Change, TrustRefusal> {
    let detail = dismissal(state, number, Vec::new());
    let entry = signed(state, signer, state.epoch() + 1, detail);
    state.apply(&entry)
}

pub(in crate::trust) fn three_devices_and_a_sheet() -> TrustState {
    let (mut state, _) = founded();
    admit(&mut state, 1, 2, MemberKind::Device).unwrap();
    admit(&mut state, 2, 3, MemberKind::Device).unwrap();
    admit(&mut state, 1, 4, MemberKind::Sheet).unwrap();
    state
}

#[test]
fn devices_admit_and_dismiss_and_each_dismissal_begins_an_epoch() {
    let mut state = three_devices_and_a_sheet();
    assert_eq!(state.epoch(), 0);
    assert_eq!(dismiss(&mut state, 3, 1), Ok(Change::Dismissed(id(1))));
    assert_eq!((state.epoch(), state.commitment(1)), (1, Some([1; 16])));
    assert!(!state.is_device(id(1)) && state.is_device(id(2)));
    assert_eq!(admit(&mut state, 1, 5, MemberKind::Device), Err(TrustRefusal::NotAllowed), "dismissed");
    assert_eq!(admit(&mut state, 2, 1, MemberKind::Device), Err(TrustRefusal::Member), "a key never comes back");
    assert_eq!(dismiss(&mut state, 2, 1), Err(TrustRefusal::Member), "twice");
    assert_eq!(dismiss(&mut state, 2, 2), Err(TrustRefusal::NotAllowed), "itself");
}

#[test]
fn a_sheet_admits_devices_and_does_nothing_else() {
    let mut state = three_devices_and_a_sheet();
    assert_eq!(admit(&mut state, 4, 6, MemberKind::Sheet), Err(TrustRefusal::NotAllowed));
    assert_eq!(dismiss(&mut state, 4, 1), Err(TrustRefusal::NotAllowed));
    let close = signed(&state, 4, 0, Detail::Closed);
    assert_eq!(state.apply(&close), Err(TrustRefusal::NotAllowed));
    let unknown = signed(&state, 4, 0, Detail::Unknown { kind: 9, bytes: Vec::new() });
    assert_eq!(state.apply(&unknown), Err(TrustRefusal::NotAllowed));
    assert!(matches!(admit(&mut state, 4, 5, MemberKind::Device), Ok(Change::Admitted { .. })));
    let nothing =
        Written { stream: StreamId([2; 16]), replica: ReplicaId([1; 16]), number: 1, hash: SegmentHash([1; 32]) };
    assert_eq!(state.writer_key(id(4), nothing), None, "a sheet writes nothing");
}

#[test]
fn nothing_follows_the_end() {
    let mut state = three_devices_and_a_sheet();
    let close = signed(&state, 2, 0, Detail::Closed);
    assert_eq!(state.apply(&close), Ok(Change::Closed));
    assert!(state.is_closed());
    assert_eq!(admit(&mut state, 1, 5, MemberKind::Device), Err(TrustRefusal::Closed));
}

#[test]
fn a_new_epoch_has_a_key_for_exactly_those_who_stay() {
    let mut state = three_devices_and_a_sheet();
    let Detail::Dismissed(right) = dismissal(&state, 3, Vec::new()) else { unreachable!() };
    let (mut fewer, mut more, mut also_him) = (right.clone(), right.clone(), right);
    fewer.keybox_hashes.pop();
    more.keybox_hashes.push((MemberId([0xff; 16]), [1; 32]));
    also_him.keybox_hashes.push((id(3), [1; 32]));
    also_him.keybox_hashes.sort_unstable();
    for wrong in [fewer, more, also_him] {
        let entry = signed(&state, 1, 1, Detail::Dismissed(wrong));
        assert_eq!(state.apply(&entry), Err(TrustRefusal::Keyboxes));
    }
    let too_far = signed(&state, 1, 2, dismissal(&state, 3, Vec::new()));
    assert_eq!(state.apply(&too_far), Err(TrustRefusal::Epoch));
    let behind = signed(&state, 1, 0, dismissal(&state, 3, Vec::new()));
    assert_eq!(state.apply(&behind), Err(TrustRefusal::Epoch));
}

#[test]
fn entries_replayed_forked_moved_or_forged_are_refused() {
    let before = three_devices_and_a_sheet();
    let entry = signed(&before, 1, 0, admission(5, MemberKind::Device));
    let mut state = before.clone();
    state.apply(&entry).unwrap();
    assert_eq!(state.apply(&entry), Err(TrustRefusal::NotNext), "replayed");
    let fork = signed(&before, 2, 0, admission(6, MemberKind::Device));
    assert_eq!(state.apply(&fork), Err(TrustRefusal::NotNext), "forked");
    let other_member_head = OpenHead { previous_member: EntryHash([1; 32]), ..next(&state, 1, 0, Detail::Closed) };
    let entry = other_member_head.sign(state.account(), b"", &key(1));
    assert_eq!(state.apply(&entry), Err(TrustRefusal::NotNext), "the shorter chain");
    let forged = next(&state, 1, 0, Detail::Closed).sign(state.account(), b"", &key(9));
    assert_eq!(state.apply(&forged), Err(TrustRefusal::Signature), "by another key");
    let elsewhere = next(&state, 1, 0, Detail::Closed).sign(AccountId([9; 16]), b"", &key(1));
    assert_eq!(state.apply(&elsewhere), Err(TrustRefusal::Signature), "of another account");
    let stranger = signed(&state, 9, 0, Detail::Closed);
    assert_eq!(state.apply(&stranger), Err(TrustRefusal::NotAllowed), "by a stranger");
    let (_, founding) = founded();
    assert_eq!(state.apply(&founding), Err(TrustRefusal::NotNext), "founded twice");
}

/// Properly signed, in its place by its index and by the shorter chain: but made for another log.
#[test]
fn an_entry_of_any_kind_names_the_hash_of_the_one_before() {
    let state = three_devices_and_a_sheet();
    let founding = SignedEntry::read(&founded().1).unwrap().head.detail;
    let kinds = [
        (founding, 0),
        (admission(5, MemberKind::Device), 0),
        (admission(5, MemberKind::Sheet), 0),
        (dismissal(&state, 3, Vec::new()), 1),
        (Detail::Closed, 0),
        (Detail::Unknown { kind: 77, bytes: vec![1] }, 0),
    ];
    for (detail, epoch) in kinds {
        let is_refused_in_any_place = matches!(detail, Detail::Founded(_));
        let right = next(&state, 1, epoch, detail);
        let mut last_bit = state.head();
        last_bit.0[31] ^= 1;
        let one_earlier = state.hash_at(state.next_index() - 2).unwrap();
        for previous in [last_bit, one_earlier, EntryHash::NONE] {
            let entry = OpenHead { previous, ..right.clone() }.sign(state.account(), b"", &key(1));
            let mut tried = state.clone();
            assert_eq!(tried.apply(&entry), Err(TrustRefusal::NotNext), "{previous} in {right:?}");
            assert_eq!(tried, state);
        }
        let entry = right.sign(state.account(), b"", &key(1));
        assert_eq!(state.clone().apply(&entry).is_ok(), !is_refused_in_any_place, "the right one is taken: {right:?}");
    }
}

#[test]
fn what_a_dismissed_device_wrote_counts_up_to_its_cut() {
    let mut state = three_devices_and_a_sheet();
    let (stream, replica) = (StreamId([2; 16]), ReplicaId([3; 16]));
    let written = |number, hash| Written { stream, replica, number, hash: SegmentHash([hash; 32]) };
    assert!(state.writer_key(id(3), written(900, 1)).is_some(), "a device's all counts");
    let cut = Cut { stream, replica, number: 5, hash: SegmentHash([5; 32]) };
    let entry = signed(&state, 1, 1, dismissal(&state, 3, vec![cut]));
    state.apply(&entry).unwrap();
    assert!(state.writer_key(id(3), written(4, 1)).is_some());
    assert!(state.writer_key(id(3), written(5, 5)).is_some());
    assert!(state.writer_key(id(3), written(5, 6)).is_none(), "another fifth");
    assert!(state.writer_key(id(3), written(6, 5)).is_none(), "past the cut");
    let unheard = Written { replica: ReplicaId([4; 16]), ..written(1, 1) };
    assert!(state.writer_key(id(3), unheard).is_none(), "a replica that the cut does not name");
}

/// A compacted segment has no number, so no cut is in its way: those count that the dismissal names, whatever their replica.
#[test]
fn what_a_dismissed_device_compacted_counts_where_its_dismissal_names_it() {
    let mut state = three_devices_and_a_sheet();
    let (stream, replica) = (state.journal(), ReplicaId([3; 16]));
    let compacted = |hash| Written { stream, replica, number: 0, hash: SegmentHash([hash; 32]) };
    assert!(state.writer_key(id(3), compacted(1)).is_some(), "a device's all counts");
    let cut = Cut { stream, replica, number: 5, hash: SegmentHash([5; 32]) };
    let Detail::Dismissed(dismissal) = dismissal(&state, 3, vec![cut]) else { unreachable!() };
    let named = vec![SegmentHash([6; 32]), SegmentHash([8; 32])];
    let dismissal = Dismissal { compacted: named.clone(), ..dismissal };
    let entry = signed(&state, 1, 1, Detail::Dismissed(dismissal));
    state.apply(&entry).unwrap();
    for hash in 0..=9 {
        assert_eq!(state.writer_key(id(3), compacted(hash)).is_some(), [6, 8].contains(&hash), "{hash}");
    }
    assert!(state.writer_key(id(3), Written { number: 6, ..compacted(6) }).is_none(), "named, but with a number");
    let elsewhere = Written { stream: StreamId([9; 16]), ..compacted(6) };
    assert!(state.writer_key(id(3), elsewhere).is_none(), "of another stream");
    assert!(state.writer_key(id(2), compacted(1)).is_some(), "of who stays all counts");
    assert_eq!(state.members()[&id(3)].removed.as_ref().unwrap().compacted, named);
}

#[test]
fn a_kind_of_a_newer_version_is_followed_and_said() {
    let mut state = three_devices_and_a_sheet();
    let entry = signed(&state, 1, 0, Detail::Unknown { kind: 9, bytes: vec![1] });
    assert_eq!(state.apply(&entry), Ok(Change::Unknown));
    assert!(state.needs_newer());
    assert!(matches!(admit(&mut state, 2, 5, MemberKind::Device), Ok(Change::Admitted { .. })));
    assert_eq!(dismiss(&mut state, 2, 5), Err(TrustRefusal::Epoch), "its keys might be for too few");
}

#[test]
fn there_is_room_for_so_many_and_no_more() {
    let (mut state, _) = founded();
    for number in 2..=u8::try_from(MEMBERS_MAX).unwrap() {
        admit(&mut state, 1, number, MemberKind::Device).unwrap();
    }
    assert_eq!(admit(&mut state, 1, 200, MemberKind::Device), Err(TrustRefusal::Full));
    let (mut state, _) = founded();
    for number in 2..2 + u8::try_from(SHEETS_MAX).unwrap() {
        admit(&mut state, 1, number, MemberKind::Sheet).unwrap();
    }
    assert_eq!(admit(&mut state, 1, 200, MemberKind::Sheet), Err(TrustRefusal::Full));
}

proptest! {
    /// Whatever is tried in whatever order: a chain that was taken in one by one is taken in again as a whole, and says the
    /// same; and what was refused changed nothing.
    #[test]
    fn a_chain_says_the_same_again(tries in prop::collection::vec((1_u8..6, 1_u8..6, 0_u8..4), 0..12)) {
        let (mut state, founding) = founded();
        let mut chain = vec![founding];
        for (signer, about, what) in tries {
            let entry = match what {
                0 => signed(&state, signer, state.epoch(), admission(about, MemberKind::Device)),
                1 => signed(&state, signer, state.epoch(), admission(about, MemberKind::Sheet)),
                2 => signed(&state, signer, state.epoch() + 1, dismissal(&state, about, Vec::new())),
                _ => signed(&state, signer, state.epoch(), Detail::Unknown { kind: 77, bytes: vec![about] }),
            };
            let before = state.clone();
            if state.apply(&entry).is_ok() {
                chain.push(entry);
            } else {
                prop_assert_eq!(&state, &before);
            }
        }
        let again = TrustState::of_chain(chain.iter().map(Vec::as_slice)).unwrap();
        prop_assert_eq!(&again, &state);
        prop_assert!(state.open_members().any(|(_, member)| member.kind == MemberKind::Device), "someone is always in");
        for cut in 1..chain.len() {
            let shorter = TrustState::of_chain(chain[..cut].iter().map(Vec::as_slice)).unwrap();
            prop_assert!(state.holds(shorter.head()));
        }
    }
}
