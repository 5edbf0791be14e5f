//! The shape of the catalogue as JSON. What has no value is left out; a code that was not verified is not there.
//!
//! Strengths of medicines are not told: they may fill a form of the app, and are no facts.

use ebb_journal::catalogue::{
    self, BONE_SITES, FACTORS, FLAGS, LABS, MEDICINES, PLACES, STEP_WORDS, SymptomNumber, codes,
};
use ebb_journal::safety::{self, texts};
use ebb_journal::{Flag, Place, Unit};
use serde::Serialize;

/// The version of this shape.
const VERSION: u8 = 1;

/// The whole catalogue.
#[derive(Serialize)]
pub(super) struct Document {
    version: u8,
    notices: Vec<Notice>,
    five_steps: [&'static str; 5],
    symptoms: Vec<Symptom>,
    places: Vec<PlaceOfBody>,
    flags: Vec<FlagOfEntry>,
    factors: Vec<Factor>,
    medicines: Vec<Medicine>,
    units: Vec<UnitOfAmount>,
    labs: Vec<Lab>,
    bone: Vec<BoneSite>,
    safety: Safety,
}

#[derive(Serialize)]
struct Notice {
    system: &'static str,
    notice: &'static str,
}

#[derive(Serialize)]
struct Symptom {
    number: u16,
    id: &'static str,
    name: &'static str,
    clinical: &'static str,
    synonyms: Vec<&'static str>,
    system: &'static str,
    scale: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<u16>,
    rhythm: &'static str,
    may_be_declined: bool,
    places: Vec<&'static str>,
    flags: Vec<&'static str>,
    sharing: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hpo: Option<Hpo>,
}

#[derive(Serialize)]
struct Hpo {
    code: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
struct PlaceOfBody {
    number: u16,
    id: &'static str,
    name: &'static str,
    has_sides: bool,
}

#[derive(Serialize)]
struct FlagOfEntry {
    number: u8,
    id: &'static str,
    words: &'static str,
}

#[derive(Serialize)]
struct Factor {
    number: u16,
    id: &'static str,
    name: &'static str,
    synonyms: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
}

#[derive(Serialize)]
struct Medicine {
    number: u16,
    id: &'static str,
    name: &'static str,
    synonyms: Vec<&'static str>,
    group: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    atc: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rxnorm: Option<&'static str>,
}

#[derive(Serialize)]
struct UnitOfAmount {
    ucum: &'static str,
    shown: &'static str,
}

#[derive(Serialize)]
struct Lab {
    number: u16,
    id: &'static str,
    name: &'static str,
    unit: &'static str,
    unit_si: &'static str,
    loinc: &'static [&'static str],
}

#[derive(Serialize)]
struct BoneSite {
    number: u16,
    id: &'static str,
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    loinc: Option<BoneLoinc>,
}

#[derive(Serialize)]
struct BoneLoinc {
    density: &'static str,
    t_score: &'static str,
    z_score: &'static str,
}

#[derive(Serialize)]
struct Safety {
    heading: &'static str,
    texts: Vec<SafetyText>,
    triggers: Vec<Trigger>,
}

#[derive(Serialize)]
struct SafetyText {
    number: u8,
    id: &'static str,
    tier: &'static str,
    call: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<Fact>,
}

#[derive(Serialize)]
struct Fact {
    sentence: &'static str,
    source: &'static str,
}

#[derive(Serialize)]
struct Trigger {
    safety: &'static str,
    symptom: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    flag: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'static str>,
}

/// Makes the document of the tables.
pub(super) fn document() -> Document {
    Document {
        version: VERSION,
        notices: codes::NOTICES.into_iter().map(|(system, notice)| Notice { system, notice }).collect(),
        five_steps: STEP_WORDS,
        symptoms: catalogue::symptoms().map(symptom).collect(),
        places: PLACES
            .iter()
            .map(|entry| PlaceOfBody {
                number: entry.place.0,
                id: entry.id,
                name: entry.name,
                has_sides: entry.has_sides,
            })
            .collect(),
        flags: FLAGS
            .iter()
            .map(|entry| FlagOfEntry { number: entry.flag.0, id: entry.id, words: entry.words })
            .collect(),
        factors: FACTORS.iter().map(factor).collect(),
        medicines: MEDICINES.iter().map(medicine).collect(),
        units: Unit::ALL.iter().map(|unit| UnitOfAmount { ucum: unit.ucum(), shown: unit.shown() }).collect(),
        labs: LABS.iter().map(lab).collect(),
        bone: BONE_SITES.iter().map(bone_site).collect(),
        safety: safety(),
    }
}

fn symptom(symptom: &'static catalogue::Symptom) -> Symptom {
    Symptom {
        number: symptom.number.0,
        id: symptom.id,
        name: symptom.name,
        clinical: symptom.clinical,
        synonyms: listed(symptom.synonyms),
        system: symptom.system.id(),
        scale: symptom.scale.id(),
        most: symptom.scale.most(),
        rhythm: symptom.rhythm.id(),
        may_be_declined: symptom.may_be_declined,
        places: symptom.places.iter().map(|place| place_id(*place)).collect(),
        flags: symptom.flags.iter().map(|flag| flag_id(*flag)).collect(),
        sharing: symptom.sharing.id(),
        hpo: codes::hpo(symptom.number).map(|term| Hpo { code: term.code, name: term.name }),
    }
}

fn factor(entry: &'static catalogue::FactorEntry) -> Factor {
    let unit = entry.unit.map(Unit::ucum);
    Factor { number: entry.number.0, id: entry.id, name: entry.name, synonyms: listed(entry.synonyms), unit }
}

fn medicine(medicine: &'static catalogue::Medicine) -> Medicine {
    Medicine {
        number: medicine.number.0,
        id: medicine.id,
        name: medicine.name,
        synonyms: listed(medicine.synonyms),
        group: medicine.group.id(),
        atc: codes::atc(medicine.number),
        rxnorm: codes::rxnorm(medicine.number),
    }
}

fn lab(lab: &'static catalogue::Lab) -> Lab {
    let loinc = codes::loinc_of_lab(lab.number.0);
    Lab { number: lab.number.0, id: lab.id, name: lab.name, unit: lab.unit, unit_si: lab.unit_si, loinc }
}

fn bone_site(site: &'static catalogue::BoneSite) -> BoneSite {
    let loinc = codes::loinc_of_bone(site.number.0).map(|codes| BoneLoinc {
        density: codes.density,
        t_score: codes.t_score,
        z_score: codes.z_score,
    });
    BoneSite { number: site.number.0, id: site.id, name: site.name, loinc }
}

fn safety() -> Safety {
    let text = |text: &'static safety::SafetyText| SafetyText {
        number: text.safety.0,
        id: text.id,
        tier: text.tier.id(),
        call: text.call,
        fact: text.fact.map(|fact| Fact { sentence: fact.sentence, source: fact.source }),
    };
    let trigger = |trigger: &'static safety::Trigger| Trigger {
        safety: texts::text(trigger.safety).map_or("", |text| text.id),
        symptom: symptom_id(trigger.symptom),
        flag: trigger.flag.map(flag_id),
        place: trigger.place.map(place_id),
    };
    Safety {
        heading: safety::HEADING,
        texts: texts::all().iter().map(text).collect(),
        triggers: safety::triggers().iter().map(trigger).collect(),
    }
}

fn listed(synonyms: &'static str) -> Vec<&'static str> {
    synonyms.split("; ").filter(|word| !word.is_empty()).collect()
}

fn symptom_id(number: SymptomNumber) -> &'static str {
    catalogue::symptom(number).map_or("", |symptom| symptom.id)
}

fn place_id(place: Place) -> &'static str {
    place.entry().map_or("", |entry| entry.id)
}

fn flag_id(flag: Flag) -> &'static str {
    flag.entry().map_or("", |entry| entry.id)
}
