//! The level: the one picture of how strong something is. A vessel, a floor, water that rises; dashed where nobody said.

use leptos::prelude::*;

/// Water with a shallow wave, from a height on down to the floor of a key of 44 × 20.
const KEY_WATER: &str = "c7.48-2 14.08-2 20.8 0s14.52 2 20.8 0V13.8a5 5 0 0 1-5 5H6.2a5 5 0 0 1-5-5Z";
/// The same for a vessel of 30 × 28.
const VESSEL_WATER: &str = "c5.1-2.8 9.6-2.8 13.8 0s9.9 2.8 13.8 0V21.8a5 5 0 0 1-5 5H6.2a5 5 0 0 1-5-5Z";
/// The shades of dusk from weak to strong.
const SHADES: [&str; 4] = ["var(--dusk-1)", "var(--dusk-2)", "var(--dusk-3)", "var(--dusk-4)"];
/// Which shade each of 1 to 10 has.
const SHADE_OF_TEN: [usize; 11] = [0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3];

/// The water under one of the keys 0 to 10.
pub fn level_of_ten(value: u16) -> AnyView {
    let value = value.min(10);
    let water = if value == 0 {
        view! { <line class="level__floor" x1="6" x2="38" y1="18" y2="18"></line> }.into_any()
    } else {
        water(185 - 14 * value, KEY_WATER, SHADE_OF_TEN[usize::from(value)])
    };
    view! { <svg class="level" width="44" height="20" viewBox="0 0 44 20" aria-hidden="true">{water}</svg> }.into_any()
}

/// The vessel of one of the five steps.
pub fn level_of_steps(step: u16) -> AnyView {
    let step = step.min(4);
    let water = match step.checked_sub(1) {
        None => view! { <line class="level__floor" x1="6" x2="24" y1="26" y2="26"></line> }.into_any(),
        Some(shade) => water(265 - 55 * step, VESSEL_WATER, usize::from(shade)),
    };
    view! {
        <svg class="level" width="30" height="28" viewBox="0 0 30 28" aria-hidden="true">
            {water}
            <rect class="level__vessel" x="1" y="1" width="28" height="26" rx="6"></rect>
        </svg>
    }
    .into_any()
}

/// The vessel of a day in a strip: the value and the highest that there is; dashed where nobody said.
pub fn level_of_day(value: Option<(u16, u16)>) -> AnyView {
    let inside = match value {
        None => view! { <rect class="level__unsaid" x="1" y="1" width="28" height="26" rx="6"></rect> }.into_any(),
        Some((0, _)) => view! {
            <line class="level__floor" x1="6" x2="24" y1="26" y2="26"></line>
            <rect class="level__vessel" x="1" y="1" width="28" height="26" rx="6"></rect>
        }
        .into_any(),
        Some((value, most)) => {
            let (value, most) = (value.min(most), most.max(1));
            view! {
                {water(265 - 220 * value / most, VESSEL_WATER, usize::from((value * 4).div_ceil(most)).saturating_sub(1))}
                <rect class="level__vessel" x="1" y="1" width="28" height="26" rx="6"></rect>
            }
            .into_any()
        }
    };
    view! { <svg class="level" width="42" height="39" viewBox="0 0 30 28" aria-hidden="true">{inside}</svg> }.into_any()
}

/// The place of a day of which nothing may be known: striped, so that it looks like neither a day without a word nor one without a
/// symptom.
pub fn level_not_shared() -> AnyView {
    view! { <span class="striped striped--level" aria-hidden="true"></span> }.into_any()
}

/// Water from a height on, in tenths from the top.
fn water(top: u16, rest: &str, shade: usize) -> AnyView {
    let path = format!("M1.2 {}.{}{rest}", top / 10, top % 10);
    view! { <path d=path fill=SHADES[shade.min(3)]></path> }.into_any()
}
