// A day as it was logged: changed, taken out, brought back, and told what it was before. And what is written besides.
import assert from "node:assert/strict";
import test from "node:test";
import { MORNING, Server, browser, countFlash, firstMinute, flashButton, phone, setClock } from "./harness.mjs";

const DAY_MS = 24 * 3_600_000;
const press = (page, name) => page.getByRole("button", { name }).first().tap();
const said = (page, words) => page.getByText(words, { exact: true }).first().waitFor();
const tapKey = (page, of, key) => page.getByRole("group", { name: of, exact: true }).locator("label").filter({ has: page.getByRole("radio", { name: key, exact: true }) }).tap();
const entry = (page, name) => page.getByRole("button", { name, expanded: false });
const toDay = (page) => page.getByRole("link", { name: "All of today, and days before" }).tap();

async function opened(t) {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server);
  await firstMinute(page);
  return page;
}

test("a rating is changed on its day, its history tells what it was, and one tap makes it so again", async (t) => {
  const page = await opened(t);
  await tapKey(page, "Joint pain", "4 of 10");
  await said(page, "Joint pain 4 of 10. Saved.");
  await setClock(page.context(), new Date(MORNING.getTime() + DAY_MS));
  await page.reload();
  await toDay(page);
  await said(page, "Nothing was logged on this day.");
  await press(page, /^Day before/);
  await entry(page, /^Joint pain/).tap();
  await tapKey(page, "How it was", "7 of 10");
  await said(page, "Joint pain 7 of 10. Saved.");
  await tapKey(page, "Did it get in the way?", "a lot");
  await said(page, "Joint pain 7 of 10, in the way: a lot. Saved.");
  await press(page, "What it was before");
  await press(page, "Make it so again, 4 of 10");
  await said(page, "As it was before. Saved.");
  await page.reload();
  await entry(page, "Joint pain 4 of 10").waitFor();
});

test("what happened is moved, given a length, taken out, and undo brings it back", async (t) => {
  const page = await opened(t);
  await countFlash(page);
  await toDay(page);
  await entry(page, /Hot flash/).tap();
  await page.getByLabel("It started at").fill("23:50");
  await page.getByLabel("Minutes it lasted").fill("4");
  await page.getByRole("button", { name: "Save", exact: true }).tap();
  await page.getByText("That is still to come. Please choose a time up to now.").first().waitFor();
  assert.equal(await page.getByLabel("Minutes it lasted").inputValue(), "4", "what was typed stays");
  await page.getByLabel("It started at").fill("06:15");
  await page.getByLabel("Minutes it lasted").fill("soon");
  await page.getByRole("button", { name: "Save", exact: true }).tap();
  await page.getByText("Please write a number, such as 20 or 2.5.").waitFor();
  await page.getByLabel("Minutes it lasted").fill("4");
  await page.getByRole("group", { name: "How strong?" }).locator("label").filter({ hasText: /^a lot$/ }).tap();
  await page.getByRole("button", { name: "Save", exact: true }).tap();
  await said(page, "Hot flash 4 minutes, a lot. Saved.");
  await page.getByText("6:15").first().waitFor();
  await press(page, "Take this out");
  await said(page, "Removed.");
  assert.equal(await page.getByText("Hot flash").count(), 0);
  await press(page, "Undo");
  await entry(page, /6:15 Hot flash/).waitFor();
});

test("a day that was not logged stays a gap until it is said, and doses of the past are one tap", async (t) => {
  const page = await opened(t);
  await tapKey(page, "Fatigue", "some");
  await said(page, "Fatigue some. Saved.");
  await setClock(page.context(), new Date(MORNING.getTime() + 2 * DAY_MS));
  await page.reload();
  await toDay(page);
  await press(page, /^Day before/);
  await said(page, "Nothing was logged on this day.");
  await page.getByText("not logged", { exact: true }).waitFor();
  await press(page, /^Skipped, Letrozole/);
  await said(page, "Letrozole skipped on purpose. Saved.");
  await press(page, /^Not said on this day/);
  await tapKey(page, "Joint pain", "5 of 10");
  await said(page, "Joint pain 5 of 10, yesterday. Saved.");
  await entry(page, "Joint pain 5 of 10").waitFor();
  await press(page, "Another day");
  const tomorrow = new Date(MORNING.getTime() + 3 * DAY_MS).toLocaleDateString("sv", { timeZone: "Europe/Madrid" });
  await page.getByLabel("The day", { exact: true }).fill(tomorrow);
  await press(page, "Show this day");
  await page.getByText("That day is still to come. Please choose a day up to today.").waitFor();
  await page.goto("/");
  await page.getByRole("group", { name: "Letrozole" }).waitFor();
});

test("notes, questions and what helped are written, asked, changed; bad input is told and kept", async (t) => {
  const page = await opened(t);
  await page.getByRole("link", { name: "Log", exact: true }).tap();
  await page.getByRole("link", { name: /^Note, or question/ }).tap();
  await page.getByRole("button", { name: "Save", exact: true }).tap();
  await page.getByText("Please write something first.").waitFor();
  const long = "x".repeat(100_000);
  await page.getByLabel("Your words").fill(long);
  await page.getByRole("button", { name: "Save", exact: true }).tap();
  await page.getByText("This can have up to 4,000 characters. Please shorten it, or make two of it.").waitFor();
  assert.equal((await page.getByLabel("Your words").inputValue()).length, long.length);
  await page.getByLabel("Your words").fill("\u{1F616} קשה לרדת במדרגות");
  await page.getByRole("button", { name: "Save", exact: true }).tap();
  await said(page, "Note saved.");
  await page.waitForFunction(() => document.querySelector("textarea").value === "");
  await page.getByRole("group", { name: "What is it?" }).locator("label").filter({ hasText: "A question for my team" }).tap();
  await page.getByLabel("Your words").fill("Can I take it in the evening?");
  await page.getByRole("button", { name: "Save", exact: true }).tap();
  await said(page, "Question saved.");
  await press(page, /^It was asked/);
  await said(page, "Marked as asked. Saved.");
  await page.goto("/log/helped");
  await press(page, "A walk");
  await page.getByLabel("How much (min)?").fill("half an hour");
  await press(page, "Log it");
  await page.getByText("Please write a number, such as 20 or 2.5.").waitFor();
  await page.getByLabel("How much (min)?").fill("30");
  await page.getByRole("group", { name: "What did it do?" }).locator("label").filter({ hasText: "it helped" }).tap();
  await press(page, "Log it");
  await said(page, "Logged. Saved.");
  await page.goto("/");
  await flashButton(page).waitFor();
  await toDay(page);
  await entry(page, /A walk 30 min, it helped/).waitFor();
  await entry(page, /Question for my team/).tap();
  await page.getByLabel("What the team said").fill("Yes.");
  await page.getByRole("button", { name: "Save", exact: true }).tap();
  await said(page, "Question for my team. Saved.");
  await page.getByText("Can I take it in the evening? — Yes.").waitFor();
});
