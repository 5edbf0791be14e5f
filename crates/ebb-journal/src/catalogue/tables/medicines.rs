//! Table: medicines. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use crate::catalogue::medicine::{
    Medicine, MedicineGroup, MedicineNumber, StrengthsFrom, UsualPattern, UsualStrength,
};
use crate::medication::Unit;

impl MedicineNumber {
    /// Anastrozole.
    pub const ANASTROZOLE: Self = Self(1);
    /// Letrozole.
    pub const LETROZOLE: Self = Self(2);
    /// Exemestane.
    pub const EXEMESTANE: Self = Self(3);
    /// Tamoxifen.
    pub const TAMOXIFEN: Self = Self(4);
    /// Toremifene.
    pub const TOREMIFENE: Self = Self(5);
    /// Raloxifene.
    pub const RALOXIFENE: Self = Self(6);
    /// Fulvestrant.
    pub const FULVESTRANT: Self = Self(7);
    /// Goserelin.
    pub const GOSERELIN: Self = Self(8);
    /// Leuprorelin.
    pub const LEUPRORELIN: Self = Self(9);
    /// Triptorelin.
    pub const TRIPTORELIN: Self = Self(10);
    /// Palbociclib.
    pub const PALBOCICLIB: Self = Self(11);
    /// Ribociclib.
    pub const RIBOCICLIB: Self = Self(12);
    /// Abemaciclib.
    pub const ABEMACICLIB: Self = Self(13);
    /// Everolimus.
    pub const EVEROLIMUS: Self = Self(14);
    /// Alpelisib.
    pub const ALPELISIB: Self = Self(15);
    /// Inavolisib.
    pub const INAVOLISIB: Self = Self(16);
    /// Capivasertib.
    pub const CAPIVASERTIB: Self = Self(17);
    /// Elacestrant.
    pub const ELACESTRANT: Self = Self(18);
    /// Zoledronic acid.
    pub const ZOLEDRONIC_ACID: Self = Self(19);
    /// Denosumab.
    pub const DENOSUMAB: Self = Self(20);
    /// Alendronic acid.
    pub const ALENDRONIC_ACID: Self = Self(21);
    /// Risedronic acid.
    pub const RISEDRONIC_ACID: Self = Self(22);
    /// Ibandronic acid.
    pub const IBANDRONIC_ACID: Self = Self(23);
    /// Calcium.
    pub const CALCIUM: Self = Self(24);
    /// Calcium carbonate.
    pub const CALCIUM_CARBONATE: Self = Self(25);
    /// Calcium with vitamin D.
    pub const CALCIUM_VITAMIN_D: Self = Self(26);
    /// Vitamin D.
    pub const COLECALCIFEROL: Self = Self(27);
    /// Duloxetine.
    pub const DULOXETINE: Self = Self(28);
    /// Venlafaxine.
    pub const VENLAFAXINE: Self = Self(29);
    /// Gabapentin.
    pub const GABAPENTIN: Self = Self(30);
    /// Oxybutynin.
    pub const OXYBUTYNIN: Self = Self(31);
    /// Clonidine.
    pub const CLONIDINE: Self = Self(32);
    /// Fezolinetant.
    pub const FEZOLINETANT: Self = Self(33);
    /// Elinzanetant.
    pub const ELINZANETANT: Self = Self(34);
    /// Vaginal moisturiser.
    pub const VAGINAL_MOISTURIZER: Self = Self(35);
    /// Lubricant.
    pub const VAGINAL_LUBRICANT: Self = Self(36);
    /// Vaginal estradiol.
    pub const VAGINAL_ESTRADIOL: Self = Self(37);
    /// Vaginal estriol.
    pub const VAGINAL_ESTRIOL: Self = Self(38);
    /// Prasterone.
    pub const PRASTERONE: Self = Self(39);
    /// Ibuprofen.
    pub const IBUPROFEN: Self = Self(40);
    /// Naproxen.
    pub const NAPROXEN: Self = Self(41);
    /// Diclofenac.
    pub const DICLOFENAC: Self = Self(42);
    /// Celecoxib.
    pub const CELECOXIB: Self = Self(43);
    /// Paracetamol.
    pub const PARACETAMOL: Self = Self(44);
    /// Paroxetine.
    pub const PAROXETINE: Self = Self(45);
    /// Citalopram.
    pub const CITALOPRAM: Self = Self(46);
    /// Escitalopram.
    pub const ESCITALOPRAM: Self = Self(47);
    /// Desvenlafaxine.
    pub const DESVENLAFAXINE: Self = Self(48);
    /// Omega-3.
    pub const OMEGA_3: Self = Self(49);
    /// Minoxidil for the scalp.
    pub const TOPICAL_MINOXIDIL: Self = Self(50);
    /// Statin.
    pub const STATIN: Self = Self(51);
    /// Metformin.
    pub const METFORMIN: Self = Self(52);
    /// Blood pressure medicine.
    pub const BLOOD_PRESSURE_MEDICINE: Self = Self(53);
}

