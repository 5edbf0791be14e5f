//! Pages with something in them that cannot be opened: that is set aside as it came, with a reason; the rest is merged.

use ebb_protocol::endpoints::PULL;
use ebb_protocol::head::{HEAD_BYTES, SIGNATURE_BYTES};
use ebb_protocol::ids::{AccountId, StreamId};
use ebb_protocol::pull::PullPage;
use ebb_sync::{Event, SyncTrouble};
use ebb_vault::Place;

use crate::scripted::{Device, admitted, answer, ops};
use crate::server::{Peer, Server};

/// Everything that a segment may have suffered, and the words that name it.
fn damaged(peer: &Peer) -> Vec<(Vec<u8>, &'static str)> {
    let whole = peer.segment(&ops(50, 2));
    let altered = |place: usize| {
        let mut segment = whole.clone();
        segment[place] ^= 1;
        segment
    };
    let end = whole.len();
    let elsewhere = Place { stream: StreamId([9; 16]), ..peer.place().clone() };
    let other_account = Place { account: AccountId([9; 16]), ..peer.place().clone() };
    vec![
        (Vec::new(), "cut short"),
        (whole[..HEAD_BYTES].to_vec(), "cut short"),
        (whole[..end - 1].to_vec(), "signature"),
        (altered(HEAD_BYTES + 30), "signature"),
        (altered(end - 1), "signature"),
        (altered(30), "signature"),
        (altered(40), "signature"),
        (altered(75), "number and predecessor"),
        ([&whole[..end - SIGNATURE_BYTES], &[0; SIGNATURE_BYTES]].concat(), "signature"),
        ([&[2], &whole[1..]].concat(), "format 2"),
        ([&whole[..1], &[7], &whole[2..]].concat(), "kind 7"),
        (peer.segment_at(&elsewhere, &ebb_replica::pack(&ops(50, 2))), "another stream"),
        (peer.segment_at(&other_account, &ebb_replica::pack(&ops(50, 2))), "signature"),
        (peer.segment_at(peer.place(), b"\x09no pack of this version"), "version 9"),
        (peer.segment_at(peer.place(), &[1, 200, 0, 0, 0, 7, 7, 7]), "compressed part is damaged"),
        (b"noise that never was a segment, and is longer than a head".repeat(5).clone(), "format 110"),
    ]
}

#[test]
fn each_damage_is_set_aside_and_the_rest_of_the_page_is_merged() {
    let peer = Peer::new(10);
    for (segment, words) in damaged(&peer) {
        let mut server = Server::with(&[&peer]);
        server.log.extend([peer.segment(&ops(1, 1)), segment.clone(), peer.segment(&ops(2, 1))]);
        let mut device = Device::settled(admitted(), &mut server);
        device.tell(Event::Woken);
        device.settle(&mut server);
        assert_eq!(device.merged, [ops(1, 1), ops(2, 1)].concat(), "{words}");
        assert_eq!(device.standing().set_aside, 1, "{words}");
        assert_eq!((device.standing().waiting, device.standing().trouble), (0, None), "{words}");
        let kept = &device.store.set_aside[0];
        assert_eq!((kept.position, &kept.bytes), (2, &segment), "{words}");
        assert!(kept.reason.contains(words), "{words}: {}", kept.reason);
        assert_eq!(device.store.persisted.cursor.map(|cursor| cursor.position), Some(3), "{words}");
    }
}

#[test]
fn a_page_of_nothing_else_still_moves_the_cursor() {
    let peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    server.log = damaged(&peer).into_iter().map(|(segment, _)| segment).collect();
    let count = server.log.len();
    let mut device = Device::settled(admitted(), &mut server);
    device.tell(Event::Woken);
    device.settle(&mut server);
    assert_eq!(device.store.persisted.cursor.map(|cursor| cursor.position), Some(count as u64));
    assert_eq!(device.standing().set_aside, count);
    assert!(device.merged.is_empty());
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_eq!(device.standing().set_aside, count, "they are not set aside twice");
    assert_eq!(device.restart().standing().set_aside, count);
}

#[test]
fn many_pages_are_pulled_one_after_the_other() {
    let peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    server.page_segments = 2;
    server.log = (1..8).map(|number| peer.segment(&ops(number, 1))).collect();
    let device = Device::settled(admitted(), &mut server);
    assert_eq!(device.merged.len(), 7);
    assert_eq!(device.store.persisted.cursor.map(|cursor| cursor.position), Some(7));
}

#[test]
fn a_page_without_this_stream_or_from_before_the_cursor_is_odd() {
    let peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    server.log.push(peer.segment(&ops(1, 1)));
    let mut device = Device::settled(admitted(), &mut server);
    let cursor = device.store.persisted.cursor;
    let mut other_stream =
        server.page(ebb_protocol::pull::Cursor { position: 0, mark: None, ..cursor.unwrap() }).unwrap();
    let old = other_stream.clone();
    other_stream.streams[0].stream = StreamId([9; 16]);
    for page in [PullPage::default(), other_stream, old] {
        device.tell(Event::Nudged);
        device.settle_until(&mut server, PULL);
        device.answered(answer(200, &page.to_bytes()));
        assert_eq!(device.standing().trouble, Some(SyncTrouble::OddAnswer));
        assert_eq!(device.store.persisted.cursor, cursor);
        assert_eq!(device.asks(), None);
    }
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_eq!((device.standing().trouble, device.merged.len()), (None, 1));
}
