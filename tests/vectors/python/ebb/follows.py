"""The keys of a follow, what is kept of it in the trust log, and the names of records in its feed."""

from ebb.comparing import flipped, of_hex, refused, same
from ebb.epochs import commitment, segment_key
from ebb.fields import read_fields, text_of, time_bytes, time_of, write_fields
from primitives.aead import xopen, xseal
from primitives.hkdf import hkdf, hmac_sha256
from primitives.refusal import refuse_unless

BODY_MOST = 8 * 1024
NAME, SCOPE, SINCE, TERMS, CHANGED = 1, 2, 3, 4, 5


def follow_key(journal_key, feed):
    return hkdf(journal_key, b"ebb/v1/follow" + feed)


def feed_key(follow):
    return hkdf(follow, b"ebb/v1/feed")


def notes_key(follow):
    return hkdf(follow, b"ebb/v1/notes")


def feed_names_key(journal_key, feed):
    return hkdf(journal_key, b"ebb/v1/feed names" + feed)


def tally_key(journal_key):
    return hkdf(journal_key, b"ebb/v1/tally")


def body_key(journal_key):
    return hkdf(journal_key, b"ebb/v1/follow body")


def name_in_feed(journal_key, feed, record):
    return hmac_sha256(feed_names_key(journal_key, feed), record)[:12]


def bound(account, head):
    return b"ebb/v1/follow body" + account + head


def seal_body(body, account, head, journal_key, nonce):
    fields = {field["code"]: bytes.fromhex(field["bytes"]) for field in body["newer"]}
    fields.update({NAME: body["name"].encode(), SCOPE: bytes.fromhex(body["scope"]), SINCE: time_bytes(body["since_ms"])})
    if body["terms"]:
        fields[TERMS] = bytes.fromhex(body["terms"])
    if body["changed_ms"] is not None:
        fields[CHANGED] = time_bytes(body["changed_ms"])
    plain = b"\1" + write_fields(fields)
    refuse_unless(len(plain) <= BODY_MOST, "too long")
    return xseal(body_key(journal_key), nonce, bound(account, head), plain)


def open_body(sealed, account, head, journal_key):
    plain = xopen(body_key(journal_key), bound(account, head), sealed)
    refuse_unless(plain[:1] == b"\1", "body")
    fields = read_fields(plain[1:], "body")
    refuse_unless({NAME, SCOPE, SINCE} <= set(fields), "body")
    name, scope, since = (fields.pop(code) for code in (NAME, SCOPE, SINCE))
    terms, changed = fields.pop(TERMS, b""), fields.pop(CHANGED, None)
    return {
        "name": text_of(name, "body"),
        "scope": scope.hex(),
        "since_ms": time_of(since, "body"),
        "terms": terms.hex(),
        "changed_ms": None if changed is None else time_of(changed, "body"),
        "newer": [{"code": code, "bytes": fields[code].hex()} for code in sorted(fields)],
    }


def check_keys(case):
    journal_key, feed = of_hex(case, "journal_key", "feed")
    follow = follow_key(journal_key, feed)
    same("follow's key", follow, case["follow_key"])
    for name, key in (("feed", feed_key(follow)), ("notes", notes_key(follow))):
        same(f"key of {name}", key, case[f"{name}_key"])
        same(f"commitment of {name}", commitment(key), case[f"{name}_commitment"])
        same(f"segment key of {name}", segment_key(key), case[f"{name}_segment_key"])
    same("key of names", feed_names_key(journal_key, feed), case["feed_names_key"])
    same("key of bodies", body_key(journal_key), case["follow_body_key"])
    same("key of tallies", tally_key(journal_key), case["tally_key"])


def look_at_name(journal_key, feed, record, name):
    refuse_unless(name_in_feed(journal_key, feed, record) == name, "name")


def check(file):
    for case in file["keys"]:
        check_keys(case)
    for case in file["names"]:
        arguments = of_hex(case, "journal_key", "feed", "record", "name")
        same("name in a feed", name_in_feed(*arguments[:3]), case["name"])
        for place, argument in enumerate(arguments):
            for at, altered in flipped(argument) if argument else ():
                others = [*arguments[:place], altered, *arguments[place + 1 :]]
                refused(f"byte {at} of part {place} of a name", "name", look_at_name, *others)
    shown = {case["name"] for case in file["names"]}
    same("each record, feed and key gives another name", len(shown), len(file["names"]))
