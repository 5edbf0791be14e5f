//! Finding things of the catalogue by the beginnings of words, whatever the case and the accents.

/// What `query` finds, best first, and things that are found as well by it in the order of the catalogue.
pub(super) fn best_first<T, I>(
    query: &str,
    all: impl Fn() -> I,
    texts: impl Fn(&T) -> [&'static str; 3],
) -> Vec<&'static T>
where
    I: Iterator<Item = &'static T>,
{
    let mut found = Vec::new();
    // Once for each rank: the catalogue is small, and sorting would weigh more in the app than reading it four times.
    for rank in 0..=WORST {
        found.extend(all().filter(|thing| rank_of(query, texts(thing)) == Some(rank)));
    }
    found
}

/// Found in the third text.
const WORST: u8 = 3;

/// How well a query fits: 0 where the first text begins with it, else 1 to 3 for the first, second or third text being the
/// last in which one of its words is found.
fn rank_of(query: &str, texts: [&str; 3]) -> Option<u8> {
    let mut rank = None;
    for word in words(query) {
        let begins = |text: &str| words(text).any(|other| begins_with(other, word));
        let found = match texts {
            [first, _, _] if begins(first) => 1,
            [_, second, _] if begins(second) => 2,
            [_, _, third] if begins(third) => WORST,
            _ => return None,
        };
        rank = rank.max(Some(found));
    }
    let rank = rank?;
    Some(if begins_with(texts[0], query.trim()) { 0 } else { rank })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let between = [' ', '\u{a0}', '-', '/', ';', ',', '.', '(', ')', '\''];
    text.split(between).filter(|word| folded(word).next().is_some())
}

fn begins_with(text: &str, beginning: &str) -> bool {
    let mut text = folded(text);
    folded(beginning).all(|character| text.next() == Some(character))
}

/// The characters in lower case and without accents, as far as they are Latin.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(|character| fold(character).into_iter().flatten())
}

fn fold(character: char) -> [Option<char>; 2] {
    let plain = match character {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => 'a',
        'Ç' | 'ç' | 'Ć'..='č' => 'c',
        'Ď'..='đ' | 'Ð' | 'ð' => 'd',
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => 'e',
        'Ĝ'..='ģ' => 'g',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => 'i',
        'Ĺ'..='ł' => 'l',
        'Ñ' | 'ñ' | 'Ń'..='ň' => 'n',
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => 'o',
        'Ŕ'..='ř' => 'r',
        'Ś'..='š' => 's',
        'Ţ'..='ŧ' => 't',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => 'u',
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => 'y',
        'Ź'..='ž' => 'z',
        'Æ' | 'æ' => return [Some('a'), Some('e')],
        'Œ' | 'œ' => return [Some('o'), Some('e')],
        'ß' => return [Some('s'), Some('s')],
        // Accents that follow their letter.
        '\u{300}'..='\u{36f}' => return [None, None],
        other => other.to_ascii_lowercase(),
    };
    [Some(plain), None]
}

#[cfg(test)]
mod tests {
    use super::super::{SymptomNumber, search, search_factors, search_labs, search_medicines, symptoms};
    use super::rank_of;
    use proptest::prelude::*;

    fn ids(query: &str) -> Vec<&'static str> {
        search(query).iter().map(|symptom| symptom.id).collect()
    }

    #[test]
    fn the_name_comes_before_the_synonym_and_the_clinical_term() {
        let texts = ["Hot flash", "flush; heat", "vasomotor symptom"];
        assert_eq!(rank_of("hot f", texts), Some(0));
        assert_eq!(rank_of("fla", texts), Some(1));
        assert_eq!(rank_of("heat hot", texts), Some(2));
        assert_eq!(rank_of("vaso", texts), Some(3));
        assert_eq!(rank_of("otflash", texts), None);
        assert_eq!(rank_of("hot cold", texts), None);
    }

    #[test]
    fn people_s_words_find_what_they_mean() {
        for (query, first) in [
            ("joint", "joint_pain"),
            ("JOINT pain", "joint_pain"),
            ("arthralgia", "joint_pain"),
            ("hot", "hot_flash"),
            ("flush", "flushing"),
            ("tired", "fatigue"),
            ("oedema", "leg_swelling"),
            ("edema", "leg_swelling"),
            ("œdema", "leg_swelling"),
            ("pins and", "numb_hands"),
            ("Diarrhoe", "diarrhea"),
            ("diarrhea", "diarrhea"),
            ("suicide", "suicidal"),
            ("féver", ""),
            ("mémory", "memory"),
            ("  dry  ", "dry_skin"),
        ] {
            assert_eq!(ids(query).first().copied().unwrap_or(""), first, "{query}");
        }
        assert!(ids("sleep").contains(&"insomnia") && ids("mood").contains(&"low_mood"));
    }

    #[test]
    fn nothing_and_signs_find_nothing() {
        for query in ["", "   ", "-", "/;", "\u{301}", "🙂", "שלום"] {
            assert_eq!(ids(query), Vec::<&str>::new(), "{query}");
        }
    }

    #[test]
    fn each_symptom_is_found_by_its_own_names() {
        for symptom in symptoms() {
            assert!(search(symptom.name).iter().any(|found| found.number == symptom.number), "{}", symptom.name);
            assert!(
                search(symptom.clinical).iter().any(|found| found.number == symptom.number),
                "{}",
                symptom.clinical
            );
        }
        assert_eq!(search("hot flash")[0].number, SymptomNumber::HOT_FLASH);
    }

    #[test]
    fn medicines_are_found_by_name_and_brand_and_factors_by_what_was_done() {
        assert_eq!(search_medicines("femara")[0].id, "letrozole");
        assert_eq!(search_medicines("vitamin d")[0].id, "colecalciferol");
        assert_eq!(search_factors("wine")[0].id, "alcohol");
    }

    #[test]
    fn labs_are_found_by_name_and_by_what_a_report_calls_them() {
        let first = |query| search_labs(query).first().map(|lab| lab.id);
        for (query, id) in
            [("vitamin d", "vitd"), ("E2", "estradiol"), ("oestr", "estradiol"), ("a1c", "hba1c"), ("lipids", "hdl")]
        {
            assert_eq!(first(query), Some(id), "{query}");
        }
        assert_eq!(first("ratio"), None, "what is worked out is not written down");
    }

    proptest! {
        #[test]
        fn any_query_ends_and_finds_each_symptom_at_most_once(query in ".{0,12}") {
            let mut numbers: Vec<_> = search(&query).iter().map(|symptom| symptom.number).collect();
            let found = numbers.len();
            numbers.sort_unstable();
            numbers.dedup();
            prop_assert_eq!(numbers.len(), found);
        }

        #[test]
        fn capitals_and_accents_do_not_count(query in "[a-z]{1,4}") {
            let accented: String = query.chars().map(|c| if c == 'e' { 'É' } else { c.to_ascii_uppercase() }).collect();
            prop_assert_eq!(ids(&query), ids(&accented));
        }
    }
}
