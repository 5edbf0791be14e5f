// How somebody is today: the check-in, every other symptom, what is told at once when it can be a sign of danger.
import assert from "node:assert/strict";
import test from "node:test";
import { MORNING, Server, browser, firstMinute, flashButton, phone, readyOffline, setClock, twoPhones } from "./harness.mjs";

const question = (page, name) => page.getByRole("group", { name, exact: true });
/** One tap on a key. Radio buttons are drawn as the keys around them. */
const tapKey = (page, of, key) => question(page, of).locator("label").filter({ has: page.getByRole("radio", { name: key, exact: true }) }).tap();
const isChosen = (page, of, key) => question(page, of).getByRole("radio", { name: key, exact: true }).isChecked();
const openLog = (page) => page.getByRole("link", { name: "Log", exact: true }).tap();

async function openedPhone(t) {
  const server = await Server.start(t);
  const page = await phone(t, await browser(t), server);
  await firstMinute(page);
  return { server, page };
}

test("the check-in takes one tap a symptom, says each is saved, and each can be undone", async (t) => {
  const { page } = await openedPhone(t);
  const answers = [
    ["Joint pain", "4 of 10", "Joint pain 4 of 10. Saved."],
    ["Stiff joints", "15 min", "Stiff joints 15 min. Saved."],
    ["Fatigue", "a lot", "Fatigue a lot. Saved."],
    ["Trouble sleeping", "none", "Trouble sleeping none. Saved."],
    ["Feeling sad", "a bit", "Feeling sad a bit. Saved."],
  ];
  for (const [symptom, key, said] of answers) {
    await tapKey(page, symptom, key);
    await page.getByText(said).waitFor();
    assert.ok(await isChosen(page, symptom, key));
  }
  await page.getByRole("button", { name: "Undo", exact: true }).last().tap();
  await question(page, "Feeling sad").getByRole("radio", { name: "a bit", checked: false }).waitFor({ state: "attached" });
  assert.ok(await isChosen(page, "Fatigue", "a lot"), "undo takes back the last one alone");
});

test("same as yesterday shows what it copies, and is not there where yesterday says nothing", async (t) => {
  const { page } = await openedPhone(t);
  assert.equal(await page.getByRole("button", { name: /Same as yesterday/ }).count(), 0);
  await tapKey(page, "Joint pain", "6 of 10");
  await page.getByText("Joint pain 6 of 10. Saved.").waitFor();
  await tapKey(page, "Fatigue", "some");
  await page.getByText("Fatigue some. Saved.").waitFor();
  await setClock(page.context(), new Date(MORNING.getTime() + 24 * 3_600_000));
  await page.reload();
  assert.equal(await question(page, "Fatigue").getByRole("radio", { checked: true }).count(), 0);
  await page.getByRole("button", { name: "Same as yesterday Joint pain 6 of 10 · Fatigue some" }).tap();
  await page.getByText("Copied from yesterday. Saved.").waitFor();
  assert.ok((await isChosen(page, "Joint pain", "6 of 10")) && (await isChosen(page, "Fatigue", "some")));
  assert.equal(await page.getByRole("button", { name: /Same as yesterday/ }).count(), 0);
});

test("any symptom is found and saved with four taps, with no network, and comes to the other phone", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  await readyOffline(a);
  await a.context().setOffline(true);
  await a.reload();
  await flashButton(a).waitFor();
  await openLog(a);
  await a.getByRole("button", { name: "Gut, skin, hair, eyes" }).tap();
  await a.getByRole("link", { name: /^Dry eyes/ }).tap();
  await tapKey(a, "How is it today?", "a lot");
  await a.getByText("Dry eyes a lot. Saved.").waitFor();
  await tapKey(a, "Did it get in the way?", "some");
  await a.getByLabel("Note", { exact: true }).fill("since the heating is on \u{1F525} — קצת");
  await a.getByRole("button", { name: "Keep the note" }).tap();
  await a.getByText("Note saved.").waitFor();
  await a.context().setOffline(false);
  await openLog(b);
  await b.getByRole("searchbox", { name: "Search for a symptom" }).fill("EYE");
  await b.getByRole("link", { name: /^Dry eyes/ }).tap();
  await question(b, "How is it today?").getByRole("radio", { name: "a lot", checked: true }).waitFor({ state: "attached" });
  await question(b, "Did it get in the way?").getByRole("radio", { name: "some", checked: true }).waitFor({ state: "attached" });
});

