//! What a feed meets besides entries: dismissals, damage, servers that lost something, newer versions, time.

use ebb_journal::scope::RULES;
use ebb_protocol::endpoints::{FEED, TRUST_LOG};
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{ReplicaId, SegmentHash};
use ebb_protocol::problem::ProblemKind;
use ebb_replica::pack_feed;
use ebb_sync::{Event, FeedStanding, Reply, StoreEffect, Wish};
use ebb_vault::{FeedBody, MemberSecrets, Place, Tally, seal_feed};

use crate::feeding::followed;
use crate::guest::{Guest, body, changes_in, heat, heat_and_mood};
use crate::scripted::{Device, admitted, founder, join, problem};
use crate::server::{Peer, Server};

fn feed_standing(device: &Device) -> FeedStanding {
    device.standing().follows[0].feed
}

/// A segment as another device of the account could have written it, after what stands there.
fn written_by(secrets: &MemberSecrets, server: &Server, guest: &Guest, tally: &Tally, is_anew: bool) -> Vec<u8> {
    let standing = server.streams.of(guest.feed()).standing;
    let (_, last) = standing.last_key_value().unwrap();
    let number = SegmentHead::of_segment(last).unwrap().number + 1;
    let epoch = server.trust.epoch();
    let key = server.keys.of(epoch).unwrap();
    let place = Place {
        account: founder().account,
        stream: guest.feed(),
        epoch,
        replica: ReplicaId([77; 16]),
        number,
        previous: SegmentHash::of(last),
    };
    let body = FeedBody {
        made_ms: server.now_ms,
        tally: tally.seal(key, (founder().account, guest.feed(), number), [5; 24]),
        scope: heat().to_bytes(),
        terms: Vec::new(),
        changes: pack_feed(&[]),
    };
    let key = key.follow_key(guest.feed());
    let head = server.trust.member_head();
    seal_feed(is_anew, &key, &secrets.signing, &place, head, &body, [6; 24]).unwrap().into_bytes()
}

fn as_now(server: &Server) -> Tally {
    Tally::new(RULES, server.trust.next_index(), [])
}

#[test]
fn after_a_dismissal_whoever_stays_gives_the_new_key_and_writes_the_feed_anew_under_it() {
    let (mut device, mut server, guest) = followed();
    let peer = Peer::new(10);
    server.admit(&peer);
    server.dismiss(peer.member(), Vec::new());
    assert_eq!(server.trust.follows()[&guest.member()].keyed, 0);
    device.tell(Event::Nudged);
    device.settle_until(&mut server, TRUST_LOG);
    assert_eq!(device.standing().wishes, 0, "nobody wished for it");
    device.settle(&mut server);
    assert_eq!(server.trust.follows()[&guest.member()].keyed, 1);
    let shown = &ebb_sync::follows_shown(device.identity())[0];
    assert_eq!((&shown.scope, &shown.name[..]), (&Ok(heat()), "My daughter"));
    let standing = server.streams.of(guest.feed()).standing;
    let heads: Vec<_> = standing.values().map(|segment| SegmentHead::of_segment(segment).unwrap()).collect();
    assert_eq!(heads.iter().map(|head| (head.kind, head.epoch)).collect::<Vec<_>>(), [(SegmentKind::FeedAnew, 1)]);
    assert!(guest.sees_exactly(&server, &device, &heat()));
}

#[test]
fn where_the_key_is_not_taken_the_feed_waits_and_nobody_is_told_of_a_wish() {
    let (mut device, mut server, _) = followed();
    let peer = Peer::new(10);
    server.admit(&peer);
    server.dismiss(peer.member(), Vec::new());
    device.tell(Event::Nudged);
    device.settle_until(&mut server, TRUST_LOG);
    device.answered(problem(ProblemKind::Forbidden));
    device.settle(&mut server);
    assert_eq!((device.standing().wish_refused, feed_standing(&device)), (None, FeedStanding::Waiting));
}

