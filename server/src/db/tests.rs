//! What only the database's own room can show: stored cursors, and a transaction that fails in its middle.

use bytes::Bytes;
use ebb_protocol::compact::Input;
use ebb_protocol::feed::FollowedRequest;
use ebb_protocol::ids::{AccountId, EntryHash, MemberId, ReplicaId, SecretHash, SegmentHash, StreamId};
use ebb_protocol::live::Reached;
use ebb_protocol::pull::{Cursor, LastSetAside};
use ebb_protocol::trust::{Detail, Follow, Founding, Logged, OpenHead, SignedEntry, TrustState};
use ed25519_dalek::SigningKey;
use sqlx::{Connection as _, SqliteConnection};

use super::accounts::NewAccount;
use super::append::AppendRefusal;
use super::compact::{CompactRefusal, Replacement};
use super::cursors::MovedCursor;
use super::mailboxes::{MailboxAct, MailboxChange};
use super::members::{Asker, Lapse};
use super::placing::{KeyName, NewSegment, Push};
use super::presenting::{PresentRefusal, Presentation};
use super::pull::Asked;
use super::trust_log::NewEntry;
use super::*;

/// A folder of the test's own, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("ebb-db-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.0.join("ebb.db").display())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind is the system's to clean.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const JOURNAL: StreamId = StreamId([2; 16]);
const COMMITMENT: [u8; 16] = [5; 16];

/// An account and its founder.
#[derive(Clone, Copy)]
struct Founder {
    account: AccountId,
    member: MemberId,
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[3; 32])
}

fn head(state: Option<&TrustState>, detail: Detail) -> OpenHead {
    OpenHead {
        index: state.map_or(0, TrustState::next_index),
        previous: state.map_or(EntryHash::NONE, TrustState::head),
        previous_member: state.map_or(EntryHash::NONE, TrustState::member_head),
        signer: MemberId::of_signing_key(&key().verifying_key().to_bytes()),
        epoch: 0,
        detail,
    }
}

fn founding() -> NewAccount {
    founding_of(6)
}

/// Another account for another number.
fn founding_of(number: u8) -> NewAccount {
    let founding = Founding {
        signing_key: key().verifying_key().to_bytes(),
        sealing_key: [1; 32],
        token_hash: SecretHash([4; 32]),
        journal: JOURNAL,
        commitment: COMMITMENT,
        random: [number; 16],
    };
    let entry = head(None, Detail::Founded(founding)).sign(AccountId([0; 16]), b"", &key());
    NewAccount { state: TrustState::found(&entry).unwrap(), entry }
}

async fn open_with_account(folder: &Folder) -> (Db, Founder) {
    let db = Db::open(&folder.url(), 1_000_000, Hub::new()).await.unwrap();
    let founder = found_an_account(&db).await;
    (db, founder)
}

async fn found_an_account(db: &Db) -> Founder {
    let new = founding();
    let founder = Founder { account: new.state.account(), member: head(None, Detail::Closed).signer };
    db.found(new).await.unwrap();
    founder
}

fn push(Founder { account, member }: Founder, number: u64, previous: SegmentHash) -> Push {
    let bytes = Bytes::from(number.to_le_bytes().repeat(30));
    let hash = SegmentHash::of(&bytes);
    let key = KeyName { epoch: 0, commitment: COMMITMENT };
    let segment = NewSegment { stream: JOURNAL, replica: ReplicaId([8; 16]), number, previous, key, hash, bytes };
    Push { account, member, segments: vec![segment], now_ms: 0 }
}

/// Replaces the first two segments, each made by [`push`].
fn replacement(Founder { account, member }: Founder) -> Replacement {
    let input = |number| Input { position: number, hash: appended_hash(Founder { account, member }, number) };
    let bytes = Bytes::from(vec![2; 200]);
    Replacement {
        account,
        member,
        stream: JOURNAL,
        inputs: vec![input(1), input(2)],
        replica: ReplicaId([8; 16]),
        key: KeyName { epoch: 0, commitment: COMMITMENT },
        hash: SegmentHash::of(&bytes),
        bytes,
        now_ms: 0,
    }
}

#[test]
fn only_a_file_of_sqlite_is_a_database() {
    assert_eq!(connect_options("sqlite:data/ebb.db").unwrap().0, Path::new("data/ebb.db"));
    for url in ["postgres://localhost/ebb", "data/ebb.db", "sqlite::memory:", "sqlite:", "sqlite:x?mode=memory"] {
        assert!(matches!(connect_options(url), Err(OpenError::Url)), "{url}");
    }
}

