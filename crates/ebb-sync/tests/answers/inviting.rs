//! An invitation is gone on with by any device of its account, and by nobody else.

use ebb_sync::{Admission, Identity, Inviting};

use crate::scripted::{CODE, admitted, founder, newcomer};
use crate::server::Server;

fn of_server(server: &Server, identity: Identity) -> Identity {
    Identity { log: server.logged.clone(), account: founder().account, admission: Admission::Admitted, ..identity }
}

#[test]
fn another_device_goes_on_with_the_same_mailbox_and_digits() {
    let server = Server::new();
    let made = Inviting::new(&admitted(), CODE, [22; 32], [23; 32]).unwrap();
    // Who has joined since the invitation was made goes on with it too.
    let other = of_server(&server, newcomer(30));
    let resumed = Inviting::of_text(&other, &made.to_text()).unwrap();
    assert_eq!((resumed.code_text(), resumed.mailbox()), (made.code_text(), made.mailbox()));
    assert_eq!(resumed.make().body, made.make().body, "the same offer");
    assert_eq!(resumed.to_text(), made.to_text());
    assert_ne!(resumed.look().token, made.look().token, "each asks in its own name");
}

#[test]
fn what_is_damaged_of_another_account_or_newer_is_left_alone() {
    let made = Inviting::new(&admitted(), CODE, [22; 32], [23; 32]).unwrap().to_text();
    let draw = ebb_sync::FoundingDraw {
        seed: [90; 32],
        key: [3; 32],
        journal: crate::scripted::JOURNAL,
        random: [6; 16],
        name_seed: [4; 32],
    };
    let elsewhere = Identity::founding(founder().replica, &crate::scripted::label("Phone"), &draw);
    let elsewhere = Identity { admission: Admission::Admitted, ..elsewhere };
    assert!(Inviting::of_text(&elsewhere, &made).is_none(), "of another account");
    assert!(Inviting::of_text(&founder(), &made).is_none(), "not a member yet");
    for position in 0..made.len() {
        let mut altered = made.clone().into_bytes();
        altered[position] = if altered[position] == b'0' { b'1' } else { b'0' };
        let altered = String::from_utf8(altered).unwrap();
        assert!(Inviting::of_text(&admitted(), &altered).is_none(), "{position}");
        assert!(Inviting::of_text(&admitted(), &made[..position]).is_none(), "{position}");
    }
}
