//! Room for work that keeps a processor busy: chains of signatures. A few at one time, away from those who answer.

use tokio::sync::Semaphore;

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

    /// Does the work once there is room for it.
    pub(crate) async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
        // The semaphore is never closed.
        let _turn = self.0.acquire().await.map_err(|_| Refusal::NoRoom)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| Refusal::Panicked)
    }
}
