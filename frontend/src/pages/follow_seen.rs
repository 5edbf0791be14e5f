//! What somebody who follows sees: the very feed, opened on the owner's phone.

use std::rc::Rc;

use ebb_protocol::ids::MemberId;
use leptos::prelude::*;

use crate::journal::{SeenJournal, use_follows, use_journal};
use crate::page::Page;
use crate::pages::seen_in_frame;
use crate::ui::{Back, Notice, Waiting, live, nothing, place_head};
use crate::words;

/// How opening the feed goes.
#[derive(Clone)]
enum Opening {
    Reading,
    Open(Rc<SeenJournal>),
    NotThere,
}

/// What somebody sees, by their name as a member.
pub fn follow_seen(member: MemberId) -> AnyView {
    let (journal, follows) = (use_journal(), use_follows());
    let line = follows.follow(member);
    let opening = RwSignal::new_local(Opening::Reading);
    // The feed is written a moment after an entry, and after a change of what they see: then it is opened anew.
    let grown = follows.feed_state(member);
    Effect::new(move || {
        grown.track();
        let is_wanted = move || opening.try_with_untracked(|_| ()).is_some();
        follows.open_feed(member, is_wanted, move |seen| {
            let _ = opening.try_set(seen.map_or(Opening::NotThere, Opening::Open));
        });
    });
    let body = move || match opening.get() {
        Opening::Reading => view! { <Waiting words=words::OPENING_FEED/> }.into_any(),
        Opening::NotThere => view! { <Notice happened=words::NO_FEED_YET safe=words::NO_FEED_YET_MORE/> }.into_any(),
        Opening::Open(seen) => seen_in_frame(journal.of_seen(seen)),
    };
    let name = Memo::new(move |_| line.with(|line| line.as_ref().map(|line| line.name.clone()).unwrap_or_default()));
    let told = move || view! { <p class="soft">{words::this_is_the_feed(&name.get())}</p> }.into_any();
    view! {
        <Back to=Page::Follow(member) name=words::BACK/>
        {place_head(words::WHAT_THEY_SEE.to_owned(), nothing(), nothing())}
        {live(told)}
        {live(body)}
    }
    .into_any()
}
