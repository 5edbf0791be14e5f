//! Reading an archive: any bytes in; out come ops and what could not be read, or the reason why nothing can.

use ebb_journal::{FieldId, Moment, Value};
use ebb_replica::{Op, ReplicaId, Stamp};

use super::crc32::Crc32;
use super::gzip::MAGIC;
use super::id_text::{NoId, read_id};
use super::json::{Json, MalformedJson};
use super::lines::Lines;
use super::moment_text::{number, read_moment};
use super::value_json::read_value;
use super::{ArchiveDamage, ArchiveProblem, BEGINNING, LIMITS, Limits, Opened, VERSION};

/// Opens the bytes of a file, packed or unpacked. Nothing is changed anywhere: what is to be imported is
/// [`Opened::new_to`] the state, and takes the door that all ops take.
pub fn read_archive(file: &[u8]) -> Result<Opened, ArchiveProblem> {
    read_within(file, LIMITS)
}

pub(super) fn read_within(file: &[u8], limits: Limits) -> Result<Opened, ArchiveProblem> {
    if file.len() > limits.bytes {
        return Err(ArchiveProblem::TooLarge);
    }
    if file.is_empty() {
        return Err(ArchiveProblem::Empty);
    }
    let mut lines = Lines::new(file, limits)?;
    let mut crc = Crc32::new();
    let first = match lines.next_line() {
        Ok(line) => line.ok_or(ArchiveProblem::CutShort)?,
        // A large text in one line, a film: not ours. What grows so by unpacking is a bomb, and called too large.
        Err(ArchiveProblem::TooLarge) if !file.starts_with(&MAGIC) => return Err(ArchiveProblem::Foreign),
        Err(problem) => return Err(problem),
    };
    let head = read_head(first.text, first.is_whole)?;
    crc.add(first.text);
    crc.add(b"\n");
    let mut body = Body { replicas: &head.replicas, ops: Vec::new(), records: 0, damaged: None, newer: None };
    let mut line_number = 1;
    let mut sums = None;
    while let Some(line) = lines.next_line()? {
        line_number += 1;
        let read = std::str::from_utf8(line.text).map_err(|_| LineProblem::Damaged).and_then(|text| body.line(text));
        match read {
            Ok(Some(sum)) => {
                sums = Some((sum, crc.sum()));
                break;
            }
            Ok(None) => {}
            // The last piece of a file that was cut is no line.
            Err(_) if !line.is_whole => {}
            Err(LineProblem::Damaged) => count(&mut body.damaged, line_number),
            Err(LineProblem::Newer) => count(&mut body.newer, line_number),
        }
        if body.ops.len() > limits.ops {
            return Err(ArchiveProblem::TooLarge);
        }
        crc.add(line.text);
        crc.add(b"\n");
    }
    let Body { ops, records, damaged, newer, .. } = body;
    let mut damage = Vec::new();
    damage.extend(damaged.map(|(count, first)| ArchiveDamage::Lines { count, first }));
    damage.extend(newer.map(|(count, first)| ArchiveDamage::Newer { count, first }));
    match sums {
        None => damage.push(ArchiveDamage::CutShort { read: records, written: head.records }),
        Some((written, read)) if written != read && damaged.is_none() => damage.push(ArchiveDamage::Altered),
        Some(_) => {}
    }
    if sums.is_some() && goes_on(&mut lines)? {
        damage.push(ArchiveDamage::GoesOn);
    }
    Ok(Opened { made: head.made, records, ops, damage })
}

/// Whether anything but space follows.
fn goes_on(lines: &mut Lines<'_>) -> Result<bool, ArchiveProblem> {
    while let Some(line) = lines.next_line()? {
        if !line.text.trim_ascii().is_empty() {
            return Ok(true);
        }
    }
    Ok(lines.goes_on())
}

/// The first line.
struct Head {
    made: Option<Moment>,
    records: u64,
    replicas: Vec<ReplicaId>,
}

