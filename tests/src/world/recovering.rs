//! A phone is lost, and a new one comes in by a recovery sheet.

use ebb_protocol::ids::ReplicaId;
use ebb_sync::{Identity, Wish};
use ebb_vault::{Code, sheet_secrets};

use super::{Happening, MINUTE_MS, World};

/// After so long a person whose sheet does not help asks for an invitation.
const PATIENCE_MS: u64 = 30 * MINUTE_MS;

impl World {
    /// Someone makes a recovery sheet on a device.
    pub(super) fn admit_sheet(&mut self, by: usize) -> Result<(), String> {
        let code = Code::new(self.random.bytes());
        self.sheet = Some(code.clone());
        let label = self.label("Sheet");
        self.wish(by, Wish::AdmitSheet(code, label))
    }

    /// A phone is gone with all that was on it alone. A new one takes its place, if there is a sheet that was admitted.
    pub(super) fn recover(&mut self, device: usize) -> Result<(), String> {
        let around = &self.surroundings[device];
        let Some(code) = self.admitted_sheet(device) else { return Ok(()) };
        if around.is_unused || around.is_left_out {
            return Ok(());
        }
        self.counts.recoveries += 1;
        self.surroundings[device].backup = None;
        self.surroundings[device].is_replaced = true;
        self.devices[device].become_new();
        self.ledger.lost_phone(device);
        let replica = ReplicaId(self.devices[device].draw());
        let seed = self.devices[device].draw();
        self.foresee(PATIENCE_MS, Happening::Join(device));
        self.become_member(device, Identity::restoring(replica, self.label("New phone"), code, seed))
    }

    fn admitted_sheet(&self, device: usize) -> Option<Code> {
        let code = self.sheet.clone()?;
        let account = self.servers.account(device, self.ledger.account?)?;
        let sheet = account.trust().members().get(&sheet_secrets(&code).member())?;
        (sheet.is_open() && !account.trust().is_closed()).then_some(code)
    }
}
