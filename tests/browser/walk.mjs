// A walk through every screen and state of Ebb, on a day, at an address and with keys that are always the same.
//
// `visit(name, page)` is called in each state; it must leave the state as it found it.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, PHONE, Server, bringIn, countFlash, deviceLink, firstMinute, flashButton, joinBy, needed, text, toToday, turnSyncOn } from "./harness.mjs";
import { throughOneSymptom, throughPlaces } from "./walk_symptom.mjs";

const ADDRESS = "http://ebb.example";
/** A time on Monday 23 November 2026, in the zone of the phones. */
const at = (time) => new Date(`2026-11-23T${time}:00+01:00`);

export async function walk(t, visit) {
  const world = await World.start(t);
  await throughFirstMinute(world, visit);
  await throughToday(world, visit);
  await throughLog(world, visit);
  await throughDays(world, visit);
  await throughMedicines(world, visit);
  await throughTrends(world, visit);
  await throughPlaces(world, visit);
  await throughOneSymptom(world, visit);
  await throughNight(world, visit);
  await throughShare(world, visit);
  await throughTroubles(world, visit);
  await throughDoors(world, visit);
}

class World {
  static async start(t) {
    const server = await Server.start(t);
    const here = [`--host-resolver-rules=MAP ebb.example 127.0.0.1:${server.port}`, `--unsafely-treat-insecure-origin-as-secure=${ADDRESS}`];
    const browser = await chromium.launch({ executablePath: needed("EBB_CHROMIUM"), args: [...CHROMIUM_ARGS, ...here] });
    t.after(() => browser.close());
    return new World(server, browser);
  }

  constructor(server, browser) {
    Object.assign(this, { server, browser, phones: 0 });
  }

  /** A phone that shows a time and stays at it. */
  async phone(time) {
    const context = await this.browser.newContext({ ...PHONE, baseURL: ADDRESS });
    await context.clock.setFixedTime(at(time));
    await context.addInitScript(drawTheSame, (this.phones += 1));
    await context.route(/\/api\/v1\/(accounts|members)$/, (route) => this.ofThatDay(route));
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return page;
  }

  /** The server's own answer. It is asked by its port: the name is known to the browser alone. */
  answer(route) {
    return route.fetch({ url: this.server.url + new URL(route.request().url()).pathname });
  }

  /** The server's clock is that of another day than the one that is shown: a phone would say so. */
  async ofThatDay(route) {
    const response = await this.answer(route);
    if (!response.ok()) return route.fulfill({ response });
    const now = await route.request().frame().evaluate(() => Date.now());
    return route.fulfill({ response, json: { ...(await response.json()), server_time_ms: now } });
  }
}

/** Draws the same bytes at each walk, and others at each opening of a page: keys, names and codes do not change between pictures. */
function drawTheSame(phone) {
  const opening = Number(sessionStorage.getItem("openings") ?? 0) + 1;
  sessionStorage.setItem("openings", String(opening));
  let state = (phone * 1_000 + opening) >>> 0;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) & 0xff;
  };
  Crypto.prototype.getRandomValues = (bytes) => {
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = next();
    return bytes;
  };
}

/** It is a later time on a phone, and the phone is looked at again. */
async function later(page, time) {
  await page.context().clock.setFixedTime(at(time));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
}

const press = (page, name) => page.getByRole("button", { name }).tap();
const go = (page, name) => page.getByRole("link", { name, exact: true }).first().tap();

async function throughFirstMinute(world, visit) {
  const page = await world.phone("09:41");
  await page.goto("/");
  await page.getByRole("button", { name: /^Letrozole/ }).waitFor();
  await visit("first-minute", page);
  await press(page, "Another one");
  await press(page, "Go on");
  await page.getByText("Write its name first.").waitFor();
  await visit("first-minute-another-one", page);
  await page.getByLabel("Its name").fill("The small white tablet that I take with breakfast");
  await press(page, "Go on");
  await page.getByRole("heading", { name: "Since when?" }).waitFor();
  await visit("first-minute-since", page);
  await press(page, "Earlier");
  await page.getByRole("heading", { name: "Who are you?" }).waitFor();
  await visit("first-minute-who", page);
  await press(page, "I’d rather not say");
  await flashButton(page).waitFor();
  await visit("today-own-name", page);
  await page.context().close();
}

