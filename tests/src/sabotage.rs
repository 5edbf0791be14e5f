//! Faults that are planted on purpose, in the doubles alone: whether the worlds find them tells whether they find anything.

/// One planted fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// The server takes a dismissal whatever last and compacted segments it names.
    CutUnchecked,
    /// The server goes on serving whom the trust log has dismissed.
    DismissedServed,
    /// The server takes segments that are sealed under an old key.
    StaleEpochTaken,
    /// The server takes any trust log that is presented, also one that parts from its own.
    ForkTaken,
    /// The server lets one segment more go than a compaction names.
    NeighbourLost,
    /// A device's store forgets deletions when it packs.
    TombstoneForgotten,
    /// A device's store does not keep how far sealing has come: numbers are given twice.
    NumberReused,
    /// A device's store says that a transaction is durable before it is.
    SyncSkipped,
}

impl Sabotage {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::CutUnchecked,
        Self::DismissedServed,
        Self::StaleEpochTaken,
        Self::ForkTaken,
        Self::NeighbourLost,
        Self::TombstoneForgotten,
        Self::NumberReused,
        Self::SyncSkipped,
    ];
}
