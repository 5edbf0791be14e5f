// Marked words of kinds that are shared and of kinds that are not: what is not shared reaches nobody who follows, and nothing of either
// is readable on the server or on the way.
import assert from "node:assert/strict";
import test from "node:test";
import { CODE, digitsOn, flashButton, toToday, turnSyncOn } from "./harness.mjs";
import { files, findings, has, waysOfCode } from "./marked_words.mjs";
import { RecordingProxy } from "./recording_proxy.mjs";
import { World, go, press } from "./walk_world.mjs";

/** What both see: of kinds that "How I am" shows. */
const SHARED = { medicine: "zebrafinch marmalade 7731", helped: "pipit rhubarb 8452", later: "curlew fennel 5150" };
/** What only she sees who was let see notes as well. */
const NOTES = { general: "lapwing saffron 2204", aboutJoints: "avocet quillwort 1187", question: "siskin cardamom 6640" };
/** What nobody sees. */
const UNSHARED = {
  before: "corncrake bilberry 0411",
  helpedBefore: "dotterel juniper 9067",
  privateMedicine: "godwit persimmon 5523",
  privateHelped: "ptarmigan sorrel 2296",
  aboutMood: "nightjar tamarind 3390",
  aboutIntimate: "redshank cinnamon 6128",
  paused: "whimbrel licorice 4879",
  helpedPaused: "sanderling damson 7013",
};
/** Symptoms of kinds that are not shared, logged all the same. */
const OF_UNSHARED_KINDS = ["Feeling sad", "Vaginal dryness"];
/** What people are called, by whom. */
const NAMES = { owner: "Bluethroat hyssop", daughter: "My goldcrest nutmeg", brother: "My woodlark tarragon" };
const all = (...words) => words.flatMap((group) => Object.values(group));

test("what is not shared is nowhere on the phone of who follows, and what is shared is nowhere else", async (t) => {
  let proxy;
  const world = await World.start(t, { say: "trace", through: async (server) => (proxy = await RecordingProxy.start(t, server)) });
  const [owner, daughter, brother] = [await world.phone("09:41"), await world.phone("09:41"), await world.phone("09:41")];
  for (const page of [owner, daughter, brother]) await keepMemories(page);
  await logBefore(owner);
  await onDay(21, owner, daughter, brother);
  await go(owner, "Share");
  await turnSyncOn(owner);
  const codes = [
    await letIn(owner, daughter, { name: NAMES.daughter, kind: "Notes and questions" }),
    await letIn(owner, brother, { name: NAMES.brother }),
  ];
  await logShared(owner);
  for (const words of all(NOTES)) await daughter.getByText(words).first().waitFor();
  await logUnshared(owner);
  await onDay(22, owner, daughter, brother);
  for (const name of [NAMES.daughter, NAMES.brother]) await pause(owner, name);
  await helped(owner, UNSHARED.helpedPaused);
  await write(owner, UNSHARED.paused);
  await onDay(23, owner, daughter, brother);
  for (const name of [NAMES.daughter, NAMES.brother]) await goOnWithout(owner, name);
  // What is sent last has come: so has all before it.
  await helped(owner, SHARED.later);
  for (const page of [daughter, brother]) await page.getByText(SHARED.later).first().waitFor();

  await seesAlone(daughter, all(SHARED, NOTES), all(UNSHARED));
  await seesAlone(brother, all(SHARED), all(NOTES, UNSHARED));
  // The search finds what is there: on the owner's phone all of it.
  const kept = [{ name: "the owner's phone", bytes: await storage(owner) }];
  for (const words of all(SHARED, NOTES, UNSHARED)) assert.ok(findings(kept, [words]).length > 0, words);
  assert.deepEqual(await inMemory(owner, all(NOTES, UNSHARED)), all(NOTES, UNSHARED));

  for (const page of [owner, daughter, brother]) await page.context().close();
  const atRest = await files(world.server.data);
  await world.server.stop();
  const log = { name: "the log", bytes: Buffer.from(world.server.log) };
  const off = [...proxy.pieces(), ...atRest, ...(await files(world.server.data)), log];
  assert.ok(off.some((piece) => piece.name.startsWith("body to") && piece.bytes.length > 1_000));
  assert.deepEqual(findings(off, all(SHARED, NOTES, UNSHARED, NAMES)), []);
  for (const code of codes) assert.deepEqual(has(off, waysOfCode(code)), []);
});

