//! Properties of merging: any order, repetition and partition of ops gives one state; what is unknown survives; a
//! correction wins; undo restores.

#![expect(clippy::unwrap_used, reason = "a test whose premise is broken should stop")]

use std::collections::BTreeSet;

use ebb_journal::{
    Answer, CivilDay, Dose, DoseState, FieldId, Following, HotFlash, Kind, Moment, RatedThing, Rating, Record,
    RecordId, Sitting, SittingId, SymptomNumber, Value,
};
use ebb_protocol::ids::ReplicaId;
use ebb_replica::{Clock, Op, Stamp, State, pack, unpack};
use ebb_testkit::seeded::Seeded;
use ebb_testkit::strategies::ops;
use proptest::prelude::*;

fn state_of(ops: impl IntoIterator<Item = Op>) -> State {
    let mut state = State::default();
    state.merge(ops);
    state
}

fn shuffled(ops: &[Op], seed: u64) -> Vec<Op> {
    let mut random = Seeded::new(seed);
    let mut ops = ops.to_vec();
    for index in (1..ops.len()).rev() {
        let other = usize::try_from(random.below(index as u64 + 1)).unwrap();
        ops.swap(index, other);
    }
    ops
}

proptest! {
    #[test]
    fn any_order_repetition_and_partition_gives_one_state(
        ops in prop::collection::vec(ops(), 0..50),
        seed: u64,
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
    ) {
        let expected = state_of(ops.clone());
        let twice = [shuffled(&ops, seed), shuffled(&ops, seed ^ 1)].concat();
        let mut places: Vec<_> = cuts.iter().map(|cut| cut.index(twice.len() + 1)).chain([0, twice.len()]).collect();
        places.sort_unstable();
        let mut state = State::default();
        for pair in places.windows(2) {
            // Each part crosses the wire in a pack of its own.
            state.merge(unpack(&pack(&twice[pair[0]..pair[1]])).unwrap());
        }
        prop_assert_eq!(&state, &expected);
        prop_assert_eq!(state.journal(), expected.journal());
    }

    #[test]
    fn a_state_keeps_exactly_its_ops(ops in prop::collection::vec(ops(), 0..50)) {
        let state = state_of(ops.clone());
        let expected: BTreeSet<Op> = ops.iter().cloned().collect();
        prop_assert_eq!(state.ops().collect::<BTreeSet<_>>(), expected);
        prop_assert!(ops.iter().all(|op| state.holds(op)));
    }

    #[test]
    fn merging_tells_what_was_new(ops in prop::collection::vec(ops(), 1..30)) {
        let mut state = State::default();
        let distinct = ops.iter().collect::<BTreeSet<_>>().len();
        prop_assert_eq!(state.merge(ops.clone()).new_ops, distinct);
        let again = state.merge(ops);
        prop_assert_eq!(again.new_ops, 0);
        prop_assert!(again.changed.is_empty());
    }

    #[test]
    fn a_correction_wins_whatever_the_clocks_say(ops in prop::collection::vec(ops(), 1..30), wall_ms: i64) {
        let mut state = state_of(ops);
        let id = RecordId::made(Kind::HOT_FLASH, Sitting([0; 8]), 1);
        let at = Moment::new(1_795_420_000_000, 0, None).unwrap();
        let flash = Record::HotFlash(HotFlash::starting(at));
        let clock = Clock { replica: ReplicaId([9; 16]), wall_ms };
        let is_far_future = |op: &Op| op.stamp.ms() >= 7_258_118_399_000;
        prop_assume!(!state.ops().any(|op| is_far_future(&op)));
        let ops = state.save(&id, &flash, clock);
        state.merge(ops);
        prop_assert_eq!(state.journal().record(&id), Some(&flash));
        prop_assert!(state.save(&id, &flash, clock).is_empty(), "saving the same again changes nothing");
    }

    #[test]
    fn undo_restores_every_known_field(ops in prop::collection::vec(ops(), 0..30)) {
        let mut state = state_of(ops);
        prop_assume!(!state.ops().any(|op| op.stamp.ms() >= 7_258_118_399_000));
        let id = RecordId::made(Kind::HOT_FLASH, Sitting([0; 8]), 1);
        let clock = Clock { replica: ReplicaId([9; 16]), wall_ms: 1_795_420_000_000 };
        let (before, shown) = (state.before(&id), state.journal().record(&id).cloned());
        let at = Moment::new(1_795_420_000_000, 0, None).unwrap();
        let ops = state.save(&id, &Record::HotFlash(HotFlash::starting(at)), clock);
        state.merge(ops);
        let ops = state.undo(&before, clock);
        state.merge(ops);
        prop_assert_eq!(state.journal().record(&id), shown.as_ref());
    }
}

