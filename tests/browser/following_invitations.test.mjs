// The invitation to follow: it is used once, by whom it is for; whatever else comes by it is told, and sees nothing.
import assert from "node:assert/strict";
import test from "node:test";
import { LET_IN, YES, follow, inviteToFollow, sayYes, withOwner } from "./follow_world.mjs";
import { digitsOn, invite, joinBy, mistyped } from "./harness.mjs";

const tellsOf = (page, words) => page.getByRole("alert").getByText(words).waitFor();

/** Looks at a code that is typed or pasted. */
async function type(page, text) {
  await page.goto("/invited");
  await page.getByLabel("The link or code").fill(text);
  await page.getByRole("button", { name: "What is this?" }).tap();
}

test("merely opening the link uses nothing up, by whatever opens it", async (t) => {
  const { server, owner, another } = await withOwner(t);
  const { link } = await inviteToFollow(owner);
  const secret = link.split("#")[1];
  // A scanner that fetches the address, one that sends the fragment along, one without JavaScript, and one that runs the page.
  for (const address of [link.split("#")[0], link.replace("#", "?")]) {
    for (const method of ["GET", "HEAD"]) assert.ok((await fetch(server.url + address, { method })).status < 500);
  }
  const plain = await another({ javaScriptEnabled: false, at: undefined });
  await plain.goto(link);
  const scanner = await another();
  const asked = new Set();
  scanner.on("request", (request) => asked.add(new URL(request.url()).pathname));
  await scanner.goto(link);
  await scanner.getByRole("button", { name: "Yes, show me the number" }).waitFor();
  assert.deepEqual([...asked].filter((path) => path.startsWith("/api/")), ["/api/v1/mailboxes/read"]);
  await scanner.close();

  const follower = await another();
  await follow(owner, follower, { link });
  await follower.getByText("Letrozole").first().waitFor();
  // The secret is in no address any more, here or behind, and the server never had it.
  assert.ok(!follower.url().includes("#"));
  await follower.goBack();
  assert.ok(!follower.url().includes(secret));
  assert.ok(!server.log.includes(secret.slice(0, 12)) || server.log.includes(`?${secret}`));
});

test("of two who come by it the first is let in; the second is refused, and the owner is told", async (t) => {
  const { owner, another } = await withOwner(t);
  const invitation = await inviteToFollow(owner);
  const [first, second] = [await another(), await another()];
  await second.goto(invitation.link);
  await second.getByRole("button", { name: "Yes, show me the number" }).waitFor();
  await sayYes(first, invitation);
  await digitsOn(first);
  await second.getByRole("button", { name: "Yes, show me the number" }).tap();
  await tellsOf(second, "Somebody else has used this invitation.");
  await tellsOf(owner, "Someone else tried this code too.");
  assert.equal(await digitsOn(owner), await digitsOn(first));
  await owner.getByRole("button", YES).tap();
  await first.getByText(LET_IN).first().waitFor();
  await first.getByText("Letrozole").first().waitFor();
  assert.equal(await second.getByText("Letrozole").count(), 0);
  await second.reload();
  assert.equal(await second.getByText("Letrozole").count(), 0);
  await second.goto("/followed");
  await second.getByText(/^You follow nobody\./).waitFor();
  // Who comes after that is told as well. Nobody compares any more, so there is nobody to tell in Ebb.
  const third = await another();
  await third.goto(invitation.link);
  await third.getByRole("alert").waitFor();
  await tellsOf(third, "If that was not you on another phone, tell them at once");
  for (const name of ["Yes, show me the number", "Tell them that I tried"]) assert.equal(await third.getByRole("button", { name }).count(), 0);
});

test("who opens the link after somebody else has pressed can tell the owner so", async (t) => {
  const { owner, another } = await withOwner(t);
  const invitation = await inviteToFollow(owner);
  const [first, second] = [await another(), await another()];
  await sayYes(first, invitation);
  await digitsOn(first);
  await second.goto(invitation.link);
  await tellsOf(second, "Somebody else has used this invitation.");
  assert.equal(await second.getByRole("button", { name: "Yes, show me the number" }).count(), 0);
  const digits = await digitsOn(owner);
  assert.equal(await owner.getByText("Someone else tried this code too.").count(), 0);
  await second.getByRole("button", { name: "Tell them that I tried" }).tap();
  await second.getByText("Ebb tells them that somebody else tried.").waitFor();
  await tellsOf(owner, "Someone else tried this code too.");
  // Whose number counts is as before, and the second one follows nobody.
  assert.equal(await digitsOn(owner), digits);
  assert.equal(await digitsOn(first), digits);
  await second.goto("/followed");
  await second.getByText(/^You follow nobody\./).waitFor();
});

test("who leaves the page after their yes finds the number again, and is let in wherever they are", async (t) => {
  const { owner, another } = await withOwner(t);
  const follower = await another();
  await sayYes(follower, await inviteToFollow(owner));
  const digits = await digitsOn(owner);
  await follower.goto("/followed");
  await follower.getByText(/^You said yes\. Now they have to/).waitFor();
  await follower.getByRole("link", { name: "See the number" }).tap();
  assert.equal(await digitsOn(follower), digits);
  await follower.goBack();
  await follower.getByText(/^You said yes\. Now they have to/).waitFor();
  await owner.getByRole("button", YES).tap();
  await follower.getByRole("link", { name: /Mum/ }).waitFor();
  await follower.getByText("Letrozole").first().waitFor();
});