fn read_head(line: &[u8], is_whole: bool) -> Result<Head, ArchiveProblem> {
    // What is cut in the middle of the beginning may still be ours; what goes on in another way is not.
    let broken = || {
        let beginning = BEGINNING.as_bytes();
        let is_ours =
            if line.len() < beginning.len() { beginning.starts_with(line) } else { line.starts_with(beginning) };
        if is_ours && !is_whole { ArchiveProblem::CutShort } else { ArchiveProblem::Foreign }
    };
    let mut head = Head { made: None, records: 0, replicas: Vec::new() };
    let (mut is_ours, mut version) = (false, None);
    let text = std::str::from_utf8(line).map_err(|_| broken())?;
    let mut json = Json::new(text);
    let read = json.object(&mut |json, key| {
        match key {
            "format" => is_ours = json.string()? == "ebb-journal",
            "version" => version = Some(json.integer::<u64>()?),
            // Another version may write the rest in another way: that is said, and is no damage.
            _ if version.is_some_and(|version| version != VERSION) => json.skip()?,
            "made" => head.made = read_moment(&json.string()?),
            "records" => head.records = json.integer()?,
            "replicas" => json.array(&mut |json| {
                head.replicas.push(json.string()?.parse().map_err(|_| MalformedJson)?);
                Ok(())
            })?,
            _ => json.skip()?,
        }
        Ok(())
    });
    match (is_ours, version) {
        (true, Some(newer)) if newer > VERSION => Err(ArchiveProblem::NewerVersion(newer)),
        (true, Some(older)) if older < VERSION => Err(ArchiveProblem::OlderVersion(older)),
        (true, Some(_)) if read.and_then(|()| json.end()).is_ok() => Ok(head),
        (true, _) => Err(ArchiveProblem::CutShort),
        (false, _) => Err(broken()),
    }
}

/// Why a line is left out.
enum LineProblem {
    Damaged,
    Newer,
}

impl From<MalformedJson> for LineProblem {
    fn from(_: MalformedJson) -> Self {
        Self::Damaged
    }
}

/// How many lines, and the number of the first.
fn count(lines: &mut Option<(usize, usize)>, number: usize) {
    lines.get_or_insert((0, number)).0 += 1;
}

/// What the lines after the first one add up to.
struct Body<'a> {
    replicas: &'a [ReplicaId],
    ops: Vec<Op>,
    records: usize,
    damaged: Option<(usize, usize)>,
    newer: Option<(usize, usize)>,
}

/// A change whose record is not known yet.
struct Change {
    field: FieldId,
    value: Value,
    stamp: Stamp,
    replica: ReplicaId,
}

impl Body<'_> {
    /// Takes a line in; the checksum, where it is the last one. A line is taken in whole or not at all, apart from values
    /// of a newer version in it.
    fn line(&mut self, text: &str) -> Result<Option<u32>, LineProblem> {
        let mut json = Json::new(text);
        if json.peek().is_none() {
            return Ok(None);
        }
        let (mut id, mut changes, mut end, mut is_legend, mut has_newer) = (None, None, None, false, false);
        json.object(&mut |json, key| {
            match key {
                "record" => id = Some(json.string()?),
                "changes" => changes = Some(self.changes(json, &mut has_newer)?),
                "end" => end = Some(read_end(json)?),
                "legend" => {
                    is_legend = true;
                    json.skip()?;
                }
                _ => json.skip()?,
            }
            Ok(())
        })?;
        json.end()?;
        if let Some(sum) = end {
            return Ok(Some(sum));
        }
        let (Some(id), Some(changes)) = (id, changes) else {
            return if is_legend { Ok(None) } else { Err(LineProblem::Newer) };
        };
        let record = read_id(&id).map_err(|problem| match problem {
            NoId::Malformed => LineProblem::Damaged,
            NoId::NewerWord => LineProblem::Newer,
        })?;
        self.records += 1;
        let op = |Change { field, value, stamp, replica }| Op { record: record.clone(), field, value, stamp, replica };
        self.ops.extend(changes.into_iter().map(op).filter(super::is_kept));
        if has_newer { Err(LineProblem::Newer) } else { Ok(None) }
    }

    fn changes(&self, json: &mut Json<'_>, has_newer: &mut bool) -> Result<Vec<Change>, MalformedJson> {
        let mut changes = Vec::new();
        json.array(&mut |json| {
            json.sign(b'[')?;
            let stamp = Stamp::of_ms(json.integer()?).map_err(|_| MalformedJson)?;
            json.sign(b',')?;
            let replica = *self.replicas.get(json.integer::<usize>()?).ok_or(MalformedJson)?;
            json.sign(b',')?;
            json.object(&mut |json, field| {
                let field = FieldId(number(field).ok_or(MalformedJson)?);
                match read_value(json)? {
                    Some(value) => changes.push(Change { field, value, stamp, replica }),
                    None => *has_newer = true,
                }
                Ok(())
            })?;
            json.sign(b']')
        })?;
        Ok(changes)
    }
}

fn read_end(json: &mut Json<'_>) -> Result<u32, MalformedJson> {
    let mut sum = None;
    json.object(&mut |json, key| {
        match key {
            "crc32" => sum = u32::from_str_radix(&json.string()?, 16).ok(),
            _ => json.skip()?,
        }
        Ok(())
    })?;
    sum.ok_or(MalformedJson)
}
