//! Reading the feed: what was sealed in its order by a device of the owner is shown, nothing else is, and nothing that a server shows or
//! hides takes away what was shown.

use ebb_journal::CivilDay;
use ebb_journal::scope::{FeedChange, FeedId};
use ebb_journal::{Kind, RecordId, Sitting};
use ebb_protocol::endpoints::{FOLLOWED, TRUST_LOG_READ};
use ebb_protocol::feed::FollowedRequest;
use ebb_protocol::ids::{EntryHash, Mark, SegmentHash, StreamId};
use ebb_protocol::live::{LiveFrame, Notice};
use ebb_protocol::problem::ProblemKind;
use ebb_sync::Reply;
use ebb_sync::follower::{FollowerEvent, FollowerNews, FollowerStage};

use crate::owner::{FEED, NOW_MS, Owner, Segment, plan, shows};
use crate::phone::Phone;
use crate::server::problem;

/// Somebody who follows and was shown one note.
fn begun() -> (Owner, Phone) {
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::following(&mut owner);
    assert_eq!(phone.news(), FollowerNews::NeverHeard);
    owner.tells_anew(&[shows(1, "slept well")]);
    phone.nudge(&mut owner);
    assert_eq!(phone.texts(), ["slept well"]);
    (owner, phone)
}

fn withdrawn(number: u32) -> FeedChange {
    FeedChange::Withdraw(FeedId::read(RecordId::made(Kind::NOTE, Sitting([3; 8]), number)).unwrap())
}

#[test]
fn changes_come_by_notices_and_an_anew_forgets_what_was_before() {
    let (mut owner, mut phone) = begun();
    owner.tells(&[shows(2, "walked"), shows(3, "rested")]);
    owner.tells(&[withdrawn(1), shows(3, "rested long")]);
    let head = owner.feed.last().unwrap().clone();
    let frame = LiveFrame::Stream(Notice { stream: FEED, head: head.position, mark: head.mark });
    phone.tell(FollowerEvent::Noticed(frame.clone()));
    phone.settle(&mut owner);
    assert_eq!(phone.texts(), ["walked", "rested long"]);
    assert_eq!(phone.news(), FollowerNews::UpToDate(NOW_MS + 3));
    for hint in [frame, LiveFrame::Stream(Notice { stream: StreamId([9; 16]), head: 99, mark: Mark([1; 8]) })] {
        phone.tell(FollowerEvent::Noticed(hint));
        assert!(phone.sent.is_none(), "there is nothing new of this feed");
    }
    owner.tells_anew(&[shows(4, "only this")]);
    phone.nudge(&mut owner);
    assert_eq!((phone.texts(), phone.store.feed.len()), (vec!["only this".to_owned()], 1));
    assert_eq!(phone.forgotten, 0);
}

#[test]
fn a_beat_says_that_the_owner_was_heard_and_a_pause_is_no_alarm() {
    let (mut owner, mut phone) = begun();
    let beat = Segment { changes: Vec::new(), made_ms: NOW_MS + 500, ..owner.segment(false, &[]) };
    owner.publish(beat);
    phone.nudge(&mut owner);
    assert_eq!(phone.news(), FollowerNews::UpToDate(NOW_MS + 500));
    let mut scope = plan().scope;
    let day = CivilDay::of_days(20_000).unwrap();
    scope.pause(day);
    owner.publish(Segment { scope: Some(scope.clone()), ..owner.segment(false, &[withdrawn(1)]) });
    phone.nudge(&mut owner);
    assert_eq!((phone.news(), phone.standing().scope.clone()), (FollowerNews::Paused(day), Some(scope)));
    assert_eq!(phone.texts(), Vec::<String>::new());
    phone.tell(FollowerEvent::Nudged);
    phone.answered(Reply::NoAnswer);
    assert_eq!(phone.news(), FollowerNews::NotReached(Some(NOW_MS)));
}

