// Where on the body: on the drawings, in the list that does the same, by keyboard alone; taken off, brought back, there after a reload.
import assert from "node:assert/strict";
import test from "node:test";
import { Server, browser, firstMinute, phone } from "./harness.mjs";

const JOINT_PAIN = "/log/1/where";
const question = (page, name) => page.getByRole("group", { name, exact: true });
const tapKey = (page, of, key) => question(page, of).locator("label").filter({ has: page.getByRole("radio", { name: key, exact: true }) }).tap();
/** The middle of a shape of a drawing, where a finger lands. */
const tapRegion = (page, key) => page.locator(`[data-region="${key}"]`).first().tap({ force: true });
const show = (page, view) => page.locator("label").filter({ has: page.getByRole("radio", { name: new RegExp(`^${view}`) }) }).tap();
const marked = (page, words) => page.getByRole("listitem").filter({ hasText: words });
const saved = (page, words) => page.getByText(`Joint pain, ${words}. Saved.`).waitFor();

async function opened(t, path = JOINT_PAIN) {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server);
  await firstMinute(page);
  // All of Today is there: what is still being loaded would complain that it is left.
  await page.getByRole("heading", { name: "How is today?" }).waitFor();
  await page.goto(path);
  await page.getByRole("heading", { name: /^Where/ }).waitFor();
  return page;
}

test("a tap on the drawing marks the left knee of the person, with how strong it is; it is taken off, brought back, and stays", async (t) => {
  const page = await opened(t);
  await page.getByRole("heading", { name: "Where does it hurt?" }).waitFor();
  await page.getByText("No place is marked yet.").waitFor();
  await tapRegion(page, "front knee left");
  await page.getByRole("heading", { name: "Left knee" }).waitFor();
  await tapKey(page, "How strong?", "4 of 10");
  await saved(page, "left knee 4 of 10");
  await tapKey(page, "How strong?", "6 of 10");
  await saved(page, "left knee 6 of 10");
  assert.equal(await marked(page, "Left knee").count(), 1, "a place has one strength a day");
  await page.getByRole("radio", { name: "Body 1 marked" }).waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Remove left knee" }).tap();
  await page.getByText("Left knee taken off.").waitFor();
  await page.getByText("No place is marked yet.").waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).tap();
  await marked(page, "Left knee 6 of 10").waitFor();
  await page.reload();
  await marked(page, "Left knee 6 of 10").waitFor();
  // The symptom as a whole is not made from it, and it is not made from the whole.
  await page.goto("/log/1");
  await page.getByRole("link", { name: /^Where left knee/ }).waitFor();
  assert.equal(await question(page, "How is it today?").getByRole("radio", { checked: true }).count(), 0);
  await tapKey(page, "How is it today?", "3 of 10");
  await page.getByText("Joint pain 3 of 10. Saved.").waitFor();
  await page.getByRole("link", { name: /^Where left knee/ }).tap();
  await page.getByText("As a whole: 3 of 10.").waitFor();
  await marked(page, "Left knee 6 of 10").waitFor();
});

test("a finger opens its joints, and a joint is marked", async (t) => {
  const page = await opened(t);
  await show(page, "Hands");
  await tapRegion(page, "hands index right");
  await page.getByRole("heading", { name: "Right index finger" }).waitFor();
  assert.equal(await question(page, "How strong?").count(), 0, "a finger is opened before anything is marked");
  await page.getByRole("button", { name: "Middle joint", exact: true }).tap();
  await tapKey(page, "How strong?", "5 of 10");
  await saved(page, "right index finger, middle joint 5 of 10");
  await tapRegion(page, "hands index-end right");
  await page.getByRole("heading", { name: "Right index finger, end joint" }).waitFor();
  await page.getByRole("button", { name: "Right fingers", exact: true }).tap();
  await tapKey(page, "How strong?", "2 of 10");
  await saved(page, "right fingers 2 of 10");
  await page.getByRole("radio", { name: "Hands 2 marked" }).waitFor({ state: "attached" });
});

