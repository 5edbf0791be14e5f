//! What a device does to the trust log: entries signed as they must be, with keyboxes that hold noise.

use ebb_protocol::endpoints::{
    ACCOUNTS_AGAIN, CardRequest, LogPage, LogRequest, MAILBOX_CARD, MAILBOX_CLOSE, MAILBOX_OPENING, MAILBOX_READ,
    MAILBOXES, MailboxClose, MailboxName, MailboxRequest, OpeningRequest, RECOVERY, RecoveryRequest, TRUST_LOG,
    TRUST_LOG_READ,
};
use ebb_protocol::ids::{AccountId, EntryHash, MailboxId, MemberId, SecretHash, SegmentHash, StreamId};
use ebb_protocol::token::Token;
use ebb_protocol::trust::{
    Admission, Cut, Detail, Dismissal, Founding, KEYBOX_BYTES, Logged, MemberKind, OpenHead, SEALED_KEY_BYTES,
    TrustState, batch,
};
use ed25519_dalek::SigningKey;
use hyper::{Method, StatusCode};

use super::device::Device;
use super::http::{Body, Http, Reply};
use super::seed::{noise, seeded, seeded_half};

/// Someone who is not a member yet: the keys and the token that a seed makes.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// What it wants to be.
    pub kind: MemberKind,
    /// The mailbox through which it comes.
    pub mailbox: Option<MailboxId>,
    /// What makes its keys.
    pub seed: u64,
}

/// The keybox of a member by an entry.
fn keybox(member: MemberId, index: u32) -> [u8; KEYBOX_BYTES] {
    let mut keybox = [0; KEYBOX_BYTES];
    let seed = u64::from(member.0[0]) << 32 | u64::from(index);
    keybox.copy_from_slice(&noise(seed, KEYBOX_BYTES));
    keybox
}

/// The commitment to the key of an epoch after the first.
fn commitment(account: AccountId, epoch: u32) -> [u8; 16] {
    seeded_half(u64::from(epoch), &account.to_string())
}

/// The founding entry of a seed, and what it says.
pub(super) fn founding(seed: u64) -> (Vec<u8>, TrustState, SigningKey) {
    let key = SigningKey::from_bytes(&seeded(seed, "signing key"));
    let founding = Founding {
        signing_key: key.verifying_key().to_bytes(),
        sealing_key: seeded(seed, "sealing key"),
        token_hash: SecretHash::of(&seeded(seed, "token")),
        journal: StreamId(seeded_half(seed, "journal")),
        commitment: seeded_half(seed, "commitment"),
        random: seeded_half(seed, "random"),
    };
    let head = OpenHead {
        index: 0,
        previous: EntryHash::NONE,
        previous_member: EntryHash::NONE,
        signer: MemberId::of_signing_key(&founding.signing_key),
        epoch: 0,
        detail: Detail::Founded(founding),
    };
    let entry = head.sign(AccountId([0; 16]), b"", &key);
    let state = TrustState::found(&entry).expect("a founding entry");
    (entry, state, key)
}

impl Newcomer {
    /// A device that a seed makes.
    pub const fn device(seed: u64) -> Self {
        Self { kind: MemberKind::Device, mailbox: None, seed }
    }

    /// A recovery sheet that a seed makes.
    pub const fn sheet(seed: u64) -> Self {
        Self { kind: MemberKind::Sheet, mailbox: None, seed }
    }

    fn key(&self) -> SigningKey {
        SigningKey::from_bytes(&seeded(self.seed, "signing key"))
    }

    /// The secret part of its token.
    pub fn secret(&self) -> [u8; 32] {
        seeded(self.seed, "token")
    }

    /// Its name once it is a member.
    pub fn member(&self) -> MemberId {
        MemberId::of_signing_key(&self.key().verifying_key().to_bytes())
    }

