//! Table: symptoms of bladder, vagina and sex. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use crate::catalogue::flag::Flag;
use crate::catalogue::symptom::{BodySystem, OfferedTo, Rhythm, Scale, SharingKind, Symptom, SymptomNumber};

impl SymptomNumber {
    /// Vaginal dryness.
    pub const VAGINAL_DRYNESS: Self = Self(25);
    /// Pain with sex.
    pub const DYSPAREUNIA: Self = Self(26);
    /// Itch or irritation.
    pub const VAGINAL_ITCH: Self = Self(27);
    /// Discharge.
    pub const VAGINAL_DISCHARGE: Self = Self(28);
    /// Vaginal bleeding.
    pub const VAGINAL_BLEEDING: Self = Self(29);
    /// Sudden urge to pee.
    pub const URGENCY: Self = Self(30);
    /// Peeing often.
    pub const FREQUENCY: Self = Self(31);
    /// Leaks.
    pub const INCONTINENCE: Self = Self(32);
    /// Pain when peeing.
    pub const DYSURIA: Self = Self(33);
    /// Urine infection.
    pub const UTI: Self = Self(34);
    /// Less interest in sex.
    pub const LIBIDO: Self = Self(35);
    /// Orgasm changes.
    pub const ORGASM: Self = Self(36);
}

pub(crate) static SYMPTOMS: &[Symptom] = &[
    Symptom {
        number: SymptomNumber::VAGINAL_DRYNESS, id: "vaginal_dryness", system: BodySystem::Urogenital,
        name: "Vaginal dryness", clinical: "vulvovaginal atrophy / GSM",
        synonyms: "dry vagina; GSM; atrophy; sore vagina",
        scale: Scale::FiveSteps, rhythm: Rhythm::Weekly, may_be_declined: false, offered_to: OfferedTo::Women,
        sharing: SharingKind::Intimate, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::DYSPAREUNIA, id: "dyspareunia", system: BodySystem::Urogenital,
        name: "Pain with sex", clinical: "dyspareunia",
        synonyms: "painful sex; intercourse; sex hurts",
        scale: Scale::FiveSteps, rhythm: Rhythm::Weekly, may_be_declined: true, offered_to: OfferedTo::All,
        sharing: SharingKind::Intimate, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::VAGINAL_ITCH, id: "vaginal_itch", system: BodySystem::Urogenital,
        name: "Itch or irritation", clinical: "vaginal/vulval irritation",
        synonyms: "vulva; burning; sore; irritation; vaginal itch",
        scale: Scale::FiveSteps, rhythm: Rhythm::Weekly, may_be_declined: false, offered_to: OfferedTo::Women,
        sharing: SharingKind::Intimate, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::VAGINAL_DISCHARGE, id: "vaginal_discharge", system: BodySystem::Urogenital,
        name: "Discharge", clinical: "vaginal discharge",
        synonyms: "vaginal discharge; fluid",
        scale: Scale::FiveSteps, rhythm: Rhythm::Weekly, may_be_declined: false, offered_to: OfferedTo::Women,
        sharing: SharingKind::Intimate, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::VAGINAL_BLEEDING, id: "vaginal_bleeding", system: BodySystem::Urogenital,
        name: "Vaginal bleeding", clinical: "postmenopausal bleeding",
        synonyms: "spotting; period; blood",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::Women,
        sharing: SharingKind::Intimate, places: &[], flags: &[Flag::HEAVY],
    },
    Symptom {
        number: SymptomNumber::URGENCY, id: "urgency", system: BodySystem::Urogenital,
        name: "Sudden urge to pee", clinical: "urinary urgency",
        synonyms: "bladder; urine; need to go; toilet",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Intimate, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::FREQUENCY, id: "frequency", system: BodySystem::Urogenital,
        name: "Peeing often", clinical: "urinary frequency",
        synonyms: "bladder; urine; toilet; urinating; getting up at night",
        scale: Scale::Count, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Intimate, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::INCONTINENCE, id: "incontinence", system: BodySystem::Urogenital,
        name: "Leaks", clinical: "urinary incontinence",
        synonyms: "bladder; urine; wetting; leaking",
        scale: Scale::Count, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Intimate, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::DYSURIA, id: "dysuria", system: BodySystem::Urogenital,
        name: "Pain when peeing", clinical: "dysuria",
        synonyms: "burning urine; bladder; stinging",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Intimate, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::UTI, id: "uti", system: BodySystem::Urogenital,
        name: "Urine infection", clinical: "recurrent UTI",
        synonyms: "bladder infection; cystitis; UTI",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Intimate, places: &[], flags: &[Flag::TREATED],
    },
    Symptom {
        number: SymptomNumber::LIBIDO, id: "libido", system: BodySystem::Urogenital,
        name: "Less interest in sex", clinical: "decreased libido",
        synonyms: "sex drive; desire; libido",
        scale: Scale::FiveSteps, rhythm: Rhythm::Weekly, may_be_declined: true, offered_to: OfferedTo::All,
        sharing: SharingKind::Intimate, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::ORGASM, id: "orgasm", system: BodySystem::Urogenital,
        name: "Orgasm changes", clinical: "delayed/absent orgasm",
        synonyms: "climax; sex",
        scale: Scale::Presence, rhythm: Rhythm::Weekly, may_be_declined: true, offered_to: OfferedTo::All,
        sharing: SharingKind::Intimate, places: &[], flags: &[],
    },
];
