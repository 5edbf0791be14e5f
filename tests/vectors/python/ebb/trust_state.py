"""What a trust log says, and which entry may follow."""

import copy

from ebb.draws import sha256
from ebb.entries import Entry
from ebb.members import member_of
from primitives.refusal import refuse_unless

ENTRIES_MOST, MEMBERS_MOST, SHEETS_MOST, FOLLOWS_MOST = 4096, 32, 3, 32
ZEROS = bytes(32).hex()


def found(text, made=None):
    """The state after the entry that founds; `made` gives an empty one."""
    entry = Entry(text)
    fields, detail = entry.fields, entry.fields["detail"]
    refuse_unless(entry.kind == "founded" and fields["index"] == 0, "not next")
    refuse_unless(fields["previous"] == ZEROS and fields["previous_member"] == ZEROS, "not next")
    refuse_unless(fields["epoch"] == 0, "epoch")
    key = bytes.fromhex(detail["signing_key"])
    founder = member_of(key).hex()
    refuse_unless(fields["signer"] == founder, "signature")
    entry.look_at_signature(key, bytes(16))
    state = (made or State)()
    state.account, state.journal = sha256(text)[:16], detail["journal"]
    state.members = {founder: member_of_detail("device", detail, 0, founder)}
    state.commitments, state.hashes, state.member_head = [detail["commitment"]], [entry.hash.hex()], entry.hash.hex()
    return state


def member_of_detail(kind, detail, index, by):
    named = {name: detail[name] for name in ("signing_key", "sealing_key", "token_hash")}
    return {"kind": kind, **named, "admitted": index, "admitted_by": by, "removed": None}


