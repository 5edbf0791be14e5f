// The shortcuts of the home screen: each opens Ebb and does what its name says, once. And the way onto the home screen.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { MORNING, Server, browser, firstMinute, flashButton, phone, setClock, turnSyncOn } from "./harness.mjs";

const DAY_MS = 24 * 60 * 60 * 1000;

async function openedPhone(t, options) {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server, options);
  await firstMinute(page);
  await settled(page);
  const manifest = JSON.parse(await readFile(join(server.app, "manifest.webmanifest"), "utf8"));
  const address = (name) => manifest.shortcuts.find((shortcut) => shortcut.name === name).url;
  return { server, page, address };
}

/** All of Today is there: a page that is left while it still loads a part says so. */
const settled = (page) => page.getByRole("heading", { name: "How is today?" }).waitFor();
const isFocused = (page, id) => page.waitForFunction((id) => document.activeElement?.id === id, id);

test("Hot flash logs one at once, with undo, and not again when the page is loaded anew or opened twice by a tremble", async (t) => {
  const { page, address } = await openedPhone(t);
  await page.goto(address("Hot flash"));
  await page.getByText(/Hot flash at 8:\d\d\. Saved\./).waitFor();
  assert.equal(new URL(page.url()).search, "");
  await settled(page);
  // While one is going, that one is shown.
  await page.goto(address("Hot flash"));
  await isFocused(page, "hot-flash");
  await settled(page);
  await page.reload();
  await page.getByRole("button", { name: "Just count it" }).tap();
  await page.getByText("Hot flash counted. Saved.").waitFor();
  await flashButton(page).filter({ hasText: "1 today" }).waitFor();
  // Two windows at once: looked at where it is saved, the second is a tremble.
  const later = new Date(MORNING.getTime() + 3_600_000);
  await setClock(page.context(), later);
  const windows = await Promise.all([page.context().newPage(), page.context().newPage()]);
  await Promise.all(windows.map((window) => window.goto(address("Hot flash"))));
  for (const window of windows) {
    await window.getByRole("button", { name: "It has passed" }).waitFor();
    await window.waitForLoadState("networkidle");
  }
  await settled(page);
  await page.reload();
  await page.getByRole("button", { name: "It has passed" }).tap();
  await flashButton(page).filter({ hasText: "2 today" }).waitFor();
  await settled(page);
});

test("the undo of a shortcut takes the flash out again", async (t) => {
  const { page, address } = await openedPhone(t);
  await page.goto(address("Hot flash"));
  await page.getByText(/Hot flash at .* Saved\./).waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).tap();
  await flashButton(page).waitFor();
  await settled(page);
});

test("at night Hot flash opens the night view with the flash going", async (t) => {
  const night = new Date(MORNING.getTime() - 6 * 3_600_000);
  const { page, address } = await openedPhone(t);
  await setClock(page.context(), night);
  await page.goto(address("Hot flash"));
  await page.getByRole("button", { name: /Tap when it ends/ }).waitFor();
  await page.getByText(/Hot flash at 2:\d\d\. Saved\./).waitFor();
  await page.goto(address("Check in"));
  await page.getByRole("heading", { name: "How is today?" }).waitFor();
});

test("Took my dose marks the one that is due; where two are due, it shows them", async (t) => {
  const { page, address } = await openedPhone(t);
  await page.goto(address("Took my dose"));
  await page.getByText("Letrozole taken. Saved.").waitFor();
  await page.getByText(/taken 8:\d\d/).waitFor();
  await settled(page);
  // Nothing is due now, and nothing is marked.
  await page.goto(address("Took my dose"));
  await isFocused(page, "doses");
  await page.getByRole("button", { name: /^Undo, Letrozole taken/ }).tap();
  await page.getByText("Letrozole is open again.").waitFor();
  await settled(page);
  await page.goto("/start");
  await page.getByRole("button", { name: /^Anastrozole/ }).tap();
  await page.getByRole("button", { name: "This year" }).tap();
  await page.getByRole("group", { name: "Anastrozole" }).waitFor();
  await settled(page);
  await page.goto(address("Took my dose"));
  await isFocused(page, "doses");
  await settled(page);
  assert.equal(await page.getByRole("button", { name: "Taken" }).count(), 2);
});

test("Check in brings the questions to the top", async (t) => {
  const { page, address } = await openedPhone(t);
  await page.goto(address("Check in"));
  await isFocused(page, "check-in");
  const top = await page.locator("#check-in").evaluate((part) => part.getBoundingClientRect().top);
  assert.ok(top >= -1 && top < 200, `${top}`);
});

test("before the first minute is over a shortcut leads to its first question, and logs nothing", async (t) => {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server);
  await page.goto("/?do=hot-flash");
  await page.getByRole("heading", { name: "What do you take?" }).waitFor();
  await firstMinute(page);
  await flashButton(page).filter({ hasText: "tap when it starts" }).waitFor();
  await settled(page);
});

/** Opens Today on some days after the first. */
async function onDay(page, day) {
  await setClock(page.context(), new Date(MORNING.getTime() + day * DAY_MS));
  await page.goto("/");
  await page.getByRole("heading", { name: "How is today?" }).waitFor();
}

test("on an iPhone the way to the home screen says first that Ebb starts empty there", async (t) => {
  const { page } = await openedPhone(t);
  await page.context().addInitScript(() => Object.defineProperty(Navigator.prototype, "standalone", { get: () => false }));
  for (const day of [0, 1]) {
    await onDay(page, day);
    assert.equal(await page.getByText("Ebb on your home screen").count(), 0);
  }
  await onDay(page, 2);
  await page.getByText("Ebb on your home screen").waitFor();
  await page.getByText(/starts empty/).waitFor();
  await page.getByText(/first save a file of it here/).waitFor();
  await page.reload();
  await page.getByText("Ebb on your home screen").waitFor();
  await page.getByRole("button", { name: "No, thank you" }).tap();
  await onDay(page, 3);
  assert.equal(await page.getByText("Ebb on your home screen").count(), 0);
});

test("the way to the home screen is shown on one day alone, and with sync on the journal comes along by it", async (t) => {
  const { page } = await openedPhone(t);
  await page.context().addInitScript(() => Object.defineProperty(Navigator.prototype, "standalone", { get: () => false }));
  await turnSyncOn(page);
  for (const day of [0, 1, 2]) await onDay(page, day);
  await page.getByText(/choose “Add a device” and copy the link/).waitFor();
  await onDay(page, 3);
  assert.equal(await page.getByText("Ebb on your home screen").count(), 0);
});

test("elsewhere the browser's own offer is kept and made when the person wants it", async (t) => {
  const { page } = await openedPhone(t);
  await page.context().addInitScript(() => {
    addEventListener("load", () => {
      const offer = new Event("beforeinstallprompt", { cancelable: true });
      offer.prompt = () => (window.prompted = true);
      dispatchEvent(offer);
    });
  });
  for (const day of [0, 1, 2]) await onDay(page, day);
  await page.reload();
  await page.getByRole("button", { name: "Put it there" }).tap();
  assert.equal(await page.evaluate(() => window.prompted), true);
  assert.equal(await page.getByText("Ebb on your home screen").count(), 0);
});
