-- Who follows. A follow is known by its token as a member of kind 3, which is removed once it was stopped; its row stays for
-- ever, so that it can be told. Its two streams and their segments go when it is stopped.
CREATE TABLE follows (
    account  BLOB    NOT NULL,
    member   BLOB    NOT NULL,
    -- What it reads, and what it writes.
    feed     BLOB    NOT NULL,
    notes    BLOB    NOT NULL,
    -- When it ends by itself; NULL where it goes on until it is stopped.
    until_ms INTEGER,
    -- The epoch of the newest key that it was given.
    keyed    INTEGER NOT NULL,
    -- Index of the newest trust-log entry about it: with that it is told that it has ended.
    newest   INTEGER NOT NULL,
    -- 1 once the feed's segments are gone because the follow was stopped, or its time was over.
    dropped  INTEGER NOT NULL,
    -- Up to this position the notes are in the journal. The last of their rows stay without their bytes, so that a push whose
    -- answer was lost is answered as it was.
    taken    INTEGER NOT NULL,
    PRIMARY KEY (account, member),
    FOREIGN KEY (account, member) REFERENCES members (account, member)
) STRICT;

CREATE INDEX follows_by_end ON follows (until_ms) WHERE dropped = 0;

-- The follow that an entry is about; NULL where it is about a device, a sheet or the account, and every follow reads it.
ALTER TABLE trust_log ADD COLUMN follow BLOB;
