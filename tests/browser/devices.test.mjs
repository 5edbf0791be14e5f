// Who belongs to a journal: taking a device off, the recovery sheet, deleting the copy on the server.
import assert from "node:assert/strict";
import test from "node:test";
import { OTHER_DEVICE, Server, browser, countFlash, firstMinute, flashButton, invite, joinBy, mistyped, nudge, phone, text, toToday, turnSyncOn, twoPhones } from "./harness.mjs";

const toShare = (page) => page.getByRole("link", { name: "Share", exact: true }).tap();

/** Takes the other device off, on a phone that shows Today. */
async function takeOff(page) {
  await toShare(page);
  await page.getByRole("link", { name: OTHER_DEVICE }).tap();
  await page.getByRole("button", { name: "Take this device off" }).tap();
  await page.getByRole("button", { name: "Yes, take it off" }).tap();
  await page.getByText("It is taken off. It gets nothing new.").waitFor();
  await page.getByRole("link", { name: "Share", exact: true }).tap();
}

/** Makes a sheet and types its code back, on a phone that shows Share; gives the code. */
async function makeSheet(page, start = "Make a recovery sheet") {
  await page.getByRole("link", { name: start }).tap();
  await page.getByRole("button", { name: /^Make a (new )?recovery sheet$/ }).tap();
  await page.getByRole("heading", { name: "Now type it back" }).waitFor();
  const code = await page.locator(".sheet__code").getAttribute("aria-label");
  await page.getByLabel("The code on the sheet").fill(code);
  await page.getByRole("button", { name: "Compare" }).tap();
  await page.getByText("It is right. Your sheet works.").waitFor();
  await page.getByText("Making the old sheet worthless…").waitFor({ state: "detached" });
  return code;
}

async function restore(page, code) {
  await page.goto("/");
  await page.getByRole("link", { name: "I already have a journal" }).tap();
  await page.getByRole("link", { name: "From my recovery sheet" }).tap();
  await page.getByLabel("The code on the sheet").fill(code);
  await page.getByRole("button", { name: "Bring my journal back" }).tap();
  await page.getByText("Your journal is on this device now.").waitFor();
}

test("what is off this phone is told from what is on all devices", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  await countFlash(a);
  await a.getByText("On all your devices").waitFor();
  await b.getByText("On all your devices").waitFor();

  await b.context().setOffline(true);
  await countFlash(a);
  await a.getByText("Safe off this phone").waitFor();
  await toShare(a);
  await a.getByRole("link", { name: "Computer does not have the newest yet" }).waitFor();
  await a.getByText(/^Last copy: .*, \d+:\d\d/).waitFor();
  assert.equal(await a.getByText("On all your devices").count(), 0);

  await b.context().setOffline(false);
  await nudge(b);
  await b.getByText("2 today").waitFor();
  await a.getByText("On all your devices").waitFor();
  await a.getByRole("link", { name: "Computer has everything" }).tap();
  await a.getByText(/^since .*, has everything$/).waitFor();
});

test("a device that was taken off gets nothing new, sends nothing, keeps what it has and says so", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  await countFlash(a);
  await b.getByText("1 today").waitFor();
  await takeOff(a);
  await toToday(a);
  await countFlash(a);
  await a.getByText(text.safe).waitFor();
  await b.getByText("Taken off your devices").first().waitFor();
  await b.getByRole("button", { name: "Skip" }).tap();
  await b.getByText("Letrozole skipped on purpose. Saved.").waitFor();
  await nudge(b);
  await b.getByText("1 today").waitFor();
  assert.equal(await b.getByText("2 today").count(), 0);
  await a.getByText("2 today").waitFor();
  assert.equal(await a.getByText("skipped on purpose").count(), 0);
  // It can be let in again: as a newcomer, with all that it has.
  await toShare(b);
  await b.getByText("Everything that was on it is still here.").waitFor();
  await b.getByRole("button", { name: "Add this device again" }).tap();
  const { code, by } = await invite(a);
  await b.getByLabel("The code or link").fill(code);
  await b.getByRole("button", { name: "Open my journal here" }).tap();
  await by.getByRole("button", { name: "Yes, the same number" }).tap();
  await b.getByText("Your journal is on this device now.").waitFor();
  await b.getByRole("button", { name: "Go to Today" }).tap();
  await b.getByText("2 today").waitFor();
  await toToday(a);
  await a.getByText("skipped on purpose").first().waitFor();
});

