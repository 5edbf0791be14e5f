// The ways in which people see a screen: by day, in the dark, at night, at twice the size of text. Each leaves the page as it found it.

/** The narrowest phone in use. */
export const NARROW = { width: 320, height: 640 };
const DESK = { width: 1280, height: 800 };

/** Colours change at once: nothing is looked at on its way from one to the other. */
export async function inColours(page, colorScheme, act) {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await painted(page);
  await act();
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

export async function asAtNight(page, act) {
  const worn = await page.evaluate(() => document.documentElement.className);
  await page.evaluate(() => (document.documentElement.className = "night"));
  await painted(page);
  await act();
  await page.evaluate((worn) => (document.documentElement.className = worn), worn);
}

/** The browser's own text size is 200 %; `viewport` is that of the phone where none is given. */
export async function atTwiceTheSize(page, act, viewport = page.viewportSize()) {
  const before = page.viewportSize();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  await page.setViewportSize(viewport);
  await painted(page);
  await act();
  await devtools.send("Page.setFontSizes", { fontSizes: { standard: 16, fixed: 13 } });
  await page.setViewportSize(before);
  await devtools.detach();
}

/** The same on a desk: places at the side. */
export async function onADesk(page, act) {
  const before = page.viewportSize();
  await page.setViewportSize(DESK);
  await painted(page);
  await act();
  await page.setViewportSize(before);
}

/** Everything that was set off is painted, and has come to rest. */
export const painted = (page) =>
  page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
