//! The phone's own store fails: nothing is lost, and it is tried again.

use ebb_sync::{Event, StoreEffect, SyncTrouble};

use crate::scripted::{Device, admitted, founder, newcomer, ops};
use crate::server::{Peer, Server};

type Breaks = fn(&StoreEffect) -> bool;

const EFFECTS: [(&str, Breaks); 5] = [
    ("ReadUnsealed", |effect| matches!(effect, StoreEffect::ReadUnsealed { .. })),
    ("PutOutbox", |effect| matches!(effect, StoreEffect::PutOutbox { .. })),
    ("DropOutbox", |effect| matches!(effect, StoreEffect::DropOutbox { .. })),
    ("PutPulled", |effect| matches!(effect, StoreEffect::PutPulled { .. })),
    ("PutIdentity", |effect| matches!(effect, StoreEffect::PutIdentity(_))),
];

#[test]
fn each_effect_that_fails_is_tried_again_and_nothing_is_lost() {
    for (name, breaks) in EFFECTS {
        for identity in [founder(), newcomer(9)] {
            let peer = Peer::new(10);
            let mut server = Server::new();
            server.admit(&peer);
            server.invite();
            server.log.push(peer.segment(&ops(100, 1)));
            let mut device = Device::start(identity);
            device.breaks = breaks;
            device.save(ops(1, 2));
            for failures in 1..=3 {
                device.settle(&mut server);
                assert_eq!(device.standing().trouble, Some(SyncTrouble::Storage), "{name}");
                let rests = device.wakes.iter().filter(|ms| **ms != 1_500).count();
                assert_eq!(rests, failures, "{name}: each failure is followed by a rest");
                let is_sent = matches!(name, "PutPulled");
                assert_eq!(device.standing().waiting, if is_sent { 0 } else { 2 }, "{name}");
                device.tell(Event::Woken);
            }
            device.settle(&mut server);
            device.breaks = |_| false;
            device.tell(Event::Nudged);
            device.settle(&mut server);
            assert_eq!((device.standing().waiting, device.standing().trouble), (0, None), "{name}");
            assert!(device.merged.iter().any(|op| op == &ops(100, 1)[0]), "{name}");
            assert!(device.store.identity.as_ref().unwrap().is_admitted(), "{name}");
            assert_eq!(server.log.len(), 2, "{name}: sent once");
        }
    }
}

#[test]
fn a_restart_instead_of_another_try_loses_nothing() {
    for (name, breaks) in EFFECTS {
        let mut server = Server::new();
        server.log.push(Peer::new(10).segment(&ops(100, 1)));
        server.admit(&Peer::new(10));
        let mut device = Device::start(founder());
        device.breaks = breaks;
        device.save(ops(1, 2));
        device.settle(&mut server);
        let mut device = device.restart();
        device.settle(&mut server);
        assert_eq!((device.standing().waiting, device.standing().trouble), (0, None), "{name}");
        assert_eq!(server.log.len(), 2, "{name}");
        assert_eq!(device.store.persisted.cursor.map(|cursor| cursor.position), Some(2), "{name}");
    }
}

#[test]
fn a_failure_is_no_reason_to_say_that_it_is_safe() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.breaks = EFFECTS[1].1;
    device.save(ops(1, 1));
    let after_saving = device.shown.iter().skip_while(|standing| standing.waiting == 0);
    assert!(after_saving.clone().count() > 0);
    assert!(after_saving.clone().all(|standing| standing.waiting == 1));
}
