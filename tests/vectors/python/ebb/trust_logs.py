"""Whole trust logs: each entry is read, made again, taken in, and what it brings is opened."""

from ebb import chains, epochs, sheets
from ebb.comparing import flipped, refused, same
from ebb.draws import sha256
from ebb.entries import Entry, signed
from ebb.fingerprints import fingerprint
from ebb.follows import follow_key, open_body, seal_body
from ebb.keyboxes import open_keybox
from ebb.labels import open_label, open_told, seal_label, seal_told
from ebb.members import Secrets
from ebb.reading import le
from ebb.trust_state import found
from primitives.refusal import refuse_unless


def batch(log):
    text = b"\1" + le(len(log), 2)
    for told in log:
        entry = bytes.fromhex(told["entry"])
        text += le(len(entry), 4) + entry + le(len(told["keyboxes"]), 2)
        for keybox in told["keyboxes"]:
            text += bytes.fromhex(keybox["member"]) + bytes.fromhex(keybox["keybox"])
    return text


def look_at_keyboxes(entry, keyboxes):
    shown = [{"member": one["member"], "hash": sha256(bytes.fromhex(one["keybox"])).hex()} for one in keyboxes]
    refuse_unless(shown == entry.named_keyboxes(), "keyboxes")


class Log:
    def __init__(self, told, secrets):
        self.told, self.secrets = told, secrets
        self.keys = [bytes.fromhex(key) for key in told["keys"]]
        self.states = []

    def taken(self, text):
        return self.states[-1].after(text) if self.states else found(text)

    def check(self):
        for told in self.told["entries"]:
            text = bytes.fromhex(told["entry"])
            entry = Entry(text)
            same("fields", entry.fields, told["fields"])
            same("hash", entry.hash, told["hash"])
            account = self.states[0].account if self.states else bytes(16)
            seed = self.secrets[entry.fields["signer"]].signing_seed
            same("signed", signed(told["fields"], entry.sealed_body, account, seed), told["entry"])
            if told["label"]:
                self.check_label(entry, told["label"], account)
            elif told["follow_body"]:
                self.check_follow_body(entry, told["follow_body"], account)
            elif told["told_ms"] is not None:
                self.check_told(entry, told["told_ms"], account)
            else:
                same("sealed body", entry.sealed_body, "")
            state = self.taken(text)
            same("state", state.told(), told["state"])
            same("fingerprint", fingerprint(state.member_head), told["fingerprint"])
            self.check_keyboxes(entry, told["keyboxes"], state)
            for at, altered in flipped(text, 29):
                refused(f"byte {at} of {told['name']}", None, self.taken, altered)
            for end in (0, 1, 90, len(text) - 1):
                refused(f"{told['name']}, cut short", "malformed", self.taken, text[:end])
            self.states.append(state)
        same("batch", batch(self.told["entries"]), self.told["batch"])

    def check_label(self, entry, label, account):
        key = self.keys[entry.fields["epoch"]]
        sealed = entry.sealed_body
        same("label", open_label(sealed, account, entry.head, key), label)
        same("sealed label", seal_label(label, account, entry.head, key, sealed[:24]), sealed.hex())
        for at, altered in flipped(sealed, 5):
            refused(f"byte {at} of a label", "seal", open_label, altered, account, entry.head, key)
        for at, altered in flipped(entry.head, 29):
            refused(f"a label under another head, byte {at}", "seal", open_label, sealed, account, altered, key)

    def check_told(self, entry, told_ms, account):
        key = self.keys[entry.fields["epoch"]]
        sealed = entry.sealed_body
        same("when it was done", open_told(sealed, account, entry.head, key), told_ms)
        same("sealed, when it was done", seal_told(told_ms, account, entry.head, key, sealed[:24]), sealed.hex())
        for at, altered in flipped(sealed, 5):
            refused(f"byte {at} of when it was done", "seal", open_told, altered, account, entry.head, key)
        for at, altered in flipped(entry.head, 29):
            refused(f"the same under another head, byte {at}", "seal", open_told, sealed, account, altered, key)

    def check_follow_body(self, entry, body, account):
        key = self.keys[entry.fields["epoch"]]
        sealed = entry.sealed_body
        same("follow body", open_body(sealed, account, entry.head, key), body)
        same("sealed follow body", seal_body(body, account, entry.head, key, sealed[:24]), sealed.hex())
        for at, altered in flipped(sealed, 5):
            refused(f"byte {at} of a follow body", "seal", open_body, altered, account, entry.head, key)
        for at, altered in flipped(entry.head, 29):
            refused(f"a follow body under another head, byte {at}", "seal", open_body, sealed, account, altered, key)
        refused("a follow body read as a label", "seal", open_label, sealed, account, entry.head, key)

    def check_follow_keybox(self, follow, state, epoch, secrets, text):
        """It holds the key of the follow, and nothing of the journal."""
        feed = bytes.fromhex(state.follows[follow]["feed"])
        opened = open_keybox(secrets, state.account, feed, epoch, text)
        same("follow's key", opened, follow_key(self.keys[epoch], feed).hex())
        journal = bytes.fromhex(state.journal)
        refused("a follow's keybox, for the journal", "seal", open_keybox, secrets, state.account, journal, epoch, text)

    def check_keyboxes(self, entry, keyboxes, state):
        look_at_keyboxes(entry, keyboxes)
        commitments = [bytes.fromhex(told) for told in state.commitments]
        previous_keys = [bytes.fromhex(told) for told in state.previous_keys]
        for told in keyboxes:
            epoch, text = entry.fields["epoch"], bytes.fromhex(told["keybox"])
            secrets = self.secrets[told["member"]]
            if entry.follow():
                self.check_follow_keybox(entry.follow(), state, epoch, secrets, text)
            else:
                key = open_keybox(secrets, state.account, bytes.fromhex(state.journal), epoch, text)
                opened = epochs.opened_from(key, state.account, commitments, previous_keys)
                same("all keys", [key.hex() for key in opened], [key.hex() for key in self.keys[: epoch + 1]])
            altered = [{**one, "keybox": text[:-1].hex() + "%02x" % (text[-1] ^ 1)} for one in keyboxes]
            refused("an altered keybox", "keyboxes", look_at_keyboxes, entry, altered)
        if keyboxes:
            refused("a keybox left out", "keyboxes", look_at_keyboxes, entry, keyboxes[1:])


