//! Writing an archive: ops in, a file out. The same set of ops and the same moment give the same lines.

use std::fmt::Write;

use ebb_journal::Moment;
use ebb_replica::{Op, ReplicaId};

use super::VERSION;
use super::gzip::GzipWriter;
use super::id_text::push_id;
use super::legend::LEGEND;
use super::moment_text::push_moment;
use super::value_json::push_value;

/// Makes the file that holds all these ops but those of open invitations, said to be made at `made`. Give it all ops of a state, and it is the whole
/// journal with its history.
pub fn write_archive(ops: impl IntoIterator<Item = Op>, made: &Moment) -> Vec<u8> {
    let mut ops: Vec<Op> = ops.into_iter().filter(super::is_kept).collect();
    // Each record's changes in the order in which they were made.
    ops.sort_unstable_by(|one, other| {
        let by_time = |op: &Op| (op.stamp, op.replica);
        one.record.cmp(&other.record).then_with(|| by_time(one).cmp(&by_time(other))).then_with(|| one.cmp(other))
    });
    ops.dedup();
    let replicas = replicas(&ops);
    let mut file = GzipWriter::new();
    let mut line = String::new();
    push_head(&mut line, &ops, &replicas, made);
    file.add(line.as_bytes());
    file.add(LEGEND.as_bytes());
    file.add(b"\n");
    for of_record in ops.chunk_by(|one, next| one.record == next.record) {
        line.clear();
        push_record(&mut line, of_record, &replicas);
        file.add(line.as_bytes());
    }
    file.add(format!("{{\"end\":{{\"crc32\":\"{:08x}\"}}}}\n", file.sum()).as_bytes());
    file.end()
}

/// A few, in the order in which they come first.
fn replicas(ops: &[Op]) -> Vec<ReplicaId> {
    let mut replicas = Vec::new();
    for op in ops {
        if !replicas.contains(&op.replica) {
            replicas.push(op.replica);
        }
    }
    replicas
}

fn push_head(line: &mut String, ops: &[Op], replicas: &[ReplicaId], made: &Moment) {
    let records = ops.chunk_by(|one, next| one.record == next.record).count();
    // Writing to a string cannot fail.
    let _ = write!(line, "{}\"version\":{VERSION},\"made\":\"", super::BEGINNING);
    push_moment(line, made);
    let _ = write!(line, "\",\"records\":{records},\"changes\":{},\"replicas\":[", ops.len());
    for (index, replica) in replicas.iter().enumerate() {
        let _ = write!(line, "{}\"{replica}\"", if index == 0 { "" } else { "," });
    }
    line.push_str("]}\n");
}

/// One line. What one save changed stands together.
fn push_record(line: &mut String, ops: &[Op], replicas: &[ReplicaId]) {
    let Some(first) = ops.first() else { return };
    line.push_str("{\"record\":\"");
    push_id(line, &first.record);
    line.push_str("\",\"changes\":[");
    // Two clones of one phone may have written one field at one time: each field once in one object.
    let one_save =
        |one: &Op, next: &Op| (one.stamp, one.replica) == (next.stamp, next.replica) && one.field != next.field;
    for (index, save) in ops.chunk_by(one_save).enumerate() {
        line.push_str(if index == 0 { "[" } else { ",[" });
        push_save(line, save, replicas);
        line.push(']');
    }
    line.push_str("]}\n");
}

fn push_save(line: &mut String, save: &[Op], replicas: &[ReplicaId]) {
    let Some(first) = save.first() else { return };
    // Every replica is in the table that was made from the same ops.
    let replica = replicas.iter().position(|replica| *replica == first.replica).unwrap_or_default();
    let _ = write!(line, "{},{replica},{{", first.stamp.ms());
    for (index, op) in save.iter().enumerate() {
        let _ = write!(line, "{}\"{}\":", if index == 0 { "" } else { "," }, op.field.0);
        push_value(line, &op.value);
    }
    line.push('}');
}
