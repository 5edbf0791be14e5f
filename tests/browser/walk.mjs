// A walk through every screen and state of Ebb, on a day, at an address and with keys that are always the same.
//
// `visit(name, page)` is called in each state; it must leave the state as it found it.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, PHONE, Server, countFlash, deviceLink, firstMinute, flashButton, joinBy, needed, text, toToday, turnSyncOn } from "./harness.mjs";
import { throughOneSymptom, throughPlaces } from "./walk_symptom.mjs";

const ADDRESS = "http://ebb.example";
/** A time on Monday 23 November 2026, in the zone of the phones. */
const at = (time) => new Date(`2026-11-23T${time}:00+01:00`);

export async function walk(t, visit) {
  const world = await World.start(t);
  await throughFirstMinute(world, visit);
  await throughToday(world, visit);
  await throughLog(world, visit);
  await throughPlaces(world, visit);
  await throughOneSymptom(world, visit);
  await throughNight(world, visit);
  await throughShare(world, visit);
  await throughTroubles(world, visit);
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
