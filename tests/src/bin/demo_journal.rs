//! Writes a demo journal as an archive: `--years N --out FILE [--seed S] [--who woman|man] [--until YYYY-MM-DD]`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks by printing")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::SystemTime;

use ebb_interop::write_archive;
use ebb_journal::{CivilDay, Who};
use ebb_tests::demo_journal::Demo;

const USAGE: &str = "cargo xtask demo-journal --years N --out FILE [--seed S] [--who woman|man] [--until YYYY-MM-DD]
    Years are 1 to 50. Without --until it ends today; without --seed the seed is 1; without --who it is a woman's.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match options(&words).and_then(|(demo, out)| write(&demo, &out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}\n{USAGE}");
            ExitCode::FAILURE
        }
    }
}

fn write(demo: &Demo, out: &PathBuf) -> Result<(), String> {
    let state = demo.journal();
    let archive = write_archive(state.ops(), &demo.made());
    std::fs::write(out, &archive).map_err(|error| format!("{} could not be written: {error}.", out.display()))?;
    println!("{} entries, {} bytes, in {}", state.journal().len(), archive.len(), out.display());
    Ok(())
}

fn options(words: &[String]) -> Result<(Demo, PathBuf), String> {
    let (mut years, mut out) = (None, None);
    let (mut seed, mut who, mut until) = (1, Who::AfterMenopause, None);
    let mut words = words.iter().map(String::as_str);
    while let Some(word) = words.next() {
        let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
        let value = value.or_else(|| words.next()).ok_or_else(|| format!("{name} wants a value."))?;
        match name {
            "--years" => years = value.parse().ok().filter(|years| (1..=50).contains(years)),
            "--out" => out = Some(PathBuf::from(value)),
            "--seed" => seed = value.parse().map_err(|_| "--seed wants a whole number.".to_owned())?,
            "--who" => who = who_of(value)?,
            "--until" => until = Some(day_of(value)?),
            _ => return Err(format!("There is no {name}.")),
        }
    }
    let years = years.ok_or("--years wants a number from 1 to 50.")?;
    let out = out.ok_or("--out wants the name of a file.")?;
    Ok((Demo { years, until: until.map_or_else(today, Ok)?, seed, who }, out))
}

fn who_of(word: &str) -> Result<Who, String> {
    match word {
        "woman" => Ok(Who::AfterMenopause),
        "man" => Ok(Who::Man),
        _ => Err("--who wants woman or man.".to_owned()),
    }
}

fn day_of(text: &str) -> Result<CivilDay, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let day = match parts.as_slice() {
        [year, month, day] => year.parse().ok().zip(month.parse().ok()).zip(day.parse().ok()),
        _ => None,
    };
    let day = day.and_then(|((year, month), day)| CivilDay::of_ymd(year, month, day));
    // Any year of a person's life; far from the ends of what a moment and a stamp may say.
    day.filter(|day| (2000..2150).contains(&day.ymd().0)).ok_or_else(|| "--until wants a day as 2026-11-24.".to_owned())
}

fn today() -> Result<CivilDay, String> {
    #[expect(clippy::disallowed_methods, reason = "a command may ask what day it is")]
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_err(|error| error.to_string())?;
    let days = i32::try_from(since.as_secs() / (24 * 60 * 60)).ok().and_then(CivilDay::of_days);
    days.ok_or_else(|| "The clock shows no day of the calendar.".to_owned())
}
