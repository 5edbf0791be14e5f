// A browser on a profile of its own that can be killed as a whole, in the middle of anything, and started again.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, PHONE, folder, needed, shiftClock } from "./harness.mjs";

export class KillableBrowser {
  /** `clock`: by how many milliseconds the device's clock is ahead, the same at each start. */
  static async on(t, clock) {
    const browser = new KillableBrowser(await folder(t), clock);
    t.after(() => browser.kill());
    return browser;
  }

  constructor(profile, clock) {
    Object.assign(this, { profile, clock, process: null });
  }

  /** Starts it, and gives its one page, as large as a phone's. */
  async start() {
    const args = [...CHROMIUM_ARGS, "--headless=new", "--remote-debugging-port=0", `--lang=${PHONE.locale}`, `--accept-lang=${PHONE.locale}`, `--user-data-dir=${this.profile}`, "about:blank"];
    const env = { ...process.env, TZ: PHONE.timezoneId };
    // Detached: a process group of its own, which a signal reaches as a whole.
    this.process = spawn(needed("EBB_CHROMIUM"), args, { detached: true, env, stdio: ["ignore", "ignore", "pipe"] });
    const connection = await chromium.connectOverCDP(await debuggingAddress(this.process));
    const [context] = connection.contexts();
    await shiftClock(context, this.clock);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.setViewportSize(PHONE.viewport);
    return page;
  }

  /** Ends every process of it at once, as a phone does that runs out of power. */
  async kill() {
    if (!this.process || this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, "exit");
    process.kill(-this.process.pid, "SIGKILL");
    await ended;
  }
}

async function debuggingAddress(browser) {
  const said = [];
  for await (const line of createInterface({ input: browser.stderr })) {
    const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address) {
      browser.stderr.resume();
      return address;
    }
    said.push(line);
  }
  throw new Error(`the browser did not start: ${said.join("\n")}`);
}
