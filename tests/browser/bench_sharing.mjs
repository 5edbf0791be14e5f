// Prints what it takes to let somebody follow ten years, "the past too", and what an entry costs with those who follow, one line a
// figure: `name: value unit`. The journal is the one of `bench archive`: 70,000 records of six fields.
import assert from "node:assert/strict";
import { YES, inviteToFollow, sayYes } from "./follow_world.mjs";
import { Server, bringIn, browser, digitsOn, firstMinute, flashButton, phone, text, turnSyncOn } from "./harness.mjs";
import { tapToShown } from "./latency.mjs";

const FEED = "/api/v1/follows/feed";
const APPEND = "/api/v1/segments";
const ALL = ["Intimate", "Mood", "Sleep, memory, fatigue", "Notes and questions"];
const FOLLOWERS = 5;
const ENTRIES = 30;
/** The first ones warm everything up. */
const WARM_UP = 5;

const endings = [];
/** What a test hands the harness, as far as the harness asks for it. */
const bench = { after: (ending) => endings.push(ending) };
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const print = (name, value, unit) => console.log(`${name}: ${value} ${unit}`);

/** Answers to what a page sends to such an address: `until(n)` waits for that many more. */
function answersOf(page, address) {
  let [came, wanted, done] = [0, 0, () => {}];
  page.on("response", (response) => {
    if (!response.url().endsWith(address)) return;
    came += 1;
    if (came >= wanted) done();
  });
  return {
    until: (more) =>
      new Promise((resolve) => {
        [came, wanted, done] = [0, more, resolve];
        if (more === 0) resolve();
      }),
  };
}

/** Another rating each time: the same again is no entry. */
let rating = 3;

/** Lets the page do what it still has to do. */
const idle = (page) => page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(() => requestIdleCallback(resolve), 0))));

/** Rates a joint pain so many times, and tells how long the page was busy for each until it, and each feed, was on the server, and how long it took until "Saved". */
async function busyForAnEntry(page, followers) {
  const client = await page.context().newCDPSession(page);
  // Time of the processor: others on the machine do not count.
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async () => (await client.send("Performance.getMetrics")).metrics.find((metric) => metric.name === "TaskDuration").value * 1_000;
  const [sent, fed] = [answersOf(page, APPEND), answersOf(page, FEED)];
  await page.goto("/");
  await flashButton(page).waitFor();
  await page.getByText(text.safe).first().waitFor();
  const [spent, until] = [[], []];
  for (let entry = 0; entry < ENTRIES + WARM_UP; entry += 1) {
    await idle(page);
    rating = rating === 3 ? 4 : 3;
    const rated = page.getByRole("group", { name: "Joint pain" }).getByRole("radio", { name: `${rating} of 10` });
    const both = Promise.all([sent.until(1), fed.until(followers)]);
    const before = await busy();
    const saved = await tapToShown(page, rated, { words: `^Joint pain ${rating} of 10.*Saved`, where: '[role="status"]', pattern: true });
    await both;
    await page.getByText(text.safe).first().waitFor();
    await idle(page);
    if (entry < WARM_UP) continue;
    spent.push((await busy()) - before);
    until.push(saved);
  }
  await client.detach();
  return { spent: median(spent), saved: median(until) };
}

/** Notes the long tasks of a page from now on. */
const noteLongTasks = (page) =>
  page.evaluate(() => {
    globalThis.longest = 0;
    globalThis.notes?.disconnect();
    globalThis.notes = new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.longest = Math.max(globalThis.longest, entry.duration))));
    globalThis.notes.observe({ type: "longtask" });
  });

/** Lets one more follow: from the owner's yes to the last segment of the first difference. */
async function letOneFollow(owner, follower, number) {
  const invitation = await inviteToFollow(owner, { name: `Follower ${number}`, past: true, kinds: ALL });
  await sayYes(follower, invitation);
  assert.equal(await digitsOn(owner), await digitsOn(follower));
  let [bytes, last] = [0, 0];
  const count = (response) => {
    if (!response.url().endsWith(FEED)) return;
    bytes += response.request().postDataBuffer()?.length ?? 0;
    last = performance.now();
  };
  owner.on("response", count);
  await noteLongTasks(owner);
  await noteLongTasks(follower);
  const yes = performance.now();
  await owner.getByRole("button", YES).tap();
  await follower.getByText("Day by day").or(follower.getByText("What was logged")).first().waitFor({ timeout: 60_000 });
  const seen = performance.now();
  await owner.getByText(`Follower ${number} follows you now.`).waitFor();
  await idle(owner);
  owner.off("response", count);
  print("sharing_feed_of_ten_years", bytes, "bytes");
  print("sharing_from_yes_to_the_feed_on_the_server", Math.round(last - yes), "ms");
  print("sharing_from_yes_to_the_view", Math.round(seen - yes), "ms");
  const longest = async (page) => Math.round(await page.evaluate(() => globalThis.longest));
  print("sharing_longest_task_of_the_owner", await longest(owner), "ms");
  print("sharing_longest_task_of_who_follows", await longest(follower), "ms");
}

try {
  const server = await Server.start(bench);
  const launched = await browser(bench);
  const owner = await phone(bench, launched, server);
  await firstMinute(owner);
  await bringIn(owner, "EBB_TEN_YEARS");
  await owner.goto("/");
  await turnSyncOn(owner);
  await owner.getByText(text.safe).first().waitFor({ timeout: 60_000 });
  const alone = await busyForAnEntry(owner, 0);
  for (let number = 0; number < FOLLOWERS; number += 1) {
    const follower = await phone(bench, launched, server);
    await letOneFollow(owner, follower, number);
    await follower.context().close();
  }
  const followed = await busyForAnEntry(owner, FOLLOWERS);
  for (const [name, { spent, saved }] of [["alone", alone], [`with_${FOLLOWERS}`, followed]]) {
    print(`sharing_tap_to_saved_${name}`, saved.toFixed(1), "ms");
    print(`sharing_busy_for_an_entry_${name}`, spent.toFixed(1), "ms");
  }
} finally {
  for (const ending of endings.reverse()) await ending();
}
