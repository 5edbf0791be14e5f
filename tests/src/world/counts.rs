//! How much of what may go wrong went wrong.

/// How often what happened in a world, so that a test can see that it tests something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ops that were said to be saved.
    pub promised_ops: usize,
    /// Segments that the server appended.
    pub segments: usize,
    /// Pushes of segments that the server had already.
    pub repeated_pushes: usize,
    /// Requests that went without their answer.
    pub unanswered: usize,
    /// Apps that ended suddenly, and how many transactions were lost by it.
    pub crashes: usize,
    /// Transactions that were not synced when an app ended.
    pub lost_transactions: usize,
    /// Transactions that failed.
    pub store_failures: usize,
    /// Links that had ended before they were used.
    pub refused_joins: usize,
    /// Fields that two devices wrote.
    pub contended_fields: usize,
}

impl Counts {
    /// Adds another world's.
    pub const fn add(&mut self, other: Self) {
        self.promised_ops += other.promised_ops;
        self.segments += other.segments;
        self.repeated_pushes += other.repeated_pushes;
        self.unanswered += other.unanswered;
        self.crashes += other.crashes;
        self.lost_transactions += other.lost_transactions;
        self.store_failures += other.store_failures;
        self.refused_joins += other.refused_joins;
        self.contended_fields += other.contended_fields;
    }

    /// Whether each of it happened at least once.
    pub fn all_happened(&self) -> bool {
        let Self { promised_ops, segments, repeated_pushes, unanswered, crashes, .. } = *self;
        let Self { lost_transactions, store_failures, refused_joins, contended_fields, .. } = *self;
        let first = [promised_ops, segments, repeated_pushes, unanswered, crashes];
        let second = [lost_transactions, store_failures, refused_joins, contended_fields];
        first.into_iter().chain(second).all(|count| count > 0)
    }
}