async function throughToday(world, visit) {
  const page = await world.phone("06:12");
  await firstMinute(page, "Exemestane");
  await visit("today-first-day", page);
  await flashButton(page).tap();
  await later(page, "06:16");
  await press(page, "It has passed");
  await later(page, "08:30");
  await countFlash(page);
  await later(page, "09:37");
  await go(page, "Share");
  await toToday(page);
  await press(page, "Later");
  await page.getByText("later today").waitFor();
  await visit("today-later", page);
  await flashButton(page).tap();
  await page.getByText("Hot flash at 9:37. Saved.").waitFor();
  await later(page, "09:41");
  await page.getByText("going since 9:37, 4 minutes").waitFor();
  await visit("today-going", page);
  await press(page, "It has passed");
  await press(page, "Taken");
  await page.getByText("Exemestane taken. Saved.").waitFor();
  await visit("today-taken", page);
  await press(page, /^Undo, Exemestane/);
  await press(page, "Skip");
  await page.getByText("Exemestane skipped on purpose. Saved.").waitFor();
  await visit("today-skipped", page);
  // As a new version tells of itself, see boot.js.
  await page.evaluate(() => window.dispatchEvent(new Event("ebb:new-version")));
  await page.getByText("A new version of Ebb is ready.").waitFor();
  await visit("today-new-version", page);
  await go(page, "Settings");
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await visit("settings", page);
  await go(page, "My file to keep");
  await page.getByRole("button", { name: "Save a file" }).waitFor();
  await visit("file", page);
  const coming = page.waitForEvent("download");
  await press(page, "Save a file");
  const saved = await (await coming).path();
  await page.locator("input[type=file]").setInputFiles({ name: "ebb-journal.jsonl.gz", mimeType: "application/gzip", buffer: Buffer.from("no journal") });
  await page.getByText("This is not a journal that Ebb saved.").waitFor();
  await visit("file-refused", page);
  const other = await world.phone("09:50");
  await other.goto("/settings/file");
  await other.locator("input[type=file]").setInputFiles({ name: "ebb-journal.jsonl.gz", mimeType: "application/gzip", buffer: await readFile(saved) });
  await other.getByRole("button", { name: "Bring it in" }).waitFor();
  await visit("file-found", other);
  await other.context().close();
  await page.context().close();
}

