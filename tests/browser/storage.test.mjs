// Where the browser keeps nothing, or has no room left: said before anything is lost, and over once there is room again.
import assert from "node:assert/strict";
import test from "node:test";
import { MORNING, Server, browser, invite, firstMinute, flashButton, joinBy, nudge, phone, text, toToday, turnSyncOn } from "./harness.mjs";

const NO_ROOM = "This was not saved: the phone has no room left.";
const NOT_WRITTEN = "This was not saved: the browser did not let Ebb write it down.";

test("a browser that keeps nothing is told before anything can be logged", async (t) => {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server);
  await firstMinute(page);
  const refused = await page.context().newPage();
  await refused.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("not in private browsing", "SecurityError");
    };
  });
  await refused.goto("/");
  await refused.getByText("This browser does not let Ebb keep anything, so nothing can be logged here.").waitFor();
  await refused.getByText("Nothing is lost: a journal that you had before is still where it was.").waitFor();
  assert.equal(await flashButton(refused).count(), 0);
  await refused.close();
  // What was there before is there still, and saving works.
  await page.reload();
  await flashButton(page).tap();
  await page.getByText(/Hot flash at .* Saved\./).waitFor();
});

/** How saving can fail, how it works again, and what is said of it. */
const FAILURES = [
  { name: "the room that the browser gives is used up", begin: useUpRoom, end: makeRoom, says: NO_ROOM },
  { name: "a write is aborted for want of room", begin: (page) => abortWrites(page, "QuotaExceededError"), end: writeAgain, says: NO_ROOM },
  { name: "a write is aborted for another reason", begin: (page) => abortWrites(page, "UnknownError"), end: writeAgain, says: NOT_WRITTEN },
];

for (const { name, begin, end, says } of FAILURES) {
  test(`${name}: nothing is said to be saved that is not`, async (t) => {
    const server = await Server.start(t);
    const page = await phone(t, await browser(t), server, { quiet: false });
    await boundRoom(page, server.url);
    await firstMinute(page);
    await page.getByRole("button", { name: "Skip" }).tap();
    await page.getByText("Letrozole skipped on purpose. Saved.").waitFor();
    await begin(page);
    await flashButton(page).tap();
    const alert = page.getByRole("alert");
    await alert.getByText(says).waitFor();
    await alert.getByText("Everything that you logged before is still here.").waitFor();
    assert.equal(await page.getByText("Saved.").count(), 0);
    assert.equal(await page.getByText("It has passed").count(), 0);
    await page.getByText("skipped on purpose").waitFor();
    await end(page);
    await alert.getByRole("button", { name: "Close" }).tap();
    await page.getByRole("button", { name: /^Undo, Letrozole/ }).tap();
    await page.getByRole("button", { name: "Taken" }).tap();
    await page.getByText("Letrozole taken. Saved.").waitFor();
    await page.reload();
    await page.getByText(/taken 8:\d\d/).waitFor();
    assert.equal(await page.getByText("It has passed").count(), 0);
  });
}

test("a phone that is full from the start is told before anything can be logged", async (t) => {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server, { quiet: false });
  await boundRoom(page, server.url, 1);
  await page.goto("/");
  await page.getByText("Your journal could not be opened, because this phone has no room left.").waitFor();
  assert.equal(await page.getByRole("button", { name: /^Letrozole/ }).count(), 0);
});

test("what comes while there is no room is not lost: it comes again", async (t) => {
  const server = await Server.start(t);
  const launched = await browser(t);
  const a = await phone(t, launched, server);
  const b = await phone(t, launched, server, { quiet: false });
  await firstMinute(a);
  await turnSyncOn(a);
  await boundRoom(b, server.url);
  await joinBy(b, await invite(a));
  await useUpRoom(b);
  await toToday(a);
  await flashButton(a).tap();
  await a.getByText(text.safe).waitFor();
  await b.getByRole("link", { name: "This phone could not store what came" }).tap();
  await b.getByText("What you logged is saved. Free some space on the phone; Ebb tries again by itself.").waitFor();
  await makeRoom(b);
  await nudge(b);
  await b.getByText(text.safe).waitFor();
  await toToday(b);
  await b.getByText("It has passed").waitFor();
});

const DAY_MS = 24 * 60 * 60 * 1000;

for (const days of [2, -2]) {
  test(`a clock that is ${Math.abs(days)} days ${days > 0 ? "ahead" : "behind"} is told, and nothing else is wrong`, async (t) => {
    const server = await Server.start(t);
    const page = await phone(t, await browser(t), server, { at: new Date(MORNING.getTime() + days * DAY_MS) });
    await firstMinute(page);
    await turnSyncOn(page);
    const alert = page.getByRole("alert");
    await alert.getByText("This phone’s clock is more than a day off.").waitFor();
    await alert.getByText("Set the date in the phone’s settings, so that what you log stands on the right day.").waitFor();
    await alert.getByRole("button", { name: "Close" }).tap();
    await page.getByRole("link", { name: "Today", exact: true }).tap();
    await flashButton(page).tap();
    await page.getByText(/Hot flash at .* Saved\./).waitFor();
    await page.getByText(text.safe).waitFor();
    // Once read it does not come back with each entry.
    assert.equal(await alert.count(), 0);
  });
}

/** The browser's own bound. To be set before the site stores anything: what it may store is asked for now and then only. */
async function boundRoom(page, origin, quotaSize = 3_000_000) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize });
}

/** Fills the room that there is with something else, to the last byte. */
function useUpRoom(page) {
  return page.evaluate(async () => {
    const opening = indexedDB.open("filler", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("filler", { autoIncrement: true });
    const filler = await new Promise((resolve) => (opening.onsuccess = () => resolve(opening.result)));
    const write = (bytes) =>
      new Promise((resolve) => {
        const transaction = filler.transaction("filler", "readwrite");
        transaction.objectStore("filler").add(crypto.getRandomValues(new Uint8Array(bytes)));
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
      });
    for (let bytes = 65_536; bytes >= 1; bytes = Math.floor(bytes / 8)) while (await write(bytes));
    filler.close();
  });
}

function makeRoom(page) {
  return page.evaluate(async () => {
    const deleting = indexedDB.deleteDatabase("filler");
    await new Promise((resolve) => (deleting.onsuccess = resolve));
  });
}

/** From now on each write takes its transaction down with it. */
const abortWrites = (page, name) =>
  page.evaluate((name) => {
    const { put, add } = IDBObjectStore.prototype;
    const refuse = function () {
      this.transaction.abort();
      throw new DOMException("no", name);
    };
    Object.assign(IDBObjectStore.prototype, { put: refuse, add: refuse });
    window.writeAgain = () => Object.assign(IDBObjectStore.prototype, { put, add });
  }, name);

function writeAgain(page) {
  return page.evaluate(() => void window.writeAgain());
}
