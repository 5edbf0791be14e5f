"""Reading fields from bytes, never past their end."""

from primitives.refusal import refuse_unless


class Reader:
    def __init__(self, text, why="malformed"):
        self.rest, self.why = text, why

    def take(self, count):
        refuse_unless(len(self.rest) >= count, self.why)
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def number(self, count):
        return int.from_bytes(self.take(count), "little")

    def end(self):
        refuse_unless(not self.rest, self.why)


def le(number, count, signed=False):
    return number.to_bytes(count, "little", signed=signed)
