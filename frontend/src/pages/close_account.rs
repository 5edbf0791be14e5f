//! Deleting the copy on the server: what goes, what stays, and a second press.

use leptos::prelude::*;

use crate::journal::{Sharing, use_journal};
use crate::page::Page;
use crate::platform::page_element;
use crate::ui::{Back, Button, ButtonKind, Notice, Waiting, live, nothing, place_head};
use crate::words;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Closing {
    NotAsked,
    Asked,
    Underway,
}

/// Delete the copy on the server.
pub fn close_account() -> AnyView {
    let journal = use_journal();
    let (state, sharing, wishes) = (RwSignal::new(Closing::NotAsked), journal.sharing(), journal.wishes());
    let turn_to = move |to| {
        state.set(to);
        page_element::focus_soon("#closing");
    };
    let close = move |()| {
        turn_to(Closing::Underway);
        journal.close_account();
    };
    let body = move || {
        match (sharing.get(), state.get(), wishes.get()) {
        (Sharing::Ended { happened, more, .. }, ..) => view! { <Notice happened=happened safe=more/> }.into_any(),
        (Sharing::On { .. }, Closing::Underway, (_, Some(why))) => {
            let (happened, more) = words::wish_refused(why);
            view! { <Notice happened=happened safe=more/> }.into_any()
        }
        (Sharing::On { .. }, Closing::Underway, _) => view! {
            <Waiting words=words::DELETING_SERVER_COPY/>
            <p class="soft small">{words::DISMISS_WAITS}</p>
        }
        .into_any(),
        (Sharing::On { .. }, Closing::Asked, _) => view! {
            <Button kind=ButtonKind::MainWide words=words::KEEP_SERVER_COPY on_press=move |()| turn_to(Closing::NotAsked)/>
            <Button kind=ButtonKind::SoftWide words=words::DELETE_SERVER_COPY_SURE on_press=close/>
        }
        .into_any(),
        (Sharing::On { .. }, Closing::NotAsked, _) => {
            view! { <Button kind=ButtonKind::SoftWide words=words::DELETE_SERVER_COPY on_press=move |()| turn_to(Closing::Asked)/> }
                .into_any()
        }
        _ => view! { <Notice happened=words::SYNC_IS_OFF safe=""/> }.into_any(),
    }
    };
    view! {
        <Back to=Page::Share name=words::SHARE/>
        {place_head(words::DELETE_SERVER_COPY.to_owned(), nothing(), nothing())}
        <p>{words::DELETE_SERVER_COPY_WHAT}</p>
        <div class="stack" id="closing" tabindex="-1" aria-live="polite">
            {live(body)}
        </div>
    }
    .into_any()
}
