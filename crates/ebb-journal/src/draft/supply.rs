//! The draft of a count: how many doses of a medicine are left.

use super::{DraftField, Findings, Problem, Wrong};
use crate::moment::Moment;
use crate::supply::Supply;

/// A count, as a form holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SupplyDraft {
    /// How many doses are left, as it was typed.
    pub doses: String,
}

impl SupplyDraft {
    /// The count as of now, or what is wrong with it.
    pub fn check(&self, now: &Moment) -> Result<Supply, Vec<Problem>> {
        let mut findings = Findings::default();
        let typed = Some(self.doses.trim()).filter(|typed| !typed.is_empty());
        let supply = findings.required(DraftField::DosesLeft, typed).and_then(|typed| {
            // A sign would be read as a part of the number.
            let doses = Some(typed).filter(|typed| typed.bytes().all(|byte| byte.is_ascii_digit()));
            let supply = doses.and_then(|doses| Supply::of(doses.parse().ok()?, now.clone()));
            if supply.is_none() {
                findings.add(DraftField::DosesLeft, Wrong::NotACount);
            }
            supply
        });
        findings.end(supply)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_a_count_and_anything_else_is_said() {
        let now = Moment::new(1_795_476_600_000, 60, None).unwrap();
        let check = |typed: &str| SupplyDraft { doses: typed.to_owned() }.check(&now).map(|supply| supply.doses());
        assert_eq!([" 28 ", "0", "9999"].map(check), [Ok(28), Ok(0), Ok(9_999)]);
        let wrong = |wrong| Err(vec![Problem { field: DraftField::DosesLeft, wrong }]);
        assert_eq!(check(" "), wrong(Wrong::Missing));
        for typed in ["-1", "+1", "2.5", "10000", "99999999999", "many", "1,000"] {
            assert_eq!(check(typed), wrong(Wrong::NotACount), "{typed}");
        }
    }
}
