//! Who may ask what: every row of the server's own table, asked by every kind of caller. What the table says is what
//! happens, and what it does not name is not there.

use std::time::Duration;

use ebb_protocol::endpoints::{
    ACCOUNTS, ACCOUNTS_AGAIN, CATALOGUE, COMPACT, FEED, FOLLOWED, HEALTHY, INPUTS, LIVE, MAILBOX_CARD, MAILBOX_CLOSE,
    MAILBOX_OPENING, MAILBOX_READ, MAILBOXES, NOTES, NOTES_TAKEN, OPENAPI, OUTLINE, PULL, READY, RECOVERY, REPLACED,
    SEGMENTS, TRUST_LOG, TRUST_LOG_READ, USAGE,
};
use ebb_protocol::feed::FollowedRequest;
use ebb_protocol::live::{CLOSE_FORBIDDEN, CLOSE_UNAUTHORIZED};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::{Logged, batch};
use ebb_server::surface::{ROWS, Row, Who};
use ebb_tests::server_client::{Body, Device, Follower, Newcomer, Owner};
use futures_util::{SinkExt as _, StreamExt as _};
use hyper::{Method, StatusCode};
use serde_json::Value;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

use crate::world::{BEGINNING_MS, World};

/// Who may ask what, said a second time: a row that is new, or is for others than before, is noticed here.
const EXPECTED: [(&str, Who); 26] = [
    (ACCOUNTS, Who::Counted),
    (ACCOUNTS_AGAIN, Who::Presenter),
    (TRUST_LOG, Who::DeviceOrSheet),
    (TRUST_LOG_READ, Who::AnyMember),
    (MAILBOXES, Who::Device),
    (MAILBOX_READ, Who::SecretHolder),
    (MAILBOX_CARD, Who::SecretHolder),
    (MAILBOX_OPENING, Who::Device),
    (MAILBOX_CLOSE, Who::Device),
    (RECOVERY, Who::SecretHolder),
    (USAGE, Who::Device),
    (SEGMENTS, Who::Device),
    (PULL, Who::Device),
    (OUTLINE, Who::Device),
    (INPUTS, Who::Device),
    (COMPACT, Who::Device),
    (REPLACED, Who::Device),
    (FEED, Who::Device),
    (FOLLOWED, Who::DeviceOrFollow),
    (NOTES, Who::Follow),
    (NOTES_TAKEN, Who::Device),
    (LIVE, Who::FirstFrame),
    (CATALOGUE, Who::Anyone),
    (OPENAPI, Who::Anyone),
    (HEALTHY, Who::Anyone),
    (READY, Who::Anyone),
];

/// Everyone who may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caller {
    Nobody,
    MalformedToken,
    WrongSecret,
    OfNoAccount,
    OfAnotherAccount,
    Device,
    Dismissed,
    Sheet,
    Follow,
    /// Of the same account as the one before, with a feed of its own.
    OtherFollow,
    /// Its time is over.
    EndedFollow,
    StoppedFollow,
    OfAClosedAccount,
    FollowOfAClosedAccount,
}

impl Caller {
    const fn is_follow(self) -> bool {
        matches!(
            self,
            Self::Follow | Self::OtherFollow | Self::EndedFollow | Self::StoppedFollow | Self::FollowOfAClosedAccount
        )
    }
}

const CALLERS: [Caller; 14] = [
    Caller::Nobody,
    Caller::MalformedToken,
    Caller::WrongSecret,
    Caller::OfNoAccount,
    Caller::OfAnotherAccount,
    Caller::Device,
    Caller::Dismissed,
    Caller::Sheet,
    Caller::Follow,
    Caller::OtherFollow,
    Caller::EndedFollow,
    Caller::StoppedFollow,
    Caller::OfAClosedAccount,
    Caller::FollowOfAClosedAccount,
];

