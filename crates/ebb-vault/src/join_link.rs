//! The secret of a join link: what a second device needs, in the link's fragment, which browsers never send.
//!
//! `version 1 (1) ‖ account (16) ‖ the journal's key (32) ‖ ticket secret (32)`, in base64url. Provisional: whoever has the
//! link within its ten minutes may join. Approved invitations, whose link holds no key, take its place.

use base64ct::{Base64UrlUnpadded, Encoding};
use ebb_protocol::ids::{AccountId, SecretHash};
use zeroize::Zeroizing;

use crate::keys::{StreamKey, TicketSecret};

/// What the fragment of a join link holds.
#[derive(Debug, Clone)]
pub struct JoinSecret {
    /// The account to join.
    pub account: AccountId,
    /// The journal's key.
    pub key: StreamKey,
    /// Lets one device join.
    pub ticket: TicketSecret,
}

/// A link that holds no such secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedLink {
    /// No fragment, cut short, or mistyped.
    #[error("the link is not whole")]
    NotWhole,
    /// Made by a newer version.
    #[error("the link is of version {0}, which this version does not know")]
    NewerVersion(u8),
}

const BYTES: usize = 81;

impl JoinSecret {
    /// By what the server knows the ticket.
    pub fn ticket_hash(&self) -> SecretHash {
        SecretHash::of(self.ticket.dangerously_reveal())
    }

    /// The fragment, without its `#`.
    pub fn to_fragment(&self) -> String {
        let mut bytes = Zeroizing::new(Vec::with_capacity(BYTES));
        bytes.push(1);
        bytes.extend(self.account.0);
        bytes.extend(self.key.dangerously_reveal());
        bytes.extend(self.ticket.dangerously_reveal());
        Base64UrlUnpadded::encode_string(&bytes)
    }

    /// Reads a link, or its fragment alone, with any white space that copying left in it.
    pub fn of_link(link: &str) -> Result<Self, MalformedLink> {
        let fragment: String = link.rsplit('#').next().unwrap_or_default().split_whitespace().collect();
        let bytes = Zeroizing::new(Base64UrlUnpadded::decode_vec(&fragment).map_err(|_| MalformedLink::NotWhole)?);
        match bytes.split_first() {
            Some((1, rest)) if bytes.len() == BYTES => {
                let (account, secrets) = rest.split_first_chunk::<16>().ok_or(MalformedLink::NotWhole)?;
                let (key, ticket) = secrets.split_at(32);
                Ok(Self {
                    account: AccountId(*account),
                    key: StreamKey::from_slice(key).map_err(|_| MalformedLink::NotWhole)?,
                    ticket: TicketSecret::from_slice(ticket).map_err(|_| MalformedLink::NotWhole)?,
                })
            }
            Some((version, _)) if *version > 1 && bytes.len() >= BYTES => Err(MalformedLink::NewerVersion(*version)),
            _ => Err(MalformedLink::NotWhole),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn secret() -> JoinSecret {
        JoinSecret { account: AccountId([1; 16]), key: StreamKey::new([2; 32]), ticket: TicketSecret::new([3; 32]) }
    }

    #[test]
    fn a_link_reads_back_also_when_copied_in_pieces() {
        let fragment = secret().to_fragment();
        let (left, right) = fragment.split_at(40);
        for link in [fragment.clone(), format!("http://127.0.0.1:8080/join#{left}\n {right} ")] {
            let read = JoinSecret::of_link(&link).unwrap();
            assert_eq!(read.to_fragment(), fragment);
        }
    }

    proptest! {
        #[test]
        fn anything_else_is_refused(text in ".{0,120}") {
            prop_assert!(JoinSecret::of_link(&text).is_err());
        }

        #[test]
        fn a_cut_link_is_refused(length in 0_usize..108) {
            prop_assert!(JoinSecret::of_link(&secret().to_fragment()[..length]).is_err());
        }
    }
}
