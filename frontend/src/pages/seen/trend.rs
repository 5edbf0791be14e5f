//! How a symptom was over weeks and months, by the screen of Trends; what draws it comes in that place's own part.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::journal::use_journal;
use crate::page::Page;
use crate::parts::{NotLoaded, ShowPlace, load_trends};
use crate::ui::{Button, Waiting, live, nothing};
use crate::words;

/// Trends, where a symptom was ever logged.
pub fn trend() -> AnyView {
    let journal = use_journal();
    let is_there = Memo::new(move |_| journal.has_trends());
    live(move || if is_there.get() { section() } else { nothing() })
}

fn section() -> AnyView {
    let loaded: RwSignal<Option<Result<ShowPlace, NotLoaded>>> = RwSignal::new(None);
    let load = move || {
        spawn_local(async move {
            let there = load_trends().await;
            // The page may have been left meanwhile.
            let _ = loaded.try_set(Some(there));
        });
    };
    load();
    let shown = move || match loaded.get() {
        Some(Ok(show)) => show(Page::Trends),
        Some(Err(NotLoaded)) => view! {
            <p>{words::PLACE_NOT_THERE}</p>
            <Button words=words::TRY_AGAIN on_press=move |()| load()/>
        }
        .into_any(),
        None => view! { <Waiting words=words::LOADING/> }.into_any(),
    };
    view! {
        <section class="seen-all__section">
            <h2>{words::TRENDS}</h2>
            {live(shown)}
        </section>
    }
    .into_any()
}
