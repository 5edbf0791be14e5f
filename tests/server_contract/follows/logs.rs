//! The trust log as far as a follow reads it.

use ebb_protocol::endpoints::{LogAppended, LogPage};
use ebb_protocol::ids::EntryHash;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::{Logged, SignedEntry, batch};
use ebb_tests::server_client::{Follower, Mailbox, Newcomer, Owner};
use hyper::StatusCode;

use super::Following;
use crate::world::World;

fn indices(logged: &[Logged]) -> Vec<u32> {
    logged.iter().map(|logged| SignedEntry::read(&logged.entry).unwrap().head.index).collect()
}

/// Entries: 0 founded, 1 followed (first), 2 a device, 3 followed (second), 4 first changed, 5 second changed, 6 a sheet.
async fn two_follows() -> (Following, Follower) {
    let following = Following::start().await;
    let Following { owner, follower, .. } = &following;
    owner.device.admit(&Newcomer::device(7)).await;
    let second = owner.let_follow(3, None).await;
    owner.change(follower.member(), None).await;
    owner.change(second.member(), None).await;
    owner.device.admit(&Newcomer::sheet(8)).await;
    (following, second)
}

#[tokio::test]
async fn a_follow_reads_of_devices_and_of_itself_and_its_own_keys_alone() {
    let (Following { owner, follower, world: _world, .. }, second) = two_follows().await;
    let whole = owner.device.log().await;
    for (follow, expected) in [(&follower, [0, 1, 2, 4, 6]), (&second, [0, 2, 3, 5, 6])] {
        let (log, logged) = follow.log().await;
        assert_eq!(indices(&logged), expected);
        assert_eq!(log.own().map(|own| own.feed), Some(follow.feed));
        for logged in &logged {
            let index = usize::try_from(indices(std::slice::from_ref(logged))[0]).unwrap();
            assert_eq!(logged.entry, whole[index].entry);
        }
        assert_eq!(logged.iter().map(|logged| logged.keyboxes.len()).sum::<usize>(), 2, "let in, and changed");
    }
    let sheet = Newcomer::sheet(8).as_member_of(&owner.device);
    assert_eq!(indices(&sheet.log().await), [0, 1, 2, 3, 4, 5, 6], "a sheet checks the whole chain");
    assert_eq!(whole.iter().map(|logged| logged.keyboxes.len()).sum::<usize>(), 6);
}

#[tokio::test]
async fn a_follow_reads_on_from_any_entry_that_it_was_shown_and_from_no_other() {
    let (Following { owner, follower, world: _world, .. }, _) = two_follows().await;
    let whole = owner.device.log().await;
    let hash = |index: usize| EntryHash::of(&whole[index].entry);
    let shown = [0, 1, 2, 4, 6];
    for (nth, last) in shown.iter().enumerate() {
        let have = u32::try_from(last + 1).unwrap();
        let reply = follower.caller.ask_log(have, Some(hash(*last))).await;
        let rest = LogPage::from_bytes(&reply.body).unwrap().logged;
        assert_eq!(indices(&rest).len(), shown.len() - nth - 1, "after {last}");
    }
    for index in [3, 5] {
        let have = u32::try_from(index + 1).unwrap();
        let reply = follower.caller.ask_log(have, Some(hash(index))).await;
        assert_eq!(reply.refusal(), ProblemKind::LogLost, "what it was not shown it cannot hold");
    }
    for (have, head) in [(5, hash(2)), (8, hash(6)), (u32::MAX, hash(6))] {
        assert_eq!(follower.caller.ask_log(have, Some(head)).await.refusal(), ProblemKind::LogLost);
    }
}

#[tokio::test]
async fn entries_about_follows_are_taken_once_and_answered_again() {
    let world = World::start().await;
    let owner = Owner::found(world.address, 1).await;
    owner.open_mailbox_for(2).await;
    let following = owner.following_of(&owner.device.log().await, 2, None);
    for _ in 0..2 {
        let reply = owner.device.append(&following).await;
        assert_eq!((reply.status, reply.json()), (StatusCode::CREATED, LogAppended { index: 1 }));
    }
    let follower = Follower::of(&owner.device, 2);
    let change = owner.change(follower.member(), None).await;
    let stop = owner.stop(follower.member()).await;
    for (logged, index) in [(change, 2), (stop, 3), (following, 1)] {
        assert_eq!(owner.device.append(&logged).await.json::<LogAppended>().index, index);
    }
    assert_eq!(follower.ask(follower.feed, None).await.refusal(), ProblemKind::FollowEnded, "nothing came back");
}

#[tokio::test]
async fn a_follow_comes_through_an_open_mailbox_with_a_card() {
    let world = World::start().await;
    let (owner, stranger) = (Owner::found(world.address, 1).await, Owner::found(world.address, 9).await);
    let log = owner.device.log().await;
    owner.device.make_mailbox(2, 600).await;
    stranger.open_mailbox_for(3).await;
    for seed in [2, 3, 4] {
        let reply = owner.device.append(&owner.following_of(&log, seed, None)).await;
        assert_eq!(reply.refusal(), ProblemKind::NotFound, "{seed}");
    }
    assert_eq!(owner.device.log().await, log);
    Mailbox(2).leave_card(&world.anonymous(), b"card").await;
    let following = owner.following_of(&log, 2, None);
    let mut keyless = following.clone();
    keyless.keyboxes[0].1[0] ^= 1;
    assert_eq!(owner.device.append(&keyless).await.refusal(), ProblemKind::Malformed);
    owner.device.append_ok(&following).await;
    let state: ebb_protocol::endpoints::MailboxState = Mailbox(2).look(&world.anonymous()).await.json();
    assert!(state.admitted, "it is closed");
    assert_eq!(batch::read(&batch::write(&owner.device.log().await)).unwrap().len(), 2);
}
