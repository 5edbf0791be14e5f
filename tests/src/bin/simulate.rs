//! `simulate --seeds N [--seed S]`: N worlds from their seeds, the first being S. One line gives the first seed that fails.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks by printing")]

use std::process::ExitCode;

use ebb_tests::figures::figure;
use ebb_tests::worlds;

/// So many failures are told; then no further world is begun.
const FAILURES_TOLD: usize = 10;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((first, count)) = parse(&words) else {
        eprintln!("simulate --seeds N [--seed S]");
        return ExitCode::FAILURE;
    };
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let outcome = worlds::run_all(first, count, threads, FAILURES_TOLD, None);
    for (name, counted) in outcome.counts.all() {
        figure(&format!("simulate_{name}"), counted, "times");
    }
    for (seed, what) in &outcome.failures {
        println!("cargo xtask simulate --seeds 1 --seed {seed}: {what}");
    }
    if outcome.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn parse(words: &[String]) -> Option<(u64, u64)> {
    let (mut first, mut count) = (0, None);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let number = words.next()?.parse().ok()?;
        match word.as_str() {
            "--seed" => first = number,
            "--seeds" => count = Some(number),
            _ => return None,
        }
    }
    Some((first, count?))
}
