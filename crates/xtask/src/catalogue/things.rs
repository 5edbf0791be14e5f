//! The tables of everything else that can be named: places, flags, units, factors, medicines, labs.

use super::table::{Row, Table};
use super::{constants, literal, variant};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Places of the body, and the groups in which they are offered.
pub(super) fn places(places: &Table) -> Result<String> {
    let mut entries = String::from("/// All places.\npub static PLACES: &[PlaceEntry] = &[\n");
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in places.rows() {
        let id = row.get("id")?;
        writeln!(
            entries,
            "    PlaceEntry {{ place: Place::{}, id: {}, name: {}, has_sides: {} }},",
            id.to_ascii_uppercase(),
            literal(id),
            literal(row.get("name")?),
            row.is_set("has_sides")?
        )?;
        for group in row.words("groups")? {
            groups.entry(group).or_default().push(format!("Place::{}", id.to_ascii_uppercase()));
        }
    }
    let mut text = format!(
        "use crate::catalogue::site::{{Place, PlaceEntry}};\n\n{}\n{entries}];\n",
        constants("Place", places, "name")?
    );
    for (group, places) in groups {
        let name = group.to_ascii_uppercase();
        writeln!(text, "\npub(crate) const {name}: &[Place] = &[\n    {},\n];", places.join(",\n    "))?;
    }
    Ok(text)
}

/// What can be ticked.
pub(super) fn flags(flags: &Table) -> Result<String> {
    let mut entries = String::from("/// All flags.\npub static FLAGS: &[FlagEntry] = &[\n");
    for row in flags.rows() {
        if row.number()? > 62 {
            bail!("{}: a flag is one of 62 bits", row.place());
        }
        let (id, words) = (row.get("id")?, literal(row.get("words")?));
        let constant = id.to_ascii_uppercase();
        writeln!(entries, "    FlagEntry {{ flag: Flag::{constant}, id: {}, words: {words} }},", literal(id))?;
    }
    let uses = "use crate::catalogue::flag::{Flag, FlagEntry};\n";
    Ok(format!("{uses}\n{}\n{entries}];\n", constants("Flag", flags, "words")?))
}

/// Units, with their code in UCUM.
pub(super) fn units(units: &Table) -> Result<String> {
    let mut variants = String::from("/// A unit. In records it stands as its UCUM code.\n");
    variants += "#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum Unit {\n";
    let (mut codes, mut names, mut all, mut doses) = (String::new(), String::new(), String::new(), String::new());
    for row in units.rows() {
        let (name, ucum, shown) = (variant(row.get("id")?)?, row.get("ucum")?, row.get("shown")?);
        writeln!(variants, "    /// UCUM `{ucum}`.\n    {name},")?;
        writeln!(codes, "            Self::{name} => {},", literal(ucum))?;
        writeln!(names, "            Self::{name} => {},", literal(shown))?;
        writeln!(all, "        Self::{name},")?;
        match row.get("used_for")? {
            "dose" => writeln!(doses, "        Self::{name},")?,
            "factor" => {}
            other => bail!("{}: `{other}` is neither `dose` nor `factor`", row.place()),
        }
    }
    Ok(format!(
        "{variants}}}\n\nimpl Unit {{\n    /// All units.\n    pub const ALL: &[Self] = &[\n{all}    ];\n\n    /// Those in which a \
         dose is told, most used first.\n    pub const OF_DOSES: &[Self] = &[\n{doses}    ];\n\n    /// Its UCUM code.\n    \
         pub const fn ucum(self) -> &'static str {{\n        match self {{\n{codes}        }}\n    }}\n\n    /// How it is \
         written on a screen, for one.\n    pub const fn shown(self) -> &'static str {{\n        match self {{\n{names}        \
         }}\n    }}\n}}\n"
    ))
}

/// What helped, what may have.
pub(super) fn factors(factors: &Table) -> Result<String> {
    let mut entries = String::from("/// All factors.\npub static FACTORS: &[FactorEntry] = &[\n");
    for row in factors.rows() {
        let unit = match row.get("unit")? {
            "none" => "None".to_owned(),
            unit => format!("Some(Unit::{})", variant(unit)?),
        };
        let id = row.get("id")?;
        writeln!(
            entries,
            "    FactorEntry {{\n        number: FactorNumber::{}, id: {}, name: {}, unit: {unit},\n        synonyms: {},\n    }},",
            id.to_ascii_uppercase(),
            literal(id),
            literal(row.get("name")?),
            literal(row.get("synonyms")?)
        )?;
    }
    let uses = "use crate::catalogue::factor::{FactorEntry, FactorNumber};\nuse crate::medication::Unit;\n";
    Ok(format!("{uses}\n{}\n{entries}];\n", constants("FactorNumber", factors, "name")?))
}

/// Medicines, without their codes.
pub(super) fn medicines(medicines: &Table) -> Result<String> {
    let mut entries = String::from("/// All medicines.\npub static MEDICINES: &[Medicine] = &[\n");
    for row in medicines.rows() {
        let id = row.get("id")?;
        let strengths = row.get("strengths")?.split("; ").filter(|text| !text.is_empty());
        let strengths: Vec<String> = strengths.map(|text| strength(&row, text)).collect::<Result<_>>()?;
        writeln!(
            entries,
            "    Medicine {{\n        number: MedicineNumber::{}, id: {}, name: {}, synonyms: {},\n        group: \
             MedicineGroup::{}, usual_pattern: UsualPattern::{}, strengths_from: StrengthsFrom::{},\n        strengths: &[{}],\n    }},",
            id.to_ascii_uppercase(),
            literal(id),
            literal(row.get("name")?),
            literal(row.get("synonyms")?),
            variant(row.get("group")?)?,
            variant(row.get("usual_pattern")?)?,
            variant(row.get("strengths_from")?)?,
            strengths.join(", ")
        )?;
    }
    let uses = "use crate::catalogue::medicine::{\n    Medicine, MedicineGroup, MedicineNumber, StrengthsFrom, UsualPattern, \
        UsualStrength,\n};\nuse crate::medication::Unit;\n";
    Ok(format!("{uses}\n{}\n{entries}];\n", constants("MedicineNumber", medicines, "name")?))
}

