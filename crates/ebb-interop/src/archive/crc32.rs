//! CRC-32 as gzip, PNG and every other tool know it: notices damage, not intent.

/// A checksum that grows with the bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crc32(u32);

const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut byte = 0_u32;
    while byte < 256 {
        let mut rest = byte;
        let mut bit = 0;
        while bit < 8 {
            rest = if rest & 1 == 1 { (rest >> 1) ^ 0xedb8_8320 } else { rest >> 1 };
            bit += 1;
        }
        table[byte as usize] = rest;
        byte += 1;
    }
    table
}

impl Crc32 {
    pub(super) const fn new() -> Self {
        Self(u32::MAX)
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let [low, ..] = self.0.to_le_bytes();
            self.0 = (self.0 >> 8) ^ TABLE[usize::from(low ^ byte)];
        }
    }

    pub(super) const fn sum(self) -> u32 {
        !self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Crc32;

    #[test]
    fn the_sum_is_the_one_that_all_tools_know() {
        let mut crc = Crc32::new();
        crc.add(b"1234");
        crc.add(b"56789");
        assert_eq!(crc.sum(), 0xcbf4_3926);
        assert_eq!(Crc32::new().sum(), 0);
    }
}
