// One symptom by itself: on another day, in a number of one's own, with a note; what comes and goes, earlier, how strong, how long, where.
import assert from "node:assert/strict";
import test from "node:test";
import { MORNING, Server, browser, firstMinute, phone, setClock } from "./harness.mjs";

const question = (page, name) => page.getByRole("group", { name, exact: true });
const tapKey = (page, of, key) => question(page, of).locator("label").filter({ has: page.getByRole("radio", { name: key, exact: true }) }).tap();
const isChosen = (page, of, key) => question(page, of).getByRole("radio", { name: key, exact: true, checked: true }).waitFor({ state: "attached" });
const noneChosen = async (page, of) => assert.equal(await question(page, of).getByRole("radio", { checked: true }).count(), 0);
const tapChip = (page, name) => page.locator("label").filter({ has: page.getByRole("radio", { name, exact: true }) }).tap();
const dayField = (page) => page.locator("input[type=date]");
/** A day as a browser writes it; the phones' mornings are the same day in UTC. */
const dayBefore = (days) => new Date(MORNING.getTime() - days * 24 * 3_600_000).toISOString().slice(0, 10);

async function opened(t, path, options = {}) {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server, options);
  await firstMinute(page);
  // All of Today is there: what is still being loaded would complain that it is left.
  await page.getByRole("heading", { name: "How is today?" }).waitFor();
  await page.goto(path);
  await page.getByRole("button", { name: "Done", exact: true }).waitFor();
  return page;
}

test("yesterday is logged and changed as yesterday, and today stays as it is", async (t) => {
  const page = await opened(t, "/log/1");
  await tapKey(page, "How is it today?", "2 of 10");
  await page.getByText("Joint pain 2 of 10. Saved.").waitFor();
  await tapChip(page, "Yesterday");
  await noneChosen(page, "How was it that day?");
  await tapKey(page, "How was it that day?", "7 of 10");
  await page.getByText("Joint pain 7 of 10, yesterday. Saved.").waitFor();
  await tapKey(page, "How was it that day?", "6 of 10");
  await page.getByText("Joint pain 6 of 10, yesterday. Saved.").waitFor();
  await tapKey(page, "Did it get in the way?", "some");
  await isChosen(page, "Did it get in the way?", "some");
  await tapChip(page, "Today");
  await isChosen(page, "How is it today?", "2 of 10");
  await noneChosen(page, "Did it get in the way?");
  // Where it was is shown for the same day, and back again.
  await tapChip(page, "Yesterday");
  await page.getByRole("link", { name: /^Where/ }).tap();
  await page.getByRole("heading", { name: "Marked yesterday" }).waitFor();
  await page.locator('[data-region="front knee right"]').first().tap({ force: true });
  await tapKey(page, "How strong?", "6 of 10");
  await page.getByText("Joint pain, right knee 6 of 10, yesterday. Saved.").waitFor();
  await page.getByRole("button", { name: "Done", exact: true }).tap();
  await isChosen(page, "How was it that day?", "6 of 10");
  await page.getByRole("link", { name: /^Where right knee/ }).waitFor();
  await tapChip(page, "Today");
  await page.getByRole("link", { name: /^Where tap to show where/ }).waitFor();
});

test("another day is chosen up to today; what cannot be is said, and what was typed stays", async (t) => {
  const page = await opened(t, "/log/1");
  await tapChip(page, "Another day");
  assert.equal(await page.getByRole("radio", { name: "4 of 10" }).count(), 0, "nothing is rated before the day is said");
  await dayField(page).fill("2099-01-01");
  await page.getByText("That day is still to come. Please choose a day up to today.").waitFor();
  assert.equal(await dayField(page).inputValue(), "2099-01-01");
  await dayField(page).fill("0020-11-20");
  await page.getByText("Please look at the year.").waitFor();
  await dayField(page).fill("");
  await page.getByText("Please choose the day.").waitFor();
  assert.equal(await page.getByRole("radio", { name: "4 of 10" }).count(), 0);
  await dayField(page).fill(dayBefore(3));
  await tapKey(page, "How was it that day?", "4 of 10");
  await page.getByText(/^Joint pain 4 of 10, .* Saved\.$/).waitFor();
  await dayField(page).fill(dayBefore(4));
  await question(page, "How was it that day?").getByRole("radio", { name: "4 of 10", checked: false }).waitFor({ state: "attached" });
  await dayField(page).fill(dayBefore(3));
  await isChosen(page, "How was it that day?", "4 of 10");
});

test("minutes that are on no key are typed; what is wrong is said beside them, and they stay", async (t) => {
  const page = await opened(t, "/log/2");
  await page.getByRole("button", { name: "Another number" }).tap();
  const minutes = page.getByLabel("Minutes", { exact: true });
  for (const [typed, wrong] of [
    ["", "Please choose how it was."],
    ["2000", "Please write the minutes, from 0 to 1,440 (a whole day)."],
    ["half an hour", "Please write the minutes, from 0 to 1,440 (a whole day)."],
    ["-5", "Please write the minutes, from 0 to 1,440 (a whole day)."],
  ]) {
    await minutes.fill(typed);
    await page.getByRole("button", { name: "Save it" }).tap();
    await page.getByText(wrong).waitFor();
    assert.equal(await minutes.inputValue(), typed);
  }
  await minutes.fill(" 37 ");
  await page.getByRole("button", { name: "Save it" }).tap();
  await page.getByText("Stiff joints 37 min. Saved.").waitFor();
  await isChosen(page, "How is it today?", "37 min");
  await page.reload();
  await isChosen(page, "How is it today?", "37 min");
  await tapKey(page, "How is it today?", "15 min");
  await page.getByText("Stiff joints 15 min. Saved.").waitFor();
  await isChosen(page, "How is it today?", "15 min");
});