/// What a refused caller is told, whatever it asks for; `None` where it may ask.
fn told(row: &Row, caller: Caller) -> Option<ProblemKind> {
    let of_member = match caller {
        // Of another account: the name of this one, with the member and the secret of that.
        Caller::Nobody | Caller::MalformedToken | Caller::WrongSecret | Caller::OfAnotherAccount => {
            Some(ProblemKind::Unauthorized)
        }
        Caller::OfNoAccount => Some(ProblemKind::NoAccount),
        Caller::Dismissed => Some(ProblemKind::Dismissed),
        Caller::EndedFollow | Caller::StoppedFollow => Some(ProblemKind::FollowEnded),
        Caller::OfAClosedAccount | Caller::FollowOfAClosedAccount => Some(ProblemKind::Closed),
        Caller::Device | Caller::Sheet | Caller::Follow | Caller::OtherFollow => None,
    };
    let admits = match row.who {
        Who::Anyone | Who::Counted | Who::SecretHolder => return None,
        // The log that is presented says who presents it.
        Who::Presenter if caller.is_follow() => return Some(ProblemKind::Forbidden),
        // It brings the very account that is not there.
        Who::Presenter if caller == Caller::OfNoAccount => return None,
        Who::Presenter | Who::Device => caller != Caller::Sheet && !caller.is_follow(),
        Who::DeviceOrSheet => !caller.is_follow(),
        Who::DeviceOrFollow | Who::FirstFrame => caller != Caller::Sheet,
        Who::Follow => caller != Caller::Sheet && caller != Caller::Device,
        Who::AnyMember => true,
    };
    // It is the feed of the first follow that is asked for.
    let is_its_own = row.path != FOLLOWED || caller != Caller::OtherFollow;
    of_member.or((!admits || !is_its_own).then_some(ProblemKind::Forbidden))
}

/// A server with an account, and all who may call.
struct Crowd {
    world: World,
    /// A second server, for the one call after which the first would know the stranger's account.
    elsewhere: World,
    alice: Device,
    sheet: Device,
    dismissed: Device,
    stranger: Device,
    closed: Device,
    /// Two whose follows go on, one whose time is over, one that was stopped, one of the closed account.
    follows: [Follower; 5],
    /// The logs of those accounts, and that of the one that is not there.
    log: Vec<Logged>,
    closed_log: Vec<Logged>,
    stranger_log: Vec<Logged>,
}

impl Crowd {
    async fn gather() -> Self {
        let world = World::start().await;
        let mut owner = Owner::found(world.address, 1).await;
        let sheet = owner.device.admit(&Newcomer::sheet(2)).await;
        let dismissed = owner.device.admit(&Newcomer::device(3)).await;
        owner.dismiss(dismissed.member).await;
        let (follow, other_follow) = (owner.let_follow(20, None).await, owner.let_follow(21, None).await);
        let (ended, stopped) = (owner.let_follow(22, Some(BEGINNING_MS + 1)).await, owner.let_follow(23, None).await);
        owner.stop(stopped.member()).await;
        world.clock.pass(Duration::from_millis(1));
        let closing = Owner::found(world.address, 4).await;
        let of_closed = closing.let_follow(24, None).await;
        let closed = closing.device;
        let closed_log = closed.log().await;
        closed.append_ok(&closed.closing_of(&closed_log)).await;
        let (alice, follows) = (owner.device, [follow, other_follow, ended, stopped, of_closed]);
        let (entry, stranger) = Device::founder(world.address, 5);
        let stranger_log = vec![Logged { entry, keyboxes: Vec::new() }];
        let log = alice.log().await;
        let elsewhere = World::start().await;
        Self { world, elsewhere, alice, sheet, dismissed, stranger, closed, follows, log, closed_log, stranger_log }
    }

    fn token(&self, caller: Caller) -> Option<String> {
        let of = |device: &Device| device.token().to_owned();
        Some(match caller {
            Caller::Nobody => return None,
            Caller::MalformedToken => "nonsense".to_owned(),
            Caller::WrongSecret => format!("{}.{}.{}", self.alice.account, self.alice.member, "ab".repeat(32)),
            Caller::OfNoAccount => of(&self.stranger),
            Caller::OfAnotherAccount => {
                self.closed.token().replacen(&self.closed.account.to_string(), &self.alice.account.to_string(), 1)
            }
            Caller::Device => of(&self.alice),
            Caller::Dismissed => of(&self.dismissed),
            Caller::Sheet => of(&self.sheet),
            Caller::Follow => of(&self.follows[0].caller),
            Caller::OtherFollow => of(&self.follows[1].caller),
            Caller::EndedFollow => of(&self.follows[2].caller),
            Caller::StoppedFollow => of(&self.follows[3].caller),
            Caller::FollowOfAClosedAccount => of(&self.follows[4].caller),
            Caller::OfAClosedAccount => of(&self.closed),
        })
    }

