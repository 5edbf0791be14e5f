//! A device that was dismissed and compacts on, with a server that helps it: a compacted segment has no number, so no cut is in
//! its way. The dismissal names those that stood in the journal; whatever else goes by its name is taken apart.

use ebb_protocol::endpoints::{OUTLINE, PULL, TRUST_LOG};
use ebb_protocol::ids::{Mark, MemberId, SegmentHash, StreamId};
use ebb_protocol::limits::COMPACTED_PER_MEMBER_MAX;
use ebb_protocol::outline::{Outline, OutlineEntry, Outlined};
use ebb_protocol::trust::{Detail, Dismissal, SignedEntry, batch};
use ebb_replica::{Contents, Op, compact};
use ebb_sync::{Event, SyncTrouble, Wish};

use crate::compacted::compact_at;
use crate::compacting::{as_set, reader};
use crate::dismissed::{Story, forged};
use crate::scripted::{Device, JOURNAL, admitted, answer, newcomer, ops};
use crate::server::{Peer, Server};

/// A tablet that wrote four segments, and compacted the first two at position 2.
fn compacted_two() -> Story {
    let mut story = Story::of(4);
    compact_at(&mut story.server, &story.tablet, 1..=2);
    story
}

/// The same, and it was dismissed then.
fn dismissed() -> Story {
    let mut story = compacted_two();
    story.dismiss();
    story
}

/// What it wrote while it belonged to the journal.
fn before() -> Vec<Op> {
    ops(1, 4)
}

impl Story {
    /// What it seals now under the key that it has: in the place of what stands there, up to where that reaches.
    fn compacted_later(&self, positions: std::ops::RangeInclusive<u64>) -> Vec<u8> {
        let standing = self.server.positions().filter(|position| positions.contains(position));
        let reaches =
            standing.flat_map(|position| self.server.contents(position).reaches).max_by_key(|last| last.number);
        let body = compact(vec![Contents { reaches: reaches.into_iter().collect(), ops: forged() }]).unwrap();
        self.tablet.compacted_at(&self.server, 0, self.server.trust.hash_at(1).unwrap(), &body)
    }
}

/// A newcomer, as far as it gets.
fn who_comes_new(server: &mut Server) -> Device {
    server.invite();
    let mut device = Device::settled(newcomer(9), server);
    device.tell(Event::Nudged);
    device.settle(server);
    device
}

fn assert_one_is_aside(device: &Device, position: u64) {
    let aside: Vec<_> = device.store.set_aside.iter().map(|aside| aside.position).collect();
    assert_eq!((aside, device.standing().set_aside, device.standing().trouble), (vec![position], 1, None));
    assert!(device.store.set_aside[0].reason.contains("its dismissal does not name it"));
}

#[test]
fn what_its_dismissal_names_is_read_as_before() {
    let mut story = dismissed();
    let device = who_comes_new(&mut story.server);
    assert_eq!(as_set(&device.merged), as_set(&before()));
    assert_eq!((device.standing().set_aside, device.standing().trouble), (0, None));
}

/// In the place of numbered segments, of one that the dismissal names, of all.
#[test]
fn who_comes_new_takes_what_it_was_made_of_and_not_what_it_says() {
    for (positions, page_segments) in [(3..=4, 100), (1..=2, 100), (1..=4, 100), (1..=4, 1)] {
        let mut story = dismissed();
        let sealed = story.compacted_later(positions.clone());
        story.server.put_in_place(positions.clone(), sealed);
        story.server.page_segments = page_segments;
        let device = who_comes_new(&mut story.server);
        assert_eq!(as_set(&device.merged), as_set(&before()), "{positions:?}");
        assert_one_is_aside(&device, *positions.end());
        let mut device = device.restart();
        device.settle(&mut story.server);
        assert_one_is_aside(&device, *positions.end());

        // A server that gives nothing back has withheld them, no more.
        story.server.replaced.clear();
        let device = Device::settled(reader(), &mut story.server);
        assert!(as_set(&device.merged).is_subset(&as_set(&before())), "{positions:?}");
        assert_one_is_aside(&device, *positions.end());
    }
}

#[test]
fn who_has_read_everything_takes_nothing_of_it_either() {
    for hears_of_it_first in [true, false] {
        let mut story = if hears_of_it_first { dismissed() } else { compacted_two() };
        let mut device = Device::settled(admitted(), &mut story.server);
        if !hears_of_it_first {
            story.dismiss();
        }
        let sealed = story.compacted_later(3..=4);
        story.server.log.push(sealed);
        device.tell(Event::Nudged);
        device.settle(&mut story.server);
        assert_eq!(as_set(&device.merged), as_set(&before()));
        assert_one_is_aside(&device, 5);
    }
}