test("a tap on a small place asks for its neighbours, and one where joints cannot hurt asks which is meant", async (t) => {
  const page = await opened(t);
  await tapRegion(page, "front wrist left");
  await page.getByRole("heading", { name: "Left wrist" }).waitFor();
  await page.getByRole("button", { name: "Left hand", exact: true }).tap();
  await page.getByRole("heading", { name: "Left hand" }).waitFor();
  await page.getByRole("button", { name: "Left wrist", exact: true }).waitFor();
  await tapRegion(page, "front lower-leg right");
  await page.getByRole("heading", { name: "Which one?" }).waitFor();
  assert.equal(await question(page, "How strong?").count(), 0);
  await page.getByRole("button", { name: "Right ankle", exact: true }).tap();
  await tapKey(page, "How strong?", "7 of 10");
  await saved(page, "right ankle 7 of 10");
});

test("the list marks the same places as the drawings", async (t) => {
  const page = await opened(t);
  await page.getByRole("button", { name: "or choose from a list" }).tap();
  await page.getByRole("button", { name: "Legs and feet" }).tap();
  await page.getByRole("button", { name: "Left knee", exact: true }).tap();
  await tapKey(page, "How strong?", "4 of 10");
  await saved(page, "left knee 4 of 10");
  await page.getByRole("button", { name: "Left knee, 4 of 10", pressed: true }).waitFor();
  await page.getByRole("button", { name: "Fingers, one by one" }).tap();
  await page.getByRole("button", { name: "Right index finger, middle joint", exact: true }).tap();
  await tapKey(page, "How strong?", "5 of 10");
  await saved(page, "right index finger, middle joint 5 of 10");
  await tapRegion(page, "front knee left");
  await question(page, "How strong?").getByRole("radio", { name: "4 of 10", checked: true }).waitFor({ state: "attached" });
});

test("the list is all that a keyboard needs", async (t) => {
  const page = await opened(t);
  const tabTo = async (name, role = "button") => {
    for (let presses = 0; presses < 30; presses += 1) {
      await page.keyboard.press("Tab");
      const focused = page.locator(":focus");
      if ((await focused.count()) === 1 && (await page.getByRole(role, { name, exact: true }).and(focused).count()) === 1) return;
    }
    assert.fail(`${name} is out of reach of the keyboard`);
  };
  await tabTo("or choose from a list");
  await page.keyboard.press("Enter");
  await tabTo("Hands and arms");
  await page.keyboard.press("Enter");
  await tabTo("Left wrist");
  await page.keyboard.press("Enter");
  // Where it is asked for takes the focus: the keys are next.
  await page.locator("#asked:focus").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await saved(page, "left wrist 0 of 10");
  await page.keyboard.press("ArrowRight");
  await saved(page, "left wrist 1 of 10");
  await marked(page, "Left wrist 1 of 10").waitFor();
});

test("a symptom that does not hurt is asked for otherwise, with its own places and its own scale", async (t) => {
  const page = await opened(t, "/log/9/where");
  await page.getByRole("heading", { name: "Where is it?" }).waitFor();
  assert.equal(await page.getByRole("radio").count(), 0, "fingers catch on hands alone");
  await tapRegion(page, "hands ring left");
  await page.getByRole("heading", { name: "Left ring finger" }).waitFor();
  await tapKey(page, "How strong?", "yes");
  await page.getByText("Finger catches, left ring finger yes. Saved.").waitFor();
});

test("a place that can be a sign of danger shows safety information at once", async (t) => {
  const page = await opened(t);
  const told = page.getByText("General safety information, not reviewed for you");
  await tapRegion(page, "front head middle");
  await page.getByRole("button", { name: "Left jaw", exact: true }).tap();
  assert.equal(await told.count(), 0);
  await tapKey(page, "How strong?", "2 of 10");
  await told.first().waitFor();
});
