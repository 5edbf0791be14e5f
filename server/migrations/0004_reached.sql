-- What a member has said of a stream besides its cursor: the highest position whose segment it could not open (0 for none),
-- and when it was here last, in milliseconds since 1970, to the hour (0 where that was not kept yet). So the other devices
-- can tell "safe off this phone" from "on all your devices".
ALTER TABLE cursors ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cursors ADD COLUMN seen_ms INTEGER NOT NULL DEFAULT 0;
