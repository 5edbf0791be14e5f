//! A journal that somebody shares is read by the same handle as one's own, and nothing can be changed in it.

use ebb_journal::scope::SharingKind;
use ebb_journal::{
    Dose, DoseState, HotFlash, Kind, Medication, Record, RecordId, Schedule, Sitting, SittingId, Substance,
};
use ebb_protocol::ids::ReplicaId;
use ebb_replica::Clock;
use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::journal::preview::projected;
use crate::journal::{DoseMark, SeenForm, closed_journal};

const TABLET: SittingId = SittingId { sitting: Sitting([1; 8]), counter: 1 };

fn own_journal(now: &Moment) -> State {
    let mut state = State::default();
    let medication =
        Medication { schedule: Schedule::once_a_day(), ..Medication::of(Substance::own("Morning tablet").unwrap()) };
    let dose = |back: i32| RecordId::dose(TABLET, now.day().plus(-back).unwrap(), 0);
    let taken = Record::Dose(Dose { state: DoseState::Taken, at: now.clone() });
    let records = [
        (RecordId::made(Kind::MEDICATION, TABLET.sitting, 1), Record::Medication(medication)),
        (dose(6), taken.clone()),
        (dose(2), taken.clone()),
        (dose(0), taken),
        (RecordId::made(Kind::HOT_FLASH, TABLET.sitting, 2), Record::HotFlash(HotFlash::starting(now.clone()))),
    ];
    for (id, record) in records {
        let ops = state.save(&id, &record, Clock { replica: ReplicaId([1; 16]), wall_ms: now.instant_ms() });
        state.merge(ops);
    }
    state
}

#[wasm_bindgen_test]
fn it_is_read_like_ones_own_and_a_command_does_nothing() {
    Owner::new().with(|| {
        let now = wall_clock::now().unwrap();
        let mut scope = Scope::of([SharingKind::Medicines, SharingKind::HeatAndSweat]);
        let out = now.day().plus(-3).unwrap();
        scope.leave_out(&(out..=out)).unwrap();
        let news = FeedNews { heard_ms: Some(now.instant_ms()), call_known_ms: None };
        let state = projected(&own_journal(&now), &scope, "");
        let seen = SeenJournal::new(state, Follow { scope, news, ..Follow::default() });
        let journal = closed_journal().of_seen(Rc::clone(&seen));
        assert!(journal.is_seen() && !journal.shares(out));
        let (medicines, today) = (journal.medicines(), journal.today());
        let card = medicines.get_untracked().taken.remove(0);
        let marks: Vec<_> = card.week.iter().map(|day| day.mark).collect();
        let (taken, unsaid) = (DoseMark::Taken, DoseMark::NotLogged);
        assert_eq!(marks, [taken, unsaid, unsaid, DoseMark::NotShared, taken, unsaid, taken]);
        assert!(card.open.is_empty(), "there is nothing to be said of what is not logged");
        let going = today.get_untracked().flashes.remove(0);
        journal.start_flash();
        journal.remove(going.id);
        journal.remove_medicine(card.name);
        journal.turn_private(card.name);
        journal.undo();
        assert_eq!(today.get_untracked().flashes.len(), 1);
        assert!(journal.kept().get_untracked().is_none() && journal.medicines().get_untracked().taken.len() == 1);
    });
}

#[wasm_bindgen_test]
fn what_the_feed_says_later_is_shown() {
    Owner::new().with(|| {
        let now = wall_clock::now().unwrap();
        let seen = SeenJournal::new(State::default(), Follow::default());
        let journal = closed_journal().of_seen(Rc::clone(&seen));
        let view = journal.seen_view();
        assert_eq!(view.get_untracked().unwrap().form, SeenForm::Waiting);
        seen.update(|state, follow| {
            follow.scope = Scope::of(SharingKind::ALL);
            follow.news.heard_ms = Some(now.instant_ms());
            *state = projected(&own_journal(&now), &follow.scope, "");
        });
        let view = view.get_untracked().unwrap();
        assert_eq!((view.form, view.doses.len()), (SeenForm::Fresh, 1));
    });
}
