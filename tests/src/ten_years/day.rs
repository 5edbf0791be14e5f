//! A day: when the app is opened, and what is logged then.

use ebb_journal::{CivilDay, Decimal, Kind, Name, RecordId, SymptomNumber, Value};
use ebb_testkit::seeded::Seeded;

use super::writer::Writer;

/// Symptoms that this person rates, in the order of the check-in, all from 0 to 10; the number of each in the catalogue, and
/// of its site: the joints as a whole, hands and knees, then muscles, tendons, back and more.
const SYMPTOMS: [(u16, u16); 12] =
    [(1, 0), (1, 5), (1, 6), (1, 21), (1, 22), (5, 0), (8, 0), (11, 0), (12, 0), (13, 0), (14, 0), (15, 0)];
/// What a factor is said to have changed.
const CHANGED: [SymptomNumber; 5] = [
    SymptomNumber::JOINT_PAIN,
    SymptomNumber::MUSCLE_PAIN,
    SymptomNumber::FATIGUE,
    SymptomNumber::INSOMNIA,
    SymptomNumber::HOT_FLASH,
];
/// In records, flags are bits: "it woke me" is the first, "at night" the third.
const WOKE_ME: u64 = 1 << 1;
const AT_NIGHT: u64 = 1 << 3;

/// What is to be logged on a day.
pub(super) struct Plan {
    ratings: u32,
    flashes: u32,
    tried: u32,
    weighs: bool,
}

impl Plan {
    /// `derived` and `made` records are due by the end of the day; on the last day exactly so many are made.
    pub(super) fn new(random: &mut Seeded, derived: u32, made: u32, is_last: bool) -> Self {
        let weighs = random.below(7) == 0;
        let tried = u32::try_from(random.below(5)).unwrap_or(0).min(made.saturating_sub(2));
        let left = made.saturating_sub(1 + tried + u32::from(weighs));
        let swing = u32::try_from(random.below(7)).unwrap_or(0);
        let flashes = if is_last { left } else { (left + swing).saturating_sub(3) };
        Self { ratings: derived.saturating_sub(1), flashes, tried, weighs }
    }

    /// Records named by their parts: the dose and the ratings.
    pub(super) const fn derived(&self) -> u32 {
        1 + self.ratings
    }

    /// Records named by their sitting.
    pub(super) const fn made(&self) -> u32 {
        1 + self.flashes + self.tried + self.weighs as u32
    }
}

/// What changes slowly: how strong each symptom is, in tenths; how often flashes come; the usual times.
pub(super) struct Habits {
    levels: [u64; SYMPTOMS.len()],
    usual: [u64; SYMPTOMS.len()],
    weight_grams: i64,
    last_rating: Option<RecordId>,
}

impl Habits {
    pub(super) fn new(random: &mut Seeded) -> Self {
        let usual = std::array::from_fn(|_| 10 + random.below(55));
        Self { levels: usual, usual, weight_grams: 71_300, last_rating: None }
    }

    pub(super) fn live(&mut self, random: &mut Seeded, writer: &mut Writer, day: CivilDay, plan: &Plan) {
        writer.wake_up(random, day);
        let mut uses: Vec<(i64, Use)> = vec![
            (7 * 60 + minutes(random, 40), Use::Sleep),
            (8 * 60 + minutes(random, 25), Use::Dose),
            (21 * 60 + minutes(random, 90), Use::CheckIn),
        ];
        uses.extend((0..plan.flashes).map(|_| (minutes(random, 24 * 60), Use::Flash)));
        uses.extend((0..plan.tried).map(|_| (9 * 60 + minutes(random, 12 * 60), Use::Tried)));
        uses.extend(plan.weighs.then(|| (7 * 60 + 45 + minutes(random, 10), Use::Weight)));
        uses.sort_by_key(|(minute, _)| *minute);
        for (minute, what) in uses {
            writer.open_app(random, minute);
            match what {
                Use::Dose => dose(random, writer, day),
                Use::CheckIn => self.check_in(random, writer, day, plan.ratings),
                Use::Flash => flash(random, writer),
                Use::Sleep => sleep(random, writer),
                Use::Tried => tried(random, writer),
                Use::Weight => self.weigh(random, writer),
            }
        }
    }

