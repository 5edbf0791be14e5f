//! What a world has been promised, and what must never happen on the way.

use std::collections::{BTreeMap, BTreeSet};

use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{AccountId, MemberId, SegmentHash};
use ebb_protocol::trust::TrustState;
use ebb_replica::{Contents, Op, Reach, open_compacted, unpack};
use ebb_sync::{Identity, Standing};
use ebb_vault::{StreamKey, open};

use crate::simulated_server::Replacement;

/// The promises.
#[derive(Debug)]
pub(super) struct Ledger {
    /// Of each device.
    pub(super) accounts: Vec<DeviceAccount>,
    /// Ops that some server appended.
    appended: BTreeSet<Op>,
    pub(super) account: Option<AccountId>,
    /// All keys of the journal that any device made or got.
    keys: BTreeMap<[u8; 16], StreamKey>,
    writers: BTreeMap<MemberId, [u8; 32]>,
}

/// What is known of one device.
#[derive(Debug, Default)]
pub(super) struct DeviceAccount {
    /// Ops of a person's taps on it, whether they were stored or not.
    tapped: BTreeSet<Op>,
    /// Ops that it said to be saved.
    pub(super) promised: BTreeSet<Op>,
    /// Its own ops that are in its store for good, and that no server has taken.
    unsent: BTreeSet<Op>,
    /// A server gave it an old answer to a push: what it says of waiting may be wrong until its next word.
    is_lied_to: bool,
    /// It was set up from a backup, or another device from its own.
    has_double: bool,
    /// Commitments to the keys that it holds or held.
    keys: BTreeSet<[u8; 16]>,
    member: Option<MemberId>,
}

impl Ledger {
    pub(super) fn new(devices: usize) -> Self {
        Self {
            accounts: (0..devices).map(|_| DeviceAccount::default()).collect(),
            appended: BTreeSet::new(),
            account: None,
            keys: BTreeMap::new(),
            writers: BTreeMap::new(),
        }
    }

    pub(super) const fn know_account(&mut self, account: AccountId) {
        self.account = Some(account);
    }

    /// A device stores this of itself.
    pub(super) fn know(&mut self, device: usize, identity: &Identity) {
        let secrets = identity.secrets();
        self.writers.insert(secrets.member(), secrets.signing.verifying_key());
        let account = &mut self.accounts[device];
        account.member = Some(secrets.member());
        for key in identity.keys.all() {
            account.keys.insert(key.commitment());
            self.keys.insert(key.commitment(), key.clone());
        }
    }

    pub(super) fn tapped(&mut self, device: usize, ops: &[Op]) {
        self.accounts[device].tapped.extend(ops.iter().cloned());
    }

    /// The screen said that these are saved.
    pub(super) fn promise(&mut self, device: usize, ops: &[Op]) {
        let account = &mut self.accounts[device];
        account.promised.extend(ops.iter().cloned());
        account.unsent.extend(ops.iter().filter(|op| !self.appended.contains(op)).cloned());
    }

    /// The app begins: all that it had said to be saved is there, and its own ops that are there stay.
    pub(super) fn found_in_store(&mut self, device: usize, ops: &[Op]) -> Result<(), String> {
        let found: BTreeSet<&Op> = ops.iter().collect();
        let account = &mut self.accounts[device];
        if let Some(op) = account.promised.iter().find(|op| !found.contains(op)) {
            return Err(format!("device {device} has lost {op:?}, which it had said to be saved"));
        }
        let own = found.into_iter().filter(|op| account.tapped.contains(op) && !self.appended.contains(op));
        account.unsent.extend(own.cloned());
        Ok(())
    }

    /// A device was set up from a backup that holds these ops: what it promised later is gone, as it was on a lost phone.
    pub(super) fn set_up_from(&mut self, device: usize, from: usize, ops: &[Op]) {
        let in_backup: BTreeSet<Op> = ops.iter().cloned().collect();
        self.accounts[from].has_double = true;
        let (tapped, keys) = (self.accounts[from].tapped.clone(), self.accounts[from].keys.clone());
        // What an old answer made it believe is in its store too.
        let (member, is_lied_to) = (self.accounts[from].member, self.accounts[from].is_lied_to);
        let promised = self.accounts[from].promised.iter().filter(|op| in_backup.contains(op)).cloned().collect();
        let unsent = in_backup.iter().filter(|op| tapped.contains(op) && !self.appended.contains(op)).cloned();
        let unsent = unsent.collect();
        self.accounts[device] = DeviceAccount { tapped, promised, unsent, is_lied_to, has_double: true, keys, member };
    }

    /// A phone is gone, with all that was on it alone and its keys.
    pub(super) fn lost_phone(&mut self, device: usize) {
        self.accounts[device] = DeviceAccount::default();
    }

    pub(super) fn lied_to(&mut self, device: usize) {
        self.accounts[device].is_lied_to = true;
    }

