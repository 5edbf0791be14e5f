//! The medicines that are shared: what is taken, how, since when; and what was taken before.

use leptos::prelude::*;

use crate::journal::{MedicineCard, Medicines, use_journal};
use crate::ui::{live, nothing};
use crate::words;

/// The medicines.
pub fn medicines() -> AnyView {
    let list = use_journal().medicines();
    let shown = move || {
        let Medicines { taken, before } = list.get();
        let none = if taken.is_empty() && before.is_empty() {
            view! { <p class="soft">{words::seen::NO_MEDICINES_SHARED}</p> }.into_any()
        } else {
            nothing()
        };
        let earlier = if before.is_empty() {
            nothing()
        } else {
            view! {
                <h3>{words::BEFORE}</h3>
                {rows(before)}
            }
            .into_any()
        };
        view! { {none} {rows(taken)} {earlier} }.into_any()
    };
    view! {
        <section class="seen-all__section">
            <h2>{words::MEDICINES}</h2>
            {live(shown)}
        </section>
    }
    .into_any()
}

fn rows(cards: Vec<MedicineCard>) -> AnyView {
    if cards.is_empty() {
        return nothing();
    }
    let row = |card: MedicineCard| {
        let since = card.since.filter(|_| !card.is_stopped).map(|since| words::seen::since_when(&since));
        view! {
            <li class="item">
                <p class="grow">
                    <b>{card.title}</b>
                    " "
                    <span class="num">{card.strength.unwrap_or_default()}</span>
                    <span class="item__detail num">{card.plan}</span>
                    <span class="item__detail num">{since}</span>
                    <span class="item__detail num">{card.supply.told}</span>
                </p>
            </li>
        }
        .into_any()
    };
    view! { <ul class="list">{cards.into_iter().map(row).collect_view()}</ul> }.into_any()
}