/// It was set aside when nothing was known of its writer; then the log tells both that it came and that it went.
#[test]
fn one_that_was_set_aside_is_taken_once_a_dismissal_names_it() {
    for is_named in [true, false] {
        let mut tablet = Peer::new(10);
        let mut server = Server::new();
        tablet.write(&mut server, &ops(1, 1));
        compact_at_as_member(&mut server, &tablet);
        let mut device = Device::start(admitted());
        for _ in 0..4 {
            device.settle(&mut server);
            device.tell(Event::Woken);
        }
        assert_eq!((device.merged.len(), device.standing().set_aside), (0, 1));
        server.admit(&tablet);
        let named = if is_named { server.compacted_by(tablet.member()) } else { Vec::new() };
        server.dismiss_naming(tablet.member(), vec![tablet.cut()], named);
        device.tell(Event::Nudged);
        device.settle(&mut server);
        assert_eq!(device.standing().set_aside, usize::from(!is_named));
        assert_eq!(device.merged, if is_named { ops(1, 1) } else { Vec::new() });
    }
}

/// Before the log names its writer, whose keys its contents need.
fn compact_at_as_member(server: &mut Server, tablet: &Peer) {
    let mut known = Server::with(&[tablet]);
    known.log.clone_from(&server.log);
    let body = compact(vec![known.contents(1)]).unwrap();
    let segment = tablet.compacted(server, &body);
    server.put_in_place(1..=1, segment);
}

/// What stood there goes after thirty days, or at once. Whoever has read it sees in the outline that something took its place
/// which does not count, and puts it back in its own name.
#[test]
fn who_holds_what_it_took_the_place_of_puts_it_back_once() {
    let mut tablet = Peer::new(10);
    let mut server = Server::with(&[&tablet]);
    for number in 1..=18 {
        tablet.write(&mut server, &ops(number, 1));
    }
    let mut device = Device::start(admitted());
    device.settle_until(&mut server, PULL);
    let page = server.answer(device.sent.as_ref().unwrap());
    device.answered(page);
    device.save(ops(900, 1));
    device.settle_until(&mut server, OUTLINE);
    let mut story = Story { tablet, server };
    story.dismiss();
    let sealed = story.compacted_later(1..=18);
    story.server.put_in_place(1..=18, sealed);
    story.server.replaced.clear();
    let mut device = device.restart();
    device.settle(&mut story.server);
    assert_one_is_aside(&device, 18);
    assert_eq!((device.standing().waiting, story.server.log.len()), (0, 20), "what it held, in one segment");
    let all = as_set(&[ops(1, 18), ops(900, 1)].concat());
    let new = Device::settled(reader(), &mut story.server);
    assert_eq!(as_set(&new.merged), all);
    assert_one_is_aside(&new, 18);
    for _ in 0..2 {
        device = device.restart();
        device.settle(&mut story.server);
        assert_eq!(story.server.log.len(), 20, "and then it is well");
    }
}

/// Also where a server shows for ever in the outline what it never lets anybody read.
#[test]
fn an_outline_of_what_is_never_shown_is_followed_once() {
    let mut story = dismissed();
    let mut founder = Device::start(admitted());
    founder.save(ops(900, 20));
    founder.settle(&mut story.server);
    for number in 5..=40 {
        founder.save(ops(900 + number, 1));
        founder.settle(&mut story.server);
    }
    let log = story.server.log.clone();
    let holds = Outlined::Compacted { writer: story.tablet.member(), hash: SegmentHash([9; 32]) };
    let mut device = founder.restart();
    let mut asked = 0;
    while let Some(request) = device.sent.clone() {
        asked += 1;
        assert!(asked < 40, "{request:?}");
        let reply =
            if request.path == OUTLINE { outline_of(&[(1, holds)], false) } else { story.server.answer(&request) };
        device.answered(reply);
    }
    assert_eq!((story.server.log.len(), device.standing().trouble), (log.len(), None));
}

fn outline_of(entries: &[(u64, Outlined)], more: bool) -> ebb_sync::Reply {
    let entry = |(position, holds): &(u64, Outlined)| OutlineEntry {
        position: *position,
        mark: Mark([1; 8]),
        length: 300,
        holds: *holds,
    };
    let entries: Vec<_> = entries.iter().map(entry).collect();
    let outline = Outline { stream: JOURNAL, head: 10_000, mark: Mark([1; 8]), more, entries };
    answer(200, &outline.to_bytes())
}

fn sent_dismissal(device: &Device) -> Dismissal {
    let logged = batch::read(&device.sent.as_ref().unwrap().body).unwrap().remove(0);
    let entry = SignedEntry::read(&logged.entry).unwrap();
    let Detail::Dismissed(dismissal) = entry.head.detail else { panic!("{entry:?}") };
    dismissal
}

