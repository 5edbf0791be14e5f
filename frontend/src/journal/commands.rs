//! What a tap does: a change of the journal, durable before it is said to be saved, and undone with one tap.

use ebb_journal::{
    AromataseInhibitor, Dose, DoseState, HotFlash, Kind, Medication, Moment, Person, Record, RecordId, Substance,
};
use ebb_replica::{Before, Clock, Op, State};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::view::{DoseDue, FirstAnswers, MedicineAnswer, Since, Trouble, Who};
use super::{JournalHandle, today, wording};
use crate::platform::{storage_manager, wall_clock};

/// What a change makes of the state it meets: the ops, what is said of it, and what undoing it goes back to.
pub(super) struct Change {
    pub(super) ops: Vec<Op>,
    pub(super) sentence: String,
    pub(super) before: Vec<Before>,
}

type MakeChange = Box<dyn FnOnce(&State, Clock) -> Option<Change>>;

impl JournalHandle {
    /// A hot flash has started.
    pub fn start_flash(&self) {
        let Some(now) = self.now() else { return };
        let Some(id) = self.new_id(Kind::HOT_FLASH) else { return };
        self.change(move |state, clock| {
            Some(set(
                state,
                clock,
                &id,
                &Record::HotFlash(HotFlash::starting(now.clone())),
                wording::flash_kept(&wording::clock(now.time())),
            ))
        });
    }

    /// A hot flash has passed.
    pub fn end_flash(&self, id: RecordId) {
        let Some(now) = self.now() else { return };
        self.change_flash(id, move |flash| {
            // A clock that was set back in between says nothing of the length: the flash is counted.
            let ended = flash.clone().ending(now).unwrap_or_else(|_| flash.counted());
            let sentence = ended.length_ms().map_or_else(
                || wording::FLASH_COUNTED.to_owned(),
                |length_ms| wording::flash_ended(today::minutes(length_ms)),
            );
            (ended, sentence)
        });
    }

    /// Of a hot flash only that it was counts.
    pub fn count_flash(&self, id: RecordId) {
        self.change_flash(id, |flash| (flash.counted(), wording::FLASH_COUNTED.to_owned()));
    }

    /// Takes a hot flash out.
    pub fn remove(&self, id: RecordId) {
        self.take_out(id, wording::FLASH_REMOVED);
    }

    /// Takes a record out, and says so. Undo brings it back.
    pub(super) fn take_out(&self, id: RecordId, sentence: &'static str) {
        self.change(move |state, clock| {
            let (before, ops) = (state.before(&id), state.delete(&id, clock));
            Some(Change { ops, sentence: sentence.to_owned(), before: vec![before] })
        });
    }

    /// A dose was taken.
    pub fn take_dose(&self, due: DoseDue) {
        let sentence = wording::dose_taken(&due.name);
        self.mark_dose(due, DoseState::Taken, sentence);
    }

    /// A dose was skipped on purpose.
    pub fn skip_dose(&self, due: DoseDue) {
        let sentence = wording::dose_skipped(&due.name);
        self.mark_dose(due, DoseState::Skipped, sentence);
    }

    /// What was said of a dose was a mistake: nothing is logged for it.
    pub fn clear_dose(&self, due: DoseDue) {
        self.change(move |state, clock| {
            let (before, ops) = (state.before(&due.id), state.delete(&due.id, clock));
            Some(Change { ops, sentence: wording::dose_cleared(&due.name), before: vec![before] })
        });
    }

    /// Undoes what was just kept.
    pub fn undo(&self) {
        let Some(before) = self.before.get_value().map(|before| before.take()) else { return };
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        spawn_local(async move {
            let undo =
                |state: &State, clock: Clock| before.iter().flat_map(|before| state.undo(before, clock)).collect();
            match open.session.change(Box::new(undo)).await {
                Ok(()) => {
                    open.driver.saved();
                    handle.kept.set(None);
                }
                Err(trouble) => handle.save_failed(&trouble),
            }
        });
    }

