//! What only the database's own room can show: stored cursors, and a transaction that fails in its middle.

use bytes::Bytes;
use ebb_protocol::genesis::Genesis;
use ebb_protocol::ids::{AccountId, MemberId, ReplicaId, SecretHash, SegmentHash, StreamId};
use ebb_protocol::pull::Cursor;
use sqlx::{Connection as _, SqliteConnection};

use super::accounts::NewAccount;
use super::append::AppendRefusal;
use super::placing::{NewSegment, Push};
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

const ACCOUNT: AccountId = AccountId([1; 16]);
const JOURNAL: StreamId = StreamId([2; 16]);

async fn open_with_account(folder: &Folder) -> (Db, MemberId) {
    let db = Db::open(&folder.url(), 1_000_000, Hub::new()).await.unwrap();
    let genesis = Genesis {
        signing_key: [3; 32],
        token_hash: SecretHash([4; 32]),
        journal: JOURNAL,
        commitment: [5; 16],
        random: [6; 16],
    };
    let member = genesis.founder();
    db.found(NewAccount { account: ACCOUNT, entry: vec![7; 178], genesis }).await.unwrap();
    (db, member)
}

fn push(member: MemberId, number: u64, previous: SegmentHash) -> Push {
    let bytes = Bytes::from(number.to_le_bytes().repeat(30));
    let hash = SegmentHash::of(&bytes);
    let segment = NewSegment { stream: JOURNAL, replica: ReplicaId([8; 16]), number, previous, hash, bytes };
    Push { account: ACCOUNT, member, segments: vec![segment] }
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
        db.pull(ACCOUNT, member, &[cursor]).await.unwrap();
        // Cursors go with the next transaction; any write comes after it.
        db.append(push(member, 3, appended_hash(2))).await.unwrap();
        let noted: i64 = sqlx::query_scalar("SELECT position FROM cursors").fetch_one(&db.reads).await.unwrap();
        assert_eq!(u64::try_from(noted).unwrap(), said);
    }
}

/// The hash of the segment with that number.
fn appended_hash(number: u64) -> SegmentHash {
    push(MemberId([0; 16]), number, SegmentHash::NONE).segments[0].hash
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
