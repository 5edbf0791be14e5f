//! The inviting side of a follow.

use ebb_journal::CivilDay;
use ebb_protocol::endpoints::MailboxRequest;
use ebb_protocol::limits::{MAILBOX_SECONDS_MAX, OFFER_BYTES_MAX};
use ebb_sync::{Admission, Identity, InvitationStep, Inviting, NotInvited};
use ebb_vault::invitation::{ForWhom, open_offer};
use ebb_vault::{Author, Code, CodeKind, MalformedCode};

use crate::owner::{FEED, NOTES, NOW_MS, Owner, plan, secrets};

#[test]
fn an_invitation_to_follow_lasts_for_days_and_offers_what_was_chosen() {
    let mut owner = Owner::new();
    owner.admits(40);
    let mut plan = plan();
    plan.until_ms = Some(NOW_MS + 1);
    owner.invite(plan.clone());
    let inviting = owner.inviting.as_ref().unwrap();
    let made: MailboxRequest = serde_json::from_slice(&inviting.make().body).unwrap();
    assert_eq!((made.seconds, made.mailbox), (MAILBOX_SECONDS_MAX, inviting.mailbox()));
    assert_eq!(Code::of_text(&inviting.code_text(), CodeKind::Invitation), Err(MalformedCode::OtherKind));
    let offer = base16ct::lower::decode_vec(&made.offer).unwrap();
    assert!(offer.len() <= OFFER_BYTES_MAX);
    let offer = open_offer(&owner.code(), &offer).unwrap();
    assert_eq!((offer.account, offer.head), (owner.trust.account(), owner.trust.member_head()));
    let ForWhom::Follow(offered) = offer.for_whom else { panic!("for a device") };
    assert_eq!((offered.inviter.as_str(), offered.until_ms), ("Mum", plan.until_ms));
    assert_eq!(offered.scope, plan.scope.to_bytes());
    assert_eq!(inviting.plan(), Some(&plan));
}

#[test]
fn its_end_is_that_of_the_chain_which_a_follow_reads() {
    let mut owner = Owner::inviting(plan());
    crate::phone::Phone::following(&mut owner);
    owner.invite(plan());
    assert_ne!(owner.trust.head(), owner.trust.member_head());
    let made: MailboxRequest = serde_json::from_slice(&owner.inviting.as_ref().unwrap().make().body).unwrap();
    let offer = open_offer(&owner.code(), &base16ct::lower::decode_vec(&made.offer).unwrap()).unwrap();
    assert_eq!(offer.head, owner.trust.member_head());
}