/** The phones show a day of November 2026, and Ebb is opened anew on the owner's. */
async function onDay(day, owner, ...others) {
  for (const page of [owner, ...others]) await page.context().clock.setFixedTime(new Date(`2026-11-${day}T09:41:00+01:00`));
  for (const page of others) await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await owner.goto("/");
}

/** On the day before they follow. */
async function logBefore(owner) {
  await onDay(20, owner);
  await press(owner, "Another one");
  await owner.getByLabel("Its name").fill(SHARED.medicine);
  await press(owner, "Go on");
  await press(owner, "This year");
  await press(owner, "After menopause");
  await flashButton(owner).waitFor();
  await write(owner, UNSHARED.before);
  await helped(owner, UNSHARED.helpedBefore);
  await owner.goto("/medicines/add");
  await press(owner, "Another one, by its name");
  await owner.getByLabel("Its name").fill(UNSHARED.privateMedicine);
  await owner.getByRole("button", { name: "Save", exact: true }).tap();
  await owner.getByRole("link", { name: new RegExp(UNSHARED.privateMedicine) }).tap();
  await owner.getByRole("switch", { name: /^Private/ }).tap();
  await owner.getByText("Marked as private. Saved.").waitFor();
  await owner.goto("/");
}

async function logShared(owner) {
  await helped(owner, SHARED.helped);
  await write(owner, NOTES.general);
  await write(owner, NOTES.question, "A question for my team");
  await writeAbout(owner, 1, NOTES.aboutJoints);
}

async function logUnshared(owner) {
  await writeAbout(owner, 50, UNSHARED.aboutMood);
  await writeAbout(owner, 25, UNSHARED.aboutIntimate);
  // Without a connection until it is marked: it is sent to nobody before.
  await owner.context().setOffline(true);
  await helped(owner, UNSHARED.privateHelped, { anew: false });
  await go(owner, "Log");
  await toToday(owner);
  await go(owner, "All of today, and days before");
  await owner.getByRole("button", { name: new RegExp(UNSHARED.privateHelped) }).tap();
  await owner.getByRole("switch", { name: /^Private/ }).tap();
  await owner.getByRole("switch", { name: /^Private/, checked: true }).waitFor();
  await owner.context().setOffline(false);
}

async function write(owner, words, what) {
  await owner.goto("/log/note");
  if (what) await owner.getByRole("group", { name: "What is it?" }).locator("label").filter({ hasText: what }).tap();
  await owner.getByLabel("Your words").fill(words);
  await press(owner, "Save");
  await owner.getByText(what ? "Question saved." : "Note saved.").waitFor();
}

async function writeAbout(owner, symptom, words) {
  await owner.goto(`/log/${symptom}`);
  await owner.getByRole("group", { name: "How is it today?" }).locator("label").nth(3).tap();
  await owner.getByLabel("Note", { exact: true }).fill(words);
  await press(owner, "Keep the note");
  await owner.getByText("Note saved.").waitFor();
}

async function helped(owner, words, { anew = true } = {}) {
  if (anew) await owner.goto("/log/helped");
  else {
    await go(owner, "Log");
    await owner.getByRole("link", { name: /^What helped/ }).tap();
  }
  await press(owner, "Something else, in your words");
  await owner.getByLabel("What it was").fill(words);
  await press(owner, "Log it");
  await owner.getByText("Logged. Saved.").waitFor();
}

