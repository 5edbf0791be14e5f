//! Room for work that keeps a processor busy: chains of signatures. A few at one time, away from those who answer.

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::error::Refusal;

/// How many chains are checked at one time. The longest takes some fifty milliseconds.
const AT_ONE_TIME: usize = 2;

/// Where checks wait for their turn.
#[derive(Debug)]
pub(crate) struct Checks(Semaphore);

impl Checks {
    pub(crate) const fn new() -> Self {
        Self(Semaphore::const_new(AT_ONE_TIME))
    }

    /// Waits for a turn. What is to be checked is read from the database after that: a chain can be long, and many wait.
    pub(crate) async fn turn(&self) -> Result<Turn<'_>, Refusal> {
        // The semaphore is never closed.
        self.0.acquire().await.map(Turn).map_err(|_| Refusal::NoRoom)
    }
}

/// A turn, until it is used.
pub(crate) struct Turn<'a>(#[expect(dead_code, reason = "held, not read")] SemaphorePermit<'a>);

impl Turn<'_> {
    /// Does the work.
    pub(crate) async fn run<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
        tokio::task::spawn_blocking(work).await.map_err(|_| Refusal::Panicked)
    }
}
