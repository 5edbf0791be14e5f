//! CRC-32 as gzip, PNG and every other tool know it: notices damage, not intent.

/// A checksum that grows with the bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crc32(u32);

/// One entry for each half of a byte: a table for whole bytes would be a kilobyte of the app.
const TABLE: [u32; 16] = table();

const fn table() -> [u32; 16] {
    let mut table = [0; 16];
    let mut half = 0_u32;
    while half < 16 {
        let mut rest = half;
        let mut bit = 0;
        while bit < 4 {
            rest = if rest & 1 == 1 { (rest >> 1) ^ 0xedb8_8320 } else { rest >> 1 };
            bit += 1;
        }
        table[half as usize] = rest;
        half += 1;
    }
    table
}

impl Crc32 {
    pub(super) const fn new() -> Self {
        Self(u32::MAX)
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        let mut sum = self.0;
        for byte in bytes {
            sum ^= u32::from(*byte);
            sum = (sum >> 4) ^ TABLE[(sum & 15) as usize];
            sum = (sum >> 4) ^ TABLE[(sum & 15) as usize];
        }
        self.0 = sum;
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