#[test]
fn what_was_read_is_shown_before_any_network_in_pieces() {
    let (mut owner, mut phone) = begun();
    for number in 2..=40 {
        owner.tells(&[shows(number, "one more")]);
    }
    owner.page_segments = 7;
    phone.nudge(&mut owner);
    assert_eq!(phone.texts().len(), 40);
    let phone = phone.restart();
    assert_eq!((phone.texts().len(), phone.channels), (40, 2), "the channel is open, and nothing was answered yet");
    assert_eq!(phone.told.iter().filter(|more_follows| !**more_follows).count(), 1);
    assert_eq!(phone.told.last(), Some(&false));
    assert_eq!(phone.standing().heard_ms, Some(NOW_MS + 40));
    assert!(!phone.standing().connected && phone.standing().scope == Some(plan().scope));
}

/// Each is put where the next segment would be, by a server that would be believed.
#[test]
fn a_segment_that_is_not_what_comes_next_is_not_shown_and_a_later_anew_mends() {
    type Forgery = fn(&mut Owner) -> Vec<u8>;
    let forgeries: [(&str, Forgery); 9] = [
        ("of a device that was dismissed", |owner| {
            let device = owner.admits(40);
            owner.dismisses(device.member());
            let lie = Segment { by: device, epoch: 0, ..owner.segment(false, &[shows(9, "a lie")]) };
            owner.seal(lie)
        }),
        ("of somebody unknown", |owner| {
            let lie = Segment { by: crate::owner::secrets(77), ..owner.segment(false, &[shows(9, "a lie")]) };
            owner.seal(lie)
        }),
        ("of the follow itself", |owner| {
            let lie = Segment { by: crate::owner::secrets(50), ..owner.segment(false, &[shows(9, "a lie")]) };
            assert_eq!(lie.by.member(), owner.member());
            owner.seal(lie)
        }),
        ("of another feed", |owner| {
            let lie = Segment { stream: StreamId([88; 16]), ..owner.segment(false, &[shows(9, "a lie")]) };
            owner.seal(lie)
        }),
        ("that leaves one out", |owner| {
            let lie = Segment { number: owner.last.0 + 2, ..owner.segment(false, &[shows(9, "a lie")]) };
            owner.seal(lie)
        }),
        ("after another one", |owner| {
            let lie = Segment { previous: SegmentHash([1; 32]), ..owner.segment(false, &[shows(9, "a lie")]) };
            owner.seal(lie)
        }),
        ("with a number that no feed reaches", |owner| {
            let lie = Segment { number: u64::MAX - 1, ..owner.segment(true, &[shows(9, "a lie")]) };
            owner.seal(lie)
        }),
        ("that was altered", |owner| {
            let mut lie = owner.seal(owner.segment(false, &[shows(9, "a lie")]));
            lie[150] ^= 1;
            lie
        }),
        ("that is noise", |_| vec![7; 400]),
    ];
    for (what, forge) in forgeries {
        let (mut owner, mut phone) = begun();
        let lie = forge(&mut owner);
        owner.put(lie);
        let before = owner.asked.len();
        phone.nudge(&mut owner);
        assert_eq!(phone.texts(), ["slept well"], "{what}");
        assert!(matches!(phone.news(), FollowerNews::NotAll | FollowerNews::NeedsNewer), "{what}: {:?}", phone.news());
        let asked = &owner.asked[before..];
        assert!(asked.iter().filter(|path| **path == FOLLOWED).count() <= 3, "{what}: not over and over: {asked:?}");
        assert_eq!(phone.stage(), &FollowerStage::Following, "{what}");
        // It stays well over a restart, and a whole feed mends it.
        let mut phone = phone.restart();
        phone.settle(&mut owner);
        assert_eq!(phone.texts(), ["slept well"], "{what}");
        if owner.follow().keyed != owner.trust.epoch() {
            owner.changes(None);
        }
        let lying = owner.feed.pop().unwrap();
        let anew = owner.segment(true, &[shows(1, "slept well"), shows(2, "walked")]);
        let anew = owner.seal(Segment { number: anew.number + 3, ..anew });
        owner.feed.push(lying);
        owner.put(anew);
        phone.nudge(&mut owner);
        assert_eq!(phone.texts(), ["slept well", "walked"], "{what}");
        assert!(matches!(phone.news(), FollowerNews::UpToDate(_)), "{what}: {:?}", phone.news());
    }
}

