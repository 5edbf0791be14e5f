//! A code of 128 bits as people see it: 26 characters of Crockford's base 32 and a check character of the same alphabet.
//!
//! The two bits that are left over in the last of the 26 are zero. The check character is a weighted sum in GF(32) (modulo
//! x⁵ + x² + 1, α = 2): c₁α²⁶ + c₂α²⁵ + … + c₂₆α + the kind. It finds each single wrong character and each pair of
//! characters that changed places, and tells invitations of both kinds and recovery sheets from each other.

use std::fmt;

use zeroize::Zeroizing;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DIGITS: usize = 26;

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// It leads to an invitation for a device.
    Invitation,
    /// It is a recovery sheet's.
    Sheet,
    /// It leads to an invitation to follow.
    Follow,
}

/// Text that is no code of the kind that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedCode {
    /// Too short, too long, or with a character that no code has.
    #[error("the code is not whole")]
    NotWhole,
    /// The check character does not fit: something was mistyped.
    #[error("the code has a mistake in it")]
    Mistyped,
    /// A code, but for something else.
    #[error("the code is for something else")]
    OtherKind,
}

/// The secret that a code holds. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(Zeroizing<[u8; 16]>);

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Code(…)")
    }
}

impl CodeKind {
    const fn constant(self) -> u8 {
        match self {
            Self::Invitation => 11,
            Self::Sheet => 22,
            Self::Follow => 19,
        }
    }

    const ALL: [Self; 3] = [Self::Invitation, Self::Sheet, Self::Follow];
}

impl Code {
    /// From 16 bytes that were drawn at random, or kept in the device's own store.
    pub fn new(bytes: [u8; 16]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The secret itself: for the device's own store and the screen of its owner.
    pub fn dangerously_reveal(&self) -> &[u8; 16] {
        &self.0
    }

    /// The 27 characters, in groups of four with a hyphen between.
    pub fn to_text(&self, kind: CodeKind) -> Zeroizing<String> {
        let digits = self.digits();
        let check = checked(&digits, kind);
        let mut text = Zeroizing::new(String::with_capacity(33));
        for (index, digit) in digits.iter().chain([&check]).enumerate() {
            if index > 0 && index % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(digit & 31)]));
        }
        text
    }

    /// Reads a code as it was typed, pasted or scanned, also as the fragment of a link: small letters, spaces and hyphens do
    /// not matter, and O, I and L stand for 0, 1 and 1.
    pub fn of_text(text: &str, kind: CodeKind) -> Result<Self, MalformedCode> {
        let (code, read) = Self::of_any_text(text)?;
        if read == kind { Ok(code) } else { Err(MalformedCode::OtherKind) }
    }

    /// Reads a code of any kind, and tells of which.
    pub fn of_any_text(text: &str) -> Result<(Self, CodeKind), MalformedCode> {
        let text = text.rsplit('#').next().unwrap_or_default();
        let mut digits = Zeroizing::new([0_u8; DIGITS + 1]);
        let mut count = 0;
        for character in text.chars().filter(|character| !character.is_whitespace() && *character != '-') {
            let digit = digit_of(character).ok_or(MalformedCode::NotWhole)?;
            *digits.get_mut(count).ok_or(MalformedCode::NotWhole)? = digit;
            count += 1;
        }
        if count != digits.len() {
            return Err(MalformedCode::NotWhole);
        }
        let (digits, check) = digits.split_at(DIGITS);
        let of_kind = |kind: &CodeKind| check == [checked(digits, *kind)];
        let kind = CodeKind::ALL.into_iter().find(of_kind).ok_or(MalformedCode::Mistyped)?;
        let mut code = Self::new([0; 16]);
        let mut left: u32 = 0;
        let mut bits = 0;
        let mut bytes = code.0.iter_mut();
        for digit in digits {
            left = (left << 5) | u32::from(*digit);
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                if let Some(byte) = bytes.next() {
                    *byte = u8::try_from((left >> bits) & 0xff).unwrap_or(0);
                }
                left &= (1 << bits) - 1;
            }
        }
        // Of 130 bits the last two are none of the code's.
        if left == 0 { Ok((code, kind)) } else { Err(MalformedCode::Mistyped) }
    }

    fn digits(&self) -> Zeroizing<Vec<u8>> {
        let mut digits = Zeroizing::new(Vec::with_capacity(DIGITS));
        let mut left: u32 = 0;
        let mut bits = 0;
        for byte in self.0.iter() {
            left = (left << 8) | u32::from(*byte);
            bits += 8;
            while bits >= 5 {
                bits -= 5;
                digits.push(u8::try_from((left >> bits) & 31).unwrap_or(0));
                left &= (1 << bits) - 1;
            }
        }
        digits.push(u8::try_from((left << (5 - bits)) & 31).unwrap_or(0));
        digits
    }
}

