//! How a measurement speaks: `name: value unit`, one figure a line.
#![expect(clippy::print_stdout, reason = "a measurement speaks by printing")]

use std::fmt::Display;
use std::time::Instant;

/// Each time is the median of so many.
const TIMES: usize = 5;

/// Prints one figure.
pub fn figure(name: &str, value: impl Display, unit: &str) {
    println!("{name}: {value} {unit}");
}

/// Prints how long the work takes, in milliseconds.
pub fn timed<T>(name: &str, work: impl Fn() -> T) -> T {
    timed_with(name, || (), |()| work())
}

/// As [`timed`]; leaves out the time that `prepare` takes.
pub fn timed_with<P, T>(name: &str, prepare: impl Fn() -> P, work: impl Fn(P) -> T) -> T {
    let mut results: Vec<_> = (0..TIMES)
        .map(|_| {
            let prepared = prepare();
            #[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
            let started = Instant::now();
            let result = work(prepared);
            (started.elapsed(), result)
        })
        .collect();
    results.sort_by_key(|(elapsed, _)| *elapsed);
    let (median, result) = results.swap_remove(TIMES / 2);
    figure(name, format!("{:.1}", median.as_secs_f64() * 1_000.0), "ms");
    result
}
