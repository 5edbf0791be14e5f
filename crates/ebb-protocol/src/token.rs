//! The bearer token of a member: `account.member.secret` in text. Only the hash of its secret part is ever stored by
//! the server.

use std::fmt;
use std::str::FromStr;

use crate::ids::{AccountId, MemberId, SecretHash};

/// Who calls, and the secret that proves it. Its `Debug` shows no secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// The account that the call is about.
    pub account: AccountId,
    /// The member who calls.
    pub member: MemberId,
    secret: [u8; 32],
}

/// Text that is not a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a token")]
pub struct MalformedToken;

impl Token {
    /// A token from its parts; `secret` is drawn at random by the member alone.
    pub const fn new(account: AccountId, member: MemberId, secret: [u8; 32]) -> Self {
        Self { account, member, secret }
    }

    /// By what the server knows the secret.
    pub fn secret_hash(&self) -> SecretHash {
        SecretHash::of(&self.secret)
    }

    /// The token as it goes into `Authorization: Bearer …` or the first live frame. Never into a log or a URL.
    pub fn reveal(&self) -> String {
        format!("{}.{}.{}", self.account, self.member, base16ct::lower::encode_string(&self.secret))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Token({}.{}.…)", self.account, self.member)
    }
}

impl FromStr for Token {
    type Err = MalformedToken;

    fn from_str(text: &str) -> Result<Self, MalformedToken> {
        let mut parts = text.split('.');
        let (Some(account), Some(member), Some(secret_text), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(MalformedToken);
        };
        let mut secret = [0; 32];
        let read = base16ct::lower::decode(secret_text, &mut secret).map_err(|_| MalformedToken)?.len();
        if read != secret.len() {
            return Err(MalformedToken);
        }
        Ok(Self {
            account: account.parse().map_err(|_| MalformedToken)?,
            member: member.parse().map_err(|_| MalformedToken)?,
            secret,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_hides_its_secret() {
        let token = Token::new(AccountId([1; 16]), MemberId([2; 16]), [0x5e; 32]);
        assert_eq!(token.reveal().parse(), Ok(token.clone()));
        assert!(!format!("{token:?}").contains("5e5e"));
    }

    #[test]
    fn anything_else_is_no_token() {
        let good = Token::new(AccountId([1; 16]), MemberId([2; 16]), [0xab; 32]).reveal();
        for text in ["", "..", "a.b.c", &good[..good.len() - 2], &format!("{good}.x"), &good.to_uppercase()] {
            assert_eq!(text.parse::<Token>(), Err(MalformedToken), "{text}");
        }
    }
}
