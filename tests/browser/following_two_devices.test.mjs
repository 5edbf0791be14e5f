// Whoever has two devices shares from both: what one does, the other knows, and who follows cannot tell which it was.
import assert from "node:assert/strict";
import test from "node:test";
import { followed, stopSharing, toFollow } from "./follow_world.mjs";
import { countFlash, flashButton, invite, joinBy, nudge, toToday } from "./harness.mjs";

/** Who is followed on a phone, has a tablet too, and both know who follows. */
async function followedFromTwoDevices(t) {
  const world = await followed(t);
  const tablet = await world.another();
  await world.owner.goto("/");
  await flashButton(world.owner).waitFor();
  await joinBy(tablet, await invite(world.owner));
  await tablet.goto("/share");
  await tablet.getByRole("link", { name: /^M? ?My daughter/ }).first().waitFor();
  return { ...world, tablet };
}

test("an entry of either device shows, and each opens the very feed", async (t) => {
  const { owner, tablet, follower } = await followedFromTwoDevices(t);
  await toToday(tablet);
  await countFlash(tablet);
  await follower.getByText(/Hot flash/).first().waitFor();
  await toToday(owner);
  await owner.getByRole("button", { name: /^Undo, Letrozole/ }).tap();
  await owner.getByRole("button", { name: "Taken" }).tap();
  await follower.getByText(/^taken/).first().waitFor();
  for (const page of [owner, tablet]) {
    await toFollow(page);
    await page.getByRole("link", { name: "See what they see" }).tap();
    await page.getByText(/Hot flash/).first().waitFor();
    await page.getByText(/^taken/).first().waitFor();
  }
});

test("a note is on both devices, either answers, and the number to compare is the same on all", async (t) => {
  const { owner, tablet, follower } = await followedFromTwoDevices(t);
  await follower.getByRole("button", { name: /^Leave a note for them/ }).first().tap();
  await follower.getByLabel("Your note").fill("You seemed very tired yesterday.");
  await follower.getByRole("button", { name: "Leave the note" }).tap();
  for (const page of [owner, tablet]) {
    await toFollow(page);
    await page.getByText("You seemed very tired yesterday.").waitFor();
    assert.equal(await page.getByText("You seemed very tired yesterday.").count(), 1, "copied once");
  }
  await tablet.getByRole("button", { name: /^Answer/ }).tap();
  await tablet.getByLabel("Your answer").fill("I was. Better now.");
  await tablet.getByRole("button", { name: "Save" }).tap();
  for (const page of [owner, follower]) await page.getByText("I was. Better now.").first().waitFor();
  const numbers = new Set();
  for (const page of [owner, tablet]) {
    await page.goto("/share/trust");
    await page.getByRole("heading", { name: "Compare aloud" }).waitFor();
  }
  for (const page of [owner, tablet, follower]) numbers.add((await page.locator(".fingerprint").innerText()).replaceAll(/\s/g, ""));
  assert.equal(numbers.size, 1);
});

test("a pause of one device is known on the other, which goes on, and stops while the first has no connection", async (t) => {
  const { owner, tablet, follower } = await followedFromTwoDevices(t);
  await toFollow(tablet);
  await tablet.getByRole("button", { name: "Pause" }).tap();
  await follower.getByText("A pause says nothing about how they are.").first().waitFor();
  await toFollow(owner);
  await owner.getByRole("button", { name: "Go on sharing" }).tap();
  await owner.getByRole("button", { name: "Yes, show them too" }).tap();
  await follower.getByText("skipped on purpose").first().waitFor();
  await tablet.getByRole("button", { name: "Pause" }).waitFor();

  await owner.context().setOffline(true);
  await stopSharing(tablet);
  await follower.getByText("They have stopped sharing with you.").waitFor();
  await owner.context().setOffline(false);
  await nudge(owner);
  await owner.getByText("It is stopped. They get nothing new.").waitFor();
});
