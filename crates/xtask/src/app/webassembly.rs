//! Reads and writes WebAssembly modules as far as their sections, and the names of what they import.

use std::collections::BTreeMap;

const HEAD: &[u8; 4] = b"\0asm";
const HEAD_AND_VERSION: usize = 8;
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const DATA: u8 = 11;
/// How paths of source files begin and end in what the compiler writes (see the renaming of paths in `app.rs`), and how long they are
/// at most.
const PATH_STARTS: [&[u8]; 3] = [b"/cargo/registry/", b"/rustc/", b"/ebb/"];
const PATH_END: &[u8] = b".rs";
const PATH_BYTES_MAX: usize = 200;

/// A module without what is for debuggers and linkers alone; `None` where the bytes are no module.
pub(super) fn without_custom_sections(module: &[u8]) -> Option<Vec<u8>> {
    with_sections(module, |kind, body| if kind == CUSTOM { Replaced::ByNothing } else { Replaced::By(body.to_vec()) })
}

/// A module whose imported names are replaced where `names` knows another one; `None` where the bytes are no module.
pub(super) fn with_imports_renamed(module: &[u8], names: &BTreeMap<String, String>) -> Option<Vec<u8>> {
    with_sections(module, |kind, body| match kind {
        IMPORTS => renamed(body, names).map_or(Replaced::Malformed, Replaced::By),
        _ => Replaced::By(body.to_vec()),
    })
}

/// A module in whose data the paths of source files are blank: only a panic would name them, and here nobody hears it. `None` where
/// the bytes are no module.
pub(super) fn without_source_paths(module: &[u8]) -> Option<Vec<u8>> {
    with_sections(module, |kind, body| {
        let mut body = body.to_vec();
        if kind == DATA {
            blank_paths(&mut body);
        }
        Replaced::By(body)
    })
}

fn blank_paths(data: &mut [u8]) {
    let mut at = 0;
    while at < data.len() {
        let rest = &data[at..data.len().min(at + PATH_BYTES_MAX)];
        let is_start = PATH_STARTS.iter().any(|start| rest.starts_with(start));
        let is_of_path = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-+".contains(byte);
        let length = rest.iter().take_while(|byte| is_of_path(byte)).count();
        let end = rest[..length].windows(PATH_END.len()).position(|end| end == PATH_END);
        match end.filter(|_| is_start) {
            Some(end) => {
                let past = at + end + PATH_END.len();
                data[at..past].fill(0);
                at = past;
            }
            None => at += 1,
        }
    }
}

/// The names that a module imports, in their order; `None` where the bytes are no module.
pub(super) fn imported_names(module: &[u8]) -> Option<Vec<String>> {
    let mut names = Some(Vec::new());
    with_sections(module, |kind, body| {
        if kind == IMPORTS {
            names = names_of(body);
        }
        Replaced::ByNothing
    })?;
    names
}

fn names_of(imports: &[u8]) -> Option<Vec<String>> {
    let mut reader = Reader(imports);
    let mut names = Vec::new();
    for _ in 0..reader.number()? {
        reader.name()?;
        names.push(String::from_utf8(reader.name()?.to_vec()).ok()?);
        reader.described()?;
    }
    Some(names)
}

/// The module with what `replace` gives in the place of each section's body; a section for which it gives nothing goes.
fn with_sections(module: &[u8], mut replace: impl FnMut(u8, &[u8]) -> Replaced) -> Option<Vec<u8>> {
    let mut made = module.get(..HEAD_AND_VERSION).filter(|head| head.starts_with(HEAD))?.to_vec();
    let mut reader = Reader(&module[HEAD_AND_VERSION..]);
    while !reader.0.is_empty() {
        let kind = reader.byte()?;
        let length = reader.number()?;
        match replace(kind, reader.take(length)?) {
            Replaced::By(body) => {
                made.push(kind);
                put_number(&mut made, body.len());
                made.extend(body);
            }
            Replaced::ByNothing => {}
            Replaced::Malformed => return None,
        }
    }
    Some(made)
}

/// What takes the place of a section's body.
enum Replaced {
    By(Vec<u8>),
    ByNothing,
    Malformed,
}

