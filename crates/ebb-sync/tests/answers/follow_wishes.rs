//! Letting somebody follow, changing what they see, stopping it: made into entries, and refused where they were chosen from what is
//! there no longer.

use ebb_journal::scope::{Alert, FollowTerms};
use ebb_protocol::endpoints::TRUST_LOG;
use ebb_sync::{Event, FollowChanged, Reply, Wish, WishRefused, follows_shown};
use ebb_vault::FollowBody;

use crate::feeding::followed;
use crate::guest::{Guest, body, heat, heat_and_mood};
use crate::scripted::{Device, NOW_MS, admitted};
use crate::server::{Peer, Server};

#[test]
fn who_follows_is_shown_with_what_was_chosen() {
    let (mut device, mut server, guest) = followed();
    let mut terms = FollowTerms::default();
    (terms.owner, terms.takes_notes) = ("Mum".to_owned(), true);
    terms.set_alert(Alert::CallMe, Some(5));
    let change = FollowChanged {
        member: guest.member(),
        body: FollowBody { terms: terms.to_bytes(), ..body(&heat()) },
        until_ms: Some(NOW_MS + 9),
        made_from: 1,
    };
    device.tell(Event::Wished(Wish::ChangeFollow(Box::new(change))));
    device.settle(&mut server);
    let shown = follows_shown(device.identity());
    let [shown] = &shown[..] else { panic!("{shown:?}") };
    assert_eq!((shown.member, shown.feed, shown.notes), (guest.member(), guest.feed(), guest.notes()));
    assert_eq!((&shown.name[..], &shown.scope, &shown.terms), ("My daughter", &Ok(heat()), &Some(terms)));
    assert_eq!((shown.since_ms, shown.until_ms, shown.is_stopped), (Some(NOW_MS), Some(NOW_MS + 9), false));
    assert_eq!((shown.newest_entry, shown.body.is_some()), (2, true));
    device.tell(Event::Wished(Wish::StopFollow(guest.member())));
    device.settle(&mut server);
    assert!(follows_shown(device.identity())[0].is_stopped);
}

#[test]
fn a_change_of_what_was_changed_meanwhile_is_refused_and_the_other_stands() {
    let (mut device, mut server, guest) = followed();
    let change = guest.change(&server, &heat_and_mood(), None);
    let mut paused = heat();
    paused.pause(crate::guest::day(1));
    server.change_follow(&guest, &paused);
    device.tell(change);
    device.settle(&mut server);
    assert_eq!(device.standing().wish_refused, Some(WishRefused::ChangedMeanwhile));
    assert_eq!(follows_shown(device.identity())[0].scope, Ok(paused.clone()));
    assert!(guest.sees_exactly(&server, &device, &paused));
}

#[test]
fn a_new_key_alone_is_no_change_that_refuses_another() {
    let (mut device, mut server, guest) = followed();
    let change = guest.change(&server, &heat_and_mood(), None);
    let peer = Peer::new(10);
    server.admit(&peer);
    server.dismiss(peer.member(), Vec::new());
    server.change_follow(&guest, &heat());
    device.tell(change);
    device.settle(&mut server);
    assert_eq!(device.standing().wish_refused, None);
    assert!(guest.sees_exactly(&server, &device, &heat_and_mood()));
}

#[test]
fn a_change_whose_answer_was_lost_is_made_once() {
    let (mut device, mut server, guest) = followed();
    device.tell(guest.change(&server, &heat_and_mood(), None));
    device.settle_until(&mut server, TRUST_LOG);
    server.answer(device.sent.as_ref().unwrap());
    device.answered(Reply::NoAnswer);
    device.tell(Event::Woken);
    device.settle(&mut server);
    assert_eq!((device.standing().wishes, device.standing().wish_refused), (0, None));
    assert_eq!(server.trust.next_index(), 3);
    assert!(guest.sees_exactly(&server, &device, &heat_and_mood()));
}

#[test]
fn a_change_made_without_a_network_waits_and_comes_before_anything_is_told() {
    let (mut device, mut server, guest) = followed();
    let mut paused = heat();
    paused.pause(crate::guest::day(2));
    device.log_flash(2, 2);
    device.answered(Reply::NoAnswer);
    device.tell(guest.change(&server, &paused, None));
    assert_eq!(device.standing().wishes, 1);
    device.tell(Event::Woken);
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &paused));
    assert_eq!(guest.sees(&server).len(), 1);
    for segment in &server.streams.of(guest.feed()).ever {
        assert!(crate::guest::changes_in(&guest.open(&server, segment)).len() <= 1);
    }
}

#[test]
fn what_changes_nothing_or_is_too_long_is_refused() {
    let (mut device, mut server, guest) = followed();
    let stranger = Guest::new(61);
    let change = |member, body| {
        Event::Wished(Wish::ChangeFollow(Box::new(FollowChanged { member, body, until_ms: None, made_from: 1 })))
    };
    let long = FollowBody { name: "x".repeat(9_000), ..body(&heat()) };
    for (wish, refused) in [
        (Event::Wished(Wish::StopFollow(stranger.member())), WishRefused::Pointless),
        (change(stranger.member(), body(&heat())), WishRefused::Pointless),
        (guest.let_in(&heat()), WishRefused::Pointless),
        (change(guest.member(), long), WishRefused::TooLong),
    ] {
        device.tell(wish);
        device.settle(&mut server);
        assert_eq!((device.standing().wishes, device.standing().wish_refused), (0, Some(refused)));
    }
    assert_eq!(server.trust.next_index(), 2);
    device.tell(Event::Wished(Wish::StopFollow(guest.member())));
    device.settle(&mut server);
    device.tell(change(guest.member(), body(&heat())));
    device.settle(&mut server);
    assert_eq!(device.standing().wish_refused, Some(WishRefused::Pointless));
}

#[test]
fn as_many_may_follow_as_there_may_be() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    for number in 0..33 {
        assert_eq!(device.standing().wish_refused, None);
        device.tell(Guest::new(60 + number).let_in(&heat()));
        device.settle(&mut server);
    }
    assert_eq!(device.standing().wish_refused, Some(WishRefused::Full));
    assert_eq!(device.standing().follows.len(), 32);
}
