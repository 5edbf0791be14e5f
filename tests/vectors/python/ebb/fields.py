"""Fields that newer versions may add to, and texts and times in them."""

from ebb.reading import Reader, le
from primitives.refusal import refuse_unless

STEP = 256


def write_fields(fields, step=STEP):
    """`fields` are bytes by their codes."""
    text = b"".join(bytes([code]) + le(len(fields[code]), 2) + fields[code] for code in sorted(fields))
    return text + bytes(-len(text) % step)


def read_fields(text, why):
    fields, reader, last = {}, Reader(text, why), 0
    while reader.rest and reader.rest[0]:
        code = reader.number(1)
        refuse_unless(code > last, why)
        fields[code] = reader.take(reader.number(2))
        last = code
    refuse_unless(not any(reader.rest), why)
    return fields


def text_of(text, why):
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        refuse_unless(False, why)


def time_bytes(time_ms):
    return le(time_ms, 8, signed=True)


def time_of(text, why):
    refuse_unless(len(text) == 8, why)
    return int.from_bytes(text, "little", signed=True)
