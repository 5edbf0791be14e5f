// Looking around with sample data: on every screen marked as that, apart from everybody's own journal, and gone when it is left.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { Server, browser, firstMinute, flashButton, phone, readyOffline } from "./harness.mjs";

const bar = (page) => page.getByRole("complementary", { name: "Sample data" });
const go = (page, name) => page.getByRole("link", { name, exact: true }).first().tap();

/** All of Today is there: a page that is left while it still loads a part says so. */
const settled = (page) => page.getByRole("heading", { name: "How is today?" }).waitFor();

/** Looks around, from the first minute. */
async function lookAround(page) {
  await page.goto("/");
  await go(page, "Look around with sample data");
  await bar(page).waitFor();
  await flashButton(page).waitFor();
  await settled(page);
}

const leave = (page) => page.getByRole("button", { name: "Leave", exact: true }).tap();
const databases = (page) => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort());

async function opened(t, options) {
  const server = await Server.start(t);
  const launched = await browser(t);
  return { server, launched, page: await phone(t, launched, server, options) };
}

test("everything can be tried, all of it is marked, and one tap leaves and deletes it", async (t) => {
  const { page } = await opened(t);
  await lookAround(page);
  // Two years that end today: the dose of today waits, as it was moved to this day.
  await page.getByRole("heading", { name: "Exemestane" }).waitFor();
  await page.getByRole("button", { name: "Taken" }).tap();
  await page.getByText("Exemestane taken. Saved.").waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).last().tap();
  await page.getByRole("button", { name: "Taken" }).waitFor();
  await flashButton(page).tap();
  await page.getByText(/Hot flash at 8:\d\d\. Saved\./).waitFor();
  await page.reload();
  await bar(page).waitFor();
  await page.getByRole("button", { name: "It has passed" }).waitFor();
  await settled(page);
  for (const place of ["Trends", "Log", "Medicines", "Share"]) {
    await go(page, place);
    await bar(page).waitFor();
  }
  await page.getByText("This is sample data. It stays on this phone.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Turn sync on" }).count(), 0);
  await page.goto("/night");
  await page.getByRole("button", { name: "Day view" }).waitFor();
  assert.ok(await bar(page).isVisible());
  await leave(page);
  await page.getByRole("heading", { name: "What do you take?" }).waitFor();
  assert.equal(await bar(page).count(), 0);
  await page.waitForFunction(async () => !(await indexedDB.databases()).some(({ name }) => name === "ebb.sample"));
});

test("what was logged in a journal of one's own is as it was, and Settings are the other door", async (t) => {
  const { page } = await opened(t);
  await firstMinute(page);
  await page.getByRole("button", { name: "Skip" }).tap();
  await page.getByText("Letrozole skipped on purpose. Saved.").waitFor();
  await go(page, "Settings");
  await go(page, "Look around with sample data");
  await bar(page).waitFor();
  await page.getByRole("heading", { name: "Exemestane" }).waitFor();
  assert.equal(await page.getByText("Letrozole").count(), 0);
  await page.getByRole("button", { name: "Later" }).tap();
  await page.getByText("later today").waitFor();
  await settled(page);
  await leave(page);
  await page.getByRole("heading", { name: "Settings", exact: true }).waitFor();
  assert.equal(await bar(page).count(), 0);
  await page.goto("/");
  await page.getByText("skipped on purpose").waitFor();
  assert.equal(await page.getByText("Exemestane").count(), 0);
  assert.deepEqual(await databases(page), ["ebb"]);
});

test("a tab with the sample and a tab with a journal of one's own do not mix", async (t) => {
  const { page } = await opened(t);
  await firstMinute(page);
  const other = await page.context().newPage();
  await other.goto("/settings");
  await go(other, "Look around with sample data");
  await flashButton(other).tap();
  await other.getByText(/Hot flash at .* Saved\./).waitFor();
  await settled(other);
  assert.deepEqual(await databases(page), ["ebb", "ebb.sample"]);
  await page.getByRole("button", { name: "Taken" }).tap();
  await page.getByText("Letrozole taken. Saved.").waitFor();
  await page.reload();
  await page.getByText(/taken 8:\d\d/).waitFor();
  await settled(page);
  assert.equal(await page.getByText("It has passed").count() + (await bar(page).count()), 0);
  assert.equal(await other.getByText("Letrozole").count(), 0);
  await other.close();
});

