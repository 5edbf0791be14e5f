// Two phones that wrote apart: both changes are kept; and two histories that part are told, and nothing of either is lost.
import assert from "node:assert/strict";
import test from "node:test";
import { Server, countFlash, flashButton, nudge, text, toToday, twoPhones } from "./harness.mjs";

const entry = (page, name) => page.getByRole("button", { name, expanded: false });
const save = (page) => page.getByRole("button", { name: "Save", exact: true }).tap();
const toDay = (page) => page.getByRole("link", { name: "All of today, and days before" }).tap();

test("two fields of one record, edited on two offline phones, are both kept", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  await countFlash(a);
  await b.getByText("1 today").waitFor();
  for (const page of [a, b]) {
    await page.context().setOffline(true);
    await toDay(page);
    await entry(page, /Hot flash/).tap();
  }
  await a.getByLabel("It started at").fill("06:15");
  await a.getByLabel("Minutes it lasted").fill("4");
  await save(a);
  await a.getByText("Hot flash 4 minutes. Saved.").waitFor();
  await b.getByRole("group", { name: "How strong?" }).locator("label").filter({ hasText: /^a lot$/ }).tap();
  await save(b);
  await b.getByText(/^Hot flash .*a lot\. Saved\.$/).waitFor();
  assert.equal(await b.getByText("4 minutes").count(), 0);

  for (const page of [a, b]) {
    await page.context().setOffline(false);
    await nudge(page);
  }
  for (const page of [a, b]) await page.getByText("4 minutes, a lot", { exact: true }).first().waitFor();
  for (const page of [a, b]) await page.getByText("6:15", { exact: true }).first().waitFor();
});

/** Makes a recovery sheet: an entry of the trust log. */
async function makeSheet(page) {
  await page.getByRole("link", { name: "Share", exact: true }).tap();
  await page.getByRole("link", { name: "Make a recovery sheet" }).tap();
  await page.getByRole("button", { name: "Make a recovery sheet" }).tap();
  await page.getByRole("heading", { name: "Now type it back" }).waitFor();
}

test("where two histories part, the phone that is told another one sends nothing, keeps everything, and starts anew at a tap", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  await countFlash(a);
  await b.getByText("1 today").waitFor();
  await server.backUp();
  // After the backup a changes who belongs to the account, and b does not hear of it.
  await b.context().setOffline(true);
  await nudge(a);
  await makeSheet(a);
  await server.stop();
  await server.bringBack();
  // On what came back, b does the same.
  await a.context().setOffline(true);
  await server.start();
  await b.context().setOffline(false);
  await nudge(b);
  await makeSheet(b);
  await a.context().setOffline(false);
  await nudge(a);
  await a.goto("/share");
  await a.getByText("The server shows another history").first().waitFor();
  await toToday(a);
  await a.getByText("1 today").waitFor();
  await countFlash(a);
  await toToday(b);
  await countFlash(b);
  await b.getByText(text.safe).waitFor();
  assert.equal(await b.getByText("3 today").count(), 0, "nothing of the other history is taken");

  await a.getByRole("link", { name: "Share", exact: true }).tap();
  await a.getByRole("button", { name: "Start a new sealed copy" }).tap();
  await a.getByRole("link", { name: "Add a device" }).waitFor();
  await toToday(a);
  await flashButton(a).waitFor();
  await a.getByText("2 today").waitFor();
  await a.getByText(text.safe).waitFor();
});
