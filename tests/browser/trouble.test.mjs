// Whatever the server answers, or does not: the entry stays, the state line says where it is, and it is sent once that is possible.
import assert from "node:assert/strict";
import test from "node:test";
import { Server, flashButton, nudge, text, twoPhones } from "./harness.mjs";

const PUSHES = "**/api/v1/segments";
const ANYTHING = "**/api/v1/**";

const NO_PROPER_ANSWER = "The server gave no proper answer";

const problem = (status, kind, more = {}) => ({
  status,
  contentType: "application/problem+json",
  body: JSON.stringify({ type: `urn:ebb:problem:${kind}`, title: "As the server says it", status, ...more }),
});
const page200 = { status: 200, contentType: "text/html", body: "<!doctype html><title>Log in to this network</title>" };
const answeredBy = (answer) => (route) => route.fulfill(answer);

const reload = (page) => page.reload();
const seenAgain = (page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));

/** What becomes of pushes, what the state line says then, and what happens once pushes go through again. */
const CASES = [
  { name: "401", handle: answeredBy(problem(401, "unauthorized")), says: "The server does not know this device", then: nudge },
  { name: "403", handle: answeredBy(problem(403, "forbidden")), says: "The server does not know this device", then: seenAgain },
  { name: "409", handle: answeredBy(problem(409, "number-taken", { last_number: 9 })), says: "The server has lost something", then: reload },
  { name: "413", handle: answeredBy(problem(413, "account-full")), says: "The server has no room left", then: nudge },
  { name: "429", handle: answeredBy(problem(429, "too-many", { retry_after_seconds: 600 })), says: "The server is busy", then: seenAgain },
  { name: "500", handle: answeredBy(problem(500, "internal")), says: NO_PROPER_ANSWER, then: reload },
  { name: "502 of something on the way", handle: answeredBy({ ...page200, status: 502 }), says: NO_PROPER_ANSWER, then: nudge },
  { name: "503", handle: answeredBy(problem(503, "unavailable")), says: "The server is busy", then: nudge },
  { name: "200 with a page", handle: answeredBy(page200), says: NO_PROPER_ANSWER, then: nudge },
  { name: "200 that confirms nothing", handle: answeredBy({ status: 200, json: { appended: [] } }), says: NO_PROPER_ANSWER, then: nudge },
  { name: "no answer", handle: (route) => route.abort("connectionrefused"), says: "Waiting for a connection (1)", then: nudge },
  { name: "an answer cut off", handle: (route) => route.abort("connectionreset"), says: "Waiting for a connection (1)", then: reload },
];

test("whatever the server answers to a push, the entry stays and is sent later", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  let flashes = 0;
  for (const { name, handle, says, then } of CASES) {
    await t.test(name, async () => {
      await a.reload();
      await a.getByText(text.safe).waitFor();
      await a.route(PUSHES, handle);
      await notePaintedLines(a);
      await flashButton(a).tap();
      await a.getByText(/Hot flash at .* Saved\./).waitFor();
      await a.getByRole("link", { name: says, exact: true }).waitFor();
      await a.getByText("It has passed").waitFor();
      assert.deepEqual(await safeAfterSaving(a), []);
      await a.unroute(PUSHES);
      await then(a);
      await a.getByText(text.safe).waitFor();
      await a.getByText("It has passed").waitFor();
      await b.getByText("It has passed").waitFor();
      await a.getByRole("button", { name: "Just count it" }).tap();
      flashes += 1;
      await b.getByText(`${flashes} today`).waitFor();
      await a.getByText(text.safe).waitFor();
    });
  }
});

test("while a slow push is under way nothing is said to be safe", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  const goOn = await holdBack(a, PUSHES);
  await notePaintedLines(a);
  await a.getByRole("button", { name: "Skip" }).tap();
  await a.getByText("Letrozole skipped on purpose. Saved.").waitFor();
  await a.getByRole("link", { name: "On its way off this phone" }).waitFor();
  assert.deepEqual(await safeAfterSaving(a), []);
  assert.equal(await b.getByText("skipped on purpose").count(), 0);
  goOn();
  await a.getByText(text.safe).waitFor();
  await b.getByText("skipped on purpose").waitFor();
});

test("a server that knows this device no more takes nothing away", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  await a.getByRole("button", { name: "Taken" }).tap();
  // The line says "safe" until the dose is saved, too: without this the page could be left before it is.
  await a.getByText("Letrozole taken. Saved.").waitFor();
  await a.getByText(text.safe).waitFor();
  await a.route(ANYTHING, answeredBy(problem(401, "unauthorized")));
  await a.reload();
  await a.getByText(/taken 8:\d\d/).waitFor();
  await flashButton(a).tap();
  await a.getByText("It has passed").waitFor();
  await a.getByRole("link", { name: "The server does not know this device" }).tap();
  await a.getByText("Everything is saved on this phone. Open Share on your other device, and add this one again.").waitFor();
  await a.unroute(ANYTHING);
  await nudge(a);
  await a.getByText(text.safe).waitFor();
  assert.equal(await a.getByText("Everything is saved on this phone.").count(), 0);
  await b.getByText("It has passed").waitFor();
});

test("without a nudge it is tried again by itself, later each time", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  const tries = [];
  const threeTries = new Promise((come) => {
    a.route(PUSHES, (route) => {
      tries.push(performance.now());
      if (tries.length === 3) come();
      return tries.length > 3 ? route.continue() : route.fulfill(problem(500, "internal"));
    });
  });
  await a.getByRole("button", { name: "Taken" }).tap();
  await threeTries;
  await b.getByText(/taken 8:\d\d/).waitFor();
  await a.getByText(text.safe).waitFor();
  // A half to the whole of 1 s, then of 2 s, then of 4 s.
  const waits = tries.slice(1).map((at, index) => at - tries[index]);
  for (const [index, wait] of waits.entries()) assert.ok(wait >= 480 * 2 ** index, `${waits}`);
});

/** Holds requests back; what it gives lets them go. */
async function holdBack(page, which) {
  let go;
  const released = new Promise((resolve) => (go = resolve));
  await page.route(which, async (route) => {
    await released;
    await route.continue();
  });
  return go;
}

/** Notes from now on what is painted as the head of the place, and whether something was said to be saved by then. */
async function notePaintedLines(page) {
  await page.evaluate(() => {
    const noted = (window.notedLines = []);
    const note = () => noted.push({ head: document.querySelector("header").innerText, saved: document.body.innerText.includes("Saved.") });
    const look = () => requestAnimationFrame(note);
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** Of what was painted since something was said to be saved, whatever called it safe. */
async function safeAfterSaving(page) {
  const noted = await page.evaluate(() => window.notedLines);
  const saved = noted.findIndex((line) => line.saved);
  assert.ok(saved >= 0, "nothing was said to be saved");
  return noted.slice(saved).filter((line) => text.safe.test(line.head));
}
