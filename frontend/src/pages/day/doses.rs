//! The doses of a day: what is not logged is one tap from right, and what is logged one tap from open.

use leptos::prelude::*;

use crate::journal::{DayDose, DayView, use_journal};
use crate::ui::{Button, ButtonKind, live, nothing};
use crate::words;

/// The doses of a day.
pub fn doses(view: Memo<DayView>) -> AnyView {
    let doses = Memo::new(move |_| view.with(|view| view.doses.clone()));
    live(move || {
        let doses = doses.get();
        if doses.is_empty() {
            return nothing();
        }
        view! {
            <section>
                <h2>{words::MEDICINES_THAT_DAY}</h2>
                <ul class="list">{doses.into_iter().map(row).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

fn row(dose: DayDose) -> AnyView {
    let journal = use_journal();
    let DayDose { due, name, planned, told, is_logged } = dose;
    let named = |act: &str| [act, ", ", name.as_str(), " ", planned.as_str()].concat().trim_end().to_owned();
    let acts = if is_logged {
        let clear = move |()| journal.clear_dose(due.clone());
        view! { <Button kind=ButtonKind::RowEnd name=named(words::UNDO) words=words::UNDO on_press=clear/> }.into_any()
    } else {
        let (taken, skipped) = (due.clone(), due);
        view! {
            <div class="dose__other">
                <Button name=named(words::TAKEN) words=words::TAKEN on_press=move |()| journal.take_dose(taken.clone())/>
                <Button
                    name=named(words::SKIPPED_IT)
                    words=words::SKIPPED_IT
                    on_press=move |()| journal.skip_dose(skipped.clone())
                />
            </div>
        }
        .into_any()
    };
    view! {
        <li class="item medicine__open">
            <p class="grow num">
                <b>{name.clone()}</b>
                " "
                <span class="soft">{planned}</span>
                <span class="item__detail">{told}</span>
            </p>
            {acts}
        </li>
    }
    .into_any()
}
