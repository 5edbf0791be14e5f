-- The trust log takes the place of genesis entries, cards and tickets. Accounts of that provisional joining go: their
-- members have no key to seal to, their logs no entries, and nobody has kept a journal there yet.

DELETE FROM cursors;
DELETE FROM replicas;
DELETE FROM segments;
DELETE FROM streams;
DROP TABLE tickets;
DROP TABLE members;
DROP TABLE accounts;

CREATE TABLE accounts (
    account          BLOB    NOT NULL PRIMARY KEY,
    -- The journal's stream, its newest epoch and the commitment to that epoch's key; zeros once the account is closed.
    journal          BLOB    NOT NULL,
    epoch            INTEGER NOT NULL,
    commitment       BLOB    NOT NULL,
    -- The signed entry that closed the account. Then nothing else is left of it but by what its members are known.
    closed_entry     BLOB,
    -- When a device brought the account back after the server had lost it.
    founded_again_ms INTEGER
) STRICT;

CREATE TABLE members (
    account         BLOB    NOT NULL REFERENCES accounts (account),
    member          BLOB    NOT NULL,
    -- 1: a device, 2: a recovery sheet.
    kind            INTEGER NOT NULL,
    token_hash      BLOB    NOT NULL,
    -- 1 once the member was dismissed.
    removed         INTEGER NOT NULL,
    -- Until then nothing new is taken from the member, so that who dismisses it can name its last segments; else 0.
    paused_until_ms INTEGER NOT NULL,
    PRIMARY KEY (account, member)
) STRICT;

-- Who restores from a sheet knows its token, and not the account.
CREATE INDEX sheets_by_token ON members (token_hash) WHERE kind = 2;

CREATE TABLE trust_log (
    account BLOB    NOT NULL REFERENCES accounts (account),
    idx     INTEGER NOT NULL,
    entry   BLOB    NOT NULL,
    hash    BLOB    NOT NULL,
    PRIMARY KEY (account, idx)
) STRICT;

-- A key sealed to one member, beside the entry that brought it.
CREATE TABLE keyboxes (
    account BLOB    NOT NULL,
    idx     INTEGER NOT NULL,
    member  BLOB    NOT NULL,
    keybox  BLOB    NOT NULL,
    PRIMARY KEY (account, idx, member),
    FOREIGN KEY (account, idx) REFERENCES trust_log (account, idx)
) STRICT;

-- Named by the hash of the name that its holders know; the name itself is never stored.
CREATE TABLE mailboxes (
    mailbox     BLOB    NOT NULL PRIMARY KEY,
    account     BLOB    NOT NULL REFERENCES accounts (account),
    offer       BLOB    NOT NULL,
    card        BLOB,
    opening     BLOB,
    -- 1 once someone came with another card after the first.
    tried_again INTEGER NOT NULL,
    -- 1 once a trust-log entry has admitted the newcomer.
    admitted    INTEGER NOT NULL,
    expires_ms  INTEGER NOT NULL
) STRICT;

CREATE INDEX mailboxes_by_account ON mailboxes (account);
CREATE INDEX mailboxes_by_end ON mailboxes (expires_ms);

-- A dismissal names all replicas of a member, and a member has only so many.
CREATE INDEX replicas_by_writer ON replicas (account, writer);
