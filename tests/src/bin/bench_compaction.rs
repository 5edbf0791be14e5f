//! What compaction makes of ten years of a journal: `name: value unit`, one figure a line. Its segments come one after the other,
//! a day's or a single save's, and are compacted in tiers as devices do it.

use std::time::{Duration, Instant};

use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{EntryHash, Mark, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::pull::{PullPage, Pulled, StreamPage};
use ebb_replica::tiers::{FAN_IN, Layer, next_run};
use ebb_replica::{Contents, Op, Reach, State, compact, open_compacted, pack, unpack};
use ebb_sync::{FoundingDraw, Identity};
use ebb_tests::figures::{figure, timed};
use ebb_tests::ten_years::ten_years;
use ebb_vault::{CompactedPlace, Label, MemberSecrets, Place, StreamKey, nonce, open, seal, seal_compacted};

const STREAM: StreamId = StreamId([5; 16]);

fn main() {
    let days = ten_years(1);
    measure("by_day", &days);
    measure("by_save", &saves(&days));
}

/// The ops of each save: a record's, at one time.
fn saves(days: &[Vec<Op>]) -> Vec<Vec<Op>> {
    let of_day = |ops: &Vec<Op>| {
        let chunks = ops.chunk_by(|left, right| left.record == right.record && left.stamp == right.stamp);
        chunks.map(<[Op]>::to_vec).collect::<Vec<_>>()
    };
    days.iter().flat_map(of_day).collect()
}

fn measure(name: &str, segments: &[Vec<Op>]) {
    let mut log = Log::new();
    for ops in segments {
        log.append(ops);
    }
    log.tell(&format!("compaction_{name}_before"));
    let (before, ops) = (log.wire_bytes(), log.state());
    let mut compacted = Log::new();
    for (number, ops) in segments.iter().enumerate() {
        compacted.append(ops);
        if (number as u64).is_multiple_of(FAN_IN) {
            compacted.compact_all();
        }
    }
    compacted.compact_all();
    compacted.tell(&format!("compaction_{name}_after"));
    figure(&format!("compaction_{name}_runs"), compacted.runs, "runs");
    let rewritten = compacted.rewritten_bytes * 100 / before;
    figure(&format!("compaction_{name}_written_anew"), rewritten, "percent of what came");
    figure(&format!("compaction_{name}_all_runs"), compacted.spent.as_millis(), "ms");
    figure(&format!("compaction_{name}_longest_run"), compacted.longest.as_millis(), "ms");
    let opened = timed(&format!("compaction_{name}_open_on_a_new_phone"), || compacted.state());
    assert!(opened == ops, "not the journal that was compacted");
}

/// A stream as a server holds it.
struct Log {
    identity: Identity,
    secrets: MemberSecrets,
    key: StreamKey,
    held: Vec<Pulled>,
    number: u64,
    previous: SegmentHash,
    rewritten_bytes: usize,
    runs: u32,
    spent: Duration,
    longest: Duration,
}

impl Log {
    fn new() -> Self {
        let draw = FoundingDraw { seed: [2; 32], key: [3; 32], journal: STREAM, random: [6; 16], name_seed: [4; 32] };
        let label = Label { name: "Phone".to_owned(), since_ms: 0 };
        let identity = Identity::founding(ReplicaId([1; 16]), &label, &draw);
        Self {
            secrets: identity.secrets(),
            key: StreamKey::new(draw.key),
            identity,
            held: Vec::new(),
            number: 0,
            previous: SegmentHash::NONE,
            rewritten_bytes: 0,
            runs: 0,
            spent: Duration::ZERO,
            longest: Duration::ZERO,
        }
    }

    #[expect(clippy::expect_used, reason = "a measurement whose premise is broken should stop")]
    fn append(&mut self, ops: &[Op]) {
        self.number += 1;
        let place = Place {
            account: self.identity.account,
            stream: STREAM,
            epoch: 0,
            replica: self.identity.replica,
            number: self.number,
            previous: self.previous,
        };
        let trust_head = self.trust_head();
        let nonce = nonce(&[7; 32], u32::try_from(self.number).unwrap_or(u32::MAX));
        let sealed =
            seal(&self.key, &self.secrets.signing, &place, &trust_head, &pack(ops), nonce).expect("a day fits");
        self.previous = sealed.hash();
        let mark = Mark(self.number.to_le_bytes());
        self.held.push(Pulled { position: self.number, mark, segment: sealed.into_bytes() });
    }

    #[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
    fn compact_all(&mut self) {
        while let Some(run) = next_run(0, &self.layers()) {
            let begin = Instant::now();
            let segment = self.compacted(&self.held[run.clone()]);
            self.longest = self.longest.max(begin.elapsed());
            self.spent += begin.elapsed();
            self.rewritten_bytes += segment.len();
            self.runs += 1;
            let last = &self.held[run.end - 1];
            let output = Pulled { position: last.position, mark: last.mark, segment };
            self.held.splice(run, [output]);
        }
    }

    /// From what is pulled to what is sent.
    #[expect(clippy::expect_used, reason = "a measurement whose premise is broken should stop")]
    fn compacted(&self, inputs: &[Pulled]) -> Vec<u8> {
        let body = compact(inputs.iter().map(|pulled| self.open(&pulled.segment)).collect()).expect("they go together");
        let Identity { account, replica, .. } = &self.identity;
        let place = CompactedPlace { account: *account, stream: STREAM, epoch: 0, replica: *replica };
        let trust_head = self.trust_head();
        let nonce = nonce(&[8; 32], self.runs);
        seal_compacted(&self.key, &self.secrets.signing, &place, &trust_head, &body, nonce)
            .expect("a run fits")
            .into_bytes()
    }

    fn trust_head(&self) -> [u8; 32] {
        self.identity.log.first().map_or([0; 32], |founding| EntryHash::of(&founding.entry).0)
    }

    fn layers(&self) -> Vec<Layer> {
        let layer = |pulled: &Pulled| Layer { position: pulled.position, bytes: pulled.segment.len(), may_go: true };
        self.held.iter().map(layer).collect()
    }

    #[expect(clippy::expect_used, reason = "a measurement whose premise is broken should stop")]
    fn open(&self, segment: &[u8]) -> Contents {
        let own = self.secrets.signing.verifying_key();
        let opened = open(&self.key, self.identity.account, |_| Some(own), segment).expect("it was just sealed");
        if opened.head.kind == SegmentKind::Compacted {
            return open_compacted(&opened.body).expect("it was just compacted");
        }
        let SegmentHead { replica, writer, number, .. } = opened.head;
        let hash = SegmentHash::of(segment);
        let ops = unpack(&opened.body).expect("it was just packed");
        Contents { reaches: vec![Reach { replica, writer, number, hash }], ops }
    }

    fn state(&self) -> State {
        let mut state = State::default();
        state.merge(self.held.iter().flat_map(|pulled| self.open(&pulled.segment).ops));
        state
    }

    /// What a new device pulls, were it in one page.
    fn wire_bytes(&self) -> usize {
        let head = self.number;
        let page = StreamPage { stream: STREAM, head, mark: Mark([0; 8]), more: false, segments: self.held.clone() };
        PullPage { streams: vec![page] }.to_bytes().len()
    }

    fn tell(&self, name: &str) {
        figure(&format!("{name}_segments"), self.held.len(), "segments");
        figure(&format!("{name}_wire_bytes"), self.wire_bytes(), "bytes");
    }
}
