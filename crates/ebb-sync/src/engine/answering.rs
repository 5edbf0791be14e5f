//! What comes of the server's answers.

use ebb_protocol::problem::ProblemKind;

use super::refusal::Refusal;
use super::{Engine, Presenting, UnderWay};
use crate::effect::Effect;
use crate::event::{Circumstances, Reply, Wish};
use crate::standing::{SyncTrouble, WishRefused};

/// After so many detours a dismissal that does not name the last segments is made from a journal that was pulled anew.
const CUTS_MOVED: u32 = 2;
/// So often in a row something else has to be asked for before anything is appended.
const DETOURS_IN_HASTE: u32 = 4;

impl Engine {
    pub(super) fn answered(&mut self, reply: Reply, circumstances: Circumstances, effects: &mut Vec<Effect>) {
        if !self.under_way.is_request() {
            // An answer to nothing that was asked.
            return;
        }
        let mut under_way = match std::mem::replace(&mut self.under_way, UnderWay::Nothing) {
            UnderWay::Compaction(step) => {
                let next = self.compaction_answered(step, &reply, circumstances);
                self.begin(next, effects);
                return;
            }
            under_way => under_way,
        };
        let (status, body) = match reply {
            Reply::NoAnswer => {
                self.want_again(under_way);
                self.standing.connected = false;
                self.rest(None, circumstances, effects);
                return;
            }
            Reply::Answer { status, body } => (status, body),
        };
        let outcome = match (&mut under_way, status) {
            (UnderWay::Admission, 200 | 201) => self.admission_answered(&body, circumstances),
            (UnderWay::LogRead, 200) => self.log_read(&body, circumstances),
            (UnderWay::Listing(_), 200) => self.compacted_listed(&mut under_way, &body, circumstances),
            (UnderWay::LogAppend { .. }, 201) => self.log_appended(&under_way, &body),
            (UnderWay::Present, 200) => self.log_presented(&body, circumstances),
            (UnderWay::Push { through }, 200) => self.pushed(*through, &body),
            (UnderWay::Pull, 200) => self.page_came(&body),
            (UnderWay::FeedRequest(request), 200) => self.feed_answered(*request, &body),
            (UnderWay::Unfolding { .. }, _) => self.asked_back(&mut under_way, status, &body),
            _ => Err(Refusal::read(status, &body)),
        };
        match outcome {
            Ok(next) => {
                self.standing.connected = true;
                if !self.push_refused {
                    self.standing.trouble = None;
                    self.backoff.reset();
                }
                self.begin(next, effects);
            }
            Err(refusal) => self.refused(under_way, &refusal, circumstances, effects),
        }
    }

    fn refused(
        &mut self,
        under_way: UnderWay,
        refusal: &Refusal,
        circumstances: Circumstances,
        effects: &mut Vec<Effect>,
    ) {
        if let UnderWay::FeedRequest(request) = under_way
            && let Some(is_detour) = self.feed_refused(request, refusal.kind)
        {
            if is_detour {
                self.detour(circumstances, effects);
            }
            return;
        }
        match (&under_way, refusal.kind) {
            (UnderWay::Pull | UnderWay::Push { .. }, Some(ProblemKind::Lost)) => self.lost(),
            (UnderWay::Push { .. }, Some(ProblemKind::NumberTaken)) => self.number_taken(refusal.last_number),
            (UnderWay::Push { .. }, Some(ProblemKind::StaleEpoch)) => self.wants.log = true,
            (UnderWay::LogAppend { .. }, Some(ProblemKind::LogMoved)) => {
                self.want_again(under_way);
                self.wants.log = true;
            }
            (UnderWay::LogAppend { .. }, Some(ProblemKind::CutMoved)) => {
                self.want_again(under_way);
                if self.detours == CUTS_MOVED {
                    // Pulling on brought nothing that helps: what came before was altered on its way.
                    self.lost();
                } else {
                    self.wants.pull = true;
                }
            }
            (
                UnderWay::LogAppend { wish, .. },
                Some(ProblemKind::Forbidden | ProblemKind::Malformed | ProblemKind::NotFound),
            ) => {
                match wish {
                    Some(_) => self.standing.wish_refused = Some(WishRefused::Refused),
                    None => self.keys_refused = true,
                }
                self.wants.log = true;
                return;
            }
            (UnderWay::Admission, _) => {
                self.admission_refused(refusal, circumstances, effects);
                return;
            }
            (_, Some(ProblemKind::LogLost | ProblemKind::NoAccount | ProblemKind::Unauthorized))
                if self.presenting == Presenting::NotNeeded && !matches!(under_way, UnderWay::Present) =>
            {
                self.want_again(under_way);
                self.presenting = Presenting::Wanted;
            }
            _ => {
                let trouble = refusal.trouble();
                if matches!(under_way, UnderWay::Push { .. }) {
                    self.push_refused = matches!(trouble, SyncTrouble::NoRoom | SyncTrouble::NotKnown);
                    self.wants.pull |= self.push_refused;
                }
                self.want_again(under_way);
                if trouble.is_final() {
                    if self.presenting == Presenting::Wanted {
                        self.presenting = Presenting::Done;
                    }
                    self.standing.trouble = Some(trouble);
                } else {
                    self.fail(trouble, refusal.retry_after_seconds, circumstances, effects);
                }
                return;
            }
        }
        self.detour(circumstances, effects);
    }

    /// A detour is taken at once; where several led nowhere, there is no haste.
    fn detour(&mut self, circumstances: Circumstances, effects: &mut Vec<Effect>) {
        self.detours += 1;
        if self.detours > DETOURS_IN_HASTE {
            self.rest(None, circumstances, effects);
        }
    }

    pub(super) fn want_again(&mut self, under_way: UnderWay) {
        match under_way {
            UnderWay::UnsealedRead { records }
            | UnderWay::OutboxStore { records, .. }
            | UnderWay::AllRead { records }
            | UnderWay::AnewStore { records, .. } => self.unsealed.extend(records),
            UnderWay::IdentityStore => self.wants.identity_store = true,
            UnderWay::LogRead => self.wants.log = true,
            UnderWay::Listing(listing) => self.wishes.push_front(Wish::Dismiss(listing.member)),
            UnderWay::LogAppend { wish: Some(wish), .. } => self.wishes.push_front(wish),
            UnderWay::Present => self.presenting = Presenting::Wanted,
            UnderWay::Pull | UnderWay::Unfolding { .. } => self.wants.pull = true,
            UnderWay::PulledStore { replicas_before, .. } => {
                // Nothing of the page is stored: it comes again, and must follow what is.
                self.replicas = replicas_before;
                self.wants.pull = true;
            }
            UnderWay::FeedRequest(request) => self.give_up_feed(request),
            UnderWay::FeedStep(step) => self.give_up_feed_step(step),
            UnderWay::AsideRead | UnderWay::AsideTake { .. } => self.aside.try_again(),
            // The rest is asked for by what is still there: the outbox, what is not sealed, not being admitted.
            _ => {}
        }
    }
}
