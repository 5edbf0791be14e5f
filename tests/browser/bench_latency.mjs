// Prints how long an entry takes, one line a figure: `name: value unit`.
import { followed } from "./follow_world.mjs";
import { Server, toToday, twoPhones } from "./harness.mjs";
import { measure, measureFollowed, quantile } from "./latency.mjs";

const ENTRIES = 60;
/** The first ones warm everything up. */
const WARM_UP = 4;

const endings = [];
/** What a test hands the harness, as far as the harness asks for it. */
const bench = { after: (ending) => endings.push(ending) };

try {
  const server = await Server.start(bench);
  const { a, b } = await twoPhones(bench, server);
  await measure(a, b, WARM_UP);
  const { aToB, tapToSaved } = await measure(a, b, ENTRIES);
  const print = (name, times, share) => console.log(`${name}: ${Math.round(quantile(times, share))} ms`);
  print("a_to_b_median", aToB, 0.5);
  print("a_to_b_p95", aToB, 0.95);
  print("tap_to_saved_median", tapToSaved, 0.5);
  print("tap_to_saved_p95", tapToSaved, 0.95);
  const { owner, follower } = await followed(bench);
  await toToday(owner);
  await measureFollowed(owner, follower, WARM_UP);
  const ownerToFollower = await measureFollowed(owner, follower, ENTRIES);
  print("owner_to_follower_median", ownerToFollower, 0.5);
  print("owner_to_follower_p95", ownerToFollower, 0.95);
} finally {
  for (const ending of endings.reverse()) await ending();
}
