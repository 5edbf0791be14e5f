//! The hand that writes: which phone, which opening of the app, what the clocks show.

use ebb_journal::{CivilDay, FieldId, Kind, Moment, RecordId, Sitting, SittingId, Value, Zone};
use ebb_protocol::ids::ReplicaId;
use ebb_replica::{Op, Stamp};
use ebb_testkit::seeded::Seeded;

use super::notes::note;

/// Where a note stands beside any entry: a field that a later version may have.
pub(super) const NOTE: FieldId = FieldId(9);
pub(super) const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// Of a thousand records, so many have a note.
const NOTES_PER_MILLE: u64 = 30;
/// A phone is kept this long; a tablet is used beside it.
const PHONE_DAYS: i32 = 1_200;

/// Writes ops.
pub(super) struct Writer {
    now_ms: i64,
    used_ms: i64,
    sitting: Sitting,
    counter: u32,
    tablet: ReplicaId,
    phone: ReplicaId,
    phone_until: i32,
    replica: ReplicaId,
    day: i32,
    away_until: i32,
    pub(super) medication: SittingId,
    ops: Vec<Op>,
}

impl Writer {
    pub(super) fn new(random: &mut Seeded) -> Self {
        let sitting = Sitting(random.bytes());
        let phone = ReplicaId(random.bytes());
        Self {
            now_ms: 0,
            used_ms: 0,
            sitting,
            counter: 1,
            tablet: ReplicaId(random.bytes()),
            phone,
            phone_until: super::FIRST_DAY + PHONE_DAYS,
            replica: phone,
            day: 0,
            away_until: 0,
            medication: SittingId { sitting, counter: 1 },
            ops: Vec::new(),
        }
    }

    /// A new day begins.
    pub(super) fn wake_up(&mut self, random: &mut Seeded, day: CivilDay) {
        self.day = day.days();
        if self.day >= self.phone_until {
            self.phone = ReplicaId(random.bytes());
            self.phone_until += PHONE_DAYS;
            self.replica = self.phone;
        }
        if self.day >= self.away_until && random.below(120) == 0 {
            self.away_until = self.day + 10;
        }
    }

    /// The app comes to the front at that minute of the day, with the seconds and milliseconds that it happens to be.
    pub(super) fn open_app(&mut self, random: &mut Seeded, minute: i64) {
        let within = i64::try_from(random.below(MINUTE_MS.unsigned_abs())).unwrap_or(0);
        let at_ms = i64::from(self.day) * DAY_MS + minute * MINUTE_MS + within - i64::from(self.offset()) * MINUTE_MS;
        self.now_ms = at_ms.max(self.now_ms + 2_000);
        let is_elsewhere = random.below(8) == 0;
        let replica = if is_elsewhere { self.tablet } else { self.phone };
        let was_closed = self.now_ms - self.used_ms > 30 * MINUTE_MS && random.below(10) < 6;
        if replica != self.replica || was_closed {
            self.replica = replica;
            self.sitting = Sitting(random.bytes());
            self.counter = 0;
        }
    }

    /// Some seconds pass until the next tap.
    pub(super) fn wait(&mut self, random: &mut Seeded, from_ms: u64, to_ms: u64) {
        self.now_ms += i64::try_from(from_ms + random.below(to_ms - from_ms)).unwrap_or(0);
    }

    pub(super) const fn made(&mut self, kind: Kind) -> RecordId {
        self.counter += 1;
        RecordId::made(kind, self.sitting, self.counter)
    }

    /// Now, with the zone.
    pub(super) fn now(&self) -> Value {
        self.moment(self.now_ms)
    }

    /// A time that was picked: so many minutes ago, on a full five minutes.
    pub(super) fn ago(&self, minutes: i64) -> Value {
        self.moment((self.now_ms - minutes * MINUTE_MS).div_euclid(5 * MINUTE_MS) * 5 * MINUTE_MS)
    }

    /// Saves fields of a record; some records get a note.
    pub(super) fn save(
        &mut self,
        random: &mut Seeded,
        record: &RecordId,
        fields: impl IntoIterator<Item = (u16, Value)>,
    ) {
        self.change(record, fields);
        if random.below(1_000) < NOTES_PER_MILLE {
            let text = note(random);
            self.change(record, [(NOTE.0, Value::text(&text))]);
        }
    }

    /// Saves fields of a record that was there before.
    pub(super) fn change(&mut self, record: &RecordId, fields: impl IntoIterator<Item = (u16, Value)>) {
        self.used_ms = self.now_ms;
        let Ok(stamp) = Stamp::of_ms(self.now_ms.unsigned_abs()) else { return };
        self.ops.extend(fields.into_iter().map(|(field, value)| Op {
            record: record.clone(),
            field: FieldId(field),
            value,
            stamp,
            replica: self.replica,
        }));
    }

    /// What was written since the last time.
    pub(super) fn take(&mut self) -> Vec<Op> {
        std::mem::take(&mut self.ops)
    }

    fn moment(&self, instant_ms: i64) -> Value {
        let zone = if self.is_away() { "Atlantic/Canary" } else { "Europe/Madrid" };
        match Moment::new(instant_ms, self.offset(), Zone::new(zone).ok()) {
            Ok(moment) => Value::Moment(moment),
            Err(_) => Value::Nothing,
        }
    }

    const fn is_away(&self) -> bool {
        self.day < self.away_until
    }

    /// Minutes that the wall is ahead of UTC; summer time roughly.
    const fn offset(&self) -> i16 {
        let of_year = self.day.rem_euclid(365);
        let summer = if of_year > 85 && of_year < 300 { 60 } else { 0 };
        summer + if self.is_away() { 0 } else { 60 }
    }
}
