"""Checks every file of docs/vectors/ with an implementation that was written from the documents alone.

    python3 tests/vectors/python/check.py docs/vectors
    python3 tests/vectors/python/check.py docs/vectors keybox.json

It needs Python 3.8 and nothing else. The primitives are checked first, against what their specifications publish.
"""

import json
import pathlib
import sys

from ebb import codes, draws, epochs, feeds, follows, invitations, keyboxes, members, scopes, segments, sheets, trust_logs
from ebb.comparing import Differs, counts
from primitives import published
from primitives.refusal import Refused

FILES = {
    "code.json": codes,
    "draws.json": draws,
    "epochs.json": epochs,
    "feed.json": feeds,
    "follow.json": follows,
    "invitation.json": invitations,
    "keybox.json": keyboxes,
    "member.json": members,
    "scope.json": scopes,
    "segment.json": segments,
    "sheet.json": sheets,
    "trust_log.json": trust_logs,
}


def main(folder, *wanted):
    published.check()
    found = sorted(path.name for path in folder.glob("*.json"))
    if found != sorted(FILES):
        raise SystemExit(f"There ought to be {sorted(FILES)}, and there are {found}.")
    for name in wanted or FILES:
        try:
            FILES[name].check(json.loads((folder / name).read_text(encoding="utf-8")))
        except (Differs, Refused, KeyError, ValueError, AssertionError) as problem:
            raise SystemExit(f"{name}: {type(problem).__name__}: {problem}") from None
    print(f"{counts['same']} the same, {counts['refused']} refused")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), *sys.argv[2:])
