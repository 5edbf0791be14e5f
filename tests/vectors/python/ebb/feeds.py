"""Segments of a feed, the tallies in them, and notes."""

from ebb.comparing import flipped, of_hex, refused, same
from ebb.draws import sha256
from ebb.fields import text_of, time_bytes, time_of
from ebb.follows import feed_key, notes_key, tally_key
from ebb.members import member_of
from ebb.reading import Reader, le
from ebb.segments import HEAD_BYTES, open_as, seal_as
from primitives.aead import xopen, xseal
from primitives.ed25519 import public_key
from primitives.refusal import refuse_unless

CHANGES, ANEW, NOTE = 3, 4, 5
COVERED_MOST = 1024
PARTS = ("tally", "scope", "terms")


def write_body(body):
    text = b"\1" + time_bytes(body["made_ms"])
    for part in of_hex(body, *PARTS):
        text += le(len(part), 2) + part
    return text + bytes.fromhex(body["changes"])


def read_body(text):
    reader = Reader(text, "body")
    refuse_unless(reader.number(1) == 1, "body")
    body = {"made_ms": time_of(reader.take(8), "body")}
    for part in PARTS:
        body[part] = reader.take(reader.number(2)).hex()
    return {**body, "changes": reader.rest.hex()}


def in_stream(segment, account, key, signing_key, stream, kinds):
    """A segment's kind, trust-log head and body, where it is of this stream and one of these kinds."""
    kind, trust_head, body = open_as((1, 2, CHANGES, ANEW, NOTE), segment, account, key, signing_key)
    refuse_unless(segment[2:18] == stream and kind in kinds, "stream")
    return kind, trust_head, body


def open_feed(segment, account, stream, follow, signing_key):
    kind, trust_head, body = in_stream(segment, account, feed_key(follow), signing_key, stream, (CHANGES, ANEW))
    return kind == ANEW, trust_head, read_body(body)


def open_note(segment, account, stream, follow, signing_key):
    """When it was written, and what it says."""
    _, trust_head, body = in_stream(segment, account, notes_key(follow), signing_key, stream, (NOTE,))
    reader = Reader(body, "body")
    refuse_unless(reader.number(1) == 1, "body")
    return trust_head, time_of(reader.take(8), "body"), text_of(reader.rest, "body")


def note_name(segment):
    """By writer, replica and number, as they stand in the head."""
    return sha256(b"ebb/v1/note name", segment[38:54], segment[54:70], segment[70:78])[:12]


def tally_bound(account, feed, number):
    return b"ebb/v1/tally" + account + feed + le(number, 8)


def covered(replicas):
    """The last number of each replica, by the first bytes of its name."""
    last = {}
    for one in replicas:
        name = one["replica"][:16]
        last[name] = max(one["number"], last.get(name, 0))
    return [(name, last[name]) for name in sorted(last)]


def seal_tally(case):
    journal_key, account, feed, nonce = of_hex(case, "journal_key", "account", "feed", "nonce")
    told = covered(case["replicas"])
    plain = b"\1" + le(case["rules"], 2) + le(case["entries"], 4) + le(len(told), 2)
    plain += b"".join(bytes.fromhex(name) + le(number, 8) for name, number in told)
    return xseal(tally_key(journal_key), nonce, tally_bound(account, feed, case["number"]), plain)


def open_tally(tally, journal_key, account, feed, number):
    """Version of the rules, entries of the trust log, last numbers of replicas."""
    reader = Reader(xopen(tally_key(journal_key), tally_bound(account, feed, number), tally), "tally")
    refuse_unless(reader.number(1) == 1, "tally")
    rules, entries, count = reader.number(2), reader.number(4), reader.number(2)
    refuse_unless(count <= COVERED_MOST, "tally")
    last = [(reader.take(8).hex(), reader.number(8)) for _ in range(count)]
    reader.end()
    return rules, entries, last


