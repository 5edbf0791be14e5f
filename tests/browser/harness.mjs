// The harness of the browser tests: a real server on a port of its own, real Chromium, phones as separate profiles.
//
// Given by `cargo xtask test`: EBB_SERVER_BIN, EBB_APP_DIR, EBB_CHROMIUM; the sample journals EBB_TWO_YEARS and EBB_FIVE_YEARS.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What `cargo xtask test` must have said. */
export function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests by \`cargo xtask test\``);
  return value;
}

/** A folder that is gone after the test. */
export async function folder(t) {
  const path = await mkdtemp(join(tmpdir(), "ebb-test-"));
  t.after(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}

/** The real server on its real database. `stop` ends it gracefully, `kill` does not; `start` starts it again on the same port. */
export class Server {
  static async start(t, { flags = [], app = needed("EBB_APP_DIR"), say = "info,ebb_server=debug" } = {}) {
    const server = new Server(await folder(t), { flags, app, say });
    await server.start();
    t.after(() => server.stop());
    return server;
  }

  /** `app`: the folder of the built app; `say`: how much the log says, in the words of EBB_LOG. */
  constructor(data, { flags, app, say }) {
    Object.assign(this, { data, flags, app, say, port: 0, log: "" });
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  get database() {
    return join(this.data, "ebb.db");
  }

  async start() {
    const args = ["serve", "--listen", `127.0.0.1:${this.port}`, "--database-url", `sqlite:${this.database}`];
    args.push("--app-dir", this.app, "--foundings-per-address-per-hour", "10000", "--requests-per-member-per-minute", "100000");
    const env = { ...process.env, EBB_LOG: this.say };
    this.process = spawn(needed("EBB_SERVER_BIN"), [...args, ...this.flags], { stdio: ["ignore", "pipe", "pipe"], env });
    this.process.stderr.on("data", (text) => (this.log += text));
    const lines = createInterface({ input: this.process.stdout });
    const first = await Promise.race([once(lines, "line").then(([line]) => line), once(this.process, "exit").then(() => "")]);
    const port = /:(\d+)$/.exec(first)?.[1];
    if (!port) throw new Error(`the server did not start: ${first} ${this.log}`);
    this.port = Number(port);
    lines.on("line", (line) => (this.log += `${line}\n`));
  }

  /** Stops, keeps a copy of the database, and starts again. */
  async backUp() {
    await this.stop();
    await copyFile(this.database, join(this.data, "backup"));
    await this.start();
  }

  /** Puts the copy in the database's place, while the server is stopped. */
  async bringBack() {
    for (const name of await readdir(this.data)) if (name !== "backup") await rm(join(this.data, name), { force: true });
    await copyFile(join(this.data, "backup"), this.database);
  }

  async stop(signal = "SIGTERM") {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, "exit");
    this.process.kill(signal);
    await ended;
  }
}

/** One browser for the phones of a test file. */
export async function browser(t) {
  const launched = await chromium.launch({ executablePath: needed("EBB_CHROMIUM"), args: CHROMIUM_ARGS });
  t.after(() => launched.close());
  return launched;
}

/** How a phone looks to the page. */
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 1.5,
  hasTouch: true,
  isMobile: true,
  locale: "en-GB",
  timezoneId: "Europe/Madrid",
  colorScheme: "light",
};

/** 8:41 of today in the phones' zone: by day, because the night view opens by itself at night; of today, because Ebb tells people
 *  whose clock is more than a day off the server's. */
export const MORNING = thisMorning();

function thisMorning() {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: PHONE.timezoneId, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const [hour, minute] = clock.format(new Date()).split(":").map(Number);
  const minutes = 8 * 60 + 41 - (hour * 60 + minute);
  const now = new Date();
  return new Date(now.getTime() + minutes * 60_000 - now.getSeconds() * 1_000);
}

/** What the browser says of requests that did not come through. A page that is left while it fetches a part of the app says so too;
 *  a part that a test needs and does not get is missed by the test itself. */
const OF_THE_NETWORK = /Failed to load resource|WebSocket connection|net::ERR|Response body loading was aborted|TypeError: Failed to fetch\n\s+at \S+\/parts-/;