async function throughLog(world, visit) {
  const page = await world.phone("09:41");
  await firstMinute(page);
  const tapKey = (of, key) => page.getByRole("group", { name: of, exact: true }).locator("label").filter({ has: page.getByRole("radio", { name: key, exact: true }) }).tap();
  await tapKey("Joint pain", "4 of 10");
  await page.getByText("Joint pain 4 of 10. Saved.").waitFor();
  await tapKey("Fatigue", "a bit");
  await page.getByText("Fatigue a bit. Saved.").waitFor();
  await visit("check-in", page);
  await press(page, "Rough day");
  await page.getByText("One tap is enough.").waitFor();
  await visit("rough-day", page);
  await press(page, "Very tired");
  await page.getByText("A rough day: very tired.").waitFor();
  await visit("check-in-rough-day", page);
  await go(page, "Log");
  await page.getByRole("heading", { name: "What happened?" }).waitFor();
  await page.getByRole("heading", { name: "Everything" }).waitFor();
  await visit("log", page);
  await press(page, "Brain, mood, sleep");
  await page.getByRole("link", { name: /^Brain fog/ }).waitFor();
  await visit("log-system", page);
  await page.getByRole("searchbox").fill("swol");
  await page.getByText("2 found").waitFor();
  await visit("log-found", page);
  await page.getByRole("link", { name: /^Swollen leg/ }).tap();
  await tapKey("How is it today?", "some");
  await page.getByText("Did it get in the way?").waitFor();
  await visit("symptom", page);
  await page.getByRole("switch", { name: /On one side only/ }).tap({ force: true });
  await page.getByText("General safety information, not reviewed for you").first().waitFor();
  await visit("symptom-safety", page);
  await go(page, "Log");
  await page.getByRole("searchbox").fill("headache");
  await page.getByRole("link", { name: /^Headache/ }).tap();
  await page.getByRole("button", { name: "Log it now" }).waitFor();
  await press(page, "Keep the note");
  await page.getByText("Please write something first.").waitFor();
  await visit("symptom-episode", page);
  await page.context().close();
  // The next morning, what was said the day before is offered.
  const next = await world.phone("09:41");
  await firstMinute(next);
  await next.getByText("How is today?").waitFor();
  await next.getByRole("group", { name: "Joint pain", exact: true }).locator("label").nth(6).tap();
  await next.getByText("Joint pain 6 of 10. Saved.").waitFor();
  await next.context().clock.setFixedTime(new Date("2026-11-24T08:20:00+01:00"));
  await next.goto("/");
  await next.getByRole("button", { name: /Same as yesterday/ }).waitFor();
  await visit("check-in-same-as-yesterday", next);
  await next.context().close();
}

async function throughDays(world, visit) {
  const page = await world.phone("09:41");
  await firstMinute(page);
  const tapKey = (of, key) => page.getByRole("group", { name: of, exact: true }).locator("label").filter({ has: page.getByRole("radio", { name: key, exact: true }) }).tap();
  await tapKey("Joint pain", "4 of 10");
  await page.getByText("Joint pain 4 of 10. Saved.").waitFor();
  await tapKey("Joint pain", "6 of 10");
  await page.getByText("Joint pain 6 of 10. Saved.").waitFor();
  await countFlash(page);
  await go(page, "Log");
  await go(page, "Note, or question for my team");
  await press(page, "Save");
  await page.getByText("Please write something first.").waitFor();
  await visit("writing-empty", page);
  await page.getByLabel("Your words").fill("Stairs were hard this morning, and the jar would not open. By noon it was better.");
  await press(page, "Save");
  await page.getByText("Note saved.").waitFor();
  await page.getByRole("group", { name: "What is it?" }).locator("label").filter({ hasText: "A question for my team" }).tap();
  await page.getByLabel("Your words").fill("Can I take it in the evening?");
  await press(page, "Save");
  await page.getByText("Question saved.").waitFor();
  await visit("writing", page);
  await page.goto("/log/helped");
  await press(page, "A walk");
  await page.getByLabel("How much (min)?").fill("30");
  await page.getByRole("group", { name: "What did it do?" }).locator("label").filter({ hasText: "it helped" }).tap();
  await visit("helped", page);
  await press(page, "Log it");
  await page.getByText("Logged. Saved.").waitFor();
  await page.goto("/");
  await go(page, "All of today, and days before");
  await page.getByRole("button", { name: /^Joint pain/ }).waitFor();
  await visit("day", page);
  await page.getByRole("button", { name: /Hot flash/ }).tap();
  await page.getByLabel("Minutes it lasted").fill("soon");
  await press(page, "Save");
  await page.getByText("Please write a number, such as 20 or 2.5.").waitFor();
  await visit("day-event", page);
  await page.getByRole("button", { name: /^Joint pain/ }).tap();
  await press(page, "What it was before");
  await page.getByRole("button", { name: /^Make it so again/ }).waitFor();
  await visit("day-history", page);
  await press(page, /^Day before/);
  await page.getByText("Nothing was logged on this day.").waitFor();
  await press(page, /^Not said on this day/);
  await visit("day-before", page);
  await page.context().close();
}

