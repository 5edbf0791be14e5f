//! The tables of symptoms, one for each body system, and what is followed from the start.

use super::table::{Row, Table};
use super::{File, literal, variant};
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;

/// The body systems, as `symptoms.tsv` names them, and what their tables say that they hold.
const SYSTEMS: [(&str, &str); 8] = [
    ("musculoskeletal", "symptoms of joints and muscles"),
    ("bone", "symptoms of bones"),
    ("vasomotor", "heat and sweat"),
    ("urogenital", "symptoms of bladder, vagina and sex"),
    ("cardiovascular", "symptoms of heart, blood and weight"),
    ("neurocognitive", "symptoms of brain, mood and sleep"),
    ("general", "symptoms of gut, skin, hair and eyes"),
    ("men", "what men have"),
];

/// Columns that rank the symptoms followed from the start, and the constant of each.
const STARTS: [(&str, &str, &str); 4] = [
    ("start_after_menopause", "AFTER_MENOPAUSE", "a woman after menopause"),
    ("start_ovarian_suppression", "OVARIAN_SUPPRESSION", "a woman with ovarian suppression"),
    ("start_man", "MAN", "a man"),
    ("start_not_said", "NOT_SAID", "who would rather not say"),
];

/// One table a body system.
pub(super) fn tables(symptoms: &Table, places: &Table, flags: &Table) -> Result<Vec<File>> {
    if let Some(row) =
        symptoms.rows().find(|row| !SYSTEMS.iter().any(|(name, _)| row.get("system").is_ok_and(|s| s == *name)))
    {
        bail!("{}: no such body system", row.place());
    }
    SYSTEMS.iter().map(|(system, what)| Ok((*system, *what, table(system, symptoms, places, flags)?))).collect()
}

fn table(system: &str, symptoms: &Table, places: &Table, flags: &Table) -> Result<String> {
    let rows: Vec<Row<'_>> =
        symptoms.rows().filter(|row| row.get("system").is_ok_and(|found| found == system)).collect();
    let mut constants = String::from("impl SymptomNumber {\n");
    let mut entries = String::from("pub(crate) static SYMPTOMS: &[Symptom] = &[\n");
    for row in &rows {
        let (number, id, name) = (row.number()?, row.get("id")?.to_ascii_uppercase(), row.get("name")?);
        writeln!(constants, "    /// {name}.\n    pub const {id}: Self = Self({number});")?;
        entries += &entry(row, places, flags).with_context(|| row.place())?;
    }
    let uses =
        "use crate::catalogue::symptom::{BodySystem, OfferedTo, Rhythm, Scale, SharingKind, Symptom, SymptomNumber};\n";
    let entries = entries + "];\n";
    let flag = if entries.contains("Flag::") { "use crate::catalogue::flag::Flag;\n" } else { "" };
    let place = if entries.contains("places::") { "use super::places;\n" } else { "" };
    Ok(format!("{place}{flag}{uses}\n{constants}}}\n\n{entries}"))
}

fn entry(row: &Row<'_>, places: &Table, flags: &Table) -> Result<String> {
    let group = row.get("places")?;
    let places = if group.is_empty() {
        "&[]".to_owned()
    } else if places.rows().any(|place| place.words("groups").is_ok_and(|groups| groups.contains(&group))) {
        format!("places::{}", group.to_ascii_uppercase())
    } else {
        bail!("no place is of the group `{group}`");
    };
    let mut ticked = Vec::new();
    for flag in row.words("flags")? {
        ticked.push(format!("Flag::{}", flags.by_id(flag)?.get("id")?.to_ascii_uppercase()));
    }
    Ok(format!(
        "    Symptom {{\n        number: SymptomNumber::{}, id: {}, system: BodySystem::{},\n        name: {}, clinical: {},\n        \
         synonyms: {},\n        scale: Scale::{}, rhythm: Rhythm::{}, may_be_declined: {}, offered_to: OfferedTo::{},\n        \
         sharing: SharingKind::{}, places: {places}, flags: &[{}],\n    }},\n",
        row.get("id")?.to_ascii_uppercase(),
        literal(row.get("id")?),
        variant(row.get("system")?)?,
        literal(row.get("name")?),
        literal(row.get("clinical")?),
        literal(row.get("synonyms")?),
        variant(row.get("scale")?)?,
        variant(row.get("rhythm")?)?,
        row.is_set("may_be_declined")?,
        variant(row.get("offered_to")?)?,
        variant(row.get("sharing")?)?,
        ticked.join(", "),
    ))
}

