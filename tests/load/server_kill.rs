//! The real program, killed with SIGKILL in the middle of its work, stopped with SIGTERM, and told nonsense.

#![expect(clippy::unwrap_used, reason = "a test ends where a promise is broken, and says which")]

use std::collections::HashMap;
use std::fs::{self, File};
use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ebb_protocol::ids::SegmentHash;
use ebb_protocol::push::PushAnswer;
use ebb_tests::server_client::{Device, Mailbox, Newcomer, Program, Replica, seeded, server_program};
use hyper::StatusCode;
use tempfile::TempDir;
use tokio::sync::Notify;
use tokio::task::JoinSet;

const CLIENTS: u64 = 16;
const PUSHES: usize = 1_000;
const SEGMENT_BYTES: usize = 300;
/// After how many acknowledged pushes the server is killed, each time anew.
const KILLED_AFTER: [usize; 5] = [1, 90, 300, 301, 777];
/// The load is more than what a person may ask for.
const FLAGS: [&str; 2] = ["--requests-per-member-per-minute", "1000000"];

/// One client: what it will push, and what the server has acknowledged, by position.
struct Client {
    device: Device,
    segments: Vec<Vec<u8>>,
    acknowledged: HashMap<usize, u64>,
}

/// How many pushes were acknowledged so far, and who wants to know.
#[derive(Default)]
struct Progress {
    acknowledged: AtomicUsize,
    changed: Notify,
}

impl Client {
    fn new(device: &Device, seed: u64) -> Self {
        let mut replica: Replica = device.replica(seed);
        // Two more than needed, so that all together are over the thousand.
        let count = PUSHES / usize::try_from(CLIENTS).unwrap() + 2;
        Self { device: device.clone(), segments: replica.next_many(count, SEGMENT_BYTES), acknowledged: HashMap::new() }
    }

    /// Pushes one by one what is not acknowledged yet, until all is or the server does not answer any more.
    async fn push_the_rest(mut self, address: SocketAddr, progress: Arc<Progress>) -> Self {
        let device = self.device.at(address);
        for (index, segment) in self.segments.iter().enumerate() {
            if self.acknowledged.contains_key(&index) {
                continue;
            }
            let Ok(reply) = device.push(std::slice::from_ref(segment)).await else { break };
            // An answer that was cut off is none.
            let Ok(answer) = serde_json::from_slice::<PushAnswer>(&reply.body) else { break };
            assert_eq!(reply.status, StatusCode::OK);
            self.acknowledged.insert(index, answer.appended[0].position);
            progress.acknowledged.fetch_add(1, Ordering::SeqCst);
            progress.changed.notify_waiters();
        }
        self
    }
}

impl Progress {
    async fn reaches(&self, count: usize) {
        loop {
            let changed = self.changed.notified();
            if self.acknowledged.load(Ordering::SeqCst) >= count {
                return;
            }
            changed.await;
        }
    }
}

/// All segments of the journal by position.
async fn held(device: &Device, address: SocketAddr) -> HashMap<u64, SegmentHash> {
    let all = device.at(address).pull_all().await;
    all.into_iter().map(|(position, segment)| (position, SegmentHash::of(&segment))).collect()
}

