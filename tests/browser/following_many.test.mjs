// Several who follow, several who are followed, several devices, and a connection that comes and goes.
import assert from "node:assert/strict";
import test from "node:test";
import { anOwner, follow, followed, goneFrom, inviteToFollow, stopSharing, toFollow, withOwner } from "./follow_world.mjs";
import { CODE, OTHER_DEVICE, countFlash, firstMinute, invite, joinBy, nudge, toToday, turnSyncOn } from "./harness.mjs";

test("two who follow side by side see each their own, and a stop ends one of them", async (t) => {
  const { owner, another } = await withOwner(t);
  const [daughter, brother] = [await another(), await another()];
  await follow(owner, daughter, await inviteToFollow(owner, { kinds: ["Medicines"] }));
  await follow(owner, brother, await inviteToFollow(owner, { name: "My brother", kinds: ["Heat and sweat"] }));
  await owner.getByText("My brother follows you now.").waitFor();
  await toToday(owner);
  await countFlash(owner);
  await daughter.getByText(/Hot flash/).first().waitFor();
  await brother.getByText("skipped on purpose").first().waitFor();
  assert.equal(await daughter.getByText(/Letrozole|skipped on purpose/).count(), 0);
  assert.equal(await brother.getByText(/Hot flash/).count(), 0);

  await toFollow(owner);
  await stopSharing(owner);
  await daughter.getByText("They have stopped sharing with you.").waitFor();
  await toToday(owner);
  await owner.getByRole("button", { name: /^Undo, Letrozole/ }).tap();
  await owner.getByRole("button", { name: "Taken" }).tap();
  await brother.getByText(/^taken/).first().waitFor();
  assert.equal(await daughter.getByText(/Hot flash/).count(), 0);
});

test("whoever follows two people sees a card of each, with what is theirs", async (t) => {
  const { owner, another } = await withOwner(t);
  const father = await anOwner(another, "Anastrozole");
  const follower = await another();
  await follow(owner, follower, await inviteToFollow(owner));
  await follow(father, follower, await inviteToFollow(father, { called: "Dad" }), "Dad");
  await follower.goto("/");
  const card = (name) => follower.locator(".seen").filter({ has: follower.getByRole("heading", { name, exact: true }) });
  await card("Mum").getByText("Letrozole").waitFor();
  await card("Dad").getByText("Anastrozole").waitFor();
  assert.equal(await card("Mum").getByText("Anastrozole").count(), 0);
  await toFollow(father);
  await stopSharing(father);
  await card("Dad").getByText("They have stopped sharing with you.").waitFor();
  await card("Mum").getByText("Letrozole").waitFor();
});

/** An owner, and two devices of one person who keeps a journal and follows. */
async function followedOnTwoDevices(t) {
  const { owner, another } = await withOwner(t);
  const [phone, tablet] = [await another(), await another()];
  await firstMinute(phone, "Exemestane");
  await turnSyncOn(phone);
  await follow(owner, phone, await inviteToFollow(owner));
  await phone.goto("/");
  await joinBy(tablet, await invite(phone));
  return { owner, phone, tablet };
}

test("another device of who follows shows the same person", async (t) => {
  const { owner, phone, tablet } = await followedOnTwoDevices(t);
  await tablet.goto("/followed");
  await tablet.getByRole("link", { name: /^M? ?Mum/ }).tap();
  await tablet.getByText("skipped on purpose").first().waitFor();
  // What is followed stays apart from one's own.
  await tablet.goto("/");
  await tablet.getByText("Exemestane").first().waitFor();
  assert.equal(await tablet.getByText("Letrozole").count(), 0);
  await toFollow(owner);
  await stopSharing(owner);
  for (const page of [phone, tablet]) {
    await page.goto("/followed");
    await page.getByText("They have stopped sharing with you.").waitFor();
  }
});

test("who takes a lost phone off asks for a new invitation, and one press of the owner's shuts that phone out", async (t) => {
  const { owner, phone, tablet } = await followedOnTwoDevices(t);
  await tablet.goto("/share");
  await tablet.getByRole("link", { name: OTHER_DEVICE }).tap();
  await tablet.getByRole("button", { name: "Take this device off" }).tap();
  await tablet.getByRole("button", { name: "Yes, take it off" }).tap();
  await tablet.getByRole("heading", { name: "It could open what these people share" }).waitFor();
  await tablet.getByRole("listitem").filter({ hasText: "Mum" }).waitFor();
  await tablet.getByRole("button", { name: "Ask them" }).tap();
  await tablet.getByText("They are asked, each by a note of yours.").waitFor();

  await toFollow(owner);
  await owner.getByText(/^I have lost a phone that can open what you share with me\./).waitFor();
  await owner.getByRole("button", { name: "Stop this, and invite them anew" }).tap();
  const shown = owner.getByText(CODE).first();
  await shown.waitFor();
  const link = `/invited#${(await shown.innerText()).trim().replaceAll("-", "")}`;
  for (const page of [phone, tablet]) {
    await page.goto("/followed");
    await page.getByText("They have stopped sharing with you.").waitFor();
  }
  await follow(owner, tablet, { link });
  await tablet.getByText("skipped on purpose").first().waitFor();
  assert.equal(await phone.getByText("Letrozole").count(), 0);
});

test("who was without a connection sees on return what was logged meanwhile, and after a stop nothing", async (t) => {
  const { owner, follower } = await followed(t);
  await follower.context().setOffline(true);
  await toToday(owner);
  await countFlash(owner);
  await follower.context().setOffline(false);
  await nudge(follower);
  await follower.getByText(/Hot flash/).first().waitFor();

  await follower.context().setOffline(true);
  await toFollow(owner);
  await stopSharing(owner);
  await owner.getByText("It is stopped. They get nothing new.").waitFor();
  // What is there stays until it is heard of.
  assert.ok((await follower.getByText("Letrozole").count()) > 0);
  await follower.context().setOffline(false);
  await nudge(follower);
  await follower.getByText("They have stopped sharing with you.").waitFor();
  await goneFrom(follower, "Letrozole");
});
