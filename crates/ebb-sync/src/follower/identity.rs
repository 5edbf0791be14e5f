//! What all devices of somebody who follows hold of one follow: a record of their own journal, as secret as that.
//!
//! Hexadecimal of `version 1 (1) ‖ code (16) ‖ seed (32) ‖ length (2) ‖ card ‖ offer`. Card and offer are always the same, so that each of
//! their devices shows the same digits and is the same follow; account, genesis and head are in the offer, which the code opens. What
//! one device has read, and the replica under which it writes notes, are its own: see [`super::FollowerPersisted`].

use ebb_vault::{Code, CodeKind, MemberSecrets, MemberSeed, invitation};

/// One follow, as who follows holds it.
#[derive(Debug, Clone)]
pub struct FollowerIdentity {
    pub(crate) code: Code,
    pub(crate) seed: MemberSeed,
    /// The card that is left: always the same.
    pub(crate) card: Vec<u8>,
    /// The sealed offer that the person has said yes to; empty before.
    pub(crate) offer: Vec<u8>,
}

/// By what it holds.
impl PartialEq for FollowerIdentity {
    fn eq(&self, other: &Self) -> bool {
        self.to_text() == other.to_text()
    }
}
impl Eq for FollowerIdentity {}

const VERSION: u8 = 1;

impl FollowerIdentity {
    /// Somebody who looks at an invitation to follow, and what they call themselves. Three draws: the seed of the follow's secrets,
    /// *b* of the card, and one for the nonce. Nothing of it is kept or sent before they say yes.
    pub fn invited(code: Code, name: &str, [seed, b, card_seed]: [[u8; 32]; 3]) -> Self {
        let seed = MemberSeed::new(seed);
        let card = invitation::make_card(&code, &MemberSecrets::of_seed(seed.clone()), name, b, card_seed);
        Self { code, seed, card, offer: Vec::new() }
    }

    /// For the person's own journal; a secret.
    pub fn to_text(&self) -> String {
        let length = u16::try_from(self.card.len()).unwrap_or(u16::MAX).to_le_bytes();
        let held = [
            &[VERSION],
            &self.code.dangerously_reveal()[..],
            self.seed.dangerously_reveal(),
            &length,
            &self.card,
            &self.offer,
        ];
        base16ct::lower::encode_string(&held.concat())
    }

    /// Reads what [`Self::to_text`] wrote; `None` where it is damaged or of a newer version.
    pub fn of_text(text: &str) -> Option<Self> {
        let held = base16ct::lower::decode_vec(text).ok()?;
        let (code, rest) = held.strip_prefix(&[VERSION])?.split_first_chunk::<16>()?;
        let (seed, rest) = rest.split_first_chunk::<32>()?;
        let (length, rest) = rest.split_first_chunk::<2>()?;
        let (card, offer) = rest.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
        let code = Code::new(*code);
        let seed = MemberSeed::new(*seed);
        let is_own = invitation::open_card(&code, card)
            .is_ok_and(|card| card.signing_key == MemberSecrets::of_seed(seed.clone()).signing.verifying_key());
        let is_whole = is_own && (offer.is_empty() || invitation::open_offer(&code, offer).is_ok());
        is_whole.then(|| Self { code, seed, card: card.to_vec(), offer: offer.to_vec() })
    }

    /// The code, as it is typed and as the link's fragment.
    pub fn code_text(&self) -> String {
        self.code.to_text(CodeKind::Follow).to_string()
    }

    /// Whether the person has said yes.
    pub const fn is_accepted(&self) -> bool {
        !self.offer.is_empty()
    }

    /// The follow's secrets.
    pub(crate) fn secrets(&self) -> MemberSecrets {
        MemberSecrets::of_seed(self.seed.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ebb_protocol::ids::{AccountId, EntryHash};
    use ebb_vault::invitation::{ForWhom, Offer, OfferedFollow};

    #[test]
    fn it_reads_back_and_what_is_damaged_is_noticed() {
        let code = Code::new([7; 16]);
        let offered = OfferedFollow { inviter: "Mum".to_owned(), scope: vec![1, 0], until_ms: None };
        let offer = Offer {
            account: AccountId([1; 16]),
            genesis: EntryHash([2; 32]),
            head: EntryHash([3; 32]),
            commitment: [4; 32],
            for_whom: ForWhom::Follow(offered),
        };
        let invited = FollowerIdentity::invited(code.clone(), "Kim", [[1; 32], [2; 32], [3; 32]]);
        assert!(!invited.is_accepted());
        assert_eq!(FollowerIdentity::of_text(&invited.to_text()), Some(invited.clone()));
        let accepted = FollowerIdentity { offer: invitation::seal_offer(&code, &offer, [5; 32]), ..invited };
        let text = accepted.to_text();
        assert_eq!(FollowerIdentity::of_text(&text), Some(accepted));
        for position in 0..text.len() {
            let mut altered = text.clone().into_bytes();
            altered[position] = if altered[position] == b'0' { b'1' } else { b'0' };
            let altered = String::from_utf8_lossy(&altered).into_owned();
            assert_eq!(FollowerIdentity::of_text(&altered), None, "{position}");
        }
    }
}
