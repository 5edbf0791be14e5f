//! The archive: a whole journal, with its history, as one file that is read without Ebb.
//!
//! Arrives: ops and the moment. Leaves: gzip of lines of JSON, and from them the same ops again. `docs/archive.md` describes
//! the file; its lines are, in this order:
//!
//! ```text
//! {"format":"ebb-journal","version":1,"made":MOMENT,"records":N,"changes":N,"replicas":[HEX,…]}
//! {"legend":{…}}                      what the numbers of kinds and fields stand for, for a person
//! {"record":ID,"changes":[[STAMP,REPLICA,{FIELD:VALUE,…}],…]}     one for each record
//! {"end":{"crc32":HEX}}               of all bytes before this line
//! ```
//!
//! What version 1 has a word for is written so for ever. What came later (a form of id, a type of value) is written as its
//! number and bytes, which every version carries; only a file that version 1 would misread gets another number.

mod crc32;
mod gzip;
mod id_text;
mod json;
mod legend;
mod lines;
mod moment_text;
mod problem;
mod reading;
#[cfg(test)]
mod tests;
mod value_json;
mod writing;

use ebb_journal::{CivilDay, Kind, Moment};
use ebb_replica::{Op, State};

pub use problem::{ArchiveDamage, ArchiveProblem};
pub use reading::read_archive;
pub use writing::write_archive;

/// The largest archive, as a file and as the text in it. Ten full years are 14 MB of text, 2 MB as a file.
pub const ARCHIVE_BYTES_MAX: usize = 256 * 1024 * 1024;

/// Changes in one archive. Ten full years are about 420,000.
pub const ARCHIVE_OPS_MAX: usize = 1 << 21;

/// How much is read before a file is refused.
#[derive(Clone, Copy)]
struct Limits {
    /// Of the file, and of the text in it.
    bytes: usize,
    /// Of one line. A record with all its changes is far below this, and so is a first line with ten thousand replicas.
    line_bytes: usize,
    ops: usize,
}

const LIMITS: Limits = Limits { bytes: ARCHIVE_BYTES_MAX, line_bytes: 16 * 1024 * 1024, ops: ARCHIVE_OPS_MAX };

/// Whether a change belongs into an archive, and out of one into a journal. An invitation and a journal that is followed do not: they
/// have secrets in them, and whoever sends a file must not slip one in.
fn is_kept(op: &Op) -> bool {
    op.record.kind != Kind::INVITATION && op.record.kind != Kind::FOLLOWED_JOURNAL
}

/// How the first line of every version begins.
const BEGINNING: &str = "{\"format\":\"ebb-journal\",";

/// The version that is written.
const VERSION: u64 = 1;

/// What an archive holds, as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// When it was made, where that can be read.
    pub made: Option<Moment>,
    /// How many records it holds something of.
    pub records: usize,
    /// Every change of every field, replaced ones included.
    pub ops: Vec<Op>,
    /// What could not be read. Empty where the file is whole.
    pub damage: Vec<ArchiveDamage>,
}

impl Opened {
    /// The ops that this state does not hold yet: what importing adds. None when the archive was imported before.
    pub fn new_to(self, state: &State) -> Vec<Op> {
        self.ops.into_iter().filter(|op| !state.holds(op)).collect()
    }
}

/// The name of the file of an archive that was made on a day.
pub fn archive_name(day: CivilDay) -> String {
    format!("ebb-journal-{day}.jsonl.gz")
}
