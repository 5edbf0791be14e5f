//! The trust log: what is appended, what is refused, who reads what.

use std::time::Duration;

use ebb_protocol::endpoints::{LogAppended, LogPage, USAGE};
use ebb_protocol::ids::{EntryHash, SegmentHash};
use ebb_protocol::limits::{DISMISSAL_PAUSE_SECONDS, MEMBERS_MAX};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::{Cut, Detail, Logged, OpenHead, SignedEntry};
use ebb_tests::server_client::{Body, Device, Mailbox, Newcomer, Replica};
use hyper::{Method, StatusCode};
use tokio::task::JoinSet;

use crate::world::{BEGINNING_MS, World};

async fn refusal(device: &Device, logged: &Logged) -> ProblemKind {
    let before = device.log().await;
    let refused = device.append(logged).await.refusal();
    assert_eq!(device.log().await, before, "what is refused changes nothing");
    refused
}

fn cut_of(replica: &Replica) -> Cut {
    Cut { stream: replica.stream, replica: replica.id, number: replica.last_number, hash: replica.last_hash }
}

#[tokio::test]
async fn entries_are_appended_in_their_order_and_answered_again() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut log = alice.log().await;
    for (index, newcomer) in [(1, Newcomer::device(2)), (2, Newcomer::sheet(3)), (3, Newcomer::device(4))] {
        let logged = alice.admission_of(&log, &newcomer);
        for _ in 0..2 {
            let reply = alice.append(&logged).await;
            assert_eq!((reply.status, reply.json()), (StatusCode::CREATED, LogAppended { index }));
        }
        log.push(logged);
    }
    assert_eq!(alice.log().await, log);
    assert_eq!(alice.append(&log[1]).await.json::<LogAppended>().index, 1, "however long ago");
    let phone = Newcomer::device(2).as_member_of(&alice);
    phone.push_ok(&[phone.replica(5).next(300)]).await;
    assert_eq!(alice.pull_all().await, phone.pull_all().await);
}

#[tokio::test]
async fn members_read_what_they_lack_and_a_sheet_its_own_keys_alone() {
    let world = World::start().await;
    let mut alice = world.device(1).await;
    let (phone, sheet) = (alice.admit(&Newcomer::device(2)).await, alice.admit(&Newcomer::sheet(3)).await);
    alice.dismiss(phone.member).await;
    let log = alice.log().await;
    assert_eq!(log.iter().map(|logged| logged.keyboxes.len()).collect::<Vec<_>>(), [0, 1, 1, 2]);
    for have in 0..=4_usize {
        let head = have.checked_sub(1).map(|last| EntryHash::of(&log[last].entry));
        let reply = alice.ask_log(u32::try_from(have).unwrap(), head).await;
        assert_eq!(reply.header("content-type"), "application/octet-stream");
        let page = LogPage::from_bytes(&reply.body).unwrap();
        assert_eq!((page.server_time_ms, &page.logged[..]), (BEGINNING_MS, &log[have..]));
    }
    let own = sheet.log().await;
    for (own, whole) in own.iter().zip(&log) {
        assert_eq!(own.entry, whole.entry);
        let expected: Vec<_> = whole.keyboxes.iter().filter(|(member, _)| *member == sheet.member).copied().collect();
        assert_eq!(own.keyboxes, expected);
    }
    assert_eq!(own.len(), 4);
}

#[tokio::test]
async fn a_log_that_the_server_does_not_hold_is_lost() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let head = EntryHash::of(&alice.log().await[0].entry);
    for (have, head) in [(1, EntryHash([9; 32])), (2, head), (u32::MAX, head)] {
        assert_eq!(alice.ask_log(have, Some(head)).await.refusal(), ProblemKind::LogLost);
    }
    for (have, head) in [(1, None), (0, Some(head))] {
        assert_eq!(alice.ask_log(have, head).await.refusal(), ProblemKind::Malformed);
    }
}

