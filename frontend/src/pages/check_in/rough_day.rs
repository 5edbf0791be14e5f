//! A rough day still counts: one button, three large choices, done.

use ebb_journal::SymptomNumber;
use leptos::prelude::*;

use crate::journal::use_journal;
use crate::platform::page_element;
use crate::ui::{Button, ButtonKind, Choice, live, nothing};
use crate::words;

/// What made it rough, each with the symptom that it is about.
const CAUSES: [(&str, SymptomNumber); 3] = [
    (words::ROUGH_PAIN, SymptomNumber::PAIN_GENERAL),
    (words::ROUGH_TIRED, SymptomNumber::FATIGUE),
    (words::ROUGH_LOW, SymptomNumber::BRAIN_FOG),
];

/// The button and what it opens.
#[derive(Clone, Copy)]
pub struct RoughDay(RwSignal<bool>);

impl RoughDay {
    /// Not opened.
    pub fn closed() -> Self {
        Self(RwSignal::new(false))
    }

    /// The button.
    pub fn button(self) -> AnyView {
        let turn = move |()| self.0.update(|open| *open = !*open);
        view! { <Button kind=ButtonKind::RowEnd words=words::ROUGH_DAY on_press=turn/> }.into_any()
    }

    /// The three choices, once they are asked for.
    pub fn choices(self) -> AnyView {
        live(move || if self.0.get() { self.opened() } else { nothing() })
    }

    fn opened(self) -> AnyView {
        let journal = use_journal();
        let close = move || {
            self.0.set(false);
            page_element::focus_soon("#check-in button");
        };
        let cause = |(name, about): (&'static str, SymptomNumber)| {
            let keep = move |()| {
                journal.keep_rough_day(about, &name.to_lowercase());
                close();
            };
            view! { <Choice name=name logs=true on_press=keep/> }.into_any()
        };
        view! {
            <div class="stack stack--close" role="group" aria-label=words::A_ROUGH_DAY>
                <h3>{words::A_ROUGH_DAY}</h3>
                <p class="soft">{words::ROUGH_DAY_ENOUGH}</p>
                {CAUSES.map(cause).collect_view()}
                <Button kind=ButtonKind::SoftWide words=words::NOT_NOW on_press=move |()| close()/>
            </div>
        }
        .into_any()
    }
}
