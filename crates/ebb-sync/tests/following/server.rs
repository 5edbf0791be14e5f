//! What the server answers, as far as somebody who follows asks.

use ebb_protocol::endpoints::{
    CardRequest, FOLLOWED, LogPage, LogRequest, MAILBOX_CARD, MAILBOX_READ, MailboxName, NOTES, TRUST_LOG_READ,
};
use ebb_protocol::feed::FollowedRequest;
use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::{MailboxId, Mark};
use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_protocol::pull::{PullPage, StreamPage};
use ebb_protocol::push::{self, Appended, PushAnswer};
use ebb_protocol::trust::followed::is_for;
use ebb_protocol::trust::{Detail, Logged, SignedEntry};
use ebb_sync::{Reply, Request};
use serde::Serialize;

use crate::owner::{FEED, NOTES as NOTES_STREAM, Owner};

pub(crate) fn answer(status: u16, body: &[u8]) -> Reply {
    Reply::Answer { status, body: body.to_vec() }
}

pub(crate) fn problem(kind: ProblemKind) -> Reply {
    told(&Problem::new(kind))
}

pub(crate) fn told(problem: &Problem) -> Reply {
    answer(problem.status, &serde_json::to_vec(problem).unwrap())
}

fn json(status: u16, body: &impl Serialize) -> Reply {
    answer(status, &serde_json::to_vec(body).unwrap())
}

/// Ended, as this entry says.
pub(crate) fn ended(kind: ProblemKind, entry: &[u8]) -> Reply {
    let entry = Some(base16ct::lower::encode_string(entry));
    told(&Problem { entry, ..Problem::new(kind) })
}

impl Owner {
    pub(crate) fn answer(&mut self, request: &Request) -> Reply {
        self.asked.push(request.path);
        match request.path {
            MAILBOX_READ => {
                let asked: MailboxName = serde_json::from_slice(&request.body).unwrap();
                match &self.mailbox {
                    Some(state) if self.is_mailbox(&asked.name) => json(200, state),
                    _ => problem(ProblemKind::NotFound),
                }
            }
            MAILBOX_CARD => self.card(&serde_json::from_slice(&request.body).unwrap()),
            TRUST_LOG_READ | FOLLOWED | NOTES => match self.refuses(request) {
                Some(refused) => refused,
                None if request.path == TRUST_LOG_READ => {
                    self.read_log(&serde_json::from_slice(&request.body).unwrap())
                }
                None if request.path == FOLLOWED => self.page(&serde_json::from_slice(&request.body).unwrap()),
                None => self.take_notes(&request.body),
            },
            other => panic!("nobody asks for {other:?}"),
        }
    }

    fn is_mailbox(&self, name: &str) -> bool {
        let mut read = [0; 32];
        base16ct::lower::decode(name, &mut read).unwrap();
        MailboxId::of_name(&read) == self.inviting.as_ref().unwrap().mailbox()
    }

    fn card(&mut self, asked: &CardRequest) -> Reply {
        let Some(mailbox) = &mut self.mailbox else { return problem(ProblemKind::NotFound) };
        match &mailbox.card {
            Some(card) if *card != asked.card => {
                mailbox.tried_again = true;
                problem(ProblemKind::CardTaken)
            }
            _ => {
                mailbox.card = Some(asked.card.clone());
                answer(201, b"")
            }
        }
    }

    /// Whom the server does not know, or knows to have ended.
    fn refuses(&self, request: &Request) -> Option<Reply> {
        let token = request.token.as_ref().unwrap();
        let follow = self.trust.follows().get(&token.member);
        let Some(follow) = follow.filter(|follow| follow.token_hash == token.secret_hash()) else {
            return Some(problem(ProblemKind::Unauthorized));
        };
        if self.trust.is_closed() {
            return Some(ended(ProblemKind::Closed, &self.logged.last().unwrap().entry));
        }
        let newest = usize::try_from(follow.stopped.unwrap_or(follow.scoped)).unwrap();
        let entry = &self.logged[newest].entry;
        (!follow.lets_read(self.now_ms)).then(|| ended(ProblemKind::FollowEnded, entry))
    }

    /// The entries that are for the follow.
    pub(crate) fn log_for_follow(&self) -> Vec<Logged> {
        let member = self.member();
        let is_its = |logged: &&Logged| is_for(&SignedEntry::read(&logged.entry).unwrap().head.detail, member);
        let own_keyboxes = |logged: &Logged| Logged {
            entry: logged.entry.clone(),
            keyboxes: logged.keyboxes.iter().filter(|keybox| keybox.0 == member).copied().collect(),
        };
        self.logged.iter().take(self.shows_entries).filter(is_its).map(own_keyboxes).collect()
    }

    fn read_log(&self, asked: &LogRequest) -> Reply {
        let known = asked.have.checked_sub(1).map(|last| self.trust.hash_at(last));
        let shown = u32::try_from(self.logged.len().min(self.shows_entries)).unwrap();
        if known.is_some_and(|known| known != asked.head) || asked.have > shown {
            return problem(ProblemKind::LogLost);
        }
        let mut logged = self.log_for_follow();
        logged.retain(|logged| SignedEntry::read(&logged.entry).unwrap().head.index >= asked.have);
        answer(200, &LogPage { server_time_ms: self.now_ms, logged }.to_bytes())
    }

    fn page(&self, asked: &FollowedRequest) -> Reply {
        assert_eq!(asked.stream, FEED, "a follow reads its feed alone");
        let at = |held: &&ebb_protocol::pull::Pulled| (held.position, Some(held.mark)) == (asked.position, asked.mark);
        let after = if self.feed.iter().any(|held| at(&held)) { asked.position } else { 0 };
        let left: Vec<_> = self.feed.iter().filter(|held| held.position > after).cloned().collect();
        let more = left.len() > self.page_segments;
        let emptied =
            if self.keeps_head { (self.positions, Mark(self.positions.to_le_bytes())) } else { (0, Mark([0; 8])) };
        let (head, mark) = self.feed.last().map_or(emptied, |last| (last.position, last.mark));
        let segments = left.into_iter().take(self.page_segments).collect();
        answer(200, &PullPage { streams: vec![StreamPage { stream: FEED, head, mark, more, segments }] }.to_bytes())
    }

    fn take_notes(&mut self, body: &[u8]) -> Reply {
        let keyed = self.follow().keyed;
        let mut appended = Vec::new();
        for segment in push::read(body).unwrap() {
            let head = SegmentHead::of_segment(segment).unwrap();
            assert_eq!((head.stream, head.writer), (NOTES_STREAM, self.member()));
            if !self.notes.iter().any(|held| held == segment) {
                let of_replica = |held: &Vec<u8>| SegmentHead::of_segment(held).unwrap().replica == head.replica;
                let last = self.notes.iter().filter(|held| of_replica(held)).count() as u64;
                if head.number != last + 1 {
                    return told(&Problem { last_number: Some(last), ..Problem::new(ProblemKind::NumberTaken) });
                }
                if head.epoch != keyed {
                    return problem(ProblemKind::StaleEpoch);
                }
                self.notes.push(segment.to_vec());
            }
            let position = self.notes.len() as u64;
            appended.push(Appended { stream: NOTES_STREAM, position, mark: Mark([1; 8]) });
        }
        let heads = appended.last().cloned().into_iter().collect();
        json(200, &PushAnswer { appended, heads })
    }

    /// What an entry of the log says it is.
    pub(crate) fn newest_is(&self, is: impl Fn(&Detail) -> bool) -> bool {
        is(&SignedEntry::read(&self.logged.last().unwrap().entry).unwrap().head.detail)
    }
}
