//! The one error of all routes: whatever `?` meets becomes a problem document. What broke inside is logged here, once,
//! and never sent.

use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use ebb_protocol::problem::{PROBLEM_TYPE, Problem, ProblemKind};

use crate::db::DbError;
use crate::db::append::AppendRefusal;
use crate::db::compact::CompactRefusal;
use crate::db::members::JoinRefusal;
use crate::db::placing::PlacingRefusal;
use crate::db::pull::PullRefusal;

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
    /// 401. An unknown account, an unknown member and a wrong secret look the same.
    #[error("the token is missing or not known")]
    Unauthorized,
    /// 403.
    #[error("{0}")]
    Forbidden(&'static str),
    /// 403: a limit of the account, which more rights would not change.
    #[error("{0}")]
    NoMore(&'static str, u64),
    /// 404.
    #[error("nothing here")]
    NotFound,
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

impl From<AppendRefusal> for Refusal {
    fn from(refusal: AppendRefusal) -> Self {
        match refusal {
            AppendRefusal::Placing(PlacingRefusal::Forbidden) => {
                Self::Forbidden("The push names a stream or a replica that is not the caller's.")
            }
            AppendRefusal::Placing(PlacingRefusal::NumberTaken { last_number }) => Self::NumberTaken { last_number },
            AppendRefusal::Placing(PlacingRefusal::AccountFull) => Self::AccountFull,
            AppendRefusal::Db(error) => Self::Db(error),
        }
    }
}

impl From<PullRefusal> for Refusal {
    fn from(refusal: PullRefusal) -> Self {
        match refusal {
            PullRefusal::Stream => Self::Forbidden("The pull names a stream that is not the caller's."),
            PullRefusal::Lost => Self::Lost,
            PullRefusal::Db(error) => Self::Db(error),
        }
    }
}

impl From<CompactRefusal> for Refusal {
    fn from(refusal: CompactRefusal) -> Self {
        match refusal {
            CompactRefusal::Stream => Self::Forbidden("The request names a stream that is not the caller's."),
            CompactRefusal::InputsChanged => Self::InputsChanged,
            CompactRefusal::Longer { limit } => Self::TooLarge { limit },
            CompactRefusal::InputsTooLong => Self::OverLimit(
                "The segments are too long together.",
                ebb_protocol::limits::COMPACT_INPUT_BYTES_MAX as u64,
            ),
            CompactRefusal::Db(error) => Self::Db(error),
        }
    }
}

impl From<JoinRefusal> for Refusal {
    fn from(refusal: JoinRefusal) -> Self {
        match refusal {
            JoinRefusal::Ticket => Self::Forbidden("The ticket is not valid: it was used, has ended, or never was."),
            JoinRefusal::TooManyMembers => Self::NoMore(
                "The account has as many devices as it may have.",
                ebb_protocol::limits::MEMBERS_MAX as u64,
            ),
            JoinRefusal::Db(error) => Self::Db(error),
        }
    }
}

impl Refusal {
    fn problem(&self) -> Problem {
        match self {
            Self::Malformed(detail) => Problem::new(ProblemKind::Malformed).with_detail(*detail),
            Self::OverLimit(detail, limit) => {
                Problem::new(ProblemKind::Malformed).with_detail(*detail).with_limit(*limit)
            }
            Self::Unauthorized => Problem::new(ProblemKind::Unauthorized),
            Self::Forbidden(detail) => Problem::new(ProblemKind::Forbidden).with_detail(*detail),
            Self::NoMore(detail, limit) => Problem::new(ProblemKind::Forbidden).with_detail(*detail).with_limit(*limit),
            Self::NotFound => Problem::new(ProblemKind::NotFound),
            Self::MethodNotAllowed => Problem::new(ProblemKind::MethodNotAllowed),
            Self::TooSlow => Problem::new(ProblemKind::TooSlow),
            Self::NumberTaken { last_number } => {
                Problem { last_number: Some(*last_number), ..Problem::new(ProblemKind::NumberTaken) }
            }
            Self::Lost => Problem::new(ProblemKind::Lost),
            Self::InputsChanged => Problem::new(ProblemKind::InputsChanged),
            Self::TooLarge { limit } => Problem::new(ProblemKind::TooLarge).with_limit(*limit),
            Self::AccountFull => {
                Problem::new(ProblemKind::AccountFull).with_limit(ebb_protocol::limits::ACCOUNT_BYTES_MAX)
            }
            Self::TooMany { retry_after_seconds } => {
                Problem { retry_after_seconds: Some(*retry_after_seconds), ..Problem::new(ProblemKind::TooMany) }
            }
            Self::NotReady | Self::NoRoom | Self::Db(DbError::Unavailable(_) | DbError::Closed) => Problem {
                retry_after_seconds: Some(UNAVAILABLE_RETRY_SECONDS),
                ..Problem::new(ProblemKind::Unavailable)
            },
            Self::Panicked | Self::Unreadable | Self::Db(_) => Problem::new(ProblemKind::Internal),
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
