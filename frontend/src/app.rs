//! The app as a whole: what is true on every place. Which place is shown, the bar of places, what was just kept, and troubles.

mod night_fall;

use leptos::prelude::*;

use self::night_fall::NightFall;
use crate::appearance::{Appearance, note_set_up, provide_appearance};
use crate::journal::{JournalHandle, Opening, Trouble, provide_followed, provide_follows, provide_journal};
use crate::navigation::{Navigation, provide_navigation};
use crate::page::{Page, Question};
use crate::pages::{Draft, first_minute, kept_in_bar, night, today};
use crate::parts::{DoorsAct, Parts};
use crate::platform::{location, store_choice};
use crate::ui::{Button, Glyph, Notice, Tab, TabBar, TabForm, Waiting, live, nothing};
use crate::words;

const TABS: &[Tab] = &[
    tab(Page::Today, words::TODAY, [Glyph::TODAY, Glyph::TODAY_HERE], TabForm::Usual),
    tab(Page::Trends, words::TRENDS, [Glyph::TRENDS, Glyph::TRENDS_HERE], TabForm::Usual),
    tab(Page::Log, words::LOG, [Glyph::PLUS; 2], TabForm::Raised),
    tab(Page::Medicines, words::MEDICINES, [Glyph::MEDICINES, Glyph::MEDICINES_HERE], TabForm::Usual),
    tab(Page::Share, words::SHARE, [Glyph::SHARE, Glyph::SHARE_HERE], TabForm::Usual),
    tab(Page::Settings, words::SETTINGS, [Glyph::GEAR; 2], TabForm::AtTheSide),
];

const fn tab(page: Page, name: &'static str, [away, here]: [Glyph; 2], form: TabForm) -> Tab {
    Tab { page, name, away, here, form }
}

/// What every place has at hand.
#[derive(Clone, Copy)]
struct House {
    navigation: Navigation,
    appearance: Appearance,
    journal: JournalHandle,
    draft: Draft,
    night_fall: NightFall,
    /// Loaded when they are used.
    parts: Parts,
}

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let (navigation, appearance) = (provide_navigation(), provide_appearance());
    let journal = provide_journal();
    provide_follows(journal);
    provide_followed(journal);
    let draft = Draft::new();
    let night_fall = NightFall::watch(navigation, appearance, journal);
    let house = House { navigation, appearance, journal, draft, night_fall, parts: Parts::new() };

    let opening = journal.opening();
    let places = live(move || match opening.get() {
        Opening::Reading => view! {
            <main class="page">
                <Waiting words=words::OPENING/>
            </main>
        }
        .into_any(),
        Opening::Refused(trouble) => view! {
            <main class="page">
                <h1>{words::NOT_OPEN}</h1>
                {told(trouble, None)}
            </main>
        }
        .into_any(),
        Opening::Open => {
            house.follow_shortcut();
            night_fall.look();
            house.places()
        }
    });
    view! {
        {sample_bar(journal)}
        {places}
    }
}

/// On every place of the sample: that it is one, and the way out.
fn sample_bar(journal: JournalHandle) -> AnyView {
    if !store_choice::is_sample() {
        return nothing();
    }
    let leave = move |()| DoorsAct::LeaveSample.act(journal);
    view! {
        <aside class="sample" aria-label=words::SAMPLE_DATA>
            <b>{words::SAMPLE_DATA}</b>
            <Button words=words::LEAVE on_press=leave/>
        </aside>
    }
    .into_any()
}

impl House {
    /// What a shortcut of the home screen asks for stands in the address. It leaves the address first: loaded anew, the page does not
    /// do it again.
    fn follow_shortcut(self) {
        let query = location::query();
        let Some(what) = query.strip_prefix("do=") else { return };
        self.navigation.replace(Page::Today);
        if untrack(|| self.journal.first_minute_done().get()) {
            if what != "hot-flash" {
                self.night_fall.stay_in_day_view();
            }
            DoorsAct::Shortcut(what.to_owned()).act(self.journal);
        }
    }

