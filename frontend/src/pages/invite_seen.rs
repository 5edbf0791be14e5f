//! What is about to be shared, as they will see it: looked at before the code is made.

use leptos::prelude::*;

use crate::app::told;
use crate::journal::{LinkState, today_is, use_follows};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::pages::preview;
use crate::ui::{Back, Button, ButtonKind, Link, Waiting, live, nothing, place_head};
use crate::words;

/// The invitation that is being made, as they will see it.
pub fn invite_seen() -> AnyView {
    let (follows, navigation) = (use_follows(), use_navigation());
    let plan = today_is().and_then(|today| follows.draft().with_untracked(|draft| draft.plan(today, 0)).ok());
    let Some(plan) = plan else {
        // The address was opened anew: what was chosen is gone.
        return view! {
            <Back to=Page::Share name=words::SHARE/>
            {place_head(words::WHAT_THEY_WILL_SEE.to_owned(), nothing(), nothing())}
            <Link class="button button--wide" to=Page::Invite>
                {words::INVITE_SOMEONE}
            </Link>
        }
        .into_any();
    };
    let make = move |()| follows.invite(move |name| navigation.replace(Page::Invitation(name)));
    let link = follows.link();
    let making = move || match link.get() {
        LinkState::Making => view! { <Waiting words=words::MAKING_A_CODE/> }.into_any(),
        LinkState::Failed(trouble) => told(trouble, None),
        _ => nothing(),
    };
    view! {
        <Back to=Page::Invite name=words::CHANGE_WHAT/>
        {place_head(words::WHAT_THEY_WILL_SEE.to_owned(), nothing(), nothing())}
        {preview(plan.scope, plan.terms)}
        <Button kind=ButtonKind::MainWide words=words::MAKE_THE_CODE on_press=make/>
        {live(making)}
        <p class="soft small">{words::NEXT_A_CODE}</p>
    }
    .into_any()
}
