"""The part of a trust log that a follow reads."""

import copy

from ebb.comparing import flipped, refused, same
from ebb.entries import Entry
from ebb.fingerprints import fingerprint
from ebb.trust_state import State, found
from primitives.refusal import refuse_unless


class Chain(State):
    """The entries about devices, sheets and the account, and those about one follow."""

    last_index = 0

    def told(self):
        kept = {name: value for name, value in super().told().items() if name not in ("head", "next_index", "needs_newer")}
        return {**kept, "last_index": self.last_index, "fingerprint": fingerprint(self.member_head)}

    def look_at_place(self, entry):
        fields = entry.fields
        refuse_unless(not self.is_closed, "closed")
        refuse_unless(fields["index"] > self.last_index, "not next")
        refuse_unless(fields["previous_member"] == self.member_head, "not next")
        refuse_unless(entry.kind != "unknown" and entry.follow() in (None, self.own), "not next")

    def after(self, text):
        following = super().after(text)
        following.last_index = Entry(text).fields["index"]
        return following

    def after_end(self, text):
        """The state after an end, whatever may stand before it."""
        entry = Entry(text)
        stops = entry.kind == "follow stopped" and entry.follow() == self.own
        refuse_unless(stops or entry.kind == "closed", "not next")
        refuse_unless(entry.fields["index"] > self.last_index, "not next")
        refuse_unless(not self.is_closed, "closed")
        refuse_unless(self.signer_kind(entry) == "device", "not allowed")
        following = copy.deepcopy(self)
        if stops:
            following.open_follow(self.own)["stopped"] = entry.fields["index"]
        else:
            following.is_closed = True
        following.last_index = entry.fields["index"]
        return following


def begun(log, own):
    chain = found(bytes.fromhex(log.told["entries"][0]["entry"]), Chain)
    chain.own = own
    return chain


def taken(chain, how, text):
    return chain.after(text) if how == "next" else chain.after_end(text)


def check(told, logs):
    for case in told["read"]:
        log = logs[case["log"]]
        chain = None
        for step in case["steps"]:
            text = bytes.fromhex(log.told["entries"][step["index"]]["entry"])
            if chain is None:
                chain = begun(log, case["member"])
            else:
                for at, altered in flipped(text, 61):
                    refused(f"byte {at} of an entry of a chain", None, taken, chain, step["as"], altered)
                chain = taken(chain, step["as"], text)
            same(f"{case['name']}, after entry {step['index']}", chain.told(), step["read"])
        same("the follow", case["member"] in chain.follows, True)
    for case in told["refused"]:
        log = logs[case["log"]]
        chain = begun(log, case["member"])
        for index in case["read"][1:]:
            chain = chain.after(bytes.fromhex(log.told["entries"][index]["entry"]))
        refused(case["name"], case["because"], taken, chain, case["as"], bytes.fromhex(case["entry"]))