fn digit_of(character: char) -> Option<u8> {
    let character = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = ALPHABET.iter().position(|known| char::from(*known) == character)?;
    u8::try_from(at).ok()
}

fn checked(digits: &[u8], kind: CodeKind) -> u8 {
    digits.iter().fold(0, |sum, digit| doubled(sum ^ digit)) ^ kind.constant()
}

/// Times α in GF(32).
const fn doubled(element: u8) -> u8 {
    let shifted = element << 1;
    if shifted & 32 == 0 { shifted } else { shifted ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// If this moves, printed sheets no longer open anything.
    #[test]
    fn a_code_is_frozen() {
        let code =
            Code::new([0x0f, 0x1e, 0x2d, 0x3c, 0x4b, 0x5a, 0x69, 0x78, 0x87, 0x96, 0xa5, 0xb4, 0xc3, 0xd2, 0xe1, 0xf0]);
        assert_eq!(code.to_text(CodeKind::Sheet).as_str(), "1WF2-TF2B-B9MQ-H1WP-MPTC-7MQ1-Y0H");
        assert_eq!(code.to_text(CodeKind::Invitation).as_str(), "1WF2-TF2B-B9MQ-H1WP-MPTC-7MQ1-Y0C");
        assert_eq!(code.to_text(CodeKind::Follow).as_str(), "1WF2-TF2B-B9MQ-H1WP-MPTC-7MQ1-Y0M");
    }

    proptest! {
        #[test]
        fn a_code_reads_back_however_it_was_typed(bytes: [u8; 16]) {
            let code = Code::new(bytes);
            let text = code.to_text(CodeKind::Invitation);
            let typed = text.to_lowercase().replace('0', "o").replace('1', "l").replace('-', " ");
            for text in [text.as_str(), &typed, &format!("https://ebb.example/join#{}", *text)] {
                prop_assert_eq!(Code::of_text(text, CodeKind::Invitation), Ok(code.clone()));
            }
            prop_assert_eq!(Code::of_text(&text, CodeKind::Sheet), Err(MalformedCode::OtherKind));
            prop_assert_eq!(Code::of_text(&text[..text.len() - 1], CodeKind::Invitation), Err(MalformedCode::NotWhole));
        }

        #[test]
        fn a_wrong_character_and_a_swap_are_noticed(bytes: [u8; 16], at in 0_usize..27, other in 0_usize..32) {
            let text: Vec<char> = Code::new(bytes).to_text(CodeKind::Sheet).chars().filter(|c| *c != '-').collect();
            let read = |characters: &[char]| Code::of_text(&characters.iter().collect::<String>(), CodeKind::Sheet);
            let mut wrong = text.clone();
            wrong[at] = char::from(ALPHABET[other]);
            prop_assert_eq!(read(&wrong).is_ok(), wrong == text);
            let mut swapped = text.clone();
            swapped.swap(at, (at + 1) % 27);
            prop_assert_eq!(read(&swapped).is_ok(), swapped == text);
        }

        #[test]
        fn noise_never_panics(text in "\\PC{0,60}") {
            drop(Code::of_text(&text, CodeKind::Invitation));
        }
    }
}
