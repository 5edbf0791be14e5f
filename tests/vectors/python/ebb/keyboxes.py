"""Keyboxes: the journal's key of an epoch, sealed to a member."""

from ebb.comparing import flipped, of_hex, refused, same
from ebb.draws import drawn, sha256
from ebb.members import Secrets
from ebb.reading import le
from primitives.hpke import open_with, seal_to
from primitives.refusal import refuse_unless

INFO = b"ebb/v1/keybox"


def bound(account, stream, epoch, member):
    return account + stream + le(epoch, 4) + member


def open_keybox(secrets, account, stream, epoch, keybox):
    """The key, for the member that has these secrets."""
    refuse_unless(len(keybox) == 80, "seal")
    return open_with(secrets.sealing_secret, INFO, bound(account, stream, epoch, secrets.member), keybox)


def check(file):
    for case in file["cases"]:
        seed, account, stream, key, random, keybox = of_hex(
            case, "seed", "account", "stream", "key", "random", "keybox"
        )
        secrets, epoch = Secrets(seed), case["epoch"]
        same("sealing key", secrets.sealing_key, case["sealing_key"])
        same("member", secrets.member, case["member"])
        place = bound(account, stream, epoch, secrets.member)
        same("keybox", seal_to(secrets.sealing_key, INFO, place, key, drawn(random)), case["keybox"])
        same("hash", sha256(keybox), case["hash"])
        same("key", open_keybox(secrets, account, stream, epoch, keybox), case["key"])
        for at, altered in flipped(keybox, 5):
            refused(f"byte {at} of a keybox", None, open_keybox, secrets, account, stream, epoch, altered)
    for case in file["refused"]:
        seed, account, stream, keybox = of_hex(case, "seed", "account", "stream", "keybox")
        refused(case["name"], None, open_keybox, Secrets(seed), account, stream, case["epoch"], keybox)
