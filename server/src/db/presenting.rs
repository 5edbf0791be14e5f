//! A device presents a whole trust log: the server has lost the account, or holds only the beginning of its log.
//!
//! Arrives: a log whose every entry and keybox was checked, presented by a device of it. Leaves: how many entries the
//! server holds then. Never here: anything that takes the place of what the server holds; where two logs part, it keeps its own.

use ebb_protocol::ids::{EntryHash, MemberId};
use ebb_protocol::trust::{Detail, Logged, SignedEntry, TrustState};
use sqlx::{Connection as _, SqliteConnection};

use super::members::{self, Lapse};
use super::trust_log::{self, Grown};
use super::writer::Job;
use super::{Db, DbError, accounts, follows, mailboxes};

/// A log as it was presented.
#[derive(Debug)]
pub(crate) struct Presentation {
    /// Who presents it.
    pub(crate) member: MemberId,
    pub(crate) log: Vec<Logged>,
    /// What it says.
    pub(crate) state: TrustState,
    pub(crate) now_ms: i64,
}

/// Why nothing changes.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PresentRefusal {
    /// By the server's log the presenter is no member any more, or the account is closed.
    #[error(transparent)]
    Lapse(#[from] Lapse),
    /// The two logs part.
    #[error("the logs part")]
    Forked,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for PresentRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Db {
    /// Takes what the server lacks of a log, and answers with how many entries it holds then.
    pub(crate) async fn present(&self, presentation: Presentation) -> Result<u32, PresentRefusal> {
        self.write(|answer| Job::Present(presentation, answer)).await
    }
}

/// The writer's part of [`Db::present`]; nothing has grown where the server lacked nothing.
pub(super) async fn present(
    connection: &mut SqliteConnection,
    presentation: &Presentation,
) -> Result<(u32, Option<Grown>), PresentRefusal> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let Presentation { member, log, state, now_ms } = presentation;
    let account = state.account();
    let held = match members::read_standing(&mut transaction, account, *member, *now_ms).await? {
        None => {
            accounts::insert(&mut transaction, state, Some(*now_ms)).await?;
            Vec::new()
        }
        Some(standing) => {
            // A member whom the server does not know yet may bring the very entry that admits it.
            match standing.kind() {
                Ok(_) | Err(Lapse::NoMember) => {}
                Err(lapse) => return Err(lapse.into()),
            }
            trust_log::hashes(&mut transaction, account).await?
        }
    };
    let presented: Vec<EntryHash> = log.iter().map(|logged| EntryHash::of(&logged.entry)).collect();
    let shared = held.len().min(presented.len());
    if held[..shared] != presented[..shared] {
        return Err(PresentRefusal::Forked);
    }
    if shared == presented.len() {
        return Ok((entries(held.len()), None));
    }
    let grown = extend(&mut transaction, presentation, shared).await?;
    transaction.commit().await?;
    Ok((grown.entries, Some(grown)))
}

/// Writes all entries from an index on, and what the whole log says then. The cuts of dismissals are taken as they are:
/// the server may have lost the very segments that they name.
async fn extend(
    connection: &mut SqliteConnection,
    Presentation { log, state, now_ms, .. }: &Presentation,
    from: usize,
) -> Result<Grown, PresentRefusal> {
    let account = state.account();
    let mut grown = Grown { is_closed: state.is_closed(), ..Grown::to(account, entries(log.len())) };
    let is_new = |index: u32| usize::try_from(index).is_ok_and(|index| index >= from);
    let mut is_dismissed = false;
    for (id, member) in state.members() {
        members::put(connection, account, *id, member).await?;
        if member.removed.as_ref().is_some_and(|removed| is_new(removed.index)) {
            grown.shut_out.push(*id);
            is_dismissed = true;
        }
    }
    for (id, follow) in state.follows() {
        follows::put(connection, account, *id, follow, *now_ms).await?;
        if follow.stopped.is_some_and(is_new) {
            grown.shut_out.push(*id);
        }
    }
    if let (true, Some(last)) = (state.is_closed(), log.last()) {
        accounts::close(connection, account, &last.entry).await?;
        return Ok(grown);
    }
    for (index, logged) in log.iter().enumerate().skip(from) {
        trust_log::add(connection, account, entries(index), logged).await?;
        // Each was read when the log was checked.
        let Ok(SignedEntry { head, .. }) = SignedEntry::read(&logged.entry) else { continue };
        grown.note_readers(head.index, &head.detail);
        let mailbox = match head.detail {
            Detail::Admitted(admission) => admission.mailbox,
            Detail::Followed(following) => Some(following.mailbox),
            _ => None,
        };
        // Mailboxes that the server lost are no hindrance.
        if let Some(mailbox) = mailbox
            && mailboxes::admit(connection, account, mailbox, *now_ms).await?
        {
            grown.mailboxes.push(mailbox);
        }
    }
    if is_dismissed {
        grown.mailboxes.extend(mailboxes::close_open(connection, account).await?);
    }
    accounts::set_epoch(connection, state).await?;
    Ok(grown)
}

/// There are never more than `TRUST_ENTRIES_MAX`.
fn entries(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
