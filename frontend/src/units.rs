//! In which units somebody reads lab values. Kept in local storage, as the appearance is: it changes what is offered first and shown
//! beside, and nothing that is logged.

use ebb_journal::UnitSystem;

use crate::platform::{local_storage, locale};

const UNITS: &str = "ebb.units";

/// The units that were chosen here; before that, those of the place where the phone says it is.
pub fn chosen() -> UnitSystem {
    of_text(&local_storage::get(UNITS).unwrap_or_default()).unwrap_or_else(|| usual(&locale::language()))
}

/// Chooses units.
pub fn choose(units: UnitSystem) {
    local_storage::set(UNITS, text(units));
}

const fn text(units: UnitSystem) -> &'static str {
    match units {
        UnitSystem::Conventional => "conventional",
        UnitSystem::Si => "si",
    }
}

fn of_text(kept: &str) -> Option<UnitSystem> {
    [UnitSystem::Conventional, UnitSystem::Si].into_iter().find(|units| text(*units) == kept)
}

fn usual(language: &str) -> UnitSystem {
    if language == "en-US" { UnitSystem::Conventional } else { UnitSystem::Si }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn what_was_chosen_is_read_again_and_america_reads_its_own_units() {
        for units in [UnitSystem::Conventional, UnitSystem::Si] {
            assert_eq!(of_text(text(units)), Some(units));
        }
        assert_eq!(of_text(""), None);
        assert_eq!(
            (usual("en-US"), usual("en-GB"), usual("de")),
            (UnitSystem::Conventional, UnitSystem::Si, UnitSystem::Si)
        );
    }
}