class State:
    def __init__(self):
        self.previous_keys, self.follows = [], {}
        self.is_closed = self.needs_newer = False

    def told(self):
        """As the files tell it."""
        return {
            "account": self.account.hex(),
            "journal": self.journal,
            "next_index": len(self.hashes),
            "head": self.hashes[-1],
            "member_head": self.member_head,
            "epoch": self.epoch(),
            "commitments": self.commitments,
            "is_closed": self.is_closed,
            "needs_newer": self.needs_newer,
            "members": [{"member": member, **self.members[member]} for member in sorted(self.members)],
            "follows": [{"member": member, **self.follows[member]} for member in sorted(self.follows)],
        }

    def epoch(self):
        return len(self.commitments) - 1

    def open_members(self):
        return sorted(member for member, about in self.members.items() if about["removed"] is None)

    def after(self, text):
        """The state after one more entry."""
        entry = Entry(text)
        self.look_at_place(entry)
        return self.taken(entry)

    def signer_kind(self, entry):
        """What signs an entry, if it is a member now and the signature its own."""
        signer = entry.fields["signer"]
        refuse_unless(signer in self.open_members(), "not allowed")
        entry.look_at_signature(bytes.fromhex(self.members[signer]["signing_key"]), self.account)
        return self.members[signer]["kind"]

    def taken(self, entry):
        """The state after an entry whose place was looked at."""
        signer_kind = self.signer_kind(entry)
        following = copy.deepcopy(self)
        getattr(following, entry.kind.replace(" ", "_"))(entry.fields, signer_kind)
        following.hashes.append(entry.hash.hex())
        if entry.kind != "unknown" and entry.follow() is None:
            following.member_head = entry.hash.hex()
        return following

    def is_known(self, member, token_hash):
        """Whether somebody is or was a member or a follow by this name or this token."""
        known = {**self.members, **self.follows}
        return member in known or token_hash in [about["token_hash"] for about in known.values()]

    def counts(self, writer, stream, replica, number, segment_hash):
        """Whether a segment counts that is properly sealed and signed by this writer; 0 is the number of a compacted one."""
        about = self.members.get(writer)
        if about is None or about["kind"] != "device":
            return False
        removed = about["removed"]
        if removed is None:
            return True
        if number == 0:
            return stream == self.journal and segment_hash in removed["compacted"]
        cuts = [cut for cut in removed["cuts"] if (cut["stream"], cut["replica"]) == (stream, replica)]
        return any(number < cut["number"] or (number, segment_hash) == (cut["number"], cut["hash"]) for cut in cuts)

    def look_at_place(self, entry):
        fields = entry.fields
        refuse_unless(not self.is_closed, "closed")
        refuse_unless(len(self.hashes) < ENTRIES_MOST, "full")
        refuse_unless(fields["index"] == len(self.hashes) and fields["previous"] == self.hashes[-1], "not next")
        is_looked_at = not self.needs_newer and entry.kind != "unknown"
        refuse_unless(not is_looked_at or fields["previous_member"] == self.member_head, "not next")

    def same_epoch(self, epoch):
        refuse_unless(self.needs_newer or epoch == self.epoch(), "epoch")

    def founded(self, fields, signer_kind):
        refuse_unless(False, "not next")

    def admitted(self, fields, signer_kind):
        detail = fields["detail"]
        self.same_epoch(fields["epoch"])
        kind = detail["member_kind"]
        refuse_unless(signer_kind == "device" or kind == "device", "not allowed")
        member = member_of(bytes.fromhex(detail["signing_key"])).hex()
        refuse_unless(not self.is_known(member, detail["token_hash"]), "member")
        sheets = [one for one in self.open_members() if self.members[one]["kind"] == "sheet"]
        refuse_unless(len(self.open_members()) < MEMBERS_MOST, "full")
        refuse_unless(kind == "device" or len(sheets) < SHEETS_MOST, "full")
        self.members[member] = member_of_detail(kind, detail, fields["index"], fields["signer"])

    def dismissed(self, fields, signer_kind):
        detail = fields["detail"]
        member = detail["member"]
        refuse_unless(signer_kind == "device" and fields["signer"] != member, "not allowed")
        refuse_unless(not self.needs_newer and fields["epoch"] == self.epoch() + 1, "epoch")
        refuse_unless(member in self.open_members(), "member")
        stay = [other for other in self.open_members() if other != member]
        refuse_unless([keybox["member"] for keybox in detail["keyboxes"]] == stay, "keyboxes")
        self.members[member]["removed"] = {
            "index": fields["index"],
            "cuts": detail["cuts"],
            "compacted": detail["compacted"],
        }
        self.commitments.append(detail["commitment"])
        self.previous_keys.append(detail["previous_key"])

    def closed(self, fields, signer_kind):
        refuse_unless(signer_kind == "device", "not allowed")
        self.same_epoch(fields["epoch"])
        self.is_closed = True

    def followed(self, fields, signer_kind):
        detail = fields["detail"]
        self.same_epoch(fields["epoch"])
        refuse_unless(signer_kind == "device", "not allowed")
        member = member_of(bytes.fromhex(detail["signing_key"])).hex()
        refuse_unless(not self.is_known(member, detail["token_hash"]), "member")
        taken = {self.journal} | {about[name] for about in self.follows.values() for name in ("feed", "notes")}
        streams = {detail["feed"], detail["notes"]}
        refuse_unless(len(streams) == 2 and not streams & taken, "member")
        follows_now = [about for about in self.follows.values() if about["stopped"] is None]
        refuse_unless(len(follows_now) < FOLLOWS_MOST, "full")
        names = ("signing_key", "sealing_key", "token_hash", "feed", "notes", "until_ms")
        index, epoch = fields["index"], fields["epoch"]
        told = {"begun": index, "begun_epoch": epoch, "scoped": index, "stopped": None, "keyed": epoch}
        self.follows[member] = {**{name: detail[name] for name in names}, **told}

    def open_follow(self, member):
        refuse_unless(member in self.follows and self.follows[member]["stopped"] is None, "member")
        return self.follows[member]

    def follow_changed(self, fields, signer_kind):
        detail = fields["detail"]
        self.same_epoch(fields["epoch"])
        refuse_unless(signer_kind == "device", "not allowed")
        follow = self.open_follow(detail["member"])
        follow.update(until_ms=detail["until_ms"], scoped=fields["index"], keyed=fields["epoch"])

    def follow_stopped(self, fields, signer_kind):
        self.same_epoch(fields["epoch"])
        refuse_unless(signer_kind == "device", "not allowed")
        self.open_follow(fields["detail"]["member"])["stopped"] = fields["index"]

    def unknown(self, fields, signer_kind):
        refuse_unless(signer_kind == "device", "not allowed")
        self.needs_newer = True
