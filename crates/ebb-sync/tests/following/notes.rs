//! Notes for the owner: they open for the owner's devices, each once, in their order, and their text is never lost.

use ebb_protocol::endpoints::NOTES as NOTES_PATH;
use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::SegmentHash;
use ebb_protocol::problem::ProblemKind;
use ebb_sync::Reply;
use ebb_sync::follower::{FollowEnd, FollowerEvent, FollowerStage, NoteRefused};
use ebb_vault::open_note;

use crate::owner::{NOTES, Owner, Segment, plan, shows};
use crate::phone::Phone;
use crate::server::problem;

fn begun() -> (Owner, Phone) {
    let mut owner = Owner::inviting(plan());
    let mut phone = Phone::following(&mut owner);
    owner.tells_anew(&[shows(1, "slept well")]);
    phone.nudge(&mut owner);
    (owner, phone)
}

fn writes(phone: &mut Phone, text: &str) {
    phone.tell(FollowerEvent::WriteNote(text.to_owned()));
}

impl Owner {
    /// What the owner's devices read, with its epoch and number.
    fn notes_read(&self) -> Vec<(u32, u64, String)> {
        let follow = self.follow();
        let known = |member| (member == self.member()).then_some(follow.signing_key);
        let read = |segment: &Vec<u8>| {
            let epoch = SegmentHead::of_segment(segment).unwrap().epoch;
            let key = self.follow_key(epoch);
            let (head, note) = open_note(&key, (self.trust.account(), NOTES), known, segment).unwrap();
            (epoch, head.number, note.text)
        };
        self.notes.iter().map(read).collect()
    }

    fn texts_read(&self) -> Vec<String> {
        self.notes_read().into_iter().map(|(_, _, text)| text).collect()
    }
}

#[test]
fn notes_are_sent_in_their_order_and_chained() {
    let (mut owner, mut phone) = begun();
    for text in ["one", "two", "three"] {
        writes(&mut phone, text);
    }
    phone.settle(&mut owner);
    assert_eq!(owner.notes_read(), [(0, 1, "one".to_owned()), (0, 2, "two".to_owned()), (0, 3, "three".to_owned())]);
    assert_eq!((phone.standing().notes_waiting, phone.note_refused()), (0, None));
    let heads: Vec<_> = owner.notes.iter().map(|note| SegmentHead::of_segment(note).unwrap()).collect();
    assert_eq!(heads[2].previous, SegmentHash::of(&owner.notes[1]));
    let mut phone = phone.restart();
    phone.settle(&mut owner);
    writes(&mut phone, "four");
    phone.settle(&mut owner);
    assert_eq!(owner.notes_read()[3], (0, 4, "four".to_owned()));

    let mut tablet = phone.another();
    tablet.settle(&mut owner);
    writes(&mut tablet, "of the tablet");
    tablet.settle(&mut owner);
    assert_eq!(owner.notes_read()[4], (0, 1, "of the tablet".to_owned()), "each device counts for itself");
}

#[test]
fn what_is_written_offline_is_kept_and_sent_later_once() {
    let (mut owner, mut phone) = begun();
    phone.tell(FollowerEvent::Nudged);
    phone.answered(Reply::NoAnswer);
    writes(&mut phone, "in the train");
    assert_eq!(phone.store.persisted.notes.waiting.len(), 1, "at once, whatever the network does");
    assert_eq!(phone.standing().notes_waiting, 1);
    let mut phone = phone.restart();
    assert_eq!(phone.follower.notes_waiting()[0].text, "in the train");
    // The server takes it, and its answer is lost.
    while phone.sent.as_ref().unwrap().path != NOTES_PATH {
        let reply = owner.answer(&phone.sent.clone().unwrap());
        phone.answered(reply);
    }
    owner.answer(&phone.sent.clone().unwrap());
    phone.answered(Reply::NoAnswer);
    assert_eq!((phone.standing().notes_waiting, owner.notes.len()), (1, 1));
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!((owner.texts_read(), phone.standing().notes_waiting), (vec!["in the train".to_owned()], 0));
}

#[test]
fn what_waits_is_sealed_once_more_where_the_key_is_another_by_now() {
    let (mut owner, mut phone) = begun();
    phone.tell(FollowerEvent::Nudged);
    phone.answered(Reply::NoAnswer);
    writes(&mut phone, "one");
    writes(&mut phone, "two");
    let device = owner.admits(40);
    owner.dismisses(device.member());
    owner.changes(None);
    owner.tells_anew(&[shows(1, "slept well")]);
    // It is not known here yet: the server says so, the log brings the key, and that is all.
    let asked = |owner: &Owner| owner.asked.iter().filter(|path| **path == NOTES_PATH).count();
    phone.tell(FollowerEvent::WriteNote("three".to_owned()));
    phone.tell(FollowerEvent::DropNote(3));
    let before = asked(&owner);
    for _ in 0..3 {
        phone.tell(FollowerEvent::Woken);
        phone.settle(&mut owner);
    }
    assert!(asked(&owner) - before <= 2);
    assert_eq!(owner.notes_read(), [(1, 1, "one".to_owned()), (1, 2, "two".to_owned())]);
    assert_eq!(phone.standing().notes_waiting, 0);
}

