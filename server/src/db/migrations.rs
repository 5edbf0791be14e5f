//! The steps that bring a database from one version to the next. They are listed here rather than by `sqlx::migrate!`, which
//! would build SQLite a second time, for the compiler.

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// A file of `server/migrations`: its number, its name, its text.
macro_rules! step {
    ($number:literal, $name:literal) => {
        ($number, $name, include_str!(concat!("../../migrations/", $number, "_", $name, ".sql")))
    };
}

/// In the order of their numbers. What has been released is never changed: databases keep a checksum of it.
const STEPS: [(&str, &str, &str); 5] = [
    step!("0001", "accounts_streams_segments"),
    step!("0002", "trust_log"),
    step!("0003", "compaction"),
    step!("0004", "reached"),
    step!("0005", "follows"),
];

/// All steps.
pub(super) fn migrator() -> Migrator {
    let steps = (1..).zip(STEPS).map(|(version, (_, name, text))| {
        Migration::new(version, name.replace('_', " ").into(), MigrationType::Simple, text.into_sql_str(), false)
    });
    Migrator::with_migrations(steps.collect())
}

#[cfg(test)]
mod tests {
    use super::STEPS;

    #[test]
    fn every_file_is_a_step_and_the_numbers_rise_by_one() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut files: Vec<_> = files.collect();
        files.sort();
        let steps: Vec<_> = STEPS.iter().map(|(number, name, _)| format!("{number}_{name}.sql")).collect();
        assert_eq!(files, steps);
        for (version, (number, ..)) in (1..).zip(STEPS) {
            assert_eq!(number.parse(), Ok(version));
        }
    }
}
