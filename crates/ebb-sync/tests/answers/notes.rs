//! Notes of those who follow come into the journal once, and leave the server when they are safe there.

use ebb_journal::{CaregiverNote, Kind, Record};
use ebb_protocol::endpoints::{FOLLOWED, NOTES_TAKEN, SEGMENTS};
use ebb_protocol::ids::Mark;
use ebb_protocol::live::{LiveFrame, Notice, Reached};
use ebb_protocol::problem::ProblemKind;
use ebb_sync::{Event, StoreEffect};

use crate::feeding::followed;
use crate::guest::{Guest, heat};
use crate::scripted::{Device, join, problem};
use crate::server::{Peer, Server};

fn notes(device: &Device) -> Vec<CaregiverNote> {
    device.state.journal().caregiver_notes().map(|(_, note)| note.clone()).collect()
}

fn texts(device: &Device) -> Vec<String> {
    let mut texts: Vec<_> = notes(device).iter().map(|note| note.text.to_string()).collect();
    texts.sort();
    texts
}

fn notice(server: &Server, guest: &Guest) -> Event {
    let head = server.streams.of(guest.notes()).head;
    Event::Noticed(LiveFrame::Stream(Notice { stream: guest.notes(), head, mark: Mark([0; 8]) }))
}

fn left_on(server: &Server, guest: &Guest) -> usize {
    server.streams.of(guest.notes()).standing.len()
}

#[test]
fn a_note_is_copied_and_dropped_once_the_copy_is_on_the_server() {
    let (mut device, mut server, mut guest) = followed();
    guest.writes(&mut server, "How was the night?");
    guest.writes(&mut server, "I bring soup.");
    device.tell(notice(&server, &guest));
    device.settle_until(&mut server, SEGMENTS);
    assert_eq!((left_on(&server, &guest), texts(&device).len()), (2, 2));
    device.settle(&mut server);
    assert_eq!(left_on(&server, &guest), 0);
    assert_eq!(texts(&device), ["How was the night?", "I bring soup."]);
    let note = &notes(&device)[0];
    assert_eq!((note.follow.to_string(), note.answer.as_ref()), (guest.member().to_string(), None));
    // The follow sees its own notes, and nobody else's.
    let shown = guest.sees(&server);
    assert_eq!(shown.values().filter(|shown| shown.kind() == Kind::CAREGIVER_NOTE).count(), 2);
    assert!(guest.sees_exactly(&server, &device, &heat()));
    let other = Guest::new(70);
    device.tell(other.let_in(&heat()));
    device.settle(&mut server);
    assert!(other.sees(&server).values().all(|shown| shown.kind() == Kind::HOT_FLASH));
}

#[test]
fn two_devices_make_one_record_and_a_copy_does_not_undo_a_deletion_or_an_answer() {
    let (mut device, mut server, mut guest) = followed();
    let mut tablet = join(&mut server, 30);
    guest.writes(&mut server, "Soup?");
    let kept = server.streams.of(guest.notes());
    device.tell(notice(&server, &guest));
    device.settle(&mut server);
    let (id, note) =
        device.state.journal().caregiver_notes().next().map(|(id, note)| (id.clone(), note.clone())).unwrap();
    device.log_record(&id, &Record::CaregiverNote(CaregiverNote { answer: Some("Yes.".into()), ..note }));
    device.settle(&mut server);
    // The tablet reads the note before it knows of any of that.
    *server.streams.of_mut(guest.notes()) = kept.clone();
    tablet.tell(notice(&server, &guest));
    tablet.settle(&mut server);
    tablet.tell(Event::Nudged);
    tablet.settle(&mut server);
    assert_eq!(notes(&tablet).iter().map(|note| note.answer.as_deref()).collect::<Vec<_>>(), [Some("Yes.")]);
    device.delete(&id);
    device.settle(&mut server);
    *server.streams.of_mut(guest.notes()) = kept;
    device.tell(notice(&server, &guest));
    device.settle(&mut server);
    assert!(notes(&device).is_empty() && left_on(&server, &guest) == 0);
}

