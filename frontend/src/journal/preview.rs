//! What somebody would see of one's own journal: its projection by a scope, made into a journal of its own. In pieces, so that a tap is
//! never kept waiting: ten years are 70,000 records.

use std::rc::Rc;

use ebb_journal::scope::{FeedChange, FeedId, FeedNews, FollowTerms, Marked, Scope};
use ebb_journal::{FieldId, Name, RecordId, Sitting, SittingId};
use ebb_replica::State;
use leptos::task::spawn_local;

use super::JournalHandle;
use super::seen::{Follow, SeenJournal};
use crate::platform::pause::pause;
use crate::platform::wall_clock;

/// So many records are looked at between two looks at the clock.
const AT_A_TIME: usize = 250;
/// A piece takes no longer than this by much: shorter than what somebody notices.
const PIECE_MS: i64 = 24;

impl JournalHandle {
    /// Makes what a scope would show of this journal now. `then` gets it, unless `is_wanted` says no meanwhile. An entry that is made
    /// while it is put together may be missing.
    pub fn project(
        &self,
        scope: Scope,
        terms: FollowTerms,
        is_wanted: impl Fn() -> bool + 'static,
        then: impl FnOnce(Rc<SeenJournal>) + 'static,
    ) {
        let handle = *self;
        spawn_local(async move {
            let (mut made, mut begun_ms) = (State::default(), wall_clock::now_ms());
            let (mut last, mut number) = (None, 0);
            while let Some(next) = handle.with_state(|state| piece(&mut made, state, &scope, last.as_ref(), number)) {
                let Some(next) = next else { break };
                (last, number) = (Some(next), number + 1);
                if wall_clock::now_ms() - begun_ms >= PIECE_MS {
                    pause().await;
                    if !is_wanted() {
                        return;
                    }
                    begun_ms = wall_clock::now_ms();
                }
            }
            let news = FeedNews { heard_ms: Some(wall_clock::now_ms()), call_known_ms: None };
            then(SeenJournal::new(made, Follow { scope, terms, news, ..Follow::default() }));
        });
    }
}

/// Takes in what is shown of the next records; the last of them, if there were any.
fn piece(made: &mut State, state: &State, scope: &Scope, last: Option<&RecordId>, number: u64) -> Option<RecordId> {
    let ids: Vec<RecordId> = state.journal().records_after(last).take(AT_A_TIME).map(|(id, _)| id.clone()).collect();
    let mark = |id: &RecordId| state.value(id, FieldId::PRIVATE);
    show(made, Marked::new(state.journal(), &mark), scope, &ids, number);
    ids.last().cloned()
}

/// Takes what is shown of some records into a journal made of a feed, as their segment number `number`.
fn show(made: &mut State, marked: Marked<'_>, scope: &Scope, ids: &[RecordId], number: u64) {
    let shown = |id: &RecordId| Some(FeedChange::Show(FeedId::of(id, &pseudonym)?, scope.project(marked, id)?));
    let changes: Vec<FeedChange> = ids.iter().filter_map(shown).collect();
    // Only a number past the year 2200 is refused; these count from one.
    let _ = made.show(&changes, number);
}

/// All that a scope shows of a journal, at once, with what is for one follow alone.
#[cfg(any(test, feature = "gallery"))]
pub fn projected(state: &State, scope: &Scope, follow: &str) -> State {
    let ids: Vec<RecordId> = state.journal().records().map(|(id, _)| id.clone()).collect();
    let mut made = State::default();
    let mark = |id: &RecordId| state.value(id, FieldId::PRIVATE);
    show(&mut made, Marked::new(state.journal(), &mark).read_by(follow), scope, &ids, 1);
    made
}

/// Nothing of this leaves the phone: a name stands for itself.
fn pseudonym(id: &RecordId) -> SittingId {
    match id.name {
        Name::Made(name) => name,
        _ => SittingId { sitting: Sitting([0; 8]), counter: 0 },
    }
}

#[cfg(test)]
mod tests {
    use ebb_journal::scope::SharingKind;
    use ebb_journal::{Answer, HotFlash, Kind, Moment, Note, RatedThing, Rating, Record, SymptomNumber};
    use ebb_protocol::ids::ReplicaId;
    use ebb_replica::Clock;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// Piece by piece it is what the projection is as a whole, and what is private is in neither.
    #[wasm_bindgen_test]
    fn in_pieces_it_is_the_same_as_at_once() {
        let mut state = State::default();
        let clock = Clock { replica: ReplicaId([1; 16]), wall_ms: 5 };
        for number in 1..40_u32 {
            let at = Moment::new(i64::from(number) * 40_000_000, 0, None).unwrap();
            let thing = RatedThing { day: at.day(), symptom: SymptomNumber::JOINT_PAIN, site: None };
            let note = Note { text: "x".into(), at: at.clone(), about: None };
            let records = [
                (
                    RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), number),
                    Record::HotFlash(HotFlash::starting(at.clone())),
                ),
                (RecordId::made(Kind::NOTE, Sitting([1; 8]), number), Record::Note(note)),
                (thing.id(), Record::Rating(Rating::of(Answer::Value(3), at))),
            ];
            for (id, record) in records {
                let ops = state.save(&id, &record, clock);
                state.merge(ops);
                if number % 5 == 0 {
                    let ops = state.mark_private(&id, true, clock);
                    state.merge(ops);
                }
            }
        }
        let mut scope = Scope::of([SharingKind::HeatAndSweat, SharingKind::JointsAndMuscles]);
        scope.set_from(ebb_journal::CivilDay::of_days(7));
        let mark = |id: &RecordId| state.value(id, FieldId::PRIVATE);
        let marked = Marked::new(state.journal(), &mark);
        let (mut made, mut last) = (State::default(), None);
        for number in 0.. {
            let next: Vec<RecordId> =
                state.journal().records_after(last.as_ref()).take(7).map(|(id, _)| id.clone()).collect();
            show(&mut made, marked, &scope, &next, number);
            last = next.last().cloned();
            if last.is_none() {
                break;
            }
        }
        let feed = scope.feed(marked, &pseudonym);
        let whole = feed.iter().map(|(id, shown)| (id.record_id(), shown.record()));
        assert!(made.journal().records().eq(whole) && !made.journal().is_empty());
    }
}