#[tokio::test]
async fn what_does_not_follow_is_told_so_and_what_may_not_be_is_refused() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let old = alice.log().await;
    let phone = alice.admit(&Newcomer::device(2)).await;
    let sheet = alice.admit(&Newcomer::sheet(3)).await;
    let log = alice.log().await;
    let bob = world.device(9).await;

    assert_eq!(refusal(&alice, &alice.admission_of(&old, &Newcomer::device(4))).await, ProblemKind::LogMoved);
    let next = alice.admission_of(&log, &Newcomer::device(4));
    assert_eq!(refusal(&phone, &next).await, ProblemKind::Forbidden, "signed by another than the caller");
    let mut forged = next.clone();
    *forged.entry.last_mut().unwrap() ^= 1;
    assert_eq!(refusal(&alice, &forged).await, ProblemKind::Forbidden);
    let elsewhere = bob.admission_of(&bob.log().await, &Newcomer::device(4));
    assert_eq!(refusal(&alice, &elsewhere).await, ProblemKind::Forbidden);
    assert_eq!(refusal(&alice, &alice.admission_of(&log, &Newcomer::device(2))).await, ProblemKind::Forbidden, "twice");
    assert_eq!(refusal(&sheet, &sheet.admission_of(&log, &Newcomer::sheet(4))).await, ProblemKind::Forbidden);
    assert_eq!(refusal(&sheet, &sheet.dismissal_of(&log, phone.member, Vec::new())).await, ProblemKind::Forbidden);
    assert_eq!(refusal(&sheet, &sheet.closing_of(&log)).await, ProblemKind::Forbidden);

    let (mut without, mut other, mut more) = (next.clone(), next.clone(), next.clone());
    without.keyboxes.clear();
    other.keyboxes[0].1[0] ^= 1;
    more.keyboxes.push((alice.member, [0; 80]));
    for keyless in [without, other, more] {
        assert_eq!(refusal(&alice, &keyless).await, ProblemKind::Malformed);
    }
    let unknown = Detail::Unknown { kind: 77, bytes: vec![1] };
    let unknown = Logged { entry: alice.sign_next(&log, unknown), keyboxes: Vec::new() };
    assert_eq!(refusal(&alice, &unknown).await, ProblemKind::Malformed);
    let cut_short = Logged { entry: next.entry[1..].to_vec(), keyboxes: Vec::new() };
    assert_eq!(refusal(&alice, &cut_short).await, ProblemKind::Malformed);
    alice.append_ok(&next).await;
}

/// The log's other thread, the last entry about a member, is the same for all kinds that there are: each is made as it must
/// be but for the hash of the entry before.
#[tokio::test]
async fn an_entry_of_any_kind_that_names_another_one_before_it_has_no_place() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let phone = alice.admit(&Newcomer::device(2)).await;
    let log = alice.log().await;
    let named = |logged: &Logged, previous: EntryHash| {
        let head = OpenHead { previous, ..SignedEntry::read(&logged.entry).unwrap().head };
        Logged { entry: alice.sign(&head), keyboxes: logged.keyboxes.clone() }
    };
    let mut other = EntryHash::of(&log[1].entry);
    other.0[31] ^= 1;
    for logged in [
        alice.admission_of(&log, &Newcomer::device(4)),
        alice.admission_of(&log, &Newcomer::sheet(4)),
        alice.dismissal_of(&log, phone.member, Vec::new()),
        alice.closing_of(&log),
    ] {
        for previous in [other, EntryHash::of(&log[0].entry), EntryHash::NONE] {
            assert_eq!(refusal(&alice, &named(&logged, previous)).await, ProblemKind::LogMoved);
            let presented = [&log[..], &[named(&logged, previous)]].concat();
            assert_eq!(alice.present(&presented).await.refusal(), ProblemKind::Malformed);
        }
    }
    let right = alice.admission_of(&log, &Newcomer::device(4));
    alice.append_ok(&named(&right, EntryHash::of(&log[1].entry))).await;
}

#[tokio::test]
async fn a_sheet_admits_a_device() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let sheet = alice.admit(&Newcomer::sheet(2)).await;
    let restored = sheet.admit(&Newcomer::device(3)).await;
    restored.push_ok(&[restored.replica(1).next(300)]).await;
    assert_eq!(alice.pull_all().await.len(), 1);
}

