//! Whether all is well again once a world has healed and come to rest.

use std::collections::BTreeSet;

use ebb_journal::{Kind, Name};
use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::{EntryHash, SegmentHash};
use ebb_protocol::trust::{MemberKind, SignedEntry, TrustState, Written};
use ebb_replica::{Contents, Op, Reach, State};
use ebb_sync::{Identity, Standing, SyncTrouble};

use super::World;
use super::ledger::Ledger;
use crate::simulated_server::Account;

/// What becomes of a device in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It was never a member, and nobody is left who could let it in; or it was never used.
    Out,
    /// It is a member like others, and has everything.
    Well,
    /// It was dismissed, says so, and got nothing since.
    Dismissed,
    /// Its trust log parts from the server's; it says so and has stopped.
    Forked,
    /// The account was closed.
    Closed,
}

impl World {
    pub(super) fn check_rest(&mut self) -> Result<(), String> {
        self.counts.contended_fields = self.ledger.contended_fields();
        self.counts.promised_ops = self.ledger.promised().len();
        let account = self.ledger.account.ok_or("nobody has founded an account")?;
        let server = self.servers.account(0, account).cloned();
        let Some(server) = server else { return self.check_without_account() };
        let (expected, unread) = self.journal_of(&server);
        if unread > 0 && !self.servers.was_at_fault {
            return Err(format!("an honest server holds {unread} segments that nobody opens"));
        }
        // Before the apps are opened once more.
        let feeds = self.check_feeds_at_rest(&server, &expected);
        for device in 0..self.devices.len() {
            let fate = self.fate(device, &server).map_err(|what| format!("device {device} {what}"))?;
            self.counts.well += usize::from(fate == Fate::Well);
            self.counts.dismissed += usize::from(fate == Fate::Dismissed);
            self.counts.forked += usize::from(fate == Fate::Forked);
            self.counts.closed += usize::from(fate == Fate::Closed);
            self.counts.recovered += usize::from(self.has_recovered(device, &server));
            self.check_device(device, fate, &server, &expected)
                .map_err(|what| format!("device {device}, {fate:?}, {what}"))?;
        }
        if self.counts.well > 0 { feeds } else { Ok(()) }
    }

    /// The disk was lost, and nobody is left who could found the account again.
    fn check_without_account(&mut self) -> Result<(), String> {
        let all = self.devices.iter().zip(&self.surroundings);
        let may_found = all.filter(|(_, around)| !around.is_unused && !around.is_left_out).count();
        if may_found > 0 {
            return Err("the server holds no account, and somebody could have founded it again".to_owned());
        }
        for device in 0..self.devices.len() {
            self.check_promises(device)?;
        }
        Ok(())
    }

    /// What the server's segments say to somebody who reads them with the whole trust log; and how many say nothing.
    fn journal_of(&self, server: &Account) -> (State, usize) {
        let (mut state, mut unread) = (State::default(), 0);
        let mut left: Vec<&[u8]> = server.segments().collect();
        while let Some(segment) = left.pop() {
            if let Some(ops) = read(&self.ledger, server.trust(), segment) {
                state.merge(ops);
            } else {
                unread += 1;
                // Of what was compacted, that part counts that would have counted by itself.
                left.extend(server.inputs_of(SegmentHash::of(segment)));
            }
        }
        (state, unread)
    }

