//! The trust log: read, changed, and presented where the server has lost it.

use ebb_protocol::endpoints::{
    ACCOUNTS_AGAIN, BYTES_TYPE, LogAppended, LogPage, LogRequest, Presented, TRUST_LOG, TRUST_LOG_READ,
};
use ebb_protocol::ids::SegmentHash;
use ebb_protocol::token::Token;
use ebb_protocol::trust::{Cut, Logged, MemberKind, SignedEntry, TrustRefusal, TrustState, Written, batch};
use ebb_vault::{Author, EpochKeys, KeyboxPlace, MemberSecrets, StreamKey, Unmade, open_keybox, sheet_newcomer};

use super::admitting::{json, post};
use super::dismissing::Listing;
use super::refusal::Refusal;
use super::{Engine, Next, Presenting, UnderWay};
use crate::effect::{Effect, ReplicaHead, Request};
use crate::event::{Circumstances, Wish};
use crate::standing::{SyncTrouble, WishRefused};

impl Engine {
    pub(super) fn read_log(&self) -> (UnderWay, Effect) {
        let (have, head) = self.trust.as_ref().map_or((0, None), |trust| (trust.next_index(), Some(trust.head())));
        let request = post(TRUST_LOG_READ, json(&LogRequest { have, head }));
        (UnderWay::LogRead, Effect::Send(self.signed_in(request)))
    }

    /// Takes the entries over that follow, if the one function takes each of them.
    pub(super) fn log_read(&mut self, body: &[u8], circumstances: Circumstances) -> Result<Next, Refusal> {
        let page = LogPage::from_bytes(body).map_err(|_| SyncTrouble::OddAnswer)?;
        self.set_clock(page.server_time_ms, circumstances);
        if page.logged.is_empty() {
            return Ok(None);
        }
        let mut trust = self.trust.clone().ok_or(SyncTrouble::Storage)?;
        for logged in &page.logged {
            // What this server shows was signed by nobody, or parts from what this device has seen: it is not taken.
            trust.apply(&logged.entry).map_err(|_| SyncTrouble::OddAnswer)?;
            let entry = SignedEntry::read(&logged.entry).map_err(|_| SyncTrouble::OddAnswer)?;
            if !logged.fits(&entry) {
                return Err(SyncTrouble::OddAnswer.into());
            }
        }
        let mut log = self.identity.log.clone();
        log.extend(page.logged);
        if trust.epoch() != self.identity.keys.newest().map_or(0, |(epoch, _)| epoch) {
            // Without the newest key nothing is sent; what is there stays readable.
            if let Some(keys) = self.keys_in(&trust, &log) {
                self.identity.keys = keys;
            }
        }
        self.identity.log = log;
        self.trust = Some(trust);
        self.keys_refused = false;
        self.aside.try_again();
        if self.has_read_past_a_cut() {
            self.lost();
        }
        Ok(Some(self.store_identity()))
    }

    /// Whether this device took something in, before it knew of a dismissal, that lies past the cut: everybody else sets it
    /// aside. No honest server lets that come about, but one that came back from a backup. Then all is pulled anew, and
    /// what of it is in this device's journal is sealed by this device, which vouches for it.
    pub(super) fn has_read_past_a_cut(&self) -> bool {
        self.replicas.values().any(|head| self.is_past_a_cut(head))
    }

    pub(super) fn is_past_a_cut(&self, head: &ReplicaHead) -> bool {
        let Some(trust) = &self.trust else { return false };
        let written = Written { stream: trust.journal(), replica: head.replica, number: head.number, hash: head.hash };
        trust.members().contains_key(&head.writer) && trust.writer_key(head.writer, written).is_none()
    }

    /// All keys that the newest keybox of this device in the log opens.
    pub(super) fn keys_in(&self, trust: &TrustState, log: &[Logged]) -> Option<EpochKeys> {
        Self::keys_of(&self.secrets, trust, log)
    }

    /// All keys that a member's newest keybox in the log opens.
    pub(super) fn keys_of(secrets: &MemberSecrets, trust: &TrustState, log: &[Logged]) -> Option<EpochKeys> {
        let member = secrets.member();
        let (epoch, keybox) = log.iter().rev().find_map(|logged| {
            let entry = SignedEntry::read(&logged.entry).ok()?;
            Some((entry.head.epoch, logged.keybox_of(member, &entry)?))
        })?;
        let place = KeyboxPlace { account: trust.account(), stream: trust.journal(), epoch, member };
        let key = open_keybox(secrets, &place, &keybox).ok()?;
        EpochKeys::open(trust, epoch, key).ok()
    }

    /// Makes the next entry that someone wished for. What a device has compacted is asked for before it is dismissed.
    pub(super) fn grant_wish(&mut self, circumstances: Circumstances) -> Next {
        let wish = self.wishes.pop_front()?;
        let is_another_device =
            |member| member != self.member && self.trust.as_ref().is_some_and(|trust| trust.is_device(member));
        match wish {
            Wish::Dismiss(member) if is_another_device(member) => self.list_compacted(Listing::of(member)),
            wish => self.make_entry(wish, Vec::new(), circumstances),
        }
    }

