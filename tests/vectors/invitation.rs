//! Invitations: what both sides leave, the digits that they show, and what is swapped on the way.

use ebb_journal::scope::{Scope, SharingKind};
use ebb_protocol::ids::{AccountId, EntryHash};
use ebb_vault::invitation::{
    ForWhom, NotOfInvitation, Offer, OfferedFollow, commit, digits, mailbox, mailbox_name, make_card, open_card,
    open_offer, seal_offer,
};
use ebb_vault::{Code, CodeKind};
use serde_json::{Value, json};

use crate::telling::{derived, hex, secrets_of};

const CODE: [u8; 16] = [1; 16];
const A: [u8; 32] = [5; 32];

fn offer(account: u8, a: [u8; 32]) -> Offer {
    Offer {
        account: AccountId([account; 16]),
        genesis: EntryHash([3; 32]),
        head: EntryHash([4; 32]),
        commitment: commit(&a),
        for_whom: ForWhom::Device,
    }
}

fn offered(inviter: &str, scope: &Scope, until_ms: Option<i64>) -> ForWhom {
    ForWhom::Follow(OfferedFollow { inviter: inviter.to_owned(), scope: scope.to_bytes(), until_ms })
}

fn to_follow(offered: ForWhom) -> Offer {
    Offer { for_whom: offered, ..offer(2, A) }
}

fn card(seed: u8, b: u8) -> Vec<u8> {
    make_card(&Code::new(CODE), &secrets_of([seed; 32]), "Blue phone", [b; 32], [8; 32])
}

fn offered_told(for_whom: &ForWhom) -> Value {
    match for_whom {
        ForWhom::Device => Value::Null,
        ForWhom::Follow(offered) => json!({
            "inviter": offered.inviter,
            "scope": hex(&offered.scope),
            "until_ms": offered.until_ms,
        }),
    }
}

fn case(secret: [u8; 16], name: &str, offer: &Offer) -> Value {
    let (code, newcomer) = (Code::new(secret), secrets_of([6; 32]));
    let kind = if offer.for_whom == ForWhom::Device { CodeKind::Invitation } else { CodeKind::Follow };
    let sealed = seal_offer(&code, offer, [9; 32]);
    let card = make_card(&code, &newcomer, name, [7; 32], [8; 32]);
    let opened = open_offer(&code, &sealed).unwrap();
    assert_eq!(&opened, offer);
    json!({
        "code": hex(secret),
        "text": *code.to_text(kind),
        "mailbox_name": hex(mailbox_name(&code)),
        "mailbox": mailbox(&code),
        "offer_key": derived(&secret, "ebb/v1/offer key"),
        "card_key": derived(&secret, "ebb/v1/card key"),
        "account": opened.account,
        "genesis": opened.genesis,
        "head": opened.head,
        "a": hex(A),
        "commitment": hex(opened.commitment),
        "offered": offered_told(&opened.for_whom),
        "offer_random": hex([9; 32]),
        "offer": hex(&sealed),
        "seed": hex(newcomer.seed.dangerously_reveal()),
        "name": name,
        "name_on_card": open_card(&code, &card).unwrap().name,
        "b": hex([7; 32]),
        "card_random": hex([8; 32]),
        "card": hex(&card),
        "digits": digits(&code, &sealed, &card, &A).unwrap(),
    })
}

/// Somebody between who even knows the code: it comes about, and the digits on the two screens differ.
fn swapped(name: &str, sealed: &[u8], card: &[u8], a: [u8; 32]) -> Value {
    let digits = digits(&Code::new(CODE), sealed, card, &a).unwrap();
    json!({ "name": name, "code": hex(CODE), "offer": hex(sealed), "card": hex(card), "a": hex(a), "digits": digits })
}

fn refused(name: &str, secret: [u8; 16], (sealed, card, a): (&[u8], &[u8], [u8; 32])) -> Value {
    let because = match digits(&Code::new(secret), sealed, card, &a).unwrap_err() {
        NotOfInvitation::Offer => "offer",
        NotOfInvitation::Card => "card",
        NotOfInvitation::Opening => "opening",
    };
    json!({
        "name": name,
        "code": hex(secret),
        "offer": hex(sealed),
        "card": hex(card),
        "a": hex(a),
        "because": because,
    })
}

pub(crate) fn vectors() -> Value {
    let code = Code::new(CODE);
    let how_i_am = Scope::how_i_am();
    let follow = seal_offer(&code, &to_follow(offered("Mum", &how_i_am, None)), [9; 32]);
    let mut wider = how_i_am.clone();
    wider.widen(SharingKind::Mood);
    let wider = seal_offer(&code, &to_follow(offered("Mum", &wider, None)), [9; 32]);
    let (right, right_card) = (seal_offer(&code, &offer(2, A), [9; 32]), card(6, 7));
    let other = seal_offer(&Code::new([2; 16]), &offer(2, A), [9; 32]);
    let other_card = make_card(&Code::new([2; 16]), &secrets_of([6; 32]), "Blue phone", [7; 32], [8; 32]);
    json!({
        "cases": [
            case(CODE, "Blue phone", &offer(2, A)),
            case([0xa5; 16], "The phone that my sister gave me for my birthday, with the ☀️ on it", &offer(2, A)),
            case([0x3c; 16], "Ada", &to_follow(offered("Mum ☀️", &Scope::medicines_only(), None))),
            case(CODE, "Ada", &to_follow(offered(&"M".repeat(300), &how_i_am, Some(1_800_000_000_000)))),
            case(CODE, "Ada", &to_follow(offered("", &Scope::default(), Some(1)))),
        ],
        "swapped": [
            swapped("a card of somebody else", &right, &card(66, 7), A),
            swapped("a card with another b", &right, &card(6, 70), A),
            swapped("an offer of another account", &seal_offer(&code, &offer(20, A), [9; 32]), &right_card, A),
            swapped("the same offer, sealed again", &seal_offer(&code, &offer(2, A), [90; 32]), &right_card, A),
            swapped("an offer to follow in place of one for a device", &follow, &right_card, A),
            swapped("an offer to follow that tells of more", &wider, &right_card, A),
            swapped("another a, with the offer for it", &seal_offer(&code, &offer(2, [50; 32]), [9; 32]), &right_card, [50; 32]),
        ],
        "refused": [
            refused("another a", CODE, (&right, &right_card, [6; 32])),
            refused("another code", [2; 16], (&right, &right_card, A)),
            refused("an offer under another code", CODE, (&other, &right_card, A)),
            refused("a card under another code", CODE, (&right, &other_card, A)),
            refused("an offer cut short", CODE, (&right[..right.len() - 1], &right_card, A)),
            refused("a card cut short", CODE, (&right, &right_card[..right_card.len() - 1], A)),
            refused("an offer to follow cut short", CODE, (&follow[..follow.len() - 1], &right_card, A)),
            refused("an offer to follow under another code", [2; 16], (&follow, &right_card, A)),
            refused("no offer", CODE, (&[], &right_card, A)),
            refused("no card", CODE, (&right, &[], A)),
        ],
    })
}
