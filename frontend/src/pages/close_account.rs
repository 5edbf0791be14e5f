//! Deleting the copy on the server: what goes, what stays, and a second press.

use leptos::prelude::*;

use crate::journal::{Sharing, use_journal};
use crate::page::Page;
use crate::ui::{Back, Notice, TwoPresses, Waiting, live, nothing, place_head, two_presses};
use crate::words;

/// How it stands with the copy.
#[derive(Clone, PartialEq, Eq)]
enum Copy {
    None,
    Kept,
    /// What happened, and what is safe.
    Ended(String, String),
}

/// Delete the copy on the server.
pub fn close_account() -> AnyView {
    let sharing = use_journal().sharing();
    // What is pressed stays as it is when something of the devices is another.
    let copy = Memo::new(move |_| {
        sharing.with(|sharing| match sharing {
            Sharing::On { .. } => Copy::Kept,
            Sharing::Ended { happened, more, .. } => Copy::Ended(happened.clone(), more.clone()),
            _ => Copy::None,
        })
    });
    let body = move || match copy.get() {
        Copy::Kept => deleting(),
        Copy::Ended(happened, more) => view! { <Notice happened=happened safe=more urgent=true/> }.into_any(),
        Copy::None => view! { <Notice happened=words::SYNC_IS_OFF safe=""/> }.into_any(),
    };
    view! {
        <Back to=Page::Share name=words::SHARE/>
        {place_head(words::DELETE_SERVER_COPY.to_owned(), nothing(), nothing())}
        <p>{words::DELETE_SERVER_COPY_WHAT}</p>
        {live(body)}
    }
    .into_any()
}

fn deleting() -> AnyView {
    let journal = use_journal();
    let wishes = journal.wishes();
    let presses = TwoPresses {
        id: "closing",
        place: "#closing",
        ask: words::DELETE_SERVER_COPY,
        ask_name: "",
        told: "",
        sure: words::DELETE_SERVER_COPY_SURE,
        keep: words::KEEP_SERVER_COPY,
    };
    let done = move || match wishes.get() {
        (_, Some(why)) => {
            let (happened, more) = words::wish_refused(why);
            view! { <Notice happened=happened safe=more/> }.into_any()
        }
        _ => view! {
            <Waiting words=words::DELETING_SERVER_COPY/>
            <p class="soft small">{words::DISMISS_WAITS}</p>
        }
        .into_any(),
    };
    two_presses(presses, Callback::new(move |()| journal.close_account()), done)
}