#[test]
fn what_does_not_follow_is_written_over_anew_with_a_higher_number() {
    let (mut device, mut server, guest) = followed();
    let outsider = Guest::new(90);
    let stranger = written_by(&outsider.secrets, &server, &guest, &as_now(&server), false);
    let by_the_follow = written_by(&guest.secrets, &server, &guest, &as_now(&server), true);
    for damage in [Some(stranger), Some(by_the_follow), None] {
        // The last is one of a device, altered on its way.
        let damage = damage.unwrap_or_else(|| {
            let mut altered = written_by(&founder().secrets(), &server, &guest, &as_now(&server), false);
            altered[150] ^= 1;
            altered
        });
        server.streams.of_mut(guest.feed()).push(damage);
        device.tell(Event::Nudged);
        device.settle(&mut server);
        assert!(guest.sees_exactly(&server, &device, &heat()));
        assert_eq!(feed_standing(&device), FeedStanding::UpToDate);
        device = device.restart();
        device.settle(&mut server);
        assert_eq!(device.looks, 0);
    }
}

#[test]
fn an_old_state_of_the_feed_is_written_over_with_a_number_that_nobody_has_seen() {
    let (mut device, mut server, guest) = followed();
    let old = server.streams.of(guest.feed());
    device.log_flash(2, 2);
    device.settle(&mut server);
    let highest = device.store.persisted.feeds[0].number;
    *server.streams.of_mut(guest.feed()) = old;
    let mut device = device.restart();
    device.settle(&mut server);
    let standing = server.streams.of(guest.feed()).standing;
    let head = SegmentHead::of_segment(standing.last_key_value().unwrap().1).unwrap();
    assert_eq!((head.kind, head.number), (SegmentKind::FeedAnew, highest + 1));
    assert!(guest.sees_exactly(&server, &device, &heat()));
}

#[test]
fn a_feed_that_was_lost_is_written_anew() {
    let (device, mut server, guest) = followed();
    server.streams.of_mut(guest.feed()).standing.clear();
    server.streams.of_mut(guest.feed()).head = 0;
    let mut device = device.restart();
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
    assert_eq!(guest.sees(&server).len(), 1);
}

#[test]
fn a_feed_of_which_nothing_is_left_at_the_same_place_is_written_anew() {
    let (mut device, mut server, guest) = followed();
    server.streams.of_mut(guest.feed()).standing.clear();
    device.log_flash(2, 2);
    device.settle(&mut server);
    device.tell(Event::Woken);
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
}

#[test]
fn what_a_newer_version_wrote_is_left_alone() {
    let (mut device, mut server, guest) = followed();
    let newer = Tally::new(RULES + 1, 1, []);
    let segment = written_by(&founder().secrets(), &server, &guest, &newer, false);
    server.streams.of_mut(guest.feed()).push(segment);
    let ever = server.streams.of(guest.feed()).ever.len();
    for _ in 0..2 {
        device.tell(Event::Nudged);
        device.log_flash(2, 2);
        device.settle(&mut server);
        assert_eq!(feed_standing(&device), FeedStanding::LeftAlone);
        assert!(device.standing().trouble.is_none());
        device = device.restart();
        device.settle(&mut server);
    }
    assert_eq!((server.streams.of(guest.feed()).ever.len(), device.looks), (ever, 0));
    // A newer version makes it the newest of all, and this one is let write again once rules are as this device knows them.
    let as_before = written_by(&founder().secrets(), &server, &guest, &as_now(&server), true);
    server.streams.of_mut(guest.feed()).standing.clear();
    server.streams.of_mut(guest.feed()).push(as_before);
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
}

#[test]
fn a_feed_made_from_what_the_server_hides_is_left_alone_until_it_shows_it() {
    let (mut device, mut server, guest) = followed();
    let mut tablet = join(&mut server, 30);
    tablet.log_flash(3, 3);
    tablet.settle(&mut server);
    let hidden = server.log.pop().unwrap();
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_eq!(feed_standing(&device), FeedStanding::LeftAlone);
    device.log_flash(2, 2);
    device.settle_until(&mut server, ebb_protocol::endpoints::SEGMENTS);
    server.log.push(hidden);
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
    assert_eq!(guest.sees(&server).len(), 3);
}

#[test]
fn a_scope_of_a_newer_version_is_shown_by_nobody_who_cannot_read_it() {
    let (mut device, mut server, guest) = followed();
    let newer = ebb_vault::FollowBody { scope: vec![2, 1], ..body(&heat()) };
    server.change_follow_until(&guest, &newer, None);
    let ever = server.streams.of(guest.feed()).ever.len();
    device.tell(Event::Nudged);
    device.log_flash(2, 2);
    device.settle(&mut server);
    assert_eq!(feed_standing(&device), FeedStanding::LeftAlone);
    assert_eq!(server.streams.of(guest.feed()).ever.len(), ever);
    assert!(ebb_sync::follows_shown(device.identity())[0].scope.is_err());
    server.change_follow(&guest, &heat());
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
}

