// The walk through what concerns other devices and other journals: sharing, troubles, the doors of the first minute.
import { countFlash, invite, firstMinute, flashButton, text, toToday, turnSyncOn } from "./harness.mjs";
import { ADDRESS, go, press } from "./walk_world.mjs";

export async function throughShare(world, visit) {
  const a = await world.phone("09:41");
  await firstMinute(a);
  await go(a, "Share");
  await a.getByRole("button", { name: "Turn sync on" }).waitFor();
  await visit("share-off", a);
  await a.goto("/share/device");
  await a.getByText("Sync is not on yet.").waitFor();
  await visit("add-device-sync-is-off", a);
  await go(a, "Share");
  await turnSyncOn(a);
  await visit("share-on", a);
  const link = await invite(a);
  await visit("add-device", a);

  const b = await world.phone("09:41");
  await b.goto(link);
  await b.getByRole("button", { name: "Open my journal here" }).waitFor();
  await visit("join-by-link", b);
  await press(b, "Open my journal here");
  await b.getByText("Your journal is on this device now.").waitFor();
  await visit("join-joined", b);

  const c = await world.phone("09:41");
  await c.goto("/");
  await go(c, "I already have a journal");
  await c.getByLabel("The link").waitFor();
  await visit("join-pasted", c);
  await c.getByLabel("The link").fill(link);
  await press(c, "Open my journal here");
  await c.getByText("This code no longer works.").waitFor();
  await visit("join-refused", c);
  await c.route("**/api/**", (route) => route.abort());
  await press(c, "Open my journal here");
  await c.getByText(text.waiting).waitFor();
  await visit("join-waiting", c);

  await press(b, "Go to Today");
  await press(b, "Skip");
  await go(a, "Share");
  await a.getByText("joined by a code").waitFor();
  await visit("share-two-devices", a);
  // What b sends comes to a with one bit turned over.
  await a.route("**/api/v1/segments/pull", (route) => turnOneBit(world, route));
  await flashButton(b).tap();
  await a.getByText("1 piece of your journal could not be opened on this device.").waitFor();
  await visit("share-set-aside", a);
  for (const page of [a, b, c]) await page.context().close();
}

async function turnOneBit(world, route) {
  const response = await world.answer(route);
  const body = await response.body();
  if (body.length > 300) body[body.length - 100] ^= 1;
  return route.fulfill({ response, body });
}

export async function throughTroubles(world, visit) {
  const page = await world.phone("09:41");
  await firstMinute(page);
  await go(page, "Share");
  await turnSyncOn(page);
  await page.context().setOffline(true);
  await toToday(page);
  await countFlash(page);
  await press(page, "Taken");
  await page.getByText("Waiting for a connection (2)").waitFor();
  await visit("today-waiting", page);
  const problem = { type: "urn:ebb:problem:account-full", title: "The account has no room left", status: 413 };
  await page.route("**/api/v1/segments", (route) => route.fulfill({ status: 413, contentType: "application/problem+json", json: problem }));
  await page.context().setOffline(false);
  await page.getByText("The server has no room left").waitFor();
  await visit("today-trouble", page);
  await go(page, "Share");
  await visit("share-trouble", page);
  await go(page, "Add a device");
  await page.getByText("This code works for 10 minutes.").waitFor();
  await page.route("**/api/v1/tickets", (route) => route.abort());
  await go(page, "Share");
  await go(page, "Add a device");
  await page.getByText("The code could not be made, because there is no connection.").waitFor();
  await visit("add-device-no-connection", page);
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = function () {
      this.transaction.abort();
      throw new DOMException("no", "QuotaExceededError");
    };
  });
  await toToday(page);
  await flashButton(page).tap();
  await page.getByText("This was not saved: the phone has no room left.").waitFor();
  await visit("today-storage-full", page);
  await page.context().close();

  const refused = await world.phone("09:41");
  await refused.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("no", "SecurityError");
    };
  });
  await refused.goto("/");
  await refused.getByText("This browser does not let Ebb keep anything").waitFor();
  await visit("storage-refused", refused);
  await refused.context().close();
}

/** The doors of the first minute, the sample, the way onto the home screen, deleting everything. */
export async function throughDoors(world, visit) {
  const page = await world.phone("09:41");
  await page.goto("/invited");
  await page.getByRole("heading", { name: "Someone invited me" }).waitFor();
  await press(page, "What is this?");
  await page.getByText("Paste the link or code first.").waitFor();
  await visit("invited", page);
  await page.getByLabel("The link or code").fill("K7QM-2F9C-41TB");
  await press(page, "What is this?");
  await page.getByText("This version of Ebb cannot open this.").waitFor();
  await visit("invited-not-yet", page);
  await page.getByLabel("The link or code").fill(`${ADDRESS}/join#abcdef`);
  await press(page, "What is this?");
  await page.getByText("This link is not an invitation.").waitFor();
  await visit("invited-device-link", page);
  await go(page, "Back");
  await page.context().setOffline(true);
  await go(page, "Look around with sample data");
  await page.getByText("The sample could not be fetched").waitFor();
  await visit("sample-no-connection", page);
  await page.context().setOffline(false);
  await press(page, "Try again");
  await page.getByRole("complementary", { name: "Sample data" }).waitFor();
  await page.getByRole("heading", { name: "How is today?" }).waitFor();
  await visit("sample-today", page);
  await go(page, "Share");
  await page.getByText("This is sample data. It stays on this phone.").waitFor();
  await visit("sample-share", page);
  await page.goto("/night");
  await page.getByRole("button", { name: "Day view" }).waitFor();
  await visit("sample-night", page);
  await page.context().close();

  const own = await world.phone("09:41");
  await own.addInitScript(() => Object.defineProperty(Navigator.prototype, "standalone", { get: () => false }));
  await firstMinute(own);
  await own.evaluate(() => localStorage.setItem("ebb.days_used", "2 Sunday 22 November"));
  await own.goto("/");
  await own.getByText("Ebb on your home screen").waitFor();
  await visit("today-home-screen", own);
  await own.goto("/settings/delete");
  await own.getByRole("button", { name: "Delete everything" }).waitFor();
  await visit("delete", own);
  await press(own, "Delete everything");
  await own.getByRole("button", { name: "Keep my journal" }).waitFor();
  await visit("delete-asked", own);
  await press(own, "Yes, delete everything");
  await own.getByText("Everything is deleted.").waitFor();
  await visit("deleted", own);
  await own.context().close();
}
