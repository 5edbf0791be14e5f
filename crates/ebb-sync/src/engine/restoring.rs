//! Coming in by a recovery sheet: the server finds the sheet's account, this device checks the trust log with the sheet's own
//! proof, and the sheet signs its admission.

use ebb_protocol::endpoints::{
    BYTES_TYPE, LogPage, LogRequest, RECOVERY, Recovered, RecoveryRequest, TRUST_LOG, TRUST_LOG_READ,
};
use ebb_protocol::trust::{Detail, Logged, MemberKind, SignedEntry, TrustState, batch};
use ebb_vault::{Author, MemberSecrets, Newcomer, sheet_proves, sheet_secrets};

use super::admitting::{json, post, whole_log};
use super::refusal::Refusal;
use super::{Engine, Next, UnderWay};
use crate::effect::{Effect, Request};
use crate::event::Circumstances;
use crate::identity::Restoring;
use crate::standing::SyncTrouble;

/// How far restoring has come in this session.
#[derive(Debug, Default)]
pub(super) enum Restore {
    /// The account is asked for, unless it is known.
    #[default]
    Find,
    /// The trust log is read and checked.
    Read,
    /// The admission of this device is appended.
    Admit(Box<Logged>),
    /// The log is read again in this device's own name: a sheet is shown its own keyboxes alone, and a device keeps all.
    Whole,
}

impl Restore {
    /// The log has moved on: the admission is made anew.
    pub(super) fn read_again(&mut self) {
        *self = Self::Read;
    }
}

impl Engine {
    pub(super) fn restore(&self, restoring: &Restoring) -> (UnderWay, Effect) {
        let sheet = sheet_secrets(&restoring.code);
        let signed_in = |request| Request { token: Some(sheet.token(self.identity.account)), ..request };
        let request = match &self.restore {
            Restore::Find => {
                let secret = base16ct::lower::encode_string(sheet.token.dangerously_reveal());
                post(RECOVERY, json(&RecoveryRequest { secret }))
            }
            Restore::Read => signed_in(post(TRUST_LOG_READ, json(&LogRequest { have: 0, head: None }))),
            Restore::Admit(logged) => {
                let body = batch::write(std::slice::from_ref(logged));
                signed_in(Request { content_type: BYTES_TYPE, ..post(TRUST_LOG, body) })
            }
            Restore::Whole => self.signed_in(post(TRUST_LOG_READ, json(&LogRequest { have: 0, head: None }))),
        };
        (UnderWay::Admission, Effect::Send(request))
    }

    pub(super) fn restoring_answered(
        &mut self,
        restoring: &Restoring,
        body: &[u8],
        circumstances: Circumstances,
    ) -> Result<Next, Refusal> {
        let sheet = sheet_secrets(&restoring.code);
        match std::mem::take(&mut self.restore) {
            Restore::Find => {
                let found: Recovered = serde_json::from_slice(body).map_err(|_| SyncTrouble::OddAnswer)?;
                if found.member != sheet.member() {
                    return Err(SyncTrouble::WrongAccount.into());
                }
                self.identity.account = found.account;
                self.restore = Restore::Read;
                // This device's own keys are stored durably before it is admitted with them.
                Ok(Some(self.store_identity()))
            }
            Restore::Read => self.log_of_sheet(restoring, &sheet, body, circumstances),
            Restore::Admit(_) => {
                self.restore = Restore::Whole;
                Ok(None)
            }
            Restore::Whole => self.restored(restoring, &sheet, body),
        }
    }

    /// Checks the log, and makes the entry that admits this device.
    fn log_of_sheet(
        &mut self,
        restoring: &Restoring,
        sheet: &MemberSecrets,
        body: &[u8],
        circumstances: Circumstances,
    ) -> Result<Next, Refusal> {
        self.restore = Restore::Read;
        let page = LogPage::from_bytes(body).map_err(|_| SyncTrouble::OddAnswer)?;
        let entries = page.logged.iter().map(|logged| logged.entry.as_slice());
        let state = TrustState::of_chain(entries).map_err(|_| SyncTrouble::WrongAccount)?;
        if state.account() != self.identity.account || !proves(restoring, sheet, &state, &page.logged) {
            return Err(SyncTrouble::WrongAccount.into());
        }
        self.set_clock(page.server_time_ms, circumstances);
        let keys = Self::keys_of(sheet, &state, &page.logged).ok_or(SyncTrouble::WrongAccount)?;
        if state.is_device(self.member) {
            // The answer of last time was lost.
            self.restore = Restore::Whole;
            return Ok(None);
        }
        let newcomer = Newcomer {
            kind: MemberKind::Device,
            signing_key: self.secrets.signing.verifying_key(),
            sealing_key: self.secrets.sealing_key(),
            token_hash: self.secrets.token_hash(),
            label: restoring.label.clone(),
            mailbox: None,
            proof: [0; 32],
        };
        let author = Author { state: &state, signer: sheet, keys: &keys };
        let logged = author.admit(&newcomer, circumstances.random).map_err(|_| SyncTrouble::WrongAccount)?;
        self.restore = Restore::Admit(Box::new(logged));
        Ok(None)
    }

    fn restored(&mut self, restoring: &Restoring, sheet: &MemberSecrets, body: &[u8]) -> Result<Next, Refusal> {
        self.restore = Restore::Whole;
        let page = LogPage::from_bytes(body).map_err(|_| SyncTrouble::OddAnswer)?;
        let state = whole_log(&page.logged).ok_or(SyncTrouble::WrongAccount)?;
        let is_ours = state.account() == self.identity.account
            && proves(restoring, sheet, &state, &page.logged)
            && state.is_device(self.member);
        if !is_ours {
            return Err(SyncTrouble::WrongAccount.into());
        }
        Ok(Some(self.enter(state, page.logged).ok_or(SyncTrouble::WrongAccount)?))
    }
}

/// Whether the log is the one for which the sheet was made.
fn proves(restoring: &Restoring, sheet: &MemberSecrets, state: &TrustState, log: &[Logged]) -> bool {
    let Some(member) = state.members().get(&sheet.member()).filter(|member| member.is_open()) else { return false };
    let entry = usize::try_from(member.admitted).ok().and_then(|index| log.get(index));
    let Some(Ok(entry)) = entry.map(|logged| SignedEntry::read(&logged.entry)) else { return false };
    let (Detail::Admitted(admission), Some(genesis)) = (&entry.head.detail, state.hash_at(0)) else { return false };
    sheet_proves(&restoring.code, admission, genesis, entry.head.previous)
}
