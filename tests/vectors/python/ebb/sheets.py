"""Recovery sheets: a member from a code, and its proof of a log."""

import hmac

from ebb.codes import to_text
from ebb.comparing import flipped, of_hex, refused, same
from ebb.members import Secrets, compare
from primitives.hkdf import hkdf, hmac_sha256
from primitives.refusal import refuse_unless


def sheet_seed(code):
    return hkdf(code, b"ebb/v1/sheet seed")


def proof_key(code):
    return hkdf(code, b"ebb/v1/sheet proof")


def proof(code, genesis, previous):
    return hmac_sha256(proof_key(code), genesis + previous)


def look_at_proof(code, genesis, previous, shown):
    refuse_unless(hmac.compare_digest(proof(code, genesis, previous), shown), "proof")


def check(file):
    for case in file["cases"]:
        code, genesis, previous, shown = of_hex(case, "code", "genesis", "previous", "proof")
        same("text", to_text(code, "sheet"), case["text"])
        same("seed", sheet_seed(code), case["seed"])
        compare(Secrets(sheet_seed(code)), case)
        same("proof key", proof_key(code), case["proof_key"])
        same("proof", proof(code, genesis, previous), case["proof"])
        arguments = [code, genesis, previous, shown]
        look_at_proof(*arguments)
        for place, argument in enumerate(arguments):
            for at, altered in flipped(argument):
                others = [*arguments[:place], altered, *arguments[place + 1 :]]
                refused(f"byte {at} of part {place} of a proof", "proof", look_at_proof, *others)
    for case in file["refused"]:
        refused(case["name"], "proof", look_at_proof, *of_hex(case, "code", "genesis", "previous", "proof"))
