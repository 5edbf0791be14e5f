// Several who follow, several who are followed, several devices, and a connection that comes and goes.
import assert from "node:assert/strict";
import test from "node:test";
import { anOwner, follow, followed, goneFrom, inviteToFollow, stopSharing, toFollow, withOwner } from "./follow_world.mjs";
import { countFlash, firstMinute, invite, joinBy, nudge, toToday, turnSyncOn } from "./harness.mjs";

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

test("another device of who follows shows the same person", async (t) => {
  const { owner, another } = await withOwner(t);
  const [phone, tablet] = [await another(), await another()];
  await firstMinute(phone, "Exemestane");
  await turnSyncOn(phone);
  await follow(owner, phone, await inviteToFollow(owner));
  await phone.goto("/");
  await joinBy(tablet, await invite(phone));
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
