//! What an archive promises: everything comes back, importing twice is importing once, the lines of version 1 are frozen, and
//! any other bytes are refused or opened as far as they can be read.

use std::collections::BTreeSet;

use ebb_journal::{CivilDay, FieldId, Kind, Moment, RecordId, Sitting, Value, Zone};
use ebb_replica::{Op, ReplicaId, Stamp, State};
use ebb_testkit::strategies::{moments, ops};
use proptest::prelude::*;

use super::gzip::{GzipWriter, deflated_part};
use super::reading::read_within;
use super::{ArchiveDamage, ArchiveProblem, LIMITS, Limits, archive_name, read_archive, write_archive};

/// An archive of version 1 as it was written in 2026, unpacked. It is read for ever.
const GOLDEN: &str = include_str!("tests/version_1.jsonl");
const TEXT_BYTES_MAX: usize = 1 << 24;

fn kept_ops() -> impl Strategy<Value = Op> {
    ops().prop_filter("an archive holds no invitation", super::is_kept)
}

fn made() -> Moment {
    Moment::new(1_795_476_600_250, 60, Zone::new("Europe/Madrid").ok()).unwrap()
}

fn text_of(archive: &[u8]) -> Vec<u8> {
    miniz_oxide::inflate::decompress_to_vec_with_limit(deflated_part(archive).unwrap(), TEXT_BYTES_MAX).unwrap()
}

fn packed(text: &[u8]) -> Vec<u8> {
    let mut file = GzipWriter::new();
    file.add(text);
    file.end()
}

fn as_set(ops: &[Op]) -> BTreeSet<Op> {
    ops.iter().cloned().collect()
}

fn state_of(ops: impl IntoIterator<Item = Op>) -> State {
    let mut state = State::default();
    state.merge(ops);
    state
}

/// One of everything that version 1 can say.
fn golden_ops() -> Vec<Op> {
    let at = |ms: u64| Stamp::of_ms(1_795_476_600_000 + ms).unwrap();
    let (phone, tablet) = (ReplicaId([0xa1; 16]), ReplicaId([0xb2; 16]));
    let day = CivilDay::of_ymd(2026, 11, 24).unwrap();
    let flash = RecordId::made(Kind::HOT_FLASH, Sitting(*b"sitting!"), 258);
    let medication = ebb_journal::SittingId { sitting: Sitting(*b"sitting!"), counter: 1 };
    let dose = RecordId::dose(medication, day, 3);
    let rating = RecordId { kind: Kind(5), name: ebb_journal::Name::Rating { day, symptom: 7, site: 2 } };
    let newer = RecordId::newer(Kind(700), 9, b"\x00\xff").unwrap();
    let bare = RecordId::newer(Kind(700), 10, b"").unwrap();
    let op = |record: &RecordId, field, value, stamp, replica| {
        let record = record.clone();
        Op { record, field: FieldId(field), value, stamp, replica }
    };
    let tag = Value::Newer { tag: 99, bytes: (*b"\x01\xfe").into() };
    let decimal = Value::Decimal("2.50".parse().unwrap());
    vec![
        op(&RecordId::sole(Kind::PERSON), 1, Value::Int(1), at(0), phone),
        op(&flash, 1, Value::Moment(made()), at(10), phone),
        op(&flash, 3, Value::Nothing, at(10), phone),
        op(&flash, 2, Value::Moment(Moment::new(-1, -570, None).unwrap()), at(20), tablet),
        op(&flash, 0, Value::Int(1), at(30), tablet),
        op(&flash, 0, Value::Int(0), at(40), tablet),
        op(&dose, 1, Value::Int(i64::MIN), at(0), phone),
        op(&dose, 1, Value::Int(2), at(0), phone),
        op(&dose, 3, decimal, at(0), phone),
        op(&rating, 9, Value::text("warm \"night\",\nthen \\ cold 🌊"), at(50), phone),
        op(&rating, 10, Value::Day(day), at(50), phone),
        op(&newer, 40, tag, at(60), phone),
        op(&bare, 65_535, Value::text(""), at(60), phone),
    ]
}

#[test]
fn version_1_is_read_for_ever() {
    for file in [GOLDEN.as_bytes().to_vec(), packed(GOLDEN.as_bytes())] {
        let opened = read_archive(&file).unwrap();
        assert_eq!(opened.damage, []);
        assert_eq!((opened.made, opened.records), (Some(made()), 6));
        assert_eq!(as_set(&opened.ops), as_set(&golden_ops()));
    }
}

