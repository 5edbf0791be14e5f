// The walk through sharing a part of a journal: inviting, comparing, what somebody who follows sees, and how each side looks after it.
import { CODE, countFlash, digitsOn, firstMinute, invite, mistyped, nudge, readyOffline, toToday, turnSyncOn } from "./harness.mjs";
import { ADDRESS, go, press } from "./walk_world.mjs";

/** A day of November 2026. */
const dayAt = (day, time) => new Date(`2026-11-${day}T${time}:00+01:00`);

/** It is another day on a phone, which is looked at again. */
async function anotherDay(page, day, time) {
  await page.context().clock.setFixedTime(dayAt(day, time));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
}

const tapKey = (page, of, key) => page.getByRole("group", { name: of, exact: true }).locator("label").filter({ has: page.getByRole("radio", { name: key, exact: true }) }).tap();
const choose = (page, of, what) => page.getByRole("group", { name: of, exact: true }).locator("label").filter({ hasText: new RegExp(`^${what}`) }).tap();
const turn = (page, name) => page.getByRole("switch", { name }).tap({ force: true });

/** An owner who has logged for four days, and syncs. */
async function owner(world) {
  const page = await world.phone("09:41");
  await page.context().clock.setFixedTime(dayAt(20, "08:30"));
  await firstMinute(page, "Exemestane");
  for (const [day, pain, dose] of [[20, 5, "Taken"], [21, 3, "Skip"], [22, 6, undefined], [23, 4, "Taken"]]) {
    await page.context().clock.setFixedTime(dayAt(day, "09:41"));
    await page.goto("/");
    await tapKey(page, "Joint pain", `${pain} of 10`);
    await page.getByText(`Joint pain ${pain} of 10. Saved.`).waitFor();
    if (!dose) continue;
    await page.getByRole("button", { name: dose, exact: true }).tap();
    await page.getByText(dose === "Taken" ? "Exemestane taken. Saved." : "Exemestane skipped on purpose. Saved.").waitFor();
  }
  await countFlash(page);
  await go(page, "Share");
  await turnSyncOn(page);
  return page;
}

/** Fills in the form, from the owner's Share to the page of the code; gives the code and its link. */
async function inviteToFollow(page, { name = "My daughter", past = true } = {}) {
  await page.goto("/share/invite");
  await page.getByLabel("Who is it for?").fill(name);
  await page.getByLabel("What do they call you?").fill("Mum");
  if (past) await choose(page, "From when?", "The past too");
  // The server goes by its own clock: what ends on a day of the walk may be over on it.
  await choose(page, "Until when?", "Until I stop it");
  await press(page, "See it as they will");
  await page.getByRole("button", { name: "Make the code" }).tap();
  return codeOn(page);
}

async function codeOn(page) {
  const shown = page.getByText(CODE).first();
  await shown.waitFor();
  const code = (await shown.innerText()).trim();
  return { code, link: `${ADDRESS}/invited#${code.replaceAll("-", "")}` };
}

/** The one says yes to what is offered, the other to the number. */
async function letIn(by, follower, { link }, name = "My daughter") {
  await follower.goto(link);
  await press(follower, "Yes, show me the number");
  await digitsOn(follower);
  await digitsOn(by);
  await press(by, "Yes, the same number");
  await by.getByText(`${name} follows you now.`).waitFor();
  await follower.getByText("You see what they chose to share.").first().waitFor();
  await follower.getByText("Exemestane").first().waitFor();
}

