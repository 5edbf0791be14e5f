//! Rust source as rules read it: the code with comments and strings blanked out, and the strings by themselves.

/// A source file taken apart. Lines count from 1 and stay those of the file.
#[derive(Debug, Default)]
pub(super) struct RustText {
    /// The code; each character of a comment or a string's content is a space.
    pub(super) code: String,
    /// The strings' contents, each with the line that it starts on.
    pub(super) strings: Vec<(usize, String)>,
}

impl RustText {
    /// Takes a file's text apart.
    pub(super) fn of(text: &str) -> Self {
        let mut reader = Reader { rest: text, line: 1, found: Self::default() };
        while !reader.rest.is_empty() {
            reader.step();
        }
        reader.found
    }

    /// The lines on which this path or word stands as such, not as a part of a longer name.
    pub(super) fn lines_with(&self, word: &str) -> Vec<usize> {
        lines_with(&self.code, word)
    }

    /// What is named directly below `std::` and where, also within braces: `use std::{fs, io}` names `fs` and `io`.
    pub(super) fn names_in_std(&self) -> Vec<(usize, String)> {
        let mut names = Vec::new();
        for (line, text) in self.code.lines().enumerate() {
            let starts = text.match_indices("std::").filter(|(at, _)| !text[..*at].ends_with(is_name));
            for (start, matched) in starts {
                let rest = &text[start + matched.len()..];
                match rest.strip_prefix('{') {
                    None => names.push((line + 1, leading_name(rest))),
                    Some(_) => names.extend(first_names(self.after(line, start + matched.len() + 1), line + 1)),
                }
            }
        }
        names
    }

    /// The code from a column of a line on, the line counted from 0.
    fn after(&self, line: usize, column: usize) -> &str {
        let start: usize = self.code.split_inclusive('\n').take(line).map(str::len).sum();
        &self.code[start + column..]
    }
}

/// The lines of a text on which a word stands by itself.
pub(super) fn lines_with(text: &str, word: &str) -> Vec<usize> {
    let is_alone = |line: &str, at: usize| {
        let starts = !word.starts_with(is_name) || !line[..at].ends_with(is_name);
        let ends = !word.ends_with(is_name) || !line[at + word.len()..].starts_with(is_name);
        starts && ends
    };
    let has = |line: &str| line.match_indices(word).any(|(at, _)| is_alone(line, at));
    text.lines().enumerate().filter(|(_, line)| has(line)).map(|(index, _)| index + 1).collect()
}

/// Whether a character can stand in a name.
pub(super) fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The name that a text starts with.
pub(super) fn leading_name(text: &str) -> String {
    text.chars().take_while(|&character| is_name(character)).collect()
}

/// The first name of each item of a list in braces, from within the braces on.
fn first_names(list: &str, mut line: usize) -> Vec<(usize, String)> {
    let (mut depth, mut at_item, mut names) = (0_usize, true, Vec::new());
    for (at, character) in list.char_indices() {
        match character {
            '\n' => line += 1,
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_item = true,
            _ if at_item && is_name(character) => {
                names.push((line, leading_name(&list[at..])));
                at_item = false;
            }
            _ => {}
        }
    }
    names
}

/// Walks through a text, one token that matters at a time.
struct Reader<'a> {
    rest: &'a str,
    line: usize,
    found: RustText,
}

impl Reader<'_> {
    fn step(&mut self) {
        if self.rest.starts_with("//") {
            self.blank(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.blank(block_comment_length(self.rest));
        } else if let Some(hashes) = raw_string_start(self.rest, &self.found.code) {
            self.string(&format!("\"{}", "#".repeat(hashes)), false);
        } else if self.rest.starts_with('"') {
            self.string("\"", true);
        } else if let Some(length) = char_literal_length(self.rest) {
            self.blank(length);
        } else {
            let length = self.rest.chars().next().map_or(0, char::len_utf8);
            self.copy(length);
        }
    }

    /// A string up to `end`; its content is kept aside and blanked.
    fn string(&mut self, end: &str, escapes: bool) {
        let start = self.rest.find('"').map_or(0, |at| at + 1);
        self.copy(start);
        let (mut length, mut after_backslash) = (self.rest.len(), false);
        for (at, character) in self.rest.char_indices() {
            if !after_backslash && self.rest[at..].starts_with(end) {
                length = at;
                break;
            }
            after_backslash = escapes && character == '\\' && !after_backslash;
        }
        self.found.strings.push((self.line, self.rest[..length].to_owned()));
        self.blank(length);
        self.copy(end.len().min(self.rest.len()));
    }

    fn copy(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.found.code.push_str(taken);
        self.rest = rest;
    }

    fn blank(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.found.code.extend(taken.chars().map(|character| if character == '\n' { '\n' } else { ' ' }));
        self.rest = rest;
    }
}

/// How long a comment in `/* */` is, those within it counted.
fn block_comment_length(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(character) = text[at..].chars().next() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += character.len_utf8();
        }
    }
    text.len()
}

/// The number of hashes of a raw string that starts here; `before` is the code before it.
fn raw_string_start(text: &str, before: &str) -> Option<usize> {
    if before.ends_with(is_name) {
        return None;
    }
    let after = ["r", "br", "cr"].iter().find_map(|prefix| text.strip_prefix(prefix))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

/// How long a character in quotes is; none where the quote starts a lifetime.
fn char_literal_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    if let Some(escaped) = inner.strip_prefix('\\') {
        let skipped = escaped.chars().next()?.len_utf8();
        return Some(2 + skipped + escaped[skipped..].find('\'')? + 1);
    }
    let length = inner.chars().next()?.len_utf8();
    inner[length..].starts_with('\'').then_some(length + 2)
}

#[cfg(test)]
mod tests {
    use super::RustText;

    #[test]
    fn comments_and_strings_are_blanked_and_lines_stay() {
        let text =
            RustText::of("let a = \"b\\\"c\"; // tokio\n/* x /* y */ tokio */ let d = r#\"e\"f\"#;\nlet g = 'h';");
        let comment = " ".repeat("/* x /* y */ tokio */".len());
        assert_eq!(text.code, format!("let a = \"    \";         \n{comment} let d = r#\"   \"#;\nlet g =    ;"));
        assert_eq!(text.strings, [(1, "b\\\"c".to_owned()), (2, "e\"f".to_owned())]);
    }

    #[test]
    fn lifetimes_are_no_characters_and_quotes_in_characters_no_strings() {
        let text = RustText::of("fn f<'a>(x: &'a str) { let q = '\"'; let b = '\\''; tokio }");
        assert_eq!(text.lines_with("tokio"), [1]);
        assert!(text.strings.is_empty());
    }

    #[test]
    fn a_word_within_a_longer_name_does_not_count() {
        let text = RustText::of("my_tokio();\ntokio_stream();\ntokio::spawn();");
        assert_eq!(text.lines_with("tokio"), [3]);
    }

    #[test]
    fn names_in_std_are_found_in_every_spelling() {
        let text = RustText::of(
            "use std::{\n    collections::{BTreeMap, io},\n    fs,\n    io::{self, Read},\n};\nstd::net::x();\nmystd::fs();",
        );
        let names = text.names_in_std();
        let expected = [(2, "collections"), (3, "fs"), (4, "io"), (6, "net")];
        assert_eq!(names, expected.map(|(line, name)| (line, name.to_owned())));
    }
}
