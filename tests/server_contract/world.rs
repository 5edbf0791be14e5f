//! A server of the test's own: it listens on a free port, its database lies in a folder that goes with the test, and its
//! clock stands still until the test moves it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ebb_server::clock::Clock;
use ebb_server::{Server, Settings, serve};
use ebb_tests::server_client::{Device, Http};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// When the clock of every test begins: 2026-01-01.
pub(crate) const BEGINNING_MS: i64 = 1_767_225_600_000;

/// A server, and how to stop it.
pub(crate) struct World {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// Its clock.
    pub(crate) clock: ManualClock,
    /// Where its database lies.
    pub(crate) folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
}

/// A clock that only the test moves.
#[derive(Clone, Default)]
pub(crate) struct ManualClock(Arc<Mutex<Duration>>);

impl ManualClock {
    /// Lets time pass.
    pub(crate) fn pass(&self, time: Duration) {
        *self.0.lock().unwrap() += time;
    }
}

impl Clock for ManualClock {
    fn wall_ms(&self) -> i64 {
        BEGINNING_MS + i64::try_from(self.elapsed().as_millis()).unwrap()
    }

    fn elapsed(&self) -> Duration {
        *self.0.lock().unwrap()
    }
}

impl World {
    /// A server with usual settings.
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// A server with settings that the test changes.
    pub(crate) async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::over(TempDir::new().unwrap(), change).await
    }

    /// A server over the database of an earlier one.
    pub(crate) async fn over(folder: TempDir, change: impl FnOnce(&mut Settings)) -> Self {
        let clock = ManualClock::default();
        let mut settings = Settings::new(format!("sqlite:{}", folder.path().join("deep/ebb.db").display()));
        settings.clock = Arc::new(clock.clone());
        settings.app_dir = Some(folder.path().join("no app"));
        change(&mut settings);
        let server = Server::open(settings).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async { drop(stopped.await) };
        let serving = tokio::spawn(serve(listener, server, shutdown));
        Self { address, clock, folder, stop: Some(stop), serving }
    }

    /// Somebody without an account.
    pub(crate) fn anonymous(&self) -> Http {
        Http::new(self.address)
    }

    /// A device with an account of its own.
    pub(crate) async fn device(&self, seed: u64) -> Device {
        Device::found(self.address, seed).await
    }

    /// Tells the server to stop, and does not wait.
    pub(crate) fn ask_to_stop(&mut self) {
        drop(self.stop.take());
    }

    /// Stops the server and waits until it has; the folder stays.
    pub(crate) async fn stop(mut self) -> TempDir {
        self.ask_to_stop();
        self.serving.await.unwrap();
        self.folder
    }
}
