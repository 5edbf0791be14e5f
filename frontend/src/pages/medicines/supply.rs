//! How many doses of a medicine are left: counted, told with the day until which they last, and counted anew.

use ebb_journal::SittingId;
use leptos::prelude::*;

use crate::journal::{MedicineCard, use_journal};
use crate::ui::{Button, ButtonKind, LineKind, line_field, live, live_text, nothing, unfold};
use crate::words;

/// What is left of a medicine, and the way to count it.
pub(super) fn supply(name: SittingId, card: Memo<Option<MedicineCard>>) -> AnyView {
    let told =
        Memo::new(move |_| card.with(|card| card.as_ref().map(|card| card.supply.told.clone()).unwrap_or_default()));
    let is_counted = Memo::new(move |_| told.with(|told| !told.is_empty()));
    let shown = move || {
        if is_counted.get() {
            view! { <p class="item num">{live_text(move || told.get())}</p> }.into_any()
        } else {
            nothing()
        }
    };
    let title = move || if is_counted.get() { words::CHANGE_HOW_MANY_LEFT } else { words::HOW_MANY_LEFT }.to_owned();
    let (open, doses) = (RwSignal::new(false), RwSignal::new(String::new()));
    view! {
        <div class="list">
            {live(shown)}
            {unfold(view! { <b>{live_text(title)}</b> }.into_any(), open, move || count(name, doses, open))}
        </div>
    }
    .into_any()
}

/// What was typed stays until it is safe on the phone.
fn count(name: SittingId, doses: RwSignal<String>, open: RwSignal<bool>) -> AnyView {
    let (journal, problem) = (use_journal(), RwSignal::new(""));
    let saved = move |is_durable: bool| {
        if is_durable {
            doses.set(String::new());
            open.set(false);
        }
    };
    let save = move |()| match journal.count_supply(name, &doses.get_untracked(), saved) {
        Ok(()) => problem.set(""),
        Err(problems) => problem.set(problems.first().map_or("", |problem| problem.sentence())),
    };
    view! {
        <div class="stack unfolded">
            {line_field(LineKind::Count, words::DOSES_LEFT.to_owned(), words::DOSES_LEFT_HINT, doses, problem.into())}
            <Button kind=ButtonKind::MainWide words=words::SAVE on_press=save/>
        </div>
    }
    .into_any()
}