#[test]
fn old_segments_that_are_shown_again_change_nothing() {
    let (mut owner, mut phone) = begun();
    let first = owner.feed[0].segment.clone();
    owner.tells(&[shows(1, "slept badly")]);
    let second = owner.feed[1].segment.clone();
    phone.nudge(&mut owner);
    assert_eq!(phone.texts(), ["slept badly"]);
    owner.put(first);
    phone.nudge(&mut owner);
    assert_eq!((phone.texts(), phone.news()), (vec!["slept badly".to_owned()], FollowerNews::NotAll));
    owner.put(second);
    phone.nudge(&mut owner);
    assert_eq!(phone.texts(), ["slept badly"], "and what ends with the last is whole");
    assert!(matches!(phone.news(), FollowerNews::UpToDate(_)));
}

#[test]
fn a_feed_that_came_back_from_a_backup_is_noticed_and_one_that_is_the_same_is_not() {
    let (mut owner, mut phone) = begun();
    owner.tells(&[shows(2, "walked")]);
    owner.tells(&[shows(3, "rested")]);
    phone.nudge(&mut owner);
    let whole = owner.feed.clone();
    for kept in [2, 1, 0] {
        owner.feed.truncate(kept);
        phone.nudge(&mut owner);
        assert_eq!((phone.texts().len(), phone.news()), (3, FollowerNews::NotAll), "{kept}");
    }
    // The same segments at other positions, as after the server was set up again.
    for held in &whole {
        owner.put(held.segment.clone());
    }
    phone.nudge(&mut owner);
    assert_eq!(phone.texts().len(), 3);
    assert!(matches!(phone.news(), FollowerNews::UpToDate(_)), "{:?}", phone.news());
    owner.tells(&[shows(4, "more")]);
    phone.nudge(&mut owner);
    assert_eq!(phone.texts().len(), 4);
    let phone = phone.restart();
    assert_eq!(phone.texts().len(), 4, "kept in the order of their numbers");
}

#[test]
fn after_a_dismissal_the_feed_goes_on_under_the_new_key_and_the_old_one_is_over() {
    let (mut owner, mut phone) = begun();
    let device = owner.admits(40);
    owner.publish(Segment { by: device.clone(), ..owner.segment(false, &[shows(2, "of the tablet")]) });
    phone.nudge(&mut owner);
    assert_eq!(phone.texts(), ["slept well", "of the tablet"]);

    owner.dismisses(device.member());
    // Before the follow has the new key nothing comes, and nothing is wrong: what is there was taken.
    phone.nudge(&mut owner);
    assert!(matches!(phone.news(), FollowerNews::UpToDate(_)), "{:?}", phone.news());
    let mut phone = phone.restart();
    assert_eq!(phone.texts(), ["slept well", "of the tablet"], "it was of the owner then");
    phone.settle(&mut owner);

    owner.changes(None);
    let stale = Segment { epoch: 0, ..owner.segment(false, &[shows(9, "still under the old key")]) };
    owner.tells_anew(&[shows(1, "slept well")]);
    phone.nudge(&mut owner);
    assert_eq!((phone.texts(), owner.follow().keyed), (vec!["slept well".to_owned()], 1));
    let stale = Segment { number: owner.last.0 + 1, previous: owner.last.1, ..stale };
    let stale = owner.seal(stale);
    owner.put(stale);
    phone.nudge(&mut owner);
    assert_eq!((phone.texts(), phone.news()), (vec!["slept well".to_owned()], FollowerNews::NotAll));
}

#[test]
fn a_key_or_a_writer_that_came_meanwhile_is_asked_for_first() {
    let (mut owner, mut phone) = begun();
    let device = owner.admits(40);
    owner.publish(Segment { by: device, ..owner.segment(false, &[shows(2, "of the tablet")]) });
    // The channel says that the feed has grown, and not that the log has.
    let head = owner.feed.last().unwrap().clone();
    owner.asked.clear();
    phone.tell(FollowerEvent::Noticed(LiveFrame::Stream(Notice {
        stream: FEED,
        head: head.position,
        mark: head.mark,
    })));
    phone.settle(&mut owner);
    assert_eq!(owner.asked, [FOLLOWED, TRUST_LOG_READ, FOLLOWED]);
    assert_eq!(phone.texts(), ["slept well", "of the tablet"]);
    assert!(matches!(phone.news(), FollowerNews::UpToDate(_)));
}

