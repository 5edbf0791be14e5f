//! Record ids as text: the kind's number, a word for the form, its parts.
//!
//! ```text
//! 1 sole                                   the only record of its kind
//! 4 made 73697474696e6721 258              sitting, counter
//! 3 dose 73697474696e6721 258 2026-11-24 0 the medication's sitting and counter, planned day, slot
//! 5 rating 2026-11-24 5 6                  day, symptom, site
//! 9 form 7 aa                              any other form: its number, its body
//! ```

use std::fmt::Write;

use ebb_journal::{Kind, Name, RecordId, Sitting, SittingId};

use super::moment_text::{number, read_day};

/// Why a text is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoId {
    /// No version writes that.
    Malformed,
    /// A word that this version does not know.
    NewerWord,
}

pub(super) fn push_id(line: &mut String, id: &RecordId) {
    // Writing to a string cannot fail.
    let _ = write!(line, "{} ", id.kind.0);
    match &id.name {
        Name::Sole => line.push_str("sole"),
        Name::Made(made) => {
            line.push_str("made");
            push_sitting(line, *made);
        }
        Name::Dose { medication, day, slot } => {
            line.push_str("dose");
            push_sitting(line, *medication);
            let _ = write!(line, " {day} {slot}");
        }
        Name::Rating { day, symptom, site } => {
            let _ = write!(line, "rating {day} {symptom} {site}");
        }
        // A form that joins these must be written so as well, by its bytes: a version that lacks it still carries it.
        Name::Newer { form, body } => {
            let _ = write!(line, "form {form}");
            if !body.is_empty() {
                line.push(' ');
                line.push_str(&base16ct::lower::encode_string(body));
            }
        }
    }
}

pub(super) fn read_id(text: &str) -> Result<RecordId, NoId> {
    let (kind, name) = text.split_once(' ').ok_or(NoId::Malformed)?;
    let kind = number(kind).ok_or(NoId::Malformed)?;
    let parts: Vec<&str> = name.split(' ').collect();
    let id = match parts.as_slice() {
        ["sole"] => Some(RecordId::sole(Kind(kind))),
        ["made", made @ ..] => read_made(made).map(|made| RecordId { kind: Kind(kind), name: Name::Made(made) }),
        ["dose", dose @ ..] => read_dose(dose).map(|name| RecordId { kind: Kind(kind), name }),
        ["rating", rating @ ..] => read_rating(rating).map(|name| RecordId { kind: Kind(kind), name }),
        ["form", form] => read_form(kind, form, ""),
        ["form", form, body] => read_form(kind, form, body),
        ["form", ..] => None,
        [word, ..] if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()) => {
            return Err(NoId::NewerWord);
        }
        _ => None,
    };
    id.ok_or(NoId::Malformed)
}

fn push_sitting(line: &mut String, id: SittingId) {
    let _ = write!(line, " {} {}", base16ct::lower::encode_string(&id.sitting.0), id.counter);
}

fn read_made(parts: &[&str]) -> Option<SittingId> {
    let [sitting, counter] = parts else { return None };
    let mut bytes = [0; 8];
    let read = base16ct::lower::decode(sitting, &mut bytes).ok()?.len();
    (read == bytes.len()).then_some(SittingId { sitting: Sitting(bytes), counter: number(counter)? })
}

fn read_dose(parts: &[&str]) -> Option<Name> {
    let (medication, [day, slot]) = parts.split_at_checked(2)? else { return None };
    Some(Name::Dose { medication: read_made(medication)?, day: read_day(day)?, slot: number(slot)? })
}

fn read_rating(parts: &[&str]) -> Option<Name> {
    let [day, symptom, site] = parts else { return None };
    Some(Name::Rating { day: read_day(day)?, symptom: number(symptom)?, site: number(site)? })
}

/// Through the id's own bytes, so that a form which a version comes to know is read as what it is.
fn read_form(kind: u16, form: &str, body: &str) -> Option<RecordId> {
    let mut bytes = kind.to_le_bytes().to_vec();
    bytes.push(number(form)?);
    bytes.extend(base16ct::lower::decode_vec(body).ok()?);
    RecordId::from_bytes(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ebb_testkit::strategies::record_ids;
    use proptest::prelude::*;

    fn text_of(id: &RecordId) -> String {
        let mut text = String::new();
        push_id(&mut text, id);
        text
    }

    #[test]
    fn what_is_no_id_is_refused_and_a_newer_word_is_told_apart() {
        for text in [
            "",
            "4",
            "4 ",
            "x sole",
            "70000 sole",
            "4 made 73697474696e6721",
            "4 made 73697474696e67 258",
            "4 made 73697474696E6721 258",
            "4 made 73697474696e6721 4294967296",
            "3 dose 73697474696e6721 258 2026-11-31 0",
            "5 rating 2026-11-24 5",
            "9 form 300 aa",
            "9 form 7 a",
            "9 form 7 aa aa",
            "9 Form 7 aa",
        ] {
            assert_eq!(read_id(text), Err(NoId::Malformed), "{text}");
        }
        assert_eq!(read_id("9 tide 3"), Err(NoId::NewerWord));
    }

    #[test]
    fn a_form_that_this_version_knows_is_read_from_its_bytes() {
        let id = RecordId::made(Kind(4), Sitting(*b"sitting!"), 258);
        assert_eq!(read_id("4 form 1 73697474696e672102010000"), Ok(id));
    }

    proptest! {
        #[test]
        fn every_id_reads_back(id in record_ids()) {
            prop_assert_eq!(read_id(&text_of(&id)), Ok(id));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9]{1,6} (sole|made|dose|rating|form)?[ 0-9a-f-]{0,50}") {
            let _ = read_id(&text);
        }
    }
}