    /// A server whose trust log says this appended a segment. Only the ledger can open it.
    pub(super) fn appended(&mut self, segment: &[u8], trust: &TrustState) -> Result<(), String> {
        let ops = self.open(segment).map_err(|reason| format!("a segment was taken, but {reason}"))?.ops;
        self.check_taken(segment, trust)?;
        for op in ops {
            for account in &mut self.accounts {
                account.unsent.remove(&op);
            }
            self.appended.insert(op);
        }
        Ok(())
    }

    /// A server whose trust log says this put a segment in the place of others: it must hold what they held, no more and no
    /// less, and say up to where they reached.
    pub(super) fn replaced(&self, replacement: &Replacement, trust: &TrustState) -> Result<(), String> {
        let compacted = |reason| format!("segments were compacted, but {reason}");
        let (mut held, mut furthest) = (BTreeSet::new(), BTreeMap::new());
        for input in &replacement.inputs {
            let contents = self.open(input).map_err(compacted)?;
            held.extend(contents.ops);
            for Reach { replica, writer, number, hash } in contents.reaches {
                let last = furthest.entry(replica).or_insert((number, hash, writer));
                *last = (number, hash, writer).max(*last);
            }
        }
        self.check_taken(&replacement.output, trust)?;
        let Contents { ops, reaches } = self.open(&replacement.output).map_err(compacted)?;
        let count = ops.len();
        let is_same = ops.into_iter().collect::<BTreeSet<_>>() == held && count == held.len();
        let reaches = reaches.into_iter().map(|reach| (reach.replica, (reach.number, reach.hash, reach.writer)));
        if is_same && reaches.eq(furthest) { Ok(()) } else { Err("what was compacted is not the same".to_owned()) }
    }

    /// Whether a segment that was taken may be: of a device, under a key that nobody has who was dismissed.
    fn check_taken(&self, segment: &[u8], trust: &TrustState) -> Result<(), String> {
        let head = SegmentHead::of_segment(segment).map_err(|reason| reason.to_string())?;
        if !trust.is_device(head.writer) {
            return Err("a segment was taken of who is no device of the account".to_owned());
        }
        if trust.commitment(trust.epoch()) != Some(head.commitment) {
            return Err("a segment was taken that is not sealed under the newest key".to_owned());
        }
        for (number, account) in self.accounts.iter().enumerate() {
            let is_dismissed =
                account.member.is_some_and(|member| trust.members().contains_key(&member) && !trust.is_device(member));
            if is_dismissed && account.keys.contains(&head.commitment) {
                return Err(format!("device {number} was dismissed, and can open what was sealed after that"));
            }
        }
        Ok(())
    }

    /// What a segment holds, by whichever of all keys it was sealed.
    pub(super) fn open(&self, segment: &[u8]) -> Result<Contents, String> {
        let account = self.account.ok_or("there is no account")?;
        let head = SegmentHead::of_segment(segment).map_err(|reason| reason.to_string())?;
        let key = self.keys.get(&head.commitment).ok_or("nobody has its key")?;
        let known = |member| self.writers.get(&member).copied();
        let opened = open(key, account, known, segment).map_err(|reason| reason.to_string())?;
        if head.kind == SegmentKind::Compacted {
            return open_compacted(&opened.body).map_err(|reason| reason.to_string());
        }
        let SegmentHead { replica, writer, number, .. } = head;
        let reaches = vec![Reach { replica, writer, number, hash: SegmentHash::of(segment) }];
        unpack(&opened.body).map(|ops| Contents { reaches, ops }).map_err(|reason| reason.to_string())
    }

    /// The key of an epoch, as a log names it.
    pub(super) fn key_of(&self, trust: &TrustState, epoch: u32) -> Option<&StreamKey> {
        self.keys.get(&trust.commitment(epoch)?)
    }

    /// Where the screen says that nothing waits, nothing may wait.
    pub(super) fn check_claim(&self, device: usize, standing: &Standing) -> Result<(), String> {
        let account = &self.accounts[device];
        let unsent = account.unsent.len();
        if standing.waiting == 0 && unsent > 0 && !account.is_lied_to {
            return Err(format!("device {device} said that nothing waits while {unsent} of its ops were not sent"));
        }
        Ok(())
    }

    /// A phone goes on under another name only where there are two of it, or where the server lost something.
    pub(super) fn check_new_replica(&self, device: usize) -> Result<(), String> {
        if self.accounts[device].has_double {
            Ok(())
        } else {
            Err(format!("device {device} took itself for a clone, and is none"))
        }
    }

    /// Whether the dismissed device that this is holds a key.
    pub(super) fn holds_key(&self, device: usize, commitment: [u8; 16]) -> bool {
        self.accounts[device].keys.contains(&commitment)
    }

    /// All ops that were said to be saved.
    pub(super) fn promised(&self) -> BTreeSet<&Op> {
        self.accounts.iter().flat_map(|account| &account.promised).collect()
    }

    /// Ops of fields that more than one replica wrote.
    pub(super) fn contended_fields(&self) -> usize {
        let promised: Vec<_> = self.promised().into_iter().collect();
        let pairs = promised.iter().zip(promised.iter().skip(1));
        pairs
            .filter(|(left, right)| {
                (&left.record, left.field) == (&right.record, right.field) && left.replica != right.replica
            })
            .count()
    }
}
