//! What ten years of a journal weigh and take as segments: `name: value unit`, one figure a line.

use std::collections::BTreeSet;

use ebb_journal::{FieldId, Name, Value};
use ebb_protocol::endpoints::LogPage;
use ebb_protocol::ids::{EntryHash, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::push;
use ebb_replica::{Op, State, pack, unpack};
use ebb_sync::{
    Admission, Circumstances, Effect, Engine, Event, FoundingDraw, Identity, OutboxSegment, Persisted, Reply,
    StoreEffect,
};
use ebb_tests::figures::{figure, timed, timed_with};
use ebb_tests::ten_years::ten_years;
use ebb_vault::{Label, Place, SealedSegment, StreamKey, nonce, open, seal};

fn main() {
    let days = ten_years(1);
    let ops: Vec<Op> = state_of(days.concat()).ops().collect();
    whole(&ops);
    parts(&ops);
    by_day(&days);
}

/// The journal as a device sends it that has never synced before.
fn whole(ops: &[Op]) {
    let identity = identity();
    let outbox = sealed_by_the_engine(&identity, ops);
    let body = push::write(outbox.iter().map(|segment| segment.bytes.as_slice()));
    figure("segments_70000_records_wire_bytes", body.len(), "bytes");
    figure("segments_70000_records_ops", ops.len(), "ops");
    figure("segments_70000_records_segments", outbox.len(), "segments");

    let packed = timed("segments_70000_records_pack", || pack(ops));
    let sealed = timed("segments_70000_records_seal", || sealed(&identity, &packed));
    let opened = timed("segments_70000_records_open", || opened(&identity, &sealed));
    let unpacked = timed("segments_70000_records_unpack", || unpacked(&opened));
    assert_eq!(unpacked.len(), ops.len(), "not the ops that were packed");
    timed_with("segments_70000_records_merge", || unpacked.clone(), state_of);
    timed("segments_70000_records_open_on_a_new_phone", || {
        state_of(outbox.iter().flat_map(|segment| unpacked_of(&identity, &segment.bytes)))
    });
}

/// Where the bytes go, packed and not sealed.
fn parts(ops: &[Op]) {
    let packed = |ops: &BTreeSet<Op>| pack(&ops.iter().cloned().collect::<Vec<_>>()).len();
    let all = pack(ops).len();
    let bare = |op: &Op| Op { field: FieldId(1), value: Value::Nothing, ..op.clone() };
    let names_and_stamps = packed(&ops.iter().map(bare).collect());
    let sittings: BTreeSet<_> =
        ops.iter().filter_map(|op| if let Name::Made(id) = op.record.name { Some(id.sitting) } else { None }).collect();
    let without_text: BTreeSet<Op> = ops.iter().filter(|op| op.value.as_text().is_none()).cloned().collect();
    let texts = all - packed(&without_text);
    let sittings_bytes = sittings.len() * 8;
    figure("segments_70000_records_part_sittings", sittings_bytes, "bytes");
    figure("segments_70000_records_part_names_and_stamps", names_and_stamps - sittings_bytes, "bytes");
    figure("segments_70000_records_part_texts", texts, "bytes");
    figure("segments_70000_records_part_other_values", all - names_and_stamps - texts, "bytes");
}

/// The same journal if nothing is ever compacted: a segment for each day.
fn by_day(days: &[Vec<Op>]) {
    let identity = identity();
    let packed = timed("segments_by_day_pack", || days.iter().map(|ops| pack(ops)).collect::<Vec<_>>());
    let segments =
        timed("segments_by_day_seal", || packed.iter().map(|body| sealed(&identity, body)).collect::<Vec<_>>());
    let wire: usize = segments.iter().map(|segment| push::write([segment.as_bytes()].into_iter()).len()).sum();
    figure("segments_by_day_wire_bytes", wire, "bytes");
    figure("segments_by_day_segments", segments.len(), "segments");
    let bodies =
        timed("segments_by_day_open", || segments.iter().map(|segment| opened(&identity, segment)).collect::<Vec<_>>());
    let ops = timed("segments_by_day_unpack", || bodies.iter().flat_map(|body| unpacked(body)).collect::<Vec<_>>());
    timed_with("segments_by_day_merge", || ops.clone(), state_of);
}

fn identity() -> Identity {
    let journal = StreamId([5; 16]);
    let draw = FoundingDraw { seed: [2; 32], key: [3; 32], journal, random: [6; 16], name_seed: [4; 32] };
    let founding = Identity::founding(ReplicaId([1; 16]), &Label { name: "This phone".to_owned(), since_ms: 0 }, &draw);
    Identity { admission: Admission::Admitted, ..founding }
}

/// What the engine puts into the outbox of a device with these ops.
fn sealed_by_the_engine(identity: &Identity, ops: &[Op]) -> Vec<OutboxSegment> {
    let mut engine = Engine::new(identity.clone(), Persisted::default());
    let circumstances = Circumstances { now_ms: 0, random: [7; 32] };
    engine.handle(Event::Started, circumstances);
    let nothing_new = LogPage { server_time_ms: 0, logged: Vec::new() }.to_bytes();
    engine.handle(Event::Answered(Reply::Answer { status: 200, body: nothing_new }), circumstances);
    let read = Event::UnsealedRead { ops: ops.to_vec(), through: 1 };
    let effects = engine.handle(read, circumstances);
    let outbox = effects.into_iter().find_map(|effect| match effect {
        Effect::Store(StoreEffect::PutOutbox { segments, .. }) => Some(segments),
        _ => None,
    });
    outbox.unwrap_or_default()
}

fn sealed(identity: &Identity, body: &[u8]) -> SealedSegment {
    let place = Place {
        account: identity.account,
        stream: StreamId([5; 16]),
        epoch: 0,
        replica: identity.replica,
        number: 1,
        previous: SegmentHash::NONE,
    };
    let trust_head = identity.log.last().map_or(EntryHash::NONE, |logged| EntryHash::of(&logged.entry));
    let secrets = identity.secrets();
    #[expect(clippy::expect_used, reason = "a measurement whose premise is broken should stop")]
    seal(key(identity), &secrets.signing, &place, &trust_head.0, body, nonce(&[7; 32], 0))
        .expect("the body fits into a segment")
}

#[expect(clippy::expect_used, reason = "a measurement whose premise is broken should stop")]
fn key(identity: &Identity) -> &StreamKey {
    identity.keys.of(0).expect("who founds has the first key")
}

fn opened(identity: &Identity, segment: &SealedSegment) -> Vec<u8> {
    opened_of(identity, segment.as_bytes())
}

#[expect(clippy::expect_used, reason = "a measurement whose premise is broken should stop")]
fn opened_of(identity: &Identity, segment: &[u8]) -> Vec<u8> {
    let verifying_key = identity.secrets().signing.verifying_key();
    open(key(identity), identity.account, |_| Some(verifying_key), segment).expect("it was just sealed").body
}

#[expect(clippy::expect_used, reason = "a measurement whose premise is broken should stop")]
fn unpacked(body: &[u8]) -> Vec<Op> {
    unpack(body).expect("it was just packed")
}

fn unpacked_of(identity: &Identity, segment: &[u8]) -> Vec<Op> {
    unpacked(&opened_of(identity, segment))
}

fn state_of(ops: impl IntoIterator<Item = Op>) -> State {
    let mut state = State::default();
    state.merge(ops);
    state
}
