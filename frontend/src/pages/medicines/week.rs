//! The last days of a medicine: four states of a dose, told apart by their form; what is not logged is one tap from right.

use leptos::prelude::*;

use crate::journal::{DoseDay, DoseMark, OpenDose, use_journal};
use crate::ui::{Button, Glyph, Icon, IconSize, nothing};
use crate::words;

/// Seven days, today last.
pub fn week(days: &[DoseDay]) -> AnyView {
    if days.is_empty() {
        return nothing();
    }
    let day = |day: &DoseDay| {
        let (class, inside) = match day.mark {
            DoseMark::Taken => ("dose-mark dose-mark--taken", icon(Glyph::CHECK)),
            DoseMark::Skipped => ("dose-mark dose-mark--skipped", icon(Glyph::MINUS)),
            DoseMark::NotLogged => ("dose-mark dose-mark--unsaid", view! { <b>"?"</b> }.into_any()),
            DoseMark::Open => ("dose-mark dose-mark--open", nothing()),
            DoseMark::NotDue => ("dose-mark", view! { "·" }.into_any()),
            DoseMark::NotShared => ("dose-mark dose-mark--striped", nothing()),
            DoseMark::NotHeard => ("dose-mark", nothing()),
        };
        view! {
            <li class="week__day">
                <span aria-hidden="true">{day.short}</span>
                <span class=class aria-hidden="true">
                    {inside}
                </span>
                <span class="unseen">{day.spoken.clone()}</span>
            </li>
        }
        .into_any()
    };
    view! { <ol class="week medicine__week">{days.iter().map(day).collect_view()}</ol> }.into_any()
}

fn icon(glyph: Glyph) -> AnyView {
    view! { <Icon glyph=glyph size=IconSize::Small/> }.into_any()
}

/// A dose that nobody logged, and the two taps that say what became of it.
pub fn open_dose(dose: OpenDose) -> AnyView {
    let journal = use_journal();
    let OpenDose { due, sentence } = dose;
    let (taken, skipped) = (due.clone(), due);
    let name = |act: &str| Some([act, ", ", sentence.as_str()].concat());
    let (take_name, skip_name) = (name(words::TAKEN), name(words::SKIPPED_IT));
    view! {
        <div class="medicine__open">
            <p class="grow">{sentence}</p>
            <div class="dose__other">
                <Button words=words::TAKEN name=take_name.unwrap_or_default() on_press=move |()| journal.take_dose(taken.clone())/>
                <Button
                    words=words::SKIPPED_IT
                    name=skip_name.unwrap_or_default()
                    on_press=move |()| journal.skip_dose(skipped.clone())
                />
            </div>
        </div>
    }
    .into_any()
}