#[tokio::test]
async fn every_commit_waits_for_the_disk() {
    let folder = Folder::new("pragmas");
    let (_, options) = connect_options(&folder.url()).unwrap();
    let mut connection = options.connect().await.unwrap();
    for (pragma, expected) in [("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1")] {
        let query = sqlx::AssertSqlSafe(format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}"));
        let value: String = sqlx::query_scalar(query).fetch_one(&mut connection).await.unwrap();
        assert_eq!(value, expected, "{pragma}");
    }
}

#[tokio::test]
async fn a_member_is_known_by_the_cursor_that_it_said_last() {
    let folder = Folder::new("cursors");
    let (db, member) = open_with_account(&folder).await;
    let mut appended = Vec::new();
    let mut previous = SegmentHash::NONE;
    for number in 1..=3 {
        let push = push(member, number, previous);
        previous = push.segments[0].hash;
        appended.extend(db.append(push).await.unwrap().appended);
    }
    for said in [0_u64, 2, 3, 1] {
        let mark = appended.iter().find(|place| place.position == said).map(|place| place.mark);
        let cursor = Cursor { stream: JOURNAL, position: said, mark };
        db.pull(member.account, member.member, asked(&[cursor])).await.unwrap();
        // Cursors go with the next transaction; any write comes after it.
        db.append(push(member, 3, appended_hash(member, 2))).await.unwrap();
        let noted: i64 = sqlx::query_scalar("SELECT position FROM cursors").fetch_one(&db.reads).await.unwrap();
        assert_eq!(u64::try_from(noted).unwrap(), said);
    }
}

#[tokio::test]
async fn other_devices_are_told_how_far_a_member_has_read_and_when_to_the_hour() {
    let folder = Folder::new("reached");
    let hub = Hub::new();
    let db = Db::open(&folder.url(), u64::MAX, hub.clone()).await.unwrap();
    let founder = found_an_account(&db).await;
    let appended = db.append(push(founder, 1, SegmentHash::NONE)).await.unwrap().appended;
    let cursors = [Cursor { stream: JOURNAL, position: 1, mark: Some(appended[0].mark) }];
    let aside = [LastSetAside { stream: JOURNAL, position: 1 }];
    let listener = hub.listen(founder.account, MemberId([9; 16]));
    let hour = 3_600_000;
    for (set_aside, now_ms) in [(&aside[..], 5 * hour + 7), (&[], 5 * hour + 9), (&[], 6 * hour)] {
        db.pull(founder.account, founder.member, Asked { cursors: &cursors, set_aside, now_ms }).await.unwrap();
        db.append(push(founder, 1, SegmentHash::NONE)).await.unwrap();
        let expected = Reached {
            set_aside: set_aside.len() as u64,
            seen_ms: now_ms / hour * hour,
            ..reached_by(founder.member, 1)
        };
        assert_eq!(listener.news.borrow().reached.values().copied().collect::<Vec<_>>(), [expected]);
        let mut connection = db.reads.acquire().await.unwrap();
        let told = cursors::of_others(&mut connection, founder.account, MemberId([9; 16])).await.unwrap();
        assert_eq!(told, [expected]);
        let own = cursors::of_others(&mut connection, founder.account, founder.member).await.unwrap();
        assert_eq!(own, []);
    }
}

fn reached_by(reader: MemberId, position: u64) -> Reached {
    Reached { reader, stream: JOURNAL, position, set_aside: 0, seen_ms: 0 }
}

fn asked(cursors: &[Cursor]) -> Asked<'_> {
    Asked { cursors, set_aside: &[], now_ms: 0 }
}

/// The hash of the segment with that number.
fn appended_hash(member: Founder, number: u64) -> SegmentHash {
    push(member, number, SegmentHash::NONE).segments[0].hash
}

