//! Reading fixed and counted fields from a byte slice without ever reading past its end.

/// The bytes ended before the field did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EndedEarly;

/// A position in a byte slice that moves forward as fields are read.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], EndedEarly> {
        let (field, rest) = self.rest.split_first_chunk::<N>().ok_or(EndedEarly)?;
        self.rest = rest;
        Ok(*field)
    }

    pub(crate) fn slice(&mut self, length: usize) -> Result<&'a [u8], EndedEarly> {
        let (field, rest) = self.rest.split_at_checked(length).ok_or(EndedEarly)?;
        self.rest = rest;
        Ok(field)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, EndedEarly> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, EndedEarly> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, EndedEarly> {
        self.array().map(u32::from_le_bytes)
    }

    pub(crate) fn u64(&mut self) -> Result<u64, EndedEarly> {
        self.array().map(u64::from_le_bytes)
    }

    /// What was not read yet.
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(crate) const fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }
}