fn assert_acknowledged_are_held(clients: &[Client], held: &HashMap<u64, SegmentHash>) {
    for client in clients {
        for (index, position) in &client.acknowledged {
            assert_eq!(held.get(position), Some(&SegmentHash::of(&client.segments[*index])), "position {position}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_push_is_lost_when_the_server_is_killed() {
    let program = server_program();
    let folder = TempDir::new().unwrap();
    let database = folder.path().join("ebb.db");
    let start = || Program::start(&program, &database, &FLAGS, "error", Stdio::inherit()).unwrap();

    let mut server = start();
    let device = Device::found(server.address, 1).await;
    let mut clients: Vec<Client> = (0..CLIENTS).map(|seed| Client::new(&device, seed)).collect();
    let progress = Arc::new(Progress::default());
    for kill_after in KILLED_AFTER {
        let mut running = JoinSet::new();
        for client in clients.drain(..) {
            running.spawn(client.push_the_rest(server.address, Arc::clone(&progress)));
        }
        progress.reaches(kill_after).await;
        server.kill().unwrap();
        clients = running.join_all().await;
        let acknowledged: usize = clients.iter().map(|client| client.acknowledged.len()).sum();
        assert!((kill_after..PUSHES).contains(&acknowledged), "killed in the middle, after {acknowledged}");

        server = start();
        let held = held(&device, server.address).await;
        assert_acknowledged_are_held(&clients, &held);
        let dense = (1..=held.len() as u64).all(|position| held.contains_key(&position));
        assert!(dense, "positions have no gaps");
        // Each client waits for its answer: at most one push of each may have been stored and not acknowledged.
        assert!(held.len() - acknowledged <= clients.len());
    }

    let mut finishing = JoinSet::new();
    for client in clients {
        finishing.spawn(client.push_the_rest(server.address, Arc::clone(&progress)));
    }
    let clients = finishing.join_all().await;
    let held = held(&device, server.address).await;
    let all: usize = clients.iter().map(|client| client.segments.len()).sum();
    assert!(all >= PUSHES);
    assert_eq!(held.len(), all, "what was pushed again did not double");
    assert!(clients.iter().all(|client| client.acknowledged.len() == client.segments.len()));
    assert_acknowledged_are_held(&clients, &held);
}

#[tokio::test]
async fn a_stopped_server_ends_in_order_and_its_log_tells_nothing() {
    let folder = TempDir::new().unwrap();
    let (database, log) = (folder.path().join("ebb.db"), folder.path().join("log"));
    let stderr = Stdio::from(File::create(&log).unwrap());
    let server = Program::start(&server_program(), &database, &[], "trace", stderr).unwrap();
    let device = Device::found(server.address, 1).await;
    device.push_ok(&[device.replica(1).next(SEGMENT_BYTES)]).await;
    device.make_mailbox(7, 600).await;
    Mailbox(7).leave_card(&device.http, &seeded(7, "card")).await;
    Mailbox(7).look(&device.http).await;
    let sheet = Newcomer::sheet(8);
    device.admit(&sheet).await;
    sheet.recover(&device.http).await;
    device.present(&device.log().await).await;
    device.pull_all().await;
    device.push_body(b"broken".to_vec()).await.unwrap();
    assert!(server.terminate().unwrap().success());

    let log = fs::read_to_string(log).unwrap();
    assert!(log.contains("answered") && log.contains("/api/v1/segments"), "it was told to say everything: {log}");
    let secret = device.token().rsplit('.').next().unwrap().to_owned();
    let hexadecimal = |bytes: &[u8]| base16ct::lower::encode_string(bytes);
    let words = [
        device.account.to_string(),
        device.member.to_string(),
        device.journal.to_string(),
        Mailbox(7).name(),
        Mailbox(7).id().to_string(),
        hexadecimal(&seeded(7, "card")),
        hexadecimal(&seeded(7, "offer")),
        hexadecimal(&sheet.secret()),
    ];
    for word in words.iter().chain([&secret]).map(String::as_str).chain(["127.0.0.1", "Bearer"]) {
        assert!(!log.contains(word), "the log holds {word:?}");
    }
}

#[test]
fn nonsense_is_answered_with_a_sentence_and_2() {
    let program = server_program();
    for (flags, sentence) in [
        (&["serve", "--listen", "everywhere"][..], "--listen"),
        (&["serve", "--database-url", "postgres://localhost/ebb"], "sqlite:"),
        (&["serve", "--no-such-flag"], "--no-such-flag"),
        (&["sing"], "sing"),
    ] {
        let output = Command::new(&program).args(flags).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{flags:?}");
        assert!(output.stdout.is_empty());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("error: ") && said.contains(sentence), "{said}");
    }
}
