//! The way in: looking consumes nothing, the digits are those of both sides, and everybody who stands between is noticed.

use ebb_protocol::endpoints::{FOLLOWED, MAILBOX_CARD, MAILBOX_READ, TRUST_LOG_READ};
use ebb_protocol::problem::ProblemKind;
use ebb_sync::follower::{FollowRefused, FollowerEvent, FollowerIdentity, FollowerNews, FollowerStage};
use ebb_sync::{InvitationStep, Reply};
use ebb_vault::Code;
use ebb_vault::invitation::{ForWhom, Offer, OfferedFollow, seal_offer};

use crate::owner::{Owner, plan, secrets, shows};
use crate::phone::{Phone, Store};
use crate::server::problem;

#[test]
fn somebody_looks_says_yes_compares_and_reads() {
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::looks_at(owner.code(), 50);
    phone.settle(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Offered);
    assert_eq!((phone.standing().owner.as_str(), phone.standing().scope.clone()), ("Mum", Some(plan().scope)));
    assert_eq!((owner.asked.clone(), phone.held.clone()), (vec![MAILBOX_READ], None), "nothing was left or kept");
    assert_eq!(owner.looks(), InvitationStep::Waiting);

    phone.tell(FollowerEvent::Accepted);
    assert!(phone.held.is_some(), "kept before the card is left");
    assert_eq!(phone.sent.as_ref().unwrap().path, MAILBOX_CARD);
    phone.settle(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Waiting);
    owner.looks();
    owner.looks();
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Compare(owner.digits.unwrap()));
    assert_eq!(owner.candidate.as_ref().unwrap().name(), "Kim");

    owner.approves();
    owner.tells_anew(&[shows(1, "slept well")]);
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Following);
    assert_eq!((phone.texts(), phone.channels), (vec!["slept well".to_owned()], 1));
    assert_eq!(phone.news(), FollowerNews::UpToDate(crate::owner::NOW_MS + 1));
    assert!(owner.asked.ends_with(&[TRUST_LOG_READ, FOLLOWED]));
}

#[test]
fn a_link_scanner_that_looks_changes_nothing() {
    let mut owner = Owner::inviting(plan());
    let before = owner.mailbox.clone();
    for number in 60..70 {
        let mut scanner = Phone::looks_at(owner.code(), number);
        scanner.settle(&mut owner);
        assert_eq!(scanner.stage(), &FollowerStage::Offered);
        assert_eq!(owner.mailbox, before);
    }
    Phone::following(&mut owner);
}

#[test]
fn of_two_people_one_is_let_in_and_the_other_and_the_owner_are_told() {
    let mut owner = Owner::inviting(plan());
    let mut first = Phone::looks_at(owner.code(), 50);
    let mut second = Phone::looks_at(owner.code(), 60);
    for phone in [&mut first, &mut second] {
        phone.settle(&mut owner);
        assert_eq!(phone.stage(), &FollowerStage::Offered);
    }
    for phone in [&mut first, &mut second] {
        phone.tell(FollowerEvent::Accepted);
        phone.settle(&mut owner);
    }
    assert_eq!(first.stage(), &FollowerStage::Waiting);
    assert_eq!(second.stage(), &FollowerStage::Refused(FollowRefused::Used));
    owner.looks();
    assert!(matches!(owner.looks(), InvitationStep::CompareFollow { tried_again: true, .. }));
}

#[test]
fn who_comes_after_the_first_can_tell_the_owner() {
    let mut owner = Owner::inviting(plan());
    let mut first = Phone::looks_at(owner.code(), 50);
    first.settle(&mut owner);
    first.tell(FollowerEvent::Accepted);
    first.settle(&mut owner);
    owner.looks();
    // Looking alone leaves nothing, and tells nobody.
    let mut second = Phone::looks_at(owner.code(), 60);
    second.settle(&mut owner);
    assert_eq!(second.stage(), &FollowerStage::Refused(FollowRefused::UsedBefore));
    second.tell(FollowerEvent::Accepted);
    second.nudge(&mut owner);
    assert!(matches!(owner.looks(), InvitationStep::CompareFollow { tried_again: false, .. }));
    // Without a network it waits.
    second.tell(FollowerEvent::TellOwner);
    assert_eq!(second.sent.as_ref().unwrap().path, MAILBOX_CARD);
    second.answered(Reply::NoAnswer);
    assert_eq!(second.stage(), &FollowerStage::Refused(FollowRefused::UsedBefore));
    second.nudge(&mut owner);
    assert_eq!(second.stage(), &FollowerStage::Refused(FollowRefused::Used));
    assert!(matches!(owner.looks(), InvitationStep::CompareFollow { tried_again: true, .. }));
    assert_eq!((second.held.clone(), second.sent.clone()), (None, None), "nothing is kept, and it is told once");
    first.tell(FollowerEvent::Woken);
    first.settle(&mut owner);
    assert_eq!(first.stage(), &FollowerStage::Compare(owner.digits.unwrap()));
    // Once the first is let in, nobody compares any more.
    owner.approves();
    let mut third = Phone::looks_at(owner.code(), 70);
    third.settle(&mut owner);
    assert_eq!(third.stage(), &FollowerStage::Refused(FollowRefused::Used));
    third.tell(FollowerEvent::TellOwner);
    assert_eq!(third.sent, None);
}