#[test]
fn nothing_is_told_under_an_older_scope_than_the_newest() {
    let (mut device, mut server, guest) = followed();
    device.rate_mood(2, 2);
    device.tell(guest.change(&server, &heat_and_mood(), None));
    device.settle_until(&mut server, FEED);
    // The tablet narrows it before that is there.
    server.change_follow(&guest, &heat());
    device.settle(&mut server);
    for segment in &server.streams.of(guest.feed()).ever {
        for change in changes_in(&guest.open(&server, segment)) {
            assert_eq!(change.id().record_id().kind, ebb_journal::Kind::HOT_FLASH);
        }
    }
    assert!(guest.sees_exactly(&server, &device, &heat()));
}

#[test]
fn a_beat_is_told_once_a_day_and_never_after_the_end() {
    let (mut device, mut server, guest) = followed();
    let hour_ms = 60 * 60 * 1000;
    let count = |server: &Server| server.streams.of(guest.feed()).ever.len();
    assert_eq!(count(&server), 1);
    for (hours, expected) in [(23, 1), (25, 2), (26, 2), (48, 2), (50, 3)] {
        device.now_ms = crate::scripted::NOW_MS + hours * hour_ms;
        server.now_ms = device.now_ms;
        device.tell(Event::Nudged);
        device.settle(&mut server);
        assert_eq!((hours, count(&server)), (hours, expected));
    }
    let standing = server.streams.of(guest.feed()).standing;
    let beat = guest.open(&server, standing.last_key_value().unwrap().1);
    assert!(changes_in(&beat).is_empty() && beat.body.scope.is_empty() && beat.body.made_ms >= device.now_ms);
    assert_eq!(device.looks, 1, "the first one alone");
    device.tell(guest.change(&server, &heat(), Some(device.now_ms + hour_ms)));
    device.settle(&mut server);
    let before = count(&server);
    device.now_ms += 30 * hour_ms;
    server.now_ms = device.now_ms;
    device.tell(Event::Nudged);
    device.log_flash(2, 2);
    device.settle(&mut server);
    assert_eq!((count(&server), feed_standing(&device)), (before, FeedStanding::Ended));
    // The server has dropped it meanwhile, and it goes on.
    server.streams.of_mut(guest.feed()).standing.clear();
    device.tell(guest.change(&server, &heat(), None));
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
}

#[test]
fn what_is_saved_while_the_journal_is_looked_at_is_looked_at_too() {
    let (mut device, mut server, guest) = followed();
    device.holds_looks = true;
    device.log_flash(2, 2);
    device.settle(&mut server);
    device.mark_private(&crate::guest::flash_id(2));
    device.let_looks_go();
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
    assert_eq!(server.streams.of(guest.feed()).ever.len(), 1, "it was never told");
}

#[test]
fn a_tail_that_outgrows_the_rest_is_written_anew() {
    let (mut device, mut server, guest) = followed();
    for number in 0..400 {
        device.log_flash(number + 2, 2);
        device.settle(&mut server);
    }
    let standing = server.streams.of(guest.feed()).standing;
    assert!(standing.len() < 200, "{}", standing.len());
    assert!(guest.sees_exactly(&server, &device, &heat()));
}

#[test]
fn a_long_journal_is_told_in_pieces_of_one_append() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    let guest = Guest::new(60);
    let ops = (0..5_000).flat_map(|number| device.flash_ops(number, 1)).collect();
    device.save(ops);
    device.tell(guest.let_in(&heat()));
    device.settle(&mut server);
    let standing = server.streams.of(guest.feed()).standing;
    assert_eq!((device.looks, standing.len()), (3, 3));
    assert!(guest.sees_exactly(&server, &device, &heat()));
    assert_eq!(guest.sees(&server).len(), 5_000);
}

