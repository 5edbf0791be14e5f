//! What becomes of a request between a device and the server: it may be lost, doubled, late or answered by somebody else,
//! and the answer may be lost or cut when the server has long done what was asked.

use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_sync::Reply;
use ebb_testkit::seeded::Seeded;

/// A device gives up after this time.
pub const TIMEOUT_MS: u64 = 30_000;

/// How bad the network is: of a thousand requests, so many suffer each.
#[derive(Debug, Clone, Copy)]
pub struct Weather {
    request_lost: u64,
    answer_lost: u64,
    doubled: u64,
    late: u64,
    cut: u64,
    answered_by_another: u64,
    slowest_ms: u64,
}

/// The way of one request.
#[derive(Debug)]
pub struct Passage {
    /// After how long it reaches the server, each time that it does; what the first brings is the answer.
    pub arrivals_ms: Vec<u64>,
    /// What the device gets.
    pub back: Back,
}

/// What a device gets for a request.
#[derive(Debug)]
pub enum Back {
    /// The server's answer, so long after the first arrival; cut to so many thousandths, if at all.
    Answer {
        /// Milliseconds.
        after_ms: u64,
        /// Below 1,000, where it is cut.
        cut: Option<usize>,
    },
    /// This, so long after it was sent, whatever the server did.
    Instead {
        /// Milliseconds.
        after_ms: u64,
        /// What the device is told.
        reply: Reply,
    },
}

impl Weather {
    /// Everything arrives once.
    pub const CLEAR: Self =
        Self { request_lost: 0, answer_lost: 0, doubled: 0, late: 0, cut: 0, answered_by_another: 0, slowest_ms: 80 };

    /// Something between a good day and a train in a tunnel.
    pub const fn drawn(random: &mut Seeded) -> Self {
        let worst = 1 + random.below(4) * 60;
        Self {
            request_lost: random.below(worst),
            answer_lost: random.below(worst),
            doubled: random.below(worst),
            late: random.below(worst),
            cut: random.below(worst),
            answered_by_another: random.below(worst),
            slowest_ms: 40 + random.below(6_000),
        }
    }

    /// Of a thousand live channels, so many do not open.
    pub const fn channels_lost(&self) -> u64 {
        self.request_lost + self.answer_lost
    }

    /// How long something takes that is on its way now.
    pub const fn delay_ms(&self, random: &mut Seeded) -> u64 {
        1 + random.below(self.slowest_ms)
    }

    /// The way of a request.
    pub fn send(&self, random: &mut Seeded) -> Passage {
        let mut happens = |per_mille: u64| random.below(1_000) < per_mille;
        let nothing = Back::Instead { after_ms: TIMEOUT_MS, reply: Reply::NoAnswer };
        if happens(self.request_lost) {
            return Passage { arrivals_ms: Vec::new(), back: nothing };
        }
        let (is_late, is_doubled) = (happens(self.late), happens(self.doubled));
        let (is_anothers, is_answer_lost, is_cut) =
            (happens(self.answered_by_another), happens(self.answer_lost), happens(self.cut));
        if is_anothers {
            let after_ms = self.delay_ms(random);
            return Passage { arrivals_ms: Vec::new(), back: Back::Instead { after_ms, reply: anothers(random) } };
        }
        let mut arrivals_ms = vec![self.delay_ms(random)];
        if is_late {
            // The device has given up by then, and may have sent it once more.
            arrivals_ms[0] += TIMEOUT_MS - 1_000 + random.below(40_000);
        }
        if is_doubled {
            arrivals_ms.push(arrivals_ms[0] + random.below(60_000));
        }
        let cut = is_cut.then(|| usize::try_from(random.below(1_000)).unwrap_or(0));
        let back =
            if is_late || is_answer_lost { nothing } else { Back::Answer { after_ms: self.delay_ms(random), cut } };
        Passage { arrivals_ms, back }
    }
}

/// What something between the device and the server says, or a server that is not well.
fn anothers(random: &mut Seeded) -> Reply {
    let told = |problem: &Problem| Reply::Answer {
        status: problem.status,
        body: serde_json::to_vec(problem).unwrap_or_default(),
    };
    let busy = Problem { retry_after_seconds: Some(random.below(120)), ..Problem::new(ProblemKind::TooMany) };
    match random.below(7) {
        0 => Reply::Answer { status: 200, body: b"<!doctype html><title>Log in to the hotel</title>".to_vec() },
        1 => Reply::Answer { status: 502, body: b"<html>Bad gateway</html>".to_vec() },
        2 => Reply::Answer { status: 201, body: Vec::new() },
        3 => told(&busy),
        4 => told(&Problem::new(ProblemKind::Internal)),
        5 => told(&Problem::new(ProblemKind::Unavailable)),
        _ => told(&Problem::new(ProblemKind::Unauthorized)),
    }
}