    /// A body that comes as far as asking who calls. Most are asked about before their body is read.
    fn body(&self, row: &Row, caller: Caller) -> Body {
        if row.path == FOLLOWED {
            return Body::json(&FollowedRequest { stream: self.follows[0].feed, position: 0, mark: None });
        }
        if row.path != ACCOUNTS_AGAIN {
            return Body::Empty;
        }
        Body::Octets(batch::write(match caller {
            Caller::OfAClosedAccount | Caller::FollowOfAClosedAccount => &self.closed_log,
            Caller::OfNoAccount => &self.stranger_log,
            _ => &self.log,
        }))
    }
}

#[tokio::test]
async fn every_row_admits_whom_it_names_and_tells_everyone_else_why_not() {
    let crowd = Crowd::gather().await;
    let http = crowd.world.anonymous();
    let mut asked = 0;
    for caller in CALLERS {
        let token = crowd.token(caller);
        for row in ROWS.iter().filter(|row| row.who != Who::FirstFrame) {
            let is_founding = row.who == Who::Presenter && caller == Caller::OfNoAccount;
            let http = if is_founding { crowd.elsewhere.anonymous() } else { http.clone() };
            let body = crowd.body(row, caller);
            let reply = http.send(row.method(), row.path, token.as_deref(), &[], body).await.unwrap();
            asked += 1;
            match told(row, caller) {
                Some(kind) => assert_eq!(reply.refusal(), kind, "{} as {caller:?}", row.path),
                None => assert!(
                    reply.status.is_success() || reply.status == StatusCode::BAD_REQUEST,
                    "{} as {caller:?}: {} {}",
                    row.path,
                    reply.status,
                    String::from_utf8_lossy(&reply.body)
                ),
            }
        }
    }
    assert_eq!(asked, (ROWS.len() - 1) * CALLERS.len());
}

#[tokio::test]
async fn the_live_channel_admits_devices_and_follows_and_closes_on_everyone_else() {
    let crowd = Crowd::gather().await;
    for caller in CALLERS {
        for row in ROWS.iter().filter(|row| row.who == Who::FirstFrame) {
            assert_eq!(row.path, LIVE);
            let (mut socket, _) = connect_async(format!("ws://{}{}", crowd.world.address, row.path)).await.unwrap();
            socket.send(Message::text(crowd.token(caller).unwrap_or_default())).await.unwrap();
            let first = socket.next().await.unwrap().unwrap();
            let code = match told(row, caller) {
                None => {
                    assert!(matches!(first, Message::Text(_)), "{caller:?}: {first:?}");
                    continue;
                }
                Some(ProblemKind::Unauthorized) => CLOSE_UNAUTHORIZED,
                Some(_) => CLOSE_FORBIDDEN,
            };
            assert!(
                matches!(&first, Message::Close(Some(frame)) if u16::from(frame.code) == code),
                "{caller:?}: {first:?}"
            );
        }
    }
}

#[test]
fn every_row_is_for_whom_it_is_expected_to_be() {
    let rows: Vec<_> = ROWS.iter().map(|row| (row.path, row.who)).collect();
    assert_eq!(rows, EXPECTED);
}

#[test]
fn a_path_has_one_row_for_each_method() {
    let mut names: Vec<_> = ROWS.iter().map(|row| (row.path, row.method().to_string())).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
}

#[tokio::test]
async fn the_document_that_the_server_gives_of_itself_has_exactly_those_rows() {
    let world = World::start().await;
    let http = world.anonymous();
    let document: Value = http.send(Method::GET, OPENAPI, None, &[], Body::Empty).await.unwrap().json();
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().unwrap().iter();
    let mut told: Vec<(String, String)> = paths
        .flat_map(|(path, methods)| {
            methods.as_object().unwrap().keys().map(move |method| (path.clone(), method.to_uppercase()))
        })
        .collect();
    let mut rows: Vec<_> = ROWS.iter().map(|row| (row.path.to_owned(), row.method().to_string())).collect();
    told.sort_unstable();
    rows.sort_unstable();
    assert_eq!(told, rows);
    for row in ROWS {
        let said = &document["paths"][row.path][row.method().as_str().to_lowercase()];
        let is_signed_in = !matches!(row.who, Who::Anyone | Who::Counted | Who::SecretHolder | Who::FirstFrame);
        assert_eq!(said["security"].as_array().unwrap().is_empty(), !is_signed_in, "{}", row.path);
    }
}
