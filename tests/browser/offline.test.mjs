// The app itself: it can be installed, opens with no network, keeps to itself, and takes a new version only when asked.
import assert from "node:assert/strict";
import { cp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, MORNING, PHONE, Server, browser, firstMinute, flashButton, folder, needed, nudge, phone, readyOffline, setClock, text } from "./harness.mjs";
import { RecordingProxy } from "./recording_proxy.mjs";

/** A profile on disk, as an installed app has one. */
async function profile(t, path, server) {
  const context = await chromium.launchPersistentContext(path, { ...PHONE, baseURL: server.url, executablePath: needed("EBB_CHROMIUM"), args: CHROMIUM_ARGS });
  t.after(() => context.close());
  await setClock(context, MORNING);
  return context;
}

test("the app can be installed, and opens with no network after the browser was closed", async (t) => {
  const server = await Server.start(t);
  const path = await folder(t);
  const context = await profile(t, path, server);
  const page = context.pages()[0];
  await firstMinute(page);
  await readyOffline(page);
  const devtools = await context.newCDPSession(page);
  const manifest = await devtools.send("Page.getAppManifest");
  assert.deepEqual(manifest.errors, []);
  assert.equal(manifest.url, `${server.url}/manifest.webmanifest`);
  assert.deepEqual((await devtools.send("Page.getInstallabilityErrors")).installabilityErrors, []);
  await flashButton(page).tap();
  await page.getByText(/Hot flash at .* Saved\./).waitFor();
  await context.close();
  await server.stop();
  const again = (await profile(t, path, server)).pages()[0];
  await again.goto("/");
  await again.getByText("It has passed").waitFor();
  await again.goto("/share");
  await again.getByText("Your journal is on this phone and nowhere else.").waitFor();
});

test("the service worker keeps every file of the app, and nothing else", async (t) => {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server);
  await page.goto("/");
  await readyOffline(page);
  const kept = await page.evaluate(async () => {
    const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map((request) => new URL(request.url).pathname);
  });
  const files = await filesOf(server.app);
  // The sample is kept once somebody has looked around in it.
  const ofNoUseOffline = /\.(br|gz|zst)$|^\/(service_worker\.js|sample\.archive)$/;
  assert.deepEqual(kept.sort(), files.filter((name) => !ofNoUseOffline.test(name)).sort());
});

test("nothing leaves the phone before sync is turned on, and nothing goes anywhere else", async (t) => {
  const server = await Server.start(t);
  const proxy = await RecordingProxy.start(t, server);
  const launched = await browser(t);
  const page = await phone(t, launched, proxy);
  const addresses = [];
  page.context().on("request", (request) => addresses.push(request.url()));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await firstMinute(page);
  await readyOffline(page);
  await flashButton(page).tap();
  await page.getByRole("button", { name: "Taken" }).tap();
  await page.getByText("Letrozole taken. Saved.").waitFor();
  await page.getByText(text.onThisPhone).waitFor();
  for (const path of ["/share", "/share/device", "/join", "/settings", "/night"]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
  const asked = proxy.exchanges.map((exchange) => exchange.path);
  assert.ok(asked.includes("/service_worker.js"));
  assert.deepEqual([asked.filter((path) => path.startsWith("/api")), proxy.channels.length], [[], 0]);
  assert.ok(proxy.exchanges.every((exchange) => exchange.head.startsWith("GET ") && exchange.sent.length === 0));
  assert.deepEqual(addresses.filter((address) => !address.startsWith(proxy.url)), []);
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  assert.deepEqual(await page.context().cookies(), []);
});

test("a page of the app asks for nothing but files of the app, and gets each whole", async (t) => {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server);
  const bad = [];
  page.on("response", (answer) => answer.status() >= 400 && bad.push(`${answer.status()} ${answer.url()}`));
  page.on("requestfailed", (request) => bad.push(`${request.failure()?.errorText} ${request.url()}`));
  await firstMinute(page);
  // A page that is left while a part is still on its way gives that part up.
  await page.getByRole("heading", { name: "How is today?" }).waitFor();
  await readyOffline(page);
  await page.reload();
  await page.getByRole("heading", { name: "How is today?" }).waitFor();
  assert.deepEqual(bad, []);
});