test("what can be a sign of danger shows general safety information at once, and a number never does", async (t) => {
  const { page } = await openedPhone(t);
  await tapKey(page, "Joint pain", "10 of 10");
  await page.getByText("Joint pain 10 of 10. Saved.").waitFor();
  const told = page.getByText("General safety information, not reviewed for you");
  assert.equal(await told.count(), 0);
  await openLog(page);
  await page.getByRole("searchbox").fill("chest pain");
  await page.getByRole("link", { name: /^Chest pain/ }).tap();
  await page.getByRole("button", { name: "Log it now" }).tap();
  await page.getByText(/Chest pain at .* Saved\./).waitFor();
  await told.first().waitFor();
  await page.getByText("call the emergency number").first().waitFor();
  await page.getByRole("link", { name: "Log" }).first().tap();
  await page.getByRole("searchbox").fill("self-harm");
  await page.getByRole("link", { name: /^Thoughts of self-harm/ }).tap();
  await told.first().waitFor();
  assert.equal(await page.getByRole("radio").count(), 0, "it is never rated");
});

test("a note that says nothing or far too much is said to, and what was typed stays", async (t) => {
  const { page } = await openedPhone(t);
  await openLog(page);
  await page.getByRole("button", { name: "Joints and muscles" }).tap();
  await page.getByRole("link", { name: /^Cramps/ }).tap();
  await page.getByRole("button", { name: "Keep the note" }).tap();
  await page.getByText("Please write something first.").waitFor();
  const long = "x".repeat(100_000);
  await page.getByLabel("Note", { exact: true }).fill(long);
  await page.getByRole("button", { name: "Keep the note" }).tap();
  await page.getByText("This can have up to 4,000 characters.").waitFor();
  assert.equal(await page.getByLabel("Note", { exact: true }).inputValue(), long);
});

test("a rough day is one tap and one choice, and can be taken out again", async (t) => {
  const { page } = await openedPhone(t);
  await page.getByRole("button", { name: "Rough day" }).tap();
  await page.getByText("One tap is enough.").waitFor();
  await page.getByRole("button", { name: "Very tired" }).tap();
  await page.getByText("Note saved.").waitFor();
  await page.getByText("A rough day: very tired.").waitFor();
  assert.equal(await page.getByText("One tap is enough.").count(), 0);
  await page.getByRole("button", { name: /^Remove the entry at/ }).tap();
  await page.getByText("Removed.").waitFor();
  assert.equal(await page.getByText("A rough day: very tired.").count(), 0);
  await page.getByRole("button", { name: "Undo", exact: true }).tap();
  await page.getByText("A rough day: very tired.").waitFor();
});

test("the last seven days show a gap as a gap", async (t) => {
  const { page } = await openedPhone(t);
  assert.equal(await page.getByText("Joint pain, last seven days").count(), 0);
  await tapKey(page, "Joint pain", "0 of 10");
  await page.getByText("Joint pain, last seven days").waitFor();
  const days = page.getByRole("heading", { name: "Joint pain, last seven days" }).locator("xpath=..").getByRole("listitem");
  assert.equal(await days.count(), 7);
  assert.match(await days.last().innerText(), /: 0 of 10$/);
  assert.match(await days.first().innerText(), /: not logged$/);
});