#[test]
fn what_does_not_open_goes_and_is_counted_and_a_flood_is_taken_in_parts() {
    let (mut device, mut server, mut guest) = followed();
    guest.writes(&mut server, "One.");
    let mut stranger = Guest::new(61);
    stranger.writes(&mut server, "Not for here.");
    let strange = server.streams.of(stranger.notes()).ever[0].clone();
    server.streams.of_mut(guest.notes()).push(strange);
    server.streams.of_mut(guest.notes()).push(vec![9; 500]);
    device.tell(notice(&server, &guest));
    device.settle(&mut server);
    assert_eq!((texts(&device).len(), left_on(&server, &guest)), (1, 0));
    assert_eq!(device.standing().follows[0].notes_dropped, 2);
    for number in 0..150 {
        guest.writes(&mut server, &format!("Note {number}"));
    }
    device.tell(notice(&server, &guest));
    device.settle(&mut server);
    assert_eq!((texts(&device).len(), left_on(&server, &guest)), (151, 0));
}

#[test]
fn a_note_under_a_key_that_is_not_known_yet_waits_for_it() {
    let (mut device, mut server, mut guest) = followed();
    let peer = Peer::new(10);
    server.admit(&peer);
    server.dismiss(peer.member(), Vec::new());
    server.change_follow(&guest, &heat());
    guest.writes(&mut server, "Under the new key.");
    device.tell(notice(&server, &guest));
    device.settle(&mut server);
    assert_eq!((texts(&device).len(), device.standing().follows[0].notes_dropped), (1, 0));
}

#[test]
fn notes_that_could_not_be_saved_come_again() {
    let (mut device, mut server, mut guest) = followed();
    guest.writes(&mut server, "One.");
    device.fails_to_keep = true;
    device.tell(notice(&server, &guest));
    device.settle(&mut server);
    assert_eq!((texts(&device).len(), left_on(&server, &guest)), (0, 1));
    device.fails_to_keep = false;
    device.tell(Event::Woken);
    device.settle(&mut server);
    assert_eq!((texts(&device).len(), left_on(&server, &guest)), (1, 0));
}

#[test]
fn a_restart_before_the_copy_is_sent_takes_the_note_once() {
    let (mut device, mut server, mut guest) = followed();
    guest.writes(&mut server, "One.");
    device.tell(notice(&server, &guest));
    device.settle_until(&mut server, SEGMENTS);
    let mut device = device.restart();
    device.settle(&mut server);
    assert_eq!((texts(&device).len(), left_on(&server, &guest)), (1, 0));
    assert!(device.store.persisted.outbox.is_empty());
}

#[test]
fn a_refusal_of_notes_leaves_the_feed_as_it_is() {
    let (mut device, mut server, mut guest) = followed();
    guest.writes(&mut server, "One.");
    device.tell(notice(&server, &guest));
    device.settle_until(&mut server, NOTES_TAKEN);
    device.answered(problem(ProblemKind::Forbidden));
    device.log_flash(2, 2);
    device.settle(&mut server);
    assert!(device.standing().trouble.is_none());
    assert!(guest.sees_exactly(&server, &device, &heat()));
}

#[test]
fn when_who_follows_was_there_last_is_told_as_the_server_tells() {
    let (mut device, mut server, guest) = followed();
    let reached = |stream| {
        let reached = Reached { reader: guest.member(), stream, position: 1, set_aside: 0, seen_ms: 7_200_000 };
        Event::Noticed(LiveFrame::Reached(reached))
    };
    device.tell(reached(guest.notes()));
    assert_eq!(device.standing().follows[0].seen_ms, None);
    device.tell(reached(guest.feed()));
    assert_eq!(device.standing().follows[0].seen_ms, Some(7_200_000));
    // And notices of what is known already ask for nothing.
    let head = server.streams.of(guest.feed()).head;
    let known = Notice { stream: guest.feed(), head, mark: server.mark(head) };
    device.tell(Event::Noticed(LiveFrame::Stream(known.clone())));
    assert_eq!(device.asks(), None);
    device.tell(Event::Noticed(LiveFrame::Stream(Notice { head: head + 1, ..known })));
    assert_eq!(device.asks(), Some(FOLLOWED));
    device.settle(&mut server);
    device.breaks = |effect| matches!(effect, StoreEffect::PutFeed { .. });
}