#[tokio::test]
async fn an_account_has_a_last_member() {
    let world = World::start().await;
    let alice = world.device(1).await;
    for seed in 2..=MEMBERS_MAX as u64 {
        alice.admit(&Newcomer::device(seed)).await;
    }
    let refused = alice.append(&alice.admission_of(&alice.log().await, &Newcomer::device(99))).await;
    assert_eq!(refused.refusal(), ProblemKind::Forbidden);
    assert_eq!(refused.problem().limit, Some(MEMBERS_MAX as u64));
}

#[tokio::test]
async fn a_dismissed_member_is_refused_at_once_and_its_segments_stay() {
    let world = World::start().await;
    let mut alice = world.device(1).await;
    let phone = alice.admit(&Newcomer::device(2)).await;
    let mut replica = phone.replica(5);
    phone.push_ok(&replica.next_many(3, 300)).await;
    alice.append_ok(&alice.dismissal_of(&alice.log().await, phone.member, vec![cut_of(&replica)])).await;
    for reply in [
        phone.push(&[replica.peek(300)]).await.unwrap(),
        phone.pull(Vec::new()).await.unwrap(),
        phone.ask_log(0, None).await,
        phone.make_mailbox(7, 600).await,
    ] {
        assert_eq!((reply.status, reply.refusal()), (StatusCode::FORBIDDEN, ProblemKind::Dismissed));
    }
    let wrong = format!("{}.{}.{}", phone.account, phone.member, "ab".repeat(32));
    let guessed = world.anonymous().send(Method::GET, USAGE, Some(&wrong), &[], Body::Empty).await.unwrap();
    assert_eq!(guessed.refusal(), ProblemKind::Unauthorized, "told to itself alone");
    assert_eq!(alice.pull_all().await.len(), 3);
    alice.catch_up().await;
    alice.push_ok(&[alice.replica(1).next(300)]).await;
}

#[tokio::test]
async fn a_dismissal_that_does_not_name_the_last_segments_makes_room_for_the_next_try() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let phone = alice.admit(&Newcomer::device(2)).await;
    let (mut first, mut second) = (phone.replica(5), phone.replica(6));
    let early = cut_of(&first);
    phone.push_ok(&[first.next(300), second.next(300)]).await;
    let (mut cuts, log) = (vec![cut_of(&first), cut_of(&second)], alice.log().await);
    cuts.sort_unstable_by_key(|cut| cut.replica);
    let late = [vec![cuts[0]], vec![], vec![Cut { number: 2, ..cuts[0] }, cuts[1]], vec![early]];
    for wrong in late {
        let dismissal = alice.dismissal_of(&log, phone.member, wrong);
        assert_eq!(refusal(&alice, &dismissal).await, ProblemKind::CutMoved);
    }
    let paused = phone.push(&[first.peek(300)]).await.unwrap();
    assert_eq!(paused.refusal(), ProblemKind::Unavailable);
    assert_eq!(paused.problem().retry_after_seconds, Some(DISMISSAL_PAUSE_SECONDS));
    assert_eq!(paused.header("retry-after"), DISMISSAL_PAUSE_SECONDS.to_string());
    alice.push_ok(&[alice.replica(1).next(300)]).await;
    assert_eq!(phone.pull_all().await.len(), 3, "it may still read");
    let right = alice.dismissal_of(&log, phone.member, cuts);

    world.clock.pass(Duration::from_secs(DISMISSAL_PAUSE_SECONDS));
    phone.push_ok(&[first.clone().next(300)]).await;
    assert_eq!(refusal(&alice, &right).await, ProblemKind::CutMoved, "it took too long");
    first.next(300);
    let mut cuts = vec![cut_of(&first), cut_of(&second)];
    cuts.sort_unstable_by_key(|cut| cut.replica);
    alice.append_ok(&alice.dismissal_of(&log, phone.member, cuts)).await;
}

