//! Delete everything: what will go, what stays, a file to save first, and a second press.

use leptos::prelude::*;

use crate::journal::{Deleting, WhatGoes, use_journal};
use crate::page::Page;
use crate::platform::store_choice;
use crate::ui::{Back, Link, Notice, TwoPresses, Waiting, nothing, place_head, two_presses};
use crate::words;

/// Delete everything.
pub fn delete() -> AnyView {
    let body = if store_choice::is_sample() {
        view! { <Notice happened=words::SAMPLE_LEAVES_WHOLE safe=words::SAMPLE_LEAVES_WHOLE_MORE/> }.into_any()
    } else {
        of_own_journal()
    };
    view! {
        <Back to=Page::Settings name=words::SETTINGS/>
        {place_head(words::DELETE_EVERYTHING.to_owned(), nothing(), nothing())}
        {body}
    }
    .into_any()
}

fn of_own_journal() -> AnyView {
    let journal = use_journal();
    let WhatGoes { entries, since, is_on_server } = journal.what_goes();
    let state = RwSignal::new(Deleting::Working);
    let presses = TwoPresses {
        id: "deleting",
        place: "#deleting",
        ask: words::DELETE_EVERYTHING,
        ask_name: "",
        told: words::DELETE_FOR_GOOD,
        sure: words::YES_DELETE,
        keep: words::KEEP_MY_JOURNAL,
    };
    let delete = Callback::new(move |()| journal.delete_everything(state));
    let stays = if is_on_server {
        view! { <Notice happened=words::COPY_STAYS safe=words::COPY_STAYS_MORE/> }.into_any()
    } else {
        nothing()
    };
    let done = move || match state.get() {
        Deleting::Working => view! { <Waiting words=words::DELETING/> }.into_any(),
        Deleting::Waiting => {
            view! { <Notice happened=words::DELETING_WAITS safe=words::DELETING_WAITS_MORE/> }.into_any()
        }
        Deleting::Refused => {
            view! { <Notice happened=words::NOT_DELETED safe=words::NOT_DELETED_SAFE to_do=words::NOT_DELETED_TO_DO/> }
                .into_any()
        }
    };
    view! {
        <p>{words::what_goes(entries, since.as_deref())}</p>
        <p>{words::WHAT_ELSE_GOES}</p>
        {stays}
        <Link class="button button--wide" to=Page::File>
            {words::SAVE_A_FILE_FIRST}
        </Link>
        {two_presses(presses, delete, done)}
    }
    .into_any()
}