/** What the owner goes through: the form, the preview, the code; what becomes of an invitation without a yes. */
export async function throughInviting(world, visit) {
  const a = await owner(world);
  await a.goto("/share/invite/see");
  await a.getByRole("link", { name: "Invite someone" }).waitFor();
  await visit("invite-seen-anew", a);
  await go(a, "Invite someone");
  await a.getByLabel("Who is it for?").waitFor();
  await visit("invite", a);
  await press(a, "See it as they will");
  await a.getByText("Write who it is for.").waitFor();
  await visit("invite-mistake", a);
  await a.getByLabel("Who is it for?").fill("My daughter");
  await a.getByLabel("What do they call you?").fill("Mum");
  await choose(a, "What may they see?", "Choose exactly");
  await a.getByRole("switch", { name: /^Medicines/ }).waitFor();
  await visit("invite-exactly", a);
  await choose(a, "What may they see?", "Medicines only");
  await choose(a, "What may they see?", "Choose exactly");
  await turn(a, /^Medicines/);
  await press(a, "See it as they will");
  await a.getByText("Choose at least one thing that they may see.").waitFor();
  await visit("invite-nothing-chosen", a);
  await choose(a, "What may they see?", "How I am");
  await choose(a, "From when?", "The past too");
  await choose(a, "Until when?", "Until I stop it");
  await press(a, "See it as they will");
  await a.getByText("Joint pain").first().waitFor();
  await visit("invite-seen", a);
  await a.route("**/api/v1/mailboxes", (route) => route.abort());
  await press(a, "Make the code");
  await a.getByText("there is no connection").waitFor();
  await visit("invite-no-connection", a);
  await a.unroute("**/api/v1/mailboxes");
  await press(a, "Make the code");
  const invitation = await codeOn(a);
  await visit("invitation", a);
  await press(a, "Take the invitation back");
  await a.getByText("Nobody was let in.").waitFor();
  await visit("invitation-taken-back", a);
  const address = a.url();
  await a.goto(address);
  await a.getByText("This invitation no longer works.").waitFor();
  await visit("invitation-over", a);

  const forged = await inviteToFollow(a);
  await a.route("**/api/v1/mailboxes/read", (route) => anotherCard(world, route));
  const b = await world.phone("09:41");
  await b.goto(forged.link);
  await press(b, "Yes, show me the number");
  await a.getByText("Somebody who does not have the code tried to come in.").waitFor();
  await visit("invitation-forged", a);
  await a.unroute("**/api/v1/mailboxes/read");
  await throughWrongInvitations(visit, { a, b, gone: invitation });
  for (const page of [a, b]) await page.context().close();

  const off = await world.phone("09:41");
  await firstMinute(off);
  await off.goto("/share/invite");
  await off.getByText("Sync is not on yet.").waitFor();
  await visit("invite-sync-is-off", off);
  await off.context().close();
}

/** What nobody can follow by, on the phone of who was to. */
async function throughWrongInvitations(visit, { a, b, gone }) {
  await b.goto(gone.link);
  await b.getByText("This invitation no longer works.").waitFor();
  await visit("invited-gone", b);
  const open = await inviteToFollow(a);
  const look = async (text) => {
    await b.goto("/invited");
    await b.getByLabel("The link or code").fill(text);
    await press(b, "What is this?");
  };
  await look(mistyped(open.code));
  await b.getByText("There is a mistake in this code.").waitFor();
  await visit("invited-mistyped", b);
  await a.goto("/share");
  const ofDevice = await invite(a);
  await look(ofDevice.code);
  await b.getByText("This code is for a device, not for following.").waitFor();
  await visit("invited-device-code", b);
  await a.goto(open.link);
  await a.getByText("This is an invitation to your own journal.").waitFor();
  await visit("invited-own", a);
}

/** What the server hands on as the newcomer's card was made by who does not have the code. */
async function anotherCard(world, route) {
  const response = await world.answer(route);
  const state = await response.json();
  if (state.card) state.card = `${state.card.slice(0, 2)}${"7".repeat(64)}${state.card.slice(66)}`;
  return route.fulfill({ response, json: state });
}

/** What somebody who follows goes through: from the link to the end. */
export async function throughFollowing(world, visit) {
  const a = await owner(world);
  const invitation = await inviteToFollow(a);
  const b = await world.phone("09:41");
  await throughComing(world, visit, { a, b, invitation });
  await visit("followed-one", b);
  await b.goto("/");
  await b.getByRole("heading", { name: "People I follow" }).waitFor();
  await b.getByText("Exemestane").first().waitFor();
  await visit("followed-home", b);
  await throughNoNews(visit, { a, b });
  await b.getByRole("link", { name: /Mum/ }).tap();
  await press(b, "Leave a note for them");
  await press(b, "Leave the note");
  await b.getByText("Write something first.").waitFor();
  await visit("followed-note-missing", b);
  await b.getByLabel("Your note").fill("You seemed very tired yesterday. Shall I come by with soup?");
  await press(b, "Leave the note");
  await b.getByText("The note is on its way to them.").waitFor();
  await visit("followed-note-left", b);
  await throughAnswering(visit, { a, b });
  await throughEnd(visit, { a, b });
  for (const page of [a, b]) await page.context().close();
}