/** A phone: a profile of its own. Its console must stay free of troubles unless the test says otherwise. */
export async function phone(t, launched, server, { at = MORNING, quiet = true, ...options } = {}) {
  const context = await launched.newContext({ ...PHONE, baseURL: server.url, ...options });
  t.after(() => context.close());
  if (at) await setClock(context, at);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = [];
  page.on("pageerror", (trouble) => complaints.push(String(trouble)));
  page.on("console", (message) => {
    if (message.type() === "error" && !OF_THE_NETWORK.test(message.text())) complaints.push(message.text());
  });
  if (quiet) t.after(() => { if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join("; ")}`); });
  return page;
}

/** Moves the device's clock so that it shows `at` now, and goes on from there. Timers stay as they are. */
export const setClock = (context, at) => shiftClock(context, at.getTime() - Date.now());

/** Moves the device's clock by some milliseconds, the same in every page that opens from now on. */
export async function shiftClock(context, offset) {
  await context.addInitScript((offset) => {
    // Moved again, it is counted from the real one.
    const real = (globalThis.unshiftedDate ??= Date);
    class Shifted extends real {
      constructor(...parts) {
        if (parts.length === 0) super(real.now() + offset);
        else super(...parts);
      }
      static now() {
        return real.now() + offset;
      }
    }
    globalThis.Date = Shifted;
  }, offset);
}

/** The sentences of Ebb that tests look for. */
export const text = {
  onThisPhone: "On this phone only",
  safe: /Safe off this phone|On all your devices/,
  waiting: /Waiting for a connection/,
};

/** Answers the first minute; Today is open after it. Counts the taps. */
export async function firstMinute(page, drug = "Letrozole") {
  await page.goto("/");
  await page.getByRole("button", { name: new RegExp(`^${drug}`) }).or(page.getByRole("link", { name: new RegExp(`^${drug}`) })).tap();
  await page.getByText("This year", { exact: true }).tap();
  await page.getByText("After menopause", { exact: true }).tap();
  await flashButton(page).waitFor();
  return 3;
}

/** The row of the other device in the list of devices. */
export const OTHER_DEVICE = /^Computer (since|has|does|not)/;

/** The button that logs a hot flash. */
export const flashButton = (page) => page.getByRole("button", { name: /^Hot flash/ });

/** Waits until the service worker has everything that the app needs offline. */
export async function readyOffline(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((controlled) => navigator.serviceWorker.addEventListener("controllerchange", controlled, { once: true }));
    }
  });
}

/** Turns sync on and waits until everything is safe off the phone. */
export async function turnSyncOn(page) {
  await page.getByRole("link", { name: "Share", exact: true }).tap();
  await page.getByRole("button", { name: "Turn sync on" }).tap();
  await page.getByText(text.safe).first().waitFor();
}

/** An invitation for another device, made on a page of a device that syncs: its code, the link, and the page that made it. */
export async function invite(by) {
  await by.getByRole("link", { name: "Share", exact: true }).tap();
  await by.getByRole("link", { name: "Add a device" }).tap();
  const shown = by.getByText(CODE).first();
  await shown.waitFor();
  const code = (await shown.innerText()).trim();
  return { by, code, link: `${new URL(by.url()).origin}/join#${code.replaceAll("-", "")}` };
}

/** A code as it is shown: 27 characters in groups of four. */
export const CODE = /^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{3}$/;

/** The code with one letter wrong: no code of any kind, for one letter in 31 would make it a whole code of another kind. */
export function mistyped(code) {
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const doubled = (element) => (element << 1) ^ (element & 16 ? 0b100101 : 0);
  const remainder = (text) => {
    const digits = [...text.replaceAll("-", "")].map((letter) => letters.indexOf(letter));
    return digits.slice(0, -1).reduce((total, digit) => doubled(total ^ digit), 0) ^ digits.at(-1);
  };
  const right = remainder(code);
  const kinds = [11, 19, 22];
  const wrong = [...letters].map((letter) => letter + code.slice(1)).find((text) => text !== code && !kinds.includes(remainder(text)));
  if (!kinds.includes(right) || wrong === undefined) throw new Error("not a code");
  return wrong;
}

/** The number that a page shows for comparing. */
export async function digitsOn(page) {
  const shown = page.getByText(/^\d{3}\u00a0\d{3}$/);
  await shown.waitFor();
  return shown.innerText();
}

/** The other device says that the number is the same. */
export async function approve({ by }, page) {
  const [here, there] = [await digitsOn(page), await digitsOn(by)];
  if (here !== there) throw new Error(`${here} here, ${there} there`);
  await by.getByRole("button", { name: "Yes, the same number" }).tap();
}

/** Joins by an invitation, which is approved; Today is open after it. */
export async function joinBy(page, invitation) {
  await page.goto(invitation.link);
  await page.getByRole("button", { name: "Open my journal here" }).tap();
  await approve(invitation, page);
  await page.getByText("Your journal is on this device now.").waitFor();
  await page.getByRole("button", { name: "Go to Today" }).tap();
  await flashButton(page).waitFor();
}

/** Two phones in step: the first has gone through the first minute and turned sync on, the second has joined. */
export async function twoPhones(t, server, options = {}) {
  const launched = await browser(t);
  const a = await phone(t, launched, server, options);
  const b = await phone(t, launched, server, options);
  await firstMinute(a);
  await turnSyncOn(a);
  await joinBy(b, await invite(a));
  await toToday(a);
  return { a, b, launched };
}

/** Goes to Today, from wherever one is. */
export async function toToday(page) {
  const today = page.getByRole("link", { name: "Today", exact: true });
  if ((await today.count()) === 0) await page.getByRole("link", { name: "Share" }).or(page.getByRole("button", { name: "Share" })).first().tap();
  await today.tap();
  await flashButton(page).or(page.getByRole("button", { name: "It has passed" })).waitFor();
}

/** Logs a hot flash that is merely counted. Today is left and entered again first: two flashes in three seconds are a tremble. */
export async function countFlash(page) {
  await page.getByRole("link", { name: "Share", exact: true }).tap();
  await toToday(page);
  await flashButton(page).tap();
  await page.getByRole("button", { name: "Just count it" }).tap();
  await page.getByText("Hot flash counted. Saved.").waitFor();
}

/** Brings a sample journal in; `which` is EBB_TWO_YEARS or EBB_FIVE_YEARS. */
export async function bringIn(page, which) {
  await page.goto("/settings/file");
  await page.locator("input[type=file]").setInputFiles({ name: "ebb-journal.jsonl.gz", mimeType: "application/gzip", buffer: await readFile(needed(which)) });
  await page.getByRole("button", { name: "Bring it in" }).tap();
  await page.getByText("It is in your journal now. Saved.").waitFor();
}

/** Says to the page what a phone says that has just got a network. */
export const nudge = (page) => page.evaluate(() => window.dispatchEvent(new Event("online")));
