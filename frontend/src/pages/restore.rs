//! Coming back by the code of a recovery sheet.

use leptos::prelude::*;

use super::join::fetching;
use crate::app::told;
use crate::journal::{Joining, use_journal};
use crate::page::Page;
use crate::platform::store_choice;
use crate::ui::{Back, Button, ButtonKind, Link, Notice, TextField, live, nothing, place_head};
use crate::words;

/// From my recovery sheet.
pub fn restore() -> AnyView {
    let joining = use_journal().joining();
    let code = RwSignal::new(String::new());
    let body = move || match joining.get() {
        _ if store_choice::is_sample() => {
            view! { <Notice happened=words::SAMPLE_STAYS safe=words::SAMPLE_STAYS_MORE/> }.into_any()
        }
        Joining::Working | Joining::Compare(_) => fetching(words::RESTORING),
        Joining::Joined => restored(),
        Joining::Idle => ask(code),
        Joining::Failed(trouble) => {
            let trouble = told(trouble, None);
            view! { {trouble} {ask(code)} }.into_any()
        }
    };
    view! {
        <Back to=Page::Join name=words::BACK/>
        {place_head(words::FROM_MY_SHEET.to_owned(), nothing(), nothing())}
        {live(body)}
    }
    .into_any()
}

fn ask(code: RwSignal<String>) -> AnyView {
    let journal = use_journal();
    let asked = RwSignal::new(false);
    let restore = Callback::new(move |()| {
        asked.set(true);
        let typed = code.with_untracked(|code| code.trim().to_owned());
        if !typed.is_empty() {
            journal.restore(&typed);
        }
    });
    let missing = move || code.with(|code| code.trim().is_empty()) && asked.get();
    let problem = Signal::derive(move || if missing() { words::THE_CODE_MISSING } else { "" });
    view! {
        <p>{words::RESTORE_HOW}</p>
        <TextField
            name=words::CODE_ON_THE_SHEET
            id="sheet-code"
            hint=words::CODE_ON_THE_SHEET_HINT
            text=code
            problem=problem
            on_enter=restore
        />
        <Button kind=ButtonKind::MainWide words=words::RESTORE on_press=restore/>
    }
    .into_any()
}

fn restored() -> AnyView {
    view! {
        <p class="lead" role="status">
            {words::JOINED}
        </p>
        <p>{words::RESTORED_MORE}</p>
        <Link class="button button--main button--wide" to=Page::Sheet>
            {words::MAKE_A_NEW_SHEET}
        </Link>
        <Link class="button button--wide" to=Page::Today>
            {words::GO_TO_TODAY}
        </Link>
    }
    .into_any()
}
