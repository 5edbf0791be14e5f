// The walk through one symptom by itself, and through where it is.
import { firstMinute } from "./harness.mjs";

const press = (page, name) => page.getByRole("button", { name }).tap();
/** One tap on a key of a question, or on one of several choices. */
const tapKey = (page, of, key) => page.getByRole("group", { name: of, exact: true }).locator("label").filter({ has: page.getByRole("radio", { name: key, exact: true }) }).tap();
const tapChip = (page, name) => page.locator("label").filter({ has: page.getByRole("radio", { name }) }).tap();
const tapRegion = (page, key) => page.locator(`[data-region="${key}"]`).first().tap({ force: true });

export async function throughPlaces(world, visit) {
  const page = await world.phone("09:41");
  await firstMinute(page);
  await page.getByRole("heading", { name: "How is today?" }).waitFor();
  await page.goto("/log/1/where");
  await page.getByText("No place is marked yet.").waitFor();
  await visit("places-none", page);
  for (const [region, value, said] of [["front knee right", 6, "right knee"], ["front knee left", 4, "left knee"], ["front wrist left", 3, "left wrist"]]) {
    await tapRegion(page, region);
    await tapKey(page, "How strong?", `${value} of 10`);
    await page.getByText(`Joint pain, ${said} ${value} of 10. Saved.`).waitFor();
  }
  await visit("places-body", page);
  await tapChip(page, /^Hands/);
  await tapRegion(page, "hands index right");
  await press(page, "Middle joint");
  await tapKey(page, "How strong?", "5 of 10");
  await page.getByText("middle joint 5 of 10. Saved.").waitFor();
  await visit("places-hands", page);
  await tapChip(page, /^Feet/);
  await tapRegion(page, "feet ball right");
  await tapKey(page, "How strong?", "2 of 10");
  await page.getByText("ball of the foot 2 of 10. Saved.").waitFor();
  await visit("places-feet", page);
  await press(page, "or choose from a list");
  await press(page, "Hands and arms");
  await page.getByRole("button", { name: "Right base of the thumb", exact: true }).tap();
  await page.getByRole("heading", { name: "Right base of the thumb" }).waitFor();
  await visit("places-list", page);
  await page.goto("/log/1");
  await page.getByRole("link", { name: /^Where right knee/ }).waitFor();
  await visit("symptom-with-places", page);
  await page.context().close();
}

export async function throughOneSymptom(world, visit) {
  const page = await world.phone("09:41");
  await firstMinute(page);
  await page.getByRole("heading", { name: "How is today?" }).waitFor();
  await page.goto("/log/2");
  await tapChip(page, "Another day");
  await page.locator("input[type=date]").fill("2026-12-24");
  await page.getByText("That day is still to come.").waitFor();
  await visit("symptom-day-to-come", page);
  await page.locator("input[type=date]").fill("2026-11-20");
  await press(page, "Another number");
  await page.getByLabel("Minutes", { exact: true }).fill("2000");
  await press(page, "Save it");
  await page.getByText("Please write the minutes").waitFor();
  await visit("symptom-another-number", page);
  await page.goto("/log/6");
  await tapChip(page, "Earlier");
  await page.getByRole("button", { name: "Log it", exact: true }).tap();
  await page.getByText("Please say at what time.").waitFor();
  await visit("symptom-earlier", page);
  await page.getByRole("button", { name: "1 hour", exact: true }).tap();
  await page.getByText("Cramps at 8:41. Saved.").waitFor();
  await tapKey(page, "How strong was it?", "a lot");
  await page.getByText("Cramps, a lot. Saved.").waitFor();
  await tapChip(page, "Now");
  await page.getByRole("heading", { name: "At 8:41" }).waitFor();
  await visit("symptom-happened", page);
  await page.context().close();
}
