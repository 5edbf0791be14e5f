//! Who may ask what: every row of the server's own table, asked by every kind of caller. What the table says is what
//! happens, and what it does not name is not there.

use ebb_protocol::endpoints::{ACCOUNTS_AGAIN, LIVE, OPENAPI};
use ebb_protocol::live::{CLOSE_FORBIDDEN, CLOSE_UNAUTHORIZED};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::{Logged, batch};
use ebb_server::surface::{ROWS, Row, Who};
use ebb_tests::server_client::{Body, Device, Newcomer};
use futures_util::{SinkExt as _, StreamExt as _};
use hyper::{Method, StatusCode};
use serde_json::Value;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

use crate::world::World;

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
    OfAClosedAccount,
}

const CALLERS: [Caller; 9] = [
    Caller::Nobody,
    Caller::MalformedToken,
    Caller::WrongSecret,
    Caller::OfNoAccount,
    Caller::OfAnotherAccount,
    Caller::Device,
    Caller::Dismissed,
    Caller::Sheet,
    Caller::OfAClosedAccount,
];

/// What a refused caller is told, whatever it asks for; `None` where it may ask.
fn told(who: Who, caller: Caller) -> Option<ProblemKind> {
    let of_member = match caller {
        // Of another account: the name of this one, with the member and the secret of that.
        Caller::Nobody | Caller::MalformedToken | Caller::WrongSecret | Caller::OfAnotherAccount => {
            Some(ProblemKind::Unauthorized)
        }
        Caller::OfNoAccount => Some(ProblemKind::NoAccount),
        Caller::Dismissed => Some(ProblemKind::Dismissed),
        Caller::OfAClosedAccount => Some(ProblemKind::Closed),
        Caller::Device | Caller::Sheet => None,
    };
    match who {
        Who::Anyone | Who::Counted | Who::SecretHolder => None,
        Who::Device | Who::FirstFrame | Who::Presenter if caller == Caller::Sheet => Some(ProblemKind::Forbidden),
        // It brings the very account that is not there.
        Who::Presenter if caller == Caller::OfNoAccount => None,
        Who::AnyMember | Who::Device | Who::FirstFrame | Who::Presenter => of_member,
    }
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
    /// The logs of those accounts, and that of the one that is not there.
    log: Vec<Logged>,
    closed_log: Vec<Logged>,
    stranger_log: Vec<Logged>,
}

impl Crowd {
    async fn gather() -> Self {
        let world = World::start().await;
        let mut alice = world.device(1).await;
        let (sheet, dismissed) = (alice.admit(&Newcomer::sheet(2)).await, alice.admit(&Newcomer::device(3)).await);
        alice.dismiss(dismissed.member).await;
        let closed = world.device(4).await;
        let closed_log = closed.log().await;
        closed.append_ok(&closed.closing_of(&closed_log)).await;
        let (entry, stranger) = Device::founder(world.address, 5);
        let stranger_log = vec![Logged { entry, keyboxes: Vec::new() }];
        let log = alice.log().await;
        let elsewhere = World::start().await;
        Self { world, elsewhere, alice, sheet, dismissed, stranger, closed, log, closed_log, stranger_log }
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
            Caller::OfAClosedAccount => of(&self.closed),
        })
    }

    /// A body that comes as far as asking who calls. Most are asked about before their body is read.
    fn body(&self, row: &Row, caller: Caller) -> Body {
        if row.path != ACCOUNTS_AGAIN {
            return Body::Empty;
        }
        Body::Octets(batch::write(match caller {
            Caller::OfAClosedAccount => &self.closed_log,
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
            match told(row.who, caller) {
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
async fn the_live_channel_admits_devices_and_closes_on_everyone_else() {
    let crowd = Crowd::gather().await;
    for caller in CALLERS {
        for row in ROWS.iter().filter(|row| row.who == Who::FirstFrame) {
            assert_eq!(row.path, LIVE);
            let (mut socket, _) = connect_async(format!("ws://{}{}", crowd.world.address, row.path)).await.unwrap();
            socket.send(Message::text(crowd.token(caller).unwrap_or_default())).await.unwrap();
            let first = socket.next().await.unwrap().unwrap();
            let code = match told(row.who, caller) {
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
        let is_signed_in = matches!(row.who, Who::AnyMember | Who::Device | Who::Presenter);
        assert_eq!(said["security"].as_array().unwrap().is_empty(), !is_signed_in, "{}", row.path);
    }
}