fn at(minute: i64) -> Moment {
    Moment::new(1_795_420_000_000 + minute * 60_000, 60, None).unwrap()
}

fn clock(replica: u8, minute: i64) -> Clock {
    Clock { replica: ReplicaId([replica; 16]), wall_ms: at(minute).instant_ms() }
}

fn dose_id() -> RecordId {
    let medication = SittingId { sitting: Sitting([7; 8]), counter: 1 };
    RecordId::dose(medication, CivilDay::of_ymd(2026, 11, 23).unwrap(), 0)
}

#[test]
fn the_same_dose_marked_on_two_offline_phones_is_one_dose() {
    let taken = |minute| Record::Dose(Dose { state: DoseState::Taken, at: at(minute) });
    let (mut left, mut right) = (State::default(), State::default());
    let of_left = left.save(&dose_id(), &taken(0), clock(1, 0));
    left.merge(of_left.clone());
    let of_right = right.save(&dose_id(), &taken(5), clock(2, 5));
    right.merge(of_right.clone());
    left.merge(of_right);
    right.merge(of_left);
    assert_eq!(left, right);
    assert_eq!(left.journal().len(), 1);
    assert_eq!(left.journal().record(&dose_id()), Some(&taken(5)), "the later one counts");
}

#[test]
fn two_fields_of_one_record_edited_apart_are_both_kept() {
    let id = RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), 1);
    let start = HotFlash::starting(at(0));
    let mut left = State::default();
    let ops = left.save(&id, &Record::HotFlash(start.clone()), clock(1, 0));
    left.merge(ops);
    let right = left.clone();
    let earlier = Record::HotFlash(HotFlash { started: at(-3), ..start.clone() });
    let ended = Record::HotFlash(start.ending(at(4)).unwrap());
    let of_left = left.save(&id, &earlier, clock(1, 10));
    let of_right = right.save(&id, &ended, clock(2, 11));
    let both = HotFlash { ended: Some(at(4)), ..HotFlash::starting(at(-3)) };
    for mut state in [left, right] {
        state.merge(of_left.iter().chain(&of_right).cloned());
        assert_eq!(state.journal().record(&id), Some(&Record::HotFlash(both.clone())));
    }
}

#[test]
fn deletion_is_undone_and_saving_brings_a_deleted_record_back() {
    let mut state = State::default();
    let taken = Record::Dose(Dose { state: DoseState::Taken, at: at(0) });
    let put = |state: &mut State, ops: Vec<Op>| {
        assert!(!ops.is_empty());
        state.merge(ops);
    };
    let ops = state.save(&dose_id(), &taken, clock(1, 0));
    put(&mut state, ops);
    let before = state.before(&dose_id());
    let ops = state.delete(&dose_id(), clock(1, 1));
    put(&mut state, ops);
    assert!(state.journal().is_empty());
    assert!(state.delete(&dose_id(), clock(1, 1)).is_empty(), "deleting twice is nothing");
    let ops = state.undo(&before, clock(1, 2));
    put(&mut state, ops);
    assert_eq!(state.journal().record(&dose_id()), Some(&taken));
    let ops = state.delete(&dose_id(), clock(1, 3));
    put(&mut state, ops);
    let skipped = Record::Dose(Dose { state: DoseState::Skipped, at: at(4) });
    let ops = state.save(&dose_id(), &skipped, clock(1, 4));
    put(&mut state, ops);
    assert_eq!(state.journal().record(&dose_id()), Some(&skipped));
}

