//! Counts passed and failed tests by what the test runners print.

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Tally {
    /// A line of cargo's or wasm-bindgen's runner: `test result: ok. 3 passed; 0 failed; …`.
    pub(super) fn read_cargo(&mut self, line: &str) {
        let Some((_, counts)) = line.trim().strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) else {
            return;
        };
        for count in counts.split(';') {
            match count.trim().split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse().unwrap_or(0),
                Some((number, "failed")) => self.failed += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }

    /// A line of Node's runner: `# pass 3`, or `ℹ pass 3` where it writes for people.
    pub(super) fn read_node(&mut self, line: &str) {
        let Some(count) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) else { return };
        match count.split_once(' ') {
            Some(("pass", number)) => self.passed += number.parse().unwrap_or(0),
            // A test that was cancelled did not show what it is for.
            Some(("fail" | "cancelled", number)) => self.failed += number.parse().unwrap_or(0),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn cargo_s_sums_are_added_up() {
        let mut tally = Tally::default();
        tally.read_cargo(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        );
        tally.read_cargo("test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out");
        tally.read_cargo("test a_line_about 7 passed ... ok");
        assert_eq!(tally, Tally { passed: 14, failed: 3 });
    }

    #[test]
    fn node_s_sums_are_added_up_in_both_styles() {
        let mut tally = Tally::default();
        for line in ["# tests 5", "# pass 3", "# fail 1", "# cancelled 1", "ℹ pass 2", "ℹ fail 1", "    # pass 9"] {
            tally.read_node(line);
        }
        assert_eq!(tally, Tally { passed: 5, failed: 3 });
    }
}
