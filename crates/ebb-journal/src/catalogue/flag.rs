//! What can be ticked beside a rating or an event: "it woke me", "on one side only".
//!
//! Frozen: in records, flags are one whole number in which the flag with number n is the bit 2^n. Bits of a newer version are
//! kept.

use super::tables::FLAGS;

/// A flag's number, for ever; 1 to 62.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flag(pub u8);

/// A flag of the catalogue.
#[derive(Debug, PartialEq, Eq)]
pub struct FlagEntry {
    /// Its number.
    pub flag: Flag,
    /// Its name in exports.
    pub id: &'static str,
    /// What stands beside the box that is ticked.
    pub words: &'static str,
}

/// Some flags.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Flags(i64);

impl Flag {
    /// What the catalogue says of it; `None` for a flag of a newer version.
    pub fn entry(self) -> Option<&'static FlagEntry> {
        FLAGS.iter().find(|entry| entry.flag == self)
    }

    const fn bit(self) -> i64 {
        if self.0 < 63 { 1 << self.0 } else { 0 }
    }
}

impl Flags {
    /// None.
    pub const NONE: Self = Self(0);

    /// These, as they stand in a record.
    pub const fn of_number(number: i64) -> Self {
        Self(number)
    }

    /// As they stand in a record.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Whether none is set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a flag is set.
    pub const fn has(self, flag: Flag) -> bool {
        self.0 & flag.bit() != 0
    }

    /// These, and one more.
    #[must_use]
    pub const fn with(self, flag: Flag) -> Self {
        Self(self.0 | flag.bit())
    }

    /// These, less one.
    #[must_use]
    pub const fn without(self, flag: Flag) -> Self {
        Self(self.0 & !flag.bit())
    }

    /// Those that this version knows.
    pub fn known(self) -> impl Iterator<Item = &'static FlagEntry> {
        FLAGS.iter().filter(move |entry| self.has(entry.flag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bits_of_flags_are_frozen() {
        assert_eq!(Flags::NONE.with(Flag(1)).with(Flag(4)).number(), 0b1_0010);
        assert_eq!(Flags::NONE.with(Flag(62)).number(), 1 << 62);
        assert_eq!(Flags::NONE.with(Flag(63)), Flags::NONE);
    }

    #[test]
    fn a_flag_of_a_newer_version_is_kept_when_another_changes() {
        let flags = Flags::of_number(1 << 60).with(Flag(2));
        assert_eq!(flags.known().count(), 1);
        assert_eq!(flags.without(Flag(2)).number(), 1 << 60);
    }
}