/** From the link to the first view; a third phone comes too late. */
async function throughComing(world, visit, { a, b, invitation }) {
  await b.goto(invitation.link);
  await b.getByText("Mum wants you to see a part of their journal.").waitFor();
  await visit("invited-offered", b);
  const c = await world.phone("09:41");
  await c.goto(invitation.link);
  await c.getByRole("button", { name: "Yes, show me the number" }).waitFor();
  await a.goto("/share");
  await a.getByText("Invitation for My daughter").waitFor();
  await visit("share-invitation", a);
  await a.context().setOffline(true);
  await press(b, "Yes, show me the number");
  await b.getByText("Waiting until they look…").waitFor();
  await visit("invited-waiting", b);
  await a.context().setOffline(false);
  await nudge(a);
  await a.getByText("Somebody has opened it. Compare the number.").waitFor();
  await visit("share-somebody-came", a);
  await toToday(a);
  await a.getByText("Somebody has opened it. Compare the number.").waitFor();
  await visit("today-somebody-came", a);
  await a.getByRole("link", { name: /^Invitation for My daughter/ }).tap();
  await digitsOn(a);
  await visit("invitation-compare", a);
  await digitsOn(b);
  await visit("invited-compare", b);
  const d = await world.phone("09:41");
  await d.goto(invitation.link);
  await d.getByRole("button", { name: "Tell them that I tried" }).waitFor();
  await visit("invited-used-before", d);
  await d.context().close();
  await press(c, "Yes, show me the number");
  await c.getByText("Somebody else has used this invitation.").waitFor();
  await visit("invited-used", c);
  await c.context().close();
  await a.getByText("Someone else tried this code too.").waitFor();
  await visit("invitation-tried-again", a);
  await a.context().setOffline(true);
  await press(a, "Yes, the same number");
  await a.getByText("Letting “My daughter” see it…").waitFor();
  await visit("invitation-letting-in", a);
  await a.context().setOffline(false);
  await a.getByText("My daughter follows you now.").waitFor();
  await visit("invitation-admitted", a);
  await b.getByText("Exemestane").first().waitFor();
}

/** Two days on: first without a connection, then with one, and nothing was logged meanwhile. */
async function throughNoNews(visit, { a, b }) {
  await readyOffline(b);
  await b.context().setOffline(true);
  await anotherDay(b, 25, "11:05");
  await b.getByText(/^Nothing heard since/).waitFor();
  await visit("followed-no-news", b);
  await b.getByRole("link", { name: /Mum/ }).tap();
  await b.getByText(/^Nothing heard since/).waitFor();
  await visit("followed-one-no-news", b);
  await go(b, "People I follow");
  await anotherDay(a, 25, "11:04");
  await a.goto("/share");
  await b.context().setOffline(false);
  await anotherDay(b, 25, "11:06");
  await b.getByText("Connected. Nothing logged today.").waitFor();
  await visit("followed-nothing-logged", b);
}

/** The owner is told, answers; asks to be called. */
async function throughAnswering(visit, { a, b }) {
  await anotherDay(a, 25, "11:08");
  await toFollow(a);
  await a.getByText("You seemed very tired yesterday.").waitFor();
  await visit("follow-note", a);
  await press(a, /^Answer/);
  await a.getByLabel("Your answer").waitFor();
  await visit("follow-answering", a);
  await a.getByLabel("Your answer").fill("I was. Better now, and yes, please.");
  await a.getByRole("button", { name: "Save", exact: true }).tap();
  await b.getByText("I was. Better now, and yes, please.").waitFor();
  await visit("followed-note-answered", b);
  await press(a, /^Hide/);
  await a.getByText(/^A hidden note/).waitFor();
  await visit("follow-note-hidden", a);
  await turn(a, /^A dose is not logged/);
  await a.getByRole("group", { name: "After its time, by" }).waitFor();
  await turn(a, /^Nothing is logged/);
  await a.getByRole("group", { name: "For" }).waitFor();
  await visit("follow-alerts", a);
  await press(a, "Ask them to call me");
  await a.getByText("They are asked to call you.").waitFor();
  await visit("follow-call-asked", a);
  await b.getByText("They ask you to call.").waitFor();
  await b.getByText(/^Nothing logged since/).waitFor();
  await visit("followed-told", b);
  await b.goto("/");
  await b.getByText("They ask you to call.").waitFor();
  await visit("followed-home-told", b);
  await b.getByRole("link", { name: /Mum/ }).tap();
  await press(b, "I have seen it");
  await b.getByText("They ask you to call.").waitFor({ state: "detached" });
  await visit("followed-call-seen", b);
}

