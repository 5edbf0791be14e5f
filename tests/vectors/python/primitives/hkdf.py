"""HMAC-SHA-256, and HKDF, RFC 5869."""

import hashlib
import hmac


def hmac_sha256(key, text):
    return hmac.new(key, text, hashlib.sha256).digest()


def extract(salt, secret):
    return hmac_sha256(salt or bytes(32), secret)


def expand(pseudorandom, info, length):
    done, last = b"", b""
    while len(done) < length:
        last = hmac_sha256(pseudorandom, last + info + bytes([len(done) // 32 + 1]))
        done += last
    return done[:length]


def hkdf(secret, info, length=32):
    """Without a salt, as Ebb derives."""
    return expand(extract(b"", secret), info, length)
