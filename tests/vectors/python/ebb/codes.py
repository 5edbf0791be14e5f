"""Codes of 128 bits as text."""

from ebb.comparing import of_hex, refused, same
from primitives.refusal import refuse_unless

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KINDS = {"invitation": 11, "sheet": 22, "follow": 19}


def doubled(element):
    return element << 1 ^ (0b100101 if element & 16 else 0)


def checked(digits, kind):
    total = 0
    for digit in digits:
        total = doubled(total ^ digit)
    return total ^ KINDS[kind]


def to_text(secret, kind):
    number = int.from_bytes(secret, "big") << 2
    digits = [number >> 5 * place & 31 for place in reversed(range(26))]
    text = "".join(ALPHABET[digit] for digit in [*digits, checked(digits, kind)])
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def of_text(text, kind):
    text = text.rsplit("#", 1)[-1]
    kept = "".join(letter for letter in text if not letter.isspace() and letter != "-")
    kept = kept.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    refuse_unless(len(kept) == 27 and all(letter in ALPHABET for letter in kept), "not whole")
    *digits, check = (ALPHABET.index(letter) for letter in kept)
    read = [known for known in KINDS if check == checked(digits, known)]
    refuse_unless(read, "mistyped")
    number = 0
    for digit in digits:
        number = number << 5 | digit
    refuse_unless(number & 3 == 0, "mistyped")
    refuse_unless(read == [kind], "something else")
    return (number >> 2).to_bytes(16, "big")


def check(file):
    for case in file["cases"]:
        (secret,) = of_hex(case, "secret")
        kind, text = case["kind"], case["text"]
        same("the text", to_text(secret, kind), text)
        same("the secret", of_text(text, kind), case["secret"])
        plain = text.replace("-", "")
        for at, letter in enumerate(plain):
            for other in ALPHABET:
                if other != letter:
                    refused("a wrong letter", None, of_text, plain[:at] + other + plain[at + 1 :], kind)
            if at and plain[at - 1] != letter:
                swapped = plain[: at - 1] + letter + plain[at - 1] + plain[at + 1 :]
                refused("a swap", None, of_text, swapped, kind)
    for case in file["typed"]:
        same(f"typed {case['text']!r}", of_text(case["text"], case["kind"]), case["secret"])
    for case in file["refused"]:
        refused(f"typed {case['text']!r}", case["because"], of_text, case["text"], case["kind"])
