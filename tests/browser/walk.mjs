// A walk through every screen and state of Ebb, on a day, at an address and with keys that are always the same.
//
// `visit(name, page)` is called in each state; it must leave the state as it found it.
import { readFile } from "node:fs/promises";
import { countFlash, firstMinute, flashButton, toToday } from "./harness.mjs";
import { throughDays, throughMedicines, throughTrends } from "./walk_days.mjs";
import { throughFollowing, throughInviting, throughWhoFollows } from "./walk_following.mjs";
import { throughLabs } from "./walk_labs.mjs";
import { throughDoors, throughScanning, throughShare, throughTroubles } from "./walk_sharing.mjs";
import { throughOneSymptom, throughPlaces } from "./walk_symptom.mjs";
import { World, at, go, later, press } from "./walk_world.mjs";

/** The parts of the walk through one's own journal, in their order, each by its name. */
export const OF_ONES_OWN = {
  "first-minute": throughFirstMinute,
  today: throughToday,
  log: throughLog,
  days: throughDays,
  labs: throughLabs,
  medicines: throughMedicines,
  trends: throughTrends,
  places: throughPlaces,
  symptom: throughOneSymptom,
  night: throughNight,
  share: throughShare,
  scanning: throughScanning,
  troubles: throughTroubles,
  doors: throughDoors,
};

/** Those through sharing a part of it. */
export const OF_FOLLOWING = { inviting: throughInviting, following: throughFollowing, "who-follows": throughWhoFollows };

/** Goes through parts of the walk; where EBB_WALK names some, through those of them alone. */
export async function walk(t, visit, parts = { ...OF_ONES_OWN, ...OF_FOLLOWING }) {
  const named = process.env.EBB_WALK?.split(",");
  const world = await World.start(t);
  for (const [name, through] of Object.entries(parts)) if (named?.includes(name) ?? true) await through(world, visit);
}

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
  await page.getByRole("heading", { name: "How is today?" }).waitFor();
  await visit("today-at-night", page);
  await page.context().close();
}
