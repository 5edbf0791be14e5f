//! A day: when the app is opened, and what is logged then.

use ebb_journal::{CivilDay, Decimal, Kind, Name, RecordId, Value};
use ebb_testkit::seeded::Seeded;

use super::writer::Writer;
use super::{RATING, SLEEP, TRIED, WEIGHT};

/// Symptoms that this person rates, in the order of the check-in; the number of each in the catalogue, and its sites.
const SYMPTOMS: [(u16, u16); 12] =
    [(3, 0), (4, 1), (4, 2), (4, 5), (7, 0), (12, 0), (13, 0), (21, 0), (22, 0), (30, 0), (34, 0), (41, 0)];

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
            let record = RecordId { kind: RATING, name: Name::Rating { day, symptom, site } };
            let worst = (rated + random.below(3)).min(10);
            let fields = [
                (1, int(rated)),
                (2, writer.now()),
                (3, int(rated / 3)),
                (4, int(worst)),
                (5, int(1 + rated / 4 + random.below(2))),
                (6, int(u64::from(rated > 5))),
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

    fn weigh(&mut self, random: &mut Seeded, writer: &mut Writer) {
        self.weight_grams += i64::try_from(random.below(9)).unwrap_or(0) * 100 - 400;
        let amount = Decimal::new(self.weight_grams / 100, 1).unwrap_or(Decimal::whole(70));
        let record = writer.made(WEIGHT);
        let fields = [
            (1, Value::Decimal(amount)),
            (2, Value::text("kg")),
            (3, writer.now()),
            (4, int(1)),
            (5, int(random.below(2))),
            (6, int(0)),
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
    let told = [(4, int(strength)), (5, int(strength.saturating_sub(random.below(2)))), (6, int(random.below(6)))];
    if random.below(5) == 0 {
        let (started, ended) = (writer.ago(40 + minutes(random, 60)), writer.ago(30));
        writer.save(random, &record, [(1, started), (2, ended), (3, int(0))].into_iter().chain(told));
    } else {
        writer.save(random, &record, [(1, writer.now()), (3, int(0))]);
        writer.wait(random, 60_000, 540_000);
        writer.change(&record, [(2, writer.now())].into_iter().chain(told));
    }
}

fn sleep(random: &mut Seeded, writer: &mut Writer) {
    let record = writer.made(SLEEP);
    let wakings = random.below(5);
    let fields = [
        (1, writer.ago(8 * 60 + minutes(random, 90))),
        (2, writer.ago(20 + minutes(random, 60))),
        (3, int(wakings)),
        (4, int(5 - wakings)),
        (5, int(wakings * 15 + random.below(4) * 5)),
        (6, int(random.below(4))),
    ];
    writer.save(random, &record, fields);
}

fn tried(random: &mut Seeded, writer: &mut Writer) {
    let record = writer.made(TRIED);
    let fields = [
        (1, writer.ago(minutes(random, 90))),
        (2, int(random.below(9))),
        (3, int(10 + random.below(7) * 10)),
        (4, int(random.below(5))),
        (5, int(random.below(5))),
        (6, int(random.below(5))),
    ];
    writer.save(random, &record, fields);
}

fn int(number: u64) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(0))
}

fn minutes(random: &mut Seeded, below: u64) -> i64 {
    i64::try_from(random.below(below)).unwrap_or(0)
}