    fn fate(&self, device: usize, server: &Account) -> Result<Fate, String> {
        let around = &self.surroundings[device];
        if around.is_unused || around.is_left_out {
            return Ok(Fate::Out);
        }
        let trust = server.trust();
        let identity = self.devices[device].store.holdings().identity.filter(Identity::is_admitted);
        let Some(identity) = identity else { return Err("never came in".to_owned()) };
        let own = identity.log.last().map_or(EntryHash::NONE, |logged| EntryHash::of(&logged.entry));
        let chain = TrustState::of_chain(identity.log.iter().map(|logged| logged.entry.as_slice()));
        let chain = chain.map_err(|_| "stored a trust log that is none".to_owned())?;
        // A server whose account is closed answers that to all, before it looks at their logs.
        if chain.is_closed() || (trust.is_closed() && self.says(device, SyncTrouble::Closed)) {
            // Whoever knows of the end has ended, also where the server's log parts from its own.
            return Ok(Fate::Closed);
        }
        let member = identity.secrets().member();
        let is_dismissed = trust.members().get(&member).is_some_and(|known| !known.is_open());
        // Who was dismissed is told so before anything of its log is looked at; but who was told of two logs before that has stopped,
        // and asks nothing more until its app is opened again.
        if (!is_dismissed || self.says(device, SyncTrouble::Forked)) && !trust.holds(own) && !chain.holds(trust.head())
        {
            return Ok(Fate::Forked);
        }
        match trust.members().get(&member) {
            Some(known) if known.is_open() && !trust.is_closed() => Ok(Fate::Well),
            // Where the account is closed, that is answered to all; who was told of a dismissal before that asks nothing more.
            Some(known) if known.is_open() || (trust.is_closed() && !self.says(device, SyncTrouble::Dismissed)) => {
                Ok(Fate::Closed)
            }
            Some(_) => Ok(Fate::Dismissed),
            None => Err("is a member of whom the server does not know".to_owned()),
        }
    }

    /// Whether a device was let in by the sheet.
    fn has_recovered(&self, device: usize, server: &Account) -> bool {
        let identity = self.devices[device].store.holdings().identity;
        let members = server.trust().members();
        let member = identity.and_then(|identity| members.get(&identity.secrets().member()));
        let by = member.and_then(|member| members.get(&member.admitted_by));
        by.is_some_and(|by| by.kind == MemberKind::Sheet)
    }

    fn says(&self, device: usize, trouble: SyncTrouble) -> bool {
        self.devices[device].standing.as_ref().is_some_and(|standing| standing.trouble == Some(trouble))
    }

    fn check_device(&mut self, device: usize, fate: Fate, server: &Account, expected: &State) -> Result<(), String> {
        self.check_promises(device)?;
        if fate == Fate::Out {
            return Ok(());
        }
        let standing = self.devices[device].standing.clone().ok_or("says nothing")?;
        let trouble = match fate {
            Fate::Dismissed => Some(SyncTrouble::Dismissed),
            Fate::Forked => Some(SyncTrouble::Forked),
            Fate::Closed => Some(SyncTrouble::Closed),
            Fate::Well | Fate::Out => None,
        };
        if standing.trouble != trouble {
            return Err(format!("says {standing:?}"));
        }
        self.check_set_aside(device, &standing, server)?;
        match fate {
            Fate::Well => self.check_well(device, &standing, server, expected),
            Fate::Dismissed => self.check_dismissed(device, server),
            Fate::Forked | Fate::Closed | Fate::Out => Ok(()),
        }
    }

    /// What was said to be saved is there, after one more opening of the app.
    fn check_promises(&mut self, device: usize) -> Result<(), String> {
        let held: BTreeSet<Op> = self.devices[device].store.holdings().ops.into_iter().collect();
        let promised = &self.ledger.accounts[device].promised;
        match promised.iter().find(|op| !held.contains(op)) {
            Some(op) => Err(format!("does not hold {op:?}, which was said to be saved")),
            None => Ok(()),
        }
    }

    /// Whatever is set aside is counted, and nothing is that could be read.
    fn check_set_aside(&self, device: usize, standing: &Standing, server: &Account) -> Result<(), String> {
        let stored: Vec<_> = self.devices[device].store.set_aside().collect();
        if standing.set_aside < stored.len() {
            return Err(format!("has {} segments set aside and says {}", stored.len(), standing.set_aside));
        }
        match stored.iter().find(|aside| read(&self.ledger, server.trust(), &aside.bytes).is_some()) {
            Some(aside) => Err(format!("has set aside what it could read: {}", aside.reason)),
            None => Ok(()),
        }
    }