#[test]
fn a_card_of_somebody_else_in_the_place_of_ones_own_is_said() {
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::looks_at(owner.code(), 50);
    phone.settle(&mut owner);
    phone.tell(FollowerEvent::Accepted);
    phone.settle(&mut owner);
    let swapped = ebb_vault::invitation::make_card(&owner.code(), &secrets(66), "Kim", [1; 32], [2; 32]);
    owner.mailbox.as_mut().unwrap().card = Some(base16ct::lower::encode_string(&swapped));
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Refused(FollowRefused::Used));
}

#[test]
fn what_is_over_taken_back_or_of_another_code_leads_nowhere() {
    let mut owner = Owner::inviting(plan());
    let mut bytes = *owner.code().dangerously_reveal();
    bytes[3] ^= 1;
    let mut other = Phone::looks_at(Code::new(bytes), 50);
    other.settle(&mut owner);
    assert_eq!(other.stage(), &FollowerStage::Refused(FollowRefused::Gone), "there is nothing under another name");

    let mut phone = Phone::looks_at(owner.code(), 50);
    phone.settle(&mut owner);
    let mailbox = owner.mailbox.take();
    phone.tell(FollowerEvent::Accepted);
    phone.settle(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Refused(FollowRefused::Gone));
    owner.mailbox = mailbox;
    phone.nudge(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Waiting, "the server had lost it for a while");
}

#[test]
fn a_code_with_one_wrong_character_is_noticed_before_anything_is_asked() {
    let text = Owner::inviting(plan()).inviting.unwrap().code_text();
    for (at, character) in text.char_indices().filter(|(_, character)| *character != '-') {
        let mut typed = text.clone();
        typed.replace_range(at..=at, if character == 'A' { "B" } else { "A" });
        assert!(Code::of_any_text(&typed).is_err(), "{typed}");
    }
}

#[test]
fn the_owners_own_device_is_refused_kindly() {
    let mut owner = Owner::inviting(plan());
    let invited = FollowerIdentity::invited(owner.code(), "Me", [[50; 32], [51; 32], [52; 32]]);
    let mut phone = Phone::open(invited, Some(owner.trust.account()), Store::default(), None);
    phone.settle(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Refused(FollowRefused::Own));
    phone.tell(FollowerEvent::Accepted);
    assert!(phone.held.is_none() && phone.sent.is_none());
}

#[test]
fn another_device_of_the_same_person_shows_the_same_digits_and_comes_in_later_too() {
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::looks_at(owner.code(), 50);
    phone.settle(&mut owner);
    phone.tell(FollowerEvent::Accepted);
    phone.settle(&mut owner);
    let mut tablet = phone.another();
    tablet.settle(&mut owner);
    owner.looks();
    owner.looks();
    for device in [&mut phone, &mut tablet] {
        device.tell(FollowerEvent::Woken);
        device.settle(&mut owner);
        assert_eq!(device.stage(), &FollowerStage::Compare(owner.digits.unwrap()));
    }
    owner.approves();
    owner.tells_anew(&[shows(1, "slept well")]);
    // Weeks later the mailbox is gone, and a third device finds the follow in the person's journal.
    owner.mailbox = None;
    let mut third = phone.another();
    for device in [&mut phone, &mut tablet, &mut third] {
        device.tell(FollowerEvent::Woken);
        device.settle(&mut owner);
        assert_eq!((device.stage(), device.texts()), (&FollowerStage::Following, vec!["slept well".to_owned()]));
    }
}

#[test]
fn a_yes_that_cannot_be_kept_leaves_no_card() {
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::looks_at(owner.code(), 50);
    phone.settle(&mut owner);
    phone.breaks = true;
    phone.tell(FollowerEvent::Accepted);
    phone.settle(&mut owner);
    assert!(!owner.asked.contains(&MAILBOX_CARD) && phone.standing().cannot_store);
    phone.breaks = false;
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Waiting);
}

