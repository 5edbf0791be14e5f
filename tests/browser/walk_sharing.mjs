// The walk through what concerns other devices and other journals: sharing, troubles, the doors of the first minute.
import { foreignCode, hiddenCode, pretendCamera } from "./camera.mjs";
import { OTHER_DEVICE, approve, countFlash, digitsOn, invite, firstMinute, flashButton, mistyped, text, toToday, turnSyncOn } from "./harness.mjs";
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
  await go(a, "Make a recovery sheet");
  await a.getByRole("button", { name: "Make a recovery sheet" }).waitFor();
  await visit("sheet", a);
  await press(a, "Make a recovery sheet");
  await a.getByRole("heading", { name: "Now type it back" }).waitFor();
  const sheetCode = await a.locator(".sheet__code").getAttribute("aria-label");
  await visit("sheet-made", a);
  await a.getByLabel("The code on the sheet").fill(mistyped(sheetCode));
  await press(a, "Compare");
  await a.getByText("There is a mistake in it.").waitFor();
  await visit("sheet-mistyped", a);
  await a.getByLabel("The code on the sheet").fill(sheetCode);
  await press(a, "Compare");
  await a.getByText("It is right. Your sheet works.").waitFor();
  await visit("sheet-right", a);
  const invitation = await invite(a);
  await visit("add-device", a);

  const b = await world.phone("09:41");
  await b.goto(invitation.link);
  await b.getByRole("button", { name: "Open my journal here" }).waitFor();
  await visit("join-by-link", b);
  await press(b, "Open my journal here");
  await digitsOn(b);
  await visit("join-compare", b);
  await digitsOn(a);
  await visit("add-device-compare", a);

  const c = await world.phone("09:41");
  await c.goto("/");
  await go(c, "I already have a journal");
  await c.getByLabel("The code or link").waitFor();
  await visit("join-typed", c);
  await c.getByLabel("The code or link").fill(invitation.code);
  await press(c, "Open my journal here");
  await c.getByText("Another device has used this code already.").waitFor();
  await visit("join-refused", c);
  await a.getByText("Someone else tried this code too.").waitFor();
  await visit("add-device-tried-again", a);
  await approve(invitation, b);
  await b.getByText("Your journal is on this device now.").waitFor();
  await visit("join-joined", b);
  await a.getByText("has your journal now.").waitFor();
  await visit("add-device-admitted", a);
  await c.route("**/api/**", (route) => route.abort());
  await press(c, "Open my journal here");
  await c.getByText(text.waiting).waitFor();
  await visit("join-waiting", c);

  await press(b, "Go to Today");
  await press(b, "Skip");
  await go(a, "My devices");
  await a.getByRole("link", { name: "Computer has everything" }).waitFor();
  await visit("share-two-devices", a);
  await a.getByRole("link", { name: OTHER_DEVICE }).tap();
  await press(a, "Take this device off");
  await a.getByRole("button", { name: "Yes, take it off" }).waitFor();
  await visit("device-asked", a);
  await go(a, "Share");
  await go(a, "Delete the copy on the server");
  await press(a, "Delete the copy on the server");
  await a.getByRole("button", { name: "Keep it there" }).waitFor();
  await visit("server-copy-asked", a);
  await go(a, "Share");

  // What b sends comes to a with one bit turned over.
  await a.route("**/api/v1/segments/pull", (route) => turnOneBit(world, route));
  await flashButton(b).tap();
  await a.getByText("1 piece of your journal could not be opened on this device.").waitFor();
  await visit("share-set-aside", a);
  await a.unroute("**/api/v1/segments/pull");
  await a.getByRole("link", { name: OTHER_DEVICE }).tap();
  await press(a, "Take this device off");
  await press(a, "Yes, take it off");
  await a.getByText("It is taken off. It gets nothing new.").waitFor();
  await visit("device-taken-off", a);
  await go(b, "Share");
  await b.getByText("Everything that was on it is still here.").waitFor();
  await visit("share-taken-off", b);
  await c.unroute("**/api/**");
  await c.context().close();

  const d = await world.phone("09:41");
  await d.goto("/restore");
  await d.getByLabel("The code on the sheet").fill(sheetCode);
  await visit("restore", d);
  await press(d, "Bring my journal back");
  await d.getByText("Your journal is on this device now.").waitFor();
  await visit("restored", d);
  for (const page of [a, b, d]) await page.context().close();
}

/** The camera that looks for the code of another device. */
export async function throughScanning(world, visit) {
  const page = await world.phone("09:41");
  await page.goto("/join");
  await page.evaluate(() => {
    MediaDevices.prototype.getUserMedia = () => new Promise(() => {});
  });
  await press(page, "Scan the code");
  await page.getByText("Waiting for the camera.").waitFor();
  await visit("join-scan-asked", page);
  await press(page, "Stop the camera");
  await pretendCamera(page, hiddenCode());
  await press(page, "Scan the code");
  await page.getByText("Looking for the code…").waitFor();
  await visit("join-scan", page);
  await press(page, "Stop the camera");
  await pretendCamera(page, foreignCode());
  await press(page, "Scan the code");
  await page.getByText("This is not an Ebb code.").waitFor();
  await visit("join-scan-not-ebb", page);
  await press(page, "Stop the camera");
  await page.evaluate(() => {
    MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await press(page, "Scan the code");
  await page.getByText("Ebb may not use the camera.").waitFor();
  await visit("join-scan-refused", page);
  await page.context().close();
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
  await page.route("**/api/v1/mailboxes", (route) => route.abort());
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
  await page.getByText("This is not a whole link or code from Ebb.").waitFor();
  await visit("invited-not-whole", page);
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