    /// What an entry with an index says of it, with its keybox.
    pub fn admission(&self, index: u32) -> (Detail, Vec<(MemberId, [u8; KEYBOX_BYTES])>) {
        let keybox = keybox(self.member(), index);
        let admission = Admission {
            kind: self.kind,
            signing_key: self.key().verifying_key().to_bytes(),
            sealing_key: seeded(self.seed, "sealing key"),
            token_hash: SecretHash::of(&self.secret()),
            keybox_hash: batch::hash_of(&keybox),
            mailbox: self.mailbox,
            proof: [0; 32],
        };
        (Detail::Admitted(admission), vec![(self.member(), keybox)])
    }

    /// Asks whose sheet it is.
    pub async fn recover(&self, http: &Http) -> Reply {
        let secret = base16ct::lower::encode_string(&self.secret());
        let body = Body::json(&RecoveryRequest { secret });
        http.send(Method::POST, RECOVERY, None, &[], body).await.expect("the server answers")
    }

    /// What it is once it was admitted to the account of another.
    pub fn as_member_of(&self, other: &Device) -> Device {
        let token = Token::new(other.account, self.member(), self.secret()).reveal();
        Device { member: self.member(), http: Http::new(other.http.address()), token, key: self.key(), ..other.clone() }
    }
}

impl Device {
    /// Asks for the trust log after what it holds.
    pub async fn ask_log(&self, have: u32, head: Option<EntryHash>) -> Reply {
        let request = Body::json(&LogRequest { have, head });
        self.send(Method::POST, TRUST_LOG_READ, request).await.expect("the server answers")
    }

    /// The whole trust log.
    pub async fn log(&self) -> Vec<Logged> {
        let reply = self.ask_log(0, None).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
        LogPage::from_bytes(&reply.body).expect("a page").logged
    }

    /// What a log says.
    pub fn state_of(log: &[Logged]) -> TrustState {
        TrustState::of_chain(log.iter().map(|logged| &logged.entry[..])).expect("a log")
    }

    /// The next entry after a log, signed by this member.
    pub fn sign_next(&self, log: &[Logged], detail: Detail) -> Vec<u8> {
        let state = Self::state_of(log);
        let head = OpenHead {
            index: state.next_index(),
            previous: state.head(),
            previous_member: state.member_head(),
            signer: self.member,
            epoch: state.epoch() + u32::from(matches!(detail, Detail::Dismissed(_))),
            detail,
        };
        self.sign(&head)
    }

    /// An entry with whatever head, signed by this member.
    pub fn sign(&self, head: &OpenHead) -> Vec<u8> {
        head.sign(self.account, b"names", &self.key)
    }

    /// The entry that admits someone after a log.
    pub fn admission_of(&self, log: &[Logged], newcomer: &Newcomer) -> Logged {
        let (detail, keyboxes) = newcomer.admission(u32::try_from(log.len()).unwrap_or(u32::MAX));
        Logged { entry: self.sign_next(log, detail), keyboxes }
    }

    /// The entry that dismisses someone after a log who has compacted nothing.
    pub fn dismissal_of(&self, log: &[Logged], member: MemberId, cuts: Vec<Cut>) -> Logged {
        self.dismissal_naming(log, member, cuts, Vec::new())
    }

    /// The entry that dismisses someone after a log.
    pub fn dismissal_naming(
        &self,
        log: &[Logged],
        member: MemberId,
        cuts: Vec<Cut>,
        compacted: Vec<SegmentHash>,
    ) -> Logged {
        let state = Self::state_of(log);
        let stay = state.open_members().map(|(id, _)| id).filter(|id| *id != member);
        let keyboxes: Vec<_> = stay.map(|id| (id, keybox(id, state.next_index()))).collect();
        let dismissal = Dismissal {
            member,
            commitment: commitment(self.account, state.epoch() + 1),
            previous_key: [9; SEALED_KEY_BYTES],
            keybox_hashes: keyboxes.iter().map(|(id, keybox)| (*id, batch::hash_of(keybox))).collect(),
            cuts,
            compacted,
        };
        Logged { entry: self.sign_next(log, Detail::Dismissed(dismissal)), keyboxes }
    }

