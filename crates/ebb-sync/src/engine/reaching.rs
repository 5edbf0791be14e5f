//! Whether the other devices have what this one has: each says with its pulls how far it has read, and the server passes it on.

use ebb_protocol::trust::MemberKind;

use super::Engine;
use crate::standing::OtherDevice;

impl Engine {
    /// The other devices of the account. One that set aside the last segment that this device sent, or one after it, does not
    /// have it.
    pub(super) fn others(&self) -> Vec<OtherDevice> {
        let Some(trust) = &self.trust else { return Vec::new() };
        let read_through = self.cursor.map_or(0, |cursor| cursor.position);
        let last_sent = if self.last_place == 0 { read_through } else { self.last_place };
        let through = read_through.max(last_sent);
        let devices =
            trust.open_members().filter(|(id, member)| member.kind == MemberKind::Device && *id != self.member);
        let other = |member| {
            let reached = self.reached.get(&member);
            OtherDevice {
                member,
                has_all: reached.is_some_and(|reached| reached.position >= through && reached.set_aside < last_sent),
                seen_ms: reached.map(|reached| reached.seen_ms).filter(|seen_ms| *seen_ms > 0),
            }
        };
        devices.map(|(id, _)| other(id)).collect()
    }
}
