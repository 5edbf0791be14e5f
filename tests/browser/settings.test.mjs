// Settings: how days and times are written, and deleting everything. And days that stay what they are when clocks and zones change.
import assert from "node:assert/strict";
import test from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, MORNING, PHONE, Server, browser, firstMinute, flashButton, folder, needed, phone, setClock, turnSyncOn } from "./harness.mjs";

const go = (page, name) => page.getByRole("link", { name, exact: true }).first().tap();

/** All of Today is there: a page that is left while it still loads a part says so. */
const settled = (page) => page.getByRole("heading", { name: "How is today?" }).waitFor();

async function openedPhone(t, options) {
  const server = await Server.start(t);
  const launched = await browser(t);
  const page = await phone(t, launched, server, options);
  await firstMinute(page);
  await settled(page);
  return { server, launched, page };
}

const inWords = (locale, options) => new Intl.DateTimeFormat(locale, { timeZone: PHONE.timezoneId, ...options });

test("days and times are written as the browser's English has them; other languages read as in Britain", async (t) => {
  const server = await Server.start(t);
  const launched = await browser(t);
  const [day, month, weekday] = ["day", "month", "weekday"].map((part) => inWords("en-GB", { [part]: part === "day" ? "numeric" : "long" }).format(MORNING));
  const expected = {
    "en-GB": [`${weekday} ${day} ${month}`, /Hot flash at 8:4\d\. Saved\./],
    "en-US": [`${weekday}, ${month} ${day}`, /Hot flash at 8:4\d AM\. Saved\./],
    "de-DE": [`${weekday} ${day} ${month}`, /Hot flash at 8:4\d\. Saved\./],
  };
  for (const [locale, [title, said]] of Object.entries(expected)) {
    const page = await phone(t, launched, server, { locale });
    await firstMinute(page);
    await page.getByRole("heading", { name: title, exact: true }).waitFor();
    await flashButton(page).tap();
    await page.getByText(said).waitFor();
    await settled(page);
    await page.context().close();
  }
});

test("everything is deleted after a second press, in every tab, and the first minute says so once", async (t) => {
  const { page } = await openedPhone(t);
  await flashButton(page).tap();
  await page.getByText(/Hot flash at .* Saved\./).waitFor();
  const other = await page.context().newPage();
  await other.goto("/");
  await other.getByRole("button", { name: "It has passed" }).waitFor();
  await settled(other);
  await go(page, "Settings");
  await page.locator("label").filter({ hasText: "Very large" }).tap();
  await go(page, "Delete everything");
  await page.getByText(/^This will go: your journal on this phone, \d+ entries since \d+ \w+ \d{4}\.$/).waitFor();
  await page.getByRole("link", { name: "Save a file first" }).waitFor();
  await page.getByRole("button", { name: "Delete everything" }).tap();
  await page.getByRole("button", { name: "Keep my journal" }).tap();
  await page.getByRole("button", { name: "Delete everything" }).tap();
  await page.getByRole("button", { name: "Yes, delete everything" }).tap();
  await page.getByText("Everything is deleted.").waitFor();
  await page.getByRole("heading", { name: "What do you take?" }).waitFor();
  // The other tab let go of the journal, and does not show what is gone.
  await other.getByRole("heading", { name: "What do you take?" }).waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  await page.reload();
  await page.getByRole("heading", { name: "What do you take?" }).waitFor();
  assert.equal(await page.getByText("Everything is deleted.").count(), 0);
  await firstMinute(page);
  await flashButton(page).filter({ hasText: "tap when it starts" }).waitFor();
});

