//! What the server says when it refuses: an RFC 9457 problem document, `application/problem+json`.

use serde::{Deserialize, Serialize};

/// Type of the body of every refusal.
pub const PROBLEM_TYPE: &str = "application/problem+json";

/// Why something was refused. The URN of a kind is its `type`; texts may change, the kind does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// 400: a body, header or path that cannot be read.
    Malformed,
    /// 401: no token, or one that the server does not know.
    Unauthorized,
    /// 403: a known token, but not for this.
    Forbidden,
    /// 404: no such thing.
    NotFound,
    /// 405: the path is there, the method is not.
    MethodNotAllowed,
    /// 408: the body came too slowly.
    TooSlow,
    /// 409: this replica's number is taken by another segment, or does not follow its last one.
    NumberTaken,
    /// 409: the server does not hold the position and mark that the client names; the client pulls from 0.
    Lost,
    /// 409: the segments that were to be replaced by a compacted one are not the ones that stand there now.
    InputsChanged,
    /// 409: the trust log has moved on; the entry is made anew on its end.
    LogMoved,
    /// 409: the server's trust log is not the one that the member holds, or only its beginning; the member presents its own.
    LogLost,
    /// 409: two trust logs part; neither takes the place of the other.
    Forked,
    /// 409: a dismissal does not name the member's last and compacted segments; it is made anew after a pull and an outline.
    CutMoved,
    /// 409: a segment is not sealed under the newest epoch; the trust log is read and the segment sealed anew.
    StaleEpoch,
    /// 409: a feed is written by a device that has not merged all that the server holds, or not on the feed's end.
    Behind,
    /// 409: there is a card in the mailbox already, or another opening.
    CardTaken,
    /// 403: the member was dismissed.
    Dismissed,
    /// 404: the server does not hold the account; a device founds it again.
    NoAccount,
    /// 410: the account was closed; `entry` is the signed entry that closed it.
    Closed,
    /// 410: the follow was stopped, or its time is over; `entry` is the signed entry that says so.
    FollowEnded,
    /// 413: the body is over its limit.
    TooLarge,
    /// 413: the account is full.
    AccountFull,
    /// 429: too many requests; `retry_after_seconds` tells when to try again.
    TooMany,
    /// 500: something broke on the server.
    Internal,
    /// 503: the server is stopping or its database does not answer.
    Unavailable,
    /// A kind that this version does not know; only read, never sent.
    Unknown,
}

const KINDS: [(ProblemKind, &str, u16, &str); 25] = [
    (ProblemKind::Malformed, "malformed", 400, "The request cannot be read"),
    (ProblemKind::Unauthorized, "unauthorized", 401, "The token is missing or not known"),
    (ProblemKind::Forbidden, "forbidden", 403, "This token may not do that"),
    (ProblemKind::NotFound, "not-found", 404, "There is nothing here"),
    (ProblemKind::MethodNotAllowed, "method-not-allowed", 405, "This path does not take that method"),
    (ProblemKind::TooSlow, "too-slow", 408, "The body came too slowly"),
    (ProblemKind::NumberTaken, "number-taken", 409, "The segment does not follow the last one of its replica"),
    (ProblemKind::Lost, "lost", 409, "The server does not hold the position that you name"),
    (ProblemKind::InputsChanged, "inputs-changed", 409, "The segments to be compacted are not there as you name them"),
    (ProblemKind::LogMoved, "log-moved", 409, "The trust log has moved on"),
    (ProblemKind::LogLost, "log-lost", 409, "The server does not hold the trust log that you name"),
    (ProblemKind::Forked, "forked", 409, "The trust log parts from the one that the server holds"),
    (ProblemKind::CutMoved, "cut-moved", 409, "The dismissal does not name the segments that are held"),
    (ProblemKind::StaleEpoch, "stale-epoch", 409, "The segment is not sealed under the newest key"),
    (ProblemKind::Behind, "behind", 409, "The feed is not written from all that the server holds"),
    (ProblemKind::CardTaken, "card-taken", 409, "Someone has used this invitation already"),
    (ProblemKind::Dismissed, "dismissed", 403, "This member was dismissed"),
    (ProblemKind::NoAccount, "no-account", 404, "The server does not hold this account"),
    (ProblemKind::Closed, "closed", 410, "The account was closed"),
    (ProblemKind::FollowEnded, "follow-ended", 410, "This follow has ended"),
    (ProblemKind::TooLarge, "too-large", 413, "The body is over its limit"),
    (ProblemKind::AccountFull, "account-full", 413, "The account has no room left"),
    (ProblemKind::TooMany, "too-many", 429, "Too many requests"),
    (ProblemKind::Internal, "internal", 500, "Something broke on the server"),
    (ProblemKind::Unavailable, "unavailable", 503, "The server cannot answer at the moment"),
];
const URN: &str = "urn:ebb:problem:";

impl ProblemKind {
    /// All kinds that a server sends.
    pub fn all() -> impl Iterator<Item = Self> {
        KINDS.iter().map(|(kind, ..)| *kind)
    }

    /// The HTTP status that goes with it; 500 for one that is not known.
    pub fn status(self) -> u16 {
        self.row().map_or(500, |row| row.2)
    }

    fn row(self) -> Option<&'static (Self, &'static str, u16, &'static str)> {
        KINDS.iter().find(|(kind, ..)| *kind == self)
    }
}

/// The document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `urn:ebb:problem:…`
    #[serde(rename = "type")]
    pub type_urn: String,
    /// The same words for every problem of the kind.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// What is to be said of this one; holds no id and no part of a body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The limit that was passed, in the unit of that limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// When trying again may help, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u64>,
    /// With `number-taken`: the last number that the server holds of that replica, 0 for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_number: Option<u64>,
    /// With `closed`: the trust-log entry that closed the account; with `follow-ended`: the newest one about the follow, which stops it
    /// or says until when it lasts. In hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

impl Problem {
    /// A problem of a kind, with nothing more to say.
    pub fn new(kind: ProblemKind) -> Self {
        let (name, title) = kind.row().map_or(("internal", "Something broke on the server"), |row| (row.1, row.3));
        Self {
            type_urn: format!("{URN}{name}"),
            title: title.to_owned(),
            status: kind.status(),
            detail: None,
            limit: None,
            retry_after_seconds: None,
            last_number: None,
            entry: None,
        }
    }

    /// The same with a sentence about this one.
    #[must_use]
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// The same with the limit that was passed.
    #[must_use]
    pub fn with_limit(self, limit: u64) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// What kind it is.
    pub fn kind(&self) -> ProblemKind {
        let name = self.type_urn.strip_prefix(URN);
        KINDS.iter().find(|row| Some(row.1) == name).map_or(ProblemKind::Unknown, |row| row.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_from_its_document() {
        for kind in ProblemKind::all() {
            let text = serde_json::to_string(&Problem::new(kind)).unwrap();
            let problem: Problem = serde_json::from_str(&text).unwrap();
            assert_eq!(problem.kind(), kind);
            assert_eq!(problem.status, kind.status());
        }
    }

    #[test]
    fn a_newer_kind_is_read_as_unknown() {
        let problem = Problem { type_urn: "urn:ebb:problem:of-next-year".into(), ..Problem::new(ProblemKind::Lost) };
        assert_eq!(problem.kind(), ProblemKind::Unknown);
    }
}