#[tokio::test]
async fn a_new_epoch_takes_nothing_that_is_sealed_under_the_old_one() {
    let world = World::start().await;
    let mut alice = world.device(1).await;
    let phone = alice.admit(&Newcomer::device(2)).await;
    let mut replica = alice.replica(1);
    let old = replica.next(300);
    let before = alice.push_ok(std::slice::from_ref(&old)).await;
    let stale = replica.peek(300);
    alice.dismiss(phone.member).await;
    assert_eq!(alice.push(std::slice::from_ref(&stale)).await.unwrap().refusal(), ProblemKind::StaleEpoch);
    assert_eq!(alice.push(&[old.clone(), stale]).await.unwrap().refusal(), ProblemKind::StaleEpoch, "as a whole");
    assert_eq!(alice.push_ok(&[old]).await.appended, before.appended, "what is there is answered as it was");
    let right = alice.sealed_under;
    for wrong in [(right.0, [0; 16]), (right.0 + 1, right.1), (0, right.1)] {
        replica.sealed_under = wrong;
        assert_eq!(alice.push(&[replica.peek(300)]).await.unwrap().refusal(), ProblemKind::StaleEpoch);
    }
    replica.sealed_under = right;
    alice.push_ok(&[replica.next(300)]).await;
}

#[tokio::test]
async fn an_admission_names_an_open_mailbox_with_a_card_or_none() {
    let world = World::start().await;
    let (alice, bob) = (world.device(1).await, world.device(9).await);
    let http = world.anonymous();
    for (seed, device) in [(20, &alice), (21, &alice), (22, &alice), (23, &bob)] {
        assert_eq!(device.make_mailbox(seed, if seed == 22 { 60 } else { 600 }).await.status, StatusCode::CREATED);
        if seed != 21 {
            Mailbox(seed).leave_card(&http, b"card").await;
        }
    }
    world.clock.pass(Duration::from_mins(1));
    let through = |seed| Newcomer { mailbox: Some(Mailbox(seed).id()), ..Newcomer::device(2) };
    let log = alice.log().await;
    for seed in [21, 22, 23, 24] {
        assert_eq!(refusal(&alice, &alice.admission_of(&log, &through(seed))).await, ProblemKind::NotFound, "{seed}");
    }
    alice.append_ok(&alice.admission_of(&log, &through(20))).await;
    let again = Newcomer { mailbox: Some(Mailbox(20).id()), ..Newcomer::device(3) };
    let again = alice.admission_of(&alice.log().await, &again);
    assert_eq!(refusal(&alice, &again).await, ProblemKind::NotFound, "one card, one member");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_entries_that_want_the_same_place_one_gets_it() {
    let world = World::start().await;
    let alice = world.device(1).await;
    for round in 0..4_u64 {
        let log = alice.log().await;
        let mut appends = JoinSet::new();
        for rival in 0..4 {
            let (alice, logged) = (alice.clone(), alice.admission_of(&log, &Newcomer::device(10 + round * 4 + rival)));
            appends.spawn(async move { alice.append(&logged).await });
        }
        let replies = appends.join_all().await;
        let (taken, moved): (Vec<_>, Vec<_>) = replies.iter().partition(|reply| reply.status == StatusCode::CREATED);
        assert_eq!((taken.len(), moved.len()), (1, 3));
        assert!(moved.iter().all(|reply| reply.refusal() == ProblemKind::LogMoved));
        Device::state_of(&alice.log().await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_beside_its_writers_dismissal_stands_before_the_cut_or_nowhere() {
    let world = World::start().await;
    let mut alice = world.device(1).await;
    for seed in 2..8 {
        let phone = alice.admit(&Newcomer::device(seed)).await;
        let mut replica = phone.replica(seed);
        let segments = replica.next_many(2, 300);
        phone.push_ok(&segments[..1]).await;
        let held = Cut { number: 1, hash: SegmentHash::of(&segments[0]), ..cut_of(&replica) };
        let dismissal = alice.dismissal_of(&alice.log().await, phone.member, vec![held]);
        let (pushed, dismissed) = tokio::join!(phone.push(&segments[1..]), alice.append(&dismissal));
        match (pushed.unwrap().status, dismissed.status) {
            (StatusCode::OK, StatusCode::CONFLICT) => {
                alice.append_ok(&alice.dismissal_of(&alice.log().await, phone.member, vec![cut_of(&replica)])).await;
            }
            (StatusCode::FORBIDDEN, StatusCode::CREATED) => {}
            (pushed, dismissed) => panic!("{pushed} and {dismissed}"),
        }
        alice.catch_up().await;
    }
}
