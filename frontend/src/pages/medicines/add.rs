//! Adding a medicine: found in the catalogue or named by the person, then how it is taken. Also in the place of another one.

use ebb_journal::catalogue::{Medicine, MedicineGroup, medicines_of, search_medicines};
use ebb_journal::{CivilDay, SittingId};
use leptos::prelude::*;

use super::form::{Form, Told};
use crate::journal::use_journal;
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::platform::location;
use crate::ui::{Back, Button, ButtonKind, Glyph, Icon, IconSize, SearchField, live, nothing, place_head, unfold};
use crate::words;

/// The groups in the order in which they are offered.
const GROUPS: [(MedicineGroup, &str); 12] = [
    (MedicineGroup::AromataseInhibitor, words::GROUP_INHIBITORS),
    (MedicineGroup::OvarianSuppression, words::GROUP_SUPPRESSION),
    (MedicineGroup::Hormone, words::GROUP_HORMONES),
    (MedicineGroup::Targeted, words::GROUP_TARGETED),
    (MedicineGroup::Bone, words::GROUP_BONE),
    (MedicineGroup::Supplement, words::GROUP_SUPPLEMENTS),
    (MedicineGroup::Pain, words::GROUP_PAIN),
    (MedicineGroup::MoodAndPain, words::GROUP_MOOD_AND_PAIN),
    (MedicineGroup::HotFlash, words::GROUP_HOT_FLASH),
    (MedicineGroup::Vaginal, words::GROUP_VAGINAL),
    (MedicineGroup::HeartAndSugar, words::GROUP_HEART),
    (MedicineGroup::Hair, words::GROUP_HAIR),
];

/// Which medicine it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chosen {
    /// Nothing was chosen yet.
    NotYet,
    /// One of the catalogue.
    Listed(&'static Medicine),
    /// One that the person names.
    Named,
}

/// Adds a medicine; in the place of `replaces`, if that is given.
pub fn add_medicine(replaces: Option<SittingId>) -> AnyView {
    let journal = use_journal();
    let old = replaces.and_then(|name| journal.medicine(name).get_untracked());
    let parent = replaces.map_or(Page::Medicines, Page::Medicine);
    let (title, below) = match &old {
        Some(old) => {
            (words::instead_of(&old.title), view! { <p class="soft">{words::CHANGE_TO_ANOTHER_MORE}</p> }.into_any())
        }
        None => (words::ADD_A_MEDICINE.to_owned(), nothing()),
    };
    let chosen = RwSignal::new(Chosen::NotYet);
    let shown = move || match chosen.get() {
        Chosen::NotYet => search(chosen),
        Chosen::Listed(medicine) => filled(Some(medicine), replaces),
        Chosen::Named => filled(None, replaces),
    };
    view! {
        <Back to=parent name=words::BACK/>
        {place_head(title, below, nothing())}
        {live(shown)}
    }
    .into_any()
}

fn search(chosen: RwSignal<Chosen>) -> AnyView {
    let query = RwSignal::new(String::new());
    let choose = Callback::new(move |medicine: Option<&'static Medicine>| {
        chosen.set(medicine.map_or(Chosen::Named, Chosen::Listed));
        location::to_top();
    });
    let body = move || {
        let query = query.get();
        if query.trim().is_empty() { groups(choose) } else { found(&query, choose) }
    };
    view! {
        <SearchField name=words::SEARCH_MEDICINES hint=words::SEARCH_MEDICINES_HINT text=query/>
        {live(body)}
        <Button kind=ButtonKind::SoftWide words=words::BY_ANOTHER_NAME on_press=move |()| choose.run(None)/>
    }
    .into_any()
}

fn groups(choose: Callback<Option<&'static Medicine>>) -> AnyView {
    let group = |(group, name): (MedicineGroup, &'static str)| {
        let open = RwSignal::new(group == MedicineGroup::AromataseInhibitor);
        let rows = move || rows(medicines_of(group), choose);
        view! { <div class="list">{unfold(view! { <b>{name}</b> }.into_any(), open, rows)}</div> }.into_any()
    };
    GROUPS.map(group).collect_view().into_any()
}

fn found(query: &str, choose: Callback<Option<&'static Medicine>>) -> AnyView {
    let found = search_medicines(query);
    if found.is_empty() {
        return view! { <p role="status">{words::NO_MEDICINE_FOUND}</p> }.into_any();
    }
    view! {
        <p class="soft small" role="status">
            {words::found(found.len())}
        </p>
        <div class="list">{rows(found.into_iter(), choose)}</div>
    }
    .into_any()
}

fn rows(medicines: impl Iterator<Item = &'static Medicine>, choose: Callback<Option<&'static Medicine>>) -> AnyView {
    let row = |medicine: &'static Medicine| {
        view! {
            <button type="button" class="item item--leads" on:click=move |_| choose.run(Some(medicine))>
                <span class="grow">
                    <b>{medicine.name}</b>
                    <span class="item__detail">{medicine.synonyms.replace("; ", " · ")}</span>
                </span>
                <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
            </button>
        }
        .into_any()
    };
    medicines.map(row).collect_view().into_any()
}

fn filled(medicine: Option<&'static Medicine>, replaces: Option<SittingId>) -> AnyView {
    let (journal, navigation) = (use_journal(), use_navigation());
    let form = Form::new(medicine, if replaces.is_some() { Told::Today } else { Told::NotYet });
    let save = move |today: CivilDay| {
        let saved = journal.add_medicine(&form.draft(today), replaces);
        if form.took(saved) {
            navigation.replace(Page::Medicines);
        }
    };
    form.view(Callback::new(save))
}
