"""Segments: open head, nonce, sealed body, signature."""

from ebb.comparing import flipped, of_hex, refused, same
from ebb.draws import sha256
from ebb.epochs import commitment, segment_key
from ebb.members import member_of
from ebb.reading import Reader, le
from primitives.aead import xopen, xseal
from primitives.ed25519 import public_key, sign, verify
from primitives.refusal import refuse_unless

HEAD_BYTES = 110
SHORTEST = HEAD_BYTES + 24 + 16 + 64
LONGEST = 2 * 1024 * 1024


def padded(length):
    """Padmé, with a least of 256."""
    if length <= 256:
        return 256
    exponent = length.bit_length() - 1
    step = 2 ** (exponent - exponent.bit_length())
    return -(-length // step) * step


def open_head(kind, key, writer, place):
    """`place` is stream, epoch, replica, number and the hash of the one before."""
    stream, epoch, replica, number, previous = place
    return bytes([1, kind]) + stream + le(epoch, 4) + commitment(key) + writer + replica + le(number, 8) + previous


def seal_as(kind, key, signing_seed, place, trust_head, body, nonce):
    """A segment of a kind; `place` begins with the account."""
    account, *place = place
    head = open_head(kind, key, member_of(public_key(signing_seed)), place)
    plain = trust_head + le(len(body), 4) + body
    plain += bytes(padded(len(plain)) - len(plain))
    unsigned = head + xseal(segment_key(key), nonce, b"ebb/v1/segment" + account + head, plain)
    return unsigned + sign(signing_seed, signed_text(account, unsigned))


def place_of(case):
    stream, replica, previous = of_hex(case, "stream", "replica", "previous")
    return stream, case["epoch"], replica, case["number"], previous


def signed_text(account, unsigned):
    return b"ebb/v1/segment signature" + account + sha256(unsigned)


def open_segment(segment, account, key, signing_key):
    """The trust-log head and the body, of a segment of ops by the member with that signing key."""
    return open_as((1,), segment, account, key, signing_key)[1:]


def open_as(kinds, segment, account, key, signing_key):
    """The kind, which must be one of these, the trust-log head and the body."""
    refuse_unless(len(segment) <= LONGEST, "too long")
    refuse_unless(segment, "cut short")
    refuse_unless(segment[0] == 1, "format")
    refuse_unless(len(segment) >= SHORTEST, "cut short")
    reader = Reader(segment)
    kind = reader.take(2)[1]
    reader.take(16 + 4)
    committed, writer = reader.take(16), reader.take(16)
    reader.take(16)
    number, previous = reader.number(8), reader.take(32)
    is_first = previous == bytes(32)
    refuse_unless(number == 0 and is_first if kind == 2 else number > 0 and (number == 1) == is_first, "number")
    refuse_unless(kind in kinds, "kind")
    refuse_unless(writer == member_of(signing_key), "signature")
    unsigned, signature = segment[:-64], segment[-64:]
    verify(signing_key, signed_text(account, unsigned), signature)
    refuse_unless(committed == commitment(key), "key")
    plain = xopen(segment_key(key), b"ebb/v1/segment" + account + segment[:HEAD_BYTES], unsigned[HEAD_BYTES:])
    reader = Reader(plain, "body")
    trust_head = reader.take(32)
    return kind, trust_head, reader.take(reader.number(4))


def check(file):
    for case in file["cases"]:
        segment, account, key, signing_key = of_hex(case, "segment", "account", "key", "signing_key")
        signing_seed, trust_head, body, nonce = of_hex(case, "signing_seed", "trust_head", "body", "nonce")
        place = place_of(case)
        same("signing key", public_key(signing_seed), case["signing_key"])
        same("head", segment[:HEAD_BYTES], open_head(1, key, member_of(signing_key), place).hex())
        made = seal_as(1, key, signing_seed, (account, *place), trust_head, body, nonce)
        same("segment", made, case["segment"])
        same("hash", sha256(segment), case["hash"])
        trust_head, body = open_segment(segment, account, key, signing_key)
        same("trust-log head", trust_head, case["trust_head"])
        same("body", body, case["body"])
        for at, altered in flipped(segment, 1 + len(segment) // 40):
            refused(f"byte {at} of a segment", None, open_segment, altered, account, key, signing_key)
        refused("a segment cut short", "signature", open_segment, segment[:-1], account, key, signing_key)
    for case in file["padding"]:
        same("padded length", padded(case["length"]), case["padded"])
    for case in file["refused"]:
        arguments = of_hex(case, "segment", "account", "key", "signing_key")
        refused(case["name"], case["because"], open_segment, *arguments)