/** A pause, going on, the end on either side. */
async function throughEnd(visit, { a, b }) {
  await toFollow(a);
  await a.getByRole("button", { name: "Pause", exact: true }).tap();
  await a.getByRole("button", { name: "Go on sharing", exact: true }).waitFor();
  await visit("follow-paused", a);
  await b.getByText("A pause says nothing about how they are.").first().waitFor();
  await visit("followed-one-paused", b);
  await b.goto("/");
  await b.getByText("A pause says nothing about how they are.").first().waitFor();
  await visit("followed-paused", b);
  await a.getByRole("button", { name: "Go on sharing", exact: true }).tap();
  await a.getByText("You paused. May they see the days of the pause?").waitFor();
  await visit("follow-going-on", a);
  await press(a, "Stay paused");
  await press(a, "Stop sharing with them");
  await a.getByRole("button", { name: "Yes, stop" }).waitFor();
  await visit("follow-stop-asked", a);
  await press(a, "Yes, stop");
  await a.getByText("It is stopped. They get nothing new.").waitFor();
  await visit("follow-stopped", a);
  await b.getByText("They have stopped sharing with you.").waitFor();
  await visit("followed-ended", b);
  await b.getByRole("link", { name: /Mum/ }).tap();
  await b.getByText("They have stopped sharing with you.").waitFor();
  await visit("followed-one-ended", b);
  await press(b, "Follow them no more");
  await b.getByRole("button", { name: "Yes, follow no more" }).waitFor();
  await visit("followed-leave-asked", b);
  await press(b, "Yes, follow no more");
  await b.getByText("You follow nobody.").waitFor();
  await visit("followed-nobody", b);
}

async function toFollow(page, name = "My daughter") {
  await page.goto("/share");
  await page.getByRole("link", { name: new RegExp(`^${name}`) }).first().tap();
  await page.getByRole("heading", { name }).waitFor();
}

/** The owner's pages of who follows, and a follower with a journal of their own. */
export async function throughWhoFollows(world, visit) {
  const a = await owner(world);
  const b = await world.phone("09:41");
  await firstMinute(b);
  await letIn(a, b, await inviteToFollow(a));
  await visit("followed-one-with-own-journal", b);
  await b.goto("/share");
  await b.getByRole("heading", { name: "People I follow" }).waitFor();
  await b.getByRole("link", { name: /^(M\s*)?Mum|^1 person/ }).first().waitFor();
  await visit("share-people-i-follow", b);
  await inviteToFollow(a, { name: "My brother", past: false });
  await a.goto("/share");
  await a.getByRole("link", { name: /^My daughter/ }).first().waitFor();
  await a.getByText("Invitation for My brother").waitFor();
  await visit("share-who-follows", a);
  await toFollow(a);
  await visit("follow", a);
  await go(a, "See what they see");
  await a.getByText("This is what they see").waitFor();
  await a.getByText("Exemestane").first().waitFor();
  await visit("follow-seen", a);
  await go(a, "Back");
  await go(a, "Change what they see");
  await a.getByRole("button", { name: "Keep it so" }).waitFor();
  await visit("follow-scope", a);
  for (const kind of ["Medicines", "Joints and muscles", "Heat and sweat", "Heart and blood", "Body", "Daily life", "Labs and bone"]) await turn(a, new RegExp(`^${kind}`));
  await a.getByLabel("Who is it for?").fill("");
  await press(a, "Keep it so");
  await a.getByText("Choose at least one thing that they may see.").waitFor();
  await visit("follow-scope-mistake", a);
  await a.getByLabel("Who is it for?").fill("My daughter");
  await turn(a, /^Medicines/);
  await a.context().setOffline(true);
  await press(a, "Keep it so");
  await a.getByText("Changing it…").waitFor();
  await visit("follow-change-waits", a);
  await a.context().setOffline(false);
  await a.getByText("Changing it…").waitFor({ state: "detached" });
  await a.goto("/share/trust");
  await a.getByRole("heading", { name: "Compare aloud" }).waitFor();
  await a.getByText("My daughter").first().waitFor();
  await visit("trust", a);
  for (const page of [a, b]) await page.context().close();
}
