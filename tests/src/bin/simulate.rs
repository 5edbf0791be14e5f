//! `simulate --seeds N [--seed S] [--planted FAULT]`: N worlds from their seeds, the first being S; with a planted fault, until
//! that is found. One line gives a seed that fails.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks by printing")]

use std::process::ExitCode;

use ebb_tests::figures::figure;
use ebb_tests::sabotage::Sabotage;
use ebb_tests::worlds;

/// So many failures are told; then no further world is begun.
const FAILURES_TOLD: usize = 10;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((first, count, planted)) = parse(&words) else {
        eprintln!("simulate --seeds N [--seed S] [--planted FAULT]; faults are {:?}", Sabotage::ALL);
        return ExitCode::FAILURE;
    };
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let told = if planted.is_some() { 1 } else { FAILURES_TOLD };
    let outcome = worlds::run_all(first, count, threads, told, planted);
    for (name, counted) in outcome.counts.all() {
        figure(&format!("simulate_{name}"), counted, "times");
    }
    for (seed, what) in &outcome.failures {
        println!("cargo xtask simulate --seeds 1 --seed {seed}: {what}");
    }
    if outcome.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn parse(words: &[String]) -> Option<(u64, u64, Option<Sabotage>)> {
    let (mut first, mut count, mut planted) = (0, None, None);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let value = words.next()?;
        match word.as_str() {
            "--seed" => first = value.parse().ok()?,
            "--seeds" => count = Some(value.parse().ok()?),
            "--planted" => planted = Some(*Sabotage::ALL.iter().find(|fault| format!("{fault:?}") == *value)?),
            _ => return None,
        }
    }
    Some((first, count?, planted))
}
