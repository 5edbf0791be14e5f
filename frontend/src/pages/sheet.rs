//! The recovery sheet: what it is for, a new one to print or copy by hand, and typing it back.

use leptos::prelude::*;

use super::add_device::sync_first;
use crate::app::told;
use crate::journal::{DeviceLine, Sharing, SheetState, SheetTried, use_journal};
use crate::page::Page;
use crate::platform::page_element;
use crate::ui::{
    Back, Button, ButtonKind, Glyph, Mark, Notice, TextField, Waiting, item_link, live, live_text, nothing, place_head,
};
use crate::words;

/// The recovery sheet.
pub fn sheet() -> AnyView {
    let journal = use_journal();
    let (sharing, made) = (journal.sharing(), journal.sheet());
    let sheets = Memo::new(move |_| {
        sharing.with(|sharing| match sharing {
            Sharing::On { devices, .. } => {
                Some(devices.iter().filter(|line| line.is_sheet).cloned().collect::<Vec<_>>())
            }
            _ => None,
        })
    });
    let body = move || match (sheets.get(), made.get()) {
        (None, _) => sync_first(words::SHEET_NEEDS_SYNC),
        (Some(sheets), SheetState::None) => without_new(sheets),
        (Some(sheets), SheetState::Done) => done(sheets),
        (Some(_), SheetState::Failed(trouble)) => told(trouble, Some(make(words::MAKE_A_SHEET))),
        (Some(sheets), SheetState::Shown { code, member }) if sheets.iter().any(|line| line.member == member) => {
            shown(code)
        }
        (Some(_), SheetState::Making | SheetState::Shown { .. }) => making(),
    };
    view! {
        <Back to=Page::Share name=words::SHARE/>
        {place_head(words::RECOVERY_SHEET.to_owned(), nothing(), nothing())}
        {live(body)}
    }
    .into_any()
}

fn make(words: &'static str) -> AnyView {
    let journal = use_journal();
    view! { <Button kind=ButtonKind::MainWide words=words on_press=move |()| journal.make_sheet()/> }.into_any()
}

fn making() -> AnyView {
    let wishes = use_journal().wishes();
    live(move || match wishes.get() {
        (_, Some(why)) => {
            let (happened, more) = words::wish_refused(why);
            view! { <Notice happened=happened safe=more act=Some(make(words::MAKE_A_SHEET))/> }.into_any()
        }
        _ => view! {
            <Waiting words=words::MAKING_A_SHEET/>
            <p class="soft small">{words::DISMISS_WAITS}</p>
        }
        .into_any(),
    })
}

/// A new one was typed back; older ones go.
fn done(sheets: Vec<DeviceLine>) -> AnyView {
    let old_ones =
        if sheets.len() > 1 { view! { <Waiting words=words::OLD_SHEET_GOES/> }.into_any() } else { nothing() };
    view! {
        <p class="lead" role="status">
            {words::SHEET_IS_RIGHT}
        </p>
        {old_ones}
        {without_new(sheets)}
    }
    .into_any()
}

/// No new sheet is on the screen: what there is, and testing it.
fn without_new(sheets: Vec<DeviceLine>) -> AnyView {
    if sheets.is_empty() {
        return view! {
            <p>{words::SHEET_IS}</p>
            <p>{words::SHEET_KEEP}</p>
            {make(words::MAKE_A_SHEET)}
        }
        .into_any();
    }
    let journal = use_journal();
    let row = move |line: DeviceLine| {
        let member = line.member;
        let detail = live_text(move || journal.sheet_detail(member));
        view! {
            <li>
                {item_link("item", Page::Device(member), Mark::Icon(Glyph::SHEET), line.since.into_any(), Some(detail))}
            </li>
        }
        .into_any()
    };
    view! {
        <p>{words::SHEET_IS}</p>
        <ul class="list">{sheets.into_iter().map(row).collect_view()}</ul>
        <section class="stack">
            <h2>{words::TEST_THE_SHEET}</h2>
            <p>{words::TEST_WHY}</p>
            {typed_back()}
        </section>
        <section class="stack">
            <h2>{words::ANOTHER_SHEET}</h2>
            <p>{words::ANOTHER_SHEET_WHY}</p>
            {make(words::MAKE_A_NEW_SHEET)}
        </section>
    }
    .into_any()
}

fn shown(code: String) -> AnyView {
    let groups: Vec<_> = code.split('-').map(|group| view! { <span>{group.to_owned()}</span> }).collect();
    view! {
        <section class="surface sheet">
            <h2>{words::SHEET_TITLE}</h2>
            <p class="sheet__code num" aria-label=code>{groups}</p>
            <p>{words::SHEET_HOW}</p>
            <p class="small">{words::SHEET_SECRET}</p>
        </section>
        <Button kind=ButtonKind::SoftWide words=words::PRINT_IT on_press=move |()| page_element::print()/>
        <p class="soft">{words::OR_BY_HAND}</p>
        <section class="stack">
            <h2>{words::TYPE_IT_BACK}</h2>
            <p>{words::TYPE_IT_BACK_WHY}</p>
            {typed_back()}
        </section>
    }
    .into_any()
}

/// The code, typed from the paper.
fn typed_back() -> AnyView {
    let journal = use_journal();
    let (typed, tried) = (RwSignal::new(String::new()), RwSignal::new(None::<SheetTried>));
    let try_it = Callback::new(move |()| typed.with_untracked(|typed| journal.try_sheet(typed, tried)));
    let problem = Signal::derive(move || match tried.get() {
        Some(SheetTried::Another) => words::ANOTHER_CODE,
        Some(SheetTried::Unreadable(sentence)) => sentence,
        Some(SheetTried::Right) | None => "",
    });
    let right = move || match tried.get() {
        Some(SheetTried::Right) => view! { <p class="lead" role="status">{words::SHEET_IS_RIGHT}</p> }.into_any(),
        _ => nothing(),
    };
    view! {
        <TextField
            name=words::CODE_ON_THE_SHEET
            id="sheet-code"
            hint=words::CODE_ON_THE_SHEET_HINT
            text=typed
            problem=problem
            on_enter=try_it
        />
        <Button kind=ButtonKind::SoftWide words=words::COMPARE_IT on_press=try_it/>
        {live(right)}
    }
    .into_any()
}
