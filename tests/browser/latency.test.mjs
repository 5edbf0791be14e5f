// What is logged on one phone shows on another within a second while both are online.
import assert from "node:assert/strict";
import test from "node:test";
import { Server, twoPhones } from "./harness.mjs";
import { measure, quantile } from "./latency.mjs";

test("from the tap on one phone to the screen of the other it takes less than a second", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  const { aToB, tapToSaved } = await measure(a, b, 20);
  assert.equal(aToB.length, 20);
  assert.ok(aToB.every((time) => time > 0), `${aToB}`);
  assert.ok(quantile(aToB, 0.5) < 1_000, `${aToB}`);
  assert.ok(quantile(tapToSaved, 0.5) < 500, `${tapToSaved}`);
});
