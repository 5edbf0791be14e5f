// How long an entry takes: from the tap to "Saved.", and from the tap on one phone to the changed screen of another.

/** Marks an odd tap and its undoing; both are entries, and both show on the other phone. */
const TAPS = [
  { button: { name: "Taken" }, said: "Letrozole taken. Saved.", shown: "taken 8:" },
  { button: { name: /^Undo, Letrozole/ }, said: "Letrozole is open again.", shown: "Later" },
];

/** So many entries on `a`, one after the other, each awaited on `b`. Times in milliseconds. */
export async function measure(a, b, entries) {
  const [aToB, tapToSaved] = [[], []];
  await a.evaluate(noteTaps);
  for (let entry = 0; entry < entries; entry += 1) {
    const { button, said, shown } = TAPS[entry % TAPS.length];
    const saved = a.evaluate(whenShown, { words: said, where: '[role="status"]' });
    const arrived = b.evaluate(whenShown, { words: shown, where: "main" });
    await a.getByRole("button", button).tap();
    const [savedAt, arrivedAt] = await Promise.all([saved, arrived]);
    const tappedAt = await a.evaluate(() => window.tappedAt);
    tapToSaved.push(savedAt - tappedAt);
    aToB.push(arrivedAt - tappedAt);
  }
  return { aToB, tapToSaved };
}

/** So many entries on one phone, each awaited: from the tap to "Saved." The first tap marks a dose of a medicine as taken. */
export async function measureSaved(page, medicine, entries) {
  const taps = [
    { button: { name: "Taken" }, said: `${medicine} taken. Saved.` },
    { button: { name: new RegExp(`^Undo, ${medicine}`) }, said: `${medicine} is open again.` },
  ];
  const times = [];
  for (let entry = 0; entry < entries; entry += 1) {
    const { button, said } = taps[entry % taps.length];
    times.push(await tapToShown(page, page.getByRole("button", button), { words: said, where: '[role="status"]' }));
  }
  return times;
}

/** From the tap on something to when words are on the screen, in milliseconds. */
export async function tapToShown(page, target, shown) {
  await page.evaluate(noteTaps);
  const seen = page.evaluate(whenShown, shown);
  await target.tap();
  return (await seen) - (await page.evaluate(() => window.tappedAt));
}

/** So many ratings of joint pain by who is followed, on Today: from the tap to the painted screen of who follows, in milliseconds. */
export async function measureFollowed(owner, follower, entries) {
  await owner.evaluate(noteTaps);
  const times = [];
  for (let entry = 0; entry < entries; entry += 1) {
    const value = 3 + (entry % 2);
    const shown = follower.evaluate(whenShown, { words: `Joint pain ${value} of 10`, where: "main" });
    await owner.getByRole("group", { name: "Joint pain" }).getByRole("radio", { name: `${value} of 10` }).tap();
    times.push((await shown) - (await owner.evaluate(() => window.tappedAt)));
  }
  return times;
}

/** The value below which a share of the times lies. */
export function quantile(times, share) {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

// In the page. Times are those of the machine's one clock, so that two pages can be compared; the shifted `Date` plays no part.

function noteTaps() {
  addEventListener("click", (event) => (window.tappedAt = performance.timeOrigin + event.timeStamp), { capture: true });
}

/** When the words (or a pattern of them) come onto the screen, painted. Words that are there already must have gone before. */
function whenShown({ words, where, pattern = false }) {
  const looked = pattern ? new RegExp(words) : { test: (text) => text.includes(words) };
  const isThere = () => [...document.querySelectorAll(where)].some((part) => looked.test(part.innerText));
  return new Promise((resolve) => {
    let wasGone = !isThere();
    const watch = new MutationObserver(() => {
      wasGone ||= !isThere();
      if (!wasGone || !isThere()) return;
      watch.disconnect();
      requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}
