//! Says what each step of the checks came to and how long it took, and sums up.

use super::tally::Tally;
use anyhow::Result;
use std::time::{Duration, Instant};

/// What has been checked so far.
#[derive(Default)]
pub(super) struct Report {
    tally: Tally,
    steps: Vec<Step>,
}

struct Step {
    name: &'static str,
    took: Duration,
    held: bool,
}

impl Report {
    /// Runs one step. Nothing comes back from one that failed; that has been said, and the next may run.
    ///
    /// A step that fails without counting a failed test counts as one, so that the sum never looks better than it is.
    pub(super) fn step<T>(&mut self, name: &'static str, work: impl FnOnce(&mut Tally) -> Result<T>) -> Option<T> {
        println!("\n── {name}");
        let start = now();
        let failed_before = self.tally.failed;
        let outcome = work(&mut self.tally);
        let took = start.elapsed();
        match &outcome {
            Ok(_) => println!("   {name}: done in {}", shown(took)),
            Err(error) => {
                println!("   {name}: FAILED after {}: {error:#}", shown(took));
                if self.tally.failed == failed_before {
                    self.tally.failed += 1;
                }
            }
        }
        self.steps.push(Step { name, took, held: outcome.is_ok() });
        outcome.ok()
    }

    /// Prints the sum; the last line is `N passed, N failed`. `true` if every step held.
    pub(super) fn end(&self) -> bool {
        println!("\n── summary");
        for Step { name, took, held } in &self.steps {
            println!("   {:<6} {:>8}  {name}", if *held { "ok" } else { "FAILED" }, shown(*took));
        }
        println!("   {:<6} {:>8}  all", "", shown(self.steps.iter().map(|step| step.took).sum()));
        let failed: Vec<&str> = self.steps.iter().filter(|step| !step.held).map(|step| step.name).collect();
        if !failed.is_empty() {
            println!("\nFailed: {}", failed.join(", "));
        }
        println!("\n{} passed, {} failed", self.tally.passed, self.tally.failed);
        failed.is_empty()
    }
}

#[expect(clippy::disallowed_methods, reason = "the durations that the report shows")]
fn now() -> Instant {
    Instant::now()
}

fn shown(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::Report;
    use super::Tally;
    use anyhow::bail;

    #[test]
    fn a_step_that_fails_without_a_failed_test_counts_as_one() {
        let mut report = Report::default();
        assert!(report.step("compiles", |_| -> anyhow::Result<()> { bail!("it does not") }).is_none());
        report.step("tests", |tally| {
            tally.failed += 2;
            anyhow::Result::<()>::Err(anyhow::anyhow!("two failed"))
        });
        report.step("more tests", |tally| {
            tally.passed += 5;
            anyhow::Ok(())
        });
        assert_eq!(report.tally, Tally { passed: 5, failed: 3 });
        assert!(!report.end());
    }
}