fn renamed(imports: &[u8], names: &BTreeMap<String, String>) -> Option<Vec<u8>> {
    let mut reader = Reader(imports);
    let count = reader.number()?;
    let mut made = Vec::new();
    put_number(&mut made, count);
    for _ in 0..count {
        put_name(&mut made, reader.name()?);
        let name = reader.name()?;
        let other = std::str::from_utf8(name).ok().and_then(|name| names.get(name));
        put_name(&mut made, other.map_or(name, |other| other.as_bytes()));
        made.extend(reader.described()?);
    }
    Some(made)
}

fn put_name(made: &mut Vec<u8>, name: &[u8]) {
    put_number(made, name.len());
    made.extend(name);
}

/// As WebAssembly writes lengths: seven bits a byte, the lowest first.
fn put_number(made: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or(0);
        number >>= 7;
        if number == 0 {
            made.push(low);
            return;
        }
        made.push(low | 0x80);
    }
}

/// What is still to be read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        Some(*self.take(1)?.first()?)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for place in 0..5 {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn name(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        self.take(length)
    }

    /// What an import is: its kind and type.
    fn described(&mut self) -> Option<&'a [u8]> {
        let before = self.0;
        match self.byte()? {
            // A function: the number of its type.
            0 => drop(self.number()?),
            // A table: what it holds, and its limits.
            1 => {
                self.byte()?;
                self.limits()?;
            }
            // A memory: its limits.
            2 => self.limits()?,
            // A global: its type, and whether it changes; a tag: a byte, and the number of its type.
            3 => drop(self.take(2)?),
            4 => {
                self.byte()?;
                self.number()?;
            }
            _ => return None,
        }
        before.get(..before.len() - self.0.len())
    }

    fn limits(&mut self) -> Option<()> {
        let has_most = self.byte()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERSION: &[u8] = b"\0asm\x01\0\0\0";

    fn module(sections: &[&[u8]]) -> Vec<u8> {
        [VERSION, &sections.concat()].concat()
    }

    #[test]
    fn only_custom_sections_go() {
        let sections: [&[u8]; 3] = [&[1, 3, 7, 7, 7], &[0, 2, 1, b'n'], &[10, 1, 0]];
        let whole = module(&sections);
        assert_eq!(without_custom_sections(&whole), Some(module(&[sections[0], sections[2]])));
        assert_eq!(without_custom_sections(&whole[..whole.len() - 1]), None);
        assert_eq!(without_custom_sections(b"<!doctype html>"), None);
    }

    #[test]
    fn imports_get_other_names_and_stay_what_they_are() {
        let long = "__wbg_new_0123456789abcdef";
        let mut imports = vec![3, 1, b'm', 26];
        imports.extend(long.as_bytes());
        imports.extend([0, 5, 1, b'm', 1, b't', 1, 0x70, 1, 2, 200, 1, 1, b'm', 1, b'g', 3, 0x7f, 0]);
        let length = u8::try_from(imports.len()).unwrap();
        let whole = module(&[&[2, length], &imports, &[10, 1, 0]]);
        assert_eq!(imported_names(&whole).unwrap(), [long, "t", "g"]);
        let names = BTreeMap::from([(long.to_owned(), "__wbg_new".to_owned())]);
        let other = with_imports_renamed(&whole, &names).unwrap();
        assert_eq!(imported_names(&other).unwrap(), ["__wbg_new", "t", "g"]);
        assert_eq!(other.len(), whole.len() - 17);
        let back = BTreeMap::from([("__wbg_new".to_owned(), long.to_owned())]);
        assert_eq!(with_imports_renamed(&other, &back), Some(whole));
    }

    #[test]
    fn only_paths_of_source_files_become_blank() {
        let mut data = b"x/cargo/registry/a-1.0/src/b.rsSaved. /ebb/log /rustc/ab/c.rs/share".to_vec();
        blank_paths(&mut data);
        let text = String::from_utf8(data).unwrap().replace('\0', "");
        assert_eq!(text, "xSaved. /ebb/log /share");
    }

    #[test]
    fn numbers_read_back() {
        for number in [0, 1, 127, 128, 624_485, 0xffff_ffff] {
            let mut bytes = Vec::new();
            put_number(&mut bytes, number);
            assert_eq!(Reader(&bytes).number(), Some(number));
        }
    }
}
