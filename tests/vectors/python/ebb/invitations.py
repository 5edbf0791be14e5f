"""Invitations: a mailbox, an offer, a card, six digits."""

import hmac

from ebb.codes import to_text
from ebb.comparing import flipped, of_hex, refused, same
from ebb.draws import nonce, sha256
from ebb.fields import read_fields, text_of, time_bytes, time_of, write_fields
from ebb.labels import padded_name, read_name
from ebb.members import Secrets
from ebb.reading import Reader
from primitives.aead import xopen, xseal
from primitives.hkdf import hkdf, hmac_sha256
from primitives.refusal import Refused, refuse_unless

OFFER, CARD_NAME = b"ebb/v1/offer", b"ebb/v1/card name"
CARD_BYTES = 267


def offer_key(code):
    return hkdf(code, b"ebb/v1/offer key")


def card_key(code):
    return hkdf(code, b"ebb/v1/card key")


def write_offered(offered):
    """What who is to follow reads first."""
    fields = {1: offered["inviter"].encode(), 2: bytes.fromhex(offered["scope"])}
    if offered["until_ms"] is not None:
        fields[3] = time_bytes(offered["until_ms"])
    return write_fields(fields)


def read_offered(text):
    fields = read_fields(text, "offer")
    refuse_unless({1, 2} <= set(fields), "offer")
    until = time_of(fields[3], "offer") if 3 in fields else None
    return {"inviter": text_of(fields[1], "offer"), "scope": fields[2].hex(), "until_ms": until}


def make_offer(code, account, genesis, head, a, offered, seed):
    plain = (b"\1\2" if offered else b"\1\1") + account + genesis + head + sha256(a)
    plain += write_offered(offered) if offered else b""
    return xseal(offer_key(code), nonce(seed), OFFER, plain)


def open_offer(code, offer):
    """Account, hash of the founding entry, head of the trust log, commitment; what will be seen, or `None` for a device."""
    try:
        plain = xopen(offer_key(code), OFFER, offer)
    except Refused:
        raise Refused("offer") from None
    refuse_unless(plain[:2] in (b"\1\1", b"\1\2"), "offer")
    reader = Reader(plain[2:], "offer")
    told = [reader.take(16), reader.take(32), reader.take(32), reader.take(32)]
    if plain[1] == 1:
        reader.end()
        return [*told, None]
    return [*told, read_offered(reader.rest)]


def make_card(code, secrets, name, b, seed):
    card = b"\1" + secrets.signing_key + secrets.sealing_key + secrets.token_hash + b
    card += xseal(offer_key(code), nonce(seed), CARD_NAME, padded_name(name))
    return card + hmac_sha256(card_key(code), card)


def open_card(code, card):
    """Signing key, sealing key, token hash, b, name."""
    refuse_unless(len(card) == CARD_BYTES and card[0] == 1, "card")
    text, shown = card[:-32], card[-32:]
    refuse_unless(hmac.compare_digest(hmac_sha256(card_key(code), text), shown), "card")
    reader = Reader(text[1:])
    keys = [reader.take(32) for _ in range(4)]
    return [*keys, read_name(xopen(offer_key(code), CARD_NAME, reader.rest))]


def digits(code, offer, card, a):
    committed = open_offer(code, offer)[3]
    refuse_unless(hmac.compare_digest(sha256(a), committed), "opening")
    b = open_card(code, card)[3]
    info = b"ebb/v1/digits" + sha256(card) + sha256(offer)
    return int.from_bytes(hkdf(a + b, info, 8), "little") % 1_000_000


def check_case(case):
    code, account, genesis, head, a, b = of_hex(case, "code", "account", "genesis", "head", "a", "b")
    offer, card, seed = of_hex(case, "offer", "card", "seed")
    offer_random, card_random = of_hex(case, "offer_random", "card_random")
    offered = case["offered"]
    same("text", to_text(code, "follow" if offered else "invitation"), case["text"])
    same("mailbox's name", hkdf(code, b"ebb/v1/mailbox name"), case["mailbox_name"])
    same("mailbox", sha256(hkdf(code, b"ebb/v1/mailbox name")), case["mailbox"])
    same("offer key", offer_key(code), case["offer_key"])
    same("card key", card_key(code), case["card_key"])
    same("commitment", sha256(a), case["commitment"])
    same("offer", make_offer(code, account, genesis, head, a, offered, offer_random), case["offer"])
    *parts, opened = open_offer(code, offer)
    same("what will be seen", opened, offered)
    same("offer, opened", [part.hex() for part in parts], [case[name] for name in ("account", "genesis", "head", "commitment")])
    secrets = Secrets(seed)
    same("card", make_card(code, secrets, case["name"], b, card_random), case["card"])
    *keys, name = open_card(code, card)
    told = [secrets.signing_key, secrets.sealing_key, secrets.token_hash, b]
    same("card, opened", [key.hex() for key in keys], [key.hex() for key in told])
    same("name on the card", name, case["name_on_card"])
    same("six digits", digits(code, offer, card, a), case["digits"])
    for at, altered in flipped(offer):
        refused(f"byte {at} of an offer", "offer", open_offer, code, altered)
        refused(f"digits, byte {at} of the offer", "offer", digits, code, altered, card, a)
    for at, altered in flipped(card):
        refused(f"byte {at} of a card", "card", open_card, code, altered)
    for at, altered in flipped(a):
        refused(f"byte {at} of a", "opening", digits, code, offer, card, altered)
    for at, altered in flipped(code):
        refused(f"byte {at} of the code", "offer", open_offer, altered, offer)
        refused(f"byte {at} of the code", "card", open_card, altered, card)


def check(file):
    for case in file["cases"]:
        check_case(case)
    for case in file["swapped"]:
        code, offer, card, a = of_hex(case, "code", "offer", "card", "a")
        made = digits(code, offer, card, a)
        same(f"digits: {case['name']}", made, case["digits"])
    shown = {case["digits"] for case in file["swapped"]} | {file["cases"][0]["digits"]}
    same("each swap shows other digits", len(shown), len(file["swapped"]) + 1)
    for case in file["refused"]:
        arguments = of_hex(case, "code", "offer", "card", "a")
        refused(case["name"], case["because"], digits, *arguments)
