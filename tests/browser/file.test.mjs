// My file to keep: the whole journal leaves as one file and comes back, on another phone too; what is no such file is said to be none.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { Server, browser, countFlash, firstMinute, phone } from "./harness.mjs";

async function openFilePage(page) {
  await page.goto("/settings/file");
  await page.getByRole("button", { name: "Save a file" }).waitFor();
}

/** The file that the app hands out: its name and its bytes. */
async function savedFile(page) {
  await openFilePage(page);
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save a file" }).tap();
  const download = await coming;
  await page.getByText("The file is handed over.").waitFor();
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const choose = (page, buffer, name = "ebb-journal-2026-11-24.jsonl.gz") => page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/gzip", buffer });

/** The lines of a file that tell of entries, in a fixed order. */
const entries = (bytes) => gunzipSync(bytes).toString().split("\n").filter((line) => line.startsWith('{"record"')).sort();

test("export, a new phone, import: the same journal, and a second import changes nothing", async (t) => {
  const server = await Server.start(t);
  const launched = await browser(t);
  const a = await phone(t, launched, server);
  await firstMinute(a);
  await countFlash(a);
  await a.getByRole("button", { name: "Taken" }).tap();
  await a.getByText("Letrozole taken. Saved.").waitFor();
  await a.getByRole("group", { name: "Fatigue", exact: true }).locator("label").nth(3).tap();
  await a.getByText("Fatigue a lot. Saved.").waitFor();
  const { name, bytes } = await savedFile(a);
  assert.match(name, /^ebb-journal-\d{4}-\d\d-\d\d\.jsonl\.gz$/);

  const b = await phone(t, launched, server);
  await openFilePage(b);
  await choose(b, bytes);
  await b.getByText(/entries, saved on \d+ \w+ \d{4}\./).waitFor();
  await b.getByText("Nothing has been brought in yet.").waitFor();
  await b.getByRole("button", { name: "Bring it in" }).tap();
  await b.getByText("It is in your journal now. Saved.").waitFor();
  await choose(b, bytes);
  await b.getByText("Everything in it is in your journal already.").waitFor();
  await b.goto("/");
  await b.getByText(/taken 8:\d\d/).waitFor();
  await b.getByText("1 today").waitFor();
  assert.ok(await b.getByRole("group", { name: "Fatigue", exact: true }).getByRole("radio", { name: "a lot" }).isChecked());
  assert.deepEqual(entries((await savedFile(b)).bytes), entries(bytes), "field by field");
});

test("what is no whole file of Ebb is said to be none, what can be read is offered, and nothing is half-imported", async (t) => {
  const server = await Server.start(t);
  const launched = await browser(t);
  const a = await phone(t, launched, server);
  await firstMinute(a);
  const { bytes } = await savedFile(a);
  const lines = gunzipSync(bytes).toString();

  const b = await phone(t, launched, server);
  await openFilePage(b);
  const refused = [
    [Buffer.alloc(0), "There is nothing in this file."],
    [Buffer.from("<!doctype html><title>Not found</title>"), "This is not a journal that Ebb saved."],
    [gzipSync(lines.replace(/"version":\d+/, '"version":99')), "A newer Ebb saved this file."],
    [gzipSync(Buffer.concat([Buffer.from(lines), Buffer.alloc(300 * 1024 * 1024, 0x20)])), "There is far more in this file than in any journal"],
  ];
  for (const [file, sentence] of refused) {
    await choose(b, file);
    await b.getByText(sentence).waitFor();
    assert.equal(await b.getByRole("button", { name: "Bring it in" }).count(), 0, sentence);
  }
  const cut = lines.split("\n").slice(0, -3).join("\n");
  await choose(b, gzipSync(cut));
  await b.getByText("This file ends too early:").waitFor();
  await b.getByRole("button", { name: "Bring it in" }).waitFor();
  // Nothing was brought in by merely looking.
  await b.goto("/");
  await b.getByRole("button", { name: /^Letrozole/ }).waitFor();
});