def check_segment(case, kind, key, body):
    """All that segments of both streams have alike."""
    signing_seed, account, stream, replica, previous = of_hex(
        case, "signing_seed", "account", "stream", "replica", "previous"
    )
    trust_head, nonce, segment = of_hex(case, "trust_head", "nonce", "segment")
    place = (account, stream, case["epoch"], replica, case["number"], previous)
    same("signing key", public_key(signing_seed), case["signing_key"])
    same("segment", seal_as(kind, key, signing_seed, place, trust_head, body, nonce), case["segment"])
    same("hash", sha256(segment), case["hash"])
    same("writer", segment[38:54], member_of(bytes.fromhex(case["signing_key"])).hex())


def check_altered(case, opened, follow):
    segment, account, stream, signing_key = of_hex(case, "segment", "account", "stream", "signing_key")
    for at, altered in flipped(segment, 1 + len(segment) // 40):
        refused(f"byte {at} of {case['name']}", None, opened, altered, account, stream, follow, signing_key)
    for at, altered in flipped(segment[:HEAD_BYTES], 7):
        refused(f"byte {at} of its head", None, opened, altered + segment[HEAD_BYTES:], account, stream, follow, signing_key)
    for at, altered in flipped(follow, 8):
        refused(f"byte {at} of the follow's key", "key", opened, segment, account, stream, altered, signing_key)
    refused("cut short", "signature", opened, segment[:-1], account, stream, follow, signing_key)


def check_feed(case):
    segment, account, stream, follow, signing_key = of_hex(
        case, "segment", "account", "stream", "follow_key", "signing_key"
    )
    body = write_body(case)
    check_segment(case, ANEW if case["is_anew"] else CHANGES, feed_key(follow), body)
    is_anew, trust_head, told = open_feed(segment, account, stream, follow, signing_key)
    same("whether anew", is_anew, case["is_anew"])
    same("trust-log head", trust_head, case["trust_head"])
    for name in ("made_ms", *PARTS, "changes"):
        same(name, told[name], case[name])
    for end in range(0, len(body) - len(case["changes"]) // 2):
        refused(f"a body cut after {end} bytes", "body", read_body, body[:end])
    refused("a body of a newer version", "body", read_body, b"\2" + body[1:])
    check_altered(case, open_feed, follow)


def check_note(case):
    segment, account, stream, follow, signing_key = of_hex(
        case, "segment", "account", "stream", "follow_key", "signing_key"
    )
    body = b"\1" + time_bytes(case["written_ms"]) + case["text"].encode()
    check_segment(case, NOTE, notes_key(follow), body)
    told = open_note(segment, account, stream, follow, signing_key)
    same("note", list(told), [bytes.fromhex(case["trust_head"]), case["written_ms"], case["text"]])
    same("name of its record", note_name(segment), case["note_name"])
    for at in (38, 53, 54, 69, 70, 77):
        altered = segment[:at] + bytes([segment[at] ^ 1]) + segment[at + 1 :]
        same("another writer, replica or number has another name", note_name(altered) == note_name(segment), False)
    check_altered(case, open_note, follow)


def check_tally(case):
    arguments = of_hex(case, "tally", "journal_key", "account", "feed")
    same("tally", seal_tally(case), case["tally"])
    told = open_tally(*arguments, case["number"])
    same("what a tally tells", told, (case["rules"], case["entries"], covered(case["replicas"])))
    for place, argument in enumerate(arguments):
        for at, altered in flipped(argument, 3):
            others = [*arguments[:place], altered, *arguments[place + 1 :]]
            refused(f"byte {at} of part {place} of a tally", "seal", open_tally, *others, case["number"])
    refused("the tally of another segment", "seal", open_tally, *arguments, case["number"] ^ 1)


def check(file):
    for case in file["feeds"]:
        check_feed(case)
    same("a feed's segments are a chain", file["feeds"][1]["previous"], file["feeds"][0]["hash"])
    for case in file["notes"]:
        check_note(case)
    for case in file["tallies"]:
        check_tally(case)
    for case in file["refused"]:
        opened = {"feed": open_feed, "note": open_note}[case["as"]]
        arguments = of_hex(case, "segment", "account", "stream", "follow_key", "signing_key")
        refused(case["name"], case["because"], opened, *arguments)
    for case in file["refused_tallies"]:
        arguments = of_hex(case, "tally", "journal_key", "account", "feed")
        refused(case["name"], "seal", open_tally, *arguments, case["number"])
