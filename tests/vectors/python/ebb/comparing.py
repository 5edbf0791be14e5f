"""Comparing what is made here with what a file says, and counting it."""

from primitives.refusal import Refused

counts = {"same": 0, "refused": 0}


class Differs(Exception):
    """This implementation and the file say two things."""


def same(what, made, told):
    """Bytes are told in hexadecimal."""
    made = made.hex() if isinstance(made, bytes) else made
    if made != told:
        raise Differs(f"{what}: made {made!r}, told {told!r}")
    counts["same"] += 1


def refused(what, why, function, *arguments):
    """What must be refused, and where `why` is told, for that reason."""
    try:
        taken = function(*arguments)
    except Refused as refusal:
        if why is not None and str(refusal) != why:
            raise Differs(f"{what}: refused as {str(refusal)!r}, told {why!r}") from None
        counts["refused"] += 1
        return
    raise Differs(f"{what}: taken, and must be refused: {taken!r}")


def flipped(text, step=1):
    """The bytes with one bit turned, for every `step`-th byte and the last."""
    for at in sorted({*range(0, len(text), step), len(text) - 1}):
        altered = bytearray(text)
        altered[at] ^= 1 << at % 8
        yield at, bytes(altered)


def of_hex(case, *names):
    """Some fields of a case, as bytes."""
    return [bytes.fromhex(case[name]) for name in names]
