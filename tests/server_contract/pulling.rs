//! Reading after cursors.

use ebb_protocol::head::SEGMENT_BYTES_MIN;
use ebb_protocol::ids::{Mark, StreamId};
use ebb_protocol::limits::{PULL_PAGE_BYTES_MAX, PULL_STREAMS_MAX, SEGMENT_BYTES_MAX};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::{Cursor, PullPage, StreamPage};
use ebb_tests::server_client::{Device, Reply};

use crate::world::World;

fn start_of(stream: StreamId) -> Cursor {
    Cursor { stream, position: 0, mark: None }
}

async fn page(device: &Device, cursor: Cursor) -> StreamPage {
    device.pull_ok(cursor).await.streams.remove(0)
}

async fn refusal(device: &Device, cursors: Vec<Cursor>) -> ProblemKind {
    device.pull(cursors).await.unwrap().refusal()
}

#[tokio::test]
async fn an_empty_journal_has_an_empty_page() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let expected = StreamPage { stream: alice.journal, head: 0, mark: Mark([0; 8]), more: false, segments: Vec::new() };
    assert_eq!(page(&alice, start_of(alice.journal)).await, expected);
    let nothing: Reply = alice.pull(Vec::new()).await.unwrap();
    assert_eq!(PullPage::from_bytes(&nothing.body), Ok(PullPage::default()));
    assert_eq!(nothing.header("content-type"), "application/octet-stream");
}

#[tokio::test]
async fn a_cursor_gets_what_lies_after_it() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let segments = alice.replica(1).next_many(4, 300);
    let appended = alice.push_ok(&segments).await.appended;
    for (after, place) in appended.iter().enumerate() {
        let cursor = Cursor { stream: alice.journal, position: place.position, mark: Some(place.mark) };
        let page = page(&alice, cursor).await;
        assert_eq!((page.head, page.mark, page.more), (4, appended[3].mark, false));
        let rest: Vec<_> = page.segments.iter().map(|pulled| (pulled.position, pulled.mark, &pulled.segment)).collect();
        let expected: Vec<_> = appended
            .iter()
            .zip(&segments)
            .skip(after + 1)
            .map(|(at, segment)| (at.position, at.mark, segment))
            .collect();
        assert_eq!(rest, expected);
    }
}

#[tokio::test]
async fn a_place_that_the_server_does_not_hold_is_lost() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let place = alice.push_ok(&[alice.replica(1).next(300)]).await.appended.remove(0);
    for (position, mark) in [(1, Mark([9; 8])), (2, place.mark), (u64::MAX, place.mark)] {
        let cursor = Cursor { stream: alice.journal, position, mark: Some(mark) };
        assert_eq!(refusal(&alice, vec![cursor]).await, ProblemKind::Lost);
    }
}

#[tokio::test]
async fn streams_of_others_look_like_streams_that_are_not_there() {
    let world = World::start().await;
    let (alice, bob) = (world.device(1).await, world.device(2).await);
    let place = bob.push_ok(&[bob.replica(1).next(300)]).await.appended.remove(0);
    let named = Cursor { stream: bob.journal, position: 1, mark: Some(place.mark) };
    let replies = [
        alice.pull(vec![start_of(bob.journal)]).await.unwrap(),
        alice.pull(vec![named]).await.unwrap(),
        alice.pull(vec![start_of(alice.journal), start_of(bob.journal)]).await.unwrap(),
        alice.pull(vec![start_of(StreamId([9; 16]))]).await.unwrap(),
    ];
    for reply in &replies {
        assert_eq!(reply.refusal(), ProblemKind::Forbidden);
        assert_eq!(reply.body, replies[0].body);
    }
}

#[tokio::test]
async fn cursors_that_make_no_sense_are_malformed() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let unmarked = Cursor { stream: alice.journal, position: 1, mark: None };
    assert_eq!(refusal(&alice, vec![unmarked]).await, ProblemKind::Malformed);
    assert_eq!(refusal(&alice, vec![start_of(alice.journal); 2]).await, ProblemKind::Malformed);
    let many = vec![start_of(alice.journal); PULL_STREAMS_MAX + 1];
    let reply = alice.pull(many).await.unwrap();
    assert_eq!(reply.refusal(), ProblemKind::Malformed);
    assert_eq!(reply.problem().limit, Some(PULL_STREAMS_MAX as u64));
}

#[tokio::test]
async fn pages_stay_within_their_limit_and_say_when_there_is_more() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut replica = alice.replica(1);
    let mut segments = Vec::new();
    // The largest segment there may be, small ones, and a large one again.
    for (count, length) in [(1, SEGMENT_BYTES_MAX), (60, 50_000), (10, SEGMENT_BYTES_MIN), (2, SEGMENT_BYTES_MAX)] {
        for _ in 0..count {
            segments.push(replica.next(length));
        }
    }
    for push in segments.chunks(30) {
        for segment in push.chunk_by(|a, b| a.len() + b.len() < 200_000) {
            alice.push_ok(segment).await;
        }
    }
    let mut pulled = Vec::new();
    let mut cursor = start_of(alice.journal);
    let mut pages = 0;
    loop {
        let reply = alice.pull(vec![cursor]).await.unwrap();
        assert!(reply.body.len() <= PULL_PAGE_BYTES_MAX + 40, "{}", reply.body.len());
        let page = PullPage::from_bytes(&reply.body).unwrap().streams.remove(0);
        assert_eq!(page.head, segments.len() as u64);
        let last = page.segments.last().unwrap();
        cursor = Cursor { position: last.position, mark: Some(last.mark), ..cursor };
        assert_eq!(page.more, cursor.position < page.head);
        pulled.extend(page.segments.into_iter().map(|one| one.segment));
        pages += 1;
        if !page.more {
            break;
        }
    }
    assert!(pulled == segments, "what was pushed comes back, in its order");
    // 9.3 MB: 2 + 2 of the small ones, the rest of them, and one large one a page.
    assert!((3..=5).contains(&pages), "{pages} pages");
}

#[tokio::test]
async fn a_device_reads_its_own_writes() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut replica = alice.replica(1);
    for count in 1..=50 {
        alice.push_ok(&[replica.next(300)]).await;
        assert_eq!(alice.pull_all().await.len(), count);
    }
}