/// The legend grows with the journal, and the checksum with it; nothing else may move.
#[test]
fn the_lines_of_version_1_are_frozen() {
    let written = String::from_utf8(text_of(&write_archive(golden_ops(), &made()))).unwrap();
    let (written, golden): (Vec<&str>, Vec<&str>) = (written.lines().collect(), GOLDEN.lines().collect());
    assert_eq!(written.len(), golden.len());
    for (written, golden) in written.iter().zip(golden) {
        let is_fixed = !golden.starts_with("{\"legend\"") && !golden.starts_with("{\"end\"");
        assert!(!is_fixed || *written == golden, "{written}\n{golden}");
    }
}

#[test]
fn the_name_of_the_file_says_what_it_is_and_when_it_was_made() {
    assert_eq!(archive_name(made().day()), "ebb-journal-2026-11-24.jsonl.gz");
}

#[test]
fn an_invitation_goes_into_no_file_and_comes_out_of_none() {
    let invitation = Op {
        record: RecordId::made(Kind::INVITATION, Sitting([1; 8]), 1),
        field: FieldId(1),
        value: Value::text("secret"),
        stamp: golden_ops()[0].stamp,
        replica: golden_ops()[0].replica,
    };
    let ops: Vec<Op> = golden_ops().into_iter().chain([invitation]).collect();
    let archive = write_archive(ops, &made());
    assert_eq!(archive, write_archive(golden_ops(), &made()));
    let flash = format!("{} made", Kind::HOT_FLASH.0);
    let text = String::from_utf8(text_of(&archive)).unwrap();
    let forged = packed(text.replace(&flash, &format!("{} made", Kind::INVITATION.0)).as_bytes());
    let ops = read_archive(&forged).unwrap().ops;
    assert!(!ops.is_empty() && ops.iter().all(|op| op.record.kind != Kind::INVITATION));
}

#[test]
fn an_empty_journal_is_an_archive_too() {
    let opened = read_archive(&write_archive([], &made())).unwrap();
    assert_eq!((opened.records, opened.ops.len(), opened.damage.len()), (0, 0, 0));
}

#[test]
fn foreign_and_empty_files_are_named_so() {
    assert_eq!(read_archive(b""), Err(ArchiveProblem::Empty));
    let html = packed(b"<html>\n</html>\n");
    for foreign in
        [b"PK\x03\x04zip".as_slice(), b"{}", b"date,mood\n", b"{\"format\":\"other\",\"version\":1}\n", &html]
    {
        assert_eq!(read_archive(foreign), Err(ArchiveProblem::Foreign), "{foreign:?}");
    }
    assert_eq!(read_archive(&vec![b'x'; 20 << 20]), Err(ArchiveProblem::Foreign), "one endless line");
}

