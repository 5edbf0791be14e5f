// What somebody takes: put on the list, dosed, changed, stopped, kept private.
import assert from "node:assert/strict";
import test from "node:test";
import { MORNING, Server, browser, firstMinute, phone, setClock, toToday } from "./harness.mjs";

const DAY_MS = 24 * 3_600_000;
const go = (page, name) => page.getByRole("link", { name }).first().tap();
const press = (page, name) => page.getByRole("button", { name }).tap();
const choose = (page, of, what) => page.getByRole("group", { name: of, exact: true }).locator("label").filter({ hasText: new RegExp(`^${what}$`) }).tap();
const said = (page, words) => page.getByText(words, { exact: true }).waitFor();
/** A day of MORNING's time, as a field for days holds it. */
const dayText = (later = 0) => new Date(MORNING.getTime() + later * DAY_MS).toLocaleDateString("sv", { timeZone: "Europe/Madrid" });

async function onMedicines(t, drug = "Letrozole") {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server);
  await firstMinute(page, drug);
  await go(page, "Medicines");
  await page.getByRole("heading", { name: "Medicines" }).waitFor();
  return page;
}

test("a medicine of the catalogue is added twice a day, shows on Today, and undo takes it out", async (t) => {
  const page = await onMedicines(t);
  await go(page, "Add a medicine");
  await page.getByRole("searchbox").fill("calc");
  await press(page, /^Calcium with vitamin D/);
  await page.getByRole("group", { name: "On which days?" }).waitFor();
  await choose(page, "How often on such a day?", "Twice");
  await page.getByLabel("Time of dose 1").fill("08:00");
  await page.getByLabel("Time of dose 2").fill("20:00");
  await choose(page, "Since when?", "This year");
  await page.getByLabel("What do you call it?").fill("chalk \u{1F9B4}");
  await press(page, "Save");
  await said(page, "chalk \u{1F9B4} added. Saved.");
  await page.getByRole("link", { name: /chalk/ }).getByText("each day at 8:00 and 20:00").waitFor();
  await toToday(page);
  assert.equal(await page.getByRole("group", { name: "chalk \u{1F9B4}" }).count(), 2, "two doses are due");
  await page.getByRole("group", { name: "chalk \u{1F9B4} 8:00" }).getByRole("button", { name: "Later" }).tap();
  await page.getByText("later today").waitFor();
  await page.getByRole("group", { name: "chalk \u{1F9B4} 20:00" }).getByRole("button", { name: "Later" }).waitFor();
  await press(page, "Undo");
  await page.getByRole("group", { name: /chalk/ }).first().waitFor({ state: "detached" });
});

test("what is wrong with a form is said beside it, and what was typed stays", async (t) => {
  const page = await onMedicines(t);
  await go(page, "Add a medicine");
  await press(page, "Another one, by its name");
  await page.getByRole("textbox", { name: "Amount" }).fill("a lot");
  await choose(page, "On which days?", "Some days of the week");
  await choose(page, "Since when?", "A day");
  await page.getByLabel("The day", { exact: true }).fill(dayText(3));
  await press(page, "Save");
  for (const words of ["Please choose one, or write it in your own words.", "Please write a number, such as 20 or 2.5.", "Please choose at least one day.", "That is still to come. Please choose a time up to now."]) {
    await page.getByText(words).waitFor();
  }
  assert.equal(await page.getByRole("textbox", { name: "Amount" }).inputValue(), "a lot");
  await page.getByLabel("Its name").fill("Night drops");
  await page.getByRole("textbox", { name: "Amount" }).fill("2.5");
  await choose(page, "Of what", "mL");
  for (const day of ["Monday", "Thursday"]) await choose(page, "Which days?", day);
  await page.getByLabel("The day", { exact: true }).fill(dayText(-9));
  await press(page, "Save");
  await said(page, "Night drops added. Saved.");
  await page.getByRole("link", { name: /Night drops 2.5 mL/ }).getByText("on Monday and Thursday").waitFor();
});

