//! An invitation is frozen, opens for who has the code alone, and whatever is swapped shows.

use proptest::prelude::*;

use super::*;
use crate::keys::MemberSeed;

fn code() -> Code {
    Code::new([1; 16])
}

fn offer() -> Offer {
    Offer {
        account: AccountId([2; 16]),
        genesis: EntryHash([3; 32]),
        head: EntryHash([4; 32]),
        commitment: commit(&[5; 32]),
        for_whom: ForWhom::Device,
    }
}

fn for_a_follow() -> Offer {
    let offered = OfferedFollow { inviter: "Mother".to_owned(), scope: vec![1, 2, 3], until_ms: Some(7) };
    Offer { for_whom: ForWhom::Follow(offered), ..offer() }
}

fn newcomer() -> MemberSecrets {
    MemberSecrets::of_seed(MemberSeed::new([6; 32]))
}

fn card() -> Vec<u8> {
    make_card(&code(), &newcomer(), "Blue phone", [7; 32], [8; 32])
}

/// If these bytes move, an older and a newer app no longer invite each other.
#[test]
fn an_invitation_is_frozen() {
    let hash = |bytes: &[u8]| EntryHash::of(bytes).to_string()[..16].to_owned();
    let sealed = seal_offer(&code(), &offer(), [9; 32]);
    let made = [hash(&mailbox_name(&code())), hash(&sealed), hash(&card())];
    assert_eq!(made, ["b92b030848787555", "d3192b32353105e3", "a251fea8fd7c0269"]);
    assert_eq!(digits(&code(), &sealed, &card(), &[5; 32]), Ok(640_853));
}

#[test]
fn both_sides_read_what_the_other_left() {
    let sealed = seal_offer(&code(), &offer(), [9; 32]);
    assert_eq!(open_offer(&code(), &sealed), Ok(offer()));
    let sealed = seal_offer(&code(), &for_a_follow(), [9; 32]);
    assert_eq!(open_offer(&code(), &sealed), Ok(for_a_follow()));
    assert!(sealed.len() <= ebb_protocol::limits::OFFER_BYTES_MAX);
    let read = open_card(&code(), &card()).unwrap();
    assert_eq!((read.name.as_str(), read.token_hash), ("Blue phone", newcomer().token_hash()));
    assert_eq!(read.into_device(mailbox(&code()), 0).sealing_key, newcomer().sealing_key());
}

#[test]
fn who_has_not_the_code_reads_and_makes_nothing() {
    let other = Code::new([2; 16]);
    assert_ne!(mailbox(&other), mailbox(&code()));
    assert_eq!(open_offer(&other, &seal_offer(&code(), &offer(), [9; 32])), Err(NotOfInvitation::Offer));
    assert_eq!(open_card(&other, &card()), Err(NotOfInvitation::Card));
}

/// Whoever carries the messages swaps a card, an offer or *a* for another that even knows the code: the digits differ, or
/// nothing comes about.
#[test]
fn whatever_is_swapped_shows_in_the_digits() {
    let (sealed, card) = (seal_offer(&code(), &offer(), [9; 32]), card());
    let right = digits(&code(), &sealed, &card, &[5; 32]).unwrap();
    let thief = MemberSecrets::of_seed(MemberSeed::new([66; 32]));
    let other_card = make_card(&code(), &thief, "Blue phone", [7; 32], [8; 32]);
    assert_ne!(digits(&code(), &sealed, &other_card, &[5; 32]).unwrap(), right);
    let other_offer = seal_offer(&code(), &Offer { account: AccountId([9; 16]), ..offer() }, [9; 32]);
    assert_ne!(digits(&code(), &other_offer, &card, &[5; 32]).unwrap(), right);
    assert_eq!(digits(&code(), &sealed, &card, &[6; 32]), Err(NotOfInvitation::Opening));
}

proptest! {
    #[test]
    fn any_altered_byte_is_noticed(at: prop::sample::Index, bit in 0..8_u8) {
        let mut altered = card();
        let index = at.index(altered.len());
        altered[index] ^= 1 << bit;
        prop_assert_eq!(open_card(&code(), &altered), Err(NotOfInvitation::Card));
        let mut altered = seal_offer(&code(), &offer(), [9; 32]);
        let index = at.index(altered.len());
        altered[index] ^= 1 << bit;
        prop_assert_eq!(open_offer(&code(), &altered), Err(NotOfInvitation::Offer));
    }
}
