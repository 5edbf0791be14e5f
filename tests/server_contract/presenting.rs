//! A server that has lost an account, or the end of its trust log, and the devices that bring it back.

use ebb_protocol::endpoints::Presented;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::{Detail, Logged};
use ebb_tests::server_client::{Device, Mailbox, Newcomer, Replica, Reply};
use hyper::StatusCode;

use crate::world::{BEGINNING_MS, World};

/// Two servers: one that keeps everything, and one that lost it.
struct Loss {
    _kept: World,
    lost: World,
    alice: Device,
    log: Vec<Logged>,
}

impl Loss {
    /// Alice, her phone (2), a sheet (3), and a tablet (4) that was dismissed.
    async fn new() -> Self {
        let (kept, lost) = (World::start().await, World::start().await);
        let mut alice = kept.device(1).await;
        alice.admit(&Newcomer::device(2)).await;
        alice.admit(&Newcomer::sheet(3)).await;
        let tablet = alice.admit(&Newcomer::device(4)).await;
        alice.dismiss(tablet.member).await;
        let log = alice.log().await;
        let alice = alice.at(lost.address);
        Self { _kept: kept, lost, alice, log }
    }

    fn member(&self, newcomer: &Newcomer) -> Device {
        newcomer.as_member_of(&self.alice)
    }
}

fn assert_holds(reply: &Reply, entries: u32) {
    assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
    assert_eq!(reply.json::<Presented>(), Presented { entries, server_time_ms: BEGINNING_MS });
}

#[tokio::test]
async fn an_account_is_founded_again_with_all_that_its_log_says() {
    let Loss { alice, log, lost, .. } = &Loss::new().await;
    assert_eq!(alice.pull(Vec::new()).await.unwrap().refusal(), ProblemKind::NoAccount);
    for _ in 0..2 {
        assert_holds(&alice.present(log).await, 5);
    }
    assert_eq!(&alice.log().await, log, "keyboxes and all");
    let phone = Newcomer::device(2).as_member_of(alice);
    assert!(alice.pull_all().await.is_empty());
    phone.push_ok(&[phone.replica(1).next(300)]).await;
    let tablet = Newcomer::device(4).as_member_of(alice);
    assert_eq!(tablet.pull(Vec::new()).await.unwrap().refusal(), ProblemKind::Dismissed);
    let sheet = Newcomer::sheet(3);
    assert_eq!(sheet.recover(&lost.anonymous()).await.status, StatusCode::OK);
    let own = sheet.as_member_of(alice).log().await;
    assert_eq!(own.iter().map(|logged| logged.keyboxes.len()).sum::<usize>(), 2);
}

#[tokio::test]
async fn the_rest_of_a_log_is_appended_and_a_beginning_changes_nothing() {
    let loss = Loss::new().await;
    let (alice, log) = (&loss.alice, &loss.log);
    let phone = loss.member(&Newcomer::device(2));
    let tablet = loss.member(&Newcomer::device(4));
    assert_holds(&tablet.present(&log[..4]).await, 4);
    alice.make_mailbox(7, 600).await;
    tablet.push_ok(&[tablet_replica(&tablet, log).next(300)]).await;
    assert_holds(&phone.present(&log[..2]).await, 4);
    assert_holds(&phone.present(log).await, 5);
    assert_eq!(&alice.log().await, log);
    assert_eq!(tablet.pull(Vec::new()).await.unwrap().refusal(), ProblemKind::Dismissed);
    assert_eq!(tablet.present(&log[..4]).await.refusal(), ProblemKind::Dismissed, "its own log does not know it yet");
    assert_eq!(Mailbox(7).look(&alice.http).await.refusal(), ProblemKind::NotFound, "open invitations close");
    assert_eq!(alice.pull_all().await.len(), 1, "cuts are taken as they are");
    alice.push_ok(&[alice.replica(2).next(300)]).await;
}

/// The tablet's replica, which seals under the log's first key.
fn tablet_replica(tablet: &Device, log: &[Logged]) -> Replica {
    let first = Device::state_of(log).commitment(0).unwrap();
    Replica { sealed_under: (0, first), ..tablet.replica(1) }
}

#[tokio::test]
async fn where_two_logs_part_the_server_keeps_its_own() {
    let loss = Loss::new().await;
    let (alice, log) = (&loss.alice, &loss.log);
    let phone = loss.member(&Newcomer::device(2));
    let mut other = log[..2].to_vec();
    other.push(phone.admission_of(&other, &Newcomer::device(5)));
    assert_holds(&phone.present(&other).await, 3);
    for fork in [&log[..], &log[..3]] {
        assert_eq!(alice.present(fork).await.refusal(), ProblemKind::Forked);
    }
    assert_eq!(alice.log().await, other);
}

#[tokio::test]
async fn only_a_device_of_the_log_presents_it() {
    let loss = Loss::new().await;
    let (alice, log) = (&loss.alice, &loss.log);
    let sheet = loss.member(&Newcomer::sheet(3));
    assert_eq!(sheet.present(log).await.refusal(), ProblemKind::Forbidden);
    assert_eq!(loss.member(&Newcomer::device(4)).present(log).await.refusal(), ProblemKind::Dismissed);
    assert_eq!(loss.member(&Newcomer::device(9)).present(log).await.refusal(), ProblemKind::Unauthorized);
    let bob = loss.lost.device(8).await;
    assert_eq!(bob.present(log).await.refusal(), ProblemKind::Unauthorized);
    assert_eq!(loss.member(&Newcomer::device(2)).present(&log[..1]).await.refusal(), ProblemKind::Unauthorized);
    assert_eq!(alice.pull(Vec::new()).await.unwrap().refusal(), ProblemKind::NoAccount, "nothing came of it");
}

#[tokio::test]
async fn a_log_that_does_not_hold_together_is_malformed() {
    let loss = Loss::new().await;
    let (alice, log) = (&loss.alice, &loss.log);
    let mut forged = log.clone();
    *forged[2].entry.last_mut().unwrap() ^= 1;
    let mut keyless = log.clone();
    keyless[4].keyboxes.pop();
    let mut gap = log.clone();
    gap.remove(2);
    let unknown =
        Logged { entry: alice.sign_next(log, Detail::Unknown { kind: 77, bytes: Vec::new() }), keyboxes: Vec::new() };
    let newer = [&log[..], &[unknown]].concat();
    for bad in [forged, keyless, gap, newer, Vec::new()] {
        assert_eq!(alice.present(&bad).await.refusal(), ProblemKind::Malformed);
    }
}

#[tokio::test]
async fn a_log_that_closes_its_account_closes_it_for_good() {
    let loss = Loss::new().await;
    let (alice, log) = (&loss.alice, &loss.log);
    let closed = [&log[..], &[alice.closing_of(log)]].concat();
    let entry = base16ct::lower::encode_string(&closed[5].entry);
    for presented in [&closed[..], &closed, log] {
        let reply = alice.present(presented).await;
        assert_eq!((reply.status, reply.refusal()), (StatusCode::GONE, ProblemKind::Closed));
        assert_eq!(reply.problem().entry.as_ref(), Some(&entry));
    }
    let phone = loss.member(&Newcomer::device(2));
    assert_eq!(phone.pull(Vec::new()).await.unwrap().refusal(), ProblemKind::Closed);
}
