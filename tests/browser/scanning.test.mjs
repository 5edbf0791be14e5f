// Scanning the code inside the app, by a camera that sees what the other device really shows.
import assert from "node:assert/strict";
import test from "node:test";
import { browserWithCamera, foreignCode, noCode, seenByCamera } from "./camera.mjs";
import { Server, approve, browser, digitsOn, firstMinute, invite, phone, turnSyncOn } from "./harness.mjs";

/** A phone that syncs, has one entry, and shows a code. */
async function withCode(t, server) {
  const a = await phone(t, await browser(t), server);
  await firstMinute(a);
  await a.getByRole("button", { name: "Skip" }).tap();
  await a.getByText("skipped on purpose").first().waitFor();
  await turnSyncOn(a);
  return invite(a);
}

/** Counts in `window.tracks` the cameras that are on: `live` now, `opened` in all. */
const watchTracks = (page) =>
  page.addInitScript(() => {
    const tracks = [];
    window.tracks = () => ({ opened: tracks.length, live: tracks.filter((track) => track.readyState === "live").length });
    const devices = globalThis.MediaDevices?.prototype;
    const ask = devices?.getUserMedia;
    if (ask) devices.getUserMedia = async function (wished) {
      const stream = await ask.call(this, wished);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });

const scan = (page) => page.getByRole("button", { name: "Scan the code" });
const field = (page) => page.getByLabel("The code or link");

/** A newcomer at the place where a code is scanned. */
async function newcomer(t, server, launched, options = {}) {
  const page = await phone(t, launched, server, options);
  await watchTracks(page);
  await page.goto("/");
  await page.getByRole("link", { name: "I already have a journal" }).tap();
  await scan(page).waitFor();
  return page;
}

const tracks = (page) => page.evaluate(() => window.tracks());

async function untilLooking(page) {
  await scan(page).tap();
  await page.getByText("Looking for the code…").waitFor();
  await page.waitForFunction(() => document.querySelector("video")?.videoWidth > 0);
  assert.deepEqual(await tracks(page), { opened: 1, live: 1 });
}

test("the code on the first device is scanned inside the app on the second, which then has its Today", async (t) => {
  const server = await Server.start(t);
  const invitation = await withCode(t, server);
  const b = await newcomer(t, server, await browserWithCamera(t, await seenByCamera(invitation.by)));
  assert.deepEqual(await tracks(b), { opened: 0, live: 0 });
  await b.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (window.longest = Math.max(window.longest, duration)))).observe({ entryTypes: ["longtask"] });
  });
  await scan(b).tap();
  await digitsOn(b);
  assert.deepEqual(await tracks(b), { opened: 1, live: 0 });
  t.diagnostic(`the longest task over 50 ms: ${await b.evaluate(() => window.longest)} ms`);
  await approve(invitation, b);
  await b.getByText("Your journal is on this device now.").waitFor();
  await b.getByRole("button", { name: "Go to Today" }).tap();
  await b.getByText("skipped on purpose").waitFor();
});

test("where the browser cannot read codes, the app reads them itself; where it can, the browser does", async (t) => {
  const server = await Server.start(t);
  const launched = await browserWithCamera(t, foreignCode());
  const own = await phone(t, launched, server);
  await own.addInitScript(() => delete globalThis.BarcodeDetector);
  await own.goto("/join");
  await scan(own).tap();
  await own.getByText("This is not an Ebb code.").waitFor();
  const other = await phone(t, launched, server);
  await other.addInitScript(() => {
    globalThis.BarcodeDetector = class {
      static getSupportedFormats = async () => ["qr_code"];
      detect = async (canvas) => (canvas.width > 0 ? [{ rawValue: "of the browser" }] : []);
    };
  });
  await other.goto("/join");
  await scan(other).tap();
  await other.getByText("This is not an Ebb code.").waitFor();
  // One that fails after all is left.
  const broken = await phone(t, launched, server);
  await broken.addInitScript(() => {
    globalThis.BarcodeDetector = class {
      static getSupportedFormats = async () => ["qr_code"];
      detect = () => Promise.reject(new DOMException("no", "NotSupportedError"));
    };
  });
  await broken.goto("/join");
  await scan(broken).tap();
  await broken.getByText("This is not an Ebb code.").waitFor();
});

