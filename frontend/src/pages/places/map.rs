//! The drawings as they are tapped: which one is shown, which finger is open, what is being asked for.

use ebb_journal::catalogue::{Scale, Symptom};
use ebb_journal::{CivilDay, Side, Site};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::count;
use super::drawings::{FingerName, HANDS, Region};
use super::picture::{Marks, enlarged, finger, picture};
use super::view::View;
use crate::journal::{Entry, Happening, Marked, Passing, use_journal};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::platform::page_element;
use crate::ui::{live, nothing};
use crate::words;

/// What is being asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The place; `None` while it is not clear which.
    pub site: Option<Site>,
    /// What else may be meant.
    pub others: Vec<Site>,
    /// Whether it was chosen from the list.
    pub in_list: bool,
}

/// The places of a symptom on a day.
#[derive(Clone, Copy)]
pub struct Map {
    symptom: &'static Symptom,
    day: Signal<Option<CivilDay>>,
    marked: Memo<Vec<Marked>>,
    whole: Memo<Option<u16>>,
    /// Of what comes and goes, the last time.
    last: Memo<Option<Happening>>,
    view: RwSignal<View>,
    finger: RwSignal<Option<(FingerName, Side)>>,
    asked: RwSignal<Option<Asked>>,
}

impl Map {
    /// Of a symptom, on the day for which it is being logged.
    pub fn of(symptom: &'static Symptom) -> Self {
        let (journal, navigation) = (use_journal(), use_navigation());
        let number = symptom.number;
        let day = journal.day_of(number);
        on_cleanup(move || {
            // Back at the symptom one goes on with the same day.
            if untrack(|| navigation.page()) != Page::Symptom(number.0) {
                journal.keep_day(number, None);
            }
        });
        let day = Signal::stored(day);
        let rated = journal.rated_on(number, day);
        let last = journal.last_on(number, day);
        let marked = journal.marked_on(number, day);
        let marked = if symptom.scale == Scale::Episode {
            Memo::new(move |_| {
                let site = last.get().and_then(|last| last.site);
                site.into_iter().map(|site| Marked { site, value: None }).collect()
            })
        } else {
            marked
        };
        Self {
            symptom,
            day,
            marked,
            whole: Memo::new(move |_| rated.get()?.chosen),
            last,
            view: RwSignal::new(View::of(symptom).first().copied().unwrap_or(View::Body)),
            finger: RwSignal::new(None),
            asked: RwSignal::new(None),
        }
    }

