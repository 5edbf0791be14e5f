//! Decides, without a database, which pushes of a batch are appended and where their segments go.
//!
//! Arrives: pushes in the order in which they came, and what the database knows of their streams, replicas and numbers.
//! Leaves: for each push its places or a refusal, and the rows to insert.
//! Never here: SQL, and any effect of a refused push on its neighbours.

use std::collections::HashMap;

use bytes::Bytes;
use ebb_protocol::ids::{AccountId, Mark, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::limits::REPLICAS_PER_MEMBER_MAX;

/// A push whose body and heads could be read, and whose segments are all by the caller.
#[derive(Debug, Clone)]
pub(crate) struct Push {
    pub(crate) account: AccountId,
    pub(crate) member: MemberId,
    pub(crate) segments: Vec<NewSegment>,
    pub(crate) now_ms: i64,
}

/// A segment of a push.
#[derive(Debug, Clone)]
pub(crate) struct NewSegment {
    pub(crate) stream: StreamId,
    pub(crate) replica: ReplicaId,
    pub(crate) number: u64,
    pub(crate) previous: SegmentHash,
    pub(crate) key: KeyName,
    pub(crate) hash: SegmentHash,
    pub(crate) bytes: Bytes,
}

/// Names the key that something is sealed under: an epoch, and the commitment to its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeyName {
    pub(crate) epoch: u32,
    pub(crate) commitment: [u8; 16],
}

/// Why a push is not appended. Nothing of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlacingRefusal {
    /// Not the stream that the member writes, or a replica that belongs to another member.
    Forbidden,
    /// The member was dismissed between its being let in and this.
    Dismissed,
    /// The account was closed between the caller's being let in and this.
    Gone,
    /// A dismissal of the member is on its way: nothing new is taken from it for so long.
    Paused { retry_after_seconds: u64 },
    /// Not sealed under the newest epoch's key.
    StaleEpoch,
    /// The member would have more replicas than one dismissal can name.
    TooManyReplicas,
    /// A number that another segment has, that is no longer held, or that does not follow the last one.
    NumberTaken { last_number: u64 },
    /// The account's segments would weigh more than they may.
    AccountFull,
}

/// A stream of an account.
pub(crate) type StreamKey = (AccountId, StreamId);
/// A replica in a stream.
pub(crate) type ReplicaKey = (AccountId, StreamId, ReplicaId);

/// What the database holds of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StreamState {
    pub(crate) head: u64,
    pub(crate) mark: Mark,
    pub(crate) bytes: u64,
}

/// What the database holds of a replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReplicaState {
    pub(crate) writer: MemberId,
    pub(crate) last_number: u64,
    pub(crate) last_hash: SegmentHash,
}

/// What the database holds of who pushes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WriterState {
    /// Whether it is a member that writes here.
    pub(crate) may_write: bool,
    /// The one stream that it writes: the journal for a device, its notes for a follow.
    pub(crate) stream: StreamId,
    pub(crate) paused_until_ms: i64,
    /// Replicas of all streams.
    pub(crate) replicas: usize,
    /// The newest epoch of that stream.
    pub(crate) epoch: u32,
    /// The commitment to its key, where the server knows it: of the journal's.
    pub(crate) commitment: Option<[u8; 16]>,
}

/// A segment that is in its place already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) hash: SegmentHash,
    pub(crate) position: u64,
    pub(crate) mark: Mark,
}

/// What the database knows of all that a batch names.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// All streams of the accounts.
    pub(crate) streams: HashMap<StreamKey, StreamState>,
    pub(crate) writers: HashMap<(AccountId, MemberId), WriterState>,
    pub(crate) replicas: HashMap<ReplicaKey, ReplicaState>,
    /// Those numbers of the batch that are held.
    pub(crate) held: HashMap<(ReplicaKey, u64), Held>,
}

/// A row to insert.
#[derive(Debug)]
pub(crate) struct NewRow {
    pub(crate) replica: ReplicaKey,
    pub(crate) number: u64,
    pub(crate) hash: SegmentHash,
    pub(crate) bytes: Bytes,
    /// Which of its stream's new segments it is, from 1: its position is the head before the batch and this.
    pub(crate) nth: u64,
}

impl NewRow {
    pub(crate) const fn stream(&self) -> StreamKey {
        (self.replica.0, self.replica.1)
    }
}

/// Where a segment of a push is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// It was there before the batch.
    Held { position: u64, mark: Mark },
    /// In this one of the batch's rows.
    New { row: usize },
}

/// By how much a stream grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Growth {
    pub(crate) segments: u64,
    pub(crate) bytes: u64,
    /// The row that will be its head.
    pub(crate) last_row: usize,
}

/// A batch while its pushes are placed one after another.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) known: Known,
    account_bytes: HashMap<AccountId, u64>,
    account_bytes_max: u64,
    pub(crate) rows: Vec<NewRow>,
    row_of_number: HashMap<(ReplicaKey, u64), usize>,
    pub(crate) growth: HashMap<StreamKey, Growth>,
    /// As they are after the batch, where it changes them.
    pub(crate) replicas: HashMap<ReplicaKey, ReplicaState>,
}

/// What one push would add.
#[derive(Default)]
struct Draft<'a> {
    segments: Vec<&'a NewSegment>,
    replicas: HashMap<ReplicaKey, ReplicaState>,
    /// How many more replicas the member may begin.
    replicas_left: usize,
    bytes: u64,
}

