"""What a follow may see, and what else is agreed with it."""

from ebb.comparing import flipped, of_hex, refused, same
from ebb.fields import text_of
from ebb.reading import Reader, le
from primitives.refusal import refuse_unless

KINDS_KNOWN = range(1, 12)
ALERTS_KNOWN = range(1, 5)
SPANS_MOST = 200
HAS_FROM, IS_PAUSED = 1, 2


def day_bytes(day):
    return le(day, 4, signed=True)


def write_scope(case):
    first, paused = case["from"], case["paused_from"]
    follows = (HAS_FROM if first is not None else 0) | (IS_PAUSED if paused is not None else 0)
    text = bytes([1, len(case["kinds"]), *case["kinds"], follows])
    text += b"".join(day_bytes(day) for day in (first, paused) if day is not None)
    text += le(len(case["left_out"]), 2)
    return text + b"".join(day_bytes(day) for span in case["left_out"] for day in span)


def read_day(reader):
    return int.from_bytes(reader.take(4), "little", signed=True)


def read_scope(text):
    reader = Reader(text)
    version = reader.number(1)
    refuse_unless(version > 0, "malformed")
    refuse_unless(version == 1, "newer")
    kinds = []
    for _ in range(reader.number(1)):
        kind = reader.number(1)
        refuse_unless(kind > (kinds[-1] if kinds else 0), "malformed")
        refuse_unless(kind in KINDS_KNOWN, "newer")
        kinds.append(kind)
    follows = reader.number(1)
    refuse_unless(follows & ~(HAS_FROM | IS_PAUSED) == 0, "newer")
    first = read_day(reader) if follows & HAS_FROM else None
    paused = read_day(reader) if follows & IS_PAUSED else None
    count = reader.number(2)
    refuse_unless(count <= SPANS_MOST, "malformed")
    spans = [[read_day(reader), read_day(reader)] for _ in range(count)]
    refuse_unless(all(begin <= end for begin, end in spans), "malformed")
    apart = all(one[1] + 1 < following[0] for one, following in zip(spans, spans[1:]))
    refuse_unless(apart, "malformed")
    reader.end()
    return {"kinds": kinds, "from": first, "paused_from": paused, "left_out": spans}


def write_terms(case):
    text = bytes([1, case["takes_notes"], len(case["alerts"])])
    text += b"".join(bytes([one["alert"]]) + le(one["minutes"], 4) for one in case["alerts"])
    return text + case["owner"].encode()


def read_terms(text):
    """Alerts of newer versions are passed over."""
    reader = Reader(text)
    refuse_unless(reader.number(1) == 1, "malformed")
    takes_notes = reader.number(1) != 0
    alerts = [{"alert": reader.number(1), "minutes": reader.number(4)} for _ in range(reader.number(1))]
    known = [one for one in alerts if one["alert"] in ALERTS_KNOWN]
    return {"takes_notes": takes_notes, "alerts": known, "owner": text_of(reader.rest, "malformed")}


def look_at(read, told, text):
    refuse_unless(read(text) == told, "malformed")


def check_readable(what, case, read):
    (text,) = of_hex(case, "bytes")
    told = {name: value for name, value in case.items() if name not in ("bytes", "name")}
    same(what, read(text), told)
    for at, altered in flipped(text):
        if read is read_terms and at == 1 and altered[1]:
            # Whatever is not 0 says that notes are welcome.
            continue
        refused(f"byte {at} of {what}", None, look_at, read, told, altered)
    for end in range(0, len(text)):
        refused(f"{what}, cut after {end} bytes", None, look_at, read, told, text[:end])


def check(file):
    for case in file["cases"]:
        same("bytes of a scope", write_scope(case), case["bytes"])
        check_readable("a scope", case, read_scope)
        refused("a scope with something after its end", "malformed", read_scope, bytes.fromhex(case["bytes"]) + b"\0")
    for case in file["refused"]:
        refused(case["name"], case["because"], read_scope, *of_hex(case, "bytes"))
    for case in file["terms"]:
        same("bytes of terms", write_terms(case), case["bytes"])
        check_readable("terms", case, read_terms)
    for case in file["terms_with_newer_alerts"]:
        same("what is known of terms", read_terms(*of_hex(case, "bytes")), {name: case[name] for name in case if name != "bytes"})
    for case in file["refused_terms"]:
        refused(case["name"], None, read_terms, *of_hex(case, "bytes"))
