//! The database: every statement of the server lives in this folder.
//!
//! Reads go to a small pool. All writes go through one task ([`writer`]) that takes whatever waits and commits it as one
//! transaction, so that many small pushes share one sync of the disk.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use tokio::sync::{mpsc, oneshot};

use crate::live::Hub;

pub(crate) mod accounts;
pub(crate) mod append;
mod columns;
pub(crate) mod compact;
pub(crate) mod cursors;
mod dismissing;
pub(crate) mod feeds;
pub(crate) mod followed;
mod follows;
pub(crate) mod log_reading;
pub(crate) mod mailboxes;
pub(crate) mod members;
mod migrations;
pub(crate) mod notes;
mod outline;
pub(crate) mod placing;
pub(crate) mod presenting;
pub(crate) mod pull;
pub(crate) mod trust_log;
mod writer;

use writer::{Answer, Job};

/// How many readers work at once.
const READERS: u32 = 4;
/// How many writes may wait for the next transaction before callers wait to hand theirs in.
const WAITING_WRITES_MAX: usize = 512;
/// How long a statement waits for a lock that another process holds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The database cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Not `sqlite:` and a path.
    #[error("the database URL must be sqlite: and the path of a file, such as sqlite:data/ebb.db")]
    Url,
    /// The folder for the file cannot be made.
    #[error("cannot make the folder {0} for the database: {1}")]
    Folder(PathBuf, std::io::Error),
    /// The file cannot be opened, or is no database.
    #[error("cannot open the database {0}: {1}")]
    File(PathBuf, sqlx::Error),
    /// The file is of a newer version, or damaged.
    #[error("cannot bring the database up to this version: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// A statement that did not work out.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum DbError {
    /// Busy, full or stopping: trying again later may help.
    #[error("the database cannot answer at the moment: {0}")]
    Unavailable(Arc<sqlx::Error>),
    /// The writer is gone: the server stops.
    #[error("the database is closed")]
    Closed,
    /// Anything else.
    #[error("the database failed: {0}")]
    Failed(Arc<sqlx::Error>),
    /// A stored value that this server cannot have written.
    #[error("the database holds a value of the wrong shape in {0}")]
    Corrupt(&'static str),
    /// No random bytes for marks.
    #[error(transparent)]
    Randomness(#[from] crate::randomness::NoRandomness),
}

/// The result codes of SQLite that pass by themselves, or once there is room: BUSY, LOCKED, FULL.
const PASSING_CODES: [u32; 3] = [5, 6, 13];

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        let is_passing = match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
            sqlx::Error::Database(cause) => {
                let code = cause.code().and_then(|code| code.parse::<u32>().ok());
                // The lowest byte of an extended code is the plain one.
                code.is_some_and(|code| PASSING_CODES.contains(&(code & 0xff)))
            }
            _ => false,
        };
        if is_passing { Self::Unavailable(Arc::new(error)) } else { Self::Failed(Arc::new(error)) }
    }
}

/// The handle that all routes share.
#[derive(Debug)]
pub(crate) struct Db {
    reads: SqlitePool,
    jobs: mpsc::Sender<Job>,
}

impl Db {
    /// Opens the database that the URL names, makes what is missing, and starts the writer.
    pub(crate) async fn open(url: &str, account_bytes_max: u64, hub: Hub) -> Result<Self, OpenError> {
        let (path, options) = connect_options(url)?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| OpenError::Folder(folder.to_owned(), error))?;
        }
        let cannot_open = |error| OpenError::File(path.clone(), error);
        // Statements for many rows differ by how many: more of them are worth keeping than the usual 100.
        let mut connection = options.clone().statement_cache_capacity(512).connect().await.map_err(cannot_open)?;
        migrations::migrator().run(&mut connection).await?;
        let reads = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(BUSY_TIMEOUT)
            .test_before_acquire(false)
            .connect_with(options.create_if_missing(false))
            .await
            .map_err(cannot_open)?;
        let (jobs, waiting) = mpsc::channel(WAITING_WRITES_MAX);
        tokio::spawn(writer::run(connection, waiting, account_bytes_max, hub));
        Ok(Self { reads, jobs })
    }

    /// Lets the writer finish what waits, moves the write-ahead log into the file, and closes.
    pub(crate) async fn close(&self) {
        let (done, is_done) = oneshot::channel();
        // Readers first: the log can only be emptied when nobody reads from it.
        self.reads.close().await;
        if self.jobs.send(Job::Close(done)).await.is_ok() {
            // An error means that the writer is gone, which is what was asked for.
            let _ = is_done.await;
        }
    }

    /// Hands a write in and waits until it is committed, or refused.
    async fn write<T, E: From<DbError>>(&self, job: impl FnOnce(Answer<T, E>) -> Job) -> Result<T, E> {
        let (answer, answered) = oneshot::channel();
        self.jobs.send(job(answer)).await.map_err(|_| DbError::Closed)?;
        answered.await.map_err(|_| DbError::Closed)?
    }
}

fn connect_options(url: &str) -> Result<(PathBuf, SqliteConnectOptions), OpenError> {
    if !url.starts_with("sqlite:") {
        return Err(OpenError::Url);
    }
    let options = SqliteConnectOptions::from_str(url).map_err(|_| OpenError::Url)?;
    let path = options.get_filename().to_owned();
    // A database in memory would be another one for each connection, and gone with the process.
    if path == Path::new("") || url.contains(":memory:") || url.contains("mode=memory") {
        return Err(OpenError::Url);
    }
    let options = options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .disable_statement_logging();
    Ok((path, options))
}

#[cfg(test)]
mod tests;
