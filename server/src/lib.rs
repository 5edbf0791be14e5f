//! The Ebb server: keeps the sealed segments of accounts in order, hands them to their members, and wakes those who
//! listen. It holds no key that opens a segment and links no code that could.
//!
//! Where to look: [`surface`] is all that can be asked, and by whom, on one page; `routes` take requests apart; `db` holds
//! every statement; `live` wakes; [`Settings`] says what an operator or a test can set.

use std::future::Future;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ebb_protocol::limits::{
    ACCOUNT_BYTES_MAX, FOUNDINGS_PER_ADDRESS_PER_HOUR, LIVE_FIRST_FRAME_SECONDS, MAILBOX_LOOKS_PER_ADDRESS_PER_MINUTE,
    REQUESTS_PER_MEMBER_PER_MINUTE,
};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::timeout;

mod address;
mod auth;
mod body;
mod checks;
pub mod clock;
pub mod config;
mod connections;
mod db;
mod error;
mod headers;
mod live;
mod randomness;
mod rates;
mod router;
mod routes;
mod static_files;
pub mod surface;
pub mod telemetry;

pub use db::OpenError;

use body::Room;
use checks::Checks;
use clock::{Clock, SystemClock};
use db::Db;
use live::Hub;
use rates::{Allowed, Rates};

/// How long the server waits.
#[derive(Debug, Clone)]
pub struct Patience {
    /// For the headers of a request, also between two requests of one connection.
    pub headers: Duration,
    /// For a body that says nothing.
    pub body: Duration,
    /// For the first frame of a live channel.
    pub first_frame: Duration,
    /// Between two pings of a live channel.
    pub ping: Duration,
    /// For anything from a live channel before it counts as gone.
    pub silence: Duration,
    /// For what is in flight when the server stops.
    pub stop: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(30),
            body: Duration::from_secs(30),
            first_frame: Duration::from_secs(LIVE_FIRST_FRAME_SECONDS),
            ping: Duration::from_secs(25),
            silence: Duration::from_mins(1),
            stop: Duration::from_secs(10),
        }
    }
}

/// All that can be set. [`Settings::new`] gives the usual values.
#[derive(Clone)]
pub struct Settings {
    /// `sqlite:` and a path.
    pub database_url: String,
    /// Folder of the built app.
    pub app_dir: Option<PathBuf>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Requests of one member in a minute.
    pub requests_per_member_per_minute: NonZeroU32,
    /// Foundings, presented logs and tried sheets from one address in an hour.
    pub foundings_per_address_per_hour: NonZeroU32,
    /// Looks into mailboxes, and cards left in them, from one address in a minute.
    pub mailbox_looks_per_address_per_minute: NonZeroU32,
    /// What all segments of an account may weigh.
    pub account_bytes_max: u64,
    /// How long the server waits.
    pub patience: Patience,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

impl Settings {
    /// The usual values over a database.
    pub fn new(database_url: impl Into<String>) -> Self {
        Self {
            database_url: database_url.into(),
            app_dir: None,
            trusted_proxies: Vec::new(),
            requests_per_member_per_minute: at_least_one(REQUESTS_PER_MEMBER_PER_MINUTE),
            foundings_per_address_per_hour: at_least_one(FOUNDINGS_PER_ADDRESS_PER_HOUR),
            mailbox_looks_per_address_per_minute: at_least_one(MAILBOX_LOOKS_PER_ADDRESS_PER_MINUTE),
            account_bytes_max: ACCOUNT_BYTES_MAX,
            patience: Patience::default(),
            clock: Arc::new(SystemClock::start()),
        }
    }
}

pub(crate) fn at_least_one(count: u32) -> NonZeroU32 {
    NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN)
}

/// An open server: what all its routes share.
pub struct Server {
    db: Db,
    hub: Hub,
    rates: Rates,
    account_bytes_max: u64,
    room: Room,
    checks: Checks,
    stopping: watch::Sender<bool>,
    clock: Arc<dyn Clock>,
    patience: Patience,
    trusted_proxies: Vec<IpAddr>,
    app_dir: Option<PathBuf>,
}

impl Server {
    /// Opens the database, making what is missing.
    pub async fn open(settings: Settings) -> Result<Self, OpenError> {
        let hub = Hub::new();
        let db = Db::open(&settings.database_url, settings.account_bytes_max, hub.clone()).await?;
        let allowed = Allowed {
            requests_per_member_minute: settings.requests_per_member_per_minute,
            foundings_per_address_hour: settings.foundings_per_address_per_hour,
            looks_per_address_minute: settings.mailbox_looks_per_address_per_minute,
        };
        Ok(Self {
            db,
            hub,
            rates: Rates::new(&allowed, &settings.clock),
            account_bytes_max: settings.account_bytes_max,
            room: Room::new(),
            checks: Checks::new(),
            stopping: watch::Sender::new(false),
            clock: settings.clock,
            patience: settings.patience,
            trusted_proxies: settings.trusted_proxies.iter().map(IpAddr::to_canonical).collect(),
            app_dir: settings.app_dir,
        })
    }
}

/// Serves on a listener that is bound already, until `shutdown` is there. Then it takes nothing new, answers what is in
/// flight, closes the live channels, and leaves the database as one whole file.
pub async fn serve(listener: TcpListener, server: Server, shutdown: impl Future<Output = ()>) {
    let server = Arc::new(server);
    let router = router::router(&server);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "listening");
    connections::accept(listener, router, server.patience.headers, &server.stopping, shutdown).await;
    tracing::info!("stopping");
    // Connections and live channels hear it, and let go of their end once they are done.
    server.stopping.send_replace(true);
    if timeout(server.patience.stop, server.stopping.closed()).await.is_err() {
        tracing::warn!("stopped with requests or channels still open");
    }
    server.db.close().await;
}
