//! The one task that writes. It takes all that waits and commits the pushes among it as one transaction: a statement
//! costs a trip to the database's thread and a commit a sync of the disk, whether for one push or for hundreds.
//!
//! Arrives: [`Job`]s from all routes. Leaves: an answer to each once its effect is on the disk, then a word to the live
//! channels. Never here: rules, and SQL but for the end.

use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use ebb_protocol::ids::AccountId;
use ebb_protocol::live::Notice;
use ebb_protocol::push::{Appended, PushAnswer};

use super::accounts::{self, NewAccount};
use super::append::{self, AppendRefusal};
use super::compact::{self, CompactRefusal, Replacement};
use super::cursors::MovedCursor;
use super::feeds::{self, FeedPush, FeedRefusal};
use super::follows;
use super::mailboxes::{self, MailboxChange, MailboxRefusal};
use super::members::Lapse;
use super::notes::{self, NotesRefusal, Taken};
use super::placing::Push;
use super::presenting::{self, PresentRefusal, Presentation};
use super::trust_log::{self, Grown, LogRefusal, NewEntry};
use crate::live::Hub;

/// How many jobs one transaction takes at most.
const JOBS_A_TRANSACTION: usize = 512;

/// Where the answer to a job goes.
pub(super) type Answer<T, E> = oneshot::Sender<Result<T, E>>;

/// Something to write.
#[derive(Debug)]
pub(super) enum Job {
    Append(Push, Answer<PushAnswer, AppendRefusal>),
    NoteCursors(Vec<MovedCursor>),
    Compact(Box<Replacement>, Answer<Appended, CompactRefusal>),
    Found(NewAccount, Answer<(), Lapse>),
    AppendEntry(Box<NewEntry>, Answer<u32, LogRefusal>),
    Present(Presentation, Answer<u32, PresentRefusal>),
    ChangeMailbox(MailboxChange, Answer<(), MailboxRefusal>),
    AppendToFeed(Box<FeedPush>, Answer<Appended, FeedRefusal>),
    AppendNotes(Push, Answer<PushAnswer, NotesRefusal>),
    TakeNotes(Taken, Answer<(), NotesRefusal>),
    /// Those that are over at this time.
    DropEndedFeeds(i64),
    Close(oneshot::Sender<()>),
}

/// Works until it is told to close.
pub(super) async fn run(
    mut connection: SqliteConnection,
    mut waiting: mpsc::Receiver<Job>,
    account_bytes_max: u64,
    hub: Hub,
) {
    let mut jobs = Vec::with_capacity(JOBS_A_TRANSACTION);
    while waiting.recv_many(&mut jobs, JOBS_A_TRANSACTION).await > 0 {
        let mut group = Group::default();
        let mut closing = None;
        for job in jobs.drain(..) {
            match job {
                Job::Append(push, answer) => group.add(push, answer),
                Job::NoteCursors(mut moved) => group.moved.append(&mut moved),
                Job::Close(done) => closing = Some(done),
                other => alone(other, &mut connection, account_bytes_max, &hub).await,
            }
        }
        group.commit(&mut connection, account_bytes_max, &hub).await;
        if let Some(done) = closing {
            close(connection).await;
            // Whoever asked may have stopped waiting.
            let _ = done.send(());
            return;
        }
    }
}

/// Does what has a transaction of its own. Nobody may wait for the answer any more: the caller has gone, which changes
/// nothing.
async fn alone(job: Job, connection: &mut SqliteConnection, account_bytes_max: u64, hub: &Hub) {
    let told = |grown: Option<Grown>| grown.iter().for_each(|grown| hub.tell_grown(grown));
    match job {
        Job::Compact(replacement, answer) => {
            drop(answer.send(compact::compact(connection, &replacement, account_bytes_max).await));
        }
        Job::Found(new, answer) => drop(answer.send(accounts::found(connection, &new).await)),
        Job::AppendEntry(new, answer) => {
            let appended = trust_log::append(connection, &new).await;
            drop(answer.send(appended.map(|(index, grown)| {
                told(grown);
                index
            })));
        }
        Job::Present(presentation, answer) => {
            let presented = presenting::present(connection, &presentation).await;
            drop(answer.send(presented.map(|(entries, grown)| {
                told(grown);
                entries
            })));
        }
        Job::ChangeMailbox(change, answer) => {
            let changed = mailboxes::change(connection, &change).await;
            if let Some(account) = changed.told {
                hub.tell_mailbox(account, change.mailbox);
            }
            drop(answer.send(changed.answer));
        }
        Job::AppendToFeed(push, answer) => {
            let account = push.account;
            let appended = feeds::append(connection, &push, account_bytes_max).await;
            drop(answer.send(appended.map(|(place, grown)| tell_growth(hub, account, place, grown))));
        }
        Job::AppendNotes(push, answer) => {
            let appended = notes::append(connection, &push, account_bytes_max).await;
            drop(answer.send(appended.map(|(places, grown)| tell_growth(hub, push.account, places, grown))));
        }
        Job::TakeNotes(taken, answer) => drop(answer.send(notes::take(connection, &taken).await)),
        Job::DropEndedFeeds(now_ms) => {
            if let Err(error) = follows::drop_ended_alone(connection, now_ms).await {
                tracing::warn!(%error, "feeds whose follows have ended stay for now");
            }
        }
        // These are put together, or end the work.
        Job::Append(..) | Job::NoteCursors(_) | Job::Close(_) => {}
    }
}

/// Tells the live channels where a stream of a follow stands, if it grew, and hands the answer on.
fn tell_growth<T>(hub: &Hub, account: AccountId, answer: T, grown: Option<Notice>) -> T {
    if let Some(notice) = grown {
        hub.tell(account, &notice);
    }
    answer
}

/// What goes into one transaction.
#[derive(Default)]
struct Group {
    pushes: Vec<Push>,
    answers: Vec<Answer<PushAnswer, AppendRefusal>>,
    moved: Vec<MovedCursor>,
}

impl Group {
    fn add(&mut self, push: Push, answer: Answer<PushAnswer, AppendRefusal>) {
        self.pushes.push(push);
        self.answers.push(answer);
    }

    async fn commit(self, connection: &mut SqliteConnection, account_bytes_max: u64, hub: &Hub) {
        if self.pushes.is_empty() && self.moved.is_empty() {
            return;
        }
        match append::append(connection, &self.pushes, &self.moved, account_bytes_max).await {
            Ok(outcome) => {
                for (account, notice) in outcome.grown {
                    hub.tell(account, &notice);
                }
                for MovedCursor { account, reached } in &self.moved {
                    hub.tell_reached(*account, *reached);
                }
                for (answer, result) in self.answers.into_iter().zip(outcome.answers) {
                    let _ = answer.send(result.map_err(AppendRefusal::Placing));
                }
            }
            Err(error) => {
                if self.answers.is_empty() {
                    tracing::warn!(%error, "cursors were not noted");
                }
                for answer in self.answers {
                    let _ = answer.send(Err(error.clone().into()));
                }
            }
        }
    }
}

/// Moves the write-ahead log into the database's file, so that a copy of the one file is whole.
async fn close(mut connection: SqliteConnection) {
    let checkpoint = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await;
    if let Err(error) = checkpoint.and(connection.close().await) {
        tracing::warn!(%error, "the database did not close in order; nothing is lost, the next start repairs it");
    }
}
