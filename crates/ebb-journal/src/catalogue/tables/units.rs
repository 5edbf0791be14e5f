//! Table: units. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

/// A unit. In records it stands as its UCUM code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// UCUM `mg`.
    Milligram,
    /// UCUM `ug`.
    Microgram,
    /// UCUM `g`.
    Gram,
    /// UCUM `[iU]`.
    InternationalUnit,
    /// UCUM `mL`.
    Milliliter,
    /// UCUM `{tablet}`.
    Tablet,
    /// UCUM `{capsule}`.
    Capsule,
    /// UCUM `[drp]`.
    Drop,
    /// UCUM `{puff}`.
    Puff,
    /// UCUM `{patch}`.
    Patch,
    /// UCUM `{application}`.
    Application,
    /// UCUM `min`.
    Minute,
    /// UCUM `h`.
    Hour,
    /// UCUM `{drink}`.
    Drink,
    /// UCUM `{cup}`.
    Cup,
}

impl Unit {
    /// All units.
    pub const ALL: &[Self] = &[
        Self::Milligram,
        Self::Microgram,
        Self::Gram,
        Self::InternationalUnit,
        Self::Milliliter,
        Self::Tablet,
        Self::Capsule,
        Self::Drop,
        Self::Puff,
        Self::Patch,
        Self::Application,
        Self::Minute,
        Self::Hour,
        Self::Drink,
        Self::Cup,
    ];

    /// Those in which a dose is told, most used first.
    pub const OF_DOSES: &[Self] = &[
        Self::Milligram,
        Self::Microgram,
        Self::Gram,
        Self::InternationalUnit,
        Self::Milliliter,
        Self::Tablet,
        Self::Capsule,
        Self::Drop,
        Self::Puff,
        Self::Patch,
        Self::Application,
    ];

    /// Its UCUM code.
    pub const fn ucum(self) -> &'static str {
        match self {
            Self::Milligram => "mg",
            Self::Microgram => "ug",
            Self::Gram => "g",
            Self::InternationalUnit => "[iU]",
            Self::Milliliter => "mL",
            Self::Tablet => "{tablet}",
            Self::Capsule => "{capsule}",
            Self::Drop => "[drp]",
            Self::Puff => "{puff}",
            Self::Patch => "{patch}",
            Self::Application => "{application}",
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Drink => "{drink}",
            Self::Cup => "{cup}",
        }
    }

    /// How it is written on a screen, for one.
    pub const fn shown(self) -> &'static str {
        match self {
            Self::Milligram => "mg",
            Self::Microgram => "µg",
            Self::Gram => "g",
            Self::InternationalUnit => "IU",
            Self::Milliliter => "mL",
            Self::Tablet => "tablet",
            Self::Capsule => "capsule",
            Self::Drop => "drop",
            Self::Puff => "puff",
            Self::Patch => "patch",
            Self::Application => "application",
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Drink => "drink",
            Self::Cup => "cup",
        }
    }
}
