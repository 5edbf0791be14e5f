// Lab values and bone scans: logged as they stand on the report, seen on their day, changed, undone; and the units in which they are read.
import assert from "node:assert/strict";
import test from "node:test";
import { MORNING, PHONE, Server, browser, firstMinute, phone } from "./harness.mjs";

const DAY_MS = 24 * 3_600_000;
const press = (page, name) => page.getByRole("button", { name, exact: true }).first().tap();
const go = (page, name) => page.getByRole("link", { name }).first().tap();
const choose = (page, of, what) => page.getByRole("group", { name: of, exact: true }).locator("label").filter({ hasText: what }).tap();
const units = (page) => page.getByRole("group", { name: "Unit on the report" }).locator("label").allInnerTexts();
const dayBefore = (days) => new Date(MORNING.getTime() - days * DAY_MS).toLocaleDateString("sv", { timeZone: PHONE.timezoneId });

async function opened(t, options, medicine) {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server, options);
  await firstMinute(page, medicine);
  return page;
}

async function toLabs(page) {
  await page.goto("/log");
  await go(page, /^Lab value or scan/);
  await page.getByRole("searchbox", { name: "Search for a lab value" }).waitFor();
}

async function toLab(page, query, name) {
  await toLabs(page);
  await page.getByRole("searchbox").fill(query);
  await go(page, name);
  await page.getByRole("button", { name: "Save", exact: true }).waitFor();
}

test("an estradiol below what the lab can tell is logged, seen, changed and undone", async (t) => {
  const page = await opened(t, { locale: "en-US" });
  await toLab(page, "e2", /^Estradiol/);
  await page.getByText("Nothing logged yet.").waitFor();
  assert.deepEqual(await units(page), ["pg/mL", "pmol/L"], "as in America");
  await page.getByText("Very low numbers are hard to measure.").waitFor();
  await page.getByText("Santen 2007").waitFor();
  assert.equal(await page.getByText("Exemestane can make").count(), 0);
  await choose(page, "How did the lab measure it?", "LC-MS/MS");
  await page.getByText("Very low numbers are hard to measure.").waitFor({ state: "hidden" });
  await page.getByLabel("The number").fill("< 5");
  await page.getByLabel("Note, if you like").fill("north lab");
  await press(page, "Save");
  await page.getByText("Estradiol < 5 pg/mL. Saved.").waitFor();
  await page.getByRole("link", { name: /^< 5 pg\/mL by LC-MS\/MS, north lab,/ }).waitFor();
  assert.equal(await page.getByLabel("The number").inputValue(), "", "the next number has its own");
  await press(page, "Undo");
  await page.getByText("Nothing logged yet.").waitFor();
  await page.getByLabel("The number").fill("5");
  await choose(page, "Does the report say “less” or “more” than the number?", "Less than");
  await press(page, "Save");
  await go(page, /^< 5 pg\/mL/);
  await page.getByRole("button", { name: /^Estradiol < 5 pg\/mL/ }).tap();
  await page.getByLabel("The number").fill("6,5");
  await choose(page, "Does the report say “less” or “more” than the number?", "Neither");
  await press(page, "Save");
  await page.getByText("Estradiol 6.5 pg/mL, by LC-MS/MS, north lab. Saved.").waitFor();
  await press(page, "Undo");
  await page.getByRole("button", { name: /^Estradiol < 5 pg\/mL/ }).waitFor();
  await press(page, "Take this out");
  await page.getByText("Nothing was logged on this day.").waitFor();
  await press(page, "Undo");
  await page.getByRole("button", { name: /^Estradiol < 5 pg\/mL/ }).waitFor();
  await page.goto("/");
  await page.getByText("Estradiol < 5 pg/mL").waitFor();
});

test("the units chosen in Settings come first, and say beside a value about what it is in them", async (t) => {
  const page = await opened(t);
  await toLab(page, "vitamin", /^Vitamin D/);
  assert.deepEqual(await units(page), ["nmol/L", "ng/mL"], "as nearly everywhere");
  await choose(page, "Unit on the report", "ng/mL");
  await page.getByLabel("The number").fill("30");
  await page.getByLabel("Day of the test").fill(dayBefore(40));
  await press(page, "Save");
  await page.getByText("Vitamin D (25-OH) 30 ng/mL. Saved.").waitFor();
  await page.getByRole("link", { name: /^30 ng\/mL about 74\.9 nmol\/L/ }).waitFor();
  await page.getByLabel("The number").fill("80");
  await choose(page, "Unit on the report", "nmol/L");
  await page.getByLabel("Day of the test").fill(dayBefore(10));
  await press(page, "Save");
  await page.getByRole("link", { name: /^80 nmol\/L/ }).waitFor();
  const said = await page.getByRole("link", { name: /mol\/L/ }).allInnerTexts();
  assert.match(said[0], /^80\snmol\/L/, "the newest first, and what is in its unit says it once");
  assert.ok(!said[0].includes("about"));
  await page.goto("/settings");
  await choose(page, "Units of lab values", "as in the United States");
  await toLab(page, "vitamin", /^Vitamin D/);
  assert.deepEqual(await units(page), ["ng/mL", "nmol/L"]);
  await page.getByRole("link", { name: /^80 nmol\/L about 32\.1 ng\/mL/ }).waitFor();
  await toLabs(page);
  await page.getByRole("link", { name: /^Vitamin D \(25-OH\) 80 nmol\/L/ }).waitFor();
});

