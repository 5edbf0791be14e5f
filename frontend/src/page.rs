//! The places of the app and their paths: the way to a place and the place at a path are said here alone.

/// A place that has an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// What is due and what was logged today.
    Today,
    /// The same for three in the morning: one large target, nothing bright.
    Night,
    /// A question of the first minute.
    Start(Question),
    /// Everything that can be logged.
    Log,
    /// One symptom, by its number in the catalogue.
    Symptom(u16),
    /// The devices of this journal.
    Share,
    /// The link and the code that bring another device in.
    AddDevice,
    /// Where such a link leads, on the other device.
    Join,
    /// How Ebb looks, and how safe the journal is.
    Settings,
    /// The journal as a file, and back from it.
    File,
}

/// The questions of the first minute, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// "What do you take?"
    Medicine,
    /// "Since when?"
    Since,
    /// "Who are you?"
    Who,
}

const PATHS: [(Page, &str); 11] = [
    (Page::Today, "/"),
    (Page::Night, "/night"),
    (Page::Start(Question::Medicine), "/start"),
    (Page::Start(Question::Since), "/start/since"),
    (Page::Start(Question::Who), "/start/who"),
    (Page::Log, "/log"),
    (Page::Share, "/share"),
    (Page::AddDevice, "/share/device"),
    (Page::Join, "/join"),
    (Page::Settings, "/settings"),
    (Page::File, "/settings/file"),
];

/// Below it stands a symptom's number.
const SYMPTOMS: &str = "/log/";

impl Page {
    /// The path of this place, with the leading slash.
    pub fn path(self) -> String {
        match self {
            Self::Symptom(number) => [SYMPTOMS, &number.to_string()].concat(),
            _ => PATHS.iter().find(|row| row.0 == self).map_or("/", |row| row.1).to_owned(),
        }
    }

    /// The place at a path; an address that leads nowhere leads to Today.
    pub fn at(path: &str) -> Self {
        if let Some(number) = path.strip_prefix(SYMPTOMS).and_then(|number| number.parse().ok()) {
            return Self::Symptom(number);
        }
        let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
        PATHS.iter().find(|row| row.1 == path).map_or(Self::Today, |row| row.0)
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn each_place_is_found_at_its_own_path() {
        for (page, path) in PATHS {
            assert_eq!(page.path(), path);
            assert_eq!(Page::at(path), page);
        }
        assert_eq!(Page::at(&Page::Symptom(7).path()), Page::Symptom(7));
        assert_eq!(Page::at("/log/joint"), Page::Today);
        assert_eq!(Page::at("/share/"), Page::Share);
        assert_eq!(Page::at("/nowhere"), Page::Today);
    }
}
