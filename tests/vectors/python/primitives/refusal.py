"""What all of this raises where something is not what it ought to be."""


class Refused(Exception):
    """Something is not taken; the text says why, in the words of docs/protocol.md where it has one."""


def refuse_unless(holds, why):
    if not holds:
        raise Refused(why)
