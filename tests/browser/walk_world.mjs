// The world in which the walk goes: a server, phones that show a time and stay at it, and keys that are always the same.
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, PHONE, Server, needed } from "./harness.mjs";

export const ADDRESS = "http://ebb.example";
/** A time on Monday 23 November 2026, in the zone of the phones. */
export const at = (time) => new Date(`2026-11-23T${time}:00+01:00`);

export class World {
  /** `through`: what stands between the phones and the server, as its address tells. */
  static async start(t, { say, through = (server) => server } = {}) {
    const server = await Server.start(t, say ? { say } : {});
    const reached = await through(server);
    const here = [`--host-resolver-rules=MAP ebb.example ${new URL(reached.url).host}`, `--unsafely-treat-insecure-origin-as-secure=${ADDRESS}`];
    const browser = await chromium.launch({ executablePath: needed("EBB_CHROMIUM"), args: [...CHROMIUM_ARGS, ...here] });
    t.after(() => browser.close());
    return new World(server, browser, reached.url);
  }

  constructor(server, browser, url) {
    Object.assign(this, { server, browser, url, phones: 0 });
  }

  /** A phone that shows a time and stays at it. */
  async phone(time) {
    const context = await this.browser.newContext({ ...PHONE, baseURL: ADDRESS });
    await context.clock.setFixedTime(at(time));
    await context.addInitScript(drawTheSame, (this.phones += 1));
    await context.route(/\/api\/v1\/(accounts|trust-log\/read)$/, (route) => this.ofThatDay(route));
    await context.routeWebSocket(/\/api\/v1\/live$/, seenOnThatDay);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return page;
  }

  /** The server's own answer. It is asked by its port: the name is known to the browser alone. */
  answer(route) {
    return route.fetch({ url: this.url + new URL(route.request().url()).pathname });
  }

  /** The server's clock is that of another day than the one that is shown: a phone would say so. */
  async ofThatDay(route) {
    const response = await this.answer(route);
    if (!response.ok()) return route.fulfill({ response });
    const now = await route.request().frame().evaluate(() => Date.now()).catch(() => undefined);
    // The page that asked is left meanwhile.
    if (now === undefined) return route.abort().catch(() => undefined);
    if (route.request().url().endsWith("/read")) {
      // A page of the trust log: its format, then the time.
      const body = await response.body();
      body.writeBigInt64LE(BigInt(now), 1);
      return route.fulfill({ response, body });
    }
    return route.fulfill({ response, json: { ...(await response.json()), server_time_ms: now } });
  }
}

/** When a reader was there last is told by the server's clock as well: it was there in the first hour of the walk. */
function seenOnThatDay(socket) {
  const server = socket.connectToServer();
  server.onMessage((frame) => socket.send(frame.toString().replace(/"seen_ms":\d+/, `"seen_ms":${at("09:00").getTime()}`)));
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
export async function later(page, time) {
  await page.context().clock.setFixedTime(at(time));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
}

export const press = (page, name) => page.getByRole("button", { name }).tap();
export const go = (page, name) => page.getByRole("link", { name, exact: true }).first().tap();
