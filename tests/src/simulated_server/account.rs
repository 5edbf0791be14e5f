//! One account: its members, its tickets, its journal's log, and the rules by which each changes.

use std::collections::BTreeMap;

use ebb_protocol::genesis::Genesis;
use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::{Mark, MemberId, ReplicaId, SecretHash, SegmentHash, StreamId};
use ebb_protocol::limits::{MEMBERS_MAX, PULL_PAGE_BYTES_MAX, PUSH_BYTES_MAX, TICKET_SECONDS};
use ebb_protocol::live::Notice;
use ebb_protocol::member_card::MemberCard;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::{Cursor, PullPage, Pulled, StreamPage};
use ebb_protocol::push::{self, Appended, PushAnswer};
use ebb_protocol::token::Token;
use ebb_testkit::seeded::Seeded;

use super::Refusal;

/// An account.
#[derive(Debug)]
pub(super) struct Account {
    genesis: Vec<u8>,
    journal: StreamId,
    /// In the order of joining; the founder first.
    members: Vec<Member>,
    /// By the hash of the secret, until when.
    tickets: BTreeMap<SecretHash, i64>,
    log: Vec<Held>,
    replicas: BTreeMap<ReplicaId, Replica>,
}

#[derive(Debug)]
struct Member {
    name: MemberId,
    token_hash: SecretHash,
    /// The card and the ticket by which it joined; the founder has neither.
    joined_by: Option<(Vec<u8>, SecretHash)>,
}

#[derive(Debug)]
struct Held {
    replica: ReplicaId,
    number: u64,
    hash: SegmentHash,
    mark: Mark,
    bytes: Vec<u8>,
}

#[derive(Debug, Clone)]
struct Replica {
    writer: MemberId,
    last_number: u64,
    last_hash: SegmentHash,
}

impl Account {
    pub(super) fn new(entry: &[u8], genesis: &Genesis) -> Self {
        let founder = Member { name: genesis.founder(), token_hash: genesis.token_hash, joined_by: None };
        Self {
            genesis: entry.to_vec(),
            journal: genesis.journal,
            members: vec![founder],
            tickets: BTreeMap::new(),
            log: Vec::new(),
            replicas: BTreeMap::new(),
        }
    }

    pub(super) fn genesis(&self) -> &[u8] {
        &self.genesis
    }

    pub(super) fn cards(&self) -> impl Iterator<Item = &[u8]> {
        self.members.iter().filter_map(|member| member.joined_by.as_ref().map(|(card, _)| card.as_slice()))
    }

    pub(super) fn knows(&self, token: &Token) -> bool {
        let shown = token.secret_hash();
        self.members.iter().any(|member| member.name == token.member && member.token_hash == shown)
    }

    pub(super) fn notice(&self) -> Notice {
        Notice { stream: self.journal, head: self.log.len() as u64, mark: self.mark_at(self.log.len()) }
    }

    pub(super) fn keep_ticket(&mut self, hash: SecretHash, now_ms: i64) {
        let lasts_ms = i64::try_from(TICKET_SECONDS * 1_000).unwrap_or(i64::MAX);
        self.tickets.insert(hash, now_ms + lasts_ms);
    }

    /// The same card with the same ticket again changes nothing; with another one, that is used up too.
    pub(super) fn join(&mut self, ticket: SecretHash, card: &[u8], now_ms: i64) -> Result<(), Refusal> {
        let read = MemberCard::from_bytes(card).map_err(|_| Refusal::of(ProblemKind::Malformed))?;
        let forbidden = Err(Refusal::of(ProblemKind::Forbidden));
        let is_valid = self.tickets.get(&ticket).is_some_and(|until_ms| *until_ms > now_ms);
        let is_full = self.members.len() >= MEMBERS_MAX;
        match self.members.iter_mut().find(|member| member.name == read.member()) {
            Some(earlier) => match &mut earlier.joined_by {
                Some((earlier_card, earlier_ticket)) if earlier_card == card => {
                    if *earlier_ticket == ticket {
                        return Ok(());
                    }
                    if !is_valid {
                        return forbidden;
                    }
                    *earlier_ticket = ticket;
                }
                _ => return forbidden,
            },
            None if !is_valid || is_full => return forbidden,
            None => self.members.push(Member {
                name: read.member(),
                token_hash: read.token_hash,
                joined_by: Some((card.to_vec(), ticket)),
            }),
        }
        self.tickets.remove(&ticket);
        Ok(())
    }

