//! Which segments count, by what the log says of their writer.

use ebb_protocol::ids::{MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::trust::Written;
use serde_json::{Value, json};

use super::{Log, laptop, phone, secrets_of, sheet};

/// The laptop was dismissed by the fifth entry, with two cuts and two compacted segments; the sheet by the sixth.
pub(super) fn told(log: &Log) -> Vec<Value> {
    let journal = log.state.journal();
    let of = |stream, replica, number, hash| Written {
        stream,
        replica: ReplicaId([replica; 16]),
        number,
        hash: SegmentHash([hash; 32]),
    };
    let in_journal = |replica, number, hash| of(journal, replica, number, hash);
    let compacted = |hash| in_journal(0x21, 0, hash);
    let elsewhere = StreamId([9; 16]);
    let (laptop, phone, sheet, stranger) =
        (laptop().member(), phone().member(), sheet().member(), secrets_of([6; 32]).member());
    let cases: [(&str, usize, MemberId, Written); 20] = [
        ("of a device", 5, phone, in_journal(0x40, 900, 1)),
        ("compacted by a device", 5, phone, compacted(1)),
        ("of a device in another stream", 5, phone, of(elsewhere, 0x40, 1, 1)),
        ("of a stranger", 5, stranger, in_journal(0x40, 1, 1)),
        ("compacted by a stranger", 5, stranger, compacted(0x31)),
        ("of a sheet", 4, sheet, in_journal(0x40, 1, 1)),
        ("of a sheet that was dismissed", 6, sheet, in_journal(0x40, 1, 1)),
        ("before the dismissal, past the cut", 4, laptop, in_journal(0x21, 6, 1)),
        ("before the dismissal, compacted", 4, laptop, compacted(0x32)),
        ("before the cut", 5, laptop, in_journal(0x21, 4, 1)),
        ("the one that the cut names", 5, laptop, in_journal(0x21, 5, 0x22)),
        ("another one of that number", 5, laptop, in_journal(0x21, 5, 0x23)),
        ("past the cut", 5, laptop, in_journal(0x21, 6, 1)),
        ("of a replica without a cut", 5, laptop, in_journal(0x23, 1, 1)),
        ("of a cut replica in another stream", 5, laptop, of(elsewhere, 0x21, 1, 1)),
        ("compacted, the first that is named", 5, laptop, compacted(0x31)),
        ("compacted, the last that is named", 5, laptop, compacted(0x33)),
        ("compacted, and not named", 5, laptop, compacted(0x32)),
        ("compacted and named, in another stream", 5, laptop, of(elsewhere, 0x21, 0, 0x31)),
        ("named among the compacted, with a number", 5, laptop, in_journal(0x21, 6, 0x31)),
    ];
    let told = |(name, after, writer, written): &(&str, usize, MemberId, Written)| {
        let Written { stream, replica, number, hash } = *written;
        let counts = log.state_after(*after).writer_key(*writer, *written).is_some();
        json!({
            "name": name, "log": 0, "after": after, "writer": writer,
            "stream": stream, "replica": replica, "number": number, "hash": hash, "counts": counts,
        })
    };
    cases.iter().map(told).collect()
}
