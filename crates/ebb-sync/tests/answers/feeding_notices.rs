//! What the server tells of a feed over the live channel, its own appends among it, costs a device nothing that it knows already.

use ebb_protocol::endpoints::{FEED, FOLLOWED};
use ebb_protocol::head::SegmentKind;
use ebb_protocol::ids::Mark;
use ebb_protocol::live::{LiveFrame, Notice, Reached};
use ebb_protocol::push::Appended;
use ebb_sync::{Event, Reply};

use crate::feeding::{followed, kinds};
use crate::guest::{Guest, heat};

fn notice(guest: &Guest, head: u64, mark: Mark) -> Event {
    Event::Noticed(LiveFrame::Stream(Notice { stream: guest.feed(), head, mark }))
}

#[test]
fn an_append_that_is_noticed_before_it_is_answered_is_an_append() {
    let (mut device, mut server, guest) = followed();
    for number in 2_u8..6 {
        device.log_flash(number.into(), number.into());
        device.settle_until(&mut server, FEED);
        let reply = server.answer(device.sent.as_ref().unwrap());
        let Reply::Answer { body, .. } = &reply else { panic!("answered") };
        let appended: Appended = serde_json::from_slice(body).unwrap();
        device.tell(notice(&guest, appended.position, appended.mark));
        device.answered(reply);
        assert_ne!(device.asks(), Some(FOLLOWED), "it knows what it wrote itself");
        device.settle(&mut server);
    }
    assert!(guest.sees_exactly(&server, &device, &heat()));
    let mut expected = vec![SegmentKind::FeedChanges; 5];
    expected[0] = SegmentKind::FeedAnew;
    assert_eq!(kinds(&server, &guest), expected, "each entry is added, nothing is written anew");
}

#[test]
fn what_another_device_wrote_meanwhile_is_read() {
    let (mut device, mut server, guest) = followed();
    device.log_flash(2, 2);
    device.settle_until(&mut server, FEED);
    let reply = server.answer(device.sent.as_ref().unwrap());
    device.tell(notice(&guest, 77, Mark([7; 8])));
    device.answered(reply);
    assert_eq!(device.asks(), Some(FOLLOWED));
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
}

#[test]
fn after_a_start_too_an_entry_is_added() {
    let (mut device, mut server, guest) = followed();
    device = device.restart();
    device.settle(&mut server);
    device.tell(Event::LiveOpened);
    device.settle(&mut server);
    device.rate_mood(1, 4);
    device.log_flash(2, 2);
    device.settle(&mut server);
    assert_eq!(kinds(&server, &guest), [SegmentKind::FeedAnew, SegmentKind::FeedChanges]);
}

/// A month of entries, one a day, each sent before the next: what is asked of the server, and what the feed weighs there then.
fn month(reads: bool) -> (Vec<&'static str>, usize) {
    let (mut device, mut server, guest) = followed();
    let mut asked = Vec::new();
    for number in 2_u8..32 {
        device.log_flash(number.into(), number.into());
        if reads {
            let (stream, position) = (guest.feed(), server.streams.of(guest.feed()).head);
            let reached = Reached { reader: guest.member(), stream, position, set_aside: 0, seen_ms: server.now_ms };
            device.tell(Event::Noticed(LiveFrame::Reached(reached)));
        }
        while let Some(request) = &device.sent {
            asked.push(request.path);
            let reply = server.answer(request);
            device.answered(reply);
        }
    }
    assert!(guest.sees_exactly(&server, &device, &heat()));
    (asked, server.streams.of(guest.feed()).standing.values().map(Vec::len).sum())
}

#[test]
fn who_reads_nothing_for_a_month_costs_the_owner_nothing() {
    let (asked, bytes) = month(false);
    assert_eq!((asked.clone(), bytes), month(true));
    // Each entry is one append to the feed, whoever reads it.
    assert_eq!(asked.iter().filter(|path| **path == FEED).count(), 30);
}
