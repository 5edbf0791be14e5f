"""Names, padded, and the labels of members that are sealed in entries."""

from ebb.epochs import names_key
from ebb.reading import Reader, le
from primitives.aead import xopen, xseal
from primitives.refusal import refuse_unless


def padded_name(name):
    text = name.encode()[:64]
    # Cut at a character.
    text = text.decode(errors="ignore").encode()
    return bytes([1, len(text)]) + text + bytes(64 - len(text))


def read_name(plain):
    refuse_unless(len(plain) == 66 and plain[0] == 1 and 0 < plain[1] <= 64, "name")
    return plain[2 : 2 + plain[1]].decode()


def bound(account, head):
    return b"ebb/v1/names" + account + head


def seal_label(label, account, head, key, nonce):
    plain = padded_name(label["name"]) + le(label["since_ms"], 8, signed=True)
    return xseal(names_key(key), nonce, bound(account, head), plain)


def open_label(sealed, account, head, key):
    reader = Reader(xopen(names_key(key), bound(account, head), sealed), "name")
    name, since = read_name(reader.take(66)), int.from_bytes(reader.take(8), "little", signed=True)
    reader.end()
    return {"name": name, "since_ms": since}


def seal_told(told_ms, account, head, key, nonce):
    """When somebody was dismissed or stopped: a label without a name."""
    return seal_label({"name": "", "since_ms": told_ms}, account, head, key, nonce)


def open_told(sealed, account, head, key):
    reader = Reader(xopen(names_key(key), bound(account, head), sealed), "name")
    refuse_unless(reader.take(66) == padded_name(""), "name")
    told = int.from_bytes(reader.take(8), "little", signed=True)
    reader.end()
    return told
