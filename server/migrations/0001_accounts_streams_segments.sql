-- Every primary key begins with the account. Ids, keys, hashes and sealed bytes only: no name, no address, and no time
-- but the end of a ticket.

CREATE TABLE accounts (
    account BLOB NOT NULL PRIMARY KEY,
    genesis BLOB NOT NULL,
    journal BLOB NOT NULL
) STRICT;

CREATE TABLE members (
    account     BLOB    NOT NULL REFERENCES accounts (account),
    member      BLOB    NOT NULL,
    signing_key BLOB    NOT NULL,
    token_hash  BLOB    NOT NULL,
    -- 0 for the founder, then in the order of joining.
    joined      INTEGER NOT NULL,
    -- The card and the hash of the ticket by which the member joined; the founder has neither.
    card        BLOB,
    ticket_hash BLOB,
    PRIMARY KEY (account, member),
    UNIQUE (account, joined)
) STRICT;

CREATE TABLE tickets (
    account     BLOB    NOT NULL REFERENCES accounts (account),
    secret_hash BLOB    NOT NULL,
    expires_ms  INTEGER NOT NULL,
    PRIMARY KEY (account, secret_hash)
) STRICT;

CREATE TABLE streams (
    account BLOB    NOT NULL REFERENCES accounts (account),
    stream  BLOB    NOT NULL,
    -- The last position and its mark; 0 and zeros while the stream is empty.
    head    INTEGER NOT NULL,
    mark    BLOB    NOT NULL,
    -- What the stream's segments weigh together.
    bytes   INTEGER NOT NULL,
    PRIMARY KEY (account, stream)
) STRICT;

CREATE TABLE segments (
    account  BLOB    NOT NULL,
    stream   BLOB    NOT NULL,
    position INTEGER NOT NULL,
    replica  BLOB    NOT NULL,
    number   INTEGER NOT NULL,
    hash     BLOB    NOT NULL,
    mark     BLOB    NOT NULL,
    bytes    BLOB    NOT NULL,
    PRIMARY KEY (account, stream, position),
    UNIQUE (account, stream, replica, number),
    FOREIGN KEY (account, stream) REFERENCES streams (account, stream)
) STRICT;

CREATE TABLE replicas (
    account     BLOB    NOT NULL,
    stream      BLOB    NOT NULL,
    replica     BLOB    NOT NULL,
    -- The member that first wrote with it: nobody else may.
    writer      BLOB    NOT NULL,
    last_number INTEGER NOT NULL,
    last_hash   BLOB    NOT NULL,
    PRIMARY KEY (account, stream, replica),
    FOREIGN KEY (account, stream) REFERENCES streams (account, stream),
    FOREIGN KEY (account, writer) REFERENCES members (account, member)
) STRICT;

-- What each member has said to have stored.
CREATE TABLE cursors (
    account  BLOB    NOT NULL,
    member   BLOB    NOT NULL,
    stream   BLOB    NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (account, member, stream),
    FOREIGN KEY (account, member) REFERENCES members (account, member),
    FOREIGN KEY (account, stream) REFERENCES streams (account, stream)
) STRICT;
