//! The tables of safety information: what is said, and by what it is shown.

use super::literal;
use super::table::Table;
use super::variant;
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;

/// What is said of each sign of danger.
pub(super) fn texts(texts: &Table) -> Result<String> {
    let mut entries = String::from("pub(crate) static TEXTS: &[SafetyText] = &[\n");
    let mut names = String::from("impl Safety {\n");
    for row in texts.rows() {
        let (number, id) = (row.number()?, row.get("id")?);
        writeln!(names, "    /// `{id}`.\n    pub const {}: Self = Self({number});", id.to_ascii_uppercase())?;
        let fact = match (row.get("fact")?, row.get("source")?) {
            ("", "") => "None".to_owned(),
            (fact, source) if !fact.is_empty() && !source.is_empty() => {
                format!(
                    "Some(Fact {{\n            sentence: {},\n            source: {},\n        }})",
                    literal(fact),
                    literal(source)
                )
            }
            _ => bail!("{}: a fact has its source, and a source its fact", row.place()),
        };
        writeln!(
            entries,
            "    SafetyText {{\n        safety: Safety::{}, id: {}, tier: Tier::{},\n        call: {},\n        fact: {fact},\n    }},",
            id.to_ascii_uppercase(),
            literal(id),
            variant(row.get("tier")?)?,
            literal(row.get("call")?)
        )?;
    }
    Ok(format!("use crate::safety::{{Fact, Safety, SafetyText, Tier}};\n\n{names}}}\n\n{entries}];\n"))
}

/// What shows which text, emergencies first. `[symptoms, flags, places]`.
pub(super) fn triggers(triggers: &Table, texts: &Table, [symptoms, flags, places]: [&Table; 3]) -> Result<String> {
    let mut rows = Vec::new();
    for row in triggers.rows() {
        let text = texts.by_id(row.get("safety")?).with_context(|| row.place())?;
        let symptom = symptoms.by_id(row.get("symptom")?).with_context(|| row.place())?;
        let flag = name_of("Flag", row.get("flag")?, flags).with_context(|| row.place())?;
        if !row.get("flag")?.is_empty() && !symptom.words("flags")?.contains(&row.get("flag")?) {
            bail!("{}: the symptom does not offer that flag", row.place());
        }
        let place = name_of("Place", row.get("place")?, places).with_context(|| row.place())?;
        let is_later = text.get("tier")? != "emergency";
        let (safety, symptom) = (text.get("id")?.to_ascii_uppercase(), symptom.get("id")?.to_ascii_uppercase());
        rows.push((
            is_later,
            format!(
                "    Trigger {{ safety: Safety::{safety}, symptom: SymptomNumber::{symptom}, flag: {flag}, place: {place} }},\n"
            ),
        ));
    }
    rows.sort_by_key(|(is_later, _)| *is_later);
    let rows: String = rows.into_iter().map(|(_, row)| row).collect();
    Ok(format!(
        "use crate::catalogue::{{Flag, Place, SymptomNumber}};\nuse crate::safety::{{Safety, Trigger}};\n\npub(crate) static \
         TRIGGERS: &[Trigger] = &[\n{rows}];\n"
    ))
}

fn name_of(kind: &str, id: &str, table: &Table) -> Result<String> {
    if id.is_empty() {
        return Ok("None".to_owned());
    }
    Ok(format!("Some({kind}::{})", table.by_id(id)?.get("id")?.to_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::super::table::Table;
    use super::texts;

    #[test]
    fn a_fact_without_a_source_is_refused() {
        let head = "number\tid\ttier\tcall\tfact\tsource\n";
        let table = |row: &str| Table::parse("safety.tsv", &format!("{head}{row}")).unwrap();
        assert!(texts(&table("1\tx\temergency\tCall.\tA fact.\t\n")).is_err());
        assert!(texts(&table("1\tx\temergency\tCall.\t\t\n")).unwrap().contains("fact: None"));
        assert!(texts(&table("1\tx\tsame_day\tCall.\tA fact.\tA paper\n")).unwrap().contains("Tier::SameDay"));
    }
}
