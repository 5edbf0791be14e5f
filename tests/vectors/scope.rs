//! What a follow may see and what else is agreed with it, in bytes; and bytes that are neither.

use ebb_journal::CivilDay;
use ebb_journal::scope::{Alert, FollowTerms, Scope, SharingKind, UnreadableScope};
use serde_json::{Value, json};

use crate::telling::hex;

fn day(days: i32) -> CivilDay {
    CivilDay::of_days(days).unwrap()
}

fn scope_case(name: &str, scope: &Scope) -> Value {
    let mut kinds: Vec<u8> = scope.kinds().map(SharingKind::code).collect();
    kinds.sort_unstable();
    let left_out = scope.left_out().map(|span| [span.start().days(), span.end().days()]);
    assert_eq!(Scope::from_bytes(&scope.to_bytes()).as_ref(), Ok(scope), "{name}");
    json!({
        "name": name,
        "kinds": kinds,
        "from": scope.from().map(CivilDay::days),
        "paused_from": scope.paused_from().map(CivilDay::days),
        "left_out": left_out.collect::<Vec<_>>(),
        "bytes": hex(scope.to_bytes()),
    })
}

fn refused_scope((name, bytes): (&str, Vec<u8>)) -> Value {
    let because = match Scope::from_bytes(&bytes).expect_err(name) {
        UnreadableScope::Newer => "newer",
        UnreadableScope::Malformed => "malformed",
    };
    json!({ "name": name, "bytes": hex(bytes), "because": because })
}

/// A scope of no kind, with these spans left out.
fn with_spans(spans: &[(i32, i32)]) -> Vec<u8> {
    let mut bytes = vec![1, 0, 0];
    bytes.extend(u16::try_from(spans.len()).unwrap().to_le_bytes());
    bytes.extend(spans.iter().flat_map(|(first, last)| [first.to_le_bytes(), last.to_le_bytes()].concat()));
    bytes
}

fn refused_scopes() -> Vec<Value> {
    let so_many = |count| (0..count).map(|place| (place * 2, place * 2)).collect::<Vec<_>>();
    let of_all = Scope::of(SharingKind::ALL).to_bytes();
    [
        ("of version 2", vec![2, 0, 0, 0, 0]),
        ("of version 2, and else none", vec![2]),
        ("of version 0", vec![0, 0, 0, 0, 0]),
        ("with a kind of a newer version", vec![1, 1, 12, 0, 0, 0]),
        ("with more to follow than this version knows", vec![1, 0, 4, 0, 0]),
        ("nothing", Vec::new()),
        ("cut short", of_all[..of_all.len() - 1].to_vec()),
        ("with something after its end", [&of_all[..], &[0]].concat()),
        ("kinds that do not rise", vec![1, 2, 2, 1, 0, 0, 0]),
        ("one kind twice", vec![1, 2, 1, 1, 0, 0, 0]),
        ("of kind 0", vec![1, 1, 0, 0, 0, 0]),
        ("a first day that is not there", vec![1, 0, 1, 0, 0]),
        ("more spans than are there", vec![1, 0, 0, 1, 0]),
        ("one span too many", with_spans(&so_many(201))),
        ("a span that ends before it begins", with_spans(&[(2, 1)])),
        ("spans without a day between", with_spans(&[(1, 2), (3, 4)])),
        ("spans that do not rise", with_spans(&[(4, 4), (1, 2)])),
    ]
    .map(refused_scope)
    .to_vec()
}

fn scopes() -> Vec<Value> {
    let mut paused = Scope::how_i_am();
    paused.set_from(Some(day(20_800)));
    for (first, last) in [(20_810, 20_812), (20_814, 20_814)] {
        paused.leave_out(&(day(first)..=day(last))).unwrap();
    }
    paused.pause(day(20_830));
    let mut from_before_1970 = Scope::of([SharingKind::NotesAndQuestions]);
    from_before_1970.set_from(Some(day(-1)));
    let mut paused_at_once = Scope::of(SharingKind::ALL);
    paused_at_once.pause(day(20_783));
    let mut with_all_spans = Scope::default();
    for place in 0..200 {
        with_all_spans.leave_out(&(day(place * 2)..=day(place * 2))).unwrap();
    }
    vec![
        scope_case("nothing", &Scope::default()),
        scope_case("medicines only", &Scope::medicines_only()),
        scope_case("how I am", &Scope::how_i_am()),
        scope_case("all", &Scope::of(SharingKind::ALL)),
        scope_case("from a day on, days left out, paused", &paused),
        scope_case("from before 1970", &from_before_1970),
        scope_case("all, paused", &paused_at_once),
        scope_case("as many spans as there may be", &with_all_spans),
    ]
}

/// By its number in the bytes.
const fn code(alert: Alert) -> u8 {
    match alert {
        Alert::MissedDose => 1,
        Alert::RefillDue => 2,
        Alert::NothingLogged => 3,
        Alert::CallMe => 4,
    }
}

fn terms_case(bytes: &[u8]) -> Value {
    let terms = FollowTerms::from_bytes(bytes).unwrap();
    let alerts = terms.alerts().map(|(alert, minutes)| json!({ "alert": code(alert), "minutes": minutes }));
    json!({
        "owner": terms.owner,
        "takes_notes": terms.takes_notes,
        "alerts": alerts.collect::<Vec<_>>(),
        "bytes": hex(bytes),
    })
}

fn terms() -> Vec<Value> {
    let mut all = FollowTerms::begun("Mum ☀️");
    for (alert, minutes) in [(Alert::CallMe, 0), (Alert::MissedDose, 120), (Alert::RefillDue, 7 * 24 * 60)] {
        all.set_alert(alert, Some(minutes));
    }
    all.set_alert(Alert::NothingLogged, Some(u32::MAX));
    let mut no_notes = FollowTerms::begun("M.");
    no_notes.takes_notes = false;
    [all, no_notes, FollowTerms::default()].map(|terms| terms_case(&terms.to_bytes())).to_vec()
}

fn refused_terms((name, bytes): (&str, &[u8])) -> Value {
    FollowTerms::from_bytes(bytes).expect_err(name);
    json!({ "name": name, "bytes": hex(bytes) })
}

pub(crate) fn vectors() -> Value {
    let refused = [
        ("of version 2", &b"\x02\x01\0Mum"[..]),
        ("nothing", b""),
        ("no count", b"\x01\x01"),
        ("more alerts than are there", b"\x01\x01\x02\x01\x78\0\0\0Mum"),
        ("a name that is no text", b"\x01\x01\0\xff\xfe"),
    ];
    json!({
        "cases": scopes(),
        "refused": refused_scopes(),
        "terms": terms(),
        "terms_with_newer_alerts": [terms_case(b"\x01\x01\x02\x01\x78\0\0\0\x09\x01\0\0\0Mum")],
        "refused_terms": refused.map(refused_terms),
    })
}
