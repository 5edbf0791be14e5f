//! What people write beside an entry: a few words, some of them very often.

use ebb_testkit::seeded::Seeded;

/// Often used ones first.
const WORDS: &str = "and the in my after a better not with of it before was too but at bad again more hands very night \
    slept walk tired work warm morning pain so stiff hot than less today knees was long no stairs bit cold week shower \
    evening day took up yesterday fingers coffee out on wrists for still late tablet early rain water hour awake window \
    hours garden well swimming when feet back dinner stress down worse sleep ankles wine stretching holiday twice bus \
    phone head woke hardly shopping gone half soup heavy doctor weekend fan open headache easier door jar typing dry \
    kitchen standing needed mood low appointment kept sweat changed shirt pillow sheets stood garage lift luggage forgot \
    thumb grip bottle opened elbow shoulder hip heel stretched yoga class teacher bicycle hill park bench train sat \
    meeting hall heating radiator blanket socks light sun clouds storm dust spring autumn birthday visit guests cooking \
    spicy chocolate tea lemon salad fish bread breakfast lunch snack skipped pharmacy refill box letter results blood \
    scan bone calcium vitamin dentist nurse called asked advised waited queue corridor lights noise music film book \
    letters glasses forgetful word names list keys lost found laughed cried quiet anxious calm hopeful angry dull foggy";

/// A note of 3 to 12 words.
pub(super) fn note(random: &mut Seeded) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let count = 3 + random.below(10);
    let drawn: Vec<&str> = (0..count)
        .filter_map(|_| {
            // The smaller of two draws, twice: a few words are used often, most seldom.
            let draw = (0..3).map(|_| random.below(words.len() as u64)).min().unwrap_or(0);
            words.get(usize::try_from(draw).unwrap_or(0)).copied()
        })
        .collect();
    drawn.join(" ")
}
