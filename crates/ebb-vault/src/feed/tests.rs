//! What feeds and notes hold comes back, and nothing else opens.

use ebb_protocol::ids::SegmentHash;
use proptest::prelude::*;

use super::*;

const ACCOUNT: AccountId = AccountId([1; 16]);
const FEED: StreamId = StreamId([2; 16]);

fn place() -> Place {
    let previous = SegmentHash([5; 32]);
    Place { account: ACCOUNT, stream: FEED, epoch: 3, replica: ReplicaId([4; 16]), number: 7, previous }
}

fn key() -> StreamKey {
    StreamKey::new([7; 32]).follow_key(FEED)
}

fn signer() -> SigningSeed {
    SigningSeed::new([8; 32])
}

fn known(member: MemberId) -> Option<[u8; 32]> {
    let key = signer().verifying_key();
    (MemberId::of_signing_key(&key) == member).then_some(key)
}

fn body(changes: Vec<u8>) -> FeedBody {
    FeedBody { made_ms: -5, tally: vec![1; 60], scope: vec![2; 9], terms: Vec::new(), changes }
}

fn note() -> NoteBody {
    NoteBody { written_ms: 12, text: "seemed very tired".to_owned() }
}

proptest! {
    #[test]
    fn what_a_feed_says_reads_back(changes in prop::collection::vec(any::<u8>(), 0..600), is_anew: bool) {
        let body = body(changes);
        let sealed = seal_feed(is_anew, &key(), &signer(), &place(), EntryHash([6; 32]), &body, [9; 24]).unwrap();
        let opened = open_feed(&key(), (ACCOUNT, FEED), known, sealed.as_bytes()).unwrap();
        prop_assert_eq!(opened.is_anew(), is_anew);
        prop_assert_eq!((opened.trust_head, opened.body), (EntryHash([6; 32]), body));
    }

    #[test]
    fn noise_is_no_body(noise in prop::collection::vec(any::<u8>(), 0..200)) {
        drop(FeedBody::read(&noise));
        drop(FeedBody::read(&[&[VERSION][..], &noise].concat()));
        drop(Tally::open(&key(), (ACCOUNT, FEED, 1), &noise));
    }

    #[test]
    fn a_tally_reads_back_for_devices_and_at_its_place_alone(
        rules: u16, entries: u32, numbers in prop::collection::btree_map(any::<[u8; 16]>(), any::<u64>(), 0..20),
    ) {
        let tally = Tally::new(rules, entries, numbers.into_iter().map(|(name, number)| (ReplicaId(name), number)));
        let journal = StreamKey::new([7; 32]);
        let sealed = tally.seal(&journal, (ACCOUNT, FEED, 7), [9; 24]);
        prop_assert_eq!(Tally::open(&journal, (ACCOUNT, FEED, 7), &sealed), Some(tally));
        prop_assert_eq!(Tally::open(&journal, (ACCOUNT, FEED, 8), &sealed), None);
        prop_assert_eq!(Tally::open(&key(), (ACCOUNT, FEED, 7), &sealed), None);
    }
}

#[test]
fn a_tally_is_within_another_that_knows_as_much_of_everything() {
    let one = ReplicaId([1; 16]);
    let tally = |rules, entries, number| Tally::new(rules, entries, [(one, number)]);
    let known = tally(1, 4, 9);
    assert!(known.is_within(&known));
    assert!(Tally::default().is_within(&known));
    for newer in [tally(2, 4, 9), tally(1, 5, 9), tally(1, 4, 10), Tally::new(1, 4, [(ReplicaId([2; 16]), 1)])] {
        assert!(!newer.is_within(&known));
    }
}

#[test]
fn a_note_reads_back_and_neither_is_the_other() {
    let noted = seal_note(&key(), &signer(), &place(), EntryHash([6; 32]), &note(), [9; 24]).unwrap();
    let (head, read) = open_note(&key(), (ACCOUNT, FEED), known, noted.as_bytes()).unwrap();
    assert_eq!((head.number, read), (7, note()));
    assert!(open_feed(&key(), (ACCOUNT, FEED), known, noted.as_bytes()).is_err());
    let fed = seal_feed(true, &key(), &signer(), &place(), EntryHash([6; 32]), &body(vec![1]), [9; 24]).unwrap();
    assert!(open_note(&key(), (ACCOUNT, FEED), known, fed.as_bytes()).is_err());
    // Of the journal neither is: another key seals it.
    for segment in [noted, fed] {
        assert!(open(&StreamKey::new([7; 32]), ACCOUNT, known, segment.as_bytes()).is_err());
        assert!(open_feed(&key(), (ACCOUNT, StreamId([3; 16])), known, segment.as_bytes()).is_err());
    }
}
