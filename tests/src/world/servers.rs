//! The server as it meets the devices: honest, or one that forgets, withholds, shows two faces or answers old answers again.

use std::collections::BTreeMap;

use ebb_protocol::endpoints::PULL;
use ebb_protocol::ids::{AccountId, StreamId};
use ebb_protocol::live::LiveFrame;
use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_protocol::pull::{PullPage, PullRequest, StreamPage};
use ebb_protocol::token::Token;
use ebb_sync::Request;
use ebb_testkit::seeded::Seeded;

use crate::simulated_server::{Account, Answer, SimulatedServer};

/// What a server may do to its devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A backup is made.
    BackUp,
    /// The disk is lost.
    LoseDisk,
    /// The backup comes back.
    ComeBackOld,
    /// From now on pulls are answered as if nobody had written.
    Withhold,
    /// Until now.
    StopWithholding,
    /// From now on some devices are shown another copy.
    Fork,
    /// Until now: one of the two copies goes on.
    Join,
}

/// The server, or two of them.
#[derive(Debug)]
pub(super) struct Servers {
    main: SimulatedServer,
    other: Option<SimulatedServer>,
    sees_other: Vec<bool>,
    /// What pulls are answered from while the server withholds.
    withheld: Option<SimulatedServer>,
    backup: Option<SimulatedServer>,
    /// The last good answer to each device by path.
    old_answers: BTreeMap<(usize, &'static str), (u16, Vec<u8>)>,
    /// Of a thousand requests, so many are answered as the one before.
    replays: u64,
    has_replayed: bool,
    /// The server did something that no honest one does, or lost something.
    pub(super) was_at_fault: bool,
}

impl Servers {
    pub(super) fn new(main: SimulatedServer, devices: usize, replays: u64) -> Self {
        Self {
            main,
            other: None,
            sees_other: vec![false; devices],
            withheld: None,
            backup: None,
            old_answers: BTreeMap::new(),
            replays,
            has_replayed: false,
            was_at_fault: replays > 0,
        }
    }

    pub(super) fn suffer(&mut self, fault: Fault, random: &mut Seeded) {
        self.was_at_fault |= fault != Fault::BackUp;
        match fault {
            Fault::BackUp => self.backup = Some(self.main.clone()),
            Fault::LoseDisk => self.main.lose_everything(),
            Fault::ComeBackOld => {
                if let Some(backup) = &self.backup {
                    self.main.go_back_to(backup);
                }
            }
            Fault::Withhold => self.withheld = Some(self.main.clone()),
            Fault::StopWithholding => self.withheld = None,
            Fault::Fork => {
                self.other = Some(self.main.clone().parting(Seeded::new(random.next_u64())));
                self.sees_other.iter_mut().for_each(|sees| *sees = random.below(2) == 0);
            }
            Fault::Join => {
                if let Some(other) = self.other.take()
                    && random.below(2) == 0
                {
                    self.main = other;
                }
            }
        }
    }

    /// From here on it is honest.
    pub(super) fn heal(&mut self, random: &mut Seeded) {
        self.replays = 0;
        for fault in [Fault::StopWithholding, Fault::Join] {
            let was_at_fault = self.was_at_fault;
            self.suffer(fault, random);
            self.was_at_fault = was_at_fault;
        }
    }

    /// Does what a device asks; the second is true where it did not, and gave an old answer.
    pub(super) fn answer(
        &mut self,
        device: usize,
        request: &Request,
        now_ms: i64,
        random: &mut Seeded,
    ) -> (Answer, bool) {
        if random.below(1_000) < self.replays
            && !self.has_replayed
            && let Some((status, body)) = self.old_answers.get(&(device, request.path))
        {
            self.has_replayed = true;
            return (Answer { status: *status, body: body.clone(), ..Answer::default() }, true);
        }
        self.has_replayed = false;
        let answer = match &mut self.withheld {
            Some(withheld) if request.path == PULL => withholding(withheld.answer(request, now_ms), request),
            _ => self.seen_by_mut(device).answer(request, now_ms),
        };
        if answer.status < 300 {
            self.old_answers.insert((device, request.path), (answer.status, answer.body.clone()));
        }
        (answer, false)
    }

    pub(super) fn listen(&self, device: usize, token: &Token) -> Option<Vec<LiveFrame>> {
        self.seen_by(device).listen(token)
    }

    /// Whether two devices are shown the same.
    pub(super) fn shows_the_same(&self, one: usize, two: usize) -> bool {
        self.other.is_none() || self.sees_other[one] == self.sees_other[two]
    }

    pub(super) const fn withholds(&self) -> bool {
        self.withheld.is_some()
    }

    /// The account as a device is shown it.
    pub(super) fn account(&self, device: usize, account: AccountId) -> Option<&Account> {
        self.seen_by(device).account(account)
    }

    pub(super) fn leave_note(&mut self, account: AccountId, notes: StreamId, segment: &[u8]) {
        self.seen_by_mut(0).leave_note(account, notes, segment);
    }

    fn seen_by(&self, device: usize) -> &SimulatedServer {
        self.other.as_ref().filter(|_| self.sees_other[device]).unwrap_or(&self.main)
    }

    fn seen_by_mut(&mut self, device: usize) -> &mut SimulatedServer {
        match &mut self.other {
            Some(other) if self.sees_other[device] => other,
            _ => &mut self.main,
        }
    }
}

/// An old copy's answer to a pull; where it does not hold the cursor, there is nothing new, it says.
fn withholding(answer: Answer, request: &Request) -> Answer {
    let is_lost =
        serde_json::from_slice::<Problem>(&answer.body).is_ok_and(|problem| problem.kind() == ProblemKind::Lost);
    let Ok(asked) = serde_json::from_slice::<PullRequest>(&request.body) else { return answer };
    if !is_lost {
        return answer;
    }
    let nothing = |cursor: &ebb_protocol::pull::Cursor| StreamPage {
        stream: cursor.stream,
        head: cursor.position,
        mark: cursor.mark.unwrap_or(ebb_protocol::ids::Mark([0; 8])),
        more: false,
        segments: Vec::new(),
    };
    let page = PullPage { streams: asked.cursors.iter().map(nothing).collect() };
    Answer { status: 200, body: page.to_bytes(), ..Answer::default() }
}