fn strength(row: &Row<'_>, text: &str) -> Result<String> {
    let (amount, unit) = text.split_once(' ').with_context(|| format!("{}: `{text}` has no unit", row.place()))?;
    let unit = match unit {
        "mg" => "Milligram",
        "ug" => "Microgram",
        other => bail!("{}: no strength is told in `{other}`", row.place()),
    };
    let (digits, places) = digits(row, amount)?;
    Ok(format!("UsualStrength {{ digits: {digits}, places: {places}, unit: Unit::{unit} }}"))
}

/// Labs and the parts of the skeleton that are scanned, without their codes.
pub(super) fn labs(labs: &Table, bone: &Table) -> Result<String> {
    let mut entries = String::from("/// All labs.\npub static LABS: &[Lab] = &[\n");
    for row in labs.rows() {
        let id = row.get("id")?;
        writeln!(
            entries,
            "    Lab {{\n        number: LabNumber::{}, id: {}, name: {}, synonyms: {},\n        unit: {}, unit_si: {}, factor: {},\n        \
             hard: {}, soft: {}, has_method: {}, is_derived: {},\n    }},",
            id.to_ascii_uppercase(),
            literal(id),
            literal(row.get("name")?),
            literal(row.get("synonyms")?),
            literal(row.get("unit")?),
            literal(row.get("unit_si")?),
            factor(&row)?,
            range(&row, "hard")?,
            range(&row, "soft")?,
            row.is_set("method")?,
            row.is_set("derived")?
        )?;
    }
    entries += "];\n\n/// All parts of the skeleton that are scanned.\npub static BONE_SITES: &[BoneSite] = &[\n";
    for row in bone.rows() {
        let (id, name) = (row.get("id")?, literal(row.get("name")?));
        let constant = id.to_ascii_uppercase();
        writeln!(entries, "    BoneSite {{ number: BoneSiteNumber::{constant}, id: {}, name: {name} }},", literal(id))?;
    }
    let uses =
        "use crate::catalogue::lab::{BoneSite, BoneSiteNumber, Lab, LabNumber, Range};\nuse crate::decimal::Decimal;\n";
    let numbers = [constants("LabNumber", labs, "id")?, constants("BoneSiteNumber", bone, "name")?].join("\n");
    Ok(format!("{uses}\n{numbers}\n{entries}];\n"))
}

/// What one conventional unit is in SI units. Two names of one unit have no factor: there is nothing to work out.
fn factor(row: &Row<'_>) -> Result<String> {
    let is_one_unit = row.get("unit")? == row.get("unit_si")?;
    match row.get("factor")? {
        "" => Ok("None".to_owned()),
        _ if is_one_unit => bail!("{}: a factor, and one unit alone", row.place()),
        text => Ok(format!("Some({})", decimal(row, text)?)),
    }
}

/// `2 1800` as a range in the conventional unit.
fn range(row: &Row<'_>, column: &str) -> Result<String> {
    match row.words(column)?.as_slice() {
        [] => Ok("None".to_owned()),
        [least, most] => {
            Ok(format!("Some(Range {{ least: {}, most: {} }})", decimal(row, least)?, decimal(row, most)?))
        }
        _ => bail!("{}: a range is two numbers", row.place()),
    }
}

fn decimal(row: &Row<'_>, text: &str) -> Result<String> {
    let (digits, places) = digits(row, text)?;
    Ok(format!("Decimal::of_table({}, {places})", in_threes(digits)))
}

/// A number as it is written in Rust: `45_359_237`.
fn in_threes(number: i64) -> String {
    if number < 1_000 { number.to_string() } else { format!("{}_{:03}", in_threes(number / 1_000), number % 1_000) }
}

/// A number as its digits, and how many of them stand behind the point.
fn digits(row: &Row<'_>, text: &str) -> Result<(i64, usize)> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{part}").parse().with_context(|| format!("{}: `{text}`", row.place()))?;
    Ok((digits, part.len()))
}

#[cfg(test)]
mod tests {
    use super::super::table::Table;
    use super::{factor, range, strength};

    #[test]
    fn strengths_are_digits_and_places() {
        let table = Table::parse("a.tsv", "id\na\n").unwrap();
        let row = table.rows().next().unwrap();
        let expected = "UsualStrength { digits: 375, places: 1, unit: Unit::Milligram }";
        assert_eq!(strength(&row, "37.5 mg").unwrap(), expected);
        assert!(strength(&row, "37.5").is_err() && strength(&row, "1 cup").is_err() && strength(&row, "x mg").is_err());
    }

    #[test]
    fn factors_and_ranges_are_exact_numbers() {
        let table = |line: &str| Table::parse("a.tsv", &format!("unit\tunit_si\tfactor\thard\n{line}\n")).unwrap();
        let told = |line: &str| {
            let table = table(line);
            let row = table.rows().next().unwrap();
            (factor(&row).ok(), range(&row, "hard").ok())
        };
        let made = "Some(Range { least: Decimal::of_table(1, 1), most: Decimal::of_table(300, 0) })";
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(told("a\tb\t3.6713\t0.1 300"), (some("Some(Decimal::of_table(36_713, 4))"), some(made)));
        assert_eq!(told("a\ta\t\t"), (some("None"), some("None")));
        assert_eq!(told("a\ta\t1\t5"), (None, None));
    }
}
