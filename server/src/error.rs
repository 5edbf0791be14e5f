//! The one error of all routes: whatever `?` meets becomes a problem document. What broke inside is logged here, once,
//! and never sent.

use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use ebb_protocol::problem::{PROBLEM_TYPE, Problem, ProblemKind};

use crate::db::DbError;

mod refusals;

/// When to try again after the server could not answer.
const UNAVAILABLE_RETRY_SECONDS: u64 = 2;

/// A request that is not answered as it wished. The variants are the kinds of [`ProblemKind`].
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// 400, with a sentence that holds nothing of the body.
    #[error("{0}")]
    Malformed(&'static str),
    /// 400: more of something than its limit.
    #[error("{0}")]
    OverLimit(&'static str, u64),
    /// 401. An unknown member and a wrong secret look the same.
    #[error("the token is missing or not known")]
    Unauthorized,
    /// 403.
    #[error("{0}")]
    Forbidden(&'static str),
    /// 403: a limit of the account, which more rights would not change.
    #[error("{0}")]
    NoMore(&'static str, u64),
    /// 403: a member once.
    #[error("the member was dismissed")]
    Dismissed,
    /// 404.
    #[error("nothing here")]
    NotFound,
    /// 404: nothing of that name, or not any more.
    #[error("{0}")]
    Missing(&'static str),
    /// 404.
    #[error("the account is not held")]
    NoAccount,
    /// 405.
    #[error("the path does not take this method")]
    MethodNotAllowed,
    /// 408.
    #[error("the body came too slowly")]
    TooSlow,
    /// 409.
    #[error("the segment does not follow the last one of its replica")]
    NumberTaken { last_number: u64 },
    /// 409.
    #[error("the position and mark are not held")]
    Lost,
    /// 409.
    #[error("the segments to be compacted are not there as they were named")]
    InputsChanged,
    /// 409.
    #[error("the trust log has moved on")]
    LogMoved,
    /// 409.
    #[error("the trust log is not the one that the member holds")]
    LogLost,
    /// 409.
    #[error("the trust logs part")]
    Forked,
    /// 409.
    #[error("the dismissal does not name the last segments")]
    CutMoved,
    /// 409.
    #[error("a segment is not sealed under the newest key")]
    StaleEpoch,
    /// 409.
    #[error("the feed is not made from all that is held")]
    Behind,
    /// 409.
    #[error("{0}")]
    Taken(&'static str),
    /// 410, with the entry that closed the account.
    #[error("the account is closed")]
    Closed(Vec<u8>),
    /// 410, with the newest entry about the follow.
    #[error("the follow has ended")]
    FollowEnded(Vec<u8>),
    /// 413.
    #[error("the body is over its limit")]
    TooLarge { limit: u64 },
    /// 413.
    #[error("the account is full")]
    AccountFull,
    /// 429.
    #[error("too many requests")]
    TooMany { retry_after_seconds: u64 },
    /// 500: a handler panicked. The place was logged by the panic hook.
    #[error("a handler panicked")]
    Panicked,
    /// 500: a file of the app could not be read. The cause was logged where it was known.
    #[error("a file could not be read")]
    Unreadable,
    /// 503: a dismissal of the caller is on its way.
    #[error("nothing is taken from this member for a moment")]
    Paused { retry_after_seconds: u64 },
    /// 503: the account was founded again a short time ago, and follows are not served yet.
    #[error("follows are not served yet")]
    Resting { retry_after_seconds: u64 },
    /// 503: the database does not answer.
    #[error("the database does not answer")]
    NotReady,
    /// 503: more bodies at once than the server keeps room for.
    #[error("too many bodies at once")]
    NoRoom,
    /// 500 or 503.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Refusal {
    const fn kind(&self) -> ProblemKind {
        match self {
            Self::Malformed(_) | Self::OverLimit(..) => ProblemKind::Malformed,
            Self::Unauthorized => ProblemKind::Unauthorized,
            Self::Forbidden(_) | Self::NoMore(..) => ProblemKind::Forbidden,
            Self::Dismissed => ProblemKind::Dismissed,
            Self::NotFound | Self::Missing(_) => ProblemKind::NotFound,
            Self::NoAccount => ProblemKind::NoAccount,
            Self::MethodNotAllowed => ProblemKind::MethodNotAllowed,
            Self::TooSlow => ProblemKind::TooSlow,
            Self::NumberTaken { .. } => ProblemKind::NumberTaken,
            Self::Lost => ProblemKind::Lost,
            Self::InputsChanged => ProblemKind::InputsChanged,
            Self::LogMoved => ProblemKind::LogMoved,
            Self::LogLost => ProblemKind::LogLost,
            Self::Forked => ProblemKind::Forked,
            Self::CutMoved => ProblemKind::CutMoved,
            Self::StaleEpoch => ProblemKind::StaleEpoch,
            Self::Behind => ProblemKind::Behind,
            Self::Taken(_) => ProblemKind::CardTaken,
            Self::Closed(_) => ProblemKind::Closed,
            Self::FollowEnded(_) => ProblemKind::FollowEnded,
            Self::TooLarge { .. } => ProblemKind::TooLarge,
            Self::AccountFull => ProblemKind::AccountFull,
            Self::TooMany { .. } => ProblemKind::TooMany,
            Self::Paused { .. }
            | Self::Resting { .. }
            | Self::NotReady
            | Self::NoRoom
            | Self::Db(DbError::Unavailable(_) | DbError::Closed) => ProblemKind::Unavailable,
            Self::Panicked | Self::Unreadable | Self::Db(_) => ProblemKind::Internal,
        }
    }

    fn problem(&self) -> Problem {
        let problem = Problem::new(self.kind());
        match self {
            Self::Malformed(detail) | Self::Forbidden(detail) | Self::Missing(detail) | Self::Taken(detail) => {
                problem.with_detail(*detail)
            }
            Self::OverLimit(detail, limit) | Self::NoMore(detail, limit) => {
                problem.with_detail(*detail).with_limit(*limit)
            }
            Self::NumberTaken { last_number } => Problem { last_number: Some(*last_number), ..problem },
            Self::Closed(entry) | Self::FollowEnded(entry) => {
                Problem { entry: Some(base16ct::lower::encode_string(entry)), ..problem }
            }
            Self::TooLarge { limit } => problem.with_limit(*limit),
            Self::AccountFull => problem.with_limit(ebb_protocol::limits::ACCOUNT_BYTES_MAX),
            Self::TooMany { retry_after_seconds }
            | Self::Paused { retry_after_seconds }
            | Self::Resting { retry_after_seconds } => {
                Problem { retry_after_seconds: Some(*retry_after_seconds), ..problem }
            }
            Self::NotReady | Self::NoRoom | Self::Db(DbError::Unavailable(_) | DbError::Closed) => {
                Problem { retry_after_seconds: Some(UNAVAILABLE_RETRY_SECONDS), ..problem }
            }
            _ => problem,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match &self {
            Self::Db(error @ DbError::Closed) => tracing::info!(%error, "refused while stopping"),
            Self::Db(error) => tracing::error!(%error, "a request failed"),
            _ => {}
        }
        let problem = self.problem();
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = problem.retry_after_seconds;
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_TYPE));
        if matches!(self, Self::Unauthorized) {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
