//! A device that was dismissed and writes on, with a server that helps it: it has its signing key and the keys of its time,
//! and the server shows whatever it seals. Nobody takes it in.

use std::collections::BTreeSet;

use ebb_protocol::endpoints::PULL;
use ebb_protocol::ids::{ReplicaId, SegmentHash};
use ebb_replica::{Op, pack};
use ebb_sync::Event;
use ebb_vault::Place;

use crate::scripted::{Device, admitted, newcomer, ops};
use crate::server::{Peer, Server};

/// A tablet that wrote segments, from position 1 on, and was dismissed after the last one.
pub(crate) struct Story {
    pub(crate) tablet: Peer,
    pub(crate) server: Server,
}

/// What it wrote while it belonged to the journal.
fn before() -> Vec<Op> {
    ops(1, 3)
}

impl Story {
    fn new() -> Self {
        Self::of(3)
    }

    /// One with so many segments.
    pub(crate) fn of(count: u32) -> Self {
        let mut tablet = Peer::new(10);
        let mut server = Server::with(&[&tablet]);
        for number in 1..=count {
            tablet.write(&mut server, &ops(number, 1));
        }
        Self { tablet, server }
    }

    fn dismissed() -> Self {
        let mut story = Self::new();
        story.dismiss();
        story
    }

    pub(crate) fn dismiss(&mut self) {
        self.server.dismiss(self.tablet.member(), vec![self.tablet.cut()]);
    }

    /// What it could seal now in the place of one of its own, or in a new one.
    fn sealed(&self, number: u64, previous: SegmentHash, replica: u8) -> Vec<u8> {
        let place =
            Place { number, previous, replica: ReplicaId([replica; 16]), epoch: 0, ..self.tablet.place().clone() };
        self.tablet.segment_at(&place, &pack(&forged()))
    }

    /// Each way to write on under an old key, by name.
    fn ways_to_write_on(&self) -> Vec<(&'static str, Vec<Vec<u8>>)> {
        let hash = |position: usize| SegmentHash::of(&self.server.log[position - 1]);
        let first = self.sealed(1, SegmentHash::NONE, 10);
        let second = self.sealed(2, hash(1), 10);
        let after_its_own_first = self.sealed(2, SegmentHash::of(&first), 10);
        let newer_key = Place { number: 4, previous: hash(3), epoch: 1, ..self.tablet.place().clone() };
        vec![
            ("after its last one", vec![self.sealed(4, hash(3), 10)]),
            ("in the place of its last one", vec![self.sealed(3, hash(2), 10)]),
            ("in the place of an earlier one", vec![second]),
            ("in the place of its first one", vec![first.clone()]),
            ("a row of its own from the first on", vec![first, after_its_own_first]),
            ("under an earlier number, after its last one", vec![self.sealed(2, hash(3), 10)]),
            ("on a replica that its dismissal does not name", vec![self.sealed(1, SegmentHash::NONE, 11)]),
            ("in the new epoch, under the old key", vec![self.tablet.segment_at(&newer_key, &pack(&forged()))]),
        ]
    }
}

/// What it would have others read.
pub(crate) fn forged() -> Vec<Op> {
    ops(66, 1)
}

/// Looks again until all that the server shows was looked at.
fn pull_all(device: &mut Device, server: &mut Server) {
    device.tell(Event::Nudged);
    device.settle(server);
    for _ in 0..5 {
        device.tell(Event::Woken);
        device.settle(server);
    }
}

fn assert_took_nothing(device: &Device, server: &Server, shown: usize, name: &str) {
    let mut merged = device.merged.clone();
    merged.sort();
    merged.dedup();
    assert_eq!(merged, before(), "{name}");
    let aside: Vec<_> = device.store.set_aside.iter().map(|aside| aside.bytes.clone()).collect();
    assert_eq!(aside.len(), shown, "{name}: each is kept as it came, once");
    assert!(aside.iter().all(|bytes| server.log[3..].contains(bytes)), "{name}: and nothing else");
    assert_eq!((device.standing().set_aside, device.standing().trouble), (shown, None), "{name}");
}

#[test]
fn who_has_read_up_to_the_cut_takes_nothing_more() {
    for number in 0..Story::dismissed().ways_to_write_on().len() {
        let mut story = Story::dismissed();
        let mut device = Device::settled(admitted(), &mut story.server);
        assert_eq!(device.merged, before());
        let (name, shown) = story.ways_to_write_on().swap_remove(number);
        story.server.log.extend(shown.clone());
        pull_all(&mut device, &mut story.server);
        assert_took_nothing(&device, &story.server, shown.len(), name);
        let mut device = device.restart();
        pull_all(&mut device, &mut story.server);
        assert_eq!(device.store.set_aside.len(), shown.len(), "{name}: nor after a restart");
        assert!(device.merged.iter().all(|op| before().contains(op)), "{name}");
    }
}

/// It had read all of it while the tablet still belonged to the journal.
#[test]
fn who_read_it_before_the_dismissal_takes_nothing_more_either() {
    for number in 0..Story::dismissed().ways_to_write_on().len() {
        let mut story = Story::new();
        let mut device = Device::settled(admitted(), &mut story.server);
        story.dismiss();
        let (name, shown) = story.ways_to_write_on().swap_remove(number);
        story.server.log.extend(shown.clone());
        pull_all(&mut device, &mut story.server);
        assert_took_nothing(&device, &story.server, shown.len(), name);
    }
}

