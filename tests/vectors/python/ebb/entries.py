"""One entry of the trust log: its bytes, and who signed it."""

from ebb.draws import sha256
from ebb.members import member_of
from ebb.reading import Reader, le
from primitives.ed25519 import sign, verify
from primitives.refusal import refuse_unless

KINDS = {
    1: "founded",
    2: "admitted",
    3: "dismissed",
    4: "closed",
    5: "followed",
    6: "follow changed",
    7: "follow stopped",
}
MEMBER_KINDS = {1: "device", 2: "sheet"}
LONGEST = 32 * 1024
COMPACTED_MOST = 256

FOUNDED = {"signing_key": 32, "sealing_key": 32, "token_hash": 32, "journal": 16, "commitment": 16, "random": 16}
ADMITTED = {"signing_key": 32, "sealing_key": 32, "token_hash": 32, "keybox_hash": 32, "mailbox": 32, "proof": 32}

FOLLOWED = {
    "signing_key": 32,
    "sealing_key": 32,
    "token_hash": 32,
    "keybox_hash": 32,
    "mailbox": 32,
    "feed": 16,
    "notes": 16,
}
FOLLOW_CHANGED = {"member": 16, "keybox_hash": 32}


def read_fields(reader, lengths):
    return {name: reader.take(length).hex() for name, length in lengths.items()}


def rises(rows):
    return all(one < other for one, other in zip(rows, rows[1:]))


def read_dismissal(reader):
    detail = read_fields(reader, {"member": 16, "commitment": 16, "previous_key": 72})
    detail["keyboxes"] = [read_fields(reader, {"member": 16, "hash": 32}) for _ in range(reader.number(2))]
    detail["cuts"] = []
    for _ in range(reader.number(2)):
        cut = read_fields(reader, {"stream": 16, "replica": 16})
        cut["number"] = reader.number(8)
        detail["cuts"].append({**cut, **read_fields(reader, {"hash": 32})})
    count = reader.number(2)
    refuse_unless(count <= COMPACTED_MOST, "malformed")
    detail["compacted"] = [reader.take(32).hex() for _ in range(count)]
    refuse_unless(rises([keybox["member"] for keybox in detail["keyboxes"]]), "malformed")
    refuse_unless(rises([(cut["stream"], cut["replica"]) for cut in detail["cuts"]]), "malformed")
    refuse_unless(rises(detail["compacted"]), "malformed")
    return detail


def read_until(reader):
    """`None` where it goes on until it is stopped."""
    until = int.from_bytes(reader.take(8), "little", signed=True)
    refuse_unless(until >= 0, "malformed")
    return until or None


def read_detail(kind, text):
    reader = Reader(text)
    if kind == 1:
        detail = read_fields(reader, FOUNDED)
    elif kind == 2:
        member_kind = MEMBER_KINDS.get(reader.number(1))
        refuse_unless(member_kind, "malformed")
        detail = {"member_kind": member_kind, **read_fields(reader, ADMITTED)}
    elif kind == 3:
        detail = read_dismissal(reader)
    elif kind == 4:
        detail = {}
    elif kind in (5, 6):
        detail = read_fields(reader, FOLLOWED if kind == 5 else FOLLOW_CHANGED)
        detail["until_ms"] = read_until(reader)
    elif kind == 7:
        detail = read_fields(reader, {"member": 16})
    else:
        return {"kind": kind, "bytes": text.hex()}
    reader.end()
    return detail


def write_detail(kind, detail):
    def joined(told, names):
        return b"".join(bytes.fromhex(told[name]) for name in names)

    if kind == "founded":
        return joined(detail, FOUNDED)
    if kind == "admitted":
        number = {name: code for code, name in MEMBER_KINDS.items()}[detail["member_kind"]]
        return bytes([number]) + joined(detail, ADMITTED)
    if kind == "dismissed":
        text = joined(detail, ("member", "commitment", "previous_key")) + le(len(detail["keyboxes"]), 2)
        text += b"".join(joined(keybox, ("member", "hash")) for keybox in detail["keyboxes"])
        text += le(len(detail["cuts"]), 2)
        for cut in detail["cuts"]:
            text += joined(cut, ("stream", "replica")) + le(cut["number"], 8) + joined(cut, ("hash",))
        return text + le(len(detail["compacted"]), 2) + bytes.fromhex("".join(detail["compacted"]))
    if kind in ("followed", "follow changed"):
        names = FOLLOWED if kind == "followed" else FOLLOW_CHANGED
        return joined(detail, names) + le(detail["until_ms"] or 0, 8, signed=True)
    if kind == "follow stopped":
        return joined(detail, ("member",))
    return bytes.fromhex(detail.get("bytes", ""))


def write_head(fields):
    code = {name: code for code, name in KINDS.items()}.get(fields["kind"], fields["detail"].get("kind"))
    previous, previous_member, signer = (
        bytes.fromhex(fields[name]) for name in ("previous", "previous_member", "signer")
    )
    detail = write_detail(fields["kind"], fields["detail"])
    head = bytes([1, code]) + le(fields["index"], 4) + previous + previous_member + signer + le(fields["epoch"], 4)
    return head + le(len(detail), 2) + detail


def signed_text(account, unsigned):
    return b"ebb/v1/trust entry" + account + sha256(unsigned)


def signed(fields, sealed_body, account, signing_seed):
    unsigned = write_head(fields) + le(len(sealed_body), 2) + sealed_body
    return unsigned + sign(signing_seed, signed_text(account, unsigned))


class Entry:
    """An entry that was read; its signature is not looked at yet."""

    def __init__(self, text):
        refuse_unless(len(text) <= LONGEST, "malformed")
        reader = Reader(text)
        refuse_unless(reader.number(1) == 1, "malformed")
        code = reader.number(1)
        self.kind = KINDS.get(code, "unknown")
        self.fields = {"kind": self.kind, "index": reader.number(4)}
        self.fields.update(read_fields(reader, {"previous": 32, "previous_member": 32, "signer": 16}))
        self.fields["epoch"] = reader.number(4)
        self.fields["detail"] = read_detail(code, reader.take(reader.number(2)))
        self.head = text[: len(text) - len(reader.rest)]
        self.sealed_body = reader.take(reader.number(2))
        self.unsigned = text[: len(text) - len(reader.rest)]
        self.signature = reader.take(64)
        reader.end()
        self.hash = sha256(text)

    def look_at_signature(self, signing_key, account):
        verify(signing_key, signed_text(account, self.unsigned), self.signature)

    def follow(self):
        """The follow that it is about, or `None`."""
        detail = self.fields["detail"]
        if self.kind == "followed":
            return member_of(bytes.fromhex(detail["signing_key"])).hex()
        return detail["member"] if self.kind in ("follow changed", "follow stopped") else None

    def named_keyboxes(self):
        """Whose keyboxes it names, with their hashes."""
        detail = self.fields["detail"]
        if self.kind == "follow changed":
            return [{"member": detail["member"], "hash": detail["keybox_hash"]}]
        if self.kind in ("admitted", "followed"):
            return [{"member": member_of(bytes.fromhex(detail["signing_key"])).hex(), "hash": detail["keybox_hash"]}]
        return detail["keyboxes"] if self.kind == "dismissed" else []
