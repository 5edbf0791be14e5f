//! Those who follow: let in, shown more or less, stopped; what is private; and what every segment of their feeds shows.
//!
//! Whatever a server appends to a feed is opened. What the feed then shows is what the newest scope shows of it, and with a server that
//! never was at fault exactly what it shows of the journal.

use std::collections::BTreeMap;

use ebb_journal::scope::{FeedChange, FeedId, Marked, Scope, SharingKind, Shown};
use ebb_journal::{CivilDay, FieldId, Kind, Name, RecordId, SittingId};
use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::{MailboxId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::trust::{Follow, SignedEntry, TrustState};
use ebb_replica::{Clock, State, unpack_feed};
use ebb_sync::{ApprovedFollow, Event, FollowChanged, Wish, follows_shown};
use ebb_testkit::seeded::Seeded;
use ebb_vault::{
    EpochKeys, FeedNames, FollowBody, MemberSecrets, MemberSeed, NewFollow, NoteBody, Place, open_feed, seal_note,
};

use super::{Happening, Reaching, World};
use crate::simulated_server::Account;
use crate::virtual_device::{AppVersion, NEW_KIND};

/// Those who may follow in a world.
pub(super) const GUESTS: usize = 3;

/// Somebody who follows.
#[derive(Debug)]
pub(super) struct Guest {
    secrets: MemberSecrets,
    feed: StreamId,
    notes: StreamId,
    notes_left: u64,
    last_note: SegmentHash,
}

impl Guest {
    pub(super) fn new(random: &mut Seeded) -> Self {
        Self {
            secrets: MemberSecrets::of_seed(MemberSeed::new(random.bytes())),
            feed: StreamId(random.bytes()),
            notes: StreamId(random.bytes()),
            notes_left: 0,
            last_note: SegmentHash::NONE,
        }
    }
}

impl World {
    /// Who follows, and what they see.
    pub(super) fn foresee_sharing(&mut self, turn_on_ms: u64, lasts_ms: u64) {
        let count = self.devices.len();
        for _ in 0..2 + self.random.below(8) {
            let at_ms = turn_on_ms + self.random.below(lasts_ms - turn_on_ms);
            let (by, guest) = (self.some_device(count), self.some_device(GUESTS));
            self.foresee(at_ms, Happening::Share { by, guest });
        }
        for _ in 0..self.random.below(4) {
            let (at_ms, device) = (self.random.below(lasts_ms), self.some_device(count));
            self.foresee(at_ms, Happening::HideSomething(device));
        }
        for _ in 0..self.random.below(3) {
            let (at_ms, guest) = (turn_on_ms + self.random.below(lasts_ms - turn_on_ms), self.some_device(GUESTS));
            self.foresee(at_ms, Happening::LeaveNote(guest));
        }
        if self.random.below(4) == 0 {
            let at_ms = turn_on_ms + self.random.below(lasts_ms - turn_on_ms);
            let (by, guest) = (self.some_device(count), self.some_device(GUESTS));
            self.foresee(at_ms, Happening::StopSharing { by, guest });
        }
    }

    /// A scope as somebody may choose it.
    fn some_scope(&mut self) -> Scope {
        let mut scope = Scope::default();
        for kind in [SharingKind::Medicines, SharingKind::HeatAndSweat] {
            if self.random.below(4) > 0 {
                scope.widen(kind);
            }
        }
        let day = |number: u64| CivilDay::of_days(20_779 + i32::try_from(number).unwrap_or(0));
        if let (0, Some(from)) = (self.random.below(4), day(self.random.below(5))) {
            scope.set_from(Some(from));
        }
        if let (0, Some(from)) = (self.random.below(4), day(self.random.below(5))) {
            scope.pause(from);
        }
        if let (0, Some(out)) = (self.random.below(3), day(self.random.below(5))) {
            // One span is never too many.
            let _ = scope.leave_out(&(out..=out));
        }
        scope
    }

    fn some_body(&mut self) -> FollowBody {
        FollowBody {
            name: "A guest".to_owned(),
            scope: self.some_scope().to_bytes(),
            since_ms: self.true_ms(),
            terms: Vec::new(),
            rest: BTreeMap::new(),
        }
    }

    /// Lets somebody follow, or changes what they see, on a device.
    pub(super) fn share(&mut self, by: usize, guest: usize) -> Result<(), String> {
        let Some(identity) = self.devices[by].identity().cloned() else { return Ok(()) };
        let body = self.some_body();
        let member = self.guests[guest].secrets.member();
        let shown = follows_shown(&identity).into_iter().find(|shown| shown.member == member);
        let wish = match shown {
            Some(shown) => Wish::ChangeFollow(Box::new(FollowChanged {
                member,
                body,
                until_ms: None,
                made_from: shown.newest_entry,
            })),
            None => Wish::Follow(Box::new(ApprovedFollow { newcomer: self.guests[guest].as_newcomer(), body })),
        };
        self.wish(by, wish)
    }

    pub(super) fn stop_sharing(&mut self, by: usize, guest: usize) -> Result<(), String> {
        let member = self.guests[guest].secrets.member();
        self.wish(by, Wish::StopFollow(member))
    }

    /// Marks something private, or no longer so.
    pub(super) fn hide_something(&mut self, device: usize) {
        let true_ms = self.true_ms();
        if self.devices[device].is_open() {
            let ops = self.devices[device].hide_something(true_ms);
            self.keep_tapped(device, ops);
        }
    }

    /// Somebody who follows leaves a note, if the server knows them and its newest key is theirs.
    pub(super) fn leave_note(&mut self, guest: usize) -> Result<(), String> {
        let Some(account) = self.ledger.account else { return Ok(()) };
        let Some(held) = self.servers.account(0, account) else { return Ok(()) };
        let Some(key) = self.ledger.key_of(held.trust(), held.trust().epoch()) else { return Ok(()) };
        let trust_head = held.trust().member_head();
        let epoch = held.trust().epoch();
        let guest = &mut self.guests[guest];
        guest.notes_left += 1;
        let place = Place {
            account,
            stream: guest.notes,
            epoch,
            replica: ReplicaId(guest.feed.0),
            number: guest.notes_left,
            previous: guest.last_note,
        };
        let note = NoteBody { written_ms: 5, text: format!("Note {}", guest.notes_left) };
        let sealed = seal_note(
            &key.follow_key(guest.feed),
            &guest.secrets.signing,
            &place,
            trust_head,
            &note,
            self.random.bytes(),
        );
        let sealed = sealed.map_err(|reason| reason.to_string())?;
        guest.last_note = sealed.hash();
        let notes = guest.notes;
        self.servers.leave_note(account, notes, sealed.as_bytes());
        Ok(())
    }

    /// Puts notes into a device's journal, each that is not known.
    pub(super) fn keep_notes(&mut self, device: usize, notes: &[ebb_sync::NoteCame]) -> Result<(), String> {
        let (true_ms, there) = (self.true_ms(), &mut self.devices[device]);
        let clock = Clock { replica: there.replica, wall_ms: true_ms };
        let unknown = notes.iter().filter(|note| !there.state.knows(&note.id));
        let ops: Vec<_> = unknown.flat_map(|note| there.state.save(&note.id, &note.record(), clock)).collect();
        self.counts.notes_kept += notes.len();
        if ops.is_empty() {
            return self.tell(device, Event::NotesKept);
        }
        self.ledger.tapped(device, &ops);
        if self.happens(self.store_failures) {
            self.counts.store_failures += 1;
            return self.tell(device, Event::StoreFailed);
        }
        if let Ok(written) = self.devices[device].store.save(&ops) {
            self.will_reach(device, 0, Reaching::Saved(ops, written));
            self.will_reach_in(device, 1, Reaching::NotesKept);
        }
        Ok(())
    }

    /// A server appended to a feed: what that shows now is what may be shown.
    pub(super) fn check_feed(&mut self, teller: usize, feed: StreamId) -> Result<(), String> {
        let Some(account) = self.ledger.account else { return Ok(()) };
        let Some(server) = self.servers.account(teller, account).cloned() else { return Ok(()) };
        self.counts.feed_appends += 1;
        let journal = Some(&self.journal).filter(|_| !self.servers.was_at_fault);
        let writes = self.devices[teller].version;
        self.counts.older_appends += usize::from(writes == AppVersion::Older);
        self.check_feed_of(&server, feed, journal, writes)
            .map_err(|what| format!("a feed was written by device {teller}, and {what}"))
    }

    /// In the end each feed shows what it is to show.
    pub(super) fn check_feeds_at_rest(&self, server: &Account, journal: &State) -> Result<(), String> {
        for (_, follow) in server.trust().open_follows() {
            self.check_feed_of(server, follow.feed, Some(journal), AppVersion::Newest).map_err(|what| {
                let standings = self.devices.iter().filter_map(|device| device.standing.as_ref());
                let said: Vec<_> = standings.map(|standing| (standing.trouble, &standing.follows)).collect();
                format!("in the end a feed {what}; the devices say {said:?}")
            })?;
        }
        Ok(())
    }

    fn check_feed_of(
        &self,
        server: &Account,
        feed: StreamId,
        journal: Option<&State>,
        writes: AppVersion,
    ) -> Result<(), String> {
        let trust = server.trust();
        let found = trust.open_follows().find(|(_, follow)| follow.feed == feed);
        let (member, follow) = found.ok_or("it is nobody's")?;
        let scope = self.scope_of(server, follow)?;
        let shown = self.shown_by(server, follow)?;
        let reader = member.to_string();
        let mut expected = match journal {
            Some(journal) => self.shown_of(trust, (&reader, follow), &scope, journal)?,
            None => shown_again(&scope, &reader, &shown)?,
        };
        if writes == AppVersion::Older {
            expected.retain(|id, _| id.record_id().kind != NEW_KIND);
        }
        if expected == shown {
            Ok(())
        } else {
            Err(format!("does not show what {scope:?} shows: {}", difference(&shown, &expected)))
        }
    }

    /// What a scope shows of a journal, as a feed has it.
    fn shown_of(
        &self,
        trust: &TrustState,
        (reader, follow): (&str, &Follow),
        scope: &Scope,
        journal: &State,
    ) -> Result<BTreeMap<FeedId, Shown>, String> {
        let key = self.ledger.key_of(trust, follow.begun_epoch).ok_or("nobody has its key")?;
        let names = FeedNames::new(key, follow.feed);
        let pseudonym = |id: &RecordId| SittingId::of_bytes(names.name(&id.to_bytes()));
        let mark = |id: &RecordId| journal.value(id, FieldId::PRIVATE);
        Ok(scope.feed(Marked::new(journal.journal(), &mark).read_by(reader), &pseudonym))
    }

    fn scope_of(&self, server: &Account, follow: &Follow) -> Result<Scope, String> {
        let trust = server.trust();
        let logged = server.logged().get(usize::try_from(follow.scoped).unwrap_or(usize::MAX));
        let entry = SignedEntry::read(&logged.ok_or("no entry")?.entry).map_err(|reason| reason.to_string())?;
        let epochs = (0..=trust.epoch()).map_while(|epoch| self.ledger.key_of(trust, epoch).cloned());
        let body = FollowBody::in_entry(&entry, trust.account(), &EpochKeys::kept(epochs)).ok_or("no body")?;
        Scope::from_bytes(&body.scope).map_err(|reason| reason.to_string())
    }

    /// What a feed shows to who follows.
    fn shown_by(&self, server: &Account, follow: &Follow) -> Result<BTreeMap<FeedId, Shown>, String> {
        let trust = server.trust();
        let mut shown = BTreeMap::new();
        for segment in server.stream(follow.feed).into_iter().flat_map(crate::simulated_server::Stream::segments) {
            let head = SegmentHead::of_segment(segment).map_err(|reason| reason.to_string())?;
            let key = self.ledger.key_of(trust, head.epoch).ok_or("nobody has its key")?.follow_key(follow.feed);
            let writer = |member| trust.members().get(&member).map(|member| member.signing_key);
            let opened = open_feed(&key, (trust.account(), follow.feed), writer, segment);
            let opened = opened.map_err(|reason| reason.to_string())?;
            if opened.is_anew() {
                shown.clear();
            }
            let (changes, passed_over) = unpack_feed(&opened.body.changes).map_err(|reason| reason.to_string())?;
            if passed_over > 0 {
                return Err("holds what nobody can read".to_owned());
            }
            for change in changes {
                change.apply(&mut shown);
            }
        }
        Ok(shown)
    }
}

impl Guest {
    fn as_newcomer(&self) -> NewFollow {
        NewFollow {
            signing_key: self.secrets.signing.verifying_key(),
            sealing_key: self.secrets.sealing_key(),
            token_hash: self.secrets.token_hash(),
            mailbox: MailboxId([0; 32]),
            feed: self.feed,
            notes: self.notes,
            until_ms: None,
        }
    }
}

/// What a scope shows of what a feed shows: all of it, where nothing is outside the scope.
fn shown_again(
    scope: &Scope,
    reader: &str,
    shown: &BTreeMap<FeedId, Shown>,
) -> Result<BTreeMap<FeedId, Shown>, String> {
    let mut journal = State::default();
    let changes: Vec<_> = shown.iter().map(|(id, shown)| FeedChange::Show(id.clone(), shown.clone())).collect();
    journal.show(&changes, 1).map_err(|reason| reason.to_string())?;
    let as_named = |id: &RecordId| match &id.name {
        Name::Made(made) => *made,
        _ => SittingId::of_bytes([0; 12]),
    };
    let nothing_private = |_: &RecordId| None;
    Ok(scope.feed(Marked::new(journal.journal(), &nothing_private).read_by(reader), &as_named))
}

fn difference(shown: &BTreeMap<FeedId, Shown>, expected: &BTreeMap<FeedId, Shown>) -> String {
    let more = shown.iter().find(|(id, shown)| expected.get(id) != Some(shown));
    let less = expected.iter().find(|(id, expected)| shown.get(id) != Some(expected));
    let kind = |id: &FeedId| if id.record_id().kind == Kind::DOSE { "a dose" } else { "a record" };
    format!("{:?} {more:?}, {less:?}", more.or(less).map(|(id, _)| kind(id)))
}
