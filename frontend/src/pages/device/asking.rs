//! Whoever follows others and has taken a lost device off is led to ask each of them for a new invitation: that device had the keys of
//! what they share, and only new keys shut it out.

use leptos::prelude::*;

use crate::journal::{Person, use_followed};
use crate::ui::{Button, ButtonKind, live, nothing};
use crate::words;

/// Whom the device could open, and asking them; nothing where nobody is followed.
pub(super) fn ask_for_new_invitations() -> AnyView {
    let followed = use_followed();
    untrack(|| followed.take_the_lead());
    let (people, asked) = (followed.people(), RwSignal::new(false));
    let ask = move |()| {
        for person in untrack(|| people.get()).iter().filter(|person| untrack(|| person.is_followed_now())) {
            followed.leave_note(person.name, words::ASK_ANEW_NOTE);
        }
        asked.set(true);
    };
    live(move || {
        let people: Vec<_> = people.get().into_iter().filter(Person::is_followed_now).collect();
        if people.is_empty() {
            return nothing();
        }
        let names = people.into_iter().map(|person| view! { <li>{person.called()}</li> }).collect_view();
        let act = if asked.get() {
            view! {
                <p class="lead" role="status">
                    {words::ASKED_ANEW}
                </p>
            }
            .into_any()
        } else {
            view! { <Button kind=ButtonKind::MainWide words=words::ASK_ANEW on_press=ask/> }.into_any()
        };
        view! {
            <section class="stack">
                <h2>{words::IT_COULD_OPEN}</h2>
                <ul>{names}</ul>
                <p>{words::IT_COULD_OPEN_MORE}</p>
                {act}
            </section>
        }
        .into_any()
    })
}