/// What each kind of person follows from the start, in order.
pub(super) fn starting(symptoms: &Table) -> Result<String> {
    let mut text = String::from("use crate::catalogue::symptom::SymptomNumber;\n");
    for (column, name, who) in STARTS {
        let mut ranked = Vec::new();
        for row in symptoms.rows() {
            if let Some(rank) = Some(row.get(column)?).filter(|cell| !cell.is_empty()) {
                let rank: u8 = rank.parse().with_context(|| format!("{}: `{column}` is no rank", row.place()))?;
                ranked.push((rank, format!("SymptomNumber::{}", row.get("id")?.to_ascii_uppercase())));
            }
        }
        ranked.sort();
        let names: Vec<String> = ranked.into_iter().map(|(_, name)| name).collect();
        writeln!(
            text,
            "\n/// For {who}.\npub(crate) const {name}: &[SymptomNumber] = &[\n    {},\n];",
            names.join(",\n    ")
        )?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::super::table::Table;
    use super::{starting, tables};

    const HEAD: &str = "number\tid\tsystem\tname\tclinical\tsynonyms\tscale\trhythm\tmay_be_declined\tplaces\tflags\toffered_to\t\
        start_after_menopause\tstart_ovarian_suppression\tstart_man\tstart_not_said\tsharing\thpo\thpo_name\n";

    fn symptoms(rows: &str) -> Table {
        Table::parse("symptoms.tsv", &format!("{HEAD}{rows}")).unwrap()
    }

    fn place_and_flag() -> (Table, Table) {
        let places =
            Table::parse("places.tsv", "number\tid\tname\thas_sides\tgroups\n1\tknee\tKnee\tyes\tjoints\n").unwrap();
        (places, Table::parse("flags.tsv", "number\tid\twords\n3\tat_night\tAt night\n").unwrap())
    }

    #[test]
    fn a_symptom_becomes_a_line_of_its_body_system() {
        let rows =
            "1\tache\tbone\tAche\tdolor\tsore\tzero_to_ten\tdaily\t\tjoints\tat_night\tall\t2\t\t\t\tbody\tHP:1\tX\n";
        let (places, flags) = place_and_flag();
        let files = tables(&symptoms(rows), &places, &flags).unwrap();
        let text = &files.iter().find(|file| file.0 == "bone").unwrap().2;
        for part in ["pub const ACHE: Self = Self(1);", "Scale::ZeroToTen", "places::JOINTS", "&[Flag::AT_NIGHT]"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("HP:1"), "codes stand apart from names");
        assert!(starting(&symptoms(rows)).unwrap().contains("SymptomNumber::ACHE"));
    }

    #[test]
    fn what_the_other_tables_lack_is_refused() {
        let (places, flags) = place_and_flag();
        for rows in [
            "1\tache\tgone\tAche\t\t\tcount\tdaily\t\t\t\tall\t\t\t\t\tbody\t\t\n",
            "1\tache\tbone\tAche\t\t\tcount\tdaily\t\tgone\t\tall\t\t\t\t\tbody\t\t\n",
            "1\tache\tbone\tAche\t\t\tcount\tdaily\t\t\tgone\tall\t\t\t\t\tbody\t\t\n",
        ] {
            assert!(tables(&symptoms(rows), &places, &flags).is_err(), "{rows}");
        }
    }
}