async function throughMedicines(world, visit) {
  const page = await world.phone("09:41");
  await page.goto("/");
  await press(page, "I’ll say later");
  await press(page, "After menopause");
  await flashButton(page).waitFor();
  await go(page, "Medicines");
  await page.getByText("Nothing is on your list yet.").waitFor();
  await visit("medicines-empty", page);
  const choose = (of, what) => page.getByRole("group", { name: of, exact: true }).locator("label").filter({ hasText: new RegExp(`^${what}$`) }).tap();
  const add = async (query, name) => {
    await go(page, "Add a medicine");
    await page.getByRole("searchbox").fill(query);
    await press(page, name);
    await page.getByRole("group", { name: "On which days?" }).waitFor();
  };
  await go(page, "Add a medicine");
  await page.getByRole("button", { name: /^Exemestane/ }).waitFor();
  await visit("medicine-add", page);
  await press(page, /^Exemestane/);
  await page.getByLabel("Time", { exact: true }).fill("08:00");
  await choose("Since when?", "This year");
  await visit("medicine-form", page);
  await press(page, "Save");
  await page.getByText("Exemestane added. Saved.").waitFor();
  await toToday(page);
  await press(page, "Skip");
  await page.getByText("Exemestane skipped on purpose. Saved.").waitFor();
  await go(page, "Medicines");
  await add("alendr", /^Alendronic acid/);
  await press(page, "Save");
  await page.getByText("Please choose at least one day.").waitFor();
  await visit("medicine-form-problem", page);
  await choose("Which days?", "Monday");
  await press(page, "Save");
  await page.getByText("Alendronic acid added. Saved.").waitFor();
  await add("denos", /^Denosumab/);
  await press(page, "Save");
  await page.getByText("Denosumab added. Saved.").waitFor();
  await go(page, "Add a medicine");
  await press(page, "Another one, by its name");
  await page.getByLabel("Its name").fill("The very long name of a herbal tea that the neighbour brought along");
  await press(page, "Save");
  await page.getByText(/brought along added/).waitFor();
  await page.getByRole("link", { name: /^The very long name/ }).tap();
  await press(page, "I no longer take it");
  await page.getByLabel("Why, if you like").fill("it did nothing");
  await visit("medicine-stop", page);
  await page.getByRole("button", { name: "Save", exact: true }).tap();
  await page.getByRole("heading", { name: "Before" }).waitFor();
  await page.context().clock.setFixedTime(new Date("2026-11-26T08:20:00+01:00"));
  await page.goto("/medicines");
  await page.getByText("Wednesday is not logged").waitFor();
  await visit("medicines", page);
  await page.getByRole("link", { name: /^Exemestane/ }).tap();
  await page.getByRole("button", { name: "Change how I take it" }).waitFor();
  await visit("medicine", page);
  await go(page, "Change to another medicine");
  await page.getByRole("heading", { name: "Instead of Exemestane" }).waitFor();
  await visit("medicine-change", page);
  await page.context().close();
}

async function throughTrends(world, visit) {
  const page = await world.phone("09:41");
  await firstMinute(page);
  await go(page, "Trends");
  await page.getByText("Nothing logged yet.").waitFor();
  await visit("trends-nothing-yet", page);
  for (const [day, value] of [[18, 5], [19, 4], [21, 6], [22, 4], [23, 5]]) {
    await page.context().clock.setFixedTime(new Date(`2026-11-${day}T09:41:00+01:00`));
    await page.goto("/");
    await page.getByRole("group", { name: "Joint pain", exact: true }).locator("label").nth(value).tap();
    await page.getByText(`Joint pain ${value} of 10. Saved.`).waitFor();
  }
  await page.goto("/trends");
  await page.getByText("5 days logged.").waitFor();
  await visit("trends-day-six", page);
  await page.context().close();

  const year = await world.phone("09:41");
  await bringIn(year, "EBB_TWO_YEARS");
  await year.goto("/trends");
  await year.getByText("Lower on exemestane than on letrozole.").waitFor();
  await visit("trends-year", year);
  await press(year, "Show as a table");
  await press(year, "More");
  await year.getByLabel("Look at a day").selectOption("October 2026");
  await year.getByRole("list", { name: "Days of October 2026" }).waitFor();
  await visit("trends-table-and-days", year);
  await year.goto("/trends/20");
  await year.getByRole("group", { name: "How long" }).locator("label").first().tap();
  await year.getByRole("img", { name: /^Hot flashes by day/ }).waitFor();
  await visit("trends-month-of-flashes", year);
  await year.context().close();
}