    /// Makes an entry that someone wished for; of who is dismissed, these compacted segments go on to count. A wish that is
    /// pointless by now is dropped, and that is said.
    pub(super) fn make_entry(&mut self, wish: Wish, compacted: Vec<SegmentHash>, circumstances: Circumstances) -> Next {
        let trust = self.trust.as_ref()?;
        let author = Author { state: trust, signer: &self.secrets, keys: &self.identity.keys };
        let mut new_key = None;
        let made = match &wish {
            Wish::Admit(newcomer) => author.admit(newcomer, circumstances.random),
            Wish::AdmitSheet(code, label) => {
                let genesis = trust.hash_at(0).unwrap_or(ebb_protocol::ids::EntryHash::NONE);
                author.admit(&sheet_newcomer(code, label, genesis, trust.head()), circumstances.random)
            }
            Wish::Dismiss(member) => {
                let key = StreamKey::drawn(&circumstances.random);
                let cuts = self.replicas.values().filter(|head| head.writer == *member);
                let cuts = cuts.map(|head| Cut {
                    stream: trust.journal(),
                    replica: head.replica,
                    number: head.number,
                    hash: head.hash,
                });
                let made = author.at(circumstances.now_ms).dismiss(
                    *member,
                    cuts.collect(),
                    compacted,
                    &key,
                    circumstances.random,
                );
                new_key = Some(key);
                made
            }
            Wish::Follow(approved) => author.follow(&approved.newcomer, &approved.body, circumstances.random),
            Wish::ChangeFollow(change) => match self.stands_as_shown(trust, change) {
                Ok(true) => author.change_follow(change.member, &change.body, change.until_ms, circumstances.random),
                // It was granted before, and the answer was lost.
                Ok(false) => return None,
                Err(refused) => {
                    self.standing.wish_refused = Some(refused);
                    return None;
                }
            },
            Wish::StopFollow(member) => author.at(circumstances.now_ms).stop_follow(*member, circumstances.random),
            Wish::Close => Ok(author.close()),
        };
        let logged = match made {
            Ok(logged) => logged,
            Err(unmade) => {
                let is_too_long = unmade == Unmade::TooLong;
                self.standing.wish_refused =
                    Some(if is_too_long { WishRefused::TooLong } else { WishRefused::Refused });
                return None;
            }
        };
        // Whatever the server would say: what the one function refuses is not even sent.
        if let Err(refusal) = trust.clone().apply(&logged.entry) {
            self.standing.wish_refused = Some(match refusal {
                TrustRefusal::Full => WishRefused::Full,
                TrustRefusal::Member => WishRefused::Pointless,
                _ => WishRefused::Refused,
            });
            return None;
        }
        Some(self.append_entry(Some(wish), logged, new_key))
    }

    pub(super) fn append_entry(
        &self,
        wish: Option<Wish>,
        logged: Logged,
        new_key: Option<StreamKey>,
    ) -> (UnderWay, Effect) {
        let body = batch::write(std::slice::from_ref(&logged));
        let request = self.signed_in(Request { content_type: BYTES_TYPE, ..post(TRUST_LOG, body) });
        (UnderWay::LogAppend { wish, logged, new_key }, Effect::Send(request))
    }

    /// The server has taken the entry: it holds from now on.
    pub(super) fn log_appended(&mut self, under_way: &UnderWay, body: &[u8]) -> Result<Next, Refusal> {
        let UnderWay::LogAppend { wish, logged, new_key } = under_way else { return Ok(None) };
        let appended: LogAppended = serde_json::from_slice(body).map_err(|_| SyncTrouble::OddAnswer)?;
        let trust = self.trust.as_mut().ok_or(SyncTrouble::Storage)?;
        if appended.index != trust.next_index() {
            // The answer to another entry: this one may be there or not, which the next try tells.
            return Err(SyncTrouble::OddAnswer.into());
        }
        trust.apply(&logged.entry).map_err(|_| SyncTrouble::OddAnswer)?;
        if let Some(key) = new_key {
            self.identity.keys.advance(trust, trust.epoch(), key.clone()).map_err(|_| SyncTrouble::Storage)?;
        }
        self.identity.log.push(logged.clone());
        self.aside.try_again();
        self.detours = 0;
        if wish.is_some() {
            self.standing.wish_refused = None;
        }
        Ok(Some(self.store_identity()))
    }

    /// Shows the server the whole log: it founds the account again, or takes over what it does not hold yet.
    pub(super) fn present(&self) -> (UnderWay, Effect) {
        let body = batch::write(&self.identity.log);
        let request = self.signed_in(Request { content_type: BYTES_TYPE, ..post(ACCOUNTS_AGAIN, body) });
        (UnderWay::Present, Effect::Send(request))
    }

    /// Whether the server has forgotten that the account has ended, or never knew: then it holds what it should not hold any more.
    pub(super) fn tells_the_end(&self) -> bool {
        self.presenting == Presenting::Wanted && self.trust.as_ref().is_some_and(TrustState::is_closed)
    }

    pub(super) fn log_presented(&mut self, body: &[u8], circumstances: Circumstances) -> Result<Next, Refusal> {
        let presented: Presented = serde_json::from_slice(body).map_err(|_| SyncTrouble::OddAnswer)?;
        self.set_clock(presented.server_time_ms, circumstances);
        self.presenting = Presenting::Done;
        self.wants.log = true;
        self.wants.pull = true;
        Ok(None)
    }

    /// Devices of the account now.
    pub(super) fn devices(&self) -> usize {
        let Some(trust) = &self.trust else { return 1 };
        trust.open_members().filter(|(_, member)| member.kind == MemberKind::Device).count()
    }

    /// A request in this device's name.
    pub(super) fn signed_in(&self, request: Request) -> Request {
        Request { token: Some(self.token()), ..request }
    }

    pub(super) fn token(&self) -> Token {
        Token::new(self.identity.account, self.member, *self.secrets.token.dangerously_reveal())
    }
}
