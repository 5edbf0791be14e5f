//! The simulated devices' store passes the script that every driver's store must pass; its losses are those of a real one.

use ebb_journal::{FieldId, Kind, RecordId, Sitting, Value};
use ebb_protocol::ids::ReplicaId;
use ebb_replica::{Op, Stamp};
use ebb_sync::conformance::{Outcome, Script, Step};
use ebb_sync::{Event, StoreEffect};
use ebb_tests::memory_store::MemoryStore;

#[test]
fn it_passes_the_script() {
    let mut store = MemoryStore::default();
    let mut script = Script::default();
    while let Some(step) = script.step() {
        let outcome = match step {
            Step::Save(ops) => {
                let written = store.save(&ops).unwrap();
                store.sync(written);
                Outcome::Done
            }
            Step::Do(effect) => {
                let (event, written) = store.carry_out(effect);
                store.sync(written);
                Outcome::Brought(event)
            }
            Step::Pack => {
                let written = store.pack().unwrap();
                store.sync(written);
                Outcome::Done
            }
            Step::Reopen => {
                store.lose_tail(0);
                let holdings = store.holdings();
                let identity = holdings.identity.map(Box::new);
                Outcome::Holds { ops: holdings.ops, persisted: holdings.persisted, identity }
            }
        };
        assert_eq!(script.came(&outcome), Ok(()));
    }
}

fn op(counter: u32) -> Op {
    Op {
        record: RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), counter),
        field: FieldId(3),
        value: Value::Int(1),
        stamp: Stamp::of_ms(5).unwrap(),
        replica: ReplicaId([1; 16]),
    }
}

#[test]
fn what_was_synced_survives_and_of_the_rest_the_first_part() {
    for (kept, expected) in [(0, 2), (1, 3), (9, 4)] {
        let mut store = MemoryStore::default();
        store.save(&[op(1)]).unwrap();
        let synced = store.save(&[op(2)]).unwrap();
        store.save(&[op(3)]).unwrap();
        store.save(&[op(4)]).unwrap();
        store.sync(synced);
        assert_eq!(store.unsynced(), 2);
        store.lose_tail(kept);
        assert_eq!(store.holdings().ops.len(), expected);
    }
}

#[test]
fn a_transaction_that_fails_leaves_nothing() {
    let mut store = MemoryStore::default();
    store.break_next();
    assert!(store.save(&[op(1)]).is_err());
    store.break_next();
    let pulled = StoreEffect::PutPulled { ops: vec![op(2)], cursor: None, set_aside: Vec::new(), replicas: Vec::new() };
    assert_eq!(store.carry_out(pulled).0, Event::StoreFailed);
    assert!(store.holdings().ops.is_empty());
    store.save(&[op(3)]).unwrap();
    assert_eq!(store.holdings().ops.len(), 1);
}
