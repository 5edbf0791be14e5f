//! What tabs tell each other, as text. A message of another version of the app is passed over.

use ebb_protocol::ids::MemberId;
use ebb_sync::{JoinStage, OtherDevice, Standing, SyncTrouble};

/// A message between tabs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// The log has new rows.
    LogGrew,
    /// Who leads?
    WhoLeads,
    /// I lead, and so stands sync.
    Leading(Standing),
    /// The device's identity was made, admitted or taken away.
    MembershipChanged,
}

const TROUBLES: [(SyncTrouble, &str); 13] = [
    (SyncTrouble::NotKnown, "not-known"),
    (SyncTrouble::JoinRefused, "join-refused"),
    (SyncTrouble::InvitationUsed, "invitation-used"),
    (SyncTrouble::WrongAccount, "wrong-account"),
    (SyncTrouble::Dismissed, "dismissed"),
    (SyncTrouble::Closed, "closed"),
    (SyncTrouble::Forked, "forked"),
    (SyncTrouble::NeedsNewer, "needs-newer"),
    (SyncTrouble::LogsDiffer, "logs-differ"),
    (SyncTrouble::NoRoom, "no-room"),
    (SyncTrouble::Busy, "busy"),
    (SyncTrouble::OddAnswer, "odd-answer"),
    (SyncTrouble::Storage, "storage"),
];

impl Message {
    pub fn to_text(&self) -> String {
        match self {
            Self::LogGrew => "log-grew".to_owned(),
            Self::WhoLeads => "who-leads".to_owned(),
            Self::MembershipChanged => "membership-changed".to_owned(),
            Self::Leading(standing) => {
                let trouble = TROUBLES.iter().find(|row| Some(row.0) == standing.trouble).map_or("none", |row| row.1);
                let Standing { waiting, connected, set_aside, devices, others, .. } = standing;
                let joining = match standing.joining {
                    None => "none".to_owned(),
                    Some(JoinStage::Asking) => "asking".to_owned(),
                    Some(JoinStage::Waiting) => "waiting".to_owned(),
                    Some(JoinStage::Compare(digits)) => digits.to_string(),
                };
                let mut text =
                    format!("leading {waiting} {} {set_aside} {devices} {trouble} {joining}", u8::from(*connected));
                for OtherDevice { member, has_all, seen_ms } in others {
                    let (has_all, seen_ms) = (u8::from(*has_all), seen_ms.unwrap_or(0));
                    text.extend([" ", &member.to_string(), " ", &has_all.to_string(), " ", &seen_ms.to_string()]);
                }
                text
            }
        }
    }

    pub fn read(text: &str) -> Option<Self> {
        match text {
            "log-grew" => return Some(Self::LogGrew),
            "who-leads" => return Some(Self::WhoLeads),
            "membership-changed" => return Some(Self::MembershipChanged),
            _ => {}
        }
        let mut words = text.strip_prefix("leading ")?.split(' ');
        let mut number = || words.next()?.parse::<usize>().ok();
        let (waiting, connected, set_aside, devices) = (number()?, number()? == 1, number()?, number()?);
        let trouble = words.next()?;
        let trouble = TROUBLES.iter().find(|row| row.1 == trouble).map(|row| row.0);
        let joining = match words.next()? {
            "asking" => Some(JoinStage::Asking),
            "waiting" => Some(JoinStage::Waiting),
            digits => digits.parse().ok().map(JoinStage::Compare),
        };
        let mut others = Vec::new();
        while let Some(member) = words.next() {
            let (has_all, seen_ms) = (words.next()? == "1", words.next()?.parse().ok()?);
            let seen_ms = Some(seen_ms).filter(|&seen_ms| seen_ms != 0);
            others.push(OtherDevice { member: member.parse::<MemberId>().ok()?, has_all, seen_ms });
        }
        let told = Standing { waiting, connected, trouble, set_aside, devices, others, joining, ..Standing::default() };
        Some(Self::Leading(told))
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn messages_read_back_and_others_are_passed_over() {
        let standing = Standing {
            waiting: 3,
            connected: true,
            trouble: Some(SyncTrouble::Busy),
            set_aside: 1,
            devices: 3,
            others: vec![
                OtherDevice { member: MemberId([1; 16]), has_all: true, seen_ms: Some(1_795_420_000_000) },
                OtherDevice { member: MemberId([2; 16]), has_all: false, seen_ms: None },
            ],
            ..Standing::default()
        };
        let messages = [
            Message::LogGrew,
            Message::WhoLeads,
            Message::MembershipChanged,
            Message::Leading(standing.clone()),
            Message::Leading(Standing { joining: Some(JoinStage::Waiting), ..standing.clone() }),
            Message::Leading(Standing { trouble: None, joining: Some(JoinStage::Compare(4_711)), ..standing }),
        ];
        for message in messages {
            assert_eq!(Message::read(&message.to_text()), Some(message));
        }
        for text in ["", "leading", "leading x", "of-next-year"] {
            assert_eq!(Message::read(text), None, "{text}");
        }
    }
}
