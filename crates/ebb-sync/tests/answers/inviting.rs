//! The inviting side, with a server that swaps what lies in the mailbox. It has the code too, by a link that was stolen.

use ebb_protocol::endpoints::{MAILBOX_OPENING, MailboxRequest, MailboxState, OpeningRequest};
use ebb_sync::{Admission, FoundingDraw, Identity, InvitationStep, Inviting};
use ebb_vault::{Code, MemberSecrets, MemberSeed, invitation};

use crate::scripted::{CODE, JOURNAL, NOW_MS, admitted, founder, label, newcomer};
use crate::server::Server;

const A: [u8; 32] = [22; 32];

fn inviting() -> Inviting {
    Inviting::new(&admitted(), CODE, A, [23; 32]).unwrap()
}

/// What lies in its mailbox: a card, if any, and what was opened, if anything.
fn mailbox(inviting: &Inviting, card: Option<&[u8]>, opening: Option<[u8; 32]>) -> MailboxState {
    let made: MailboxRequest = serde_json::from_slice(&inviting.make().body).unwrap();
    MailboxState {
        offer: made.offer,
        card: card.map(base16ct::lower::encode_string),
        opening: opening.map(|opening| base16ct::lower::encode_string(&opening)),
        tried_again: false,
        admitted: false,
        seconds_left: made.seconds,
    }
}

/// A card of somebody with the code; a second one, made once *a* is known, could be chosen so that the digits are the same.
fn card(code: [u8; 16], who: u8, b: u8) -> Vec<u8> {
    let secrets = MemberSecrets::of_seed(MemberSeed::new([who; 32]));
    invitation::make_card(&Code::new(code), &secrets, "Tablet", [b; 32], [8; 32])
}

/// By what a card is noted.
fn name_of(card: &[u8]) -> String {
    base16ct::lower::encode_string(&invitation::card_hash(card))
}

fn opens(step: &InvitationStep) -> bool {
    let InvitationStep::Open { request, .. } = step else { return false };
    let opening: OpeningRequest = serde_json::from_slice(&request.body).unwrap();
    assert_eq!((request.path, opening.opening), (MAILBOX_OPENING, base16ct::lower::encode_string(&A)));
    true
}

#[test]
fn nothing_is_opened_before_there_is_a_card_of_who_has_the_code() {
    let inviting = inviting();
    assert_eq!(inviting.looked(&mailbox(&inviting, None, None), NOW_MS), InvitationStep::Waiting);
    assert_eq!(inviting.looked(&mailbox(&inviting, None, Some(A)), NOW_MS), InvitationStep::Waiting);
    let mut altered = card(CODE, 9, 1);
    altered[40] ^= 1;
    for forged in [&card([8; 16], 9, 1), &altered, &altered[1..].to_vec(), &Vec::new()] {
        for opening in [None, Some(A), Some([1; 32])] {
            let step = inviting.looked(&mailbox(&inviting, Some(forged), opening), NOW_MS);
            assert_eq!(step, InvitationStep::Forged);
        }
    }
    assert!(opens(&inviting.looked(&mailbox(&inviting, Some(&card(CODE, 9, 1)), None), NOW_MS)), "nor spoilt by them");
}

#[test]
fn a_card_that_is_swapped_after_the_opening_is_not_compared() {
    let first = card(CODE, 9, 1);
    for swapped in [card(CODE, 66, 1), card(CODE, 9, 2)] {
        for opening in [None, Some(A)] {
            let inviting = inviting();
            assert!(opens(&inviting.looked(&mailbox(&inviting, Some(&first), None), NOW_MS)));
            let step = inviting.looked(&mailbox(&inviting, Some(&swapped), opening), NOW_MS);
            assert_eq!(step, InvitationStep::Forged, "{opening:?}");
        }
    }
}

#[test]
fn a_card_that_is_swapped_while_the_digits_are_shown_is_not_admitted() {
    let (inviting, first) = (inviting(), card(CODE, 9, 1));
    assert!(opens(&inviting.looked(&mailbox(&inviting, Some(&first), None), NOW_MS)));
    let shown = inviting.looked(&mailbox(&inviting, Some(&first), Some(A)), NOW_MS);
    assert!(matches!(shown, InvitationStep::Compare { .. }));
    let swapped = mailbox(&inviting, Some(&card(CODE, 66, 1)), Some(A));
    assert_eq!(inviting.looked(&swapped, NOW_MS), InvitationStep::Forged);
    assert_eq!(inviting.clone().looked(&swapped, NOW_MS), InvitationStep::Forged);
}

