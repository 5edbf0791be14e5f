//! What a world has been promised, and whether it holds.

use std::collections::{BTreeMap, BTreeSet};

use ebb_journal::{Kind, Name};
use ebb_protocol::ids::{AccountId, MemberId};
use ebb_protocol::live::Notice;
use ebb_replica::{Op, State, unpack};
use ebb_sync::{Identity, Standing};
use ebb_vault::{StreamKey, open};

use crate::virtual_device::VirtualDevice;

/// The promises.
#[derive(Debug)]
pub(super) struct Ledger {
    /// Ops that were said to be saved.
    promised: BTreeSet<Op>,
    on_server: BTreeSet<Op>,
    /// Of each device, its own ops that are in its store for good and not on the server.
    unsent: Vec<BTreeSet<Op>>,
    account: Option<(AccountId, StreamKey)>,
    writers: BTreeMap<MemberId, [u8; 32]>,
}

impl Ledger {
    pub(super) fn new(devices: usize) -> Self {
        Self {
            promised: BTreeSet::new(),
            on_server: BTreeSet::new(),
            unsent: vec![BTreeSet::new(); devices],
            account: None,
            writers: BTreeMap::new(),
        }
    }

    pub(super) fn know_account(&mut self, founder: &Identity) {
        self.account = Some((founder.account, founder.key.clone()));
    }

    pub(super) fn know_writer(&mut self, member: MemberId, key: [u8; 32]) {
        self.writers.insert(member, key);
    }

    /// The screen said that these are saved.
    pub(super) fn promise(&mut self, device: usize, ops: &[Op]) {
        self.promised.extend(ops.iter().cloned());
        self.found_in_store(device, ops.iter().cloned());
    }

    /// These ops of its own are in a device's store, and stay there.
    pub(super) fn found_in_store(&mut self, device: usize, ops: impl Iterator<Item = Op>) {
        let unsent: Vec<_> = ops.filter(|op| !self.on_server.contains(op)).collect();
        self.unsent[device].extend(unsent);
    }

    /// The server appended a segment. Only the ledger can open it.
    pub(super) fn appended(&mut self, segment: &[u8]) -> Result<(), String> {
        let Some((account, key)) = &self.account else { return Err("a segment without an account".to_owned()) };
        let known = |member| self.writers.get(&member).copied();
        let opened =
            open(key, *account, known, segment).map_err(|reason| format!("a segment was sent, but {reason}"))?;
        let ops = unpack(&opened.body).map_err(|reason| format!("a segment was sent, but {reason}"))?;
        for op in ops {
            for unsent in &mut self.unsent {
                unsent.remove(&op);
            }
            self.on_server.insert(op);
        }
        Ok(())
    }

    /// Where the screen says that nothing waits, nothing may wait.
    pub(super) fn check_claim(&self, device: usize, standing: &Standing) -> Result<(), String> {
        let unsent = self.unsent[device].len();
        if standing.waiting == 0 && unsent > 0 {
            return Err(format!("device {device} said that nothing waits while {unsent} of its ops were not sent"));
        }
        Ok(())
    }

    pub(super) const fn promised(&self) -> &BTreeSet<Op> {
        &self.promised
    }

    /// Fields that more than one replica wrote.
    pub(super) fn contended_fields(&self) -> impl Iterator<Item = &Op> {
        let pairs = self.promised.iter().zip(self.promised.iter().skip(1));
        pairs
            .filter(|(left, right)| {
                (&left.record, left.field) == (&right.record, right.field) && left.replica != right.replica
            })
            .map(|(left, _)| left)
    }

    /// After the network has healed and everything came to rest.
    pub(super) fn check_rest(&self, devices: &mut [VirtualDevice], head: Option<&Notice>) -> Result<(), String> {
        let mut expected = State::default();
        expected.merge(self.on_server.iter().cloned());
        for (number, device) in devices.iter_mut().enumerate() {
            self.check_device(device, &expected, head).map_err(|what| format!("device {number} {what}"))?;
        }
        Ok(())
    }

    fn check_device(&self, device: &mut VirtualDevice, expected: &State, head: Option<&Notice>) -> Result<(), String> {
        let standing = device.standing.clone().ok_or("says nothing")?;
        if standing.waiting > 0 || standing.trouble.is_some() || standing.set_aside > 0 || !standing.connected {
            return Err(format!("is not well at the end: {standing:?}"));
        }
        if let Some(op) = self.promised.iter().find(|op| !device.state.holds(op)) {
            return Err(format!("does not hold {op:?}, which was said to be saved"));
        }
        if device.state != *expected {
            return Err("holds another journal than the server".to_owned());
        }
        check_doses(&device.state)?;
        let cursor = device.store.holdings().persisted.cursor;
        if cursor.map(|cursor| (cursor.position, cursor.mark)) != head.map(|head| (head.head, Some(head.mark))) {
            return Err(format!("stored {cursor:?} at the end, but the head is {head:?}"));
        }
        // What the screen shows is what the store brings back.
        device.crash(0);
        device.open();
        if device.state == *expected { Ok(()) } else { Err("holds another journal after a restart".to_owned()) }
    }
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
