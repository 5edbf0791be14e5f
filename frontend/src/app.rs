//! The app as a whole: what is true on every place. Which place is shown, the bar of places, what was just kept, and troubles.

use std::time::Duration;

use leptos::prelude::*;

use crate::appearance::{Appearance, note_set_up, provide_appearance, use_appearance};
use crate::journal::{JournalHandle, Opening, provide_journal, use_journal};
use crate::navigation::{Navigation, provide_navigation, use_navigation};
use crate::page::{Page, Question};
use crate::pages::{
    AddDevicePage, FirstMinutePage, JoinPage, NightPage, SettingsPage, SharePage, TodayPage, provide_draft,
};
use crate::platform::page_element;
use crate::ui::{Button, Glyph, KeptBar, Notice, Tab, TabBar, Waiting};
use crate::words;

const TABS: &[Tab] = &[
    Tab { page: Page::Today, name: words::TODAY, away: Glyph::Today, here: Glyph::TodayHere },
    Tab { page: Page::Share, name: words::SHARE, away: Glyph::Share, here: Glyph::ShareHere },
];

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let navigation = provide_navigation();
    let appearance = provide_appearance();
    let journal = provide_journal();
    provide_draft();
    let night_fall = NightFall::provide(navigation, appearance, journal);

    let opening = journal.opening();
    move || match opening.get() {
        Opening::Reading => view! {
            <main class="page">
                <Waiting words=words::OPENING/>
            </main>
        }
        .into_any(),
        Opening::Refused(trouble) => view! {
            <main class="page">
                <Notice happened=trouble.happened safe=trouble.safe to_do=trouble.to_do urgent=true/>
            </main>
        }
        .into_any(),
        Opening::Open => {
            night_fall.look();
            view! { <Places/> }.into_any()
        }
    }
}

/// The place that is shown: until the first minute is over, its first question stands in the stead of most places.
fn shown_page(navigation: Navigation, journal: JournalHandle) -> Memo<Page> {
    let (page, done) = (navigation.page(), journal.first_minute_done());
    Memo::new(move |_| match page.get() {
        page @ (Page::Start(_) | Page::Join | Page::Settings) => page,
        page if done.get() => page,
        _ => Page::Start(Question::Medicine),
    })
}

#[component]
fn Places() -> impl IntoView {
    let journal = use_journal();
    let page = shown_page(use_navigation(), journal);
    let appearance = use_appearance();
    Effect::new(move || appearance.dim(page.get() == Page::Night));
    let done = journal.first_minute_done();
    Effect::new(move || {
        if done.get() {
            note_set_up();
        }
    });

    let place = move || match page.get() {
        Page::Today => view! { <TodayPage/> }.into_any(),
        Page::Night => view! { <NightPage/> }.into_any(),
        Page::Start(question) => view! { <FirstMinutePage question=question/> }.into_any(),
        Page::Share => view! { <SharePage/> }.into_any(),
        Page::AddDevice => view! { <AddDevicePage/> }.into_any(),
        Page::Join => view! { <JoinPage/> }.into_any(),
        Page::Settings => view! { <SettingsPage/> }.into_any(),
    };
    let is_day = Memo::new(move |_| page.get() != Page::Night);
    let has_bar =
        Memo::new(move |_| matches!(page.get(), Page::Today | Page::Share | Page::Settings | Page::AddDevice));
    let class = move || match page.get() {
        Page::Night => "night-view",
        _ if has_bar.get() => "page page--over-bar",
        _ => "page",
    };
    let bottom_class = move || match page.get() {
        Page::Today | Page::Share => "bottom",
        _ => "bottom bottom--below",
    };
    view! {
        <main class=class>
            <Troubles/>
            {place}
        </main>
        <div class=bottom_class>
            {move || is_day.get().then(|| view! { <Kept/> })}
            {move || has_bar.get().then(|| view! { <TabBar name=words::PLACES tabs=TABS/> })}
        </div>
    }
}

#[component]
fn Kept() -> impl IntoView {
    let journal = use_journal();
    let kept = journal.kept();
    view! {
        <KeptBar
            sentence=Signal::derive(move || kept.with(|kept| kept.as_ref().map(|kept| kept.sentence.clone())))
            can_undo=Signal::derive(move || kept.with(|kept| kept.as_ref().is_some_and(|kept| kept.can_undo)))
            undo=words::UNDO
            on_undo=move |()| journal.undo()
        />
    }
}

/// What could not be saved, above everything else until it is closed.
#[component]
fn Troubles() -> impl IntoView {
    let journal = use_journal();
    let trouble = journal.trouble();
    move || {
        trouble.get().map(|trouble| {
            view! {
                <Notice happened=trouble.happened safe=trouble.safe to_do=trouble.to_do urgent=true>
                    <Button on_press=move |_| journal.dismiss_trouble()>{words::CLOSE_NOTICE}</Button>
                </Notice>
            }
        })
    }
}

/// Opens the night view when Ebb is opened at night: from nothing, or looked at again after it lay in a pocket.
#[derive(Clone, Copy)]
pub struct NightFall {
    navigation: Navigation,
    appearance: Appearance,
    journal: JournalHandle,
    day_view_chosen: RwSignal<bool>,
}

impl NightFall {
    fn provide(navigation: Navigation, appearance: Appearance, journal: JournalHandle) -> Self {
        let fall = Self { navigation, appearance, journal, day_view_chosen: RwSignal::new(false) };
        // After all that hears of it too, so that the journal knows the hour first.
        page_element::on_seen_again(move || set_timeout(move || fall.look(), Duration::ZERO));
        provide_context(fall);
        fall
    }

    /// The person wants the day view although it is night: this night Ebb does not ask again.
    pub fn choose_day_view(self) {
        self.day_view_chosen.set(true);
        self.navigation.replace(Page::Today);
    }

    fn look(self) {
        let page = self.navigation.page().get_untracked();
        let is_night = self.journal.today().with_untracked(|today| today.is_night);
        if !is_night {
            self.day_view_chosen.set(false);
        }
        let wanted = is_night && self.appearance.night_view().get_untracked() && !self.day_view_chosen.get_untracked();
        if wanted && page == Page::Today && self.journal.first_minute_done().get_untracked() {
            self.navigation.replace(Page::Night);
        }
    }
}