    /// Appends all segments of a push, or none. Tells the places of all, and the bytes of those that were new.
    pub(super) fn append(
        &mut self,
        caller: MemberId,
        body: &[u8],
        marks: &mut Seeded,
    ) -> Result<(PushAnswer, Vec<Vec<u8>>), Refusal> {
        if body.len() > PUSH_BYTES_MAX {
            return Err(Refusal::of(ProblemKind::TooLarge));
        }
        let segments = push::read(body).map_err(|_| Refusal::of(ProblemKind::Malformed))?;
        let held_before = self.log.len();
        let replicas_before = self.replicas.clone();
        let placed: Result<Vec<_>, Refusal> =
            segments.iter().map(|segment| self.append_one(caller, segment, marks)).collect();
        let appended = placed.inspect_err(|_| {
            self.log.truncate(held_before);
            self.replicas = replicas_before;
        })?;
        let new = self.log.iter().skip(held_before).map(|held| held.bytes.clone()).collect();
        let head = self.notice();
        let heads = vec![Appended { stream: head.stream, position: head.head, mark: head.mark }];
        Ok((PushAnswer { appended, heads }, new))
    }

    fn append_one(&mut self, caller: MemberId, segment: &[u8], marks: &mut Seeded) -> Result<Appended, Refusal> {
        let head = SegmentHead::of_segment(segment).map_err(|_| Refusal::of(ProblemKind::Malformed))?;
        let replica = self.replicas.get(&head.replica);
        let is_anothers = replica.is_some_and(|replica| replica.writer != caller);
        if head.writer != caller || head.stream != self.journal || is_anothers {
            return Err(Refusal::of(ProblemKind::Forbidden));
        }
        let hash = SegmentHash::of(segment);
        let (last_number, last_hash) =
            replica.map_or((0, SegmentHash::NONE), |replica| (replica.last_number, replica.last_hash));
        let taken = || Refusal { last_number: Some(last_number), ..Refusal::of(ProblemKind::NumberTaken) };
        if head.number <= last_number {
            let is_it = |held: &Held| (held.replica, held.number, held.hash) == (head.replica, head.number, hash);
            let place = self.log.iter().position(is_it).ok_or_else(taken)?;
            return Ok(self.place(place + 1));
        }
        if head.number != last_number + 1 || head.previous != last_hash {
            return Err(taken());
        }
        let mark = Mark(marks.bytes());
        self.log.push(Held { replica: head.replica, number: head.number, hash, mark, bytes: segment.to_vec() });
        let replica = Replica { writer: caller, last_number: head.number, last_hash: hash };
        self.replicas.insert(head.replica, replica);
        Ok(self.place(self.log.len()))
    }

    fn place(&self, position: usize) -> Appended {
        Appended { stream: self.journal, position: position as u64, mark: self.mark_at(position) }
    }

    fn mark_at(&self, position: usize) -> Mark {
        position.checked_sub(1).and_then(|index| self.log.get(index)).map_or(Mark([0; 8]), |held| held.mark)
    }

    pub(super) fn page(&self, cursors: &[Cursor], page_segments: usize) -> Result<PullPage, Refusal> {
        let streams = cursors.iter().map(|cursor| self.stream_page(cursor, page_segments));
        Ok(PullPage { streams: streams.collect::<Result<_, _>>()? })
    }

    fn stream_page(&self, cursor: &Cursor, page_segments: usize) -> Result<StreamPage, Refusal> {
        if cursor.stream != self.journal {
            return Err(Refusal::of(ProblemKind::Forbidden));
        }
        let position = usize::try_from(cursor.position).unwrap_or(usize::MAX);
        let is_held = position == 0 || (position <= self.log.len() && cursor.mark == Some(self.mark_at(position)));
        if !is_held {
            return Err(Refusal::of(ProblemKind::Lost));
        }
        let mut room = PULL_PAGE_BYTES_MAX;
        let fits = |(_, held): &(u64, &Held)| {
            let fits = held.bytes.len() <= room;
            room = room.saturating_sub(held.bytes.len());
            fits
        };
        let after = self.log.iter().skip(position);
        let segments: Vec<_> = (cursor.position + 1..)
            .zip(after)
            .take(page_segments)
            .take_while(fits)
            .map(|(position, held)| Pulled { position, mark: held.mark, segment: held.bytes.clone() })
            .collect();
        let Notice { stream, head, mark } = self.notice();
        let more = segments.last().is_some_and(|last| last.position < head);
        Ok(StreamPage { stream, head, mark, more, segments })
    }
}