impl Batch {
    /// A batch of nothing yet.
    pub(crate) fn new(known: Known, account_bytes_max: u64) -> Self {
        let mut account_bytes = HashMap::new();
        for ((account, _), stream) in &known.streams {
            *account_bytes.entry(*account).or_default() += stream.bytes;
        }
        Self {
            known,
            account_bytes,
            account_bytes_max,
            rows: Vec::new(),
            row_of_number: HashMap::new(),
            growth: HashMap::new(),
            replicas: HashMap::new(),
        }
    }

    /// Places one push as a whole, or refuses it and leaves the batch as it was.
    pub(crate) fn place(&mut self, push: &Push) -> Result<Vec<Place>, PlacingRefusal> {
        let writer = *self.known.writers.get(&(push.account, push.member)).ok_or(PlacingRefusal::Gone)?;
        if !writer.may_write {
            return Err(PlacingRefusal::Dismissed);
        }
        let mut draft =
            Draft { replicas_left: REPLICAS_PER_MEMBER_MAX.saturating_sub(writer.replicas), ..Draft::default() };
        let find = |segment| self.find_place(push, &writer, segment, &mut draft);
        let places = push.segments.iter().map(find).collect::<Result<_, _>>()?;
        let replicas = REPLICAS_PER_MEMBER_MAX.saturating_sub(draft.replicas_left);
        self.known.writers.insert((push.account, push.member), WriterState { replicas, ..writer });
        self.accept(push.account, draft);
        Ok(places)
    }

    fn find_place<'a>(
        &self,
        push: &Push,
        writer: &WriterState,
        segment: &'a NewSegment,
        draft: &mut Draft<'a>,
    ) -> Result<Place, PlacingRefusal> {
        if segment.stream != writer.stream || !self.known.streams.contains_key(&(push.account, segment.stream)) {
            return Err(PlacingRefusal::Forbidden);
        }
        let key = (push.account, segment.stream, segment.replica);
        let before = self.replicas.get(&key).or_else(|| self.known.replicas.get(&key));
        let now = draft.replicas.get(&key).or(before);
        if now.is_some_and(|replica| replica.writer != push.member) {
            return Err(PlacingRefusal::Forbidden);
        }
        // What is told is what stays: the last number without this push.
        let taken = PlacingRefusal::NumberTaken { last_number: before.map_or(0, |replica| replica.last_number) };
        let (last_number, last_hash) =
            now.map_or((0, SegmentHash::NONE), |replica| (replica.last_number, replica.last_hash));
        if segment.number <= last_number {
            return self.find_same(key, segment, draft).ok_or(taken);
        }
        if segment.number - last_number != 1 || segment.previous != last_hash {
            return Err(taken);
        }
        may_write(push, writer, segment)?;
        if now.is_none() {
            draft.replicas_left = draft.replicas_left.checked_sub(1).ok_or(PlacingRefusal::TooManyReplicas)?;
        }
        draft.bytes += segment.bytes.len() as u64;
        let account_bytes = self.account_bytes.get(&push.account).copied().unwrap_or_default();
        if account_bytes + draft.bytes > self.account_bytes_max {
            return Err(PlacingRefusal::AccountFull);
        }
        let after = ReplicaState { writer: push.member, last_number: segment.number, last_hash: segment.hash };
        draft.replicas.insert(key, after);
        draft.segments.push(segment);
        Ok(Place::New { row: self.rows.len() + draft.segments.len() - 1 })
    }

    /// The place of a segment that was pushed before: earlier, earlier in the batch, or earlier in the same push.
    /// `None` where its number is no longer held, or is another segment's.
    fn find_same(&self, key: ReplicaKey, segment: &NewSegment, draft: &Draft<'_>) -> Option<Place> {
        if let Some(held) = self.known.held.get(&(key, segment.number)) {
            let Held { hash, position, mark } = *held;
            return (hash == segment.hash).then_some(Place::Held { position, mark });
        }
        if let Some(&row) = self.row_of_number.get(&(key, segment.number)) {
            return (self.rows[row].hash == segment.hash).then_some(Place::New { row });
        }
        let same = |other: &&NewSegment| {
            (other.stream, other.replica, other.number, other.hash)
                == (segment.stream, segment.replica, segment.number, segment.hash)
        };
        draft.segments.iter().position(same).map(|nth| Place::New { row: self.rows.len() + nth })
    }

    fn accept(&mut self, account: AccountId, draft: Draft<'_>) {
        for segment in draft.segments {
            let replica = (account, segment.stream, segment.replica);
            let growth = self.growth.entry((account, segment.stream)).or_default();
            growth.segments += 1;
            growth.bytes += segment.bytes.len() as u64;
            growth.last_row = self.rows.len();
            self.row_of_number.insert((replica, segment.number), self.rows.len());
            self.rows.push(NewRow {
                replica,
                number: segment.number,
                hash: segment.hash,
                bytes: segment.bytes.clone(),
                nth: growth.segments,
            });
        }
        self.replicas.extend(draft.replicas);
        *self.account_bytes.entry(account).or_default() += draft.bytes;
    }
}

/// Whether something new is taken from a member at this time, sealed as it is.
fn may_write(push: &Push, writer: &WriterState, segment: &NewSegment) -> Result<(), PlacingRefusal> {
    let paused_ms = u64::try_from(writer.paused_until_ms.saturating_sub(push.now_ms)).unwrap_or_default();
    if paused_ms > 0 {
        return Err(PlacingRefusal::Paused { retry_after_seconds: paused_ms.div_ceil(1_000) });
    }
    let KeyName { epoch, commitment } = segment.key;
    let is_newest = epoch == writer.epoch && writer.commitment.is_none_or(|newest| newest == commitment);
    if is_newest { Ok(()) } else { Err(PlacingRefusal::StaleEpoch) }
}

#[cfg(test)]
mod tests;