#[tokio::test]
async fn a_transaction_that_fails_leaves_nothing_and_the_next_one_works() {
    let folder = Folder::new("failure");
    let (db, member) = open_with_account(&folder).await;
    let mut other = SqliteConnection::connect(&folder.url()).await.unwrap();
    let first = || push(member, 1, SegmentHash::NONE);
    // The heads are counted up and the segment is written before the statement that fails.
    sqlx::query("ALTER TABLE replicas RENAME COLUMN last_hash TO hidden").execute(&mut other).await.unwrap();
    assert!(matches!(db.append(first()).await, Err(AppendRefusal::Db(DbError::Failed(_)))));
    sqlx::query("ALTER TABLE replicas RENAME COLUMN hidden TO last_hash").execute(&mut other).await.unwrap();
    sqlx::query("CREATE TRIGGER broken BEFORE INSERT ON replicas BEGIN SELECT RAISE(ABORT, 'broken'); END")
        .execute(&mut other)
        .await
        .unwrap();
    assert!(matches!(db.append(first()).await, Err(AppendRefusal::Db(DbError::Failed(_)))));
    sqlx::query("DROP TRIGGER broken").execute(&mut other).await.unwrap();
    assert_eq!(db.append(first()).await.unwrap().appended[0].position, 1);
}

#[tokio::test]
async fn a_closed_database_says_so() {
    let folder = Folder::new("closed");
    let (db, member) = open_with_account(&folder).await;
    db.close().await;
    let refused = db.append(push(member, 1, SegmentHash::NONE)).await;
    assert!(matches!(refused, Err(AppendRefusal::Db(DbError::Closed))));
    assert!(!db.is_ready().await);
}

/// Tables with an account's rows in them, and how many each holds.
async fn tables(db: &Db) -> Vec<(String, i64)> {
    let select = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\'
        AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    let names: Vec<String> = sqlx::query_scalar(select).fetch_all(&db.reads).await.unwrap();
    let mut tables = Vec::new();
    for name in names {
        let count = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {name}"));
        let rows = sqlx::query_scalar(count).fetch_one(&db.reads).await.unwrap();
        tables.push((name, rows));
    }
    tables
}

/// Closes the account, and returns the entry that did.
async fn close(db: &Db, founder: Founder) -> Vec<u8> {
    let mut state = founding().state;
    let entry = head(Some(&state), Detail::Closed).sign(founder.account, b"", &key());
    let logged = Logged { entry: entry.clone(), keyboxes: Vec::new() };
    let signed = SignedEntry::read(&entry).unwrap();
    let change = state.apply(&entry).unwrap();
    let Founder { account, member } = founder;
    let new = NewEntry { account, member, logged, signed, state, change, now_ms: 0 };
    assert_eq!(db.append_entry(new).await.unwrap(), 1);
    entry
}

/// A table that a later migration adds has to go with a closed account as well: this counts whatever is there.
#[tokio::test]
async fn of_a_closed_account_the_entry_and_the_hashes_of_tokens_are_left() {
    let folder = Folder::new("closing");
    let (db, founder) = open_with_account(&folder).await;
    db.append(push(founder, 1, SegmentHash::NONE)).await.unwrap();
    let mark = db.append(push(founder, 2, appended_hash(founder, 1))).await.unwrap().appended[0].mark;
    db.compact(replacement(founder)).await.unwrap();
    let cursor = Cursor { stream: JOURNAL, position: 2, mark: Some(mark) };
    db.pull(founder.account, founder.member, asked(&[cursor])).await.unwrap();
    let what = MailboxAct::Make { by: (founder.account, founder.member), offer: vec![1], expires_ms: 1_000 };
    db.change_mailbox(MailboxChange { mailbox: ebb_protocol::ids::MailboxId([1; 32]), what, now_ms: 0 }).await.unwrap();
    // Cursors go with the next transaction of pushes.
    db.append(push(founder, 3, appended_hash(founder, 2))).await.unwrap();
    let mut connection = SqliteConnection::connect(&folder.url()).await.unwrap();
    follows::put(&mut connection, founder.account, FOLLOW, &follow(None), 0).await.unwrap();
    let filled: Vec<String> =
        tables(&db).await.into_iter().filter(|(_, rows)| *rows > 0).map(|table| table.0).collect();
    let all = [
        "accounts",
        "cursors",
        "follows",
        "mailboxes",
        "members",
        "replaced",
        "replicas",
        "segments",
        "streams",
        "trust_log",
    ];
    assert_eq!(filled, all, "all but the keyboxes, of which a founder has none");

    let entry = close(&db, founder).await;
    let left: Vec<_> = tables(&db).await.into_iter().filter(|(_, rows)| *rows > 0).collect();
    assert_eq!(left, [("accounts".to_owned(), 1), ("members".to_owned(), 2)]);
    let journal: Vec<u8> = sqlx::query_scalar("SELECT journal FROM accounts").fetch_one(&db.reads).await.unwrap();
    assert_eq!(journal, [0; 16]);

    // It is over: by a new founding, by its whole log, by a push that was on its way.
    assert!(matches!(db.found(founding()).await, Err(Lapse::Closed(held)) if held == entry));
    let NewAccount { entry: first, state } = founding();
    let log = vec![Logged { entry: first, keyboxes: Vec::new() }];
    let presented = db.present(Presentation { member: founder.member, log, state, now_ms: 0 }).await;
    assert!(matches!(presented, Err(PresentRefusal::Lapse(Lapse::Closed(held))) if held == entry));
    assert!(matches!(db.append(push(founder, 4, SegmentHash::NONE)).await, Err(AppendRefusal::Placing(_))));
    let compacted = db.compact(replacement(founder)).await;
    assert!(matches!(compacted, Err(CompactRefusal::Lapse(Lapse::Closed(_)))));
    let pulled = db.pull(founder.account, founder.member, asked(&[cursor])).await;
    assert!(matches!(pulled, Err(pull::PullRefusal::Lapse(Lapse::Closed(_)))));
}

