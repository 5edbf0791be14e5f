//! Numbers in as few bytes as they need: little-endian base 128, and zigzag for signed ones.

use super::MalformedColumns;

/// Bytes that are read from the front.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column<'a>(&'a [u8]);

impl<'a> Column<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(super) const fn left(&self) -> usize {
        self.0.len()
    }

    pub(super) fn unsigned(&mut self) -> Result<u64, MalformedColumns> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first().ok_or(MalformedColumns::CutShort)?;
            self.0 = rest;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(MalformedColumns::Number);
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(MalformedColumns::Number)
    }

    pub(super) fn signed(&mut self) -> Result<i64, MalformedColumns> {
        let number = self.unsigned()?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// A number that counts or points: at most `max`.
    pub(super) fn count(&mut self, max: usize) -> Result<usize, MalformedColumns> {
        usize::try_from(self.unsigned()?).ok().filter(|count| *count <= max).ok_or(MalformedColumns::Count)
    }

    pub(super) fn narrow<T: TryFrom<u64>>(&mut self) -> Result<T, MalformedColumns> {
        T::try_from(self.unsigned()?).map_err(|_| MalformedColumns::Number)
    }

    pub(super) fn narrow_signed<T: TryFrom<i64>>(&mut self) -> Result<T, MalformedColumns> {
        T::try_from(self.signed()?).map_err(|_| MalformedColumns::Number)
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], MalformedColumns> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(MalformedColumns::CutShort)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], MalformedColumns> {
        let (taken, rest) = self.0.split_first_chunk::<N>().ok_or(MalformedColumns::CutShort)?;
        self.0 = rest;
        Ok(*taken)
    }

    /// A column within: its length, then its bytes.
    pub(super) fn column(&mut self) -> Result<Self, MalformedColumns> {
        let length = self.count(self.left())?;
        self.take(length).map(Self)
    }

    pub(super) fn end(self) -> Result<(), MalformedColumns> {
        if self.0.is_empty() { Ok(()) } else { Err(MalformedColumns::LeftOver) }
    }
}

pub(super) fn push_unsigned(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            bytes.push(low & 0x7f);
            return;
        }
        bytes.push(low | 0x80);
    }
}

pub(super) fn push_signed(bytes: &mut Vec<u8>, number: i64) {
    push_unsigned(bytes, ((number << 1) ^ (number >> 63)).cast_unsigned());
}

pub(super) fn push_column(bytes: &mut Vec<u8>, column: &[u8]) {
    push_unsigned(bytes, column.len() as u64);
    bytes.extend(column);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_read_back(unsigned: u64, signed: i64) {
            let mut bytes = Vec::new();
            push_unsigned(&mut bytes, unsigned);
            push_signed(&mut bytes, signed);
            let mut column = Column::new(&bytes);
            prop_assert_eq!(column.unsigned(), Ok(unsigned));
            prop_assert_eq!(column.signed(), Ok(signed));
            prop_assert_eq!(column.end(), Ok(()));
        }
    }

    #[test]
    fn a_number_that_does_not_fit_is_refused() {
        assert_eq!(Column::new(&[0xff; 11]).unsigned(), Err(MalformedColumns::Number));
        assert_eq!(Column::new(&[0x80, 0x80]).unsigned(), Err(MalformedColumns::CutShort));
    }
}
