//! "On all your devices": only what another device has said to have stored counts, and what it set aside does not.

use ebb_protocol::endpoints::PULL;
use ebb_protocol::ids::StreamId;
use ebb_protocol::live::{LiveFrame, Reached};
use ebb_protocol::pull::PullRequest;
use ebb_sync::{Event, OtherDevice};

use crate::scripted::{Device, JOURNAL, NOW_MS, admitted, ops};
use crate::server::{Peer, Server};

fn told(device: &mut Device, reached: Reached) -> Vec<OtherDevice> {
    device.tell(Event::Noticed(LiveFrame::Reached(reached)));
    device.standing().others.clone()
}

#[test]
fn another_device_has_all_once_it_says_so() {
    let peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    let mut device = Device::settled(admitted(), &mut server);
    let reader = peer.member();
    assert_eq!(device.standing().others, [OtherDevice { member: reader, has_all: false, seen_ms: None }]);

    device.save(ops(1, 1));
    device.settle(&mut server);
    let at = |position| Reached { reader, stream: JOURNAL, position, set_aside: 0, seen_ms: NOW_MS };
    let other = |has_all| [OtherDevice { member: reader, has_all, seen_ms: Some(NOW_MS) }];
    assert_eq!(told(&mut device, at(0)), other(false));
    assert_eq!(told(&mut device, at(1)), other(true));
    assert_eq!(told(&mut device, Reached { set_aside: 1, ..at(1) }), other(false), "it does not have the entry");
    assert_eq!(told(&mut device, at(1)), other(true));

    device.save(ops(2, 1));
    assert_eq!(device.standing().waiting, 1);
    device.settle(&mut server);
    assert_eq!(device.standing().others, other(false), "not the last entry");
    assert_eq!(told(&mut device, Reached { set_aside: 1, ..at(2) }), other(true), "an earlier one is another matter");
}

#[test]
fn what_is_of_another_stream_or_of_nobody_here_changes_nothing() {
    let peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    let mut device = Device::settled(admitted(), &mut server);
    let nothing = device.standing().others.clone();
    let reached = Reached { reader: peer.member(), stream: JOURNAL, position: 9, set_aside: 0, seen_ms: NOW_MS };
    let own = admitted().secrets().member();
    let elsewhere = Reached { stream: StreamId([9; 16]), ..reached };
    for reached in
        [elsewhere, Reached { reader: own, ..reached }, Reached { reader: Peer::new(12).member(), ..reached }]
    {
        assert_eq!(told(&mut device, reached), nothing, "{reached:?}");
    }
}

#[test]
fn a_server_that_lost_its_log_says_nothing_of_the_others() {
    let peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 1));
    device.settle(&mut server);
    let reached = Reached { reader: peer.member(), stream: JOURNAL, position: 1, set_aside: 0, seen_ms: NOW_MS };
    assert!(told(&mut device, reached)[0].has_all);
    server.log.clear();
    server.incarnation = 1;
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert!(!device.standing().others[0].has_all);
}

#[test]
fn what_was_stored_is_said_at_once_where_others_wait_for_it() {
    let peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    let mut device = Device::settled(admitted(), &mut server);
    server.log.push(peer.segment(&ops(1, 1)));
    device.tell(Event::Nudged);
    let mut said = Vec::new();
    while let Some(request) = device.sent.clone() {
        if request.path == PULL {
            let pull: PullRequest = serde_json::from_slice(&request.body).unwrap();
            said.push(pull.cursors[0].position);
        }
        device.answered(server.answer(&request));
    }
    assert_eq!(said, [0, 1]);
}