#[test]
fn two_phones_that_follow_different_symptoms_offline_keep_both() {
    let (mut left, mut right) = (State::default(), State::default());
    let follow = |state: &mut State, symptom, replica| {
        let following = Following { is_followed: true, rank: None, in_quick_row: None };
        let ops = state.save(&Following::id(symptom), &Record::Following(following), clock(replica, 0));
        state.merge(ops);
    };
    follow(&mut left, SymptomNumber::HEADACHE, 1);
    follow(&mut right, SymptomNumber::ITCH, 2);
    let ops: Vec<Op> = left.ops().collect();
    right.merge(ops);
    for symptom in [SymptomNumber::HEADACHE, SymptomNumber::ITCH] {
        assert!(right.journal().is_followed(symptom));
    }
}

#[test]
fn one_day_rated_on_two_phones_is_one_rating_with_what_both_said() {
    let thing = RatedThing { day: at(0).day(), symptom: SymptomNumber::JOINT_PAIN, site: None };
    let mut left = State::default();
    let first = Rating::of(Answer::Value(6), at(0));
    let ops = left.save(&thing.id(), &Record::Rating(first.clone()), clock(1, 0));
    left.merge(ops.clone());
    let mut right = state_of(ops);
    let way = Rating { in_the_way: Some(3), ..first.clone() };
    let ops = right.save(&thing.id(), &Record::Rating(way), clock(2, 5));
    right.merge(ops);
    let corrected = Rating { answer: Answer::Value(7), ..first.clone() };
    let ops = left.save(&thing.id(), &Record::Rating(corrected), clock(1, 3));
    left.merge(ops);
    left.merge(right.ops().collect::<Vec<_>>());
    let both = Rating { answer: Answer::Value(7), in_the_way: Some(3), ..first };
    assert_eq!(left.journal().rating(thing), Some(&both));
    assert_eq!(left.journal().len(), 1);
}

#[test]
fn a_record_stays_private_when_it_is_changed() {
    let mut state = State::default();
    assert!(state.mark_private(&dose_id(), true, clock(1, 0)).is_empty(), "there is nothing to mark");
    for (dose, minute, marks) in [(DoseState::Taken, 0, 1), (DoseState::Skipped, 1, 0)] {
        let ops = state.save(&dose_id(), &Record::Dose(Dose { state: dose, at: at(0) }), clock(1, minute));
        state.merge(ops);
        let ops = state.mark_private(&dose_id(), true, clock(1, minute));
        assert_eq!(ops.len(), marks);
        state.merge(ops);
        assert!(state.is_private(&dose_id()));
    }
    let ops = state.mark_private(&dose_id(), false, clock(1, 9));
    state.merge(ops);
    assert!(!state.is_private(&dose_id()));
}

#[test]
fn unknown_kinds_and_fields_survive_an_old_app() {
    let stamp = Stamp::of_ms(1_795_420_000_000).unwrap();
    let replica = ReplicaId([3; 16]);
    let newer = RecordId::newer(Kind(700), 9, b"a form of next year").unwrap();
    let value = Value::Newer { tag: 99, bytes: (*b"a value of next year").into() };
    let unknown = Op { record: newer, field: FieldId(40), value: value.clone(), stamp, replica };
    let extra = Op { record: dose_id(), field: FieldId(41), value, stamp, replica };
    let mut old_app = State::default();
    old_app.merge([unknown.clone(), extra.clone()]);
    let taken = Record::Dose(Dose { state: DoseState::Taken, at: at(0) });
    let ops = old_app.save(&dose_id(), &taken, clock(1, 0));
    assert!(ops.iter().all(|op| op.field != FieldId(41)), "an old app does not touch what it does not know");
    old_app.merge(ops);
    assert_eq!(old_app.journal().record(&dose_id()), Some(&taken));
    let passed_on = state_of(unpack(&pack(&old_app.ops().collect::<Vec<_>>())).unwrap());
    assert!(passed_on.holds(&unknown) && passed_on.holds(&extra));
}
