//! Pushes of many devices at once, which the server commits in groups.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ebb_protocol::problem::ProblemKind;
use ebb_tests::server_client::{Device, Replica};
use hyper::StatusCode;
use tokio::task::JoinSet;

use crate::world::World;

const CLIENTS: u64 = 16;
const PUSHES: usize = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn positions_have_no_gaps_and_follow_the_order_of_commits() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let acknowledged = Arc::new(AtomicU64::new(0));
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let (device, replica) = (alice.at(world.address), alice.replica(client));
        clients.spawn(push_in_turn(device, replica, Arc::clone(&acknowledged)));
    }
    let positions: HashSet<u64> = clients.join_all().await.into_iter().flatten().collect();
    let count = CLIENTS * PUSHES as u64 * 2;
    assert_eq!(positions, (1..=count).collect());
    let pulled: Vec<u64> = alice.pull_all().await.into_iter().map(|(position, _)| position).collect();
    assert_eq!(pulled, (1..=count).collect::<Vec<_>>());
}

/// Pushes two segments at a time, and checks that each push lies behind all that was acknowledged before it began.
async fn push_in_turn(device: Device, mut replica: Replica, acknowledged: Arc<AtomicU64>) -> Vec<u64> {
    let mut positions = Vec::new();
    for _ in 0..PUSHES {
        let behind = acknowledged.load(Ordering::SeqCst);
        let answer = device.push_ok(&replica.next_many(2, 300)).await;
        let pair = [answer.appended[0].position, answer.appended[1].position];
        assert!(pair[0] > behind, "{pair:?} was acknowledged after {behind}");
        assert_eq!(pair[1], pair[0] + 1, "a push stands together");
        assert!(answer.heads[0].position >= pair[1]);
        acknowledged.fetch_max(pair[1], Ordering::SeqCst);
        positions.extend(pair);
    }
    positions
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_push_does_not_spoil_its_neighbours() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut replicas: Vec<Replica> = (0..CLIENTS).map(|seed| alice.replica(seed)).collect();
    for round in 0..5 {
        let mut pushes = JoinSet::new();
        for (index, replica) in replicas.iter_mut().enumerate() {
            let is_bad = index % 4 == round % 4;
            let mut segments = replica.next_many(2, 300);
            if is_bad {
                // A gap: the first of the two is missing; the replica goes on as if it had pushed nothing.
                replica.last_number -= 2;
                segments.remove(0);
            }
            let device = alice.clone();
            pushes.spawn(async move { (is_bad, device.push(&segments).await.unwrap()) });
        }
        for (is_bad, reply) in pushes.join_all().await {
            if is_bad {
                assert_eq!(reply.refusal(), ProblemKind::NumberTaken);
            } else {
                assert_eq!(reply.status, StatusCode::OK);
            }
        }
        // The last hash of a bad one was counted, too: those replicas are given up.
        for (index, replica) in replicas.iter_mut().enumerate() {
            if index % 4 == round % 4 {
                *replica = alice.replica((round as u64 + 1) * 100 + index as u64);
            }
        }
    }
    let pulled: Vec<u64> = alice.pull_all().await.into_iter().map(|(position, _)| position).collect();
    assert_eq!(pulled, (1..=5 * 12 * 2).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_push_from_two_tabs_at_once_is_appended_once() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut replica = alice.replica(1);
    for round in 0..10_u64 {
        let segment = replica.next(300);
        let mut pushes = JoinSet::new();
        for _ in 0..8 {
            let (device, segment) = (alice.clone(), segment.clone());
            pushes.spawn(async move { device.push_ok(&[segment]).await.appended[0].position });
        }
        assert!(pushes.join_all().await.into_iter().all(|position| position == round + 1));
    }
    assert_eq!(alice.pull_all().await.len(), 10);
}
