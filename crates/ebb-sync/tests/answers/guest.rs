//! Somebody who follows, as far as the owner's devices meet them; and the person whose journal it is, who logs.

use std::collections::BTreeMap;

use ebb_journal::scope::{FeedChange, FeedId, Marked, Scope, SharingKind, Shown};
use ebb_journal::{
    Answer, CivilDay, FieldId, HotFlash, Kind, Moment, RatedThing, Rating, Record, RecordId, Sitting, SittingId,
    SymptomNumber,
};
use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::{MailboxId, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_replica::{Clock, State, unpack_feed};
use ebb_sync::{ApprovedFollow, Event, FollowChanged, Wish};
use ebb_vault::{
    Author, FeedNames, FollowBody, MemberSecrets, MemberSeed, NewFollow, NoteBody, OpenedFeed, Place, open_feed,
    seal_note,
};

use crate::scripted::{Device, NOW_MS, founder};
use crate::server::Server;

/// Somebody who follows.
pub(crate) struct Guest {
    pub(crate) secrets: MemberSecrets,
    number: u8,
    notes_written: u64,
    last_note: SegmentHash,
}

impl Guest {
    pub(crate) fn new(number: u8) -> Self {
        let secrets = MemberSecrets::of_seed(MemberSeed::new([number; 32]));
        Self { secrets, number, notes_written: 0, last_note: SegmentHash::NONE }
    }

    pub(crate) fn member(&self) -> MemberId {
        self.secrets.member()
    }

    pub(crate) const fn feed(&self) -> StreamId {
        StreamId([self.number; 16])
    }

    pub(crate) const fn notes(&self) -> StreamId {
        StreamId([self.number.wrapping_add(100); 16])
    }

    pub(crate) fn approved(&self, scope: &Scope, until_ms: Option<i64>) -> ApprovedFollow {
        let newcomer = NewFollow {
            signing_key: self.secrets.signing.verifying_key(),
            sealing_key: self.secrets.sealing_key(),
            token_hash: self.secrets.token_hash(),
            mailbox: MailboxId([self.number; 32]),
            feed: self.feed(),
            notes: self.notes(),
            until_ms,
        };
        ApprovedFollow { newcomer, body: body(scope) }
    }

    /// The wish that lets them follow.
    pub(crate) fn let_in(&self, scope: &Scope) -> Event {
        Event::Wished(Wish::Follow(Box::new(self.approved(scope, None))))
    }

    /// The wish that changes what they see.
    pub(crate) fn change(&self, server: &Server, scope: &Scope, until_ms: Option<i64>) -> Event {
        let made_from = server.trust.follows()[&self.member()].scoped;
        let change = FollowChanged { member: self.member(), body: body(scope), until_ms, made_from };
        Event::Wished(Wish::ChangeFollow(Box::new(change)))
    }

    /// Opens a segment of the feed with the key that this follow was given.
    pub(crate) fn open(&self, server: &Server, segment: &[u8]) -> OpenedFeed {
        let epoch = SegmentHead::of_segment(segment).unwrap().epoch;
        let key = server.keys.of(epoch).unwrap().follow_key(self.feed());
        let known = |member| server.trust.members().get(&member).map(|member| member.signing_key);
        open_feed(&key, (founder().account, self.feed()), known, segment).unwrap()
    }

    /// What the feed on the server shows.
    pub(crate) fn sees(&self, server: &Server) -> BTreeMap<FeedId, Shown> {
        let mut shown = BTreeMap::new();
        for segment in server.streams.of(self.feed()).standing.values() {
            let opened = self.open(server, segment);
            if opened.is_anew() {
                shown.clear();
            }
            for change in changes_in(&opened) {
                change.apply(&mut shown);
            }
        }
        shown
    }

    /// What a scope shows of a journal, as this feed has it.
    pub(crate) fn projection(&self, state: &State, scope: &Scope) -> BTreeMap<FeedId, Shown> {
        let names = FeedNames::new(founder().keys.of(0).unwrap(), self.feed());
        let pseudonym = |id: &RecordId| SittingId::of_bytes(names.name(&id.to_bytes()));
        let mark = |id: &RecordId| state.value(id, FieldId::PRIVATE);
        let reader = self.member().to_string();
        scope.feed(Marked::new(state.journal(), &mark).read_by(&reader), &pseudonym)
    }

    /// Whether what they see is what a scope shows of the device's journal, and something.
    pub(crate) fn sees_exactly(&self, server: &Server, device: &Device, scope: &Scope) -> bool {
        self.sees(server) == self.projection(&device.state, scope)
    }

    /// Leaves a note on the server.
    pub(crate) fn writes(&mut self, server: &mut Server, text: &str) {
        let epoch = server.trust.epoch();
        self.notes_written += 1;
        let place = Place {
            account: founder().account,
            stream: self.notes(),
            epoch,
            replica: ReplicaId([self.number; 16]),
            number: self.notes_written,
            previous: self.last_note,
        };
        let key = server.keys.of(epoch).unwrap().follow_key(self.feed());
        let note = NoteBody { written_ms: NOW_MS, text: text.to_owned() };
        let head = server.trust.member_head();
        let sealed = seal_note(&key, &self.secrets.signing, &place, head, &note, [8; 24]).unwrap();
        self.last_note = sealed.hash();
        server.streams.of_mut(self.notes()).push(sealed.into_bytes());
    }
}

impl Server {
    /// The founder changes what somebody sees, on another device.
    pub(crate) fn change_follow(&mut self, guest: &Guest, scope: &Scope) {
        self.change_follow_until(guest, &body(scope), None);
    }

    pub(crate) fn change_follow_until(&mut self, guest: &Guest, body: &FollowBody, until_ms: Option<i64>) {
        let signer = founder().secrets();
        let made = Author { state: &self.trust, signer: &signer, keys: &self.keys };
        let made = made.change_follow(guest.member(), body, until_ms, [34; 32]).unwrap();
        self.push_entry(made);
    }
}

/// What a segment says; all of it can be read.
pub(crate) fn changes_in(opened: &OpenedFeed) -> Vec<FeedChange> {
    let (changes, passed_over) = unpack_feed(&opened.body.changes).unwrap();
    assert_eq!(passed_over, 0);
    changes
}

pub(crate) fn body(scope: &Scope) -> FollowBody {
    FollowBody {
        name: "My daughter".to_owned(),
        scope: scope.to_bytes(),
        since_ms: NOW_MS,
        terms: Vec::new(),
        rest: BTreeMap::new(),
    }
}

/// A day of these tests.
pub(crate) fn day(number: i32) -> CivilDay {
    CivilDay::of_days(20_700 + number).unwrap()
}

/// Noon of a day.
pub(crate) fn noon(number: i32) -> Moment {
    Moment::new((i64::from(20_700 + number) * 24 + 12) * 3_600_000, 0, None).unwrap()
}

pub(crate) fn flash_id(number: u32) -> RecordId {
    RecordId::made(Kind::HOT_FLASH, Sitting([7; 8]), number)
}

impl Device {
    /// Logs a record as a person would.
    pub(crate) fn log_record(&mut self, id: &RecordId, record: &Record) {
        let ops = self.state.save(id, record, self.clock());
        self.save(ops);
    }

    /// Logs a hot flash on a day.
    pub(crate) fn log_flash(&mut self, number: u32, on: i32) {
        self.log_record(&flash_id(number), &Record::HotFlash(HotFlash::starting(noon(on))));
    }

    /// The ops of a hot flash that is not logged yet.
    pub(crate) fn flash_ops(&self, number: u32, on: i32) -> Vec<ebb_replica::Op> {
        self.state.save(&flash_id(number), &Record::HotFlash(HotFlash::starting(noon(on))), self.clock())
    }

    /// Rates sadness, which is of the kind mood.
    pub(crate) fn rate_mood(&mut self, on: i32, value: u16) {
        let thing = RatedThing { day: day(on), symptom: mood(), site: None };
        self.log_record(&thing.id(), &Record::Rating(Rating::of(Answer::Value(value), noon(on))));
    }

    pub(crate) fn delete(&mut self, id: &RecordId) {
        let ops = self.state.delete(id, self.clock());
        self.save(ops);
    }

    pub(crate) fn mark_private(&mut self, id: &RecordId) {
        let ops = self.state.mark_private(id, true, self.clock());
        self.save(ops);
    }

    fn clock(&self) -> Clock {
        Clock { replica: self.identity().replica, wall_ms: NOW_MS }
    }
}

/// A symptom of the kind mood.
pub(crate) fn mood() -> SymptomNumber {
    let is_mood = |number: &SymptomNumber| number.sharing() == Some(SharingKind::Mood);
    (1..500).map(SymptomNumber).find(is_mood).unwrap()
}

/// Hot flashes and nothing else.
pub(crate) fn heat() -> Scope {
    Scope::of([SharingKind::HeatAndSweat])
}

/// Hot flashes and mood.
pub(crate) fn heat_and_mood() -> Scope {
    Scope::of([SharingKind::HeatAndSweat, SharingKind::Mood])
}