test("a note is kept once and as it was written; what is no note is said, and stays", async (t) => {
  const page = await opened(t, "/log/6");
  const note = page.getByLabel("Note", { exact: true });
  const keep = page.getByRole("button", { name: "Keep the note" });
  await keep.tap();
  await page.getByText("Please write something first.").waitFor();
  const long = "x".repeat(100_000);
  await note.fill(long);
  await keep.tap();
  await page.getByText("This can have up to 4,000 characters.").waitFor();
  assert.equal(await note.inputValue(), long);
  const odd = "אחרי הריצה \u{1F9CE}\u{1F3FD} <b>both</b> calves";
  await note.fill(odd);
  await keep.tap();
  await page.getByText("Note saved.").waitFor();
  assert.equal(await note.inputValue(), "", "a second press keeps nothing twice");
  await keep.tap();
  await page.getByText("Please write something first.").waitFor();
  await page.goto("/");
  await page.getByRole("heading", { name: "Also today" }).waitFor();
  assert.equal(await page.getByText(odd).count(), 1);
});

test("a note that could not be written down stays where it is", async (t) => {
  const page = await opened(t, "/log/6", { quiet: false });
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = function () {
      this.transaction.abort();
      throw new DOMException("no", "QuotaExceededError");
    };
  });
  await page.getByLabel("Note", { exact: true }).fill("after the stairs");
  await page.getByRole("button", { name: "Keep the note" }).tap();
  await page.getByText("This was not saved: the phone has no room left.").waitFor();
  assert.equal(await page.getByLabel("Note", { exact: true }).inputValue(), "after the stairs");
});

test("what came and went is logged for earlier; how strong, how long and where can be said", async (t) => {
  const page = await opened(t, "/log/6");
  await tapChip(page, "Earlier");
  await page.getByRole("button", { name: "1 hour", exact: true }).tap();
  await page.getByText("Cramps at 7:41. Saved.").waitFor();
  await page.getByRole("heading", { name: "At 7:41" }).waitFor();
  await tapKey(page, "How strong was it?", "a lot");
  await page.getByText("Cramps, a lot. Saved.").waitFor();
  await tapKey(page, "How long was it there?", "15 min");
  await page.getByText("Cramps, 15 minutes. Saved.").waitFor();
  await tapKey(page, "How long was it there?", "2 hours");
  await page.getByText("Then it would still be going on.").waitFor();
  await page.getByRole("button", { name: "Another number" }).tap();
  await page.getByLabel("Minutes", { exact: true }).fill("7");
  await page.getByRole("button", { name: "Save it" }).tap();
  await page.getByText("Cramps, 7 minutes. Saved.").waitFor();
  await isChosen(page, "How long was it there?", "7 min");
  await page.getByRole("link", { name: /^Where/ }).tap();
  await page.locator('[data-region="back calf left"]').first().tap({ force: true });
  await page.getByText("Cramps, left lower leg or calf. Saved.").waitFor();
  await page.getByRole("button", { name: "Done", exact: true }).tap();
  await page.getByRole("link", { name: /^Where left lower leg or calf/ }).waitFor();
  await page.getByRole("button", { name: "Take it out" }).tap();
  await page.getByText("Removed.").waitFor();
  assert.equal(await page.getByRole("heading", { name: "At 7:41" }).count(), 0);
  await page.getByRole("button", { name: "Undo", exact: true }).tap();
  await isChosen(page, "How strong was it?", "a lot");
});

test("a time that is missing or still to come is said to, and stays; yesterday has times of its own", async (t) => {
  const page = await opened(t, "/log/6");
  const time = page.locator("input[type=time]");
  await tapChip(page, "Earlier");
  await page.getByRole("button", { name: "Log it", exact: true }).tap();
  await page.getByText("Please say at what time. About is fine.").waitFor();
  await time.fill("23:30");
  await page.getByRole("button", { name: "Log it", exact: true }).tap();
  await page.getByText("That is still to come. Please choose a time up to now.").waitFor();
  assert.equal(await time.inputValue(), "23:30");
  await tapChip(page, "Yesterday");
  await time.fill("23:30");
  await page.getByRole("button", { name: "Log it", exact: true }).tap();
  await page.getByText("Cramps, yesterday, 23:30. Saved.").waitFor();
  await page.getByRole("heading", { name: "Yesterday, 23:30" }).waitFor();
  // It is over, or nobody knows: it is not going on.
  assert.equal(await page.getByRole("button", { name: "It has passed" }).count(), 0);
});

test("what was logged just now can pass", async (t) => {
  const page = await opened(t, "/log/6");
  await page.getByRole("button", { name: "Log it now" }).tap();
  await page.getByText("Cramps at 8:41. Saved.").waitFor();
  // Less the seconds that went by since.
  await setClock(page.context(), new Date(MORNING.getTime() + 5 * 60_000));
  await page.reload();
  await page.getByRole("button", { name: "It has passed" }).tap();
  await page.getByText("Cramps, 4 minutes. Saved.").waitFor();
  assert.equal(await page.getByRole("button", { name: "It has passed" }).count(), 0);
});