test("who stops at the number follows nobody, also when the owner says yes after that", async (t) => {
  const { owner, another } = await withOwner(t);
  const follower = await another();
  await sayYes(follower, await inviteToFollow(owner));
  await digitsOn(follower);
  await digitsOn(owner);
  await follower.getByRole("button", { name: "Stop here" }).tap();
  await follower.getByText("Stop here").waitFor({ state: "detached" });
  await owner.getByRole("button", YES).tap();
  await owner.getByText("My daughter follows you now.").waitFor();
  await follower.goto("/followed");
  await follower.getByText(/^You follow nobody\./).waitFor();
});

test("taken back, it works no more, for who has not come and for who waits", async (t) => {
  const { owner, another } = await withOwner(t);
  const follower = await another();
  const unused = await inviteToFollow(owner);
  await owner.getByRole("button", { name: "Take the invitation back" }).tap();
  await owner.getByText("Nobody was let in.").waitFor();
  await follower.goto(unused.link);
  await tellsOf(follower, "This invitation no longer works.");

  const refused = await inviteToFollow(owner);
  await follower.goto("/");
  await sayYes(follower, refused);
  await digitsOn(follower);
  await digitsOn(owner);
  await owner.getByRole("button", { name: "No, or I am not sure" }).tap();
  await owner.getByText("Nobody was let in.").waitFor();
  await tellsOf(follower, "This invitation no longer works.");
  await owner.goto("/share");
  await owner.getByText(/^Nobody sees your journal\./).waitFor();
});

test("a second link that is opened in the same tab is looked at, and its secret leaves the address", async (t) => {
  const { owner, another } = await withOwner(t);
  const unused = await inviteToFollow(owner);
  const invitation = await inviteToFollow(owner, { name: "My son", called: "Ana" });
  const follower = await another();
  await follower.goto(unused.link);
  await follower.getByText("Mum wants you to see a part of their journal.").waitFor();
  await follower.evaluate(() => (globalThis.sameTab = true));
  await sayYes(follower, invitation, "Ana");
  assert.ok(!follower.url().includes("#"));
  assert.ok(await follower.evaluate(() => globalThis.sameTab), "the app is not loaded anew");
  assert.equal(await digitsOn(owner), await digitsOn(follower));
});

test("with one sign wrong it is told so, and typed as hands type it works", async (t) => {
  const { owner, another } = await withOwner(t);
  const { code } = await inviteToFollow(owner);
  const follower = await another();
  await type(follower, mistyped(code));
  await tellsOf(follower, "There is a mistake in this code.");
  await type(follower, code.slice(0, -1));
  await tellsOf(follower, "This is not a whole link or code from Ebb.");
  await type(follower, code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l"));
  await follower.getByText("Mum wants you to see a part of their journal.").waitFor();
  await follower.getByRole("button", { name: "Yes, show me the number" }).tap();
  assert.equal(await digitsOn(owner), await digitsOn(follower));
  await owner.getByRole("button", YES).tap();
  await follower.getByText(LET_IN).first().waitFor();
});

test("on a device of the owner it is told that it is one's own, and stays open", async (t) => {
  const { owner, another } = await withOwner(t);
  const invitation = await inviteToFollow(owner);
  const place = owner.url();
  await owner.goto(invitation.link);
  await tellsOf(owner, "This is an invitation to your own journal.");
  await owner.goto(place);
  const follower = await another();
  await follow(owner, follower, invitation);
});

test("another device of the owner says yes, after the page that made it is closed", async (t) => {
  const { owner, another } = await withOwner(t);
  const tablet = await another();
  await joinBy(tablet, await invite(owner));
  const invitation = await inviteToFollow(owner);
  const follower = await another();
  await sayYes(follower, invitation);
  // The device that made it says whose card counts; from then on each can.
  const digits = await digitsOn(owner);
  await tablet.getByText("Somebody has opened it. Compare the number.").waitFor();
  await owner.close();
  await tablet.getByRole("link", { name: /^Invitation for My daughter/ }).tap();
  assert.equal(await digitsOn(tablet), digits);
  assert.equal(await digitsOn(follower), digits);
  await tablet.getByRole("button", YES).tap();
  await tablet.getByText("My daughter follows you now.").waitFor();
  await follower.getByText("Letrozole").first().waitFor();
});

test("while the device that made the invitation is closed, another one tells that somebody came and what to do", async (t) => {
  const { owner, another } = await withOwner(t);
  const tablet = await another();
  await joinBy(tablet, await invite(owner));
  const invitation = await inviteToFollow(owner);
  await tablet.goto("/share");
  await tablet.getByRole("link", { name: /^Invitation for My daughter/ }).waitFor();
  await owner.goto("about:blank");
  const follower = await another();
  await sayYes(follower, invitation);
  await tablet.getByText("Somebody has opened it. Open Ebb on the device that made the invitation.").waitFor();
  await tablet.getByRole("link", { name: /^Invitation for My daughter/ }).tap();
  await tablet.getByText("Open Ebb on the device that made the invitation, for a moment.").waitFor();
  await owner.goto("/share");
  await tablet.getByRole("heading", { name: "Is this your daughter?", level: 1 }).waitFor();
  assert.equal(await digitsOn(tablet), await digitsOn(follower));
  await tablet.getByRole("button", YES).tap();
  await follower.getByText(LET_IN).first().waitFor();
});