    /// The symptom.
    pub const fn symptom(self) -> &'static Symptom {
        self.symptom
    }

    /// The day; `None` for today.
    pub const fn day(self) -> Signal<Option<CivilDay>> {
        self.day
    }

    /// What is marked.
    pub const fn marked(self) -> Memo<Vec<Marked>> {
        self.marked
    }

    /// What was said of the symptom as a whole.
    pub const fn whole(self) -> Memo<Option<u16>> {
        self.whole
    }

    /// What is being asked for.
    pub const fn asked(self) -> RwSignal<Option<Asked>> {
        self.asked
    }

    /// Whether there is a time of what comes and goes that a place can be said of.
    pub fn has_happened(self) -> bool {
        self.last.with_untracked(Option::is_some)
    }

    /// How strong it is at a place, if that is said.
    pub fn value_at(self, site: Site) -> Option<u16> {
        self.marked.with(|marked| marked.iter().find(|mark| mark.site == site)?.value)
    }

    /// Whether a place is marked.
    pub fn is_marked(self, site: Site) -> bool {
        self.marked.with(|marked| marked.iter().any(|mark| mark.site == site))
    }

    /// Asks for a place. What has no strength is marked at once.
    pub fn ask(self, asked: Asked) {
        if let Some(site) = asked.site.filter(|_| self.symptom.scale == Scale::Episode) {
            self.say_where(Some(site));
        }
        self.asked.set(Some(asked));
        page_element::bring_soon(".body-map__panel", "#asked");
    }

    /// Takes a place off.
    pub fn take_off(self, site: Site) {
        if self.symptom.scale == Scale::Episode {
            self.say_where(None);
        } else {
            let entry = Entry { day: self.day.get_untracked(), ..Entry::today(self.symptom.number) };
            use_journal().take_off(entry.at(site));
        }
        self.asked.set(None);
    }

    fn say_where(self, site: Option<Site>) {
        if let Some(last) = self.last.get_untracked() {
            let said = use_journal().say_of(last.id, Passing::Where(site));
            debug_assert!(said.is_ok(), "a place is never wrong");
        }
    }

    /// What is shown, each with how many places are marked on it; nothing where there is but one.
    pub fn tabs(self) -> AnyView {
        let views = View::of(self.symptom);
        if views.len() < 2 {
            return nothing();
        }
        let tab = move |view: View| {
            let marked = Memo::new(move |_| {
                self.marked.with(|marked| marked.iter().filter(|mark| view.shows(mark.site)).count())
            });
            let choose = move |_| {
                self.asked.set(None);
                self.finger.set(None);
                self.view.set(view);
            };
            view! {
                <label class="choice choice--radio choice--small">
                    <input type="radio" name="view" prop:checked=move || self.view.get() == view on:change=choose/>
                    <span class="choice__name">{view.name()}</span>
                    {live(move || count(marked.get()))}
                </label>
            }
            .into_any()
        };
        view! {
            <fieldset class="choices body-map__tabs">
                <legend class="unseen">{words::PART_OF_THE_BODY}</legend>
                {views.into_iter().map(tab).collect_view()}
            </fieldset>
        }
        .into_any()
    }

    /// What is tapped.
    pub fn drawings(self) -> AnyView {
        let tap = move |event: MouseEvent| {
            if let Some(region) = self.region_at(&event) {
                self.tapped(region);
            }
        };
        let drawn = move || {
            let view = self.view.get();
            let marks = self.marks();
            let drawn = view.drawings().into_iter().map(|drawing| {
                let html = picture(drawing, &marks);
                view! { <div class="body-map__drawing" inner_html=html></div> }.into_any()
            });
            let names = view.names().map(|name| view! { <span>{name}</span> });
            view! {
                <div class="body-map__names">{names.into_iter().collect_view()}</div>
                <div class="body-map__drawings">{drawn.collect_view()}</div>
            }
            .into_any()
        };
        let hint = move || {
            let opens = self.view.get() == View::Hands && HANDS.regions().any(|region| self.opens(region));
            if opens { words::TAP_A_FINGER } else { words::TAP_WHERE_IT_IS }.to_owned()
        };
        view! {
            <div class="surface body-map__surface" on:click=tap>
                {live(drawn)}
            </div>
            <p class="soft small">{crate::ui::live_text(hint)}</p>
        }
        .into_any()
    }

    /// The finger that is open, with its joints.
    pub fn finger_opened(self) -> AnyView {
        live(move || {
            let Some((name, side)) = self.finger.get() else { return nothing() };
            let Some(finger) = finger(name) else { return nothing() };
            let own = move |region: &Region| region.shape.finger == Some(name) && region.side == side;
            let joints: Vec<Region> = HANDS
                .regions()
                .filter(|region| own(region) && region.shape.is_joint && region.site(self.symptom).is_some())
                .collect();
            let whole = HANDS.regions().find(|region| own(region) && !region.shape.is_joint);
            let html = enlarged(finger, &joints, &self.marks());
            let tap = move |event: MouseEvent| {
                if let Some(region) = self.region_at(&event) {
                    self.choose(region);
                }
            };
            let mut choices: Vec<Site> = Vec::new();
            let sites = joints.iter().filter_map(|joint| joint.site(self.symptom));
            let wholes = whole.into_iter().flat_map(|whole| whole.meant(self.symptom).into_iter().take(2));
            sites.chain(wholes).for_each(|site| {
                if !choices.contains(&site) {
                    choices.push(site);
                }
            });
            let choice = move |site: Site| {
                let choose = move |_| self.ask(Asked { site: Some(site), others: Vec::new(), in_list: false });
                view! {
                    <button
                        type="button"
                        class="choice choice--small"
                        aria-pressed=move || self.is_marked(site).to_string()
                        on:click=choose
                    >
                        {joint_words(site)}
                    </button>
                }
                .into_any()
            };
            let title = whole.and_then(|whole| whole.site(self.symptom)).map(crate::journal::in_a_sentence);
            view! {
                <div class="surface stack body-map__finger" role="group" aria-labelledby="finger">
                    <h2 id="finger" tabindex="-1">
                        {title}
                    </h2>
                    <div on:click=tap inner_html=html></div>
                    <div class="choices">{choices.into_iter().map(choice).collect_view()}</div>
                </div>
            }
            .into_any()
        })
    }

    fn marks(self) -> Marks {
        let marked = self.marked.get();
        Marks {
            symptom: self.symptom,
            marked: marked.iter().map(|mark| (mark.site, mark.value)).collect(),
            asked: self.asked.get().and_then(|asked| asked.site),
            finger: self.finger.get(),
        }
    }

    fn region_at(self, event: &MouseEvent) -> Option<Region> {
        let key = page_element::attribute_at(event, "data-region")?;
        self.view.get_untracked().drawings().into_iter().find_map(|drawing| drawing.region(&key))
    }

    /// Whether a tap on a finger shows its joints first.
    fn opens(self, region: Region) -> bool {
        let joint = |other: &Region| {
            other.shape.is_joint && other.shape.finger == region.shape.finger && other.site(self.symptom).is_some()
        };
        region.shape.finger.is_some() && HANDS.regions().any(|other| joint(&other))
    }

    fn tapped(self, region: Region) {
        let finger = region.shape.finger.map(|finger| (finger, region.side));
        if self.opens(region) && self.finger.get_untracked() != finger {
            self.asked.set(None);
            self.finger.set(finger);
            page_element::bring_soon(".body-map__finger", "#finger");
            return;
        }
        if finger.is_none() {
            self.finger.set(None);
        }
        self.choose(region);
    }

    /// What a tap means: the place itself; where the symptom is at no such place, what lies beside it.
    fn choose(self, region: Region) {
        let mut meant = region.meant(self.symptom);
        let is_clear = region.site(self.symptom).is_some() || meant.len() == 1;
        let site = (is_clear && !meant.is_empty()).then(|| meant.remove(0));
        // Of a finger that is open, all that may be meant stands beside it already.
        let others = if region.shape.finger.is_some() && self.opens(region) { Vec::new() } else { meant };
        self.ask(Asked { site, others, in_list: false });
    }
}

/// Of a finger's joint, the joint alone: "middle joint"; its finger stands above.
fn joint_words(site: Site) -> String {
    let name = site.place.entry().map_or("", |entry| entry.name);
    name.split_once(", ").map_or_else(|| crate::journal::in_a_sentence(site), |(_, joint)| capital(joint))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| [&first.to_uppercase().to_string(), letters.as_str()].concat())
}
