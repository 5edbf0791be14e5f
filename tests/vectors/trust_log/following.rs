//! A log of those who follow: how they are let in, get another scope and another key, and are stopped.

use std::collections::BTreeMap;

use ebb_journal::scope::{Alert, FollowTerms, Scope};
use ebb_protocol::ids::{MailboxId, MemberId, StreamId};
use ebb_vault::{Author, FollowBody, MemberSecrets, NewFollow, StreamKey};

use super::{Log, SHEET, laptop, newcomer, phone, secrets_of};

/// The seeds of those who follow.
pub(super) const SEEDS: [[u8; 32]; 2] = [[0x0a; 32], [0x0b; 32]];

/// The entries after which the log is looked at: the daughter and the friend were let in, the sheet too.
pub(super) const BOTH_FOLLOW: usize = 5;
/// The friend was stopped.
pub(super) const ONE_STOPPED: usize = 9;

/// Who follows from the fourth entry on.
pub(super) fn daughter() -> MemberSecrets {
    secrets_of(SEEDS[0])
}

/// Who follows from the fifth entry on, and is stopped.
pub(super) fn friend() -> MemberSecrets {
    secrets_of(SEEDS[1])
}

/// Somebody who is to follow, with streams by these numbers.
pub(super) fn new_follow(secrets: &MemberSecrets, streams: u8, until_ms: Option<i64>) -> NewFollow {
    NewFollow {
        signing_key: secrets.signing.verifying_key(),
        sealing_key: secrets.sealing_key(),
        token_hash: secrets.token_hash(),
        mailbox: MailboxId([streams; 32]),
        feed: StreamId([streams; 16]),
        notes: StreamId([streams + 1; 16]),
        until_ms,
    }
}

fn body(name: &str) -> FollowBody {
    FollowBody {
        name: name.to_owned(),
        scope: Scope::medicines_only().to_bytes(),
        since_ms: 1_795_420_000_000,
        terms: Vec::new(),
        rest: BTreeMap::new(),
    }
}

fn with_terms(name: &str) -> FollowBody {
    let mut terms = FollowTerms::begun("Mum");
    terms.set_alert(Alert::MissedDose, Some(120));
    FollowBody { scope: Scope::how_i_am().to_bytes(), terms: terms.to_bytes(), ..body(name) }
}

impl Log {
    fn seed(&self) -> [u8; 32] {
        [0xa0 + u8::try_from(self.entries.len()).unwrap(); 32]
    }

    fn author<'a>(&'a self, signer: &'a MemberSecrets) -> Author<'a> {
        Author { state: &self.state, signer, keys: &self.keys }
    }

    fn let_follow(&mut self, name: &'static str, signer: &MemberSecrets, newcomer: &NewFollow, body: &FollowBody) {
        let logged = self.author(signer).follow(newcomer, body, self.seed()).unwrap();
        self.take(name, logged);
    }

    fn dismiss_at(&mut self, name: &'static str, member: MemberId, now_ms: i64) {
        let key = StreamKey::drawn(&self.seed());
        let dated = self.author(&phone()).at(now_ms).dismiss(member, Vec::new(), Vec::new(), &key, self.seed());
        self.take(name, dated.unwrap());
        self.keys.advance(&self.state, self.state.epoch(), key).unwrap();
    }

    fn change(&mut self, name: &'static str, member: MemberId, body: &FollowBody, until_ms: Option<i64>) {
        let logged = self.author(&phone()).change_follow(member, body, until_ms, self.seed()).unwrap();
        self.take(name, logged);
    }
}

/// Two who follow, a new epoch between, and each kind of entry about them.
pub(super) fn log() -> Log {
    let mut log = Log::founded(&phone(), 0x40);
    log.admit("a device", &phone(), &newcomer(&laptop(), "Laptop", None));
    log.admit_sheet("a sheet", SHEET);
    let until = Some(1_800_000_000_000);
    log.let_follow("somebody follows until a time", &laptop(), &new_follow(&daughter(), 0xc0, until), &body("Ada"));
    let long_name = "My oldest friend, ".repeat(20);
    log.let_follow("another follows", &phone(), &new_follow(&friend(), 0xd0, None), &with_terms(&long_name));
    let wider = with_terms("Ada").changed_at(1_795_500_000_000);
    log.change("another scope, terms and no end", daughter().member(), &wider, None);
    log.dismiss_at("a device dismissed at a time", laptop().member(), 1_795_600_000_000);
    let mut newer = with_terms("Ada").changed_at(-1);
    newer.rest.insert(200, vec![1, 2, 3]);
    log.change("the key of the new epoch, with a field of a newer version", daughter().member(), &newer, until);
    let stopped = log.author(&phone()).stop_follow(friend().member());
    log.take("one stopped, who had no key of the new epoch", stopped);
    let again = FollowBody { terms: Vec::new(), ..with_terms("Ada") };
    log.change("the same again, without terms", daughter().member(), &again, until);
    let stopped = log.author(&phone()).at(-1).stop_follow(daughter().member(), log.seed()).unwrap();
    log.take("the other stopped at a time", stopped);
    let closed = log.author(&phone()).close();
    log.take("closed", closed);
    log
}
