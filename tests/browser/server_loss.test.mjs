// The server loses its database, or an old one comes back: the devices bring everything back by themselves.
import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { Server, browser, countFlash, firstMinute, flashButton, invite, joinBy, nudge, phone, text, toToday, turnSyncOn, twoPhones } from "./harness.mjs";

/** The database's files, away from the server or back to it. Only while it is stopped. */
async function drop(server) {
  for (const name of await readdir(server.data)) await rm(join(server.data, name), { force: true, recursive: true });
}

async function skip(page) {
  await page.getByRole("button", { name: "Skip" }).tap();
  await page.getByText("Letrozole skipped on purpose. Saved.").waitFor();
}

test("the server's database is gone: the devices fill a new one, and a third device gets all of it", async (t) => {
  const server = await Server.start(t);
  const { a, b, launched } = await twoPhones(t, server);
  await countFlash(a);
  await b.getByText("1 today").waitFor();
  await server.stop();
  await drop(server);
  await countFlash(b);
  await server.start();
  for (const page of [a, b]) await nudge(page);
  for (const page of [a, b]) await page.getByText(text.safe).waitFor();
  await a.getByText("2 today").waitFor();
  const c = await phone(t, launched, server);
  await joinBy(c, await invite(a));
  await c.getByText("2 today").waitFor();
});

test("last week's database comes back: what was written since is on neither device missing", async (t) => {
  const server = await Server.start(t);
  const { a, b, launched } = await twoPhones(t, server);
  await countFlash(a);
  await b.getByText("1 today").waitFor();
  await server.backUp();
  for (const page of [a, b]) await nudge(page);
  // After the backup: two more on a, one on b.
  await countFlash(a);
  await countFlash(a);
  await b.getByText("3 today").waitFor();
  await countFlash(b);
  await a.getByText("4 today").waitFor();
  for (const page of [a, b]) await page.getByText(text.safe).waitFor();
  await server.stop();
  await server.bringBack();
  await a.context().setOffline(true);
  await server.start();
  // B writes past its head while a is away.
  await nudge(b);
  await skip(b);
  await b.getByText(text.safe).waitFor();
  await a.context().setOffline(false);
  await nudge(a);
  for (const page of [a, b]) {
    await page.getByText("4 today").waitFor();
    await page.getByText("skipped on purpose").first().waitFor();
    await page.getByText(text.safe).waitFor();
  }
  const c = await phone(t, launched, server);
  await joinBy(c, await invite(a));
  await c.getByText("4 today").waitFor();
  await c.getByText("skipped on purpose").first().waitFor();
});

test("a device that joined after the backup brings itself back in", async (t) => {
  const server = await Server.start(t);
  const launched = await browser(t);
  const [a, b] = [await phone(t, launched, server), await phone(t, launched, server)];
  await firstMinute(a);
  await turnSyncOn(a);
  await server.backUp();
  await nudge(a);
  await joinBy(b, await invite(a));
  await server.stop();
  await server.bringBack();
  await server.start();
  await flashButton(b).tap();
  await nudge(b);
  await b.getByText(text.safe).waitFor();
  await toToday(a);
  await nudge(a);
  await a.getByText("It has passed").waitFor();
  assert.equal(await a.getByText("The server does not know this device").count(), 0);
});