#[test]
fn a_log_that_is_shortened_or_hides_an_entry_is_said_and_deletes_nothing() {
    let (mut owner, mut phone) = begun();
    owner.admits(40);
    phone.nudge(&mut owner);
    owner.shows_entries = 2;
    phone.nudge(&mut owner);
    assert_eq!((phone.texts(), phone.news()), (vec!["slept well".to_owned()], FollowerNews::NotAll));
    owner.shows_entries = usize::MAX;
    phone.nudge(&mut owner);
    assert!(matches!(phone.news(), FollowerNews::UpToDate(_)));

    // A device comes in, the feed tells of it, and the server does not.
    let shown = owner.logged.len();
    owner.admits(41);
    owner.tells(&[shows(2, "walked")]);
    owner.shows_entries = shown;
    phone.nudge(&mut owner);
    assert_eq!((phone.texts().len(), phone.news()), (2, FollowerNews::NotAll));
    owner.shows_entries = usize::MAX;
    phone.nudge(&mut owner);
    assert!(matches!(phone.news(), FollowerNews::UpToDate(_)));

    owner.publish(Segment { trust_head: EntryHash([8; 32]), ..owner.segment(false, &[shows(3, "rested")]) });
    phone.nudge(&mut owner);
    assert_eq!((phone.texts().len(), phone.news()), (3, FollowerNews::NotAll));
}

#[test]
fn an_entry_that_a_segment_names_is_asked_for_when_it_comes() {
    let (mut owner, mut phone) = begun();
    owner.admits(40);
    owner.tells(&[shows(2, "walked")]);
    owner.asked.clear();
    let head = owner.feed.last().unwrap().clone();
    phone.tell(FollowerEvent::Noticed(LiveFrame::Stream(Notice {
        stream: FEED,
        head: head.position,
        mark: head.mark,
    })));
    phone.settle(&mut owner);
    assert_eq!(owner.asked, [FOLLOWED, TRUST_LOG_READ, FOLLOWED]);
    assert!(matches!(phone.news(), FollowerNews::UpToDate(_)));
}

#[test]
fn a_feed_begins_with_an_anew() {
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::following(&mut owner);
    let lie = owner.seal(owner.segment(false, &[shows(9, "a lie")]));
    owner.put(lie);
    phone.nudge(&mut owner);
    assert_eq!((phone.texts(), phone.news()), (Vec::new(), FollowerNews::NotAll));
    owner.tells_anew(&[shows(1, "slept well")]);
    phone.nudge(&mut owner);
    assert_eq!(phone.texts(), ["slept well"]);
}

#[test]
fn what_a_newer_version_says_is_passed_over_and_said_until_all_is_told_anew() {
    let (mut owner, mut phone) = begun();
    let newer = ebb_replica::Op {
        record: RecordId::made(Kind(200), Sitting([3; 8]), 1),
        field: ebb_journal::FieldId(1),
        value: ebb_journal::Value::Int(1),
        stamp: ebb_replica::Stamp::of_ms(1).unwrap(),
        replica: ebb_protocol::ids::ReplicaId([0; 16]),
    };
    owner.publish(Segment { changes: ebb_replica::pack(&[newer]), ..owner.segment(false, &[]) });
    phone.nudge(&mut owner);
    assert_eq!((phone.texts().len(), phone.news()), (1, FollowerNews::NeedsNewer));
    owner.tells(&[shows(2, "walked")]);
    phone.nudge(&mut owner);
    assert_eq!((phone.texts().len(), phone.news()), (2, FollowerNews::NeedsNewer), "the rest goes on");
    let mut phone = phone.restart();
    assert_eq!(phone.texts().len(), 2);
    owner.tells_anew(&[shows(1, "slept well")]);
    phone.nudge(&mut owner);
    assert!(matches!(phone.news(), FollowerNews::UpToDate(_)));

    // What cannot be read at all is not taken; a whole feed mends that too.
    owner.publish(Segment { changes: vec![99; 40], ..owner.segment(false, &[]) });
    phone.nudge(&mut owner);
    assert_eq!((phone.texts().len(), phone.news()), (1, FollowerNews::NeedsNewer));
    owner.tells_anew(&[shows(1, "slept well")]);
    phone.nudge(&mut owner);
    assert!(matches!(phone.news(), FollowerNews::UpToDate(_)));
}

