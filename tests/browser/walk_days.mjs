// The walk through days, medicines and trends.
import { bringIn, countFlash, firstMinute, flashButton, toToday } from "./harness.mjs";
import { at, go, later, press } from "./walk_world.mjs";

export async function throughDays(world, visit) {
  const page = await world.phone("09:41");
  await firstMinute(page);
  const tapKey = (of, key) => page.getByRole("group", { name: of, exact: true }).locator("label").filter({ has: page.getByRole("radio", { name: key, exact: true }) }).tap();
  await tapKey("Joint pain", "4 of 10");
  await page.getByText("Joint pain 4 of 10. Saved.").waitFor();
  await tapKey("Joint pain", "6 of 10");
  await page.getByText("Joint pain 6 of 10. Saved.").waitFor();
  await countFlash(page);
  await go(page, "Log");
  await go(page, "Note, or question for my team");
  await press(page, "Save");
  await page.getByText("Please write something first.").waitFor();
  await visit("writing-empty", page);
  await page.getByLabel("Your words").fill("Stairs were hard this morning, and the jar would not open. By noon it was better.");
  await press(page, "Save");
  await page.getByText("Note saved.").waitFor();
  await page.getByRole("group", { name: "What is it?" }).locator("label").filter({ hasText: "A question for my team" }).tap();
  await page.getByLabel("Your words").fill("Can I take it in the evening?");
  await press(page, "Save");
  await page.getByText("Question saved.").waitFor();
  await visit("writing", page);
  await page.goto("/log/helped");
  await press(page, "A walk");
  await page.getByLabel("How much (min)?").fill("30");
  await page.getByRole("group", { name: "What did it do?" }).locator("label").filter({ hasText: "it helped" }).tap();
  await visit("helped", page);
  await press(page, "Log it");
  await page.getByText("Logged. Saved.").waitFor();
  await page.goto("/");
  await go(page, "All of today, and days before");
  await page.getByRole("button", { name: /^Joint pain/ }).waitFor();
  await visit("day", page);
  await page.getByRole("button", { name: /Hot flash/ }).tap();
  await page.getByLabel("Minutes it lasted").fill("soon");
  await press(page, "Save");
  await page.getByText("Please write a number, such as 20 or 2.5.").waitFor();
  await visit("day-event", page);
  await page.getByRole("button", { name: /^Joint pain/ }).tap();
  await press(page, "What it was before");
  await page.getByRole("button", { name: /^Make it so again/ }).waitFor();
  await visit("day-history", page);
  await press(page, /^Day before/);
  await page.getByText("Nothing was logged on this day.").waitFor();
  await press(page, /^Not said on this day/);
  await visit("day-before", page);
  await page.context().close();
}

export async function throughMedicines(world, visit) {
  const page = await world.phone("09:41");
  await page.goto("/");
  await press(page, "I’ll say later");
  await press(page, "After menopause");
  await flashButton(page).waitFor();
  await go(page, "Medicines");
  await page.getByText("Nothing is on your list yet.").waitFor();
  await visit("medicines-empty", page);
  const choose = (of, what) => page.getByRole("group", { name: of, exact: true }).locator("label").filter({ hasText: new RegExp(`^${what}$`) }).tap();
  const add = async (query, name) => {
    await go(page, "Add a medicine");
    await page.getByRole("searchbox").fill(query);
    await press(page, name);
    await page.getByRole("group", { name: "On which days?" }).waitFor();
  };
  await go(page, "Add a medicine");
  await page.getByRole("button", { name: /^Exemestane/ }).waitFor();
  await visit("medicine-add", page);
  await press(page, /^Exemestane/);
  await page.getByLabel("Time", { exact: true }).fill("08:00");
  await choose("Since when?", "This year");
  await visit("medicine-form", page);
  await press(page, "Save");
  await page.getByText("Exemestane added. Saved.").waitFor();
  await toToday(page);
  await press(page, "Skip");
  await page.getByText("Exemestane skipped on purpose. Saved.").waitFor();
  await go(page, "Medicines");
  await add("alendr", /^Alendronic acid/);
  await press(page, "Save");
  await page.getByText("Please choose at least one day.").waitFor();
  await visit("medicine-form-problem", page);
  await choose("Which days?", "Monday");
  await press(page, "Save");
  await page.getByText("Alendronic acid added. Saved.").waitFor();
  await add("denos", /^Denosumab/);
  await press(page, "Save");
  await page.getByText("Denosumab added. Saved.").waitFor();
  await go(page, "Add a medicine");
  await press(page, "Another one, by its name");
  await page.getByLabel("Its name").fill("The very long name of a herbal tea that the neighbour brought along");
  await press(page, "Save");
  await page.getByText(/brought along added/).waitFor();
  await page.getByRole("link", { name: /^The very long name/ }).tap();
  await press(page, "I no longer take it");
  await page.getByLabel("Why, if you like").fill("it did nothing");
  await visit("medicine-stop", page);
  await page.getByRole("button", { name: "Save", exact: true }).tap();
  await page.getByRole("heading", { name: "Before" }).waitFor();
  await page.context().clock.setFixedTime(new Date("2026-11-26T08:20:00+01:00"));
  await page.goto("/medicines");
  await page.getByText("Wednesday is not logged").waitFor();
  await visit("medicines", page);
  await page.getByRole("link", { name: /^Exemestane/ }).tap();
  await page.getByRole("button", { name: "Change how I take it" }).waitFor();
  await visit("medicine", page);
  await go(page, "Change to another medicine");
  await page.getByRole("heading", { name: "Instead of Exemestane" }).waitFor();
  await visit("medicine-change", page);
  await page.context().close();
}

export async function throughTrends(world, visit) {
  const page = await world.phone("09:41");
  await firstMinute(page);
  await go(page, "Trends");
  await page.getByText("Nothing logged yet.").waitFor();
  await visit("trends-nothing-yet", page);
  for (const [day, value] of [[18, 5], [19, 4], [21, 6], [22, 4], [23, 5]]) {
    await page.context().clock.setFixedTime(new Date(`2026-11-${day}T09:41:00+01:00`));
    await page.goto("/");
    await page.getByRole("group", { name: "Joint pain", exact: true }).locator("label").nth(value).tap();
    await page.getByText(`Joint pain ${value} of 10. Saved.`).waitFor();
  }
  await page.goto("/trends");
  await page.getByText("5 days logged.").waitFor();
  await visit("trends-day-six", page);
  await page.context().close();

  const year = await world.phone("09:41");
  await bringIn(year, "EBB_TWO_YEARS");
  await year.goto("/trends");
  await year.getByText("Lower on exemestane than on letrozole.").waitFor();
  await visit("trends-year", year);
  await press(year, "Show as a table");
  await press(year, "More");
  await year.getByLabel("Look at a day").selectOption("October 2026");
  await year.getByRole("list", { name: "Days of October 2026" }).waitFor();
  await visit("trends-table-and-days", year);
  await year.goto("/trends/20");
  await year.getByRole("group", { name: "How long" }).locator("label").first().tap();
  await year.getByRole("img", { name: /^Hot flashes by day/ }).waitFor();
  await visit("trends-month-of-flashes", year);
  await year.context().close();
}
