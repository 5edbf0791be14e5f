"""HPKE, RFC 9180: base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20Poly1305, the first message."""

from primitives.aead import open_sealed, seal
from primitives.hkdf import expand, extract
from primitives.x25519 import BASE, exchanged, x25519

KEM = b"KEM" + (0x20).to_bytes(2, "big")
SUITE = b"HPKE" + b"".join(number.to_bytes(2, "big") for number in (0x20, 1, 3))


def labeled_extract(suite, salt, label, secret):
    return extract(salt, b"HPKE-v1" + suite + label + secret)


def labeled_expand(suite, pseudorandom, label, info, length):
    return expand(pseudorandom, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, length)


def derive_key_pair(material):
    """`DeriveKeyPair` of section 7.1.3: the secret key and the public one."""
    secret = labeled_expand(KEM, labeled_extract(KEM, b"", b"dkp_prk", material), b"sk", b"", 32)
    return secret, x25519(secret, BASE)


def shared_secret(exchange, encapsulated, recipient):
    pseudorandom = labeled_extract(KEM, b"", b"eae_prk", exchange)
    return labeled_expand(KEM, pseudorandom, b"shared_secret", encapsulated + recipient, 32)


def key_and_nonce(shared, info):
    """`KeySchedule` of section 5.1 in mode 0; the first message's nonce is the base nonce itself."""
    context = (
        b"\0"
        + labeled_extract(SUITE, b"", b"psk_id_hash", b"")
        + labeled_extract(SUITE, b"", b"info_hash", info)
    )
    secret = labeled_extract(SUITE, shared, b"secret", b"")
    return (
        labeled_expand(SUITE, secret, b"key", context, 32),
        labeled_expand(SUITE, secret, b"base_nonce", context, 12),
    )


def seal_to(recipient, info, bound, text, material):
    """`encapsulated key ‖ sealed ‖ tag`; the ephemeral pair is derived from `material`."""
    secret, encapsulated = derive_key_pair(material)
    shared = shared_secret(exchanged(secret, recipient), encapsulated, recipient)
    return encapsulated + seal(*key_and_nonce(shared, info), bound, text)


def open_with(secret, info, bound, message):
    encapsulated, sealed = message[:32], message[32:]
    recipient = x25519(secret, BASE)
    shared = shared_secret(exchanged(secret, encapsulated), encapsulated, recipient)
    return open_sealed(*key_and_nonce(shared, info), bound, sealed)
