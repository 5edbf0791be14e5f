//! The owner's devices: they invite, let in, change, stop and dismiss, and write the feed.

use ebb_journal::scope::{FeedChange, FeedId, FollowTerms, Scope, SharingKind, Shown};
use ebb_journal::{FieldId, Kind, Moment, RecordId, Sitting, Value};
use ebb_protocol::endpoints::MailboxState;
use ebb_protocol::ids::{EntryHash, Mark, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::pull::Pulled;
use ebb_protocol::trust::{Follow, Logged, MemberKind, TrustState};
use ebb_replica::pack_feed;
use ebb_sync::{Admission, FollowCandidate, FollowPlan, FoundingDraw, Identity, InvitationStep, Inviting};
use ebb_vault::{
    Author, Code, CodeKind, EpochKeys, FeedBody, FollowBody, Label, MemberSecrets, MemberSeed, Newcomer, Place,
    StreamKey, seal_feed,
};

pub(crate) const NOW_MS: i64 = 1_795_420_000_000;
pub(crate) const FEED: StreamId = StreamId([31; 16]);
pub(crate) const NOTES: StreamId = StreamId([32; 16]);
const A: [u8; 32] = [22; 32];

/// The owner, and the server that both sides talk to.
pub(crate) struct Owner {
    pub(crate) identity: Identity,
    pub(crate) trust: TrustState,
    pub(crate) keys: EpochKeys,
    pub(crate) logged: Vec<Logged>,
    pub(crate) inviting: Option<Inviting>,
    pub(crate) mailbox: Option<MailboxState>,
    /// What the owner's screen shows, once somebody came.
    pub(crate) digits: Option<u32>,
    pub(crate) candidate: Option<FollowCandidate>,
    pub(crate) feed: Vec<Pulled>,
    pub(crate) notes: Vec<Vec<u8>>,
    pub(crate) last: (u64, SegmentHash),
    pub(crate) positions: u64,
    /// An emptied feed stands where it stood.
    pub(crate) keeps_head: bool,
    draws: u8,
    /// The server's clock.
    pub(crate) now_ms: i64,
    /// How many entries the server shows.
    pub(crate) shows_entries: usize,
    pub(crate) page_segments: usize,
    /// How often each path was asked for.
    pub(crate) asked: Vec<&'static str>,
}

/// A segment of the feed; all but what it says is as it should be.
pub(crate) struct Segment {
    pub(crate) is_anew: bool,
    pub(crate) changes: Vec<u8>,
    pub(crate) scope: Option<Scope>,
    pub(crate) terms: Option<FollowTerms>,
    pub(crate) by: MemberSecrets,
    pub(crate) epoch: u32,
    pub(crate) stream: StreamId,
    pub(crate) number: u64,
    pub(crate) previous: SegmentHash,
    pub(crate) trust_head: EntryHash,
    pub(crate) made_ms: i64,
}

pub(crate) fn plan() -> FollowPlan {
    let mut terms = FollowTerms::default();
    "Mum".clone_into(&mut terms.owner);
    terms.takes_notes = true;
    FollowPlan { called: "Kim".to_owned(), scope: Scope::of([SharingKind::NotesAndQuestions]), terms, until_ms: None }
}

/// A note of the owner under this number, as a feed shows it.
pub(crate) fn shows(number: u32, text: &str) -> FeedChange {
    let id = FeedId::read(RecordId::made(Kind::NOTE, Sitting([3; 8]), number)).unwrap();
    let (told, at) = (Value::Text(text.into()), Value::Moment(Moment::new(NOW_MS, 60, None).unwrap()));
    let lookup = |field: FieldId| match field {
        FieldId(1) => Some(&told),
        FieldId(2) => Some(&at),
        _ => None,
    };
    FeedChange::Show(id, Shown::of_feed(Kind::NOTE, &lookup).unwrap())
}

pub(crate) fn secrets(number: u8) -> MemberSecrets {
    MemberSecrets::of_seed(MemberSeed::new([number; 32]))
}

impl Owner {
    pub(crate) fn new() -> Self {
        Self::of_account(6)
    }

    /// With the same keys, and another account.
    pub(crate) fn of_account(random: u8) -> Self {
        let draw = FoundingDraw {
            seed: [2; 32],
            key: [3; 32],
            journal: StreamId([5; 16]),
            random: [random; 16],
            name_seed: [4; 32],
        };
        let label = Label { name: "Phone".to_owned(), since_ms: NOW_MS };
        let founding = Identity::founding(ReplicaId([1; 16]), &label, &draw);
        let identity = Identity { admission: Admission::Admitted, ..founding };
        let trust = TrustState::of_chain(identity.log.iter().map(|logged| logged.entry.as_slice())).unwrap();
        Self {
            trust,
            keys: EpochKeys::first(StreamKey::new([3; 32])),
            logged: identity.log.clone(),
            inviting: None,
            mailbox: None,
            digits: None,
            candidate: None,
            feed: Vec::new(),
            notes: Vec::new(),
            last: (0, SegmentHash::NONE),
            positions: 0,
            keeps_head: false,
            draws: 100,
            now_ms: NOW_MS,
            shows_entries: usize::MAX,
            page_segments: 100,
            asked: Vec::new(),
            identity,
        }
    }

    /// An owner who has invited somebody.
    pub(crate) fn inviting(plan: FollowPlan) -> Self {
        let mut owner = Self::new();
        owner.invite(plan);
        owner
    }

    pub(crate) fn invite(&mut self, plan: FollowPlan) {
        let identity = Identity { log: self.logged.clone(), ..self.identity.clone() };
        let inviting = Inviting::to_follow(&identity, plan, ([7; 16], A, [23; 32])).unwrap();
        let made: ebb_protocol::endpoints::MailboxRequest = serde_json::from_slice(&inviting.make().body).unwrap();
        self.mailbox = Some(MailboxState {
            offer: made.offer,
            card: None,
            opening: None,
            tried_again: false,
            admitted: false,
            seconds_left: made.seconds,
        });
        self.inviting = Some(inviting);
    }

    /// The code of its invitation.
    pub(crate) fn code(&self) -> Code {
        Code::of_text(&self.inviting.as_ref().unwrap().code_text(), CodeKind::Follow).unwrap()
    }

    /// The owner's device looks into the mailbox, and does what comes next.
    pub(crate) fn looks(&mut self) -> InvitationStep {
        let step = self.inviting.as_ref().unwrap().looked(self.mailbox.as_ref().unwrap(), NOW_MS);
        match &step {
            InvitationStep::Open { .. } => {
                self.mailbox.as_mut().unwrap().opening = Some(base16ct::lower::encode_string(&A));
            }
            InvitationStep::CompareFollow { digits, candidate, .. } => {
                self.digits = Some(*digits);
                self.candidate = Some((**candidate).clone());
            }
            _ => {}
        }
        step
    }

    /// The owner says that the digits are the same.
    pub(crate) fn approves(&mut self) {
        let approved = self.candidate.take().unwrap().approved(FEED, NOTES, NOW_MS);
        let seed = self.draw();
        self.append(|author| author.follow(&approved.newcomer, &approved.body, seed).unwrap());
        self.mailbox.as_mut().unwrap().admitted = true;
    }

    /// Appends an entry that the founder signs.
    pub(crate) fn append(&mut self, make: impl FnOnce(&Author<'_>) -> Logged) {
        let signer = self.identity.secrets();
        let logged = make(&Author { state: &self.trust, signer: &signer, keys: &self.keys });
        self.trust.apply(&logged.entry).unwrap();
        self.logged.push(logged);
    }

    /// A second device.
    pub(crate) fn admits(&mut self, number: u8) -> MemberSecrets {
        let device = secrets(number);
        let newcomer = Newcomer {
            kind: MemberKind::Device,
            signing_key: device.signing.verifying_key(),
            sealing_key: device.sealing_key(),
            token_hash: device.token_hash(),
            label: Label { name: "Tablet".to_owned(), since_ms: NOW_MS },
            mailbox: None,
            proof: [0; 32],
        };
        let seed = self.draw();
        self.append(|author| author.admit(&newcomer, seed).unwrap());
        device
    }

    pub(crate) fn dismisses(&mut self, member: MemberId) {
        let (key, seed) = (StreamKey::new(self.draw()), self.draw());
        self.append(|author| author.dismiss(member, Vec::new(), Vec::new(), &key, seed).unwrap());
        self.keys.advance(&self.trust, self.trust.epoch(), key).unwrap();
    }

    /// What may be seen, or until when, is another; or the follow gets the key of the newest epoch.
    pub(crate) fn changes(&mut self, until_ms: Option<i64>) {
        let body = FollowBody {
            name: "Kim".to_owned(),
            scope: plan().scope.to_bytes(),
            since_ms: NOW_MS,
            terms: plan().terms.to_bytes(),
            rest: std::collections::BTreeMap::new(),
        };
        let (member, seed) = (self.member(), self.draw());
        self.append(|author| author.change_follow(member, &body, until_ms, seed).unwrap());
    }

    pub(crate) fn stops(&mut self) {
        let member = self.member();
        self.append(|author| author.stop_follow(member));
        self.feed.clear();
    }

    pub(crate) fn closes(&mut self) {
        #[expect(clippy::redundant_closure_for_method_calls, reason = "the method is not general enough")]
        self.append(|author| author.close());
        self.feed.clear();
    }

    pub(crate) fn member(&self) -> MemberId {
        *self.trust.follows().keys().next().unwrap()
    }

    pub(crate) fn follow(&self) -> &Follow {
        self.trust.follows().values().next().unwrap()
    }

    pub(crate) fn follow_key(&self, epoch: u32) -> StreamKey {
        self.keys.of(epoch).unwrap().follow_key(FEED)
    }

    /// The next segment, in which these things are shown.
    pub(crate) fn segment(&self, is_anew: bool, changes: &[FeedChange]) -> Segment {
        let number = self.last.0 + 1;
        Segment {
            is_anew,
            changes: pack_feed(changes),
            scope: is_anew.then(|| plan().scope),
            terms: is_anew.then(|| plan().terms),
            by: self.identity.secrets(),
            epoch: self.follow().keyed,
            stream: FEED,
            number,
            previous: self.last.1,
            trust_head: self.trust.member_head(),
            made_ms: NOW_MS + i64::try_from(number).unwrap(),
        }
    }

    pub(crate) fn seal(&mut self, segment: Segment) -> Vec<u8> {
        let place = Place {
            account: self.trust.account(),
            stream: segment.stream,
            epoch: segment.epoch,
            replica: ReplicaId([9; 16]),
            number: segment.number,
            previous: segment.previous,
        };
        let body = FeedBody {
            made_ms: segment.made_ms,
            tally: vec![1; 60],
            scope: segment.scope.map(|scope| scope.to_bytes()).unwrap_or_default(),
            terms: segment.terms.map(|terms| terms.to_bytes()).unwrap_or_default(),
            changes: segment.changes,
        };
        let nonce = ebb_vault::nonce(&self.draw(), 0);
        let key = self.follow_key(segment.epoch);
        let signer = &segment.by.signing;
        seal_feed(segment.is_anew, &key, signer, &place, segment.trust_head, &body, nonce).unwrap().into_bytes()
    }

    /// The server stores a segment, whatever it is.
    pub(crate) fn put(&mut self, bytes: Vec<u8>) {
        self.positions += 1;
        let position = self.positions;
        self.feed.push(Pulled { position, mark: Mark(position.to_le_bytes()), segment: bytes });
    }

    /// An honest device appends this segment.
    pub(crate) fn publish(&mut self, segment: Segment) {
        let (is_anew, number) = (segment.is_anew, segment.number);
        let bytes = self.seal(segment);
        self.last = (number, SegmentHash::of(&bytes));
        if is_anew {
            self.feed.clear();
        }
        self.put(bytes);
    }

    /// An honest device tells all anew.
    pub(crate) fn tells_anew(&mut self, changes: &[FeedChange]) {
        self.publish(self.segment(true, changes));
    }

    /// An honest device tells what has changed.
    pub(crate) fn tells(&mut self, changes: &[FeedChange]) {
        self.publish(self.segment(false, changes));
    }

    pub(crate) fn draw(&mut self) -> [u8; 32] {
        self.draws += 1;
        [self.draws; 32]
    }
}
