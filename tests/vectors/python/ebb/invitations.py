"""Invitations: a mailbox, an offer, a card, six digits."""

import hmac

from ebb.codes import to_text
from ebb.comparing import flipped, of_hex, refused, same
from ebb.draws import nonce, sha256
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


def make_offer(code, account, genesis, head, a, seed):
    plain = b"\1\1" + account + genesis + head + sha256(a)
    return xseal(offer_key(code), nonce(seed), OFFER, plain)


def open_offer(code, offer):
    """Account, hash of the founding entry, head of the trust log, commitment."""
    try:
        plain = xopen(offer_key(code), OFFER, offer)
    except Refused:
        raise Refused("offer") from None
    refuse_unless(len(plain) == 114 and plain[:2] == b"\1\1", "offer")
    reader = Reader(plain[2:])
    return [reader.take(16), reader.take(32), reader.take(32), reader.take(32)]


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
    same("text", to_text(code, "invitation"), case["text"])
    same("mailbox's name", hkdf(code, b"ebb/v1/mailbox name"), case["mailbox_name"])
    same("mailbox", sha256(hkdf(code, b"ebb/v1/mailbox name")), case["mailbox"])
    same("offer key", offer_key(code), case["offer_key"])
    same("card key", card_key(code), case["card_key"])
    same("commitment", sha256(a), case["commitment"])
    same("offer", make_offer(code, account, genesis, head, a, offer_random), case["offer"])
    same("offer, opened", [part.hex() for part in open_offer(code, offer)], [case[name] for name in ("account", "genesis", "head", "commitment")])
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
