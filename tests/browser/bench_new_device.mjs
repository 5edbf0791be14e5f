// Prints what a new device gets of ten years and how long that takes, one line a figure: `name: value unit`. The journal is the
// one of `bench archive`: 70,000 records of six fields.
import { Server, approve, bringIn, browser, firstMinute, invite, phone, text, toToday, turnSyncOn } from "./harness.mjs";

const ROUNDS = 3;
const PULL = "/api/v1/segments/pull";

const endings = [];
/** What a test hands the harness, as far as the harness asks for it. */
const bench = { after: (ending) => endings.push(ending) };

/** A new device comes in: from its first pull to the journal on its screen, and what it pulled. */
async function join(a, b) {
  const invitation = await invite(a);
  await b.goto(invitation.link);
  await b.getByRole("button", { name: "Open my journal here" }).tap();
  let [begun, bytes] = [0, 0];
  const reading = [];
  b.on("request", (request) => {
    if (request.url().endsWith(PULL) && begun === 0) begun = performance.now();
  });
  b.on("response", (response) => {
    if (response.url().endsWith(PULL)) reading.push(response.body().then((body) => (bytes += body.length)));
  });
  await approve(invitation, b);
  const yes = performance.now();
  await b.getByText("Your journal is on this device now.").waitFor();
  const here = performance.now();
  await Promise.all(reading);
  return { bytes, pulled: here - begun, sinceYes: here - yes };
}

try {
  const server = await Server.start(bench);
  const launched = await browser(bench);
  const a = await phone(bench, launched, server);
  await firstMinute(a);
  await bringIn(a, "EBB_TEN_YEARS");
  await a.goto("/");
  await turnSyncOn(a);
  await a.getByText(text.safe).first().waitFor({ timeout: 60_000 });
  for (let round = 0; round < ROUNDS; round += 1) {
    const b = await phone(bench, launched, server);
    const { bytes, pulled, sinceYes } = await join(a, b);
    console.log(`new_device_pulled: ${bytes} bytes`);
    console.log(`new_device_first_pull_to_journal: ${Math.round(pulled)} ms`);
    console.log(`new_device_yes_to_journal: ${Math.round(sinceYes)} ms`);
    await b.context().close();
    await toToday(a);
  }
} finally {
  for (const ending of endings.reverse()) await ending();
}
