//! The proposal to put Ebb on the home screen: once the second day of use is over, quietly, below everything else on Today, on
//! one day, and never again once it was declined.

use leptos::prelude::*;

use crate::journal::{SafePlace, use_journal};
use crate::page::Page;
use crate::platform::installing::{Way, ask, way};
use crate::platform::{local_storage, store_choice};
use crate::ui::{Button, Link, Notice, live, nothing};
use crate::words;

/// The day on which it was proposed, or that it was declined.
const PROPOSED: &str = "ebb.home_screen";
/// The last day of use and how many there were, a space between them.
const USED: &str = "ebb.days_used";
/// Proposed from this day of use on.
const FROM_DAY: u32 = 3;

/// The proposal, where there is one to make.
pub fn home_screen() -> AnyView {
    let journal = use_journal();
    let day = journal.today().with_untracked(|today| today.date_title.clone());
    let used = used_on(&local_storage::get(USED).unwrap_or_default(), &day);
    local_storage::set(USED, &used.1);
    // Once: on one day, until it is declined.
    let proposed = local_storage::get(PROPOSED);
    let is_wanted = used.0 >= FROM_DAY && proposed.is_none_or(|on| on == day) && !store_choice::is_sample();
    let shown = RwSignal::new(if is_wanted { way() } else { None });
    if shown.get_untracked().is_some() {
        local_storage::set(PROPOSED, &day);
    }
    let decline = Callback::new(move |()| {
        local_storage::set(PROPOSED, "declined");
        shown.set(None);
    });
    let put = Callback::new(move |()| {
        ask();
        decline.run(());
    });
    live(move || match shown.get() {
        None => nothing(),
        Some(Way::Asked) => {
            let acts = view! {
                <Button words=words::HOME_SCREEN_PUT on_press=put/>
                <Button words=words::HOME_SCREEN_NOT on_press=decline/>
            };
            view! { <Notice happened=words::HOME_SCREEN safe=words::HOME_SCREEN_WHY act=Some(acts.into_any())/> }
                .into_any()
        }
        Some(Way::ShareMenu) => on_iphone(decline),
    })
}

/// There the app on the home screen has a store of its own.
fn on_iphone(decline: Callback<()>) -> AnyView {
    let by_sync = use_journal().state_line().with_untracked(|place| *place != SafePlace::ThisPhoneOnly);
    let (bring, to, name) = if by_sync {
        (words::HOME_SCREEN_BRING_BY_SYNC, Page::Share, words::SHARE)
    } else {
        (words::HOME_SCREEN_BRING, Page::File, words::MY_FILE)
    };
    let acts = view! {
        <Link class="button" to=to>
            {name}
        </Link>
        <Button words=words::HOME_SCREEN_NOT on_press=decline/>
    };
    view! {
        <Notice happened=words::HOME_SCREEN safe=words::HOME_SCREEN_EMPTY to_do=bring act=Some(acts.into_any())/>
    }
    .into_any()
}

/// How many days of use there were with this one, and what is to be kept of that.
fn used_on(kept: &str, day: &str) -> (u32, String) {
    let (count, last): (u32, &str) =
        kept.split_once(' ').and_then(|(count, last)| Some((count.parse().ok()?, last))).unwrap_or((0, ""));
    let count = if last == day { count } else { count.saturating_add(1) };
    (count, [&count.to_string(), " ", day].concat())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_day_counts_once_however_often_ebb_is_opened() {
        let mut kept = String::new();
        let mut counts = Vec::new();
        for day in ["Monday 23 November", "Monday 23 November", "Tuesday 24 November", "Friday 27 November"] {
            let (count, now) = used_on(&kept, day);
            kept = now;
            counts.push(count);
        }
        assert_eq!(counts, [1, 1, 2, 3]);
        assert_eq!(used_on("nonsense", "Monday 23 November").0, 1);
    }
}
