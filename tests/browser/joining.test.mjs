// The link that brings a second device in: used once, whole, by whoever has it; whatever else is told plainly and changes nothing.
import assert from "node:assert/strict";
import test from "node:test";
import { Server, browser, deviceLink, firstMinute, flashButton, joinBy, nudge, phone, readyOffline, text, toToday, turnSyncOn } from "./harness.mjs";

const NO_LONGER = "This code no longer works.";
const NOT_WHOLE = "This is not a whole link from Ebb.";

/** A phone that syncs and has one entry, and what it takes to start others. */
async function withJournal(t) {
  const server = await Server.start(t);
  const launched = await browser(t);
  const a = await phone(t, launched, server);
  await firstMinute(a);
  await a.getByRole("button", { name: "Skip" }).tap();
  await a.getByText("skipped on purpose").first().waitFor();
  await turnSyncOn(a);
  return { server, a, another: (options) => phone(t, launched, server, options) };
}

const openJournal = (page) => page.getByRole("button", { name: "Open my journal here" }).tap();

/** Goes where a link can be pasted, pastes it, and tries. */
async function paste(page, link) {
  await page.goto("/");
  await page.getByRole("link", { name: "I already have a journal" }).tap();
  await page.getByLabel("The link").fill(link);
  await openJournal(page);
}

test("a link lets one device in; a second one is told, and nothing changes on it", async (t) => {
  const { a, another } = await withJournal(t);
  const link = await deviceLink(a);
  const [b, c] = [await another(), await another()];
  await joinBy(b, link);
  await b.getByText("skipped on purpose").waitFor();
  await c.goto(link);
  await openJournal(c);
  const alert = c.getByRole("alert");
  await alert.getByText(NO_LONGER).waitFor();
  await alert.getByText("Nothing has changed on this device or on the other one.").waitFor();
  // It can begin a journal of its own, which stays on it.
  await firstMinute(c);
  await c.getByText(text.onThisPhone).waitFor();
  assert.equal(await c.getByText("skipped on purpose").count(), 0);
  // A new link lets it in, and what it logged comes along.
  await flashButton(c).tap();
  await c.getByText("It has passed").waitFor();
  await a.getByRole("link", { name: "Share", exact: true }).tap();
  await c.goto(await deviceLink(a));
  await openJournal(c);
  await c.getByText("Your journal is on this device now.").waitFor();
  await b.getByText("It has passed").waitFor();
});

test("a link that is cut short, mistyped or of something else is told, and a whole one then works", async (t) => {
  const { a, another } = await withJournal(t);
  const link = await deviceLink(a);
  const b = await another();
  const notLinks = [link.slice(0, -1), link.slice(0, link.indexOf("#") + 20), `${link}x`, "https://example.org/join", "hello"];
  await paste(b, notLinks[0]);
  for (const wrong of notLinks) {
    await b.getByLabel("The link").fill(wrong);
    await openJournal(b);
    await b.getByRole("alert").getByText(NOT_WHOLE).waitFor();
  }
  await b.getByLabel("The link").fill("  ");
  await openJournal(b);
  await b.getByText("Paste the link first.").waitFor();
  await b.getByLabel("The link").fill(link);
  await openJournal(b);
  await b.getByText("Your journal is on this device now.").waitFor();
});

test("a link that was pasted with spaces and line breaks works, and so does its end alone", async (t) => {
  const { a, another } = await withJournal(t);
  const first = await deviceLink(a);
  const b = await another();
  await paste(b, ` ${first.slice(0, 60)}\n${first.slice(60, 90)} \r\n ${first.slice(90)}\n`);
  await b.getByText("Your journal is on this device now.").waitFor();
  await a.getByRole("link", { name: "Share", exact: true }).tap();
  const second = await deviceLink(a);
  const c = await another();
  await paste(c, second.slice(second.indexOf("#") + 1));
  await c.getByText("Your journal is on this device now.").waitFor();
});

test("merely opening the link uses nothing up, by whatever opens it", async (t) => {
  const { server, a, another } = await withJournal(t);
  const link = await deviceLink(a);
  // A scanner without JavaScript, one that sends the fragment along, and one that runs the page.
  for (const address of [link.split("#")[0], link.replace("#", "?")]) {
    for (const method of ["GET", "HEAD"]) assert.ok((await fetch(address, { method })).status < 500);
  }
  const scanner = await another();
  const asked = [];
  scanner.on("request", (request) => asked.push(request.url()));
  await scanner.goto(link);
  await scanner.getByRole("button", { name: "Open my journal here" }).waitFor();
  assert.deepEqual(asked.filter((url) => url.includes("/api/")), []);
  const b = await another();
  await joinBy(b, link);
  await b.getByText("skipped on purpose").waitFor();
  // After the tap the secret is in no address any more, here or behind.
  assert.ok(!b.url().includes("#"));
  await b.goBack();
  assert.ok(!b.url().includes("#"));
  assert.ok(!server.log.includes(link.split("#")[1]));
});

test("while the server is away joining waits, says so, and goes on by itself", async (t) => {
  const { server, a, another } = await withJournal(t);
  const link = await deviceLink(a);
  const b = await another();
  await b.goto(link);
  await readyOffline(b);
  await server.stop();
  await openJournal(b);
  await b.getByText(text.waiting).waitFor();
  await b.reload();
  await b.getByText(text.waiting).waitFor();
  await server.start();
  await nudge(b);
  await b.getByText("Your journal is on this device now.").waitFor();
  await nudge(a);
  await b.getByRole("button", { name: "Go to Today" }).tap();
  await flashButton(b).tap();
  await toToday(a);
  await a.getByText("It has passed").waitFor();
});

test("a device with a synced journal of its own is not moved to another one by a link", async (t) => {
  const { a, another } = await withJournal(t);
  const b = await another();
  await firstMinute(b, "Exemestane");
  await turnSyncOn(b);
  await b.goto(await deviceLink(a));
  await openJournal(b);
  await b.getByRole("alert").getByText("This device has a journal with sync already.").waitFor();
  await b.goto("/");
  await b.getByText("Exemestane").waitFor();
  await b.getByText(text.safe).waitFor();
  assert.equal(await b.getByText("Letrozole").count(), 0);
});
