// How many doses of a medicine are left: counted, told with the day until which they last, shown to who follows and told to them.
import assert from "node:assert/strict";
import test from "node:test";
import { followed, goneFrom, toFollow } from "./follow_world.mjs";
import { MORNING, Server, browser, firstMinute, phone } from "./harness.mjs";

const DAY_MS = 24 * 3_600_000;
/** A day from MORNING's on, as the app tells it. */
const dayText = (later) => new Date(MORNING.getTime() + later * DAY_MS).toLocaleDateString("en-GB", { day: "numeric", month: "long", timeZone: "Europe/Madrid" });
const press = (page, name) => page.getByRole("button", { name, exact: true }).tap();
const said = (page, words) => page.getByText(words, { exact: true }).first().waitFor();
const field = (page) => page.getByLabel("Doses that are left");

async function toLetrozole(page) {
  await page.goto("/medicines");
  await page.getByRole("link", { name: /^Letrozole/ }).first().tap();
  await page.getByRole("button", { name: "Change how I take it" }).waitFor();
}

/** Counts on the medicine's page, where it was counted before or not. */
async function count(page, doses) {
  await page.getByRole("button", { name: /^(How many|Change how many) are left/ }).tap();
  await field(page).fill(doses);
  await press(page, "Save");
}

test("what is left is counted, told with the day until which it lasts, stays, is changed, and undo takes a count back", async (t) => {
  const page = await phone(t, await browser(t), await Server.start(t));
  await firstMinute(page);
  await toLetrozole(page);
  await count(page, "2.5");
  await page.getByText("Please write a whole number, from 0 to 9,999.").waitFor();
  assert.equal(await field(page).inputValue(), "2.5", "what was typed stays");
  await field(page).fill("28");
  await press(page, "Save");
  await said(page, "28 left. Saved.");
  // Today's dose is still to come.
  const month = `28 left, counted today. By your plan they last until about ${dayText(27)}.`;
  await said(page, month);
  await field(page).waitFor({ state: "detached" });
  await page.reload();
  await said(page, month);
  await count(page, "5");
  await said(page, `5 left, counted today. By your plan they last until about ${dayText(4)}.`);
  await press(page, "Undo");
  await said(page, month);
  await count(page, "5");
  await said(page, "5 left. Saved.");
  await page.getByRole("link", { name: "Medicines" }).first().tap();
  await page.getByRole("link", { name: /^Letrozole/ }).getByText(`Lasts until about ${dayText(4)}`).waitFor();
});

test("who sees medicines sees what is left, and is told before it runs out where that was agreed", async (t) => {
  const { owner, follower } = await followed(t);
  await toLetrozole(owner);
  await count(owner, "5");
  // Today's dose was left out.
  await said(follower, `5 left, counted today. By the plan they last until about ${dayText(5)}.`);
  const told = `The doses of Letrozole last until about ${dayText(5)}, by the plan.`;
  assert.equal(await follower.getByText(told).count(), 0, "nobody agreed to that");
  await toFollow(owner);
  const alert = owner.getByRole("switch", { name: /^A medicine runs out/ });
  await alert.tap({ force: true });
  await owner.getByRole("group", { name: "Before that, by" }).getByRole("radio", { name: "7 days", checked: true }).waitFor({ state: "attached" });
  await said(follower, told);
  await toLetrozole(owner);
  await count(owner, "60");
  await goneFrom(follower, told);
  await follower.getByText(/^60 left, counted today/).first().waitFor();
  await toFollow(owner);
  await owner.getByRole("link", { name: "Change what they see" }).tap();
  await owner.getByRole("switch", { name: /^Medicines/ }).tap({ force: true });
  await owner.getByRole("button", { name: "Keep it so" }).tap();
  await goneFrom(follower, /60 left/);
  await owner.getByRole("heading", { name: "What they are told of" }).waitFor();
  await alert.waitFor({ state: "detached" });
});
