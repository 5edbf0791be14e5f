"""ChaCha20-Poly1305, RFC 8439, and XChaCha20-Poly1305, draft-irtf-cfrg-xchacha-03."""

import hmac
import struct

from primitives.refusal import refuse_unless

CONSTANTS = (0x61707865, 0x3320646E, 0x79622D32, 0x6B206574)
QUARTERS = (
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
    (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
)
TAG_BYTES = 16
WORD = 0xFFFFFFFF


def rotated(word, by):
    return (word << by | word >> 32 - by) & WORD


def twenty_rounds(state):
    x = list(state)
    for _ in range(10):
        for a, b, c, d in QUARTERS:
            x[a] = (x[a] + x[b]) & WORD
            x[d] = rotated(x[d] ^ x[a], 16)
            x[c] = (x[c] + x[d]) & WORD
            x[b] = rotated(x[b] ^ x[c], 12)
            x[a] = (x[a] + x[b]) & WORD
            x[d] = rotated(x[d] ^ x[a], 8)
            x[c] = (x[c] + x[d]) & WORD
            x[b] = rotated(x[b] ^ x[c], 7)
    return x


def block(key, counter, nonce):
    state = CONSTANTS + struct.unpack("<8I", key) + (counter,) + struct.unpack("<3I", nonce)
    rounds = twenty_rounds(state)
    return struct.pack("<16I", *((one + other) & WORD for one, other in zip(rounds, state)))


def chacha20(key, counter, nonce, text):
    stream = b"".join(block(key, counter + at, nonce) for at in range((len(text) + 63) // 64))
    return bytes(one ^ other for one, other in zip(text, stream))


def hchacha20(key, nonce):
    rounds = twenty_rounds(CONSTANTS + struct.unpack("<8I", key) + struct.unpack("<4I", nonce))
    return struct.pack("<8I", *rounds[:4], *rounds[12:])


def poly1305(key, text):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(text), 16):
        total = (total + int.from_bytes(text[at : at + 16] + b"\1", "little")) * r % (2**130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")


def tag(key, nonce, bound, sealed):
    def whole(text):
        return text + bytes(-len(text) % 16)

    lengths = struct.pack("<QQ", len(bound), len(sealed))
    return poly1305(block(key, 0, nonce)[:32], whole(bound) + whole(sealed) + lengths)


def seal(key, nonce, bound, text):
    sealed = chacha20(key, 1, nonce, text)
    return sealed + tag(key, nonce, bound, sealed)


def open_sealed(key, nonce, bound, sealed):
    refuse_unless(len(sealed) >= TAG_BYTES, "seal")
    text, shown = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
    refuse_unless(hmac.compare_digest(tag(key, nonce, bound, text), shown), "seal")
    return chacha20(key, 1, nonce, text)


def of_long_nonce(key, nonce):
    return hchacha20(key, nonce[:16]), bytes(4) + nonce[16:]


def xseal(key, nonce, bound, text):
    """`nonce (24) ‖ sealed ‖ tag (16)`, as Ebb writes it."""
    return nonce + seal(*of_long_nonce(key, nonce), bound, text)


def xopen(key, bound, sealed):
    """Opens `nonce (24) ‖ sealed ‖ tag (16)`."""
    refuse_unless(len(sealed) >= 24 + TAG_BYTES, "seal")
    return open_sealed(*of_long_nonce(key, sealed[:24]), bound, sealed[24:])
