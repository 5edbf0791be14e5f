-- What a segment's body holds: the second byte of its head, so that an outline reads no bodies.
ALTER TABLE segments ADD COLUMN kind BLOB NOT NULL DEFAULT X'01';
UPDATE segments SET kind = SUBSTR(bytes, 2, 1);

-- A compacted segment has no number: its row holds minus its position as one, which no other of its replica has.

-- Segments that a compacted one stands for now, kept for 30 days from that time on.
CREATE TABLE replaced (
    account     BLOB    NOT NULL,
    stream      BLOB    NOT NULL,
    position    INTEGER NOT NULL,
    hash        BLOB    NOT NULL,
    mark        BLOB    NOT NULL,
    -- Hash of the segment that took the place.
    output      BLOB    NOT NULL,
    replaced_ms INTEGER NOT NULL,
    -- Gone before the row where all that is kept of an account weighs too much.
    bytes       BLOB,
    PRIMARY KEY (account, stream, position, hash),
    FOREIGN KEY (account, stream) REFERENCES streams (account, stream)
) STRICT;

CREATE INDEX replaced_by_output ON replaced (account, stream, output, position);
CREATE INDEX replaced_by_time ON replaced (replaced_ms);
