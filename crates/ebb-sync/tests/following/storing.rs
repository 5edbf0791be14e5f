//! The store of these tests passes the script, and the script finds what is wrong with others.

use ebb_sync::follower::conformance::{Outcome, Script, Step};
use ebb_sync::follower::{FollowerEvent, FollowerStoreEffect};

use crate::owner::{Owner, plan, shows};
use crate::phone::{Phone, Store};

fn run(mut carry_out: impl FnMut(&mut Store, FollowerStoreEffect) -> FollowerEvent) -> Result<(), String> {
    let (mut script, mut store) = (Script::default(), Store::default());
    while let Some(step) = script.step() {
        let outcome = match step {
            Step::Do(effect) => Outcome::Brought(carry_out(&mut store, effect)),
            Step::Reopen => Outcome::Holds(store.persisted.clone()),
        };
        script.came(&outcome)?;
    }
    Ok(())
}

#[test]
fn the_store_of_these_tests_does_what_stores_must() {
    run(Store::carry_out).unwrap();
}

#[test]
fn stores_that_keep_or_forget_too_much_are_found() {
    let keeps_what_an_anew_replaces = |store: &mut Store, effect| match effect {
        FollowerStoreEffect::PutFeed { segments, cursor, heard_ms, .. } => {
            store.carry_out(FollowerStoreEffect::PutFeed { is_anew: false, segments, cursor, heard_ms })
        }
        effect => store.carry_out(effect),
    };
    let keeps_the_copy = |store: &mut Store, effect| match effect {
        FollowerStoreEffect::DropCopy { log, clock_offset_ms } => {
            store.carry_out(FollowerStoreEffect::PutLog { log, clock_offset_ms })
        }
        effect => store.carry_out(effect),
    };
    let loses_notes = |store: &mut Store, effect| {
        let is_drop = matches!(effect, FollowerStoreEffect::DropCopy { .. });
        let event = store.carry_out(effect);
        if is_drop {
            store.persisted.notes.waiting.clear();
        }
        event
    };
    let reads_all_at_once = |store: &mut Store, effect| match effect {
        FollowerStoreEffect::ReadFeed { after } => {
            FollowerEvent::FeedRead(store.feed.iter().filter(|segment| segment.number > after).cloned().collect())
        }
        effect => store.carry_out(effect),
    };
    assert!(run(keeps_what_an_anew_replaces).is_err());
    assert!(run(keeps_the_copy).is_err());
    assert!(run(loses_notes).is_err());
    assert!(run(reads_all_at_once).is_err());
}

#[test]
fn what_could_not_be_stored_is_not_shown_and_comes_again() {
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::following(&mut owner);
    owner.tells_anew(&[shows(1, "slept well")]);
    phone.tell(FollowerEvent::Nudged);
    phone.breaks = true;
    phone.settle(&mut owner);
    assert!(phone.texts().is_empty() && phone.standing().cannot_store);
    phone.breaks = false;
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!(phone.texts(), ["slept well"]);
    assert!(!phone.standing().cannot_store);
}

#[test]
fn a_damaged_store_is_read_anew_from_the_server() {
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::following(&mut owner);
    owner.tells_anew(&[shows(1, "slept well")]);
    owner.tells(&[shows(2, "walked")]);
    phone.nudge(&mut owner);
    phone.store.feed[1].bytes[170] ^= 1;
    let mut phone = phone.restart();
    assert!(phone.texts().is_empty());
    phone.settle(&mut owner);
    assert_eq!((phone.texts().len(), phone.store.feed.len()), (2, 2));

    phone.store.persisted.log[1].entry[40] ^= 1;
    let mut phone = phone.restart();
    owner.mailbox = None;
    phone.settle(&mut owner);
    assert_eq!((phone.texts().len(), phone.store.persisted.log.len()), (2, 2));
}