test("a day that nobody logged is one tap from right, and not logged is not skipped", async (t) => {
  const page = await onMedicines(t);
  assert.equal(await page.getByText(/is not logged/).count(), 0, "nobody is asked about the days before the journal");
  await toToday(page);
  await press(page, "Skip");
  await said(page, "Letrozole skipped on purpose. Saved.");
  await setClock(page.context(), new Date(MORNING.getTime() + 2 * DAY_MS));
  await page.reload();
  await go(page, "Medicines");
  const dayBefore = new Date(MORNING.getTime() + DAY_MS).toLocaleDateString("en-GB", { weekday: "long", timeZone: "Europe/Madrid" });
  await page.getByText(`${dayBefore} is not logged`).waitFor();
  await press(page, `Taken, ${dayBefore} is not logged`);
  await said(page, "Letrozole taken. Saved.");
  await page.getByText(`${dayBefore}: taken`).waitFor({ state: "attached" });
  assert.equal(await page.getByText(`${dayBefore} is not logged`).count(), 0);
  const spoken = await page.locator(".medicine__week li").allInnerTexts();
  assert.equal(spoken.length, 7);
  assert.ok(spoken[4].includes("skipped on purpose") && spoken[3].includes("none planned"), spoken.join());
  assert.ok(spoken[6].includes("open today"), spoken[6]);
});

test("a medicine is changed, marked private, stopped with a reason, and stands under Before", async (t) => {
  const page = await onMedicines(t, "Anastrozole");
  await go(page, /^Anastrozole/);
  await press(page, "Change how I take it");
  await choose(page, "How much is one dose?", "Another amount");
  await page.getByRole("textbox", { name: "Amount" }).fill("0.5");
  await press(page, "Save");
  await said(page, "Anastrozole changed. Saved.");
  await page.getByText("0.5 mg").first().waitFor();
  await page.getByRole("switch", { name: /^Private/ }).tap({ force: true });
  await said(page, "Marked as private. Saved.");
  await press(page, "I no longer take it");
  await page.getByLabel("First day without it").fill(dayText(5));
  await page.getByRole("button", { name: "Save", exact: true }).tap();
  await page.getByText("That is still to come. Please choose a time up to now.").waitFor();
  await page.getByLabel("First day without it").fill(dayText());
  await page.getByLabel("Why, if you like").fill("joint pain");
  await page.getByRole("button", { name: "Save", exact: true }).tap();
  await page.getByRole("heading", { name: "Before" }).waitFor();
  await page.getByRole("link", { name: /Anastrozole 0.5 mg .*, joint pain/ }).waitFor();
  await toToday(page);
  assert.equal(await page.getByRole("group", { name: "Anastrozole" }).count(), 0, "Today no longer asks for it");
  await page.reload();
  await go(page, "Medicines");
  await go(page, /Anastrozole/);
  await page.getByRole("switch", { name: /^Private/, checked: true }).waitFor({ state: "attached" });
});

test("one drug is changed for another in one flow, and undo takes both back", async (t) => {
  const page = await onMedicines(t);
  await go(page, /^Letrozole/);
  await go(page, "Change to another medicine");
  await page.getByRole("heading", { name: "Instead of Letrozole" }).waitFor();
  await press(page, /^Exemestane/);
  await press(page, "Save");
  await said(page, "Exemestane added. Saved.");
  await page.getByRole("heading", { name: "Before" }).waitFor();
  await page.getByRole("link", { name: /^Exemestane 25 mg/ }).waitFor();
  await toToday(page);
  assert.equal(await page.getByRole("group", { name: "Letrozole" }).count(), 0);
  await page.getByRole("group", { name: "Exemestane" }).waitFor();
  await press(page, "Undo");
  await page.getByRole("group", { name: "Letrozole" }).waitFor();
  await page.getByRole("group", { name: "Exemestane" }).waitFor({ state: "detached" });
});

test("with the keyboard alone a medicine is put on the list", async (t) => {
  const page = await onMedicines(t);
  const onto = async (locator) => {
    for (let step = 0; step < 60; step += 1) {
      if (await locator.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail("the keyboard does not come to it");
  };
  await onto(page.getByRole("link", { name: "Add a medicine" }));
  await page.keyboard.press("Enter");
  await onto(page.getByRole("searchbox"));
  await page.keyboard.type("vitamin d");
  await onto(page.getByRole("button", { name: /^Vitamin D/ }).first());
  await page.keyboard.press("Enter");
  await page.getByRole("group", { name: "On which days?" }).waitFor();
  await onto(page.getByRole("radio", { name: "Every day" }));
  await page.keyboard.press("Space");
  await onto(page.getByRole("button", { name: "Save", exact: true }));
  await page.keyboard.press("Enter");
  await page.getByText(/^Vitamin D.* added. Saved.$/).waitFor();
  await setClock(page.context(), new Date(MORNING.getTime() + DAY_MS));
});
