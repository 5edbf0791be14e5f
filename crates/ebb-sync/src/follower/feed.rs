//! Which segments of a feed are taken, and what they say: pure, whatever a server shows.
//!
//! A segment counts if it follows the last that was taken, or is an *anew* with a higher number; is sealed under a key of this follow that
//! is not older than the last one's; and is signed by a device of the chain. So what is shown again, out of its order, by somebody
//! dismissed, by the follow itself or of another feed never counts.

use std::collections::BTreeMap;

use ebb_journal::scope::{FollowTerms, Scope};
use ebb_protocol::head::{MalformedHead, SegmentHead, SegmentKind};
use ebb_protocol::ids::{EntryHash, MemberId, SegmentHash};
use ebb_protocol::trust::{FollowedLog, Logged, MemberKind, SignedEntry};
use ebb_replica::{Stamp, unpack_feed};
use ebb_vault::{KeyboxPlace, MemberSecrets, NotOfFeed, OpenedFeed, StreamKey, UnopenedReason, open_feed, open_keybox};

use super::effect::FeedShown;
use super::event::FeedCursor;

/// What was read of a feed.
#[derive(Debug, Clone, Default)]
pub(super) struct Feed {
    /// Up to where it is stored.
    pub(super) cursor: Option<FeedCursor>,
    /// The last segment that was taken.
    pub(super) last: Option<Last>,
    pub(super) scope: Option<Scope>,
    pub(super) terms: Option<FollowTerms>,
    pub(super) heard_ms: Option<i64>,
    /// The last entry about a device or a sheet that the writer of the last segment knew.
    pub(super) trust_head: Option<EntryHash>,
    /// Something was said since the last *anew* that this version passes over.
    pub(super) passed_over: bool,
}

/// The last segment that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Last {
    pub(super) number: u64,
    hash: SegmentHash,
    epoch: u32,
}

/// What comes of a segment.
#[derive(Debug)]
pub(super) enum Judged {
    /// It counts, and says this.
    Takes(Box<Said>),
    /// It was taken before.
    Held,
    /// It does not count.
    Not(NotTaken),
}

/// Why a segment does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotTaken {
    /// A newer version may read it.
    Newer,
    /// It does not follow, does not open, or is not of this feed.
    Astray,
}

/// What a segment says.
#[derive(Debug)]
pub(super) struct Said {
    last: Last,
    pub(super) is_anew: bool,
    changes: Vec<ebb_journal::scope::FeedChange>,
    scope: Option<Scope>,
    terms: Option<FollowTerms>,
    made_ms: i64,
    trust_head: EntryHash,
    passed_over: bool,
}

/// From where a segment comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A server shows it.
    Server,
    /// This device had taken it, and kept it: who wrote it may have been dismissed since.
    Store,
}

/// The follow's keys, by epoch, as the entries about it bring them.
#[derive(Debug, Clone, Default)]
pub(super) struct FollowKeys(BTreeMap<u32, StreamKey>);

impl FollowKeys {
    /// Takes over what these entries bring. What does not open is passed over: what is sealed under it then is.
    pub(super) fn extend(&mut self, log: &FollowedLog, secrets: &MemberSecrets, logged: &[Logged]) {
        let Some(own) = log.own() else { return };
        let member = secrets.member();
        for logged in logged {
            let Ok(entry) = SignedEntry::read(&logged.entry) else { continue };
            let epoch = entry.head.epoch;
            if self.0.contains_key(&epoch) {
                continue;
            }
            let place = KeyboxPlace { account: log.state().account(), stream: own.feed, epoch, member };
            let keybox = logged.keybox_of(member, &entry);
            if let Some(key) = keybox.and_then(|keybox| open_keybox(secrets, &place, &keybox).ok()) {
                self.0.insert(epoch, key);
            }
        }
    }

    /// The key of an epoch.
    pub(super) fn of(&self, epoch: u32) -> Option<&StreamKey> {
        self.0.get(&epoch)
    }
}

