//! What the engine waits for.

use std::collections::{BTreeMap, BTreeSet};

use ebb_journal::RecordId;
use ebb_protocol::ids::ReplicaId;
use ebb_protocol::pull::Cursor;
use ebb_protocol::trust::Logged;
use ebb_replica::Op;
use ebb_vault::StreamKey;

use super::Sealed;
use super::compacting::Step;
use super::dismissing::Listing;
use super::feeding::{FeedRequest, FeedStep};
use super::unfolding::{Asking, Page};
use crate::effect::{ReplicaHead, Sealing};
use crate::event::Wish;
use crate::identity::Identity;

/// See [`super`].
#[derive(Debug)]
pub(super) enum UnderWay {
    Nothing,
    Admission,
    LogRead,
    Listing(Listing),
    LogAppend {
        /// None where this device makes the entry by itself: a follow's new key.
        wish: Option<Wish>,
        logged: Logged,
        new_key: Option<StreamKey>,
    },
    Present,
    IdentityStore,
    UnsealedRead {
        records: BTreeSet<RecordId>,
    },
    OutboxStore {
        sealed: Vec<Sealed>,
        sealing: Sealing,
        records: BTreeSet<RecordId>,
    },
    Push {
        through: u64,
    },
    OutboxDrop {
        through: u64,
        cursor: Option<Cursor>,
    },
    Pull,
    Unfolding {
        page: Box<Page>,
        asking: Asking,
    },
    PulledStore {
        ops: Vec<Op>,
        cursor: Option<Cursor>,
        more: bool,
        set_aside: Vec<u64>,
        /// What was noted before the page, should it not come to be stored.
        replicas_before: BTreeMap<ReplicaId, ReplicaHead>,
    },
    AsideRead,
    AsideTake {
        ops: Vec<Op>,
        positions: Vec<u64>,
    },
    Compaction(Step),
    FeedRequest(FeedRequest),
    FeedStep(FeedStep),
    /// Everything is read, to be compared with what was found.
    AllRead {
        records: BTreeSet<RecordId>,
    },
    AnewStore {
        identity: Option<Box<Identity>>,
        sealed: Vec<Sealed>,
        sealing: Sealing,
        records: BTreeSet<RecordId>,
    },
}

impl UnderWay {
    pub(super) const fn is_request(&self) -> bool {
        matches!(
            self,
            Self::Admission
                | Self::LogRead
                | Self::Listing(_)
                | Self::LogAppend { .. }
                | Self::Present
                | Self::Push { .. }
                | Self::Pull
                | Self::Unfolding { .. }
                | Self::Compaction(_)
                | Self::FeedRequest(_)
        )
    }

    /// Records that are about to be sealed, and are in no outbox yet.
    pub(super) const fn unsealed(&self) -> &BTreeSet<RecordId> {
        const NONE: &BTreeSet<RecordId> = &BTreeSet::new();
        match self {
            Self::UnsealedRead { records }
            | Self::OutboxStore { records, .. }
            | Self::AllRead { records }
            | Self::AnewStore { records, .. } => records,
            _ => NONE,
        }
    }
}
