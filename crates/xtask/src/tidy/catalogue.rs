//! The tables of the catalogue are what their TSV files say: nobody edited them, nobody forgot to make them anew.

use super::Finding;
use super::project::Project;
use crate::catalogue;
use anyhow::Context;

/// Tables that differ, are missing, or belong to no TSV.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    let read =
        |path: &str| project.file(path).map(|file| file.text.clone()).with_context(|| format!("there is no {path}"));
    let tables = match catalogue::tables(&read) {
        Ok(tables) => tables,
        Err(error) => return vec![Finding::new("crates/ebb-journal/catalogue/", 0, format!("{error:#}"))],
    };
    let is_made = |path: &str| tables.iter().any(|(made, _)| made == path);
    let strangers =
        project.files.iter().filter(|file| file.path.starts_with(catalogue::TABLES) && !is_made(&file.path));
    let strangers = strangers.map(|file| Finding::new(&file.path, 0, "no table of the catalogue; remove it"));
    let stale = tables.iter().filter(|(path, text)| project.file(path).is_none_or(|file| file.text != *text));
    let stale = stale.map(|(path, _)| Finding::new(path, 0, "is not what its TSV says; run `cargo xtask catalogue`"));
    strangers.chain(stale).collect()
}

#[cfg(test)]
mod tests {
    use super::super::project::Project;
    use super::findings;

    const SOURCES: [(&str, &str); 10] = [
        ("crates/ebb-journal/catalogue/symptoms.tsv", SYMPTOMS),
        ("crates/ebb-journal/catalogue/places.tsv", "number\tid\tname\thas_sides\tgroups\n"),
        ("crates/ebb-journal/catalogue/flags.tsv", "number\tid\twords\n"),
        ("crates/ebb-journal/catalogue/units.tsv", "id\tucum\tshown\tused_for\n"),
        ("crates/ebb-journal/catalogue/factors.tsv", "number\tid\tname\tsynonyms\tunit\n"),
        ("crates/ebb-journal/catalogue/medications.tsv", MEDICINES),
        ("crates/ebb-journal/catalogue/labs.tsv", LABS),
        ("crates/ebb-journal/catalogue/bone.tsv", "number\tid\tname\tbmd_loinc\tt_score_loinc\tz_score_loinc\n"),
        ("crates/ebb-journal/catalogue/safety.tsv", "number\tid\ttier\tcall\tfact\tsource\n"),
        ("crates/ebb-journal/catalogue/safety_triggers.tsv", "safety\tsymptom\tflag\tplace\n"),
    ];
    const SYMPTOMS: &str = "number\tid\tsystem\tname\tclinical\tsynonyms\tscale\trhythm\tmay_be_declined\tplaces\tflags\toffered_to\t\
        start_after_menopause\tstart_ovarian_suppression\tstart_man\tstart_not_said\tsharing\thpo\thpo_name\n";
    const LABS: &str = "number\tid\tname\tsynonyms\tunit\tunit_si\tfactor\thard\tsoft\tmethod\tderived\tloinc\n";
    const MEDICINES: &str = "number\tid\tname\tsynonyms\tgroup\tstrengths\tusual_pattern\tstrengths_from\tatc\trxcui\n";

    #[test]
    fn tables_as_their_sources_say_are_no_findings_and_others_are() {
        let source = |path: &str| SOURCES.iter().find(|row| row.0 == path).map(|row| row.1.to_owned());
        let made = crate::catalogue::tables(&|path| Ok(source(path).unwrap())).unwrap();
        let made: Vec<(&str, &str)> = made.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        assert_eq!(findings(&Project::of(&[SOURCES.as_slice(), &made].concat())), []);
        let edited = ("crates/ebb-journal/src/catalogue/tables/flags.rs", "//! Edited.\n");
        let kept: Vec<_> = made.iter().copied().filter(|row| row.0 != edited.0).collect();
        assert_eq!(findings(&Project::of(&[SOURCES.as_slice(), &kept].concat())).len(), 1);
        assert_eq!(findings(&Project::of(&[SOURCES.as_slice(), &kept, &[edited]].concat())).len(), 1);
        let stranger = ("crates/ebb-journal/src/catalogue/tables/gone.rs", "//! Gone.\n");
        assert_eq!(findings(&Project::of(&[SOURCES.as_slice(), &made, &[stranger]].concat())).len(), 1);
    }

    #[test]
    fn missing_sources_are_one_finding() {
        assert_eq!(findings(&Project::of(&[])).len(), 1);
    }
}
