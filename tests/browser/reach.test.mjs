// Every screen and state of one's own journal is within reach.
import assert from "node:assert/strict";
import test from "node:test";
import { allWithinReach } from "./reach.mjs";
import { OF_ONES_OWN } from "./walk.mjs";

test("no screen of one's own journal keeps anybody out, in any of its colours and sizes", async (t) => {
  const names = await allWithinReach(t, OF_ONES_OWN);
  assert.ok(process.env.EBB_WALK || names.length > 80, `${names}`);
});