const FOLLOW: MemberId = MemberId([20; 16]);

/// A follow, stopped by an entry or not.
fn follow(stopped: Option<u32>) -> Follow {
    Follow {
        signing_key: [20; 32],
        sealing_key: [21; 32],
        token_hash: SecretHash([22; 32]),
        feed: StreamId([23; 16]),
        notes: StreamId([24; 16]),
        until_ms: None,
        begun: 1,
        begun_epoch: 0,
        scoped: 1,
        stopped,
        keyed: 0,
    }
}

#[tokio::test]
async fn of_a_stopped_follow_its_names_are_left_and_nothing_that_it_read_or_wrote() {
    let folder = Folder::new("stopping");
    let (db, founder) = open_with_account(&folder).await;
    let mut connection = SqliteConnection::connect(&folder.url()).await.unwrap();
    let before = tables(&db).await;
    follows::put(&mut connection, founder.account, FOLLOW, &follow(None), 0).await.unwrap();
    let mut note = push(Founder { member: FOLLOW, ..founder }, 1, SegmentHash::NONE);
    note.segments[0].stream = follow(None).notes;
    db.append_notes(note).await.unwrap();
    let asker = Asker { account: founder.account, member: FOLLOW, now_ms: 0 };
    let request = FollowedRequest { stream: follow(None).feed, position: 0, mark: None };
    db.followed(asker, request).await.unwrap();
    // Cursors go with the next transaction of pushes.
    db.append(push(founder, 1, SegmentHash::NONE)).await.unwrap();
    let with_follow = tables(&db).await;
    let rows = |tables: &[(String, i64)], name: &str| tables.iter().find(|table| table.0 == name).unwrap().1;
    for (table, more) in
        [("cursors", 1), ("follows", 1), ("members", 1), ("replicas", 2), ("segments", 2), ("streams", 2)]
    {
        assert_eq!(rows(&with_follow, table) - rows(&before, table), more, "{table}");
    }
    follows::put(&mut connection, founder.account, FOLLOW, &follow(Some(2)), 0).await.unwrap();
    let after = tables(&db).await;
    for (table, more) in
        [("cursors", 0), ("follows", 1), ("members", 1), ("replicas", 1), ("segments", 1), ("streams", 0)]
    {
        assert_eq!(rows(&after, table) - rows(&before, table), more, "{table}");
    }
}

#[tokio::test]
async fn a_cursor_that_comes_after_the_end_spoils_nothing() {
    let folder = Folder::new("late-cursor");
    let (db, founder) = open_with_account(&folder).await;
    let other = founding_of(7);
    let beside = Founder { account: other.state.account(), ..founder };
    db.found(other).await.unwrap();
    close(&db, founder).await;
    let Founder { account, member } = founder;
    db.note_cursors(vec![MovedCursor { account, reached: reached_by(member, 1) }]);
    db.append(push(beside, 1, SegmentHash::NONE)).await.unwrap();
    let noted: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM cursors").fetch_one(&db.reads).await.unwrap();
    assert_eq!(noted, 0);
}
