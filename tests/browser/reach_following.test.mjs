// Every screen and state of sharing a part of a journal is within reach, for who shares and for who follows.
import assert from "node:assert/strict";
import test from "node:test";
import { allWithinReach } from "./reach.mjs";
import { OF_FOLLOWING } from "./walk.mjs";

test("no screen of sharing and following keeps anybody out, in any of its colours and sizes", async (t) => {
  const names = await allWithinReach(t, OF_FOLLOWING);
  assert.ok(process.env.EBB_WALK || names.length > 60, `${names}`);
});