/// All medicines.
pub static MEDICINES: &[Medicine] = &[
    Medicine {
        number: MedicineNumber::ANASTROZOLE, id: "anastrozole", name: "Anastrozole", synonyms: "Arimidex",
        group: MedicineGroup::AromataseInhibitor, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Label,
        strengths: &[UsualStrength { digits: 1, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::LETROZOLE, id: "letrozole", name: "Letrozole", synonyms: "Femara",
        group: MedicineGroup::AromataseInhibitor, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Label,
        strengths: &[UsualStrength { digits: 25, places: 1, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::EXEMESTANE, id: "exemestane", name: "Exemestane", synonyms: "Aromasin",
        group: MedicineGroup::AromataseInhibitor, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Label,
        strengths: &[UsualStrength { digits: 25, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::TAMOXIFEN, id: "tamoxifen", name: "Tamoxifen", synonyms: "Nolvadex",
        group: MedicineGroup::Hormone, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 20, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::TOREMIFENE, id: "toremifene", name: "Toremifene", synonyms: "Fareston",
        group: MedicineGroup::Hormone, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::RALOXIFENE, id: "raloxifene", name: "Raloxifene", synonyms: "Evista",
        group: MedicineGroup::Hormone, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::FULVESTRANT, id: "fulvestrant", name: "Fulvestrant", synonyms: "Faslodex",
        group: MedicineGroup::Hormone, usual_pattern: UsualPattern::Phases, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 500, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::GOSERELIN, id: "goserelin", name: "Goserelin", synonyms: "Zoladex",
        group: MedicineGroup::OvarianSuppression, usual_pattern: UsualPattern::EveryWeeks, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 36, places: 1, unit: Unit::Milligram }, UsualStrength { digits: 108, places: 1, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::LEUPRORELIN, id: "leuprorelin", name: "Leuprorelin", synonyms: "leuprolide; Lupron; Prostap",
        group: MedicineGroup::OvarianSuppression, usual_pattern: UsualPattern::EveryWeeks, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 375, places: 2, unit: Unit::Milligram }, UsualStrength { digits: 1125, places: 2, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::TRIPTORELIN, id: "triptorelin", name: "Triptorelin", synonyms: "Decapeptyl",
        group: MedicineGroup::OvarianSuppression, usual_pattern: UsualPattern::EveryWeeks, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 375, places: 2, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::PALBOCICLIB, id: "palbociclib", name: "Palbociclib", synonyms: "Ibrance",
        group: MedicineGroup::Targeted, usual_pattern: UsualPattern::Cycle, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 125, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::RIBOCICLIB, id: "ribociclib", name: "Ribociclib", synonyms: "Kisqali",
        group: MedicineGroup::Targeted, usual_pattern: UsualPattern::Cycle, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 600, places: 0, unit: Unit::Milligram }, UsualStrength { digits: 400, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::ABEMACICLIB, id: "abemaciclib", name: "Abemaciclib", synonyms: "Verzenio",
        group: MedicineGroup::Targeted, usual_pattern: UsualPattern::TwiceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 150, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::EVEROLIMUS, id: "everolimus", name: "Everolimus", synonyms: "Afinitor",
        group: MedicineGroup::Targeted, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 10, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::ALPELISIB, id: "alpelisib", name: "Alpelisib", synonyms: "Piqray",
        group: MedicineGroup::Targeted, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::INAVOLISIB, id: "inavolisib", name: "Inavolisib", synonyms: "Itovebi",
        group: MedicineGroup::Targeted, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::CAPIVASERTIB, id: "capivasertib", name: "Capivasertib", synonyms: "Truqap",
        group: MedicineGroup::Targeted, usual_pattern: UsualPattern::Cycle, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::ELACESTRANT, id: "elacestrant", name: "Elacestrant", synonyms: "Orserdu",
        group: MedicineGroup::Hormone, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::ZOLEDRONIC_ACID, id: "zoledronic_acid", name: "Zoledronic acid", synonyms: "zoledronate; Zometa; Reclast",
        group: MedicineGroup::Bone, usual_pattern: UsualPattern::EveryMonths, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 4, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::DENOSUMAB, id: "denosumab", name: "Denosumab", synonyms: "Prolia",
        group: MedicineGroup::Bone, usual_pattern: UsualPattern::EveryMonths, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 60, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::ALENDRONIC_ACID, id: "alendronic_acid", name: "Alendronic acid", synonyms: "alendronate; Fosamax",
        group: MedicineGroup::Bone, usual_pattern: UsualPattern::OnWeekdays, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 70, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::RISEDRONIC_ACID, id: "risedronic_acid", name: "Risedronic acid", synonyms: "risedronate; Actonel",
        group: MedicineGroup::Bone, usual_pattern: UsualPattern::OnWeekdays, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 35, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::IBANDRONIC_ACID, id: "ibandronic_acid", name: "Ibandronic acid", synonyms: "ibandronate; Boniva; Bonviva",
        group: MedicineGroup::Bone, usual_pattern: UsualPattern::EveryMonths, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 150, places: 0, unit: Unit::Milligram }, UsualStrength { digits: 3, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::CALCIUM, id: "calcium", name: "Calcium", synonyms: "",
        group: MedicineGroup::Supplement, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::CALCIUM_CARBONATE, id: "calcium_carbonate", name: "Calcium carbonate", synonyms: "calcium; chalk",
        group: MedicineGroup::Supplement, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::CALCIUM_VITAMIN_D, id: "calcium_vitamin_d", name: "Calcium with vitamin D", synonyms: "calcium; colecalciferol",
        group: MedicineGroup::Supplement, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::COLECALCIFEROL, id: "colecalciferol", name: "Vitamin D", synonyms: "colecalciferol; cholecalciferol; D3",
        group: MedicineGroup::Supplement, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::DULOXETINE, id: "duloxetine", name: "Duloxetine", synonyms: "Cymbalta",
        group: MedicineGroup::MoodAndPain, usual_pattern: UsualPattern::Phases, strengths_from: StrengthsFrom::Trial,
        strengths: &[UsualStrength { digits: 30, places: 0, unit: Unit::Milligram }, UsualStrength { digits: 60, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::VENLAFAXINE, id: "venlafaxine", name: "Venlafaxine", synonyms: "Effexor",
        group: MedicineGroup::MoodAndPain, usual_pattern: UsualPattern::Phases, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 375, places: 1, unit: Unit::Milligram }, UsualStrength { digits: 75, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::GABAPENTIN, id: "gabapentin", name: "Gabapentin", synonyms: "Neurontin",
        group: MedicineGroup::MoodAndPain, usual_pattern: UsualPattern::Phases, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 300, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::OXYBUTYNIN, id: "oxybutynin", name: "Oxybutynin", synonyms: "Ditropan",
        group: MedicineGroup::HotFlash, usual_pattern: UsualPattern::TwiceADay, strengths_from: StrengthsFrom::Trial,
        strengths: &[UsualStrength { digits: 25, places: 1, unit: Unit::Milligram }, UsualStrength { digits: 5, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::CLONIDINE, id: "clonidine", name: "Clonidine", synonyms: "Catapres",
        group: MedicineGroup::HotFlash, usual_pattern: UsualPattern::TwiceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::FEZOLINETANT, id: "fezolinetant", name: "Fezolinetant", synonyms: "Veozah; Veoza",
        group: MedicineGroup::HotFlash, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Label,
        strengths: &[UsualStrength { digits: 45, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::ELINZANETANT, id: "elinzanetant", name: "Elinzanetant", synonyms: "Lynkuet",
        group: MedicineGroup::HotFlash, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Label,
        strengths: &[UsualStrength { digits: 120, places: 0, unit: Unit::Milligram }, UsualStrength { digits: 60, places: 0, unit: Unit::Milligram }],
    },
    Medicine {
        number: MedicineNumber::VAGINAL_MOISTURIZER, id: "vaginal_moisturizer", name: "Vaginal moisturiser", synonyms: "moisturizer",
        group: MedicineGroup::Vaginal, usual_pattern: UsualPattern::OnWeekdays, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::VAGINAL_LUBRICANT, id: "vaginal_lubricant", name: "Lubricant", synonyms: "lube",
        group: MedicineGroup::Vaginal, usual_pattern: UsualPattern::AsNeeded, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::VAGINAL_ESTRADIOL, id: "vaginal_estradiol", name: "Vaginal estradiol", synonyms: "oestradiol; estrogen; oestrogen; Vagifem",
        group: MedicineGroup::Vaginal, usual_pattern: UsualPattern::Phases, strengths_from: StrengthsFrom::Recalled,
        strengths: &[UsualStrength { digits: 10, places: 0, unit: Unit::Microgram }],
    },
    Medicine {
        number: MedicineNumber::VAGINAL_ESTRIOL, id: "vaginal_estriol", name: "Vaginal estriol", synonyms: "oestriol; estrogen; oestrogen",
        group: MedicineGroup::Vaginal, usual_pattern: UsualPattern::Phases, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::PRASTERONE, id: "prasterone", name: "Prasterone", synonyms: "DHEA; Intrarosa",
        group: MedicineGroup::Vaginal, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::IBUPROFEN, id: "ibuprofen", name: "Ibuprofen", synonyms: "Advil; Nurofen; NSAID",
        group: MedicineGroup::Pain, usual_pattern: UsualPattern::AsNeeded, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::NAPROXEN, id: "naproxen", name: "Naproxen", synonyms: "Aleve; NSAID",
        group: MedicineGroup::Pain, usual_pattern: UsualPattern::AsNeeded, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::DICLOFENAC, id: "diclofenac", name: "Diclofenac", synonyms: "Voltaren; Voltarol; NSAID",
        group: MedicineGroup::Pain, usual_pattern: UsualPattern::AsNeeded, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::CELECOXIB, id: "celecoxib", name: "Celecoxib", synonyms: "Celebrex; NSAID",
        group: MedicineGroup::Pain, usual_pattern: UsualPattern::AsNeeded, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::PARACETAMOL, id: "paracetamol", name: "Paracetamol", synonyms: "acetaminophen; Tylenol",
        group: MedicineGroup::Pain, usual_pattern: UsualPattern::AsNeeded, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::PAROXETINE, id: "paroxetine", name: "Paroxetine", synonyms: "Paxil; Seroxat",
        group: MedicineGroup::MoodAndPain, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::CITALOPRAM, id: "citalopram", name: "Citalopram", synonyms: "Celexa",
        group: MedicineGroup::MoodAndPain, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::ESCITALOPRAM, id: "escitalopram", name: "Escitalopram", synonyms: "Lexapro; Cipralex",
        group: MedicineGroup::MoodAndPain, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::DESVENLAFAXINE, id: "desvenlafaxine", name: "Desvenlafaxine", synonyms: "Pristiq",
        group: MedicineGroup::MoodAndPain, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::OMEGA_3, id: "omega_3", name: "Omega-3", synonyms: "fish oil",
        group: MedicineGroup::Supplement, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::TOPICAL_MINOXIDIL, id: "topical_minoxidil", name: "Minoxidil for the scalp", synonyms: "Rogaine; Regaine; hair",
        group: MedicineGroup::Hair, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::STATIN, id: "statin", name: "Statin", synonyms: "cholesterol; atorvastatin; rosuvastatin; simvastatin",
        group: MedicineGroup::HeartAndSugar, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::METFORMIN, id: "metformin", name: "Metformin", synonyms: "diabetes; sugar",
        group: MedicineGroup::HeartAndSugar, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
    Medicine {
        number: MedicineNumber::BLOOD_PRESSURE_MEDICINE, id: "blood_pressure_medicine", name: "Blood pressure medicine", synonyms: "antihypertensive",
        group: MedicineGroup::HeartAndSugar, usual_pattern: UsualPattern::OnceADay, strengths_from: StrengthsFrom::Recalled,
        strengths: &[],
    },
];
