//! The end: by a signed entry of the chain, or by the signed time, and by nothing less.

use ebb_protocol::endpoints::TRUST_LOG_READ;
use ebb_protocol::ids::MemberId;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::Detail;
use ebb_sync::follower::{FollowEnd, FollowerEvent, FollowerNews, FollowerStage};
use ebb_vault::Author;

use crate::owner::{NOW_MS, Owner, plan, secrets, shows};
use crate::phone::Phone;
use crate::server::{ended, problem};

const HOUR_MS: i64 = 3_600_000;

fn begun_until(until_ms: Option<i64>) -> (Owner, Phone) {
    let mut plan = plan();
    plan.until_ms = until_ms;
    let mut owner = Owner::inviting(plan);
    let mut phone = Phone::following(&mut owner);
    owner.tells_anew(&[shows(1, "slept well")]);
    phone.nudge(&mut owner);
    assert_eq!(phone.texts(), ["slept well"]);
    (owner, phone)
}

fn is_ended(phone: &Phone, end: FollowEnd) {
    assert_eq!((phone.stage(), phone.news()), (&FollowerStage::Ended(end), FollowerNews::Ended(end)));
    assert_eq!(phone.texts(), Vec::<String>::new());
    assert!(phone.store.feed.is_empty() && phone.store.persisted.cursor.is_none());
    assert_eq!(phone.store.persisted.heard_ms, None);
}

fn is_going_on(phone: &Phone) {
    assert_eq!((phone.stage(), phone.texts()), (&FollowerStage::Following, vec!["slept well".to_owned()]));
    assert_eq!(phone.store.feed.len(), 1);
}

#[test]
fn who_is_stopped_deletes_the_copy_and_asks_no_more() {
    let (mut owner, mut phone) = begun_until(None);
    owner.stops();
    assert!(owner.newest_is(|detail| matches!(detail, Detail::FollowStopped(_))));
    phone.nudge(&mut owner);
    is_ended(&phone, FollowEnd::Stopped);
    assert!(phone.sent.is_none());
    let mut phone = phone.restart();
    is_ended(&phone, FollowEnd::Stopped);
    for event in [FollowerEvent::Nudged, FollowerEvent::Woken, FollowerEvent::LiveClosed] {
        phone.tell(event);
        assert!(phone.sent.is_none());
    }
}

#[test]
fn a_stop_in_the_log_ends_it_as_well_and_so_does_the_end_of_the_account() {
    let (mut owner, mut phone) = begun_until(None);
    owner.stops();
    let logged = owner.log_for_follow().split_off(2);
    phone.tell(FollowerEvent::Nudged);
    let page = ebb_protocol::endpoints::LogPage { server_time_ms: NOW_MS, logged };
    phone.answered(crate::server::answer(200, &page.to_bytes()));
    is_ended(&phone, FollowEnd::Stopped);

    let (mut owner, mut phone) = begun_until(None);
    owner.closes();
    phone.nudge(&mut owner);
    is_ended(&phone, FollowEnd::Closed);
    is_ended(&phone.restart(), FollowEnd::Closed);
}

/// The server shows who is stopped nothing but the stop, and entries may lie before it that this phone has not read.
#[test]
fn a_stop_counts_for_who_was_not_there_when_devices_came_and_went() {
    let (mut owner, mut phone) = begun_until(None);
    let device = owner.admits(40);
    owner.dismisses(device.member());
    owner.stops();
    phone.nudge(&mut owner);
    is_ended(&phone, FollowEnd::Stopped);
    is_ended(&phone.restart(), FollowEnd::Stopped);

    let (mut owner, mut phone) = begun_until(None);
    owner.admits(40);
    owner.closes();
    phone.nudge(&mut owner);
    is_ended(&phone, FollowEnd::Closed);
    is_ended(&phone.restart(), FollowEnd::Closed);
}

#[test]
fn an_end_that_nobody_signed_or_that_is_of_another_follow_or_account_is_none() {
    let (mut owner, mut phone) = begun_until(None);
    let own = owner.member();
    let signed_by = |owner: &Owner, number: u8, member: MemberId| {
        let signer = secrets(number);
        let author = Author { state: &owner.trust, signer: &signer, keys: &owner.keys };
        author.stop_follow(member).entry
    };
    let by_the_follow = signed_by(&owner, 50, own);
    let by_nobody = signed_by(&owner, 77, own);
    let of_another = signed_by(&owner, 2, MemberId([4; 16]));
    let mut altered = signed_by(&owner, 2, own);
    let last = altered.len() - 1;
    altered[last] ^= 1;
    let mut elsewhere = Owner::of_account(7);
    elsewhere.invite(plan());
    Phone::following(&mut elsewhere);
    elsewhere.stops();
    let of_another_account = elsewhere.logged.pop().unwrap().entry;
    let still_open = owner.logged.last().unwrap().entry.clone();
    for entry in
        [by_the_follow, by_nobody, of_another, altered, of_another_account, still_open, Vec::new(), vec![1; 90]]
    {
        for kind in [ProblemKind::FollowEnded, ProblemKind::Closed] {
            phone.tell(FollowerEvent::Nudged);
            phone.answered(ended(kind, &entry));
            is_going_on(&phone);
            phone.tell(FollowerEvent::Woken);
            phone.answered(problem(kind));
            is_going_on(&phone);
            phone.tell(FollowerEvent::Woken);
            phone.settle(&mut owner);
        }
    }
    is_going_on(&phone.restart());
}

