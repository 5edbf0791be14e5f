//! A server comes back from a backup that is older than a dismissal: whoever was dismissed writes on, others read and compact it,
//! until somebody comes back who knows. What was compacted reaches past the cut then.

use super::{Fault, Happening, MINUTE_MS, World};

/// For the dismissal to be made.
const MADE_MS: u64 = 2 * MINUTE_MS;
/// Until whoever made it comes back.
const AWAY_MS: u64 = 60 * MINUTE_MS;

impl World {
    /// The backup is made, and the dismissal, while the others hear nothing. Where there are not three devices yet, later.
    pub(super) fn dismiss_in_silence(&mut self) -> Result<(), String> {
        let members: Vec<usize> = (0..self.devices.len()).filter(|device| self.may_invite(*device)).collect();
        if self.is_healed {
            return Ok(());
        }
        if members.len() < 3 {
            self.foresee(10 * MINUTE_MS, Happening::DismissInSilence);
            return Ok(());
        }
        let first = self.some_device(members.len());
        let second = (first + 1 + self.some_device(members.len() - 1)) % members.len();
        let (by, whom) = (members[first], members[second]);
        self.server_suffers(Fault::BackUp)?;
        for device in (0..self.devices.len()).filter(|device| *device != by) {
            self.surroundings[device].is_kept_away = true;
            self.go_offline(device)?;
        }
        self.surroundings[by].is_kept_away = false;
        self.come_online(by)?;
        self.foresee(1_000, Happening::Dismiss { by, whom });
        self.foresee(MADE_MS, Happening::ForgetDismissal { by });
        Ok(())
    }

    /// The backup comes back while the one who knows is away.
    pub(super) fn forget_dismissal(&mut self, by: usize) -> Result<(), String> {
        if self.is_healed {
            return Ok(());
        }
        self.surroundings[by].is_kept_away = true;
        self.go_offline(by)?;
        self.server_suffers(Fault::ComeBackOld)?;
        self.foresee(AWAY_MS, Happening::Return(by));
        for device in (0..self.devices.len()).filter(|device| *device != by) {
            self.return_to(device)?;
            for _ in 0..12 {
                let in_ms = self.random.below(AWAY_MS * 2 / 3);
                self.foresee(in_ms, Happening::Tap(device));
            }
        }
        Ok(())
    }

    /// Back in reach.
    pub(super) fn return_to(&mut self, device: usize) -> Result<(), String> {
        self.surroundings[device].is_kept_away = false;
        self.come_online(device)
    }
}
