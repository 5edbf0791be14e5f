//! What a server can take: `name: value unit`, one figure a line.
//!
//! Server and load share this machine, as the server of a household shares its own. Run it in release.

#![expect(clippy::expect_used, reason = "a figure of a server that does not answer means nothing")]
#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

use std::process::Stdio;
use std::time::{Duration, Instant};

use ebb_protocol::limits::PUSH_SEGMENTS_MAX;
use ebb_tests::server_client::{Device, Program, Replica, server_program};
use tempfile::TempDir;
use tokio::task::JoinSet;

const CLIENTS: u64 = 16;
const SEGMENT_BYTES: usize = 300;
/// How long each rate is measured.
const MEASURED: Duration = Duration::from_secs(8);
/// A full journal of ten years, if every record had been sent by itself.
const SEGMENTS_PULLED: usize = 70_000;
/// The load is more than what a person may ask for.
const FLAGS: [&str; 2] = ["--requests-per-member-per-minute", "100000000"];

#[tokio::main]
async fn main() {
    let folder = TempDir::new().expect("a folder for the database");
    let database = folder.path().join("ebb.db");
    let server = Program::start(&server_program(), &database, &FLAGS, "warn", Stdio::inherit()).expect("a server");

    let device = Device::found(server.address, 1).await;
    measure("appends_16_clients", &device, CLIENTS).await;
    measure("appends_1_client", &device, 1).await;
    measure_pull(&Device::found(server.address, 2).await).await;
    assert!(server.terminate().expect("the server runs").success(), "the server ends in order");
}

/// Pushes one segment at a time from each client, as fast as the answers come.
async fn measure(name: &str, device: &Device, clients: u64) {
    let end = now() + MEASURED;
    let mut running = JoinSet::new();
    for client in 0..clients {
        // Each client has a connection of its own, and a name that no other measurement has used.
        let device = device.at(device.http.address());
        let replica = device.replica(client + clients * 1_000);
        running.spawn(push_until(end, device, replica));
    }
    let mut latencies: Vec<Duration> = running.join_all().await.into_iter().flatten().collect();
    latencies.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "counts of a few thousand")]
    let rate = latencies.len() as f64 / MEASURED.as_secs_f64();
    println!("{name}: {rate:.0} per_second");
    for (suffix, percent) in [("p50", 50), ("p99", 99)] {
        let latency = latencies[(latencies.len() - 1) * percent / 100];
        println!("{name}_{suffix}: {:.2} ms", latency.as_secs_f64() * 1_000.0);
    }
}

async fn push_until(end: Instant, device: Device, mut replica: Replica) -> Vec<Duration> {
    let mut latencies = Vec::new();
    while now() < end {
        let segment = replica.next(SEGMENT_BYTES);
        let started = now();
        device.push_ok(&[segment]).await;
        latencies.push(started.elapsed());
    }
    latencies
}

/// Fills a journal with small segments and reads it whole, as a new device does.
async fn measure_pull(device: &Device) {
    let mut replica = device.replica(1);
    let started = now();
    let mut left = SEGMENTS_PULLED;
    while left > 0 {
        let count = left.min(PUSH_SEGMENTS_MAX);
        device.push_ok(&replica.next_many(count, SEGMENT_BYTES)).await;
        left -= count;
    }
    println!("push_70000_segments: {:.2} s", started.elapsed().as_secs_f64());
    let started = now();
    let pulled = device.pull_all().await;
    println!("pull_70000_segments: {:.2} s", started.elapsed().as_secs_f64());
    assert_eq!(pulled.len(), SEGMENTS_PULLED, "all of them come back");
}

#[expect(clippy::disallowed_methods, reason = "what is measured is the machine's own time")]
fn now() -> Instant {
    Instant::now()
}