#[test]
fn swapped_offers_cards_and_openings_are_noticed() {
    // Another offer under the same code, after the yes.
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::looks_at(owner.code(), 50);
    phone.settle(&mut owner);
    let mut wider = plan();
    wider.terms.owner = "Somebody".to_owned();
    owner.invite(wider);
    phone.tell(FollowerEvent::Accepted);
    phone.settle(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Refused(FollowRefused::Forged));

    // Another opening than the offer had committed to.
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::looks_at(owner.code(), 50);
    phone.settle(&mut owner);
    phone.tell(FollowerEvent::Accepted);
    owner.mailbox.as_mut().unwrap().opening = Some(base16ct::lower::encode_string(&[1; 32]));
    phone.settle(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Refused(FollowRefused::Forged));

    // Another card in the place of this one, shown to the owner: the digits differ.
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::looks_at(owner.code(), 50);
    phone.settle(&mut owner);
    phone.tell(FollowerEvent::Accepted);
    phone.settle(&mut owner);
    let own_card = owner.mailbox.as_ref().unwrap().card.clone();
    let swapped = ebb_vault::invitation::make_card(&owner.code(), &secrets(66), "Kim", [1; 32], [2; 32]);
    owner.mailbox.as_mut().unwrap().card = Some(base16ct::lower::encode_string(&swapped));
    owner.looks();
    owner.looks();
    owner.mailbox.as_mut().unwrap().card = own_card;
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    let FollowerStage::Compare(digits) = phone.stage() else { panic!("nothing to compare") };
    assert_ne!(Some(*digits), owner.digits);
}

#[test]
fn who_is_said_to_be_let_in_by_a_log_that_does_not_say_so_is_not() {
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::looks_at(owner.code(), 50);
    phone.settle(&mut owner);
    phone.tell(FollowerEvent::Accepted);
    phone.settle(&mut owner);
    owner.mailbox.as_mut().unwrap().admitted = true;
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!((phone.news(), phone.texts()), (FollowerNews::NotYet, Vec::new()));
    // Of another account.
    let mut other = Owner::new();
    other.admits(40);
    other.mailbox.clone_from(&owner.mailbox);
    phone.tell(FollowerEvent::Woken);
    let page = ebb_protocol::endpoints::LogPage { server_time_ms: 0, logged: other.logged.clone() };
    phone.answered(crate::server::answer(200, &page.to_bytes()));
    assert_eq!(phone.news(), FollowerNews::NotYet);
}

#[test]
fn a_log_that_ends_before_what_the_offer_names_is_not_taken() {
    let mut owner = Owner::new();
    owner.admits(40);
    owner.invite(plan());
    let mut phone = Phone::looks_at(owner.code(), 50);
    phone.settle(&mut owner);
    phone.tell(FollowerEvent::Accepted);
    phone.settle(&mut owner);
    owner.looks();
    owner.looks();
    owner.approves();
    // Without the device: the chain would not even hold together, and with less it does not hold the offer's end.
    owner.shows_entries = 1;
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!(phone.news(), FollowerNews::NotYet);
    owner.shows_entries = usize::MAX;
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Following);
}

#[test]
fn what_is_no_answer_of_a_server_is_asked_again() {
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::looks_at(owner.code(), 50);
    for odd in [
        Reply::NoAnswer,
        crate::server::answer(200, b"<html>log in</html>"),
        problem(ProblemKind::Internal),
        problem(ProblemKind::Unavailable),
        problem(ProblemKind::TooMany),
    ] {
        phone.answered(odd);
        assert_eq!(phone.stage(), &FollowerStage::Reading);
        phone.tell(FollowerEvent::Woken);
    }
    phone.settle(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Offered);
}

/// A scope of a newer version, said yes to on a device that knows it.
#[test]
fn what_this_version_does_not_understand_is_not_said_yes_to() {
    let owner = Owner::inviting(plan());
    let offered = OfferedFollow { inviter: "Mum".to_owned(), scope: vec![99, 0], until_ms: None };
    let offer = Offer {
        account: owner.trust.account(),
        genesis: owner.trust.head(),
        head: owner.trust.head(),
        commitment: [4; 32],
        for_whom: ForWhom::Follow(offered),
    };
    let sealed = seal_offer(&owner.code(), &offer, [5; 32]);
    let mut server = Owner::inviting(plan());
    server.mailbox.as_mut().unwrap().offer = base16ct::lower::encode_string(&sealed);
    let mut phone = Phone::looks_at(owner.code(), 50);
    phone.settle(&mut server);
    assert_eq!(phone.stage(), &FollowerStage::Refused(FollowRefused::NeedsNewer));
    let held = phone.follower.identity().to_text() + &base16ct::lower::encode_string(&sealed);
    let accepted = FollowerIdentity::of_text(&held).unwrap();
    assert!(accepted.is_accepted());
    let phone = Phone::open(accepted, None, Store::default(), None);
    assert_eq!(phone.stage(), &FollowerStage::Refused(FollowRefused::NeedsNewer));
    assert!(phone.sent.is_none(), "nothing is left in its name");

    let for_device = Offer { for_whom: ForWhom::Device, ..offer };
    let sealed = seal_offer(&owner.code(), &for_device, [5; 32]);
    server.mailbox.as_mut().unwrap().offer = base16ct::lower::encode_string(&sealed);
    let mut phone = Phone::looks_at(owner.code(), 50);
    phone.settle(&mut server);
    assert_eq!(phone.stage(), &FollowerStage::Refused(FollowRefused::ForDevice));
}