#[test]
fn newer_and_older_versions_are_named_so() {
    let of_version = |head: &str| read_archive(packed(format!("{head}\nanything\n").as_bytes()).as_slice());
    let newer = r#"{"format":"ebb-journal","version":2,"made":{"in":"another way"},"replicas":7}"#;
    assert_eq!(of_version(newer), Err(ArchiveProblem::NewerVersion(2)));
    assert_eq!(of_version(r#"{"format":"ebb-journal","version":0}"#), Err(ArchiveProblem::OlderVersion(0)));
}

#[test]
fn a_bomb_is_refused_before_it_fills_the_memory() {
    // A thousandth of what it unpacks to: first one endless line, then endlessly many.
    let mut endless = GzipWriter::new();
    endless.add(GOLDEN.as_bytes());
    let zeros = vec![0; 1 << 20];
    (0..17).for_each(|_| endless.add(&zeros));
    let bomb = endless.end();
    assert!(bomb.len() < 100_000);
    assert_eq!(read_archive(&bomb), Err(ArchiveProblem::TooLarge));
    assert_eq!(read_archive(&packed(&zeros.repeat(17))), Err(ArchiveProblem::TooLarge), "zeros from the first byte on");
    let lines = packed(format!("{}{}", GOLDEN.lines().next().unwrap(), "\n".repeat(1 << 20)).as_bytes());
    let limits = |bytes| Limits { bytes, ..LIMITS };
    assert_eq!(read_within(&lines, limits(1 << 20)), Err(ArchiveProblem::TooLarge));
    assert!(read_within(&lines, limits(1 << 21)).is_ok());
}

#[test]
fn more_changes_than_any_journal_has_are_refused() {
    let archive = write_archive(golden_ops(), &made());
    assert_eq!(read_within(&archive, Limits { ops: 12, ..LIMITS }), Err(ArchiveProblem::TooLarge));
    assert!(read_within(&archive, Limits { ops: 13, ..LIMITS }).is_ok());
}

#[test]
fn a_damaged_line_is_left_out_and_the_others_are_offered() {
    let altered = GOLDEN.replacen("{\"record\":\"3 dose ", "{\"record\":\"3 dos\u{7f} ", 1);
    let opened = read_archive(altered.as_bytes()).unwrap();
    assert_eq!(opened.damage, [ArchiveDamage::Lines { count: 1, first: 4 }]);
    assert_eq!(opened.records, 5);
    assert!(as_set(&opened.ops).is_subset(&as_set(&golden_ops())));
}

#[test]
fn a_changed_value_shows_in_the_checksum() {
    let altered = GOLDEN.replacen("warm", "cold", 1);
    let opened = read_archive(altered.as_bytes()).unwrap();
    assert_eq!((opened.damage, opened.records), (vec![ArchiveDamage::Altered], 6));
}

#[test]
fn lines_words_and_values_of_a_newer_version_are_told_apart_from_damage() {
    let last = GOLDEN.lines().last().unwrap();
    let newer = "{\"tide\":1}\n{\"record\":\"1 tide 3\",\"changes\":[]}\n{\"record\":\"1 sole\",\"changes\":[[5,0,{\"1\":{\"tide\":1},\"2\":3}]]}\n";
    let opened = read_archive(GOLDEN.replace(last, &format!("{newer}{last}")).as_bytes()).unwrap();
    assert_eq!(opened.damage, [ArchiveDamage::Newer { count: 3, first: 9 }, ArchiveDamage::Altered]);
    assert!(opened.ops.iter().any(|op| op.field == FieldId(2) && op.value == Value::Int(3)), "the rest of the line");
}

#[test]
fn what_follows_the_end_is_told() {
    let opened = read_archive(format!("{GOLDEN}{GOLDEN}").as_bytes()).unwrap();
    assert_eq!((opened.damage, opened.records), (vec![ArchiveDamage::GoesOn], 6));
    let twice = [packed(GOLDEN.as_bytes()), packed(GOLDEN.as_bytes())].concat();
    assert_eq!(read_archive(&twice).unwrap().damage, [ArchiveDamage::GoesOn]);
    assert_eq!(read_archive(format!("{GOLDEN}\n \n").as_bytes()).unwrap().damage, [], "space is nothing");
}

#[test]
fn a_file_that_other_tools_wrote_again_still_opens() {
    let body = packed(GOLDEN.as_bytes());
    let mut named = body[..3].to_vec();
    named.extend([8 | 16 | 4 | 2, 0, 0, 0, 0, 0, 3, 2, 0, b'x', b'y']);
    named.extend(b"name.jsonl\0a comment\0\x12\x34");
    named.extend(&body[10..]);
    assert_eq!(read_archive(&named).unwrap().damage, [], "a head with a name, a comment and more");
    let spaced = format!("\u{feff}{}", GOLDEN.replace("\":", "\" : ").replace('\n', "\r\n"));
    let opened = read_archive(spaced.as_bytes()).unwrap();
    assert_eq!(opened.damage, [ArchiveDamage::Altered], "a byte order mark, spaces, and line breaks of another system");
    assert_eq!(as_set(&opened.ops), as_set(&golden_ops()));
}

#[test]
fn each_problem_says_what_happened_what_is_safe_and_what_to_do() {
    use ArchiveProblem::{CutShort, Empty, Foreign, NewerVersion, OlderVersion, TooLarge};
    for problem in [Empty, Foreign, CutShort, NewerVersion(2), OlderVersion(0), TooLarge] {
        assert!(problem.sentence().contains("Your journal is as it was"), "{problem}");
        assert!(!problem.sentence().contains("error"), "{problem}");
    }
    let told = ArchiveDamage::CutShort { read: 21, written: 133 }.sentence();
    assert!(told.contains("21 of 133 entries"), "{told}");
}

proptest! {
    #[test]
    fn export_wipe_import_is_the_same_journal(ops in prop::collection::vec(kept_ops(), 0..60), made in moments()) {
        let kept = state_of(ops);
        let archive = write_archive(kept.ops(), &made);
        let opened = read_archive(&archive).unwrap();
        prop_assert_eq!(&opened.damage, &[]);
        prop_assert_eq!(&opened.made, &Some(made));
        let mut state = State::default();
        let new = opened.clone().new_to(&state);
        prop_assert_eq!(state.merge(new).new_ops, kept.ops().count());
        prop_assert_eq!(&state, &kept);
        // Once more: nothing doubles.
        prop_assert!(opened.clone().new_to(&state).is_empty());
        prop_assert_eq!(state.merge(opened.ops).new_ops, 0);
        prop_assert_eq!(&state, &kept);
    }

    #[test]
    fn importing_into_another_journal_merges(
        mine in prop::collection::vec(kept_ops(), 0..40),
        theirs in prop::collection::vec(kept_ops(), 0..40),
    ) {
        let mut state = state_of(mine.clone());
        let opened = read_archive(&write_archive(theirs.clone(), &made())).unwrap();
        let new = opened.new_to(&state);
        state.merge(new);
        prop_assert_eq!(state, state_of(mine.into_iter().chain(theirs)));
    }

    #[test]
    fn the_same_ops_give_the_same_file(ops in prop::collection::vec(kept_ops(), 0..40)) {
        let reversed: Vec<Op> = ops.iter().rev().chain(&ops).cloned().collect();
        prop_assert_eq!(write_archive(reversed, &made()), write_archive(ops, &made()));
    }

    #[test]
    fn a_file_cut_anywhere_offers_only_what_was_written(
        ops in prop::collection::vec(kept_ops(), 1..40),
        place: prop::sample::Index,
        is_packed: bool,
    ) {
        let archive = write_archive(ops.clone(), &made());
        let file = if is_packed { archive } else { text_of(&archive) };
        match read_archive(&file[..place.index(file.len())]) {
            Ok(opened) => {
                prop_assert!(as_set(&opened.ops).is_subset(&as_set(&ops)));
                let is_told = matches!(opened.damage.as_slice(), [ArchiveDamage::CutShort { .. }]);
                prop_assert!(is_told || as_set(&opened.ops) == as_set(&ops), "{:?}", opened.damage);
            }
            Err(problem) => {
                let expected = [ArchiveProblem::Empty, ArchiveProblem::CutShort, ArchiveProblem::Foreign];
                prop_assert!(expected.contains(&problem));
            }
        }
    }

    #[test]
    fn altered_text_never_panics_and_never_goes_unnoticed(
        ops in prop::collection::vec(kept_ops(), 1..20),
        place: prop::sample::Index,
        byte: u8,
        is_packed: bool,
    ) {
        let mut text = text_of(&write_archive(ops.clone(), &made()));
        let place = place.index(text.len());
        prop_assume!(text[place] != byte);
        text[place] = byte;
        let file = if is_packed { packed(&text) } else { text };
        if let Ok(opened) = read_archive(&file) {
            // Spelling alone may change: hexadecimal digits of the sum, the break after the last line.
            prop_assert!(!opened.damage.is_empty() || as_set(&opened.ops) == as_set(&ops));
        }
    }

    #[test]
    fn altered_files_never_panic(
        ops in prop::collection::vec(kept_ops(), 1..20),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut file = write_archive(ops, &made());
        for (place, byte) in changes {
            let place = place.index(file.len());
            file[place] = byte;
        }
        let _ = read_archive(&file);
    }

    #[test]
    fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..300), start in 0_usize..4) {
        let starts: [&[u8]; 4] = [b"", b"\x1f\x8b\x08\0\0\0\0\0\0\xff", b"{\"format\":\"ebb-journal\",", GOLDEN.as_bytes()];
        let _ = read_archive(&[starts[start], &noise].concat());
    }

    #[test]
    fn lines_that_are_nearly_right_never_panic(line in "\\{\"record\":\"[0-9]{1,3} (sole|made|dose|rating|form) [0-9a-f -]{0,40}\",\"changes\":\\[(\\[[0-9]{1,15},[0-9],\\{\"[0-9]{1,6}\":(null|-?[0-9]{1,20}|\"[^\"]{0,5}\"|\\{\"(day|moment|decimal|newer)\":\"[-0-9T:.+]{0,30}\"\\})\\}\\])?\\]\\}") {
        let first = GOLDEN.lines().next().unwrap();
        let opened = read_archive(format!("{first}\n{line}\n").as_bytes()).unwrap();
        prop_assert!(opened.ops.len() <= 1);
    }
}