test("by keyboard alone, and with sync on it says that the sealed copy stays", async (t) => {
  const { page } = await openedPhone(t);
  await turnSyncOn(page);
  await page.goto("/settings/delete");
  await page.getByText("The sealed copy on the server stays, and so does the journal on your other devices.").waitFor();
  await page.getByRole("button", { name: "Delete everything" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Keep my journal" }).waitFor();
  // The main button is the one that keeps.
  await page.waitForFunction(() => document.activeElement?.id === "deleting");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Keep my journal");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Everything is deleted.").waitFor();
});

test("a tab that does not let go is named, and once it is closed everything goes", async (t) => {
  const { page, server } = await openedPhone(t);
  const other = await page.context().newPage();
  // Another page that holds the database open, as an older version of Ebb would.
  await other.goto(`${server.url}/api/v1/catalogue`);
  await other.evaluate(async () => {
    const opening = indexedDB.open("ebb");
    await new Promise((opened) => (opening.onsuccess = opened));
    window.held = opening.result;
  });
  await page.goto("/settings/delete");
  await page.getByRole("button", { name: "Delete everything" }).tap();
  await page.getByRole("button", { name: "Yes, delete everything" }).tap();
  await page.getByText("Ebb is still open in another tab or window.").waitFor();
  await other.close();
  await page.getByText("Everything is deleted.").waitFor();
});

const HOUR_MS = 3_600_000;

/** A phone with its profile on disk, in a zone and at a time. */
async function profile(path, server, timezoneId, at) {
  const context = await chromium.launchPersistentContext(path, { ...PHONE, timezoneId, baseURL: server.url, executablePath: needed("EBB_CHROMIUM"), args: CHROMIUM_ARGS });
  await setClock(context, at);
  return context;
}

test("what was logged stays on its own day when the zone changes, and when the clock is set back or forward", async (t) => {
  const server = await Server.start(t);
  const path = await folder(t);
  const inMadrid = await profile(path, server, PHONE.timezoneId, MORNING);
  let page = inMadrid.pages()[0];
  await firstMinute(page);
  await page.getByRole("button", { name: "Taken" }).tap();
  await page.getByText("Letrozole taken. Saved.").waitFor();
  await flashButton(page).tap();
  await page.getByText(/Hot flash at 8:4\d\. Saved\./).waitFor();
  await page.getByRole("button", { name: "Just count it" }).tap();
  await page.getByText("Hot flash counted. Saved.").waitFor();
  // Flown to New York: six hours back, or five for some days of the year, and still the same day.
  await inMadrid.close();
  const inNewYork = await profile(path, server, "America/New_York", new Date(MORNING.getTime() + 8 * HOUR_MS));
  t.after(() => inNewYork.close());
  page = inNewYork.pages()[0];
  await page.goto("/");
  await page.getByText(/taken 8:4\d/).waitFor();
  await page.getByRole("heading", { name: "Earlier today" }).waitFor();
  await page.getByRole("button", { name: /^Remove the hot flash at 8:4\d$/ }).waitFor();
  await flashButton(page).tap();
  await page.getByText(/Hot flash at 1[01]:4\d\. Saved\./).waitFor();
  await page.getByRole("button", { name: "Just count it" }).tap();
  await flashButton(page).filter({ hasText: "2 today" }).waitFor();
  // Set back by an hour: a flash of the future is no flash that is going.
  await setClock(page.context(), new Date(MORNING.getTime() + 7 * HOUR_MS));
  await page.reload();
  await flashButton(page).filter({ hasText: "2 today" }).tap();
  await page.getByText(/Hot flash at .* Saved\./).waitFor();
  await page.getByRole("button", { name: "Just count it" }).tap();
  await flashButton(page).filter({ hasText: "3 today" }).waitFor();
  // The next day nothing of it is there, and the dose is due again.
  await setClock(page.context(), new Date(MORNING.getTime() + 32 * HOUR_MS));
  await page.reload();
  await flashButton(page).filter({ hasText: "tap when it starts" }).waitFor();
  await page.getByRole("button", { name: "Taken" }).waitFor();
});

test("what another tab saves shows in this one, and each writes its own", async (t) => {
  const { page } = await openedPhone(t);
  const other = await page.context().newPage();
  await other.goto("/");
  await flashButton(other).tap();
  await other.getByText(/Hot flash at .* Saved\./).waitFor();
  await page.getByRole("button", { name: "It has passed" }).waitFor();
  await page.getByRole("button", { name: "Taken" }).tap();
  await page.getByText("Letrozole taken. Saved.").waitFor();
  await other.getByText(/taken 8:\d\d/).waitFor();
  await settled(other);
  for (const tab of [page, other]) {
    await tab.reload();
    await tab.getByText(/taken 8:\d\d/).waitFor();
    await tab.getByRole("button", { name: "It has passed" }).waitFor();
    await settled(tab);
  }
});
