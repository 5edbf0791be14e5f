//! A scope's bytes. Frozen, integers little-endian:
//!
//! | part | bytes |
//! | --- | --- |
//! | version | 1: the number 1 |
//! | kinds | 1: how many; then the code of each, ascending |
//! | what follows | 1: bit 0 a first day, bit 1 a pause |
//! | first day | 4, where there is one: days since 1 January 1970 |
//! | paused from | 4, where there is one |
//! | spans left out | 2: how many; then first and last day of each, 4 and 4, in order, with a day between each and the next |
//!
//! Each scope has one form, and nothing follows it.

use super::Scope;
use super::days::{AdmittedDays, LEFT_OUT_MAX};
use crate::catalogue::SharingKind;
use crate::civil::CivilDay;

/// Bytes that this version reads as no scope. Whoever holds them shows nothing by them, and takes nothing back either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableScope {
    /// A scope of a newer version, or with a kind of one.
    #[error("a scope of a newer version of Ebb")]
    Newer,
    /// No scope.
    #[error("not a scope")]
    Malformed,
}

const VERSION: u8 = 1;
const HAS_FROM: u8 = 1;
const IS_PAUSED: u8 = 2;

impl Scope {
    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let (from, paused) = (self.days.from(), self.days.paused_from());
        let mut codes: Vec<u8> = self.kinds().map(SharingKind::code).collect();
        codes.sort_unstable();
        // Neither count is cut: there are eleven kinds, and `LEFT_OUT_MAX` spans.
        let mut bytes = vec![VERSION, u8::try_from(codes.len()).unwrap_or(u8::MAX)];
        bytes.extend(codes);
        bytes.push(if from.is_some() { HAS_FROM } else { 0 } | if paused.is_some() { IS_PAUSED } else { 0 });
        for day in [from, paused].into_iter().flatten() {
            bytes.extend(day.days().to_le_bytes());
        }
        bytes.extend(u16::try_from(self.left_out().count()).unwrap_or(u16::MAX).to_le_bytes());
        for span in self.left_out() {
            bytes.extend(span.start().days().to_le_bytes());
            bytes.extend(span.end().days().to_le_bytes());
        }
        bytes
    }

    /// Reads a scope from all of `bytes`.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, UnreadableScope> {
        let mut rest = bytes;
        match take_u8(&mut rest)? {
            0 => return Err(UnreadableScope::Malformed),
            VERSION => {}
            _ => return Err(UnreadableScope::Newer),
        }
        let mut scope = Self::default();
        let mut last_code = 0;
        for _ in 0..take_u8(&mut rest)? {
            let code = take_u8(&mut rest)?;
            if code <= last_code {
                return Err(UnreadableScope::Malformed);
            }
            last_code = code;
            scope.widen(SharingKind::of_code(code).ok_or(UnreadableScope::Newer)?);
        }
        let follows = take_u8(&mut rest)?;
        if follows & !(HAS_FROM | IS_PAUSED) != 0 {
            return Err(UnreadableScope::Newer);
        }
        let mut day_if = |bit| if follows & bit != 0 { take_day(&mut rest).map(Some) } else { Ok(None) };
        let (from, paused) = (day_if(HAS_FROM)?, day_if(IS_PAUSED)?);
        let count = usize::from(u16::from_le_bytes(take(&mut rest)?));
        if count > LEFT_OUT_MAX {
            return Err(UnreadableScope::Malformed);
        }
        let mut left_out = Vec::with_capacity(count);
        for _ in 0..count {
            left_out.push((take_day(&mut rest)?, take_day(&mut rest)?));
        }
        scope.days = AdmittedDays::read(from, &left_out, paused).ok_or(UnreadableScope::Malformed)?;
        if rest.is_empty() { Ok(scope) } else { Err(UnreadableScope::Malformed) }
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], UnreadableScope> {
    let (taken, left) = rest.split_first_chunk::<N>().ok_or(UnreadableScope::Malformed)?;
    *rest = left;
    Ok(*taken)
}

fn take_u8(rest: &mut &[u8]) -> Result<u8, UnreadableScope> {
    take::<1>(rest).map(|[byte]| byte)
}

fn take_day(rest: &mut &[u8]) -> Result<CivilDay, UnreadableScope> {
    CivilDay::of_days(i32::from_le_bytes(take(rest)?)).ok_or(UnreadableScope::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(days: i32) -> CivilDay {
        CivilDay::of_days(days).unwrap()
    }

    /// If these bytes move, nobody's scope is read any more.
    #[test]
    fn the_bytes_of_scopes_are_frozen() {
        let text =
            |scope: &Scope| scope.to_bytes().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        assert_eq!(text(&Scope::default()), "0100000000");
        assert_eq!(text(&Scope::medicines_only()), "010101000000");
        let mut scope = Scope::how_i_am();
        scope.set_from(Some(day(20_800)));
        scope.leave_out(&(day(20_810)..=day(20_812))).unwrap();
        scope.pause(day(20_830));
        let expected = "0107010203050809_0a_03_40510000_5e510000_0100_4a5100004c510000";
        assert_eq!(text(&scope), expected.replace('_', ""));
        assert_eq!(Scope::from_bytes(&scope.to_bytes()), Ok(scope));
    }

    #[test]
    fn what_is_newer_or_no_scope_is_refused_and_told_apart() {
        let read = Scope::from_bytes;
        for newer in [[2, 0, 0, 0, 0].as_slice(), &[255], &[1, 1, 12, 0, 0, 0], &[1, 0, 4, 0, 0]] {
            assert_eq!(read(newer), Err(UnreadableScope::Newer), "{newer:?}");
        }
        let spans = |spans: &[(i32, i32)]| {
            let mut bytes = vec![1, 0, 0];
            bytes.extend(u16::try_from(spans.len()).unwrap().to_le_bytes());
            for (first, last) in spans {
                bytes.extend(first.to_le_bytes());
                bytes.extend(last.to_le_bytes());
            }
            bytes
        };
        let apart = |count| (0..count).map(|place| (place * 2, place * 2)).collect::<Vec<_>>();
        assert!(read(&spans(&apart(200))).is_ok() && read(&spans(&[(1, 2), (4, 4)])).is_ok());
        let malformed = [
            vec![],
            vec![0, 0, 0, 0, 0],
            vec![1, 0, 0, 0, 0, 0],
            vec![1, 2, 2, 1, 0, 0, 0],
            vec![1, 1, 0, 0, 0, 0],
            vec![1, 0, 1, 0, 0],
            vec![1, 0, 0, 255, 255],
            spans(&apart(201)),
            spans(&[(2, 1)]),
            spans(&[(1, 2), (3, 4)]),
            spans(&[(4, 4), (1, 2)]),
            spans(&[(i32::MAX, i32::MAX)]),
        ];
        for bytes in malformed {
            assert_eq!(read(&bytes), Err(UnreadableScope::Malformed), "{bytes:?}");
        }
    }
}