    fn check_in(&mut self, random: &mut Seeded, writer: &mut Writer, day: CivilDay, ratings: u32) {
        if let Some(record) = self.last_rating.take().filter(|_| random.below(12) == 0) {
            // Yesterday's last one was a slip.
            writer.wait(random, 2_000, 9_000);
            writer.change(&record, [(1, int(random.below(11)))]);
        }
        let mut left_out = SYMPTOMS.len().saturating_sub(ratings as usize);
        for (place, (symptom, site)) in SYMPTOMS.into_iter().enumerate() {
            self.drift(random, place);
            if left_out > 0 && random.below((SYMPTOMS.len() - place) as u64) < left_out as u64 {
                left_out -= 1;
                continue;
            }
            writer.wait(random, 1_500, 7_000);
            let rated = self.levels[place] / 10;
            let record = RecordId { kind: Kind::RATING, name: Name::Rating { day, symptom, site } };
            let worst = (rated + random.below(3)).min(10);
            let fields = [
                (1, int(rated)),
                (2, writer.now()),
                (3, int(rated / 3)),
                (4, int(u64::from(random.below(6) == 0))),
                (5, int(if rated > 5 { AT_NIGHT } else { 0 })),
                (6, int(worst)),
            ];
            writer.save(random, &record, fields);
            self.last_rating = Some(record);
        }
    }

    /// Yesterday's level, a step, and a pull towards what is usual.
    fn drift(&mut self, random: &mut Seeded, place: usize) {
        let (level, usual) = (self.levels[place], self.usual[place]);
        let stepped = (level * 7 + usual) / 8 + random.below(25);
        self.levels[place] = stepped.saturating_sub(12).min(100);
    }

    /// Body weight is kept as a factor in the person's own words.
    fn weigh(&mut self, random: &mut Seeded, writer: &mut Writer) {
        self.weight_grams += i64::try_from(random.below(9)).unwrap_or(0) * 100 - 400;
        let amount = Decimal::new(self.weight_grams / 100, 1).unwrap_or(Decimal::whole(70));
        let record = writer.made(Kind::FACTOR);
        let fields = [
            (1, int(0)),
            (2, Value::text("kg")),
            (3, writer.now()),
            (4, Value::Decimal(amount)),
            (5, int(2 + random.below(2))),
            (6, int(SymptomNumber::JOINT_PAIN.0.into())),
        ];
        writer.save(random, &record, fields);
    }
}

#[derive(Clone, Copy)]
enum Use {
    Dose,
    CheckIn,
    Flash,
    Sleep,
    Tried,
    Weight,
}

fn dose(random: &mut Seeded, writer: &mut Writer, day: CivilDay) {
    let record = RecordId::dose(writer.medication, day, 0);
    let state = 1 + u64::from(random.below(40) == 0);
    // Now and then it is marked when it was taken long ago.
    let at = if random.below(8) == 0 { writer.ago(30 + minutes(random, 120)) } else { writer.now() };
    let amount = Value::Decimal(Decimal::new(25, 1).unwrap_or(Decimal::whole(1)));
    let fields =
        [(1, int(state)), (2, at), (3, amount), (4, Value::text("mg")), (5, int(0)), (6, int(random.below(3) / 2))];
    writer.save(random, &record, fields);
}

/// Most are tapped when they start and when they have passed; some are told afterwards.
fn flash(random: &mut Seeded, writer: &mut Writer) {
    let record = writer.made(Kind::HOT_FLASH);
    let strength = 1 + random.below(3);
    let told = [(4, int(strength)), (5, int(WOKE_ME * random.below(2))), (6, int(random.below(6)))];
    if random.below(5) == 0 {
        let (started, ended) = (writer.ago(40 + minutes(random, 60)), writer.ago(30));
        writer.save(random, &record, [(1, started), (2, ended), (3, int(0))].into_iter().chain(told));
    } else {
        writer.save(random, &record, [(1, writer.now()), (3, int(0))]);
        writer.wait(random, 60_000, 540_000);
        writer.change(&record, [(2, writer.now())].into_iter().chain(told));
    }
}

/// The night, as an episode of trouble sleeping.
fn sleep(random: &mut Seeded, writer: &mut Writer) {
    let record = writer.made(Kind::EPISODE);
    let fields = [
        (1, int(SymptomNumber::INSOMNIA.0.into())),
        (2, int(0)),
        (3, writer.ago(8 * 60 + minutes(random, 90))),
        (4, writer.ago(20 + minutes(random, 60))),
        (5, int(1 + random.below(4))),
        (6, int(WOKE_ME * random.below(4))),
    ];
    writer.save(random, &record, fields);
}

fn tried(random: &mut Seeded, writer: &mut Writer) {
    let record = writer.made(Kind::FACTOR);
    let amount = Decimal::new(10 + minutes(random, 7) * 10, 0).unwrap_or(Decimal::whole(10));
    let on = CHANGED[usize::try_from(random.below(5)).unwrap_or(0)];
    let fields = [
        (1, int(1 + random.below(9))),
        (3, writer.ago(minutes(random, 90))),
        (4, Value::Decimal(amount)),
        (5, int(1 + random.below(3))),
        (6, int(on.0.into())),
        (7, int(random.below(5))),
    ];
    writer.save(random, &record, fields);
}

fn int(number: u64) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(0))
}

fn minutes(random: &mut Seeded, below: u64) -> i64 {
    i64::try_from(random.below(below)).unwrap_or(0)
}