test("a code of something else is told, the camera goes on looking, and stops at a press", async (t) => {
  const server = await Server.start(t);
  const b = await newcomer(t, server, await browserWithCamera(t, foreignCode()));
  await scan(b).tap();
  await b.getByRole("alert").getByText("This is not an Ebb code.").waitFor();
  assert.deepEqual(await tracks(b), { opened: 1, live: 1 });
  await b.getByRole("button", { name: "Stop the camera" }).tap();
  await field(b).waitFor();
  assert.deepEqual(await tracks(b), { opened: 1, live: 0 });
  assert.equal(await b.evaluate(() => document.activeElement.textContent), "Scan the code");
});

test("an invitation that has ended is told as for a typed code, and the camera is off", async (t) => {
  const server = await Server.start(t);
  const invitation = await withCode(t, server);
  const seen = await seenByCamera(invitation.by);
  await server.stop();
  // Another server knows nothing of the code.
  const b = await newcomer(t, await Server.start(t), await browserWithCamera(t, seen));
  await scan(b).tap();
  await b.getByRole("alert").getByText("This code no longer works.").waitFor();
  assert.deepEqual(await tracks(b), { opened: 1, live: 0 });
  await scan(b).waitFor();
  assert.equal(await field(b).inputValue(), invitation.link);
});

test("the camera is off once the place is left, or not seen any more", async (t) => {
  const server = await Server.start(t);
  const launched = await browserWithCamera(t, noCode());
  const left = await newcomer(t, server, launched);
  await untilLooking(left);
  await left.getByRole("link", { name: "Back" }).tap();
  await left.getByRole("link", { name: "I already have a journal" }).waitFor();
  assert.deepEqual(await tracks(left), { opened: 1, live: 0 });
  const hidden = await newcomer(t, server, launched);
  await untilLooking(hidden);
  await hidden.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await field(hidden).waitFor();
  assert.deepEqual(await tracks(hidden), { opened: 1, live: 0 });
  // Left while the browser still asks: what it then gives is put off.
  const slow = await newcomer(t, server, launched);
  await slow.evaluate(() => {
    const ask = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function (wished) {
      await new Promise((allowed) => (window.allow = allowed));
      return ask.call(this, wished);
    };
  });
  await scan(slow).tap();
  await slow.getByRole("button", { name: "Stop the camera" }).tap();
  await field(slow).waitFor();
  await slow.evaluate(() => window.allow());
  await slow.waitForFunction(() => window.tracks().opened === 1 && window.tracks().live === 0);
});

test("a camera that is not allowed, not there, in use or taken away is told, and a code can be typed", async (t) => {
  const server = await Server.start(t);
  const refused = await newcomer(t, server, await browserWithCamera(t, noCode(), { allowed: false }));
  await scan(refused).tap();
  await refused.getByRole("alert").getByText("Ebb may not use the camera.").waitFor();
  await field(refused).waitFor();

  const without = await newcomer(t, server, await browser(t));
  for (const [name, told] of [["NotFoundError", "Ebb found no camera here."], ["NotReadableError", "The camera did not start."]]) {
    await without.evaluate((name) => {
      MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException("no", name));
    }, name);
    await scan(without).tap();
    await without.getByRole("alert").getByText(told).waitFor();
    await field(without).waitFor();
  }

  const taken = await newcomer(t, server, await browserWithCamera(t, noCode()));
  await untilLooking(taken);
  // As the phone does for a call.
  await taken.evaluate(() => document.querySelector("video").srcObject.getTracks().forEach((track) => track.stop()));
  await taken.getByRole("alert").getByText("The camera went off.").waitFor();
});

test("over a connection that is not safe there is no camera, and that is said", async (t) => {
  const server = await Server.start(t);
  const b = await phone(t, await browser(t), server);
  await b.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "mediaDevices", { get: () => undefined });
    Object.defineProperty(window, "isSecureContext", { get: () => false });
  });
  await b.goto("/join");
  await scan(b).tap();
  await b.getByRole("alert").getByText("The camera works over a safe connection only.").waitFor();
  await field(b).waitFor();
});
