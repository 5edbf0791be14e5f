//! The store in a real browser: the script that every driver's store must pass, and what tabs do to each other.

use ebb_sync::conformance::{Outcome, Script, Step};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{FeedStore, LocalStore};
use crate::platform::randomness;

async fn open(name: &str) -> LocalStore {
    LocalStore::open_named(name).await.expect("the browser keeps a database for a test")
}

fn new_name() -> String {
    format!("ebb-test-{}", u64::from_le_bytes(randomness::bytes()))
}

async fn end_of_log(store: &LocalStore) -> u64 {
    store.holdings().await.expect("holdings").log_end
}

#[wasm_bindgen_test]
async fn the_store_passes_the_script() {
    let name = new_name();
    let mut store = open(&name).await;
    let feeds_name = [&name, "-feeds"].concat();
    let mut feeds = FeedStore::open_named(&feeds_name).await.expect("the browser keeps a database for a test");
    let mut script = Script::default();
    while let Some(step) = script.step() {
        let outcome = match step {
            Step::Save(ops) => {
                let seen = end_of_log(&store).await;
                store.save(seen, |_newer| ops).await.expect("a save");
                Outcome::Done
            }
            Step::Do(effect) if FeedStore::carries_out(&effect) => {
                Outcome::Brought(feeds.carry_out(effect).await.expect("an effect"))
            }
            Step::Do(effect) => Outcome::Brought(store.carry_out(effect).await.expect("an effect")),
            Step::Pack => {
                store.pack().await.expect("packing");
                Outcome::Done
            }
            Step::Reopen => {
                drop(store);
                store = open(&name).await;
                drop(feeds);
                feeds = FeedStore::open_named(&feeds_name).await.expect("the database of feeds");
                let (holdings, start) =
                    (store.holdings().await.expect("holdings"), store.sync_start().await.expect("sync"));
                let persisted = feeds.add_to(start.persisted).await.expect("feeds");
                Outcome::Holds { ops: holdings.ops, persisted, identity: start.identity.map(Box::new) }
            }
        };
        script.came(&outcome).expect("the script");
    }
}

#[wasm_bindgen_test]
async fn two_tabs_hand_each_other_what_they_saved() {
    let name = new_name();
    let (first, second) = (open(&name).await, open(&name).await);
    let mut script = Script::default();
    let opened = Outcome::Holds { ops: Vec::new(), persisted: ebb_sync::Persisted::default(), identity: None };
    script.came(&opened).expect("an empty store");
    let Some(Step::Save(ops)) = script.step() else { panic!("the script begins with a save") };
    let (left, right) = ops.split_at(1);
    let end = first.save(0, |newer| {
        assert!(newer.ops.is_empty());
        left.to_vec()
    });
    assert_eq!(end.await, Ok(1));
    let end = second.save(0, |newer| {
        assert_eq!(newer.ops, left, "the second tab is handed what the first saved");
        right.to_vec()
    });
    assert_eq!(end.await, Ok(2));
    let read = first.read_on(1).await.expect("reading on");
    assert_eq!((read.ops.len(), read.end), (right.len(), 2));
    assert_eq!(read.made_here.len(), right.len());
}

#[wasm_bindgen_test]
async fn a_save_of_nothing_takes_no_number() {
    let store = open(&new_name()).await;
    assert_eq!(store.save(0, |_newer| Vec::new()).await, Ok(0));
    assert_eq!(end_of_log(&store).await, 0);
}
