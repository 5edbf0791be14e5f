//! What ten years of a journal weigh and take as an archive: `name: value unit`, one figure a line. With a file's name it
//! writes the archive there.

use ebb_interop::{Opened, read_archive, write_archive};
use ebb_journal::{CivilDay, Moment, Who};
use ebb_replica::State;
use ebb_tests::demo_journal::Demo;
use ebb_tests::figures::{figure, timed, timed_with};
use ebb_tests::ten_years::ten_years;

fn main() {
    let mut state = State::default();
    state.merge(ten_years(1).concat());
    let made = made();
    let archive = timed("archive_70000_records_write", || write_archive(state.ops(), &made));
    if let Some(file) = std::env::args().nth(1) {
        write(&file, &archive);
    }
    figure("archive_70000_records_file", archive.len(), "bytes");
    figure("archive_70000_records_text", text_bytes(&archive), "bytes");
    let opened = timed("archive_70000_records_read", || read(&archive));
    assert!(opened.damage.is_empty(), "what was just written is whole");
    figure("archive_70000_records_changes", opened.ops.len(), "changes");
    let imported = timed_with("archive_70000_records_merge", || opened.ops.clone(), state_of);
    assert!(imported == state, "not the journal that was written");

    let demo = Demo { years: 2, until: made.day(), seed: 1, who: Who::AfterMenopause };
    let state = demo.journal();
    let archive = write_archive(state.ops(), &demo.made());
    figure("archive_demo_2_years_records", read(&archive).records, "records");
    figure("archive_demo_2_years_file", archive.len(), "bytes");
}

#[expect(clippy::expect_used, reason = "a measurement whose premise is broken should stop")]
fn write(file: &str, archive: &[u8]) {
    std::fs::write(file, archive).expect("the file can be written");
}

/// What gzip itself says of the text, at the end of the file.
fn text_bytes(archive: &[u8]) -> u32 {
    archive.last_chunk().map_or(0, |length| u32::from_le_bytes(*length))
}

#[expect(clippy::expect_used, reason = "a measurement whose premise is broken should stop")]
fn read(archive: &[u8]) -> Opened {
    read_archive(archive).expect("it was just written")
}

#[expect(clippy::expect_used, reason = "a measurement whose premise is broken should stop")]
fn made() -> Moment {
    let day = CivilDay::of_ymd(2026, 11, 24).expect("a day of the calendar");
    Moment::new(i64::from(day.days()) * 24 * 60 * 60 * 1_000, 60, None).expect("a moment of this century")
}

fn state_of(ops: Vec<ebb_replica::Op>) -> State {
    let mut state = State::default();
    state.merge(ops);
    state
}
