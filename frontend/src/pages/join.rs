//! Joining: the other end of the link or code that a device with the journal shows. Looking at the page consumes nothing; its
//! button does.

use leptos::prelude::*;

use crate::journal::{Joining, use_journal};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::platform::location;
use crate::ui::{Back, Button, ButtonKind, Notice, PlaceHead, TextField, Waiting};
use crate::words;

/// Bringing the journal of another device here.
#[component]
pub fn JoinPage() -> impl IntoView {
    let journal = use_journal();
    let joining = journal.joining();
    let came_by_link = !location::fragment().is_empty();
    let link = RwSignal::new(if came_by_link { location::address() } else { String::new() });
    let body = move || match joining.get() {
        Joining::Working => view! { <Waiting words=words::JOINING/> }.into_any(),
        Joining::Joined => view! { <Joined/> }.into_any(),
        Joining::Idle => view! { <Ask link=link came_by_link=came_by_link/> }.into_any(),
        Joining::Failed(trouble) => view! {
            <Notice happened=trouble.happened safe=trouble.safe to_do=trouble.to_do urgent=true/>
            <Ask link=link came_by_link=false/>
        }
        .into_any(),
    };
    view! {
        <Back to=Page::Today name=words::BACK/>
        <PlaceHead title=words::ALREADY_A_JOURNAL.to_owned()/>
        {body}
    }
}

#[component]
fn Ask(link: RwSignal<String>, came_by_link: bool) -> impl IntoView {
    let (journal, navigation) = (use_journal(), use_navigation());
    let asked = RwSignal::new(false);
    let missing = move || link.with(|link| link.trim().is_empty());
    let problem = Signal::derive(move || (asked.get() && missing()).then_some(words::THE_LINK_MISSING));
    let join = Callback::new(move |()| {
        asked.set(true);
        if !missing() {
            // The secret of the link leaves the address bar and the history.
            navigation.replace(Page::Join);
            journal.join(link.get_untracked().trim().to_owned());
        }
    });
    let above = if came_by_link {
        view! {
            <p class="lead">{words::JOIN_BY_LINK}</p>
            <p>{words::JOIN_BY_LINK_MORE}</p>
        }
        .into_any()
    } else {
        view! {
            <p>{words::JOIN_HOW}</p>
            <TextField name=words::THE_LINK id="link" hint=words::THE_LINK_HINT text=link problem=problem on_enter=join/>
        }
        .into_any()
    };
    view! {
        {above}
        <Button kind=ButtonKind::Main big=true wide=true on_press=move |_| join.run(())>
            {words::JOIN}
        </Button>
    }
}

#[component]
fn Joined() -> impl IntoView {
    let navigation = use_navigation();
    view! {
        <p class="lead" role="status">
            {words::JOINED}
        </p>
        <p>{words::JOINED_MORE}</p>
        <Button kind=ButtonKind::Main big=true wide=true on_press=move |_| navigation.replace(Page::Today)>
            {words::GO_TO_TODAY}
        </Button>
    }
}
