// The world of the tests of following: an owner who syncs, those who follow, and the ways between them.
import assert from "node:assert/strict";
import { CODE, Server, browser, digitsOn, firstMinute, phone, turnSyncOn } from "./harness.mjs";

export const YES = { name: "Yes, the same number" };
export const LET_IN = "You see what they chose to share.";

/** An owner who syncs and has skipped today's dose, and what it takes to start others. */
export async function withOwner(t) {
  const server = await Server.start(t);
  const launched = await browser(t);
  const another = (options) => phone(t, launched, server, options);
  return { server, owner: await anOwner(another), another };
}

/** One more owner, on a phone of their own. */
export async function anOwner(another, drug = "Letrozole") {
  const owner = await another();
  await firstMinute(owner, drug);
  await owner.getByRole("button", { name: "Skip" }).tap();
  await owner.getByText("skipped on purpose").first().waitFor();
  await turnSyncOn(owner);
  return owner;
}

/** One of several choices of a form. */
export const choose = (page, of, what) => page.getByRole("group", { name: of, exact: true }).locator("label").filter({ hasText: new RegExp(`^${what}`) }).tap();

/** Fills in the form and makes the code; gives it and its link. `kinds`: what is turned on, or off, beside what "How I am" shows. */
export async function inviteToFollow(owner, { name = "My daughter", called = "Mum", past = false, kinds = [] } = {}) {
  await owner.goto("/share");
  await owner.getByRole("link", { name: "Invite someone" }).tap();
  await owner.getByLabel("Who is it for?").fill(name);
  await owner.getByLabel("What do they call you?").fill(called);
  if (kinds.length > 0) await choose(owner, "What may they see?", "Choose exactly");
  for (const kind of kinds) await owner.getByRole("switch", { name: new RegExp(`^${kind}`) }).tap();
  if (past) await choose(owner, "From when?", "The past too");
  await owner.getByRole("button", { name: "See it as they will" }).tap();
  await owner.getByRole("button", { name: "Make the code" }).tap();
  const shown = owner.getByText(CODE).first();
  await shown.waitFor();
  const code = (await shown.innerText()).trim();
  return { code, link: `/invited#${code.replaceAll("-", "")}` };
}

/** Opens the link, and says yes to what is offered. */
export async function sayYes(follower, { link }, called = "Mum") {
  await follower.goto(link);
  await follower.getByText(`${called} wants you to see a part of their journal.`).waitFor();
  await follower.getByRole("button", { name: "Yes, show me the number" }).tap();
}

/** Opens the link, says yes on both sides. */
export async function follow(owner, follower, invitation, called = "Mum") {
  await sayYes(follower, invitation, called);
  assert.equal(await digitsOn(owner), await digitsOn(follower));
  await owner.getByRole("button", YES).tap();
  await follower.getByText(LET_IN).first().waitFor();
}

/** An owner and somebody who follows, let in. */
export async function followed(t, options = {}) {
  const world = await withOwner(t);
  const follower = await world.another();
  await follow(world.owner, follower, await inviteToFollow(world.owner, options));
  await follower.getByText("Letrozole").first().waitFor();
  await world.owner.getByText("My daughter follows you now.").waitFor();
  return { ...world, follower };
}

/** The owner's page of who follows. */
export async function toFollow(owner, name = "My daughter") {
  await owner.goto("/share");
  await owner.getByRole("link", { name: new RegExp(`^${name}`) }).first().tap();
  await owner.getByRole("heading", { name }).waitFor();
}

/** Stops sharing, from the owner's page of who follows. */
export async function stopSharing(owner) {
  await owner.getByRole("button", { name: "Stop sharing with them" }).tap();
  await owner.getByRole("button", { name: "Yes, stop" }).tap();
}

/** Waits until nothing of a page says a word any more. */
export const goneFrom = (page, words) => page.getByText(words).first().waitFor({ state: "detached" });