#[test]
fn a_long_feed_too_is_written_anew_when_something_is_withdrawn() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    let guest = Guest::new(60);
    let ops = (0..5_000).flat_map(|number| device.flash_ops(number, 1)).collect();
    device.save(ops);
    device.tell(guest.let_in(&heat()));
    device.settle(&mut server);
    let standing = |server: &Server| server.streams.of(guest.feed()).standing.len();
    assert!(device.store.persisted.feeds[0].weight > 64 * 1024);
    device.delete(&crate::guest::flash_id(7));
    device.settle(&mut server);
    assert_eq!((standing(&server), guest.sees(&server).len()), (3, 4_999));
    let mut device = device.restart();
    device.settle(&mut server);
    device.log_flash(5_001, 2);
    device.settle(&mut server);
    assert_eq!((standing(&server), guest.sees(&server).len()), (4, 5_000), "nothing is withdrawn by an entry");
    device.delete(&crate::guest::flash_id(10));
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
    assert_eq!(standing(&server), 3);
}

#[test]
fn each_store_effect_of_feeds_that_fails_is_tried_again() {
    type Breaks = fn(&StoreEffect) -> bool;
    let effects: [Breaks; 4] = [
        |effect| matches!(effect, StoreEffect::PutFeed { .. }),
        |effect| matches!(effect, StoreEffect::ReadFeed { .. }),
        |effect| matches!(effect, StoreEffect::DropFeed(_)),
        |effect| matches!(effect, StoreEffect::PutFeedsSettled(_)),
    ];
    for breaks in effects {
        let (device, mut server, guest) = followed();
        let mut device = device.restart();
        device.breaks = breaks;
        device.log_flash(2, 2);
        device.settle(&mut server);
        device.tell(Event::Wished(Wish::StopFollow(Guest::new(61).member())));
        device.settle(&mut server);
        device.breaks = |_| false;
        for _ in 0..2 {
            device.tell(Event::Woken);
            device.settle(&mut server);
        }
        assert!(guest.sees_exactly(&server, &device, &heat()));
        let mut device = device.restart();
        device.settle(&mut server);
        assert_eq!(device.looks, 0);
        device.log_flash(3, 3);
        device.settle(&mut server);
        assert!(guest.sees_exactly(&server, &device, &heat()));
    }
}

#[test]
fn refusals_of_one_feed_leave_the_rest_as_it_is() {
    for (kind, standing) in [
        (ProblemKind::TooLarge, FeedStanding::Refused),
        (ProblemKind::AccountFull, FeedStanding::Refused),
        (ProblemKind::Malformed, FeedStanding::Refused),
        (ProblemKind::NotFound, FeedStanding::Refused),
        (ProblemKind::FollowEnded, FeedStanding::Ended),
    ] {
        let (mut device, mut server, guest) = followed();
        device.log_flash(2, 2);
        device.settle_until(&mut server, FEED);
        device.answered(problem(kind));
        device.settle(&mut server);
        assert_eq!((feed_standing(&device), device.standing().trouble), (standing, None), "{kind:?}");
        device.log_flash(3, 3);
        device.settle(&mut server);
        assert_eq!((device.standing().waiting, device.standing().trouble), (0, None));
        let mut device = device.restart();
        device.settle(&mut server);
        assert!(guest.sees_exactly(&server, &device, &heat()), "{kind:?}");
    }
}

#[test]
fn a_server_that_says_behind_for_ever_is_not_asked_in_a_circle() {
    let (mut device, mut server, _) = followed();
    device.log_flash(2, 2);
    let mut asked = 0;
    while let Some(path) = device.asks() {
        asked += usize::from(path == FEED);
        let reply =
            if path == FEED { problem(ProblemKind::Behind) } else { server.answer(device.sent.as_ref().unwrap()) };
        device.answered(reply);
    }
    assert!((3..8).contains(&asked), "{asked}");
    assert!(!device.wakes.is_empty());
}

#[test]
fn odd_answers_about_feeds_are_tried_again_later() {
    for reply in [Reply::Answer { status: 200, body: b"<html>".to_vec() }, Reply::NoAnswer] {
        let (mut device, mut server, guest) = followed();
        device.log_flash(2, 2);
        device.settle_until(&mut server, FEED);
        device.answered(reply);
        assert!(device.sent.is_none() && !device.wakes.is_empty());
        device.tell(Event::Woken);
        device.settle(&mut server);
        assert!(guest.sees_exactly(&server, &device, &heat()));
    }
}