test("a new version is offered, waits as long as one likes, and comes when it is asked for", async (t) => {
  const app = await folder(t);
  await cp(needed("EBB_APP_DIR"), app, { recursive: true });
  const server = await Server.start(t, { app });
  const page = await phone(t, await browser(t), server);
  const isNew = () => page.locator('meta[name="of-the-new-version"]').count();
  const offer = page.getByText("A new version of Ebb is ready.");
  await firstMinute(page);
  await readyOffline(page);
  await newVersion(app);
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await offer.waitFor();
  await page.getByText("Your journal stays as it is.").waitFor();
  // Neither logging nor opening Ebb anew brings it.
  await flashButton(page).tap();
  await page.getByText("It has passed").waitFor();
  await page.reload();
  await offer.waitFor();
  assert.equal(await isNew(), 0);
  await page.getByRole("button", { name: "Use it now" }).tap();
  await page.locator('meta[name="of-the-new-version"]').waitFor({ state: "attached" });
  await page.getByText("It has passed").waitFor();
  assert.equal(await offer.count(), 0);
  // The new one is whole, offline too, and the old one is gone.
  await server.stop();
  await page.reload();
  await page.getByText("It has passed").waitFor();
  assert.equal(await isNew(), 1);
  assert.equal(await page.evaluate(async () => (await caches.keys()).length), 1);
});

async function filesOf(app, under = "") {
  const entries = await readdir(join(app, under), { withFileTypes: true });
  const lists = entries.map((entry) => (entry.isDirectory() ? filesOf(app, `${under}/${entry.name}`) : [`${under}/${entry.name}`]));
  return (await Promise.all(lists)).flat();
}

/** Puts another version into the folder of the app: another page, and a worker that names another version. */
async function newVersion(app) {
  await change(join(app, "index.html"), (page) => page.replace("<title>", '<meta name="of-the-new-version" content="yes"><title>'));
  await change(join(app, "service_worker.js"), (worker) => worker.replace(/const VERSION = [^;]+;/, 'const VERSION = "of-the-test";'));
}

async function change(file, edit) {
  const before = await readFile(file, "utf8");
  const after = edit(before);
  assert.notEqual(after, before);
  await writeFile(file, after);
  // Its time tells the browser that it changed: to the second.
  const later = new Date(Date.now() + 5_000);
  await utimes(file, later, later);
  for (const packed of ["br", "gz", "zst"]) await rm(`${file}.${packed}`, { force: true });
}

test("a place that cannot be loaded says so and opens once it can, and logging needs none of it", async (t) => {
  const server = await Server.start(t);
  const launched = await browser(t);
  const a = await phone(t, launched, server, { serviceWorkers: "block", quiet: false });
  await a.route("**/part-*.wasm", (route) => route.abort());
  await firstMinute(a);
  await flashButton(a).tap();
  await a.getByText(/Hot flash at .* Saved\./).waitFor();
  await a.getByRole("link", { name: "Share", exact: true }).tap();
  await a.getByText("This page could not be opened, because there is no connection.").waitFor();
  await a.getByRole("button", { name: "Try again" }).tap();
  await a.getByText("This page could not be opened, because there is no connection.").waitFor();
  await a.unroute("**/part-*.wasm");
  await a.getByRole("button", { name: "Try again" }).tap();
  await a.getByRole("button", { name: "Turn sync on" }).waitFor();
});

test("sync that cannot be loaded is not turned on, and is once it can", async (t) => {
  const server = await Server.start(t);
  const launched = await browser(t);
  const a = await phone(t, launched, server, { serviceWorkers: "block", quiet: false });
  await a.route("**/part-sync-*.wasm", (route) => route.abort());
  await firstMinute(a);
  await a.getByRole("link", { name: "Share", exact: true }).tap();
  await a.getByRole("button", { name: "Turn sync on" }).tap();
  await a.getByText("Sync could not be turned on, because there is no connection.").waitFor();
  await a.unroute("**/part-sync-*.wasm");
  await a.getByRole("button", { name: "Try again" }).tap();
  await a.getByText(text.safe).first().waitFor();
  // The next opening finds sync on, and nothing of it to be had: what is logged waits.
  await a.route("**/part-sync-*.wasm", (route) => route.abort());
  await a.goto("/");
  await flashButton(a).tap();
  await a.getByText("Waiting for a connection (1)").waitFor();
  await a.unroute("**/part-sync-*.wasm");
  await nudge(a);
  await a.getByText(text.safe).waitFor();
});

test("every place opens without a network, once the app has been opened with one", async (t) => {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server);
  await firstMinute(page);
  await readyOffline(page);
  await page.context().setOffline(true);
  const places = [
    ["/medicines", "Add a medicine"],
    ["/medicines/add", "For the bones"],
    ["/trends", "Trends"],
    ["/log", "Everything"],
    ["/log/1", "How is it today?"],
    ["/log/1/where", "or choose from a list"],
    ["/log/helped", "A walk"],
    ["/log/note", "Your words"],
    ["/settings", "Colours"],
    ["/settings/file", "Save a file"],
    ["/share", "My devices"],
  ];
  for (const [path, words] of places) {
    await page.goto(path);
    await page.getByText(words).first().waitFor();
    assert.equal(await page.getByText("This page could not be opened").count(), 0, path);
  }
  await page.goto("/");
  await page.getByRole("link", { name: "All of today, and days before" }).tap();
  await page.getByRole("button", { name: /^Day before/ }).waitFor();
});