    /// The answers of the first minute; with an answer to "What do you take?" alone, one more medicine.
    pub fn finish_first_minute(&self, answers: FirstAnswers) {
        let (Some(now), Some(id)) = (self.now(), self.new_id(Kind::MEDICATION)) else { return };
        let medication = match answers.medicine {
            None => None,
            Some(answer) => {
                let Some(medication) = medication(answer, answers.since, &now) else {
                    self.trouble.set(Some(Trouble::new(
                        wording::NAME_UNUSABLE,
                        "Nothing else has changed.",
                        "Try a shorter one.",
                    )));
                    return;
                };
                Some(Record::Medication(medication))
            }
        };
        self.change(move |state, clock| {
            let mut ops = medication.map(|medication| state.save(&id, &medication, clock)).unwrap_or_default();
            let is_new = state.journal().person().is_none();
            if let Some(who) = answers.who.or(is_new.then_some(Who::NotSaid)) {
                ops.extend(state.save(&RecordId::sole(Kind::PERSON), &Record::Person(Person { who }), clock));
            }
            Some(Change { ops, sentence: String::new(), before: Vec::new() })
        });
        // Asked when there is something to keep; the answer is shown in the settings.
        let handle = *self;
        spawn_local(async move {
            storage_manager::ask_to_persist().await;
            handle.look_at_storage().await;
        });
    }

    fn mark_dose(&self, due: DoseDue, dose_state: DoseState, sentence: String) {
        let Some(at) = self.now() else { return };
        self.change(move |state, clock| {
            Some(set(state, clock, &due.id, &Record::Dose(Dose { state: dose_state, at }), sentence))
        });
    }

    fn change_flash(&self, id: RecordId, make: impl FnOnce(HotFlash) -> (HotFlash, String) + 'static) {
        self.change(move |state, clock| {
            // Another device may have taken it out meanwhile.
            let Some(Record::HotFlash(flash)) = state.journal().record(&id) else { return None };
            let (flash, sentence) = make(flash.clone());
            Some(set(state, clock, &id, &Record::HotFlash(flash), sentence))
        });
    }

    /// Saves a change, and says so once it is durable.
    pub(super) fn change(&self, make: impl FnOnce(&State, Clock) -> Option<Change> + 'static) {
        self.save_change(Box::new(make), None);
    }

    /// The same; `then` is told whether it is durable.
    pub(super) fn change_then(
        &self,
        make: impl FnOnce(&State, Clock) -> Option<Change> + 'static,
        then: impl FnOnce(bool) + 'static,
    ) {
        self.save_change(Box::new(make), Some(Box::new(then)));
    }

    /// Boxed, so that what follows is in the app once and not for each command.
    fn save_change(&self, make: MakeChange, then: Option<Box<dyn FnOnce(bool)>>) {
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        spawn_local(async move {
            let mut said = None;
            let making = |state: &State, clock: Clock| match make(state, clock) {
                None => Vec::new(),
                Some(change) => {
                    said = Some((change.sentence, change.before));
                    change.ops
                }
            };
            let saved = open.session.change(Box::new(making)).await;
            if let Some(then) = then {
                then(saved.is_ok());
            }
            match saved {
                Ok(()) => {
                    open.driver.saved();
                    if let Some((sentence, before)) = said.filter(|(sentence, _)| !sentence.is_empty()) {
                        handle.keep(sentence, before);
                    }
                }
                Err(trouble) => handle.save_failed(&trouble),
            }
        });
    }

    pub(super) fn new_id(&self, kind: Kind) -> Option<RecordId> {
        self.with_session(|session| session.new_id(kind))
    }

    pub(super) fn now(&self) -> Option<Moment> {
        let now = wall_clock::now();
        if now.is_none() {
            self.trouble.set(Some(wording::clock_is_off()));
        }
        now
    }
}

pub(super) fn set(state: &State, clock: Clock, id: &RecordId, record: &Record, sentence: String) -> Change {
    Change { before: vec![state.before(id)], ops: state.save(id, record, clock), sentence }
}

fn medication(answer: MedicineAnswer, since: Option<Since>, now: &Moment) -> Option<Medication> {
    let inhibitor = |drug: AromataseInhibitor| (Substance::Inhibitor(drug), Some(drug.label_strength()));
    let (substance, strength) = match answer {
        MedicineAnswer::Anastrozole => inhibitor(AromataseInhibitor::Anastrozole),
        MedicineAnswer::Letrozole => inhibitor(AromataseInhibitor::Letrozole),
        MedicineAnswer::Exemestane => inhibitor(AromataseInhibitor::Exemestane),
        MedicineAnswer::Own(name) => (Substance::own(&name)?, None),
    };
    let since = since.map(|since| match since {
        Since::ThisMonth => ebb_journal::Since::this_month(now.day()),
        Since::ThisYear => ebb_journal::Since::this_year(now.day()),
        Since::Earlier => ebb_journal::Since::earlier(now.day()),
    });
    Some(Medication { strength, since, ..Medication::of(substance) })
}
