//! Trouble as a person reads it: whatever went wrong, what happened, what is safe, and what to do. Never "error".

/// One trouble, in three plain sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What happened.
    pub happened: String,
    /// What is safe all the same.
    pub safe: String,
    /// What to do.
    pub to_do: String,
}

impl Trouble {
    /// A trouble of three sentences, each with its full stop.
    pub fn new(happened: &str, safe: &str, to_do: &str) -> Self {
        Self { happened: happened.to_owned(), safe: safe.to_owned(), to_do: to_do.to_owned() }
    }
}
