// Marked words are planted, two phones sync: none of them is in the server's files, in its log, or in anything that passed.
import assert from "node:assert/strict";
import test from "node:test";
import { Server, browser, countFlash, invite, firstMinute, flashButton, joinBy, phone, readyOffline, text, toToday, turnSyncOn } from "./harness.mjs";
import { files, findings, has, ways, waysOfCode, writings } from "./marked_words.mjs";
import { RecordingProxy } from "./recording_proxy.mjs";

const NAME = "zebrafinch marmalade 7731";
/** What may stand nowhere off the phones: the marked words, and what the journal's own texts and records are called. */
const WORDS = [NAME, "zebrafinch", "marmalade", "Hot flash", "hot_flash", "HotFlash", "menopause", "Letrozole", "skipped on purpose"];

test("what a person writes and logs is readable nowhere off the phones", async (t) => {
  const server = await Server.start(t, { say: "trace" });
  const proxy = await RecordingProxy.start(t, server);
  const launched = await browser(t);
  const [a, b] = [await phone(t, launched, proxy), await phone(t, launched, proxy)];
  await firstMinuteWithOwnName(a);
  await readyOffline(a);
  await countFlash(a);
  await turnSyncOn(a);
  const invitation = await invite(a);
  await joinBy(b, invitation);
  await logOnBoth(a, b);
  const onPage = [{ name: "page", bytes: Buffer.from(await b.locator("body").innerText()) }];
  const atRest = await files(server.data);
  await server.stop();

  // The search finds what is there: on the page, and in each of the writings.
  assert.ok(findings(onPage, [NAME]).length > 0);
  for (const [writing, bytes] of writings(NAME)) {
    const piece = { name: writing, bytes: Buffer.concat([Buffer.from("xy"), bytes, Buffer.from("z")]) };
    assert.ok(findings([piece], [NAME]).length > 0, writing);
  }
  for (const before of ["", "x", "xy"]) {
    const piece = { name: "base64", bytes: Buffer.from(Buffer.from(`${before}${NAME} and more`).toString("base64")) };
    assert.ok(findings([piece], [NAME]).length > 0, `base64 after ${before.length}`);
  }

  // What was kept of the traffic is the traffic, and what is at rest is what was sent.
  const traffic = proxy.pieces();
  const pushes = traffic.filter((piece) => piece.name === "body to /api/v1/segments");
  assert.ok(pushes.length >= 2);
  const piecesOfPushes = pushes.map((piece) => piece.bytes.subarray(-64));
  const stored = [...atRest, ...(await files(server.data))];
  for (const piece of piecesOfPushes) assert.ok(stored.some((file) => file.bytes.includes(piece)));
  assert.ok(traffic.some((piece) => piece.name === "frames from the server" && piece.bytes.includes("head")));

  const log = { name: "the log", bytes: Buffer.from(server.log) };
  assert.ok(log.bytes.length > 1_000);
  assert.deepEqual(findings([...traffic, ...stored, log], WORDS), []);
  noSecretElsewhere({ code: invitation.code, proxy, traffic, stored, log });
});

/** Letters that only a name of one's own brings in, and the rest of the first minute. */
async function firstMinuteWithOwnName(page) {
  await page.goto("/");
  await page.getByRole("button", { name: "Another one" }).tap();
  await page.getByLabel("Its name").fill(NAME);
  await page.getByRole("button", { name: "Go on" }).tap();
  await page.getByRole("button", { name: "This year" }).tap();
  await page.getByRole("button", { name: "After menopause" }).tap();
  await flashButton(page).waitFor();
}

async function logOnBoth(a, b) {
  await b.getByText(NAME).first().waitFor();
  await b.getByRole("button", { name: "Skip" }).tap();
  await b.getByText("skipped on purpose").first().waitFor();
  await toToday(a);
  await a.getByText("skipped on purpose").first().waitFor();
  await countFlash(a);
  await b.getByText("2 today").waitFor();
  await countFlash(b);
  await a.getByText("3 today").waitFor();
  for (const page of [a, b]) await page.getByText(text.safe).waitFor();
}

/** Tokens go in one header and one frame alone; the invitation's code goes nowhere. */
function noSecretElsewhere({ code, proxy, traffic, stored, log }) {
  const tokens = new Set(proxy.exchanges.flatMap(({ head }) => /authorization: Bearer (\S+)/i.exec(head)?.[1] ?? []));
  assert.equal(tokens.size, 2);
  const urls = [...proxy.exchanges, ...proxy.channels].map(({ head }) => ({ name: "an address", bytes: Buffer.from(head.split("\r\n")[0]) }));

  assert.deepEqual(has([...traffic, ...urls, ...stored, log], waysOfCode(code)), []);
  for (const token of tokens) {
    // `account.member.secret`: the first two are names.
    const forms = ways(Buffer.from(token.split(".")[2], "hex"));
    assert.equal(forms[0].length, 32);
    assert.deepEqual(has([...urls, ...stored, log], forms), []);
    assert.ok(has(traffic, forms).every((name) => name.startsWith("head of /api/") || name === "frames to the server"));
  }
}
