//! Randomness: the marks that the server gives to positions are all that it draws.

use ebb_protocol::ids::Mark;

/// The machine could not give random bytes.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the machine gives no random bytes")]
pub(crate) struct NoRandomness;

/// Draws as many marks as are asked for, with one call to the machine.
pub(crate) fn marks(count: usize) -> Result<Vec<Mark>, NoRandomness> {
    let mut bytes = vec![[0; 8]; count];
    #[expect(clippy::disallowed_methods, reason = "this is the one place of the server that draws randomness")]
    getrandom::fill(bytes.as_flattened_mut()).map_err(|_| NoRandomness)?;
    Ok(bytes.into_iter().map(Mark).collect())
}