    fn check_well(
        &mut self,
        number: usize,
        standing: &Standing,
        server: &Account,
        expected: &State,
    ) -> Result<(), String> {
        let device = &mut self.devices[number];
        if standing.waiting > 0 || !standing.connected || standing.wishes > 0 || standing.joining.is_some() {
            return Err(format!("is not well: {standing:?}"));
        }
        if device.state != *expected {
            return Err(format!("holds another journal than the server: {}", difference(&device.state, expected)));
        }
        check_doses(&device.state)?;
        let holdings = device.store.holdings();
        if holdings.identity.is_none_or(|identity| identity.log != server.logged()) {
            return Err("stored another trust log than the server's".to_owned());
        }
        let head = server.notice();
        let cursor = holdings.persisted.cursor.map_or((0, None), |cursor| (cursor.position, cursor.mark));
        if cursor != (head.head, Some(head.mark).filter(|_| head.head > 0)) {
            return Err(format!("stored {cursor:?}, but the head is {head:?}"));
        }
        // What the screen shows is what the store brings back.
        device.crash(0);
        device.open();
        if device.state == *expected { Ok(()) } else { Err("holds another journal after a restart".to_owned()) }
    }

    /// It has no key of any epoch since its dismissal.
    fn check_dismissed(&self, device: usize, server: &Account) -> Result<(), String> {
        let trust = server.trust();
        let identity = self.devices[device].store.holdings().identity.ok_or("has forgotten who it is")?;
        let member = trust.members().get(&identity.secrets().member());
        let removed = member.and_then(|member| member.removed.as_ref()).ok_or("is still a member")?;
        let entry = server.logged().get(usize::try_from(removed.index).unwrap_or(usize::MAX));
        let entry = entry.and_then(|logged| SignedEntry::read(&logged.entry).ok()).ok_or("no such entry")?;
        let since = (entry.head.epoch..=trust.epoch()).filter_map(|epoch| trust.commitment(epoch));
        for commitment in since {
            if self.ledger.holds_key(device, commitment) {
                return Err("holds a key that was made after its dismissal".to_owned());
            }
        }
        Ok(())
    }
}

/// The ops of a segment, if the trust log lets them count.
fn read(ledger: &Ledger, trust: &TrustState, segment: &[u8]) -> Option<Vec<Op>> {
    let head = SegmentHead::of_segment(segment).ok()?;
    let hash = SegmentHash::of(segment);
    let written = Written { stream: head.stream, replica: head.replica, number: head.number, hash };
    trust.writer_key(head.writer, written)?;
    let is_under_known_key = trust.commitment(head.epoch) == Some(head.commitment);
    let Contents { reaches, ops } = is_under_known_key.then(|| ledger.open(segment).ok())??;
    let counts = |reach: &Reach| {
        let Reach { replica, writer, number, hash } = *reach;
        trust.writer_key(writer, Written { stream: head.stream, replica, number, hash }).is_some()
    };
    reaches.iter().all(counts).then_some(ops)
}

fn difference(own: &State, expected: &State) -> String {
    let (own, expected): (BTreeSet<Op>, BTreeSet<Op>) = (own.ops().collect(), expected.ops().collect());
    let (more, less) = (own.difference(&expected).count(), expected.difference(&own).count());
    let first = own.symmetric_difference(&expected).next();
    format!("{more} ops more, {less} less, {first:?}")
}

/// A dose is one record, however many devices marked it.
fn check_doses(state: &State) -> Result<(), String> {
    let names = state.ids_of_kind(Kind::DOSE).filter_map(|id| match &id.name {
        Name::Dose { medication, day, slot } => Some((medication, day, slot)),
        _ => None,
    });
    let (mut planned, mut records) = (BTreeSet::new(), 0);
    for name in names {
        planned.insert(name);
        records += 1;
    }
    let of_kind = state.ids_of_kind(Kind::DOSE).count();
    if planned.len() == records && records == of_kind { Ok(()) } else { Err("has a dose twice".to_owned()) }
}