#[test]
fn its_time_is_over_by_the_clock_of_the_server_also_without_a_network() {
    let (mut owner, mut phone) = begun_until(Some(NOW_MS + HOUR_MS));
    phone.tell(FollowerEvent::Nudged);
    phone.settle(&mut owner);
    assert!(phone.wakes.iter().any(|ms| *ms > 3_500_000 && *ms < 3_700_000), "{:?}", phone.wakes);
    let phone = phone.restart_at(NOW_MS + HOUR_MS - 1_000);
    is_going_on(&phone);
    let mut phone = phone.restart_at(NOW_MS + HOUR_MS);
    is_ended(&phone, FollowEnd::Over);
    // A clock that is set back does not bring back what is deleted; the owner does.
    owner.now_ms = NOW_MS + HOUR_MS;
    phone.settle(&mut owner);
    is_ended(&phone, FollowEnd::Over);
}

#[test]
fn a_clock_that_the_server_has_corrected_counts_after_a_restart_too() {
    let (mut owner, phone) = begun_until(Some(NOW_MS + 10 * HOUR_MS));
    // This phone's clock is a day ahead of the server's.
    let mut phone = phone.restart_at(NOW_MS + HOUR_MS);
    owner.now_ms = NOW_MS + HOUR_MS - 24 * HOUR_MS;
    phone.settle(&mut owner);
    assert_eq!(phone.store.persisted.clock_offset_ms, Some(-24 * HOUR_MS));
    is_going_on(&phone.restart_at(NOW_MS + 20 * HOUR_MS));
}

#[test]
fn a_copy_that_a_wrong_clock_has_deleted_comes_back_with_the_next_word_of_the_server() {
    let (mut owner, phone) = begun_until(Some(NOW_MS + HOUR_MS));
    let mut phone = phone.restart_at(NOW_MS + 3 * HOUR_MS);
    is_ended(&phone, FollowEnd::Over);
    phone.settle(&mut owner);
    is_going_on(&phone);
}

#[test]
fn what_was_over_goes_on_once_the_owner_lengthens_it() {
    let (mut owner, mut phone) = begun_until(Some(NOW_MS + HOUR_MS));
    owner.now_ms += 2 * HOUR_MS;
    phone.now_ms = owner.now_ms;
    phone.nudge(&mut owner);
    is_ended(&phone, FollowEnd::Over);
    let mut phone = phone.restart();
    phone.settle(&mut owner);
    is_ended(&phone, FollowEnd::Over);
    assert_eq!(phone.wakes.last(), Some(&3_600_000), "it is asked for now and then");

    owner.changes(Some(NOW_MS + 9 * HOUR_MS));
    owner.feed.clear();
    owner.keeps_head = true;
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    assert_eq!(phone.news(), FollowerNews::NeverHeard, "the owner has not begun anew");
    owner.tells_anew(&[shows(1, "slept well")]);
    phone.nudge(&mut owner);
    is_going_on(&phone);
    assert!(matches!(phone.news(), FollowerNews::UpToDate(_)));
    owner.stops();
    phone.nudge(&mut owner);
    is_ended(&phone, FollowEnd::Stopped);
}

#[test]
fn a_shorter_time_that_the_server_shows_with_its_refusal_counts_if_it_has_passed() {
    let (mut owner, mut phone) = begun_until(None);
    owner.changes(Some(NOW_MS + HOUR_MS));
    let entry = owner.logged.last().unwrap().entry.clone();
    phone.tell(FollowerEvent::Nudged);
    phone.answered(ended(ProblemKind::FollowEnded, &entry));
    is_going_on(&phone);
    phone.now_ms += 2 * HOUR_MS;
    owner.now_ms = phone.now_ms;
    phone.nudge(&mut owner);
    is_ended(&phone, FollowEnd::Over);
    let logged = phone.store.persisted.log.clone();
    assert_eq!(logged.len(), 3, "the entry that says so is kept");
    assert!(owner.asked.contains(&TRUST_LOG_READ));
}

#[test]
fn an_entry_that_ends_nothing_is_read_from_the_log_with_its_key() {
    let (mut owner, mut phone) = begun_until(None);
    let device = owner.admits(40);
    owner.dismisses(device.member());
    phone.nudge(&mut owner);
    owner.changes(None);
    owner.tells_anew(&[shows(1, "slept well")]);
    phone.tell(FollowerEvent::Nudged);
    phone.answered(ended(ProblemKind::FollowEnded, &owner.logged.last().unwrap().entry));
    phone.tell(FollowerEvent::Woken);
    phone.settle(&mut owner);
    is_going_on(&phone);
    assert!(matches!(phone.news(), FollowerNews::UpToDate(_)), "{:?}", phone.news());
}

#[test]
fn a_copy_that_could_not_be_deleted_at_once_is_deleted_later() {
    let (mut owner, mut phone) = begun_until(None);
    owner.stops();
    phone.tell(FollowerEvent::Nudged);
    phone.breaks = true;
    phone.settle(&mut owner);
    assert_eq!((phone.stage(), phone.texts()), (&FollowerStage::Ended(FollowEnd::Stopped), Vec::new()));
    assert_eq!(phone.store.feed.len(), 1);
    phone.breaks = false;
    phone.tell(FollowerEvent::Woken);
    is_ended(&phone, FollowEnd::Stopped);
}

#[test]
fn an_end_under_a_newer_epoch_counts_with_the_entries_that_lead_to_it() {
    let (mut owner, mut phone) = begun_until(None);
    let device = owner.admits(40);
    owner.dismisses(device.member());
    owner.stops();
    let logged = owner.log_for_follow().split_off(2);
    let page = ebb_protocol::endpoints::LogPage { server_time_ms: NOW_MS, logged };
    phone.tell(FollowerEvent::Nudged);
    phone.answered(crate::server::answer(200, &page.to_bytes()));
    is_ended(&phone, FollowEnd::Stopped);
}
