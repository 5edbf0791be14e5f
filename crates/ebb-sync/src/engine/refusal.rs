//! Why the server, or something on the way to it, did not do what was asked.

use ebb_protocol::problem::{Problem, ProblemKind};

use crate::standing::SyncTrouble;

/// Why the server refused, as far as it can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    status: u16,
    pub(super) kind: Option<ProblemKind>,
    pub(super) retry_after_seconds: Option<u64>,
    pub(super) last_number: Option<u64>,
    trouble: Option<SyncTrouble>,
}

impl From<SyncTrouble> for Refusal {
    fn from(trouble: SyncTrouble) -> Self {
        Self { status: 200, kind: None, retry_after_seconds: None, last_number: None, trouble: Some(trouble) }
    }
}

impl Refusal {
    /// As if the server had said that it does not hold what this device has read.
    pub(super) const fn lost() -> Self {
        let kind = Some(ProblemKind::Lost);
        Self { status: 409, kind, retry_after_seconds: None, last_number: None, trouble: None }
    }

    /// What an answer says that is not the one hoped for.
    pub(super) fn read(status: u16, body: &[u8]) -> Self {
        // Something on the way may answer in the server's place: then there is no problem document.
        let problem = serde_json::from_slice::<Problem>(body).ok();
        let kind = problem.as_ref().map(Problem::kind);
        let (retry_after_seconds, last_number) =
            problem.map_or((None, None), |problem| (problem.retry_after_seconds, problem.last_number));
        Self { status, kind, retry_after_seconds, last_number, trouble: None }
    }

    pub(super) fn trouble(&self) -> SyncTrouble {
        if let Some(trouble) = self.trouble {
            return trouble;
        }
        match (self.status, self.kind) {
            (_, None) => SyncTrouble::OddAnswer,
            (_, Some(ProblemKind::Dismissed)) => SyncTrouble::Dismissed,
            (_, Some(ProblemKind::Closed)) => SyncTrouble::Closed,
            (_, Some(ProblemKind::Forked)) => SyncTrouble::Forked,
            (401 | 403 | 404, _) => SyncTrouble::NotKnown,
            (409, _) => SyncTrouble::LogsDiffer,
            (413, _) => SyncTrouble::NoRoom,
            (429 | 503, _) => SyncTrouble::Busy,
            _ => SyncTrouble::OddAnswer,
        }
    }
}