#[test]
fn another_device_of_the_owner_goes_on_with_it_and_approves() {
    let mut owner = Owner::new();
    let tablet = owner.admits(40);
    let mut plan = plan();
    plan.until_ms = Some(NOW_MS + 9);
    plan.scope.set_from(CivilDay::of_days(20_000));
    owner.invite(plan.clone());
    let held = owner.inviting.as_ref().unwrap().to_text();
    let tablet = Identity { log: owner.logged.clone(), seed: tablet.seed, ..owner.identity.clone() };
    let resumed = Inviting::of_text(&tablet, &held).unwrap();
    assert_eq!((resumed.plan(), resumed.to_text()), (Some(&plan), held.clone()));
    assert_eq!(resumed.code_text(), owner.inviting.as_ref().unwrap().code_text());

    let card = ebb_vault::invitation::make_card(&owner.code(), &secrets(50), "Kim", [1; 32], [2; 32]);
    owner.mailbox.as_mut().unwrap().card = Some(base16ct::lower::encode_string(&card));
    let InvitationStep::Open { card, .. } = owner.looks() else { panic!("nothing to open") };
    resumed.note(&card);
    owner.looks();
    let InvitationStep::CompareFollow { digits, candidate, tried_again } =
        resumed.looked(owner.mailbox.as_ref().unwrap(), NOW_MS)
    else {
        panic!("nothing to compare");
    };
    assert_eq!((Some(digits), tried_again), (owner.digits, false));
    assert_eq!((candidate.name(), candidate.plan()), ("Kim", &plan));
    let approved = candidate.approved(FEED, NOTES, NOW_MS);
    assert_eq!((approved.newcomer.feed, approved.newcomer.notes), (FEED, NOTES));
    assert_eq!((approved.newcomer.until_ms, approved.newcomer.mailbox), (plan.until_ms, resumed.mailbox()));
    assert_eq!((approved.body.name.as_str(), approved.body.since_ms), ("Kim", NOW_MS));
    assert_eq!(
        (approved.body.scope.clone(), approved.body.terms.clone()),
        (plan.scope.to_bytes(), plan.terms.to_bytes())
    );
    let signer = owner.identity.secrets();
    let author = Author { state: &owner.trust, signer: &signer, keys: &owner.keys };
    let logged = author.follow(&approved.newcomer, &approved.body, [9; 32]).unwrap();
    owner.trust.clone().apply(&logged.entry).unwrap();

    let mut damaged = 0;
    let of_maker = 2 * (1 + 16 + 32)..2 * (1 + 16 + 32 + 16);
    let called = 2 * (1 + 16 + 32 + 16 + 8 + 2)..2 * (1 + 16 + 32 + 16 + 8 + 2 + 3);
    for position in (0..held.len()).filter(|position| !of_maker.contains(position) && !called.contains(position)) {
        let mut altered = held.clone().into_bytes();
        altered[position] = if altered[position] == b'0' { b'1' } else { b'0' };
        let altered = String::from_utf8(altered).unwrap();
        let read = Inviting::of_text(&tablet, &altered);
        damaged += usize::from(read.is_none());
        assert!(Inviting::of_text(&tablet, &held[..position]).is_none(), "{position}");
        // But for what stays with the owner, all of it is held against the offer.
        assert!(read.is_none_or(|read| read.plan().unwrap().scope == plan.scope), "{position}");
    }
    assert!(damaged > held.len() / 2);
}

#[test]
fn several_may_be_open_at_a_time_each_with_its_own_mailbox() {
    let owner = Owner::inviting(plan());
    let made: Vec<_> = (0..ebb_protocol::limits::MAILBOXES_MAX)
        .map(|number| {
            let draw = u8::try_from(number).unwrap();
            Inviting::to_follow(&owner.identity, plan(), ([draw; 16], [draw; 32], [draw; 32])).unwrap().mailbox()
        })
        .collect();
    assert_eq!(made.iter().collect::<std::collections::BTreeSet<_>>().len(), made.len());
}

#[test]
fn who_is_no_member_invites_nobody_and_what_is_too_long_is_said() {
    let owner = Owner::new();
    let draws = ([7; 16], [8; 32], [9; 32]);
    let founding = Identity { admission: Admission::Founding, ..owner.identity.clone() };
    assert_eq!(Inviting::to_follow(&founding, plan(), draws).unwrap_err(), NotInvited::NotAdmitted);
    let mut long = plan();
    long.terms.owner = "M".repeat(4_000);
    assert_eq!(Inviting::to_follow(&owner.identity, long, draws).unwrap_err(), NotInvited::TooLong);
    let mut long = plan();
    long.called = "K".repeat(7_000);
    assert_eq!(Inviting::to_follow(&owner.identity, long, draws).unwrap_err(), NotInvited::TooLong);
    let mut days = plan();
    for number in 0..400 {
        let day = CivilDay::of_days(20_000 + 2 * number).unwrap();
        if days.scope.leave_out(&(day..=day)).is_err() {
            break;
        }
    }
    match Inviting::to_follow(&owner.identity, days, draws) {
        Ok(inviting) => {
            let made: MailboxRequest = serde_json::from_slice(&inviting.make().body).unwrap();
            assert!(made.offer.len() <= 2 * OFFER_BYTES_MAX);
        }
        Err(refused) => assert_eq!(refused, NotInvited::TooLong),
    }
}
