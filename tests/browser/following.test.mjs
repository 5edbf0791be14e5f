// Somebody to look after it: inviting, comparing, the view, and its end. The owner and who follows are profiles of their own.
import assert from "node:assert/strict";
import test from "node:test";
import { Server, browser, countFlash, digitsOn, firstMinute, flashButton, phone, turnSyncOn } from "./harness.mjs";

const YES = { name: "Yes, the same number" };

/** An owner who syncs and has skipped today's dose, and what it takes to start others. */
async function withOwner(t) {
  const server = await Server.start(t);
  const launched = await browser(t);
  const owner = await phone(t, launched, server);
  await firstMinute(owner);
  await owner.getByRole("button", { name: "Skip" }).tap();
  await owner.getByText("skipped on purpose").first().waitFor();
  await turnSyncOn(owner);
  return { server, owner, another: (options) => phone(t, launched, server, options) };
}

/** Fills in the form and makes the code; gives its link. */
async function inviteToFollow(owner, { name = "My daughter", past = false, what } = {}) {
  await owner.goto("/share");
  await owner.getByRole("link", { name: "Invite someone" }).tap();
  await owner.getByLabel("Who is it for?").fill(name);
  await owner.getByLabel("What do they call you?").fill("Mum");
  if (what) await owner.getByText(what, { exact: true }).tap();
  if (past) await owner.getByText("The past too").tap();
  await owner.getByRole("button", { name: "See it as they will" }).tap();
  await owner.getByRole("button", { name: "Make the code" }).tap();
  const shown = owner.getByText(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{3}$/).first();
  await shown.waitFor();
  const code = (await shown.innerText()).trim();
  return { code, link: `/invited#${code.replaceAll("-", "")}` };
}

/** Opens the link, says yes on both sides. */
async function follow(owner, follower, invitation) {
  await follower.goto(invitation.link);
  await follower.getByText("Mum wants you to see a part of their journal.").waitFor();
  await follower.getByRole("button", { name: "Yes, show me the number" }).tap();
  assert.equal(await digitsOn(owner), await digitsOn(follower));
  await owner.getByRole("button", YES).tap();
  await follower.getByText("You see what they chose to share.").first().waitFor();
}

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

/** An owner and somebody who follows, let in. */
async function followed(t, options = {}) {
  const world = await withOwner(t);
  const follower = await world.another();
  await follow(world.owner, follower, await inviteToFollow(world.owner, options));
  await follower.getByText("Letrozole").first().waitFor();
  await world.owner.getByText("My daughter follows you now.").waitFor();
  return { ...world, follower };
}

/** The owner's page of who follows. */
async function toFollow(owner) {
  await owner.goto("/share");
  await owner.getByRole("link", { name: /^My daughter/ }).first().tap();
  await owner.getByRole("heading", { name: "My daughter" }).waitFor();
}

/** Waits until nothing of the follower's page says a word any more. */
const goneFrom = (page, words) => page.getByText(words).first().waitFor({ state: "detached" });

test("a stop is known at once, and the copy goes with the signed entry", async (t) => {
  const { owner, follower } = await followed(t);
  await toFollow(owner);
  await owner.getByRole("button", { name: "Stop sharing with them" }).tap();
  await owner.getByRole("button", { name: "Yes, stop" }).tap();
  const pressed = performance.now();
  await follower.getByText("They have stopped sharing with you.").waitFor();
  t.diagnostic(`${Math.round(performance.now() - pressed)} ms from the press to the follower's screen`);
  await owner.getByText("What was seen cannot be unseen. You can invite them again.").waitFor();
  assert.equal(await follower.getByText("Letrozole").count(), 0);
  // Loaded anew it is the same: nothing is left on their phone.
  await follower.reload();
  await follower.getByText("They have stopped sharing with you.").waitFor();
  assert.equal(await follower.getByText("Letrozole").count(), 0);
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
  await follower.getByRole("button", { name: "Leave a note for them" }).tap();
  await follower.getByLabel("Your note").fill("You seemed very tired yesterday.");
  await follower.getByRole("button", { name: "Leave the note" }).tap();
  await toFollow(owner);
  await owner.getByText("You seemed very tired yesterday.").waitFor();
  await owner.getByRole("button", { name: /^Answer/ }).tap();
  await owner.getByLabel("Your answer").fill("I was. Better now.");
  await owner.getByRole("button", { name: "Save" }).tap();
  await follower.getByText("I was. Better now.").first().waitFor();
});
