// The invitation that brings a second device in: used once, compared, approved; whatever else is told plainly and changes nothing.
import assert from "node:assert/strict";
import test from "node:test";
import { CODE, Server, approve, browser, digitsOn, firstMinute, flashButton, invite, joinBy, mistyped, nudge, phone, readyOffline, text, toToday, turnSyncOn } from "./harness.mjs";

const HERE = "Your journal is on this device now.";

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
const yes = (page) => page.getByRole("button", { name: "Yes, the same number" });

/** Goes where a code can be typed, types it, and tries. */
async function type(page, code) {
  await page.goto("/");
  await page.getByRole("link", { name: "I already have a journal" }).tap();
  await page.getByLabel("The code or link").fill(code);
  await openJournal(page);
}

test("from “Add a device” to the same Today on the new one: at most six taps, in under 30 seconds", async (t) => {
  const { a, another } = await withJournal(t);
  const b = await another();
  let taps = 0;
  const tap = async (page, role, name) => {
    taps += 1;
    await page.getByRole(role, { name, exact: true }).tap();
  };
  const begun = performance.now();
  await tap(a, "link", "Add a device");
  const shown = a.getByText(/^([0-9A-Z]{4}-){6}/).first();
  const code = (await shown.innerText()).replaceAll("-", "");
  // The camera of the new device opens the link: no tap in Ebb.
  await b.goto(`/join#${code}`);
  await tap(b, "button", "Open my journal here");
  assert.equal(await digitsOn(b), await digitsOn(a));
  await tap(a, "button", "Yes, the same number");
  await tap(b, "button", "Go to Today");
  await b.getByText("skipped on purpose").waitFor();
  const seconds = (performance.now() - begun) / 1_000;
  t.diagnostic(`${taps} taps, ${seconds.toFixed(1)} s`);
  assert.ok(taps <= 6 && seconds < 30, `${taps} taps, ${seconds} s`);
});

test("an invitation lets one device in; the second one is told, and so is the owner", async (t) => {
  const { a, another } = await withJournal(t);
  const invitation = await invite(a);
  const [b, c] = [await another(), await another()];
  await b.goto(invitation.link);
  await openJournal(b);
  await digitsOn(b);
  await c.goto(invitation.link);
  await openJournal(c);
  const alert = c.getByRole("alert");
  await alert.getByText("Another device has used this code already.").waitFor();
  await alert.getByText("Nothing has changed on this device.").waitFor();
  await a.getByRole("alert").getByText("Someone else tried this code too.").waitFor();
  await approve(invitation, b);
  await b.getByText(HERE).waitFor();
  await b.getByRole("button", { name: "Go to Today" }).tap();
  await b.getByText("skipped on purpose").waitFor();
  // The other one can begin a journal of its own, which stays on it.
  await firstMinute(c);
  await c.getByText(text.onThisPhone).waitFor();
  assert.equal(await c.getByText("skipped on purpose").count(), 0);
  // A new invitation lets it in, and what it logged comes along.
  await flashButton(c).tap();
  await c.getByText("It has passed").waitFor();
  const second = await invite(a);
  await c.goto(second.link);
  await openJournal(c);
  await approve(second, c);
  await c.getByText(HERE).waitFor();
  await b.getByText("It has passed").waitFor();
});

test("an open invitation outlives the page that made it, and any device of the owner can say yes", async (t) => {
  const { a, another } = await withJournal(t);
  const b = await another();
  await joinBy(b, await invite(a));
  await b.getByRole("link", { name: "Share", exact: true }).tap();
  // Until the device that made it has seen that it was used.
  await b.getByText(/^A code is open/).waitFor({ state: "detached" });

  await a.getByRole("button", { name: "Make a new code" }).tap();
  const shown = a.getByText(CODE).first();
  await shown.waitFor();
  const code = (await shown.innerText()).trim();
  await b.getByText(/^A code is open/).waitFor();
  const c = await another();
  await c.goto(`/join#${code.replaceAll("-", "")}`);
  await openJournal(c);
  const digits = await digitsOn(c);
  assert.equal(await digitsOn(a), digits);

  // The page that made it is loaded anew, and goes on.
  await a.reload();
  assert.equal(await digitsOn(a), digits);
  // It is closed; the other device says yes.
  await a.close();
  await b.getByRole("link", { name: "Add a device" }).tap();
  assert.equal(await digitsOn(b), digits);
  await yes(b).tap();
  await c.getByText(HERE).waitFor();
  await b.getByText(/has your journal now/).waitFor();
  await b.getByRole("link", { name: "My devices" }).tap();
  await b.getByText(/^A code is open/).waitFor({ state: "detached" });
});

test("without a yes nothing is shared; a no ends the invitation", async (t) => {
  const { a, another } = await withJournal(t);
  const invitation = await invite(a);
  const b = await another();
  await b.goto(invitation.link);
  await openJournal(b);
  await digitsOn(b);
  await digitsOn(a);
  assert.equal(await b.getByText("skipped on purpose").count(), 0);
  await a.getByRole("button", { name: "No, or I am not sure" }).tap();
  await a.getByText("Nobody was let in.").waitFor();
  await b.getByRole("alert").getByText("This code no longer works.").waitFor();
  await a.getByRole("button", { name: "Make a new code" }).tap();
  await a.getByText("Waiting for the other device…").waitFor();
});

