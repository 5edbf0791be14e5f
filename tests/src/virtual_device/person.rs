//! What a person does with a device: taps that become ops by the same way as in the app.

use ebb_journal::{
    AromataseInhibitor, CivilDay, Dose, DoseState, FieldId, HotFlash, Kind, Medication, Moment, Record, RecordId,
    Substance, Value,
};
use ebb_replica::{Clock, Op, Stamp};

use super::VirtualDevice;

/// 23 November 2026, the first of the days about which something is logged.
const FIRST_DAY: CivilDay = match CivilDay::of_days(20_780) {
    Some(day) => day,
    None => unreachable!(),
};
/// Few, so that two devices often mean the same dose.
const DAYS: u64 = 3;

impl VirtualDevice {
    /// The ops of a tap at that time; none where there was nothing to tap on.
    pub fn tap(&mut self, true_ms: i64) -> Vec<Op> {
        match self.random.below(100) {
            0..=39 => self.mark_dose(true_ms),
            40..=59 => self.start_flash(true_ms),
            60..=74 => self.change_flash(true_ms),
            75..=82 => self.remove_something(true_ms),
            83..=94 => self.undo(true_ms),
            _ => self.tap_of_a_newer_app(true_ms),
        }
    }

    /// The ops that add a medicine.
    pub fn add_medication(&mut self, true_ms: i64) -> Vec<Op> {
        let drug = AromataseInhibitor::Letrozole;
        let strength = Some(drug.label_strength());
        let medication = Medication { strength, ..Medication::of(Substance::Inhibitor(drug)) };
        let id = self.next_name(Kind::MEDICATION);
        self.save(&id, &Record::Medication(medication), true_ms)
    }

    fn mark_dose(&mut self, true_ms: i64) -> Vec<Op> {
        let day = self.some_day();
        let due: Vec<RecordId> = self.state.journal().doses_on(day).into_iter().map(|due| due.id).collect();
        let Some(id) = self.pick(&due) else { return self.add_medication(true_ms) };
        let state = if self.random.below(3) == 0 { DoseState::Skipped } else { DoseState::Taken };
        let at = self.moment(true_ms);
        self.save(&id, &Record::Dose(Dose { state, at }), true_ms)
    }

    fn start_flash(&mut self, true_ms: i64) -> Vec<Op> {
        let flash = HotFlash::starting(self.moment(true_ms));
        let id = self.next_name(Kind::HOT_FLASH);
        self.save(&id, &Record::HotFlash(flash), true_ms)
    }

    fn change_flash(&mut self, true_ms: i64) -> Vec<Op> {
        let ids = self.ids(Kind::HOT_FLASH);
        let id = self.pick(&ids);
        let Some((id, Record::HotFlash(flash))) =
            id.and_then(|id| self.state.journal().record(&id).cloned().map(|record| (id, record)))
        else {
            return Vec::new();
        };
        let changed = match self.random.below(3) {
            0 => flash.counted(),
            1 => HotFlash { started: self.moment(true_ms - 60_000), ..flash },
            _ => match flash.clone().ending(self.moment(true_ms)) {
                Ok(ended) => ended,
                // The clock was set back since it started: the app would ask; here it only counts.
                Err(_) => flash.counted(),
            },
        };
        self.save(&id, &Record::HotFlash(changed), true_ms)
    }

    fn remove_something(&mut self, true_ms: i64) -> Vec<Op> {
        let ids = [self.ids(Kind::HOT_FLASH), self.ids(Kind::DOSE)].concat();
        let Some(id) = self.pick(&ids) else { return Vec::new() };
        self.last_change = Some(self.state.before(&id));
        self.state.delete(&id, self.stamps(true_ms))
    }

    /// Marks something private that is not, or no longer so.
    pub fn hide_something(&mut self, true_ms: i64) -> Vec<Op> {
        let ids = [self.ids(Kind::HOT_FLASH), self.ids(Kind::DOSE), self.ids(Kind::MEDICATION)].concat();
        let Some(id) = self.pick(&ids) else { return Vec::new() };
        let is_private = !self.state.is_private(&id);
        self.state.mark_private(&id, is_private, self.stamps(true_ms))
    }

    fn undo(&mut self, true_ms: i64) -> Vec<Op> {
        let Some(before) = self.last_change.take() else { return Vec::new() };
        self.state.undo(&before, self.stamps(true_ms))
    }

    /// Ops that this version of the app cannot read, in a record of their own or beside known fields.
    fn tap_of_a_newer_app(&mut self, true_ms: i64) -> Vec<Op> {
        let flashes = self.ids(Kind::HOT_FLASH);
        let own = RecordId::newer(Kind(700), 9, &[u8::from(self.random.below(2) == 0)]);
        let record = if self.random.below(2) == 0 { self.pick(&flashes) } else { own };
        let value = Value::Newer { tag: 99, bytes: self.random.bytes::<3>().into() };
        let Clock { replica, wall_ms } = self.stamps(true_ms);
        let stamp = Stamp::for_change(wall_ms, None);
        record
            .into_iter()
            .map(|record| Op { record, field: FieldId(41), value: value.clone(), stamp, replica })
            .collect()
    }

    fn save(&mut self, id: &RecordId, record: &Record, true_ms: i64) -> Vec<Op> {
        self.last_change = Some(self.state.before(id));
        self.state.save(id, record, self.stamps(true_ms))
    }

    /// By what ops are stamped: this device's clock, corrected by the server's last known offset.
    fn stamps(&self, true_ms: i64) -> Clock {
        let offset_ms = self.standing.as_ref().and_then(|standing| standing.clock_offset_ms).unwrap_or(0);
        Clock { replica: self.replica, wall_ms: self.clock.now_ms(true_ms).saturating_add(offset_ms) }
    }

    /// Now by this device's clock; a clock beyond all journals shows the first day of 1970.
    fn moment(&self, true_ms: i64) -> Moment {
        let now = Moment::new(self.clock.now_ms(true_ms), 60, None);
        #[expect(clippy::expect_used, reason = "1970 lies between 1900 and 2200")]
        now.unwrap_or_else(|_| Moment::new(0, 60, None).expect("a moment of 1970"))
    }

    fn ids(&self, kind: Kind) -> Vec<RecordId> {
        let is_there = |id: &&RecordId| self.state.journal().record(id).is_some();
        self.state.ids_of_kind(kind).filter(is_there).cloned().collect()
    }

    fn some_day(&mut self) -> CivilDay {
        let days = i32::try_from(self.random.below(DAYS)).unwrap_or(0);
        FIRST_DAY.plus(days).unwrap_or(FIRST_DAY)
    }

    fn pick(&mut self, ids: &[RecordId]) -> Option<RecordId> {
        let place = self.random.below(ids.len().max(1) as u64);
        ids.get(usize::try_from(place).unwrap_or(0)).cloned()
    }
}