impl Feed {
    /// What comes of a segment, after all that was taken.
    pub(super) fn judge(&self, keys: &FollowKeys, log: &FollowedLog, bytes: &[u8], origin: Origin) -> Judged {
        let head = match SegmentHead::of_segment(bytes) {
            Ok(head) => head,
            Err(MalformedHead::UnknownFormat(_)) => return Judged::Not(NotTaken::Newer),
            Err(_) => return Judged::Not(NotTaken::Astray),
        };
        if let Some(last) = self.last
            && head.number <= last.number
        {
            // Of those before the last nothing is known any more; they change nothing.
            let is_other = head.number == last.number && SegmentHash::of(bytes) != last.hash;
            return if is_other { Judged::Not(NotTaken::Astray) } else { Judged::Held };
        }
        if let SegmentKind::Unknown(_) = head.kind {
            return Judged::Not(NotTaken::Newer);
        }
        // What is shown orders by the number: one that no feed reaches would be the last for ever.
        if Stamp::of_ms(head.number).is_err() || !self.is_next(&head) {
            return Judged::Not(NotTaken::Astray);
        }
        match open(keys, log, bytes, &head, origin) {
            Ok(opened) => Self::said(opened, SegmentHash::of(bytes)),
            Err(NotOfFeed::Body | NotOfFeed::Unopened(UnopenedReason::NewerKind(_))) => Judged::Not(NotTaken::Newer),
            Err(_) => Judged::Not(NotTaken::Astray),
        }
    }

    fn is_next(&self, head: &SegmentHead) -> bool {
        let is_anew = head.kind == SegmentKind::FeedAnew;
        let Some(last) = self.last else { return is_anew };
        let follows = head.number == last.number.saturating_add(1) && head.previous == last.hash;
        // The key of before a dismissal is known to who was dismissed: once there was a segment under a newer one, it is over.
        (is_anew || follows) && head.epoch >= last.epoch
    }

    fn said(opened: OpenedFeed, hash: SegmentHash) -> Judged {
        let (is_anew, head) = (opened.is_anew(), opened.head);
        let OpenedFeed { trust_head, body, .. } = opened;
        let told = |bytes: &[u8]| !bytes.is_empty() || is_anew;
        let scope = told(&body.scope).then(|| Scope::from_bytes(&body.scope)).transpose();
        let terms = match &body.terms[..] {
            // Nothing was agreed.
            [] if is_anew => Ok(Some(FollowTerms::default())),
            [] => Ok(None),
            bytes => FollowTerms::from_bytes(bytes).map(Some),
        };
        let changes = match &body.changes[..] {
            [] => Ok((Vec::new(), 0)),
            bytes => unpack_feed(bytes),
        };
        let (Ok(scope), Ok(terms), Ok((changes, passed_over))) = (scope, terms, changes) else {
            // Signed by a device of the owner, and not readable here.
            return Judged::Not(NotTaken::Newer);
        };
        Judged::Takes(Box::new(Said {
            last: Last { number: head.number, hash, epoch: head.epoch },
            is_anew,
            changes,
            scope,
            terms,
            made_ms: body.made_ms,
            trust_head,
            passed_over: passed_over > 0,
        }))
    }

    /// Whether a segment is the last that was taken.
    pub(super) fn holds_last(&self, bytes: &[u8]) -> bool {
        self.last.is_some_and(|last| SegmentHash::of(bytes) == last.hash)
    }

    /// Takes what a segment says.
    pub(super) fn take(&mut self, said: Said) -> FeedShown {
        let Said { last, is_anew, changes, scope, terms, made_ms, trust_head, passed_over } = said;
        self.last = Some(last);
        self.scope = scope.or(self.scope.take());
        self.terms = terms.or(self.terms.take());
        self.heard_ms = Some(made_ms);
        self.trust_head = Some(trust_head);
        self.passed_over = passed_over || (self.passed_over && !is_anew);
        FeedShown {
            is_anew,
            number: last.number,
            changes,
            // An *anew* came first, and tells both.
            scope: self.scope.clone().unwrap_or_default(),
            terms: self.terms.clone().unwrap_or_default(),
            made_ms,
            more_follows: true,
        }
    }
}

fn open(
    keys: &FollowKeys,
    log: &FollowedLog,
    bytes: &[u8],
    head: &SegmentHead,
    origin: Origin,
) -> Result<OpenedFeed, NotOfFeed> {
    let own = log.own().ok_or(NotOfFeed::OtherStream)?;
    let key = keys.of(head.epoch).ok_or(UnopenedReason::OtherKey)?;
    let state = log.state();
    let writer_key = |member: MemberId| {
        let writer = state.members().get(&member).filter(|writer| writer.kind == MemberKind::Device)?;
        (writer.is_open() || origin == Origin::Store).then_some(writer.signing_key)
    };
    open_feed(key, (state.account(), own.feed), writer_key, bytes)
}
