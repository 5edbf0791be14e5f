"""The journal's keys: what is derived from each, and the chain from the newest back to the first."""

from ebb.comparing import flipped, of_hex, refused, same
from ebb.reading import le
from primitives.aead import xopen, xseal
from primitives.hkdf import hkdf
from primitives.refusal import refuse_unless


def commitment(key):
    return hkdf(key, b"ebb/v1/key commitment", 16)


def segment_key(key):
    return hkdf(key, b"ebb/v1/segment key")


def names_key(key):
    return hkdf(key, b"ebb/v1/names")


def previous_key_key(key):
    return hkdf(key, b"ebb/v1/previous key")


def bound(account, epoch):
    return b"ebb/v1/previous key" + account + le(epoch, 4)


def open_previous(key, account, epoch, sealed):
    previous = xopen(previous_key_key(key), bound(account, epoch), sealed)
    refuse_unless(len(previous) == 32, "seal")
    return previous


def opened_from(key, account, commitments, previous_keys):
    """All keys from the first on, by the newest; each must be the one to which the log commits."""
    keys = [key]
    for epoch in reversed(range(len(commitments))):
        refuse_unless(commitment(keys[0]) == commitments[epoch], "key")
        if epoch:
            keys.insert(0, open_previous(keys[0], account, epoch, previous_keys[epoch - 1]))
    return keys


def check(file):
    (account,) = of_hex(file, "account")
    keys = [bytes.fromhex(case["key"]) for case in file["keys"]]
    for case, key in zip(file["keys"], keys):
        same("commitment", commitment(key), case["commitment"])
        same("segment key", segment_key(key), case["segment_key"])
        same("key for names", names_key(key), case["names_key"])
        same("key for the key before", previous_key_key(key), case["previous_key_key"])
    sealed = [bytes.fromhex(text) for text in file["previous_keys"]]
    for epoch, told in enumerate(sealed, 1):
        made = xseal(previous_key_key(keys[epoch]), told[:24], bound(account, epoch), keys[epoch - 1])
        same("the key before", made, told.hex())
        for at, altered in flipped(told):
            refused(f"byte {at} of the key before", "seal", open_previous, keys[epoch], account, epoch, altered)
        refused("of another epoch", "seal", open_previous, keys[epoch], account, epoch + 1, told)
        refused("of another account", "seal", open_previous, keys[epoch], bytes(16), epoch, told)
    commitments = [commitment(key) for key in keys]
    same("the chain", [key.hex() for key in opened_from(keys[-1], account, commitments, sealed)], [key.hex() for key in keys])
    for _, altered in flipped(keys[-1], 8):
        refused("another newest key", "key", opened_from, altered, account, commitments, sealed)
    swapped = [commitment(keys[0])] * len(keys)
    refused("another commitment", "key", opened_from, keys[-1], account, swapped, sealed)
