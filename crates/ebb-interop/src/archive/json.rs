//! JSON (RFC 8259), as much of it as an archive needs: strings are written; strings, whole numbers, arrays and objects are
//! read in any spelling that is JSON, so that a file which another tool wrote again still opens.

use std::borrow::Cow;
use std::fmt::Write;

/// Text that is not the JSON that was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the JSON that was expected")]
pub(super) struct MalformedJson;

type Read<T> = Result<T, MalformedJson>;

/// What is skipped may be nested so deep.
const DEPTH_MAX: u8 = 32;

/// Writes a string with its quotes.
pub(super) fn push_string(line: &mut String, text: &str) {
    line.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|character: char| character < ' ' || character == '"' || character == '\\') {
        let (plain, special) = rest.split_at(at);
        line.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            Some('"') => line.push_str("\\\""),
            Some('\\') => line.push_str("\\\\"),
            Some('\n') => line.push_str("\\n"),
            Some(control) => {
                // Writing to a string cannot fail.
                let _ = write!(line, "\\u{:04x}", u32::from(control));
            }
            None => {}
        }
        rest = characters.as_str();
    }
    line.push_str(rest);
    line.push('"');
}

/// Reads a text from its front.
#[derive(Debug, Clone)]
pub(super) struct Json<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Json<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next character that is no space; it stays where it is.
    pub(super) fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let spaces = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count();
        self.at += spaces;
        rest.get(spaces).copied()
    }

    /// Nothing but spaces is left.
    pub(super) fn end(&mut self) -> Read<()> {
        if self.peek().is_none() { Ok(()) } else { Err(MalformedJson) }
    }

    pub(super) fn null(&mut self) -> Read<()> {
        self.word("null")
    }

    /// An object. `read` is given each key, and must read that key's value.
    pub(super) fn object(&mut self, read: &mut dyn FnMut(&mut Self, &str) -> Read<()>) -> Read<()> {
        self.items(b'{', b'}', &mut |json| {
            let key = json.string()?;
            json.sign(b':')?;
            read(json, &key)
        })
    }

    /// An array. `read` must read one item.
    pub(super) fn array(&mut self, read: &mut dyn FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.items(b'[', b']', read)
    }

    /// A sign between items, or at either end of them.
    pub(super) fn sign(&mut self, sign: u8) -> Read<()> {
        if self.peek() != Some(sign) {
            return Err(MalformedJson);
        }
        self.at += 1;
        Ok(())
    }

    /// A whole number.
    pub(super) fn integer<T: TryFrom<i64>>(&mut self) -> Read<T> {
        let number: i64 = self.number()?.parse().map_err(|_| MalformedJson)?;
        T::try_from(number).map_err(|_| MalformedJson)
    }

    /// A string; borrowed where it holds no escape.
    pub(super) fn string(&mut self) -> Read<Cow<'a, str>> {
        self.sign(b'"')?;
        let mut whole = Cow::Borrowed("");
        loop {
            let rest = self.text.as_bytes().get(self.at..).ok_or(MalformedJson)?;
            let plain = rest.iter().position(|byte| *byte < b' ' || *byte == b'"' || *byte == b'\\');
            let plain = plain.ok_or(MalformedJson)?;
            let piece = self.text.get(self.at..self.at + plain).ok_or(MalformedJson)?;
            self.at += plain + 1;
            match (whole.is_empty(), piece.is_empty()) {
                (true, _) => whole = Cow::Borrowed(piece),
                (false, true) => {}
                (false, false) => whole.to_mut().push_str(piece),
            }
            match rest.get(plain) {
                Some(b'"') => return Ok(whole),
                Some(b'\\') => whole.to_mut().push(self.escaped()?),
                _ => return Err(MalformedJson),
            }
        }
    }

    /// Whatever stands here.
    pub(super) fn skip(&mut self) -> Read<()> {
        self.skip_within(DEPTH_MAX)
    }

    fn skip_within(&mut self, depth: u8) -> Read<()> {
        let depth = depth.checked_sub(1).ok_or(MalformedJson)?;
        match self.peek() {
            Some(b'{') => self.object(&mut |json, _| json.skip_within(depth)),
            Some(b'[') => self.array(&mut |json| json.skip_within(depth)),
            Some(b'"') => self.string().map(|_| ()),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'n') => self.null(),
            _ => self.number().map(|_| ()),
        }
    }

    fn items(&mut self, open: u8, close: u8, read: &mut dyn FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.sign(open)?;
        if self.peek() == Some(close) {
            return self.sign(close);
        }
        loop {
            read(self)?;
            if self.peek() == Some(close) {
                return self.sign(close);
            }
            self.sign(b',')?;
        }
    }

    fn word(&mut self, word: &str) -> Read<()> {
        self.peek();
        let rest = self.text.get(self.at..).ok_or(MalformedJson)?;
        if !rest.starts_with(word) {
            return Err(MalformedJson);
        }
        self.at += word.len();
        Ok(())
    }

    /// The characters of any number.
    fn number(&mut self) -> Read<&'a str> {
        self.peek();
        let rest = self.text.get(self.at..).ok_or(MalformedJson)?;
        let is_part = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
        let number = rest.get(..rest.bytes().take_while(|byte| is_part(byte)).count()).ok_or(MalformedJson)?;
        self.at += number.len();
        let digits = number.strip_prefix('-').unwrap_or(number).as_bytes();
        let starts_well = match digits {
            [b'0', second, ..] => !second.is_ascii_digit(),
            [first, ..] => first.is_ascii_digit(),
            [] => false,
        };
        if starts_well { Ok(number) } else { Err(MalformedJson) }
    }

    /// What follows a backslash.
    fn escaped(&mut self) -> Read<char> {
        let escape = *self.text.as_bytes().get(self.at).ok_or(MalformedJson)?;
        self.at += 1;
        match escape {
            b'"' => Ok('"'),
            b'\\' => Ok('\\'),
            b'/' => Ok('/'),
            b'b' => Ok('\u{8}'),
            b'f' => Ok('\u{c}'),
            b'n' => Ok('\n'),
            b'r' => Ok('\r'),
            b't' => Ok('\t'),
            b'u' => self.escaped_unit(),
            _ => Err(MalformedJson),
        }
    }

    /// One unit of UTF-16, or two that stand for one character.
    fn escaped_unit(&mut self) -> Read<char> {
        let first = self.hex4()?;
        if let Some(character) = char::from_u32(u32::from(first)) {
            return Ok(character);
        }
        if self.text.get(self.at..self.at + 2) != Some("\\u") {
            return Err(MalformedJson);
        }
        self.at += 2;
        let units = [first, self.hex4()?];
        let mut decoded = char::decode_utf16(units);
        decoded.next().and_then(Result::ok).ok_or(MalformedJson)
    }

    fn hex4(&mut self) -> Read<u16> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(MalformedJson)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(MalformedJson);
        }
        self.at += 4;
        u16::from_str_radix(digits, 16).map_err(|_| MalformedJson)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn string(text: &str) -> Read<String> {
        let mut json = Json::new(text);
        let read = json.string()?.into_owned();
        json.end()?;
        Ok(read)
    }

    fn integer(text: &str) -> Read<i64> {
        let mut json = Json::new(text);
        let read = json.integer()?;
        json.end()?;
        Ok(read)
    }

    #[test]
    fn every_spelling_of_a_string_is_read() {
        assert_eq!(string(r#" "a\"\\\/\b\f\n\r\t\u00e9\uD83C\uDF0A" "#).unwrap(), "a\"\\/\u{8}\u{c}\n\r\té🌊");
        for text in [r#""a"#, r#""\x""#, r#""\u12g4""#, r#""\uD83C""#, r#""\uD83Cab""#, "\"\n\"", r#""a"b"#, ""] {
            assert_eq!(string(text), Err(MalformedJson), "{text}");
        }
    }

    #[test]
    fn whole_numbers_are_read_and_others_refused() {
        assert_eq!(integer("-9223372036854775808"), Ok(i64::MIN));
        for text in ["", "-", "1.0", "1e3", "007", "+1", "9223372036854775808", "0x1"] {
            assert_eq!(integer(text), Err(MalformedJson), "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_skipped_but_not_without_end() {
        let mut json = Json::new(r#" {"a":[1.5e-3,true,false,null,{"b":"]}"},[],{}]} "#);
        assert_eq!(json.skip().and_then(|()| json.end()), Ok(()));
        assert_eq!(Json::new(&"[".repeat(1_000_000)).skip(), Err(MalformedJson));
        for text in ["[1,]", "{\"a\"}", "{1:2}", "[1 2]", "tru", "[", "{\"a\":1,}"] {
            assert_eq!(Json::new(text).skip(), Err(MalformedJson), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_string_reads_back(text in any::<String>()) {
            let mut line = String::new();
            push_string(&mut line, &text);
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(string(&line), Ok(text));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,80}") {
            let _ = Json::new(&text).skip();
        }
    }
}