test("what one follows is chosen by the person, on both phones, and what was logged stays", async (t) => {
  const server = await Server.start(t);
  const { a, b } = await twoPhones(t, server);
  await tapKey(a, "Fatigue", "some");
  await a.getByText("Fatigue some. Saved.").waitFor();
  for (const [system, symptom, said] of [
    ["Brain, mood, sleep", "Brain fog", "Brain fog is in your check-in. Saved."],
    ["Brain, mood, sleep", "Fatigue", "Fatigue is no longer in your check-in. Saved."],
  ]) {
    await openLog(a);
    await a.getByRole("button", { name: system }).tap();
    await a.getByRole("link", { name: new RegExp(`^${symptom}`) }).last().tap();
    await a.locator("label").filter({ hasText: "In my check-in" }).tap();
    await a.getByText(said).waitFor();
    await a.getByRole("link", { name: "Log" }).first().tap();
  }
  await b.goto("/");
  await question(b, "Brain fog").waitFor();
  await question(b, "Fatigue").waitFor({ state: "detached" });
  await b.goto("/log/44");
  await question(b, "How is it today?").getByRole("radio", { name: "some", checked: true }).waitFor({ state: "attached" });
});

test("six symptoms are checked in with at most eight taps", async (t) => {
  const { page } = await openedPhone(t);
  await page.goto("/log");
  await page.getByRole("searchbox").fill("brain fog");
  await page.getByRole("link", { name: /^Brain fog/ }).tap();
  await page.getByRole("switch", { name: /^In my check-in/ }).tap({ force: true });
  await page.getByText("Brain fog is in your check-in. Saved.").waitFor();
  await page.goto("/");
  const answers = [
    ["Joint pain", "6 of 10"],
    ["Stiff joints", "30 min"],
    ["Fatigue", "some"],
    ["Trouble sleeping", "a lot"],
    ["Feeling sad", "none"],
    ["Brain fog", "a bit"],
  ];
  let taps = 0;
  for (const [symptom, key] of answers) {
    await tapKey(page, symptom, key);
    taps += 1;
    await page.getByText(new RegExp(`^${symptom} ${key.replace(" min", ".min")}. Saved.$`)).waitFor();
  }
  assert.ok(taps <= 8, `${taps} taps`);
  await page.reload();
  for (const [symptom, key] of answers) {
    await question(page, symptom).waitFor();
    assert.ok(await isChosen(page, symptom, key), symptom);
  }
});

test("the check-in and the hot flash with the keyboard alone", async (t) => {
  const { page } = await openedPhone(t);
  const onto = async (locator) => {
    for (let step = 0; step < 60; step += 1) {
      if (await locator.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail("the keyboard does not come to it");
  };
  await onto(flashButton(page));
  await page.keyboard.press("Enter");
  await page.getByText(/^Hot flash at .* Saved.$/).waitFor();
  await onto(question(page, "Joint pain").getByRole("radio").first());
  await page.keyboard.press("Space");
  await page.getByText("Joint pain 0 of 10. Saved.").waitFor();
  for (const value of [1, 2, 3]) {
    await page.keyboard.press("ArrowRight");
    await page.getByText(`Joint pain ${value} of 10. Saved.`).waitFor();
  }
  assert.ok(await isChosen(page, "Joint pain", "3 of 10"));
  await page.keyboard.press("Shift+Tab");
  await onto(page.getByRole("button", { name: "Undo", exact: true }).last());
  await page.keyboard.press("Enter");
  await question(page, "Joint pain").getByRole("radio", { name: "2 of 10", checked: true }).waitFor({ state: "attached" });
});

test("what comes and goes is put on Today by choice, and logged there at a tap; a tremble is not a second one", async (t) => {
  const { page } = await openedPhone(t);
  await page.goto("/log");
  await page.getByRole("searchbox").fill("headache");
  await page.getByRole("link", { name: /^Headache/ }).tap();
  await page.getByRole("switch", { name: /^At a tap on Today/ }).tap({ force: true });
  await page.getByText("Headache is on Today. Saved.").waitFor();
  await page.goto("/");
  const tile = page.getByRole("button", { name: /^Headache/ });
  await tile.tap();
  await page.getByText(/^Headache at .*\. Saved\.$/).waitFor();
  await tile.tap();
  await page.getByRole("button", { name: "Headache 1 today" }).waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).last().tap();
  await page.getByRole("button", { name: "Headache", exact: true }).waitFor();
});