    fn places(self) -> AnyView {
        let (draft, journal) = (self.draft, self.journal);
        let done = journal.first_minute_done();
        let follows = journal.followed_count();
        let page = Memo::new(move |_| shown_page(self.navigation.page(), done.get(), follows.get() > 0, draft));
        live(move || {
            let page = page.get();
            if done.get() && !store_choice::is_sample() {
                note_set_up();
            }
            self.appearance.dim(page == Page::Night);
            let main = match page {
                Page::Night => "night-view",
                Page::Start(_) | Page::Join | Page::Restore | Page::Sample | Page::Invited => "page",
                _ => "page page--over-bar",
            };
            view! {
                <main class=main>{self.troubles()} {self.place(page)}</main>
                {bottom(page, done.get())}
            }
            .into_any()
        })
    }

    fn place(self, page: Page) -> AnyView {
        let part = self.parts.of(page);
        let shown = |not_there| part.map_or_else(nothing, |part| part.show(page, not_there));
        match page {
            Page::Start(question) => first_minute(question, self.draft),
            Page::Today => today(shown(not_there)),
            Page::Night => {
                let night_fall = self.night_fall;
                // At night nothing is explained: what is there logs.
                night(shown(|_| nothing()), Callback::new(move |()| night_fall.choose_day_view()))
            }
            _ => shown(not_there),
        }
    }

    /// What could not be saved, above everything else until it is closed.
    fn troubles(self) -> AnyView {
        let journal = self.journal;
        let trouble = journal.trouble();
        let close = move || {
            view! { <Button words=words::CLOSE_NOTICE on_press=move |()| journal.dismiss_trouble()/> }.into_any()
        };
        live(move || trouble.get().map_or_else(nothing, |trouble| told(trouble, Some(close()))))
    }
}

/// At the thumb: what was just kept, and the places.
fn bottom(page: Page, done: bool) -> AnyView {
    let kept = if page == Page::Night { nothing() } else { kept_in_bar("kept") };
    let (class, tabs) = match page {
        // Who only follows somebody has no journal to go about in.
        _ if !done => ("bottom bottom--below", false),
        _ if TABS.iter().any(|tab| tab.page == page && tab.form != TabForm::AtTheSide) => ("bottom", true),
        Page::TrendOf(_) => ("bottom", true),
        Page::Start(_) | Page::Join | Page::Restore | Page::Sample | Page::Invited | Page::Night => {
            ("bottom bottom--below", false)
        }
        _ => ("bottom bottom--below", true),
    };
    let here = if let Page::TrendOf(_) = page { Page::Trends } else { page };
    let tabs = if tabs { view! { <TabBar name=words::PLACES tabs=TABS here=here/> }.into_any() } else { nothing() };
    view! { <div class=class>{kept} {tabs}</div> }.into_any()
}

/// The place that is shown: until the first minute is over, its first question stands in the stead of most places; a question that
/// lacks the answers before it (come by the browser's back button, or by loading the page anew) is not shown.
fn shown_page(page: Page, done: bool, follows: bool, draft: Draft) -> Page {
    let first = match (done, follows) {
        (true, _) => Page::Today,
        // Who only follows somebody sees them first.
        (false, true) => Page::Followed,
        (false, false) => Page::Start(Question::Medicine),
    };
    match page {
        Page::Start(Question::Since) if !draft.names_a_medicine() => first,
        Page::Start(Question::Who) if !draft.is_begun() => first,
        Page::Start(_)
        | Page::Join
        | Page::Restore
        | Page::Settings
        | Page::File
        | Page::Delete
        | Page::Sample
        | Page::Invited
        | Page::Followed
        | Page::FollowedOne(_) => page,
        _ if done => page,
        _ => first,
    }
}

/// A place of a part of the app that could not be loaded.
fn not_there(again: Callback<()>) -> AnyView {
    let trouble = Trouble::new(words::PLACE_NOT_THERE, words::PLACE_NOT_THERE_SAFE, words::PLACE_NOT_THERE_TO_DO);
    let again = view! { <Button words=words::TRY_AGAIN on_press=again/> };
    told(trouble, Some(again.into_any()))
}

/// A trouble, told at once.
pub fn told(trouble: Trouble, act: Option<AnyView>) -> AnyView {
    let Trouble { happened, safe, to_do } = trouble;
    view! { <Notice happened=happened safe=safe to_do=to_do urgent=true act=act/> }.into_any()
}