def check(file):
    secrets = {}
    for case in file["members"]:
        seed = sheets.sheet_seed(bytes.fromhex(case["code"])) if case["code"] else bytes.fromhex(case["seed"])
        one = Secrets(seed)
        same("member", one.member, case["member"])
        secrets[case["member"]] = one
    logs = [Log(told, secrets) for told in file["logs"]]
    for log in logs:
        log.check()
        same("account", log.states[0].account, log.told["account"])
    for case in file["counts"]:
        state = logs[case["log"]].states[case["after"] - 1]
        written = (case[name] for name in ("writer", "stream", "replica", "number", "hash"))
        same(case["name"], state.counts(*written), case["counts"])
    for case in file["refused"]:
        log = logs[case["log"]]
        take = log.states[case["after"] - 1].after if case["after"] else found
        refused(case["name"], case["because"], take, bytes.fromhex(case["entry"]))
    chains.check(file["chains"], logs)
    for case in file["proofs"]:
        log = logs[case["log"]]
        text = bytes.fromhex(log.told["entries"][case["index"]]["entry"])
        detail, code = Entry(text).fields["detail"], bytes.fromhex(case["code"])
        hashes = [bytes.fromhex(log.told["entries"][index]["hash"]) for index in (0, case["index"] - 1)]
        same("proof", sheets.proof(code, *hashes), detail["proof"])