/** From the form to the first view; gives the code. `kind`: what is turned on beside what "How I am" shows. */
async function letIn(owner, follower, { name, kind }) {
  await owner.goto("/share/invite");
  await owner.getByLabel("Who is it for?").fill(name);
  await owner.getByLabel("What do they call you?").fill(NAMES.owner);
  const choose = (what) => owner.locator("label").filter({ hasText: new RegExp(`^${what}`) }).tap();
  if (kind) {
    await choose("Choose exactly");
    await owner.getByRole("switch", { name: new RegExp(`^${kind}`) }).tap();
  }
  await choose("Until I stop it");
  await press(owner, "See it as they will");
  await press(owner, "Make the code");
  const shown = owner.getByText(CODE).first();
  await shown.waitFor();
  const code = (await shown.innerText()).trim();
  await follower.goto(`/invited#${code.replaceAll("-", "")}`);
  await press(follower, "Yes, show me the number");
  assert.equal(await digitsOn(owner), await digitsOn(follower));
  await press(owner, "Yes, the same number");
  await owner.getByText(`${name} follows you now.`).waitFor();
  await follower.getByText(SHARED.medicine).first().waitFor();
  return code;
}

async function toFollow(owner, name) {
  await owner.goto("/share");
  await owner.getByRole("link", { name: new RegExp(`^${name}`) }).first().tap();
  await owner.getByRole("heading", { name }).waitFor();
}

async function pause(owner, name) {
  await toFollow(owner, name);
  await owner.getByRole("button", { name: "Pause", exact: true }).tap();
  await owner.getByRole("button", { name: "Go on sharing", exact: true }).waitFor();
}

async function goOnWithout(owner, name) {
  await toFollow(owner, name);
  await owner.getByRole("button", { name: "Go on sharing", exact: true }).tap();
  await press(owner, "No, leave them out");
  await owner.getByRole("button", { name: "Pause", exact: true }).waitFor();
}

/** A phone of who follows shows some words, and has others nowhere: not on the page, not in what it keeps, not in what it has opened. */
async function seesAlone(page, shown, unshown) {
  for (const name of ["Show earlier days", "Show earlier notes"]) {
    const more = page.getByRole("button", { name });
    while ((await more.count()) > 0) await more.first().tap();
  }
  for (const words of shown) await page.getByText(words).first().waitFor();
  const pieces = [
    { name: "the page", bytes: Buffer.from(await page.content()) },
    { name: "what is kept", bytes: await storage(page) },
  ];
  assert.deepEqual(findings(pieces, unshown), []);
  for (const symptom of OF_UNSHARED_KINDS) assert.equal(await page.getByText(symptom).count(), 0, symptom);
  await page.getByText("Joint pain").first().waitFor();
  assert.deepEqual(await inMemory(page, [...shown, ...unshown]), shown);
}

/** All that the browser keeps for Ebb: every row of every database, and the small storages. */
async function storage(page) {
  const text = await page.evaluate(async () => {
    const parts = [];
    const add = (value) => {
      if (value instanceof ArrayBuffer) parts.push(new Uint8Array(value));
      else if (ArrayBuffer.isView(value)) parts.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      else if (value !== null && typeof value === "object") Object.entries(value).forEach(([key, part]) => (add(key), add(part)));
      else parts.push(new TextEncoder().encode(`${value}\n`));
    };
    const done = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }));
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store);
        add([await done(rows.getAllKeys()), await done(rows.getAll())]);
      }
      database.close();
    }
    add([{ ...localStorage }, { ...sessionStorage }]);
    return new Blob(parts).arrayBuffer().then((bytes) => new TextDecoder("latin1").decode(bytes));
  });
  return Buffer.from(text, "latin1");
}

/** Holds on to the memory of the app, in which all stands that it has opened. */
const keepMemories = (page) =>
  page.context().addInitScript(() => {
    globalThis.memories = new Set();
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const real = WebAssembly[name].bind(WebAssembly);
      WebAssembly[name] = async (...given) => {
        const made = await real(...given);
        for (const part of Object.values((made.instance ?? made).exports)) if (part instanceof WebAssembly.Memory) globalThis.memories.add(part);
        return made;
      };
    }
  });

/** Which of the words stand in the memory of the app. */
const inMemory = (page, words) =>
  page.evaluate((words) => {
    const memories = [...globalThis.memories].map((memory) => new TextDecoder("latin1").decode(memory.buffer.slice(0)));
    if (memories.length === 0) throw new Error("the memory of the app was not found");
    return words.filter((word) => memories.some((memory) => memory.includes(word)));
  }, words);
