"""A member's secrets, from its seed."""

from ebb.comparing import of_hex, same
from ebb.draws import sha256
from primitives.ed25519 import public_key
from primitives.hkdf import hkdf
from primitives.hpke import derive_key_pair


class Secrets:
    def __init__(self, seed):
        self.signing_seed = hkdf(seed, b"ebb/v1/member signing")
        self.sealing_seed = hkdf(seed, b"ebb/v1/member sealing")
        self.token_secret = hkdf(seed, b"ebb/v1/member token")
        self.signing_key = public_key(self.signing_seed)
        self.sealing_secret, self.sealing_key = derive_key_pair(self.sealing_seed)
        self.token_hash = sha256(self.token_secret)
        self.member = member_of(self.signing_key)

    def token(self, account):
        return ".".join(part.hex() for part in (account, self.member, self.token_secret))


def member_of(signing_key):
    return sha256(signing_key)[:16]


def compare(secrets, case):
    """All secrets that a file tells of a member."""
    for name in ("signing_seed", "signing_key", "sealing_seed", "sealing_key", "token_secret", "token_hash", "member"):
        same(name, getattr(secrets, name), case[name])


def check(file):
    for case in file["cases"]:
        seed, account = of_hex(case, "seed", "account")
        secrets = Secrets(seed)
        compare(secrets, case)
        same("token", secrets.token(account), case["token"])
