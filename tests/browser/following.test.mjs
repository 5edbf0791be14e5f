// Somebody to look after it: inviting, comparing, the view, and its end. The owner and who follows are profiles of their own.
import assert from "node:assert/strict";
import test from "node:test";
import { followed, follow, goneFrom, inviteToFollow, stopSharing, toFollow, withOwner } from "./follow_world.mjs";
import { flashButton } from "./harness.mjs";

test("from the invitation to the first view: four taps on the follower's side at most, in under 60 seconds; then it is live", async (t) => {
  const { owner, another } = await withOwner(t);
  const follower = await another();
  const begun = performance.now();
  const invitation = await inviteToFollow(owner);
  await follow(owner, follower, invitation);
  await follower.getByText("Letrozole").first().waitFor();
  t.diagnostic(`${((performance.now() - begun) / 1_000).toFixed(1)} s from the form to the first view`);
  assert.ok(performance.now() - begun < 60_000);
  // An entry shows within a second.
  await owner.goto("/");
  const tapped = performance.now();
  await flashButton(owner).tap();
  await follower.getByText(/Hot flash/).first().waitFor();
  t.diagnostic(`${Math.round(performance.now() - tapped)} ms from a tap to the follower's screen`);
});

test("a stop is known at once, and the copy goes with the signed entry", async (t) => {
  const { owner, follower } = await followed(t);
  await toFollow(owner);
  await stopSharing(owner);
  const pressed = performance.now();
  await follower.getByText("They have stopped sharing with you.").waitFor();
  t.diagnostic(`${Math.round(performance.now() - pressed)} ms from the press to the follower's screen`);
  await owner.getByText("What was seen cannot be unseen. You can invite them again.").waitFor();
  assert.equal(await follower.getByText("Letrozole").count(), 0);
  // Loaded anew it is the same: nothing is left on their phone.
  await follower.reload();
  await follower.getByText("They have stopped sharing with you.").waitFor();
  assert.equal(await follower.getByText("Letrozole").count(), 0);
  // What was true while it went on is not said any more.
  for (const words of ["You see what they chose to share.", "Compare aloud", "What do you call them?"]) {
    assert.equal(await follower.getByText(words).count(), 0, words);
  }
});

test("a pause shows as a pause, and going on asks whether the days between are let in", async (t) => {
  const { owner, follower } = await followed(t);
  await toFollow(owner);
  await owner.getByRole("button", { name: "Pause" }).tap();
  await follower.getByText("A pause says nothing about how they are.").first().waitFor();
  await goneFrom(follower, "skipped on purpose");
  await owner.getByRole("button", { name: "Go on sharing" }).tap();
  await owner.getByRole("button", { name: "Yes, show them too" }).tap();
  await follower.getByText("skipped on purpose").first().waitFor();
});

test("what is narrowed goes from their phone, and what they see is what the owner sees of it", async (t) => {
  const { owner, follower } = await followed(t);
  await owner.goto("/");
  await flashButton(owner).tap();
  await follower.getByText(/Hot flash/).first().waitFor();
  await toFollow(owner);
  await owner.getByRole("link", { name: "Change what they see" }).tap();
  await owner.getByRole("switch", { name: /^Heat and sweat/ }).tap();
  await owner.getByRole("button", { name: "Keep it so" }).tap();
  await goneFrom(follower, /Hot flash/);
  await owner.getByRole("heading", { name: "My daughter" }).waitFor();
  await owner.getByRole("link", { name: "See what they see" }).tap();
  await owner.getByText("This is what they see").waitFor();
  await owner.getByText("skipped on purpose").first().waitFor();
  assert.equal(await owner.getByText(/Hot flash/).count(), 0);
});

test("a medicine marked private goes with its doses", async (t) => {
  const { owner, follower } = await followed(t);
  await owner.goto("/medicines");
  await owner.getByRole("link", { name: /Letrozole/ }).first().tap();
  await owner.getByRole("switch", { name: /^Private/ }).tap();
  await goneFrom(follower, "Letrozole");
  await goneFrom(follower, "skipped on purpose");
});

test("a note reaches the owner alone, is answered, and the answer comes back", async (t) => {
  const { owner, follower } = await followed(t);
  // From the card, which says how up to date it is.
  await follower.goto("/followed");
  await follower.getByText(/^Up to date, \d/).waitFor();
  await follower.getByRole("button", { name: "Leave a note for them, Mum" }).tap();
  await follower.locator("textarea:focus").waitFor();
  await follower.getByLabel("Your note").fill("You seemed very tired yesterday.");
  await follower.getByRole("button", { name: "Leave the note" }).tap();
  await toFollow(owner);
  await owner.getByText("You seemed very tired yesterday.").waitFor();
  await owner.getByRole("button", { name: /^Answer/ }).tap();
  await owner.getByLabel("Your answer").fill("I was. Better now.");
  await owner.getByRole("button", { name: "Save" }).tap();
  await follower.getByText("I was. Better now.").first().waitFor();
});

test("both sides show the same number to compare aloud, also after a change", async (t) => {
  const { owner, follower } = await followed(t);
  const number = async (page) => (await page.locator(".fingerprint").innerText()).replaceAll(/\s/g, "");
  const same = async () => {
    await owner.goto("/share/trust");
    await owner.getByRole("heading", { name: "Compare aloud" }).waitFor();
    assert.match(await number(owner), /^\d{12}$/);
    assert.equal(await number(follower), await number(owner));
  };
  await same();
  await toFollow(owner);
  await owner.getByRole("button", { name: "Pause" }).tap();
  await follower.getByText("A pause says nothing about how they are.").first().waitFor();
  await same();
});
