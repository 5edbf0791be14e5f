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
            let ids: Vec<RecordId> = handle
                .with_state(|state| state.journal().records().map(|(id, _)| id.clone()).collect())
                .unwrap_or_default();
            let (mut made, mut begun_ms) = (State::default(), wall_clock::now_ms());
            for (number, ids) in (1..).zip(ids.chunks(AT_A_TIME)) {
                handle.with_state(|state| {
                    let mark = |id: &RecordId| state.value(id, FieldId::PRIVATE);
                    show(&mut made, Marked::new(state.journal(), &mark), &scope, ids, number);
                });
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
