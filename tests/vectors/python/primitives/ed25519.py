"""Ed25519, RFC 8032, with strict verification."""

import hashlib

from primitives.refusal import Refused, refuse_unless

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def added(p, q):
    """Two points in extended coordinates."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar, point):
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = added(result, point)
        point = added(point, point)
        scalar >>= 1
    return result


def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def root(y, sign):
    """The x of a y, by section 5.1.3."""
    refuse_unless(y < P, "not a point")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    refuse_unless((x * x - square) % P == 0 and not (x == 0 and sign), "not a point")
    return P - x if x & 1 != sign else x


def decoded(encoded):
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = root(y, sign)
    return (x, y, 1, x * y % P)


def encoded(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = root(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def sha512_number(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def expanded(seed):
    digest = bytearray(hashlib.sha512(seed).digest())
    digest[0] &= 248
    digest[31] = (digest[31] & 127) | 64
    return int.from_bytes(digest[:32], "little"), bytes(digest[32:])


def public_key(seed):
    return encoded(times(expanded(seed)[0], BASE))


def sign(seed, message):
    scalar, prefix = expanded(seed)
    key = encoded(times(scalar, BASE))
    r = sha512_number(prefix, message) % L
    first = encoded(times(r, BASE))
    s = (r + sha512_number(first, key, message) * scalar) % L
    return first + s.to_bytes(32, "little")


def verify(key, message, signature):
    """Raises where the signature is not this key's."""
    try:
        a, r = decoded(key), decoded(signature[:32])
        s = int.from_bytes(signature[32:], "little")
        refuse_unless(len(signature) == 64 and s < L, "signature")
        refuse_unless(not same(times(8, a), NEUTRAL) and not same(times(8, r), NEUTRAL), "signature")
    except Refused:
        raise Refused("signature") from None
    k = sha512_number(signature[:32], key, message) % L
    refuse_unless(same(times(s, BASE), added(r, times(k, a))), "signature")
