// Prints what it takes to let somebody follow ten years, "the past too", and what an entry costs with those who follow, one line a
// figure: `name: value unit`. The journal is the one of `bench archive`: 70,000 records of six fields.
import { follow, inviteToFollow } from "./follow_world.mjs";
import { Server, bringIn, browser, firstMinute, flashButton, phone, text, turnSyncOn } from "./harness.mjs";

const FEED = "/api/v1/follows/feed";
const ALL = ["Intimate", "Mood", "Sleep, memory, fatigue", "Notes and questions"];
const FOLLOWERS = 5;
const ENTRIES = 20;

const endings = [];
/** What a test hands the harness, as far as the harness asks for it. */
const bench = { after: (ending) => endings.push(ending) };
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Taps a hot flash so many times, and tells how long the page was busy for each. */
async function busyForAnEntry(page) {
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  const busy = async () => (await client.send("Performance.getMetrics")).metrics.find((metric) => metric.name === "TaskDuration").value * 1_000;
  const spent = [];
  await page.goto("/");
  await flashButton(page).waitFor();
  for (let entry = 0; entry < ENTRIES; entry += 1) {
    // At rest: everything is off the phone, and every feed is written.
    await page.getByText(text.safe).first().waitFor();
    await page.waitForTimeout(400);
    const before = await busy();
    await flashButton(page).tap();
    await page.waitForTimeout(1_200);
    spent.push((await busy()) - before);
    await page.getByRole("button", { name: "Undo" }).tap();
    await page.waitForTimeout(1_200);
  }
  return median(spent);
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
  const alone = await busyForAnEntry(owner);
  let [bytes, first, last] = [0, 0, 0];
  owner.on("request", (request) => {
    if (!request.url().endsWith(FEED)) return;
    bytes += request.postDataBuffer()?.length ?? 0;
    last = performance.now();
  });
  for (let number = 0; number < FOLLOWERS; number += 1) {
    const follower = await phone(bench, launched, server);
    const invitation = await inviteToFollow(owner, { name: `Follower ${number}`, past: true, kinds: ALL });
    [bytes, first, last] = [0, 0, 0];
    await owner.evaluate(() => {
      globalThis.longest = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.longest = Math.max(globalThis.longest, entry.duration)))).observe({ type: "longtask" });
    });
    first = performance.now();
    await follow(owner, follower, invitation);
    await follower.getByText("Day by day").or(follower.getByText("What was logged")).first().waitFor({ timeout: 60_000 });
    const seen = performance.now();
    await owner.getByText(`Follower ${number} follows you now.`).waitFor();
    console.log(`sharing_feed_of_ten_years: ${bytes} bytes`);
    console.log(`sharing_from_link_to_last_append: ${Math.round(last - first)} ms`);
    console.log(`sharing_from_link_to_view: ${Math.round(seen - first)} ms`);
    console.log(`sharing_longest_task_of_the_owner: ${Math.round(await owner.evaluate(() => globalThis.longest))} ms`);
    await follower.context().close();
  }
  const followed = await busyForAnEntry(owner);
  console.log(`sharing_busy_for_an_entry_alone: ${alone.toFixed(1)} ms`);
  console.log(`sharing_busy_for_an_entry_with_${FOLLOWERS}: ${followed.toFixed(1)} ms`);
} finally {
  for (const ending of endings.reverse()) await ending();
}
