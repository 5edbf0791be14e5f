"""The number by which two people tell aloud whether they see the same members."""

from ebb.draws import sha256


def fingerprint(member_head):
    """Of the last entry about a device, a sheet or the account, in hexadecimal: a number of twelve digits."""
    return int.from_bytes(sha256(b"ebb/v1/fingerprint", bytes.fromhex(member_head))[:8], "little") % 10**12
