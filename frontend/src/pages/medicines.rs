//! Medicines: what is taken, with its last days; what was taken before; the ways to add, change and stop.

mod add;
mod form;
mod one;
mod supply;
mod week;

use leptos::prelude::*;

pub use self::add::add_medicine;
pub use self::one::medicine;
use self::week::open_dose;
pub use self::week::week;
use super::journal_head::journal_head;
use crate::journal::{MedicineCard, Medicines, use_journal};
use crate::page::Page;
use crate::ui::{Glyph, Icon, IconSize, Link, Notice, live, nothing};
use crate::words;

/// Medicines.
pub fn medicines() -> AnyView {
    let list = use_journal().medicines();
    let shown = move || {
        let Medicines { taken, before } = list.get();
        let (mains, others): (Vec<_>, Vec<_>) = taken.into_iter().partition(|card| card.is_inhibitor);
        let is_empty = mains.is_empty() && others.is_empty();
        let empty = if is_empty {
            view! { <Notice happened=words::NOTHING_TAKEN safe=words::NOTHING_TAKEN_MORE/> }.into_any()
        } else {
            nothing()
        };
        view! {
            {empty}
            {mains.iter().map(main_card).collect_view()}
            {rows(others)}
            {add_button()}
            {earlier(before)}
        }
        .into_any()
    };
    view! { {journal_head(words::MEDICINES.to_owned(), Some(Page::Share))} {live(shown)} }.into_any()
}

fn add_button() -> AnyView {
    view! {
        <Link class="button button--wide button--big" to=Page::AddMedicine>
            <Icon glyph=Glyph::PLUS size=IconSize::Small/>
            {words::ADD_A_MEDICINE}
        </Link>
    }
    .into_any()
}

/// One of the drugs that Ebb is made for, with its week.
fn main_card(card: &MedicineCard) -> AnyView {
    let open = card.open.first().cloned().map_or_else(nothing, open_dose);
    let (name, plan, near, titled) = (card.name, card.plan.clone(), card.supply.near.clone(), titled(card));
    view! {
        <section class="surface medicine">
            <Link class="medicine__head" to=Page::Medicine(name)>
                <span class="grow">
                    {titled} <span class="item__detail num">{plan}</span>
                    <span class="item__detail num">{near}</span>
                </span>
                <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
            </Link>
            {week(&card.week)}
            {open}
        </section>
    }
    .into_any()
}

/// Its name as a heading, with its strength.
fn titled(card: &MedicineCard) -> AnyView {
    view! {
        <h2 class="dose__name">
            {card.title.clone()}
            <span class="soft quiet num">{card.strength.clone().unwrap_or_default()}</span>
        </h2>
    }
    .into_any()
}

fn rows(cards: Vec<MedicineCard>) -> AnyView {
    if cards.is_empty() {
        return nothing();
    }
    let row = |card: MedicineCard| {
        view! {
            <Link class="item item--leads" to=Page::Medicine(card.name)>
                <span class="grow">
                    <b>{card.title}</b>
                    " "
                    <span class="num">{card.strength.unwrap_or_default()}</span>
                    <span class="item__detail num">{card.plan}</span>
                    <span class="item__detail num">{card.supply.near}</span>
                </span>
                <span class="medicine__today num">{card.today}</span>
                <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
            </Link>
        }
        .into_any()
    };
    view! { <div class="list">{cards.into_iter().map(row).collect_view()}</div> }.into_any()
}

fn earlier(before: Vec<MedicineCard>) -> AnyView {
    if before.is_empty() {
        return nothing();
    }
    view! {
        <section>
            <h2>{words::BEFORE}</h2>
            {rows(before.into_iter().map(|card| MedicineCard { today: String::new(), ..card }).collect())}
        </section>
    }
    .into_any()
}
