//! The way into the sample: it is fetched and put in its place, and the app opens in it.

use leptos::prelude::*;

use crate::app::told;
use crate::journal::{LookingAround, use_journal};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::platform::store_choice;
use crate::ui::{Back, Button, Waiting, live, nothing, place_head};
use crate::words;

/// Looking around with sample data.
pub fn sample() -> AnyView {
    let (journal, navigation) = (use_journal(), use_navigation());
    if store_choice::is_sample() {
        navigation.replace(Page::Today);
        return nothing();
    }
    let state = RwSignal::new(LookingAround::Opening);
    journal.look_around(state);
    let body = move || match state.get() {
        LookingAround::Opening => view! { <Waiting words=words::OPENING_SAMPLE/> }.into_any(),
        LookingAround::Failed(trouble) => {
            let again = move |()| journal.look_around(state);
            let again = view! { <Button words=words::TRY_AGAIN on_press=again/> };
            told(trouble, Some(again.into_any()))
        }
    };
    view! {
        <Back to=Page::Today name=words::BACK/>
        {place_head(words::LOOK_AROUND.to_owned(), nothing(), nothing())}
        <p>{words::SAMPLE_IS}</p>
        {live(body)}
    }
    .into_any()
}