/// One who comes new reads everything from the beginning, and the server shows what was sealed later at the end, where no
/// segment ever follows its own successor.
#[test]
fn who_comes_new_takes_what_leads_up_to_the_cut() {
    for number in 0..Story::dismissed().ways_to_write_on().len() {
        let mut story = Story::dismissed();
        let (name, shown) = story.ways_to_write_on().swap_remove(number);
        story.server.log.extend(shown.clone());
        story.server.invite();
        let mut device = Device::settled(newcomer(9), &mut story.server);
        pull_all(&mut device, &mut story.server);
        assert_took_nothing(&device, &story.server, shown.len(), name);
    }
}

/// Shown to one who comes new, in the place of what the tablet had written: what the dismissal names, and what leads up to
/// it, tells which is which.
#[test]
fn what_leads_up_to_the_cut_shows_what_does_not() {
    for number in 1..=2_u64 {
        let mut story = Story::dismissed();
        let place = usize::try_from(number).unwrap() - 1;
        let previous =
            place.checked_sub(1).map_or(SegmentHash::NONE, |before| SegmentHash::of(&story.server.log[before]));
        let forged = story.sealed(number, previous, 10);
        story.server.log[place] = forged.clone();
        story.server.invite();
        let mut device = Device::settled(newcomer(9), &mut story.server);
        pull_all(&mut device, &mut story.server);
        let aside: Vec<_> = device.store.set_aside.iter().map(|aside| aside.bytes.clone()).collect();
        assert_eq!((aside, device.standing().set_aside), (vec![forged], 1), "{number}");
        let read: BTreeSet<_> = device.merged.iter().cloned().collect();
        let others = (1..=3).filter(|other| u64::from(*other) != number);
        assert_eq!(read, others.flat_map(|other| ops(other, 1)).collect(), "{number}");
    }
}

#[test]
fn what_is_shown_again_makes_no_room_for_another() {
    for page_segments in [1, 2, 4, 100] {
        let mut story = Story::dismissed();
        story.server.page_segments = page_segments;
        let first = story.server.log[0].clone();
        story.server.log.push(first);
        story.server.invite();
        let mut device = Device::settled(newcomer(9), &mut story.server);
        pull_all(&mut device, &mut story.server);
        let second = story.sealed(2, SegmentHash::of(&story.server.log[0]), 10);
        story.server.log.push(second.clone());
        pull_all(&mut device, &mut story.server);
        assert!(device.store.set_aside.iter().any(|aside| aside.bytes == second), "{page_segments}");
        assert!(device.merged.iter().all(|op| before().contains(op)), "{page_segments}");
    }
}

/// What is still open: where the server shows the true ones on a later page, or never, one who comes new cannot tell. It is
/// no more than what stands in the place of segments that it has not read.
#[test]
fn what_is_true_is_taken_whatever_came_before_it() {
    let mut story = Story::dismissed();
    story.server.page_segments = 1;
    story.server.log[1] = story.sealed(2, SegmentHash::of(&story.server.log[0]), 10);
    story.server.invite();
    let mut device = Device::settled(newcomer(9), &mut story.server);
    pull_all(&mut device, &mut story.server);
    assert!([ops(1, 1), ops(3, 1)].concat().iter().all(|op| device.merged.contains(op)));
    assert_eq!((device.standing().set_aside, device.standing().trouble), (0, None));
    let more = story.sealed(2, SegmentHash::of(&story.server.log[0]), 10);
    story.server.log.push(more);
    pull_all(&mut device, &mut story.server);
    assert_eq!(device.standing().set_aside, 1, "from the cut on nothing more is taken");
}

/// In small pages, in the middle of which the app ends or its store fails: what is honest is all taken in.
#[test]
fn what_it_wrote_before_is_read_whole_whatever_the_phone_suffers() {
    for (page_segments, stops_after) in [(1, 1), (1, 2), (2, 1), (2, 3), (100, 1)] {
        let mut story = Story::dismissed();
        story.server.page_segments = page_segments;
        story.server.invite();
        let mut device = Device::start(newcomer(9));
        device.settle_until(&mut story.server, PULL);
        for _ in 0..stops_after {
            device.breaks = |effect| matches!(effect, ebb_sync::StoreEffect::PutPulled { .. });
            let page = story.server.answer(device.sent.as_ref().unwrap());
            device.answered(page);
            device.breaks = |_| false;
            device.tell(Event::Woken);
            let Some(request) = device.sent.clone() else { break };
            device.answered(story.server.answer(&request));
            if device.sent.is_none() {
                break;
            }
        }
        let mut device = device.restart();
        pull_all(&mut device, &mut story.server);
        assert_eq!((device.standing().set_aside, device.standing().trouble), (0, None), "{page_segments}");
        let read = device.store.ops();
        assert!(before().iter().all(|op| read.contains(op)), "{page_segments}, {stops_after}");
    }
}