async function throughNight(world, visit) {
  const page = await world.phone("22:40");
  await firstMinute(page);
  await later(page, "22:41");
  await page.goto("/");
  await page.getByRole("button", { name: "Day view" }).waitFor();
  await flashButton(page).tap();
  await page.getByRole("button", { name: /Tap when it ends/ }).waitFor();
  await later(page, "22:45");
  // Opened anew: a second tap within three seconds is a tremble.
  await page.goto("/");
  await page.getByRole("button", { name: /Tap when it ends/ }).tap();
  await page.getByText("Hot flash, 4 minutes. Saved.").waitFor();
  await visit("night", page);
  await page.goto("/");
  await flashButton(page).tap();
  await later(page, "22:52");
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await visit("night-going", page);
  await press(page, "Day view");
  await page.getByRole("button", { name: "Night view" }).waitFor();
  await visit("today-at-night", page);
  await page.context().close();
}

async function throughShare(world, visit) {
  const a = await world.phone("09:41");
  await firstMinute(a);
  await go(a, "Share");
  await a.getByRole("button", { name: "Turn sync on" }).waitFor();
  await visit("share-off", a);
  await a.goto("/share/device");
  await a.getByText("Sync is not on yet.").waitFor();
  await visit("add-device-sync-is-off", a);
  await go(a, "Share");
  await turnSyncOn(a);
  await visit("share-on", a);
  const link = await deviceLink(a);
  await visit("add-device", a);

  const b = await world.phone("09:41");
  await b.goto(link);
  await b.getByRole("button", { name: "Open my journal here" }).waitFor();
  await visit("join-by-link", b);
  await press(b, "Open my journal here");
  await b.getByText("Your journal is on this device now.").waitFor();
  await visit("join-joined", b);

  const c = await world.phone("09:41");
  await c.goto("/");
  await go(c, "I already have a journal");
  await c.getByLabel("The link").waitFor();
  await visit("join-pasted", c);
  await c.getByLabel("The link").fill(link);
  await press(c, "Open my journal here");
  await c.getByText("This code no longer works.").waitFor();
  await visit("join-refused", c);
  await c.route("**/api/**", (route) => route.abort());
  await press(c, "Open my journal here");
  await c.getByText(text.waiting).waitFor();
  await visit("join-waiting", c);

  await press(b, "Go to Today");
  await press(b, "Skip");
  await go(a, "Share");
  await a.getByText("joined by a code").waitFor();
  await visit("share-two-devices", a);
  // What b sends comes to a with one bit turned over.
  await a.route("**/api/v1/segments/pull", (route) => turnOneBit(world, route));
  await flashButton(b).tap();
  await a.getByText("1 piece of your journal could not be opened on this device.").waitFor();
  await visit("share-set-aside", a);
  for (const page of [a, b, c]) await page.context().close();
}

async function turnOneBit(world, route) {
  const response = await world.answer(route);
  const body = await response.body();
  if (body.length > 300) body[body.length - 100] ^= 1;
  return route.fulfill({ response, body });
}