test("what a device wrote offline before it knew of a new key is sent under the new one", async (t) => {
  const server = await Server.start(t);
  const launched = await browser(t);
  const [a, b, c] = [await phone(t, launched, server), await phone(t, launched, server), await phone(t, launched, server)];
  await firstMinute(a);
  await turnSyncOn(a);
  await joinBy(b, await invite(a));
  await joinBy(c, await invite(a));
  await c.context().setOffline(true);
  await flashButton(c).tap();
  await c.getByRole("button", { name: "Just count it" }).tap();
  await c.getByText("Waiting for a connection (1)").waitFor();
  await toToday(a);
  await toShare(a);
  await a.getByRole("link", { name: OTHER_DEVICE }).first().tap();
  await a.getByRole("button", { name: "Take this device off" }).tap();
  await a.getByRole("button", { name: "Yes, take it off" }).tap();
  await a.getByText("It is taken off. It gets nothing new.").waitFor();
  await c.context().setOffline(false);
  await nudge(c);
  await c.getByText(text.safe).waitFor();
  await a.goto("/");
  await a.getByText("1 today").waitFor();
  assert.equal(await b.getByText("1 today").count(), 0);
});

test("both phones lost: the sheet brings everything back on a third, and lets nobody in twice", async (t) => {
  const server = await Server.start(t);
  const { a, b, launched } = await twoPhones(t, server);
  await countFlash(a);
  await countFlash(b);
  await a.getByText("2 today").waitFor();
  await toShare(a);
  const code = await makeSheet(a);
  await a.getByRole("link", { name: "Share", exact: true }).tap();
  await a.getByText(/^tested \d+ /).waitFor();
  await a.context().close();
  await b.context().close();
  const c = await phone(t, launched, server);
  await restore(c, code.toLowerCase());
  const next = await makeSheet(c, "Make a new recovery sheet");
  assert.notEqual(next, code);
  await c.goto("/");
  await c.getByText("2 today").waitFor();
  // Once the new code was typed back the old sheet is worthless.
  await c.getByText(text.safe).waitFor();
  const d = await phone(t, launched, server);
  await d.goto("/restore");
  await d.getByLabel("The code on the sheet").fill(code);
  await d.getByRole("button", { name: "Bring my journal back" }).tap();
  await d.getByRole("alert").waitFor();
  await d.getByLabel("The code on the sheet").fill(next);
  await d.getByRole("button", { name: "Bring my journal back" }).tap();
  await d.getByText("Your journal is on this device now.").waitFor();
});

test("a sheet's code that is mistyped, or of something else, is told beside the field", async (t) => {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server);
  await firstMinute(page);
  await turnSyncOn(page);
  const code = await makeSheet(page);
  const field = page.getByLabel("The code on the sheet");
  for (const [typed, told] of [
    ["abc", "A code has 27 letters and digits."],
    [mistyped(code), "There is a mistake in it."],
  ]) {
    await field.fill(typed);
    await page.getByRole("button", { name: "Compare" }).tap();
    await page.getByText(told).waitFor();
    assert.equal(await field.inputValue(), typed);
  }
  await field.fill(code);
  await page.getByRole("button", { name: "Compare" }).tap();
  await page.getByText("It is right. Your sheet works.").nth(1).waitFor();
});

test("deleting the copy on the server leaves every device its journal, and each says so", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  await countFlash(a);
  await b.getByText("1 today").waitFor();
  await toShare(a);
  await a.getByRole("link", { name: "Delete the copy on the server" }).tap();
  await a.getByRole("button", { name: "Delete the copy on the server" }).tap();
  await a.getByRole("button", { name: "Yes, delete it there" }).tap();
  await a.getByText("No copy on the server any more").waitFor();
  await b.getByText("No copy on the server any more").first().waitFor();
  for (const page of [a, b]) {
    await page.goto("/");
    await page.getByText("1 today").waitFor();
  }
  // One of them starts anew; the other one joins again.
  await toShare(a);
  await a.getByRole("button", { name: "Start a new sealed copy" }).tap();
  await a.getByText(text.safe).first().waitFor();
  await a.getByRole("link", { name: "Add a device" }).waitFor();
});