test("nothing of it comes into a journal of one's own, by a file or by sync, and no file of one's own into it", async (t) => {
  const { page } = await opened(t);
  await lookAround(page);
  await page.goto("/settings/file");
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save a file" }).tap();
  const file = await coming;
  assert.match(file.suggestedFilename(), /^sample-ebb-journal-/);
  const buffer = await readFile(await file.path());
  await page.getByText("This is sample data: no file of yours can be brought in here.").waitFor();
  await page.goto("/join#anything");
  await page.getByText("This is sample data. It stays on this phone.").waitFor();
  await leave(page);
  await page.getByRole("heading", { name: "What do you take?" }).waitFor();
  await firstMinute(page);
  await page.goto("/settings/file");
  await page.locator("input[type=file]").setInputFiles({ name: "ebb.jsonl.gz", mimeType: "application/gzip", buffer });
  await page.getByText("It holds sample data, and nothing of that comes into a journal of your own.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Bring it in" }).count(), 0);
});

test("by keyboard alone it is entered, marked for a screen reader, and left", async (t) => {
  const { page } = await opened(t);
  await page.goto("/");
  await page.getByRole("link", { name: "Look around with sample data" }).focus();
  await page.keyboard.press("Enter");
  await bar(page).waitFor();
  await flashButton(page).waitFor();
  await settled(page);
  // The way out is the first thing on the page.
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Leave");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "What do you take?" }).waitFor();
});

test("a sample that was left in one tab is left in the other", async (t) => {
  const { page } = await opened(t);
  await lookAround(page);
  const other = await page.context().newPage();
  await other.goto("/");
  await other.getByRole("heading", { name: "What do you take?" }).waitFor();
  await other.evaluate(() => sessionStorage.setItem("ebb.sample", "/"));
  await other.reload();
  await bar(other).waitFor();
  await settled(other);
  await leave(page);
  await page.getByRole("heading", { name: "What do you take?" }).waitFor();
  await other.getByRole("heading", { name: "What do you take?" }).waitFor();
  assert.equal(await bar(other).count(), 0);
});

test("it ends on the day on which it is opened, also in another year", async (t) => {
  const { page } = await opened(t, { at: new Date("2031-03-05T09:12:00+01:00"), locale: "en-US" });
  await lookAround(page);
  await page.getByRole("heading", { name: "Wednesday, March 5" }).waitFor();
  await page.getByRole("heading", { name: "Exemestane" }).waitFor();
});

test("without a connection it says so, and once it was fetched it opens without one", async (t) => {
  const { page } = await opened(t);
  await page.goto("/");
  await readyOffline(page);
  await page.reload();
  await page.context().setOffline(true);
  await go(page, "Look around with sample data");
  await page.getByText("The sample could not be fetched, because there is no connection.").waitFor();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Try again" }).tap();
  await bar(page).waitFor();
  await leave(page);
  await page.getByRole("heading", { name: "What do you take?" }).waitFor();
  await page.context().setOffline(true);
  await go(page, "Look around with sample data");
  await bar(page).waitFor();
  await flashButton(page).waitFor();
});

test("someone who was invited is told what is wrong with a code, and what a link for a device would open", async (t) => {
  const { page } = await opened(t);
  await page.goto("/");
  await go(page, "Someone invited me");
  await page.getByRole("button", { name: "What is this?" }).tap();
  await page.getByText("Paste the link or code first.").waitFor();
  await page.getByLabel("The link or code").fill("K7QM-2F9C-41TB");
  await page.getByRole("button", { name: "What is this?" }).tap();
  await page.getByText("This is not a whole link or code from Ebb.").waitFor();
  assert.equal(await page.getByLabel("The link or code").inputValue(), "K7QM-2F9C-41TB", "what was typed stays");
  await page.getByLabel("The link or code").fill("https://ebb.example/join#abcdef");
  await page.keyboard.press("Enter");
  await page.getByText("This link is not an invitation. It opens a whole journal.").waitFor();
  await go(page, "It is my journal");
  await page.getByRole("button", { name: "Open my journal here" }).waitFor();
  assert.match(page.url(), /\/join#abcdef$/);
});