async function throughTroubles(world, visit) {
  const page = await world.phone("09:41");
  await firstMinute(page);
  await go(page, "Share");
  await turnSyncOn(page);
  await page.context().setOffline(true);
  await toToday(page);
  await countFlash(page);
  await press(page, "Taken");
  await page.getByText("Waiting for a connection (2)").waitFor();
  await visit("today-waiting", page);
  const problem = { type: "urn:ebb:problem:account-full", title: "The account has no room left", status: 413 };
  await page.route("**/api/v1/segments", (route) => route.fulfill({ status: 413, contentType: "application/problem+json", json: problem }));
  await page.context().setOffline(false);
  await page.getByText("The server has no room left").waitFor();
  await visit("today-trouble", page);
  await go(page, "Share");
  await visit("share-trouble", page);
  await go(page, "Add a device");
  await page.getByText("This code works for 10 minutes.").waitFor();
  await page.route("**/api/v1/tickets", (route) => route.abort());
  await go(page, "Share");
  await go(page, "Add a device");
  await page.getByText("The code could not be made, because there is no connection.").waitFor();
  await visit("add-device-no-connection", page);
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = function () {
      this.transaction.abort();
      throw new DOMException("no", "QuotaExceededError");
    };
  });
  await toToday(page);
  await flashButton(page).tap();
  await page.getByText("This was not saved: the phone has no room left.").waitFor();
  await visit("today-storage-full", page);
  await page.context().close();

  const refused = await world.phone("09:41");
  await refused.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("no", "SecurityError");
    };
  });
  await refused.goto("/");
  await refused.getByText("This browser does not let Ebb keep anything").waitFor();
  await visit("storage-refused", refused);
  await refused.context().close();
}

/** The doors of the first minute, the sample, the way onto the home screen, deleting everything. */
async function throughDoors(world, visit) {
  const page = await world.phone("09:41");
  await page.goto("/invited");
  await page.getByRole("heading", { name: "Someone invited me" }).waitFor();
  await press(page, "What is this?");
  await page.getByText("Paste the link or code first.").waitFor();
  await visit("invited", page);
  await page.getByLabel("The link or code").fill("K7QM-2F9C-41TB");
  await press(page, "What is this?");
  await page.getByText("This version of Ebb cannot open this.").waitFor();
  await visit("invited-not-yet", page);
  await page.getByLabel("The link or code").fill(`${ADDRESS}/join#abcdef`);
  await press(page, "What is this?");
  await page.getByText("This link is not an invitation.").waitFor();
  await visit("invited-device-link", page);
  await go(page, "Back");
  await page.context().setOffline(true);
  await go(page, "Look around with sample data");
  await page.getByText("The sample could not be fetched").waitFor();
  await visit("sample-no-connection", page);
  await page.context().setOffline(false);
  await press(page, "Try again");
  await page.getByRole("complementary", { name: "Sample data" }).waitFor();
  await page.getByRole("heading", { name: "How is today?" }).waitFor();
  await visit("sample-today", page);
  await go(page, "Share");
  await page.getByText("This is sample data. It stays on this phone.").waitFor();
  await visit("sample-share", page);
  await page.goto("/night");
  await page.getByRole("button", { name: "Day view" }).waitFor();
  await visit("sample-night", page);
  await page.context().close();

  const own = await world.phone("09:41");
  await own.addInitScript(() => Object.defineProperty(Navigator.prototype, "standalone", { get: () => false }));
  await firstMinute(own);
  await own.evaluate(() => localStorage.setItem("ebb.days_used", "2 Sunday 22 November"));
  await own.goto("/");
  await own.getByText("Ebb on your home screen").waitFor();
  await visit("today-home-screen", own);
  await own.goto("/settings/delete");
  await own.getByRole("button", { name: "Delete everything" }).waitFor();
  await visit("delete", own);
  await press(own, "Delete everything");
  await own.getByRole("button", { name: "Keep my journal" }).waitFor();
  await visit("delete-asked", own);
  await press(own, "Yes, delete everything");
  await own.getByText("Everything is deleted.").waitFor();
  await visit("deleted", own);
  await own.context().close();
}