test("what cannot be is told beside its field and kept as it was typed; what is not common is only asked about", async (t) => {
  const page = await opened(t, {}, "Exemestane");
  await toLab(page, "estradiol", /^Estradiol/);
  await page.getByText("Exemestane can make an immunoassay read too high.").waitFor();
  await press(page, "Save");
  await page.getByText("Please write the number.").waitFor();
  for (const [typed, said] of [
    ["low", "Please write a number, such as 20 or 2.5."],
    ["99999", "This number cannot be. Please look at it, and at its unit, once more."],
    ["x".repeat(100_000), "Please write a number, such as 20 or 2.5."],
  ]) {
    await page.getByLabel("The number").fill(typed);
    await press(page, "Save");
    await page.getByText(said).waitFor();
    assert.equal((await page.getByLabel("The number").inputValue()).length, typed.length);
  }
  await page.getByLabel("The number").fill("40");
  await page.getByLabel("Day of the test").fill(dayBefore(-1));
  await page.getByLabel("Note, if you like").fill("x".repeat(121));
  await press(page, "Save");
  await page.getByText("That day is still to come. Please choose a day up to today.").waitFor();
  await page.getByText("This can have up to 120 characters. Please shorten it.").waitFor();
  await page.getByLabel("Day of the test").fill(dayBefore(0));
  await page.getByLabel("Note, if you like").fill("");
  assert.equal(await page.getByText("Is this right?").count(), 0);
  await page.getByLabel("The number").fill("2000");
  await page.getByText("Is this right?").waitFor();
  await press(page, "Save");
  await page.getByText("Estradiol 2000 pmol/L. Saved.").waitFor();
});

test("a blood pressure is two numbers, kept and undone as one", async (t) => {
  const page = await opened(t);
  await toLab(page, "blood pressure", /^Blood pressure/);
  await page.getByLabel("Upper number (mmHg)").fill("82");
  await page.getByLabel("Lower number (mmHg)").fill("128");
  await press(page, "Save");
  await page.getByText("The lower number must be below the upper one. Please look at both.").waitFor();
  await page.getByLabel("Upper number (mmHg)").fill("128");
  await page.getByLabel("Lower number (mmHg)").fill("82");
  await press(page, "Save");
  await page.getByText("Blood pressure 128 / 82 mmHg. Saved.").waitFor();
  await page.getByRole("link", { name: /^128 \/ 82 mmHg/ }).waitFor();
  await press(page, "Undo");
  await page.getByText("Nothing logged yet.").waitFor();
});

test("a bone scan is logged part by part, seen on its day, changed, and told what it was before", async (t) => {
  const page = await opened(t);
  await toLab(page, "dxa", /^Bone scan/);
  await press(page, "Save");
  await page.getByText("Please choose where it was.").waitFor();
  await page.getByText("Please write at least one of the numbers on the report.").waitFor();
  await choose(page, "Which part?", /^Hip$/);
  await page.getByLabel("T-score").fill("−1,8");
  await page.getByLabel("Density, BMD (g/cm²)").fill("0.812");
  await page.getByLabel("Day of the scan").fill(dayBefore(3));
  await press(page, "Save");
  await page.getByText("Hip T-score −1.8, 0.812 g/cm². Saved.").waitFor();
  await go(page, /^Hip T-score −1\.8/);
  await page.getByRole("button", { name: /^Bone scan \(DXA\), Hip/ }).tap();
  await page.getByLabel("Z-score").fill("-12");
  await press(page, "Save");
  await page.getByText("This number cannot be.").waitFor();
  await page.getByLabel("Z-score").fill("+0.3");
  await press(page, "Save");
  await page.getByText("Bone scan (DXA), Hip T-score −1.8, Z-score 0.3, 0.812 g/cm². Saved.").waitFor();
  await press(page, "What it was before");
  await page.getByRole("button", { name: /^Make it so again, T-score −1\.8, 0\.812/ }).waitFor();
});
