//! Devices join by invitations: one lays an offer out, the other leaves a card, both show six digits, and a person who sees
//! both screens says whether they are the same.

use ebb_protocol::endpoints::MailboxState;
use ebb_sync::{Admission, Event, Identity, InvitationStep, Inviting, JoinStage, Request, SyncTrouble, Wish};
use ebb_vault::{Code, CodeKind};

use super::{Happening, MINUTE_MS, Reach, World};

/// How often the inviting side looks.
const LOOK_EVERY_MS: u64 = 3_000;
/// An invitation for a device ends after ten minutes; people begin anew before that.
const PATIENCE_MS: u64 = 5 * MINUTE_MS;

/// An invitation.
#[derive(Debug)]
pub(super) struct Invitation {
    inviter: usize,
    newcomer: usize,
    inviting: Inviting,
    until_ms: u64,
}

impl World {
    /// A device is to join: somebody who is in invites it.
    pub(super) fn join(&mut self, newcomer: usize) -> Result<(), String> {
        let is_in = self.devices[newcomer].identity().is_some_and(Identity::is_admitted);
        if is_in || self.surroundings[newcomer].is_left_out {
            return Ok(());
        }
        let may_invite = |device: &usize| *device != newcomer && self.may_invite(*device);
        let inviters: Vec<usize> = (0..self.devices.len()).filter(may_invite).collect();
        if inviters.is_empty() && self.is_healed && !self.may_somebody_come_back() {
            // Everybody who could is dismissed, forked, or has closed the account.
            self.leave_out(newcomer);
            return Ok(());
        }
        if inviters.is_empty() || !self.devices[newcomer].is_open() {
            self.foresee(MINUTE_MS, Happening::Join(newcomer));
            return Ok(());
        }
        let inviter = inviters[usize::try_from(self.random.below(inviters.len() as u64)).unwrap_or(0)];
        let draws = (self.random.bytes(), self.random.bytes(), self.random.bytes());
        let inviting = self.devices[inviter].identity().and_then(|it| Inviting::new(it, draws.0, draws.1, draws.2));
        let made = inviting.and_then(|inviting| {
            let answer = self.ask(inviter, &inviting.make())?;
            (answer.0 == 201).then_some(inviting)
        });
        let Some(inviting) = made else {
            self.foresee(MINUTE_MS, Happening::Join(newcomer));
            return Ok(());
        };
        let code = Code::of_text(&inviting.code_text(), CodeKind::Invitation).map_err(|reason| reason.to_string())?;
        let draws = [(); 3].map(|()| self.devices[newcomer].draw());
        let identity = Identity::joining(self.devices[newcomer].replica, "Another phone", code, draws);
        let until_ms = self.now_ms + PATIENCE_MS;
        self.invitations.push(Invitation { inviter, newcomer, inviting, until_ms });
        self.foresee(LOOK_EVERY_MS, Happening::InviterLooks(self.invitations.len() - 1));
        self.become_member(newcomer, identity)
    }

    /// Whether a newcomer takes this invitation up, and no other.
    fn is_in(&self, newcomer: usize, number: usize) -> bool {
        let code = self.invitations[number].inviting.code_text();
        let identity = self.devices[newcomer].identity();
        identity.is_some_and(|identity| match &identity.admission {
            Admission::Joining(joining) => *joining.code.to_text(CodeKind::Invitation) == code,
            _ => false,
        })
    }

    pub(super) fn may_invite(&self, device: usize) -> bool {
        let device = &self.devices[device];
        let is_well =
            device.standing.as_ref().is_none_or(|standing| !standing.trouble.is_some_and(SyncTrouble::is_final));
        device.is_open() && is_well && device.identity().is_some_and(Identity::is_admitted)
    }

    /// Whether a device that is closed for the moment may invite later.
    fn may_somebody_come_back(&self) -> bool {
        let mut all = self.devices.iter().zip(&self.surroundings);
        all.any(|(device, around)| !device.is_open() && !around.is_unused && !around.is_left_out)
    }

    /// Asks the server in a device's name, beside its engine. `None` where nothing came back.
    fn ask(&mut self, device: usize, request: &Request) -> Option<(u16, Vec<u8>)> {
        if self.surroundings[device].reach != Reach::Online || self.happens(self.weather.channels_lost()) {
            return None;
        }
        let true_ms = self.true_ms();
        let (answer, _) = self.servers.answer(device, request, true_ms, &mut self.random);
        Some((answer.status, answer.body))
    }

    /// The inviting side looks, and does what comes next.
    pub(super) fn inviter_looks(&mut self, number: usize) -> Result<(), String> {
        let Invitation { inviter, newcomer, until_ms, .. } = self.invitations[number];
        if self.invitations.iter().skip(number + 1).any(|later| later.newcomer == newcomer) {
            return Ok(());
        }
        if self.devices[newcomer].identity().is_some_and(Identity::is_admitted) {
            self.counts.joined += 1;
            return Ok(());
        }
        let trouble = self.devices[newcomer].standing.as_ref().and_then(|standing| standing.trouble);
        let is_refused = matches!(trouble, Some(SyncTrouble::JoinRefused | SyncTrouble::InvitationUsed));
        if self.now_ms > until_ms || is_refused {
            // Nothing came of it; the newcomer says so too, or hears nothing more. It is invited anew.
            self.counts.vain_invitations += 1;
            return self.join(newcomer);
        }
        self.foresee(LOOK_EVERY_MS, Happening::InviterLooks(number));
        if !self.may_invite(inviter) {
            return Ok(());
        }
        let look = self.invitations[number].inviting.look();
        let Some((200, body)) = self.ask(inviter, &look) else { return Ok(()) };
        let Ok(state) = serde_json::from_slice::<MailboxState>(&body) else { return Ok(()) };
        match self.invitations[number].inviting.looked(&state, self.true_ms()) {
            // Nobody is invited to follow in these worlds.
            InvitationStep::Waiting
            | InvitationStep::WaitsForMaker
            | InvitationStep::Admitted
            | InvitationStep::CompareFollow { .. } => Ok(()),
            InvitationStep::Open { request, .. } => {
                self.ask(inviter, &request);
                Ok(())
            }
            InvitationStep::Compare { digits, newcomer: card, .. } => {
                let standing = self.devices[newcomer].standing.as_ref();
                match standing.and_then(|standing| standing.joining) {
                    Some(JoinStage::Compare(other)) if other == digits => {
                        if self.devices[inviter].standing.as_ref().is_none_or(|standing| standing.wishes == 0) {
                            return self.tell(inviter, Event::Wished(Wish::Admit(card)));
                        }
                        Ok(())
                    }
                    Some(JoinStage::Compare(other)) if self.is_in(newcomer, number) => {
                        Err(format!("one side shows {digits}, the other {other}"))
                    }
                    // The phone was set up from a backup of an earlier invitation: the numbers differ, and a person says no.
                    Some(JoinStage::Compare(_)) => self.join(newcomer),
                    _ => Ok(()),
                }
            }
            // Also where the answer is an old one, to a look into another mailbox.
            InvitationStep::Forged if self.servers.was_at_fault => Ok(()),
            InvitationStep::Forged => Err("a card that nobody made is in the mailbox".to_owned()),
        }
    }
}