    /// The entry that closes the account after a log.
    pub fn closing_of(&self, log: &[Logged]) -> Logged {
        Logged { entry: self.sign_next(log, Detail::Closed), keyboxes: Vec::new() }
    }

    /// Appends an entry.
    pub async fn append(&self, logged: &Logged) -> Reply {
        let body = Body::Octets(batch::write(std::slice::from_ref(logged)));
        self.send(Method::POST, TRUST_LOG, body).await.expect("the server answers")
    }

    /// Appends an entry that the server must take.
    pub async fn append_ok(&self, logged: &Logged) {
        let reply = self.append(logged).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", String::from_utf8_lossy(&reply.body));
    }

    /// Admits someone, which the server must take, and returns the new member.
    pub async fn admit(&self, newcomer: &Newcomer) -> Self {
        self.append_ok(&self.admission_of(&self.log().await, newcomer)).await;
        newcomer.as_member_of(self)
    }

    /// Dismisses someone who never wrote, which the server must take.
    pub async fn dismiss(&mut self, member: MemberId) {
        self.append_ok(&self.dismissal_of(&self.log().await, member, Vec::new())).await;
        self.catch_up().await;
    }

    /// Reads the log, and seals under the newest key from now on.
    pub async fn catch_up(&mut self) {
        let state = Self::state_of(&self.log().await);
        self.sealed_under = (state.epoch(), state.commitment(state.epoch()).expect("every epoch has a commitment"));
    }

    /// Presents a whole log.
    pub async fn present(&self, log: &[Logged]) -> Reply {
        self.send(Method::POST, ACCOUNTS_AGAIN, Body::Octets(batch::write(log))).await.expect("the server answers")
    }

    /// Makes the mailbox whose name a seed makes.
    pub async fn make_mailbox(&self, seed: u64, seconds: u64) -> Reply {
        let offer = base16ct::lower::encode_string(&seeded(seed, "offer"));
        let request = MailboxRequest { mailbox: Mailbox(seed).id(), seconds, offer };
        self.send(Method::POST, MAILBOXES, Body::json(&request)).await.expect("the server answers")
    }
}

impl Device {
    /// Opens the mailbox whose name a seed makes.
    pub async fn open_mailbox(&self, seed: u64, opening: [u8; 32]) -> Reply {
        let opening = base16ct::lower::encode_string(&opening);
        let request = OpeningRequest { mailbox: Mailbox(seed).id(), opening };
        self.send(Method::POST, MAILBOX_OPENING, Body::json(&request)).await.expect("the server answers")
    }

    /// Closes the mailbox whose name a seed makes.
    pub async fn close_mailbox(&self, seed: u64) -> Reply {
        let request = MailboxClose { mailbox: Mailbox(seed).id() };
        self.send(Method::POST, MAILBOX_CLOSE, Body::json(&request)).await.expect("the server answers")
    }
}

/// What its holders know of the mailbox that a seed makes.
#[derive(Debug, Clone, Copy)]
pub struct Mailbox(pub u64);

impl Mailbox {
    /// Its name in hexadecimal.
    pub fn name(self) -> String {
        base16ct::lower::encode_string(&seeded(self.0, "mailbox"))
    }

    /// By what the server knows it.
    pub fn id(self) -> MailboxId {
        MailboxId::of_name(&seeded(self.0, "mailbox"))
    }

    /// Looks into it.
    pub async fn look(self, http: &Http) -> Reply {
        let body = Body::json(&MailboxName { name: self.name() });
        http.send(Method::POST, MAILBOX_READ, None, &[], body).await.expect("the server answers")
    }

    /// Leaves a card.
    pub async fn leave_card(self, http: &Http, card: &[u8]) -> Reply {
        let card = base16ct::lower::encode_string(card);
        let body = Body::json(&CardRequest { name: self.name(), card });
        http.send(Method::POST, MAILBOX_CARD, None, &[], body).await.expect("the server answers")
    }
}
