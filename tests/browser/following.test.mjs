// Somebody to look after it: inviting, comparing, the view, and its end. The owner and who follows are profiles of their own.
import assert from "node:assert/strict";
import test from "node:test";
import { Server, browser, countFlash, digitsOn, firstMinute, flashButton, phone, toToday, turnSyncOn } from "./harness.mjs";

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
  await toToday(owner);
  const tapped = performance.now();
  await flashButton(owner).tap();
  await follower.getByText(/Hot flash/).first().waitFor();
  t.diagnostic(`${Math.round(performance.now() - tapped)} ms from a tap to the follower's screen`);
});
