//! How much of what may go wrong went wrong.

/// How often what happened in a world, so that a test can see that it tests something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ops that were said to be saved.
    pub promised_ops: usize,
    /// Segments that a server appended.
    pub segments: usize,
    /// Pushes of segments that the server had already.
    pub repeated_pushes: usize,
    /// Requests that went without their answer.
    pub unanswered: usize,
    /// Apps that ended suddenly.
    pub crashes: usize,
    /// Transactions that were not synced when an app ended.
    pub lost_transactions: usize,
    /// Transactions that failed.
    pub store_failures: usize,
    /// Fields that two devices wrote.
    pub contended_fields: usize,
    /// Devices that came in by an invitation.
    pub joined: usize,
    /// Invitations of which nothing came.
    pub vain_invitations: usize,
    /// Wishes to change who belongs to the account.
    pub wishes: usize,
    /// Entries that a server appended to the trust log.
    pub entries: usize,
    /// Dismissals that did not name the last segments.
    pub cuts_moved: usize,
    /// Pushes that were sealed under an old key.
    pub stale_epochs: usize,
    /// Pulls from a position that the server did not hold any more.
    pub lost_positions: usize,
    /// Trust logs that a server took over as a whole.
    pub founded_again: usize,
    /// Times that the server lost, withheld, or parted.
    pub server_faults: usize,
    /// Answers that were given again instead of doing what was asked.
    pub old_answers: usize,
    /// Phones that were set up with a copy of another.
    pub cloned: usize,
    /// Phones that were set up from their own backup.
    pub restored: usize,
    /// Phones that were lost, and followed by one that came in by a recovery sheet.
    pub recoveries: usize,
    /// Those of them that were a device in the end.
    pub recovered: usize,
    /// Devices that went on as a new replica.
    pub new_replicas: usize,
    /// Runs of segments that became one.
    pub compactions: usize,
    /// Compactions that were refused because something else stood there: another device was first.
    pub lost_compactions: usize,
    /// Compactions that were sealed under an old key.
    pub stale_compactions: usize,
    /// Pushes of segments that the server had taken, and that were compacted since.
    pub sent_and_compacted: usize,
    /// Times that a device was given what a compacted segment was made of.
    pub asked_back: usize,
    /// Appends to feeds.
    pub feed_appends: usize,
    /// Those of them by a device with an older version of the app.
    pub older_appends: usize,
    /// Notes that came into a journal.
    pub notes_kept: usize,
    /// Devices that were well in the end.
    pub well: usize,
    /// Devices that were dismissed.
    pub dismissed: usize,
    /// Devices whose trust log parted from the server's.
    pub forked: usize,
    /// Devices whose account was closed.
    pub closed: usize,
    /// Devices that nobody could let in any more.
    pub left_out: usize,
}

impl Counts {
    /// Adds another world's.
    pub fn add(&mut self, other: &Self) {
        for (sum, (_, count)) in self.all_mut().into_iter().zip(other.all()) {
            *sum += count;
        }
    }

    /// What never happened.
    pub fn never(&self) -> Vec<&'static str> {
        self.all().into_iter().filter(|(_, count)| *count == 0).map(|(name, _)| name).collect()
    }

    /// Each by its name.
    pub const fn all(&self) -> [(&'static str, usize); 36] {
        [
            ("promised_ops", self.promised_ops),
            ("segments", self.segments),
            ("repeated_pushes", self.repeated_pushes),
            ("unanswered", self.unanswered),
            ("crashes", self.crashes),
            ("lost_transactions", self.lost_transactions),
            ("store_failures", self.store_failures),
            ("contended_fields", self.contended_fields),
            ("joined", self.joined),
            ("vain_invitations", self.vain_invitations),
            ("wishes", self.wishes),
            ("entries", self.entries),
            ("cuts_moved", self.cuts_moved),
            ("stale_epochs", self.stale_epochs),
            ("lost_positions", self.lost_positions),
            ("founded_again", self.founded_again),
            ("server_faults", self.server_faults),
            ("old_answers", self.old_answers),
            ("cloned", self.cloned),
            ("restored", self.restored),
            ("recoveries", self.recoveries),
            ("recovered", self.recovered),
            ("new_replicas", self.new_replicas),
            ("compactions", self.compactions),
            ("lost_compactions", self.lost_compactions),
            ("stale_compactions", self.stale_compactions),
            ("sent_and_compacted", self.sent_and_compacted),
            ("asked_back", self.asked_back),
            ("feed_appends", self.feed_appends),
            ("older_appends", self.older_appends),
            ("notes_kept", self.notes_kept),
            ("well", self.well),
            ("dismissed", self.dismissed),
            ("forked", self.forked),
            ("closed", self.closed),
            ("left_out", self.left_out),
        ]
    }

    const fn all_mut(&mut self) -> [&mut usize; 36] {
        [
            &mut self.promised_ops,
            &mut self.segments,
            &mut self.repeated_pushes,
            &mut self.unanswered,
            &mut self.crashes,
            &mut self.lost_transactions,
            &mut self.store_failures,
            &mut self.contended_fields,
            &mut self.joined,
            &mut self.vain_invitations,
            &mut self.wishes,
            &mut self.entries,
            &mut self.cuts_moved,
            &mut self.stale_epochs,
            &mut self.lost_positions,
            &mut self.founded_again,
            &mut self.server_faults,
            &mut self.old_answers,
            &mut self.cloned,
            &mut self.restored,
            &mut self.recoveries,
            &mut self.recovered,
            &mut self.new_replicas,
            &mut self.compactions,
            &mut self.lost_compactions,
            &mut self.stale_compactions,
            &mut self.sent_and_compacted,
            &mut self.asked_back,
            &mut self.feed_appends,
            &mut self.older_appends,
            &mut self.notes_kept,
            &mut self.well,
            &mut self.dismissed,
            &mut self.forked,
            &mut self.closed,
            &mut self.left_out,
        ]
    }
}
