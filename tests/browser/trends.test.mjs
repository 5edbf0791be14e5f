// Trends: what may be said of a symptom and over how many days, its pictures and the table that says the same, the way to each day.
import assert from "node:assert/strict";
import test from "node:test";
import { Server, bringIn, browser, firstMinute, phone } from "./harness.mjs";

/** A time of some day of November 2026, in the zone of the phones; 23 is a Monday. */
const at = (day) => new Date(`2026-11-${day}T09:41:00+01:00`);
const openTrends = (page) => page.getByRole("link", { name: "Trends", exact: true }).tap();
const chip = (page, name) => page.getByRole("group", { name: "Which symptom" }).locator("label").filter({ has: page.getByRole("radio", { name, exact: true }) });
const range = (page, name) => page.getByRole("group", { name: "How long" }).locator("label").filter({ has: page.getByRole("radio", { name, exact: true }) });
const chart = (page, name) => page.getByRole("img", { name });

/** A phone that shows a morning and stays at it. */
async function phoneAt(t, day) {
  const page = await phone(t, await browser(t), await Server.start(t), { at: null });
  await page.context().clock.setFixedTime(at(day));
  return page;
}

test("before anything was logged it says what to do, and leads there", async (t) => {
  const page = await phoneAt(t, 23);
  await firstMinute(page);
  await openTrends(page);
  await page.getByText("Nothing logged yet.").waitFor();
  assert.equal(await page.getByRole("group", { name: "How long" }).count(), 0);
  await page.getByRole("link", { name: "Log today" }).tap();
  await page.getByText("How is today?").waitFor();
});

test("on day six it counts the days, shows each and claims nothing", async (t) => {
  const page = await phoneAt(t, 18);
  await firstMinute(page);
  for (const [day, value] of [[18, 5], [19, 4], [21, 6], [22, 4], [23, 5]]) {
    await page.context().clock.setFixedTime(at(day));
    await page.goto("/");
    const key = page.getByRole("radio", { name: `${value} of 10`, exact: true });
    await page.getByRole("group", { name: "Joint pain", exact: true }).locator("label").filter({ has: key }).tap();
    await page.getByText(`Joint pain ${value} of 10. Saved.`).waitFor();
  }
  await openTrends(page);
  await page.getByText("5 days logged.").waitFor();
  await page.getByText("After 14 days Ebb can draw your weeks.").waitFor();
  const days = await page.locator("main").getByRole("list").getByRole("link").allInnerTexts();
  assert.deepEqual(days.map((day) => day.replace(/\s+/g, " ")), ["Wed 18 5 of 10", "Thu 19 4 of 10", "Fri 20 not logged", "Sat 21 6 of 10", "Sun 22 4 of 10", "Mon 23 5 of 10"]);
  assert.equal(await page.getByRole("img").count(), 0, "no picture of five days");
});

test("a year: the sentence, over how many days, the same as a table, and the way to a day and back", async (t) => {
  const page = await phoneAt(t, 23);
  await bringIn(page, "EBB_TWO_YEARS");
  await page.goto("/");
  await openTrends(page);
  await page.getByText("Lower on exemestane than on letrozole.").waitFor();
  await page.getByText(/A typical day was [\d.]+ of\s10, before that [\d.]+ of\s10\./).waitFor();
  await page.getByText(/Logged on \d+ of 365 days, \d+ of them in the pause\. This does not show why\./).waitFor();
  await chart(page, /^Joint pain by week\. Lower on exemestane .* letrozole from .* exemestane from/).waitFor();
  const table = page.getByRole("table", { name: "Joint pain" });
  assert.equal(await table.count(), 0);
  await page.getByRole("button", { name: "Show as a table" }).tap();
  const rows = await table.getByRole("row").allInnerTexts();
  assert.ok(rows.length >= 13 && rows.some((row) => /Mar 2026\s+\d/.test(row)), `${rows}`);

  await chip(page, "Hot flashes").tap();
  await page.getByText(/A typical day had [\d.]+, before that [\d.]+\./).waitFor();
  await page.getByText(/Counted on \d+ of 365 days, those on which anything was logged/).waitFor();
  assert.match(page.url(), /\/trends\/20$/);
  await range(page, "Month").tap();
  await chart(page, /^Hot flashes by day/).waitFor();
  await page.getByText(/Counted on \d+ of 30 days/).waitFor();

  await page.getByLabel("Look at a day").selectOption("November 2026");
  await page.getByRole("list", { name: "Days of November 2026" }).getByRole("link", { name: /^Sunday 15 November: / }).tap();
  await page.waitForURL(/\/day\/2026-11-15$/);
  await page.goBack();
  await chart(page, /^Hot flashes by day/).waitFor();
  await page.goBack();
  await page.getByText("How is today?").waitFor();
});

test("a day that nobody logged is told as not logged, and a flash not seen as none", async (t) => {
  const page = await phoneAt(t, 23);
  await bringIn(page, "EBB_TWO_YEARS");
  await page.goto("/trends/1");
  const spoken = async () => {
    await page.getByLabel("Look at a day").selectOption("October 2026");
    return (await page.getByRole("list", { name: "Days of October 2026" }).getByRole("link").allInnerTexts()).map((text) => text.split(": ").at(-1));
  };
  const days = await spoken();
  assert.equal(days.length, 31);
  const logged = days.filter((told) => told !== "not logged").length;
  assert.ok(logged > 5 && logged < 31, `${days}`);
  await page.getByRole("button", { name: "Show as a table" }).tap();
  await page.getByRole("row", { name: /^Oct 2026/ }).getByText(`${logged} of 31`).waitFor();
});

test("by keyboard: a range and a symptom are chosen, and the focus stays", async (t) => {
  const page = await phoneAt(t, 23);
  await bringIn(page, "EBB_TWO_YEARS");
  await page.goto("/trends");
  await page.getByRole("radio", { name: "Year", exact: true }).focus();
  await page.keyboard.press("ArrowLeft");
  await page.getByText(/of 182 days/).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await chart(page, /^Hot flashes a day, by week/).waitFor();
  const focused = () => page.evaluate(() => document.activeElement.closest("label")?.innerText);
  assert.equal(await focused(), "Hot flashes");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Fewer" }).waitFor();
});
