//! Entries are frozen, read back, and any change in them is noticed.

use proptest::prelude::*;

use super::*;
use crate::ids::{MailboxId, ReplicaId, SecretHash, SegmentHash, StreamId};
use crate::limits::{COMPACTED_PER_MEMBER_MAX, MEMBERS_MAX, REPLICAS_PER_MEMBER_MAX, TRUST_APPEND_BYTES_MAX};
use crate::trust::{Logged, batch};

fn signer() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

fn founding() -> OpenHead {
    let signing_key = signer().verifying_key().to_bytes();
    OpenHead {
        index: 0,
        previous: EntryHash::NONE,
        previous_member: EntryHash::NONE,
        signer: MemberId::of_signing_key(&signing_key),
        epoch: 0,
        detail: Detail::Founded(Founding {
            signing_key,
            sealing_key: [8; 32],
            token_hash: SecretHash([1; 32]),
            journal: StreamId([2; 16]),
            commitment: [3; 16],
            random: [4; 16],
        }),
    }
}

fn head_with(detail: Detail) -> OpenHead {
    OpenHead {
        index: 7,
        previous: EntryHash([5; 32]),
        previous_member: EntryHash([6; 32]),
        epoch: 3,
        detail,
        ..founding()
    }
}

fn samples() -> Vec<OpenHead> {
    let admission = Admission {
        kind: MemberKind::Sheet,
        signing_key: [1; 32],
        sealing_key: [2; 32],
        token_hash: SecretHash([3; 32]),
        keybox_hash: [4; 32],
        mailbox: None,
        proof: [5; 32],
    };
    let device = Admission { kind: MemberKind::Device, mailbox: Some(MailboxId([6; 32])), ..admission.clone() };
    let cut = |replica| Cut {
        stream: StreamId([1; 16]),
        replica: ReplicaId([replica; 16]),
        number: 9,
        hash: SegmentHash([2; 32]),
    };
    let dismissal = Dismissal {
        member: MemberId([1; 16]),
        commitment: [2; 16],
        previous_key: [3; SEALED_KEY_BYTES],
        keybox_hashes: vec![(MemberId([1; 16]), [4; 32]), (MemberId([2; 16]), [5; 32])],
        cuts: vec![cut(1), cut(2)],
        compacted: vec![SegmentHash([6; 32]), SegmentHash([7; 32])],
    };
    vec![
        founding(),
        head_with(Detail::Admitted(admission)),
        head_with(Detail::Admitted(device)),
        head_with(Detail::Dismissed(dismissal)),
        head_with(Detail::Closed),
        head_with(Detail::Unknown { kind: 9, bytes: vec![1, 2, 3] }),
    ]
}

/// If these bytes move, accounts can no longer be named, and logs no longer be checked.
#[test]
fn entries_are_frozen() {
    let account = AccountId([7; 16]);
    let hashes: Vec<_> = samples()
        .iter()
        .map(|head| EntryHash::of(&head.sign(account, b"names", &signer())).to_string()[..16].to_owned())
        .collect();
    assert_eq!(
        hashes,
        [
            "f77fd9e29f468dab",
            "17f61a61ab2c30b6",
            "04478d65310d1bd2",
            "ae79673330003b94",
            "48a8048ca5ab2429",
            "c7025a05de474ae7"
        ]
    );
    let founded = founding().sign(AccountId([0; 16]), b"", &signer());
    assert_eq!(AccountId::of_genesis(&founded).to_string(), "733cbb447570badc1a02bae0e4360e5d");
}

#[test]
fn every_kind_reads_back_and_any_changed_bit_is_noticed() {
    let account = AccountId([7; 16]);
    for head in samples() {
        let entry = head.sign(account, b"names", &signer());
        let read = SignedEntry::read(&entry).unwrap();
        assert_eq!(read.head, head);
        assert_eq!(read.sealed_body, b"names");
        let key = signer().verifying_key().to_bytes();
        assert!(read.is_signed_by(&key, account));
        assert!(!read.is_signed_by(&key, AccountId([8; 16])) && !read.is_signed_by(&[1; 32], account));
        for at in 0..entry.len() {
            let mut altered = entry.clone();
            altered[at] ^= 1;
            let noticed = SignedEntry::read(&altered).map_or(true, |read| !read.is_signed_by(&key, account));
            assert!(noticed, "byte {at} of {head:?}");
            assert!(SignedEntry::read(&entry[..at]).is_err(), "cut at {at}");
        }
    }
}

#[test]
fn what_is_listed_must_rise() {
    for head in samples() {
        let Detail::Dismissed(dismissal) = &head.detail else { continue };
        let mut twice = dismissal.clone();
        twice.cuts[1].replica = twice.cuts[0].replica;
        let mut fallen = dismissal.clone();
        fallen.keybox_hashes.reverse();
        let (mut same_again, mut fallen_hashes) = (dismissal.clone(), dismissal.clone());
        same_again.compacted[1] = same_again.compacted[0];
        fallen_hashes.compacted.reverse();
        for wrong in [twice, fallen, same_again, fallen_hashes] {
            let entry =
                OpenHead { detail: Detail::Dismissed(wrong), ..head.clone() }.sign(AccountId([7; 16]), b"", &signer());
            assert_eq!(SignedEntry::read(&entry), Err(MalformedEntry::Shape));
        }
    }
}

/// Whoever has as many replicas and compacted segments as a member may have, in an account that is full, can be dismissed.
#[test]
fn the_longest_dismissal_has_room_in_one_entry() {
    let numbered = |number: usize| {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&(number as u64).to_be_bytes());
        bytes
    };
    let half = |number: usize| *numbered(number).first_chunk().unwrap();
    let dismissal = |compacted: usize| Dismissal {
        member: MemberId([1; 16]),
        commitment: [2; 16],
        previous_key: [3; SEALED_KEY_BYTES],
        keybox_hashes: (0..MEMBERS_MAX).map(|number| (MemberId(half(number)), [4; 32])).collect(),
        cuts: (0..REPLICAS_PER_MEMBER_MAX)
            .map(|number| Cut {
                stream: StreamId([1; 16]),
                replica: ReplicaId(half(number)),
                number: 9,
                hash: SegmentHash([2; 32]),
            })
            .collect(),
        compacted: (0..compacted).map(|number| SegmentHash(numbered(number))).collect(),
    };
    let entry =
        |compacted| head_with(Detail::Dismissed(dismissal(compacted))).sign(AccountId([7; 16]), &[6; 114], &signer());
    let longest = entry(COMPACTED_PER_MEMBER_MAX);
    let read = SignedEntry::read(&longest).unwrap();
    assert_eq!(read.head.detail, Detail::Dismissed(dismissal(COMPACTED_PER_MEMBER_MAX)));
    assert!(longest.len() <= TRUST_ENTRY_BYTES_MAX, "{}", longest.len());
    let keyboxes = (0..MEMBERS_MAX).map(|number| (MemberId(half(number)), [5; KEYBOX_BYTES])).collect();
    let append = batch::write(&[Logged { entry: longest, keyboxes }]);
    assert!(append.len() <= TRUST_APPEND_BYTES_MAX, "{}", append.len());
    assert_eq!(SignedEntry::read(&entry(COMPACTED_PER_MEMBER_MAX + 1)), Err(MalformedEntry::Shape));
}

proptest! {
    #[test]
    fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..400)) {
        drop(SignedEntry::read(&noise));
    }
}