test("a server that puts its own device in the newcomer's place gets nowhere", async (t) => {
  const { a, another } = await withJournal(t);
  const invitation = await invite(a);
  // What the server hands on as the newcomer's card was made by who does not have the code.
  await a.route("**/api/v1/mailboxes/read", async (route) => {
    const response = await route.fetch();
    const state = await response.json();
    if (state.card) state.card = `${state.card.slice(0, 2)}${"7".repeat(64)}${state.card.slice(66)}`;
    await route.fulfill({ response, json: state });
  });
  const b = await another();
  await b.goto(invitation.link);
  await openJournal(b);
  await a.getByText("Somebody who does not have the code tried to come in.").waitFor();
  assert.equal(await yes(a).count(), 0);
  await b.getByRole("alert").getByText("This code no longer works.").waitFor();
});

test("a server that opens something else than was offered gets nowhere", async (t) => {
  const { a, another } = await withJournal(t);
  const invitation = await invite(a);
  const b = await another();
  await b.route("**/api/v1/mailboxes/read", async (route) => {
    const response = await route.fetch();
    const state = await response.json();
    if (state.opening) state.opening = "11".repeat(32);
    await route.fulfill({ response, json: state });
  });
  await b.goto(invitation.link);
  await openJournal(b);
  await b.getByRole("alert").getByText("What the server showed does not belong to this code.").waitFor();
  await b.getByRole("button", { name: "Open my journal here" }).waitFor();
});

test("a code that is cut short, mistyped or of something else is told, and a whole one then works", async (t) => {
  const { a, another } = await withJournal(t);
  const { by, code, link } = await invite(a);
  const b = await another();
  const wrong = [
    [code.slice(0, -1), "This is not a whole link or code from Ebb."],
    [link.slice(0, link.indexOf("#") + 9), "This is not a whole link or code from Ebb."],
    [`${link}x`, "This is not a whole link or code from Ebb."],
    ["hello", "This is not a whole link or code from Ebb."],
    [mistyped(code), "There is a mistake in this code."],
  ];
  await type(b, wrong[0][0]);
  for (const [typed, told] of wrong) {
    await b.getByLabel("The code or link").fill(typed);
    await openJournal(b);
    await b.getByRole("alert").getByText(told).waitFor();
  }
  await b.getByLabel("The code or link").fill("  ");
  await openJournal(b);
  await b.getByText("Type or paste the code first.").waitFor();
  // As hands type: small letters, spaces, an O for a 0.
  await b.getByLabel("The code or link").fill(code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l"));
  await openJournal(b);
  await approve({ by }, b);
  await b.getByText(HERE).waitFor();
});

test("merely opening the link uses nothing up, by whatever opens it", async (t) => {
  const { server, a, another } = await withJournal(t);
  const invitation = await invite(a);
  const { link } = invitation;
  // A scanner without JavaScript, one that sends the fragment along, and one that runs the page.
  for (const address of [link.split("#")[0], link.replace("#", "?")]) {
    for (const method of ["GET", "HEAD"]) assert.ok((await fetch(address, { method })).status < 500);
  }
  const scanner = await another();
  const asked = [];
  scanner.on("request", (request) => asked.push(request.url()));
  await scanner.goto(link);
  await scanner.getByRole("button", { name: "Open my journal here" }).waitFor();
  // Of two links that are opened in the same tab the second one counts.
  await scanner.goto(`${link.split("#")[0]}#K7QM`);
  await openJournal(scanner);
  await scanner.getByRole("alert").getByText("This is not a whole link or code from Ebb.").waitFor();
  assert.ok(!scanner.url().includes("#"));
  await scanner.goto(link);
  await scanner.getByText("This link invites this device into your journal.").waitFor();
  assert.equal(await scanner.getByRole("alert").count(), 0);
  assert.deepEqual(asked.filter((url) => url.includes("/api/")), []);
  const b = await another();
  await joinBy(b, invitation);
  await b.getByText("skipped on purpose").waitFor();
  // After the tap the secret is in no address any more, here or behind.
  assert.ok(!b.url().includes("#"));
  await b.goBack();
  assert.ok(!b.url().includes("#"));
  assert.ok(!server.log.includes(link.split("#")[1]));
});

test("while the server is away joining waits, says so, and goes on by itself", async (t) => {
  const { server, a, another } = await withJournal(t);
  const invitation = await invite(a);
  const b = await another();
  await b.goto(invitation.link);
  await readyOffline(b);
  await server.stop();
  await openJournal(b);
  await b.getByText(text.waiting).waitFor();
  await b.reload();
  await b.getByText(text.waiting).waitFor();
  await server.start();
  await nudge(b);
  await approve(invitation, b);
  await b.getByText(HERE).waitFor();
  await nudge(a);
  await b.getByRole("button", { name: "Go to Today" }).tap();
  await flashButton(b).tap();
  await toToday(a);
  await a.getByText("It has passed").waitFor();
});

test("a newcomer that is loaded anew between card and yes still comes in", async (t) => {
  const { a, another } = await withJournal(t);
  const invitation = await invite(a);
  const b = await another();
  await b.goto(invitation.link);
  await openJournal(b);
  const before = await digitsOn(b);
  await b.reload();
  assert.equal(await digitsOn(b), before);
  await approve(invitation, b);
  await b.getByText(HERE).waitFor();
});

test("a device with a synced journal of its own is not moved to another one by a code", async (t) => {
  const { a, another } = await withJournal(t);
  const b = await another();
  await firstMinute(b, "Exemestane");
  await turnSyncOn(b);
  await b.goto((await invite(a)).link);
  await openJournal(b);
  await b.getByRole("alert").getByText("This device has a journal with sync already.").waitFor();
  await b.goto("/");
  await b.getByText("Exemestane").waitFor();
  await b.getByText(text.safe).waitFor();
  assert.equal(await b.getByText("Letrozole").count(), 0);
});
