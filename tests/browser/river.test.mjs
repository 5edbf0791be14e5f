// The river: log it offline on one phone, find it on the other.
import assert from "node:assert/strict";
import test from "node:test";
import { Server, browser, firstMinute, flashButton, phone, readyOffline, text, toToday, twoPhones } from "./harness.mjs";

test("from the first visit to the first saved entry it takes at most five taps", async (t) => {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server);
  const taps = (await firstMinute(page)) + 1;
  await flashButton(page).tap();
  await page.getByText(/Hot flash at 8:4\d\. Saved\./).waitFor();
  await page.getByText(text.onThisPhone).first().waitFor();
  assert.ok(taps <= 5, `${taps} taps`);
});

test("a hot flash is one tap from a cold start without a network", async (t) => {
  const server = await Server.start(t);
  const launched = await browser(t);
  const page = await phone(t, launched, server);
  await firstMinute(page);
  await readyOffline(page);
  const context = page.context();
  await page.close();
  await server.stop();
  await context.setOffline(true);
  const again = await context.newPage();
  await again.goto("/");
  await flashButton(again).tap();
  await again.getByText(/Hot flash at .* Saved\./).waitFor();
  await again.reload();
  await again.getByText("It has passed").waitFor();
});

test("what is logged offline after a restart on one phone shows on the other once it is online", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  await readyOffline(a);
  const context = a.context();
  await a.close();
  await context.setOffline(true);
  const again = await context.newPage();
  await again.goto("/");
  await flashButton(again).tap();
  await again.getByRole("button", { name: "Just count it" }).tap();
  await again.getByText(text.waiting).first().waitFor();
  await again.getByRole("button", { name: "Skip" }).tap();
  await again.getByText("skipped on purpose").first().waitFor();
  await b.getByRole("button", { name: "Taken" }).waitFor();
  await context.setOffline(false);
  await again.getByText(text.safe).first().waitFor();
  await b.getByText("skipped on purpose").first().waitFor();
  await b.getByText("1 today").waitFor();
});

test("the same dose marked on two offline phones is one dose, and the later word counts", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  await a.context().setOffline(true);
  await b.context().setOffline(true);
  await a.getByRole("button", { name: "Skip" }).tap();
  await a.getByText("skipped on purpose").first().waitFor();
  await b.getByRole("button", { name: "Taken" }).tap();
  await b.getByText(/taken 8:4\d/).first().waitFor();
  await a.context().setOffline(false);
  await a.getByText(text.safe).first().waitFor();
  await b.context().setOffline(false);
  await b.getByText(text.safe).first().waitFor();
  await a.getByText(/taken 8:4\d/).first().waitFor();
  for (const page of [a, b]) {
    const today = page.getByRole("main");
    assert.equal(await today.getByText(/taken 8:4\d/).count(), 1);
    assert.equal(await today.getByText("skipped on purpose").count(), 0);
  }
});

test("undo takes a flash away on both phones, and brings a removed one back", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  await flashButton(a).tap();
  await b.getByText("It has passed").waitFor();
  await a.getByRole("button", { name: "Undo" }).last().tap();
  await b.getByText("tap when it starts").waitFor();
  await a.getByText("tap when it starts").waitFor();
  await flashButton(b).tap();
  await b.getByRole("button", { name: "Just count it" }).tap();
  await a.getByText("1 today").waitFor();
  await b.getByRole("button", { name: /^Remove the hot flash at/ }).tap();
  await a.getByText("tap when it starts").waitFor();
  await b.getByRole("button", { name: "Undo" }).last().tap();
  await a.getByText("1 today").waitFor();
});

test("a flash that has passed shows how long it was, and a second tap within three seconds is a tremble", async (t) => {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server);
  await firstMinute(page);
  const box = await flashButton(page).boundingBox();
  await page.touchscreen.tap(box.x + 40, box.y + box.height / 2);
  await page.touchscreen.tap(box.x + 40, box.y + box.height / 2);
  await page.getByText("It has passed").waitFor();
  await page.reload();
  await page.getByRole("button", { name: "It has passed" }).tap();
  await page.getByText("1 today").waitFor();
  await page.getByText(/less than a minute/).first().waitFor();
});

test("two tabs of one phone show the same journal", async (t) => {
  const server = await Server.start(t);
  const launched = await browser(t);
  const first = await phone(t, launched, server);
  await firstMinute(first);
  const second = await first.context().newPage();
  await second.goto("/");
  await flashButton(second).tap();
  await first.getByText("It has passed").waitFor();
  await first.getByRole("button", { name: "Just count it" }).tap();
  await second.getByText("1 today").waitFor();
  await toToday(second);
});