/// Others' are left out, and so is what this device cannot know of otherwise: it had read what they took the place of.
#[test]
fn a_dismissal_names_what_its_member_has_compacted_however_long_the_outline() {
    for outline_entries in [1, 2, 100] {
        let (mut gone, mut stays) = (Peer::new(10), Peer::new(11));
        let mut server = Server::with(&[&gone, &stays]);
        for number in 1..=4 {
            gone.write(&mut server, &ops(number, 1));
            stays.write(&mut server, &ops(10 + number, 1));
        }
        let mut device = Device::settled(admitted(), &mut server);
        compact_at(&mut server, &gone, 1..=2);
        compact_at(&mut server, &stays, 3..=4);
        compact_at(&mut server, &gone, 5..=6);
        compact_at(&mut server, &gone, 7..=8);
        server.outline_entries = outline_entries;
        device.tell(Event::Wished(Wish::Dismiss(gone.member())));
        device.settle_until(&mut server, TRUST_LOG);
        let mut expected: Vec<_> = [2, 6, 8].map(|position| SegmentHash::of(&server.at(position))).to_vec();
        expected.sort_unstable();
        let dismissal = sent_dismissal(&device);
        assert_eq!((dismissal.compacted, dismissal.cuts), (expected, vec![gone.cut()]), "{outline_entries}");
        device.settle(&mut server);
        assert_eq!((device.standing().wishes, device.standing().devices), (0, 2));
        server.keys = device.identity().keys.clone();
        let late = Device::settled(reader(), &mut server);
        assert_eq!((late.merged.len(), late.standing().set_aside), (8, 0));
    }
}

/// It compacts between the look and the entry, or another device compacts what it had: the server says so, and it is looked at
/// again.
#[test]
fn where_the_list_has_moved_it_is_looked_at_again() {
    let mut story = compacted_two();
    let mut device = Device::settled(admitted(), &mut story.server);
    device.tell(Event::Wished(Wish::Dismiss(story.tablet.member())));
    device.settle_until(&mut story.server, TRUST_LOG);
    compact_at(&mut story.server, &story.tablet, 3..=4);
    let refused = story.server.answer(device.sent.as_ref().unwrap());
    device.answered(refused);
    assert_eq!((device.asks(), device.standing().wishes), (Some(PULL), 1));
    device.settle_until(&mut story.server, OUTLINE);
    device.settle_until(&mut story.server, TRUST_LOG);
    assert_eq!(sent_dismissal(&device).compacted, story.server.compacted_by(story.tablet.member()));
    device.settle(&mut story.server);
    assert_eq!((device.standing().wishes, device.standing().devices), (0, 1));
}

/// What a server says is weighed before it is signed. The wish stays.
#[test]
fn an_outline_that_cannot_be_is_not_believed() {
    let by = |member: MemberId, number: u64| {
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&number.to_le_bytes());
        Outlined::Compacted { writer: member, hash: SegmentHash(hash) }
    };
    let mut story = compacted_two();
    let tablet = story.tablet.member();
    let too_many: Vec<_> = (1..=COMPACTED_PER_MEMBER_MAX as u64 + 1).map(|at| (at, by(tablet, at))).collect();
    let other = Outline { stream: StreamId([9; 16]), head: 0, mark: Mark([0; 8]), more: false, entries: Vec::new() };
    for reply in [
        outline_of(&too_many, false),
        outline_of(&[], true),
        answer(200, &other.to_bytes()),
        answer(200, b"<!doctype html><title>Log in to the hotel</title>"),
    ] {
        let mut device = Device::settled(admitted(), &mut story.server);
        device.tell(Event::Wished(Wish::Dismiss(tablet)));
        device.answered(reply);
        assert_eq!((device.standing().trouble, device.asks()), (Some(SyncTrouble::OddAnswer), None));
        assert_eq!(device.standing().wishes, 1);
        device.tell(Event::Woken);
        device.settle_until(&mut story.server, TRUST_LOG);
        assert_eq!(sent_dismissal(&device).compacted, story.server.compacted_by(tablet));
    }
    // The same positions over and over.
    let mut device = Device::settled(admitted(), &mut story.server);
    device.tell(Event::Wished(Wish::Dismiss(tablet)));
    device.answered(outline_of(&[(1, by(tablet, 1))], true));
    device.answered(outline_of(&[(1, by(tablet, 1))], true));
    assert_eq!((device.standing().trouble, device.standing().wishes), (Some(SyncTrouble::OddAnswer), 1));
}

/// A server came back from a backup of before the dismissal, and took one more of it. Whoever brings the dismissal back names
/// what had stood there then.
#[test]
fn what_a_server_took_that_had_forgotten_the_dismissal_is_taken_apart() {
    let mut story = compacted_two();
    let mut device = Device::settled(admitted(), &mut story.server);
    let (trust, logged, keys) = (story.server.trust.clone(), story.server.logged.clone(), story.server.keys.clone());
    device.tell(Event::Wished(Wish::Dismiss(story.tablet.member())));
    device.settle(&mut story.server);
    (story.server.trust, story.server.logged, story.server.keys) = (trust, logged, keys);
    compact_at(&mut story.server, &story.tablet, 1..=4);
    device.tell(Event::Nudged);
    device.settle(&mut story.server);
    assert_eq!((device.standing().trouble, device.standing().devices), (None, 1));
    story.server.keys = device.identity().keys.clone();
    let new = Device::settled(reader(), &mut story.server);
    assert_eq!(as_set(&new.merged), as_set(&before()), "of what it was made of, all counts");
    assert_one_is_aside(&new, 4);
}
