//! Words that belong to one room: the browser's to `frontend/src/platform/`, SQL to `server/src/db/`.

use super::Finding;
use super::project::{Project, SourceFile};

/// The crates through which Rust talks to a browser.
const BROWSER: [&str; 4] = ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures"];
const BROWSER_ROOMS: [&str; 3] = ["frontend/src/platform/", "frontend/src/platform.rs", "frontend/tests/"];

/// How a statement shows in a text: words that follow one another, with others between them where two are named.
const STATEMENTS: [(&str, &str); 9] = [
    ("SELECT ", ""),
    ("INSERT INTO ", ""),
    ("INSERT OR ", ""),
    ("UPDATE ", " SET "),
    ("DELETE FROM ", ""),
    ("CREATE TABLE ", ""),
    ("DROP TABLE ", ""),
    ("PRAGMA ", ""),
    ("BEGIN IMMEDIATE", ""),
];
/// `tests/` may look into a database; tidy names the words that it looks for.
const SQL_ROOMS: [&str; 5] =
    ["server/src/db/", "server/src/db.rs", "server/migrations/", "tests/", "crates/xtask/src/tidy/"];

/// Words outside their room.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    project.files.iter().flat_map(|file| [browser_words(file), sql(file)].concat()).collect()
}

fn is_in(file: &SourceFile, rooms: &[&str]) -> bool {
    rooms.iter().any(|room| file.path.starts_with(room))
}

fn browser_words(file: &SourceFile) -> Vec<Finding> {
    if is_in(file, &BROWSER_ROOMS) {
        return Vec::new();
    }
    let lines = BROWSER.iter().flat_map(|word| file.rust.lines_with(word).into_iter().map(move |line| (line, word)));
    lines
        .map(|(line, word)| Finding::new(&file.path, line, format!("`{word}` outside frontend/src/platform/")))
        .collect()
}

fn sql(file: &SourceFile) -> Vec<Finding> {
    if is_in(file, &SQL_ROOMS) {
        return Vec::new();
    }
    if file.extension() == "sql" {
        return vec![Finding::new(&file.path, 0, "SQL outside server/migrations/")];
    }
    let calls = file.rust.lines_with("sqlx::query").into_iter().chain(file.rust.lines_with("sqlx::raw_sql"));
    let texts = file.rust.strings.iter().filter(|(_, text)| is_statement(text)).map(|(line, _)| *line);
    calls.chain(texts).map(|line| Finding::new(&file.path, line, "SQL outside server/src/db/")).collect()
}

fn is_statement(text: &str) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
    STATEMENTS
        .iter()
        .any(|(start, then)| text.find(start).is_some_and(|at| text[at + start.len() - 1..].contains(then)))
}

#[cfg(test)]
mod tests {
    use super::super::project::Project;
    use super::findings;

    fn count(path: &str, text: &str) -> usize {
        findings(&Project::of(&[(path, text)])).len()
    }

    #[test]
    fn browser_words_outside_the_platform_are_found() {
        assert_eq!(count("frontend/src/pages/today.rs", "use leptos::web_sys::Window;"), 1);
        assert_eq!(count("frontend/src/app.rs", "#[wasm_bindgen]\nfn f() {}"), 1);
        assert_eq!(count("frontend/src/platform/files.rs", "use web_sys::Window;"), 0);
        assert_eq!(count("frontend/src/journal.rs", "use wasm_bindgen_test::wasm_bindgen_test;"), 0);
    }

    #[test]
    fn sql_outside_the_database_s_room_is_found() {
        assert_eq!(count("server/src/routes/push.rs", "let q = \"SELECT head\\n FROM streams\";"), 1);
        assert_eq!(count("server/src/routes/push.rs", "let q = r#\"\n  UPDATE streams\n  SET head = 1\"#;"), 1);
        assert_eq!(count("server/src/auth.rs", "sqlx::query(TEXT);"), 1);
        assert_eq!(count("docs/tables.sql", ""), 1);
        assert_eq!(count("server/src/db/push.rs", "sqlx::query(\"DELETE FROM marks\");"), 0);
    }

    #[test]
    fn plain_words_are_no_sql() {
        assert_eq!(count("frontend/src/pages/today.rs", "\"Select a day. Update it, or delete from here.\""), 0);
    }
}