#[test]
fn a_number_that_is_taken_leads_to_another_name_and_nothing_is_lost() {
    let (mut owner, mut phone) = begun();
    writes(&mut phone, "one");
    phone.settle(&mut owner);
    // A phone that was set up from a backup of this one goes on under the same name.
    let mut clone = Phone::open(phone.follower.identity().clone(), None, phone.store.clone(), phone.held.clone());
    clone.settle(&mut owner);
    writes(&mut clone, "of the clone");
    clone.settle(&mut owner);
    writes(&mut phone, "two");
    phone.settle(&mut owner);
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!(owner.texts_read(), ["one", "of the clone", "two"]);
    assert_eq!(phone.standing().notes_waiting, 0);
}

#[test]
fn a_refusal_is_said_and_the_text_is_kept() {
    let (mut owner, mut phone) = begun();
    for (kind, refused) in [
        (ProblemKind::TooMany, NoteRefused::TooMany),
        (ProblemKind::AccountFull, NoteRefused::Refused),
        (ProblemKind::Forbidden, NoteRefused::Refused),
        (ProblemKind::TooLarge, NoteRefused::Refused),
    ] {
        writes(&mut phone, "seemed tired");
        assert_eq!(phone.sent.as_ref().unwrap().path, NOTES_PATH);
        phone.answered(problem(kind));
        assert_eq!((phone.note_refused(), phone.standing().notes_waiting), (Some(refused), 1), "{kind:?}");
        assert!(phone.sent.is_none() && phone.standing().connected, "reading goes on");
        phone.tell(FollowerEvent::DropNote(phone.follower.notes_waiting()[0].number));
        assert_eq!((phone.note_refused(), phone.standing().notes_waiting), (None, 0));
    }
    writes(&mut phone, "seemed well");
    phone.answered(problem(ProblemKind::TooMany));
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!((owner.texts_read(), phone.note_refused()), (vec!["seemed well".to_owned()], None));
}

#[test]
fn where_notes_are_not_welcome_they_wait() {
    let (mut owner, mut phone) = begun();
    let mut terms = plan().terms;
    terms.takes_notes = false;
    owner.publish(Segment { terms: Some(terms), ..owner.segment(false, &[]) });
    phone.nudge(&mut owner);
    writes(&mut phone, "seemed tired");
    phone.settle(&mut owner);
    assert_eq!((phone.note_refused(), phone.standing().notes_waiting), (Some(NoteRefused::NotWelcome), 1));
    assert!(owner.notes.is_empty());
    owner.publish(Segment { terms: Some(plan().terms), ..owner.segment(false, &[]) });
    phone.nudge(&mut owner);
    assert_eq!((owner.texts_read(), phone.note_refused()), (vec!["seemed tired".to_owned()], None));
}

#[test]
fn what_is_empty_too_long_or_too_much_is_refused_at_once() {
    let (mut owner, mut phone) = begun();
    for text in [String::new(), " \n".to_owned(), "x".repeat(8 * 1024), "x".repeat(4 * 1024 * 1024)] {
        writes(&mut phone, &text);
        assert_eq!((phone.note_refused(), phone.standing().notes_waiting), (Some(NoteRefused::Length), 0));
    }
    phone.tell(FollowerEvent::Nudged);
    phone.answered(Reply::NoAnswer);
    for _ in 0..65 {
        writes(&mut phone, "again");
    }
    assert_eq!((phone.note_refused(), phone.standing().notes_waiting), (Some(NoteRefused::TooMany), 64));
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!(owner.notes.len(), 64);

    owner.stops();
    writes(&mut phone, "before it heard");
    phone.settle(&mut owner);
    assert_eq!(phone.stage(), &FollowerStage::Ended(FollowEnd::Stopped));
    assert_eq!(phone.follower.notes_waiting()[0].text, "before it heard", "it is the person's own");
    writes(&mut phone, "after the end");
    assert_eq!(phone.note_refused(), Some(NoteRefused::NotFollowing));
}

#[test]
fn those_behind_one_that_is_taken_back_are_sent_all_the_same() {
    let (mut owner, mut phone) = begun();
    phone.tell(FollowerEvent::Nudged);
    phone.answered(Reply::NoAnswer);
    for text in ["one", "two", "three"] {
        writes(&mut phone, text);
    }
    phone.tell(FollowerEvent::DropNote(2));
    phone.tell(FollowerEvent::DropNote(9));
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!(owner.texts_read(), ["one", "three"]);
}
