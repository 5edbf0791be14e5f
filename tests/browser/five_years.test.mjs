// Five years of entries: Ebb opens, logs, searches and draws as quickly as on the first day.
import assert from "node:assert/strict";
import test from "node:test";
import { MORNING, Server, bringIn, browser, firstMinute, flashButton, phone } from "./harness.mjs";
import { measureSaved, quantile, tapToShown } from "./latency.mjs";

/** The morning after the last day of the journal: nothing of today is logged yet. */
const NEXT_MORNING = new Date(MORNING.getTime() + 24 * 3_600_000);
const OPENINGS = 5;
const ROUNDS = 3;
const ENTRIES = 40;

/** A phone with five years on it, which notes what the browser says of long tasks and of what moved by itself. */
async function fiveYears(t, launched, server) {
  const page = await phone(t, launched ?? (await browser(t)), server ?? (await Server.start(t)), { at: NEXT_MORNING });
  await page.addInitScript(() => {
    window.noted = { longtask: [], "layout-shift": [] };
    for (const type of Object.keys(window.noted)) {
      const note = (list) => window.noted[type].push(...list.getEntries().map((entry) => entry.toJSON()));
      new PerformanceObserver(note).observe({ type, buffered: true });
    }
  });
  await bringIn(page, "EBB_FIVE_YEARS");
  return page;
}

/** What was noted, once all of it has been delivered. */
const noted = (page, type) =>
  page.evaluate(async (type) => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return window.noted[type];
  }, type);

/** Forgets what was noted before. */
const forget = async (page) => {
  await noted(page, "longtask");
  await page.evaluate(() => Object.values(window.noted).forEach((list) => list.splice(0)));
};

test("with five years in it, Ebb opens and saves the first tap within a second and a half", async (t) => {
  const page = await fiveYears(t);
  const times = [];
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    await page.goto("/", { waitUntil: "commit" });
    await page.getByRole("button", { name: opening % 2 === 0 ? "Taken" : /^Undo, Exemestane/ }).tap();
    await page.getByText(opening % 2 === 0 ? "Exemestane taken. Saved." : "Exemestane is open again.").waitFor();
    times.push(await page.evaluate(() => performance.now()));
  }
  t.diagnostic(`opened and saved after ${times.map(Math.round).join(", ")} ms`);
  assert.ok(quantile(times, 0.5) < 1_500, `${times}`);
});

test("with five years in it, from the tap to Saved it takes less than 50 ms, as with a new journal", async (t) => {
  const [server, launched] = [await Server.start(t), await browser(t)];
  const fresh = await phone(t, launched, server, { at: NEXT_MORNING });
  await firstMinute(fresh, "Exemestane");
  const page = await fiveYears(t, launched, server);
  await page.goto("/");
  await flashButton(page).waitFor();
  const [p95, p95OfFresh] = [[], []];
  for (const [phone, found] of Array.from({ length: ROUNDS }, () => [[fresh, p95OfFresh], [page, p95]]).flat()) {
    await phone.bringToFront();
    await measureSaved(phone, "Exemestane", 4);
    found.push(quantile(await measureSaved(phone, "Exemestane", ENTRIES), 0.95));
  }
  t.diagnostic(`tap to saved, p95 of each round: ${p95.map(Math.round).join(", ")} ms; with a new journal ${p95OfFresh.map(Math.round).join(", ")} ms`);
  // Whatever else the machine does makes a round slower and none quicker: where it is busy, a new journal is the measure.
  assert.ok(Math.min(...p95) < Math.max(50, 1.5 * Math.min(...p95OfFresh)), `${p95}; ${p95OfFresh}`);
});

/** Types into a field, until once nothing held it up: whatever else the machine does may hold a round up, and frees none. */
async function typedFreely(page, field, words) {
  let held = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await field.fill("");
    await field.tap();
    await forget(page);
    await page.keyboard.type(words);
    assert.equal(await field.inputValue(), words);
    held = await noted(page, "longtask");
    if (held.length === 0) return;
  }
  assert.deepEqual(held, [], words);
}

test("with five years in it, typing is never held up", async (t) => {
  const page = await fiveYears(t);
  await page.goto("/log");
  await typedFreely(page, page.getByRole("searchbox", { name: "Search for a symptom" }), "knee joint sleep");
  await page.goto("/log/1");
  await page.getByRole("group", { name: "How is it today?" }).locator("label").nth(4).tap();
  await page.getByText("Joint pain 4 of 10. Saved.").waitFor();
  await typedFreely(page, page.getByLabel("Note", { exact: true }), "worse after the long walk, better in the warm");
});

test("with five years in it, Trends shows within a second, in each of its times", async (t) => {
  const page = await fiveYears(t);
  await page.goto("/");
  await flashButton(page).waitFor();
  const trends = page.getByRole("link", { name: "Trends", exact: true });
  const times = [await tapToShown(page, trends, { words: "A typical day", where: "main" })];
  const shown = { All: /of \d{4} days/, Month: /of 30 days/, Year: /of 365 days/ };
  for (const [range, words] of Object.entries(shown)) {
    const label = page.getByRole("group", { name: "How long" }).locator("label").filter({ has: page.getByRole("radio", { name: range, exact: true }) });
    times.push(await tapToShown(page, label, { words: words.source, where: "main", pattern: true }));
  }
  t.diagnostic(`Trends, then all, a month, a year: ${times.map(Math.round).join(", ")} ms`);
  assert.ok(times.every((time) => time < 1_000), `${times}`);
});

test("with five years in it, nothing moves by itself on Today, Log and Trends", async (t) => {
  const page = await fiveYears(t);
  for (const [path, ready] of [["/", flashButton(page)], ["/log", page.getByRole("searchbox")], ["/trends", page.getByText("Day by day")]]) {
    await page.goto(path);
    await ready.waitFor();
    await page.evaluate(() => document.fonts.ready);
    assert.deepEqual(await noted(page, "layout-shift"), [], path);
  }
});
