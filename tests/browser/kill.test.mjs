// What was said to be saved is there after the browser, or the server, was killed in the middle.
import assert from "node:assert/strict";
import test from "node:test";
import { MORNING, Server, countFlash, firstMinute, flashButton, nudge, readyOffline, text, twoPhones } from "./harness.mjs";
import { KillableBrowser } from "./killable_browser.mjs";

/** Each round: a tap, the sentence or the sign that says it is saved, and what must be there after the kill. */
const ROUNDS = [
  { act: (page) => flashButton(page).click(), said: /^Hot flash at 8:\d\d\. Saved\.$/, kept: "It has passed" },
  { act: (page) => page.getByRole("button", { name: "Just count it" }).click(), said: "Hot flash counted. Saved.", kept: "1 today" },
  { act: (page) => page.getByRole("button", { name: "Taken" }).click(), said: "Letrozole taken. Saved.", kept: /^taken 8:\d\d$/ },
  { act: (page) => page.getByRole("button", { name: /^Undo, Letrozole/ }).click(), said: "Letrozole is open again.", kept: "Skip" },
  { act: (page) => page.getByRole("button", { name: "Skip" }).click(), said: "Letrozole skipped on purpose. Saved.", kept: "skipped on purpose" },
  { act: startAndUndo, said: "1 today", kept: "1 today", gone: "It has passed" },
  { act: (page) => page.getByRole("button", { name: /^Remove the hot flash/ }).click(), said: "Hot flash removed.", kept: "tap when it starts" },
];

async function startAndUndo(page) {
  await flashButton(page).click();
  await page.getByText(/Hot flash at .* Saved\./).waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
}

test("an entry that is said to be saved survives the sudden end of the browser", async (t) => {
  const server = await Server.start(t);
  const browser = await KillableBrowser.on(t, MORNING.getTime() - Date.now());
  let page = await browser.start();
  await firstMinuteByMouse(page, server.url);
  await readyOffline(page);
  await server.stop();
  for (const round of ROUNDS) {
    await round.act(page);
    await page.getByText(round.said, { exact: true }).first().waitFor();
    await browser.kill();
    page = await browser.start();
    await page.goto(server.url);
    await page.getByText(round.kept, { exact: true }).first().waitFor();
    if (round.gone) assert.equal(await page.getByText(round.gone).count(), 0);
  }
});

test("the first entry survives the sudden end of the browser, with the answers before it", async (t) => {
  const server = await Server.start(t);
  const browser = await KillableBrowser.on(t, MORNING.getTime() - Date.now());
  let page = await browser.start();
  await firstMinuteByMouse(page, server.url);
  await flashButton(page).click();
  await page.getByText(/Hot flash at .* Saved\./).waitFor();
  await browser.kill();
  page = await browser.start();
  await page.goto(server.url);
  await page.getByText("It has passed").waitFor();
  await page.getByText("2.5 mg").waitFor();
});

test("a server that is killed in the middle of syncing two phones loses nothing", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  const isPush = (request) => request.method() === "POST" && request.url().endsWith("/api/v1/segments");
  const isPull = (request) => request.url().endsWith("/api/v1/segments/pull");
  // When the server is killed, and what is said of the dose meanwhile.
  const rounds = [
    { moment: () => a.waitForRequest(isPush), dose: "Skip", seen: "skipped on purpose" },
    { moment: () => a.waitForResponse((answer) => isPush(answer.request())), dose: /^Undo, Letrozole/, seen: "Skip" },
    { moment: () => b.waitForRequest(isPull), dose: "Taken", seen: /^taken 8:\d\d$/ },
  ];
  const both = (act) => Promise.all([a, b].map(act));
  let flashes = 0;
  for (const { moment, dose, seen } of rounds) {
    await both((page) => page.context().setOffline(true));
    await both(countFlash);
    flashes += 2;
    await a.getByRole("button", { name: dose }).tap();
    await a.getByText(seen, { exact: true }).waitFor();
    const come = moment();
    await both((page) => page.context().setOffline(false));
    await come;
    await server.stop("SIGKILL");
    await server.start();
    await both(nudge);
    await both((page) => page.getByText(`${flashes} today`).waitFor());
    await both((page) => page.getByText(seen, { exact: true }).waitFor());
    await both((page) => page.getByText(text.safe).waitFor());
  }
  const logged = await both((page) => page.getByRole("listitem").allInnerTexts());
  assert.equal(logged[0].length, flashes);
  assert.deepEqual(logged[0], logged[1]);
});

/** The same questions as `firstMinute`: a browser that is not an emulated phone has no touch. */
async function firstMinuteByMouse(page, url) {
  await page.goto(url);
  await page.getByRole("button", { name: /^Letrozole/ }).click();
  await page.getByRole("button", { name: "This year" }).click();
  await page.getByRole("button", { name: "After menopause" }).click();
  await flashButton(page).waitFor();
}