#[test]
fn noise_in_the_place_of_answers_shows_and_ends_nothing() {
    let (_, mut phone) = begun();
    for length in 0..200_u8 {
        let noise: Vec<u8> = (0..length).map(|at| at.wrapping_mul(length).wrapping_add(1)).collect();
        phone.tell(FollowerEvent::Nudged);
        while phone.sent.is_some() {
            phone.answered(crate::server::answer(200, &noise));
        }
        assert_eq!((phone.stage(), phone.texts().len()), (&FollowerStage::Following, 1));
    }
}

#[test]
fn a_log_that_forks_is_not_followed() {
    let (mut owner, mut phone) = begun();
    let shown = owner.logged.len();
    owner.admits(40);
    phone.nudge(&mut owner);
    // Another history from the same beginning, signed by the founder all the same.
    let mut other = Owner::inviting(plan());
    Phone::following(&mut other);
    assert_eq!(other.logged.len(), shown);
    let other_device = other.admits(90);
    other.dismisses(other_device.member());
    let page = ebb_protocol::endpoints::LogPage { server_time_ms: NOW_MS, logged: other.logged.split_off(shown) };
    phone.tell(FollowerEvent::Nudged);
    phone.answered(crate::server::answer(200, &page.to_bytes()));
    phone.settle(&mut owner);
    assert_eq!((phone.texts(), phone.news()), (vec!["slept well".to_owned()], FollowerNews::NotAll));
    phone.nudge(&mut owner);
    assert!(matches!(phone.news(), FollowerNews::UpToDate(_)));
}

#[test]
fn whatever_a_server_says_without_a_signature_deletes_nothing() {
    let (mut owner, mut phone) = begun();
    let kinds: Vec<_> = ProblemKind::all().collect();
    for kind in kinds {
        phone.tell(FollowerEvent::Nudged);
        while phone.sent.is_some() {
            phone.answered(problem(kind));
        }
        assert_eq!(
            (phone.stage(), phone.texts()),
            (&FollowerStage::Following, vec!["slept well".to_owned()]),
            "{kind:?}"
        );
    }
    phone.tell(FollowerEvent::Nudged);
    phone.answered(Reply::NoAnswer);
    phone.tell(FollowerEvent::LiveClosed);
    assert_eq!((phone.news(), phone.forgotten), (FollowerNews::NotReached(Some(NOW_MS)), 0));
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert!(matches!(phone.news(), FollowerNews::UpToDate(_)));
}

#[test]
fn a_server_that_does_not_hold_where_it_stands_is_read_from_the_beginning() {
    let (mut owner, mut phone) = begun();
    owner.tells_anew(&[shows(2, "walked")]);
    phone.tell(FollowerEvent::Nudged);
    let reply = owner.answer(&phone.sent.clone().unwrap());
    phone.answered(reply);
    phone.answered(problem(ProblemKind::Lost));
    phone.tell(FollowerEvent::Woken);
    let asked: FollowedRequest = serde_json::from_slice(&phone.sent.as_ref().unwrap().body).unwrap();
    assert_eq!((asked.position, asked.mark), (0, None));
    phone.settle(&mut owner);
    assert_eq!(phone.texts(), ["walked"]);
}

#[test]
fn the_live_channel_is_opened_again_after_a_while() {
    let (mut owner, mut phone) = begun();
    assert_eq!(phone.channels, 1);
    phone.tell(FollowerEvent::LiveOpened);
    phone.tell(FollowerEvent::LiveClosed);
    phone.settle(&mut owner);
    assert_eq!(phone.channels, 1);
    assert!(phone.wakes.last().is_some_and(|ms| *ms <= 1_000));
    phone.tell(FollowerEvent::Woken);
    assert_eq!(phone.channels, 2);
    phone.settle(&mut owner);
    // The log may have entries of others: their number is asked for once.
    owner.asked.clear();
    for _ in 0..3 {
        phone.tell(FollowerEvent::Noticed(LiveFrame::TrustLog { entries: 9 }));
        phone.settle(&mut owner);
    }
    assert_eq!(owner.asked, [TRUST_LOG_READ]);
}
