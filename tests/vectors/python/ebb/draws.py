"""What is made of random bytes that were drawn."""

import hashlib

from ebb.comparing import of_hex, same
from ebb.reading import le


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def drawn(seed, counter=0):
    return sha256(b"ebb/v1/randomness", seed, le(counter, 4))


def nonce(seed, counter=0):
    return drawn(seed, counter)[:24]


def segment_nonce(random, index):
    return sha256(b"ebb/v1/nonce", random, le(index, 4))[:24]


def check(file):
    for case in file["cases"]:
        (random,) = of_hex(case, "random")
        for index, told in enumerate(case["segment_nonces"]):
            same("a segment's nonce", segment_nonce(random, index), told)
        for counter, told in enumerate(case["draws"]):
            same("a draw", drawn(random, counter), told)
        same("a new key", sha256(b"ebb/v1/new key", random), case["new_key"])
        same("a new replica", sha256(b"ebb/v1/new replica", random)[:16], case["new_replica"])
