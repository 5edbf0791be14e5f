// The walk through lab values and bone scans.
import { bringIn, firstMinute } from "./harness.mjs";
import { go, press } from "./walk_world.mjs";

export async function throughLabs(world, visit) {
  const page = await world.phone("09:41");
  await firstMinute(page, "Exemestane");
  await go(page, "Log");
  await page.getByRole("link", { name: /^Lab value or scan/ }).tap();
  await page.getByRole("heading", { name: "All of them" }).waitFor();
  await visit("labs", page);
  await page.getByRole("searchbox").fill("oestr");
  await page.getByRole("heading", { name: "2 found" }).waitFor();
  await visit("labs-found", page);
  await page.getByRole("link", { name: /^Estradiol/ }).tap();
  await page.getByText("Exemestane can make an immunoassay read too high.").waitFor();
  await visit("lab", page);
  await page.getByLabel("The number").fill("about five");
  await press(page, "Save");
  await page.getByText("Please write a number, such as 20 or 2.5.").waitFor();
  await visit("lab-problem", page);
  await page.getByLabel("The number").fill("2000");
  await page.getByText("Is this right?").waitFor();
  await visit("lab-is-it-right", page);
  await page.goto("/log/labs/bone");
  await press(page, "Save");
  await page.getByText("Please choose where it was.").waitFor();
  await visit("bone-scan-problem", page);
  await page.context().close();

  const years = await world.phone("09:41");
  await bringIn(years, "EBB_TWO_YEARS");
  await years.goto("/settings");
  await years.getByRole("group", { name: "Units of lab values" }).locator("label").first().tap();
  await years.goto("/log/labs");
  await years.getByRole("heading", { name: "Logged last" }).waitFor();
  await visit("labs-logged", years);
  await years.goto("/log/labs/14");
  await years.getByText(/^about .*mL$/).first().waitFor();
  await visit("lab-earlier", years);
  await years.goto("/log/labs/35");
  await years.getByRole("link", { name: /mmHg/ }).first().waitFor();
  await visit("blood-pressure", years);
  await years.goto("/log/labs/bone");
  await years.getByRole("link", { name: /^Hip T-score/ }).first().waitFor();
  await visit("bone-scan", years);
  await years.goto("/log/labs/1");
  await years.getByRole("link", { name: /^< 18/ }).first().tap();
  await years.getByRole("button", { name: /^Estradiol/ }).tap();
  await years.getByLabel("The number").waitFor();
  await visit("day-lab", years);
  await years.context().close();
}