#[test]
fn the_same_card_again_is_opened_again_and_compared() {
    let (inviting, first) = (inviting(), card(CODE, 9, 1));
    for _ in 0..3 {
        assert!(opens(&inviting.looked(&mailbox(&inviting, Some(&first), None), NOW_MS)), "the answer was lost");
    }
    let opened = mailbox(&inviting, Some(&first), Some(A));
    let told = MailboxState { tried_again: true, ..opened.clone() };
    let digits = invitation::digits(&Code::new(CODE), &base16ct::lower::decode_vec(&opened.offer).unwrap(), &first, &A);
    for (state, somebody_else) in [(opened, false), (told, true)] {
        let InvitationStep::Compare { digits: shown, newcomer, tried_again } = inviting.looked(&state, NOW_MS) else {
            panic!("nothing to compare");
        };
        assert_eq!((Ok(shown), tried_again), (digits, somebody_else));
        let secrets = MemberSecrets::of_seed(MemberSeed::new([9; 32]));
        assert_eq!(newcomer.signing_key, secrets.signing.verifying_key());
    }
}

fn of_server(server: &Server, identity: Identity) -> Identity {
    Identity { log: server.logged.clone(), account: founder().account, admission: Admission::Admitted, ..identity }
}

#[test]
fn another_device_goes_on_with_the_same_mailbox_and_digits() {
    let server = Server::new();
    let made = Inviting::new(&admitted(), CODE, [22; 32], [23; 32]).unwrap();
    // Who has joined since the invitation was made goes on with it too.
    let other = of_server(&server, newcomer(30));
    let resumed = Inviting::of_text(&other, &made.to_text()).unwrap();
    assert_eq!((resumed.code_text(), resumed.mailbox()), (made.code_text(), made.mailbox()));
    assert_eq!(resumed.make().body, made.make().body, "the same offer");
    assert_eq!(resumed.to_text(), made.to_text());
    assert_ne!(resumed.look().token, made.look().token, "each asks in its own name");
}

#[test]
fn what_is_damaged_of_another_account_or_newer_is_left_alone() {
    let made = Inviting::new(&admitted(), CODE, [22; 32], [23; 32]).unwrap().to_text();
    let draw = FoundingDraw { seed: [90; 32], key: [3; 32], journal: JOURNAL, random: [6; 16], name_seed: [4; 32] };
    let elsewhere = Identity::founding(founder().replica, &label("Phone"), &draw);
    let elsewhere = Identity { admission: Admission::Admitted, ..elsewhere };
    assert!(Inviting::of_text(&elsewhere, &made).is_none(), "of another account");
    assert!(Inviting::of_text(&founder(), &made).is_none(), "not a member yet");
    let of_maker = 2 * (1 + 16 + 32)..2 * (1 + 16 + 32 + 16);
    for position in (0..made.len()).filter(|position| !of_maker.contains(position)) {
        let mut altered = made.clone().into_bytes();
        altered[position] = if altered[position] == b'0' { b'1' } else { b'0' };
        let altered = String::from_utf8(altered).unwrap();
        assert!(Inviting::of_text(&admitted(), &altered).is_none(), "{position}");
        assert!(Inviting::of_text(&admitted(), &made[..position]).is_none(), "{position}");
    }
}

/// Only the device that made an invitation opens it: of two, a server with the code could show the second a card of its own.
#[test]
fn another_device_waits_for_the_card_that_the_maker_has_noted() {
    let made = inviting();
    let (first, second) = (card(CODE, 9, 1), card(CODE, 66, 1));
    let resumed = || Inviting::of_text(&of_server(&Server::new(), newcomer(30)), &made.to_text()).unwrap();
    for opening in [None, Some(A)] {
        let step = resumed().looked(&mailbox(&made, Some(&first), opening), NOW_MS);
        assert_eq!(step, InvitationStep::WaitsForMaker, "{opening:?}");
        let other = resumed();
        other.note(&name_of(&first));
        other.note(&name_of(&second));
        let step = other.looked(&mailbox(&made, Some(&second), opening), NOW_MS);
        assert_eq!(step, InvitationStep::Forged, "{opening:?}");
    }
    let other = resumed();
    other.note(&name_of(&first));
    assert!(opens(&other.looked(&mailbox(&made, Some(&first), None), NOW_MS)), "it may have ended before it did");
    let step = other.looked(&mailbox(&made, Some(&first), Some(A)), NOW_MS);
    assert!(matches!(step, InvitationStep::Compare { .. }));
}

#[test]
fn a_maker_that_begins_anew_knows_the_card_that_it_has_noted_and_no_other() {
    let (made, first) = (inviting(), card(CODE, 9, 1));
    let InvitationStep::Open { card, .. } = made.looked(&mailbox(&made, Some(&first), None), NOW_MS) else {
        panic!("nothing to open");
    };
    assert_eq!(card, name_of(&first));
    let again = || Inviting::of_text(&admitted(), &made.to_text()).unwrap();
    let noted = again();
    noted.note(&card);
    assert!(matches!(noted.looked(&mailbox(&made, Some(&first), Some(A)), NOW_MS), InvitationStep::Compare { .. }));
    // Whatever is open was opened for a card, and that one was noted before.
    assert_eq!(again().looked(&mailbox(&made, Some(&first), Some(A)), NOW_MS), InvitationStep::Forged);
    assert!(opens(&again().looked(&mailbox(&made, Some(&first), None), NOW_MS)));
}
