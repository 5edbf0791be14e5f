// Draws every screen and state into docs/screens/: light, dark, at night, at twice the size of text, and on a desk. By `cargo xtask screens`.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { walk } from "./walk.mjs";
import { asAtNight, atTwiceTheSize, inColours, onADesk, painted } from "./ways_to_see.mjs";

const FOLDER = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../../docs/screens");

/** Drawn without loss as well. */
const IN_README = "check-in";
const QUALITY = 55;
const HIGHEST = 2600;

const endings = [];
/** What a test hands the harness, as far as the harness asks for it. */
const drawing = { after: (ending) => endings.push(ending) };

async function draw(name, page) {
  const devtools = await page.context().newCDPSession(page);
  // What is drawn stays in the repository's history for ever: as WebP it weighs a third.
  const picture = async (way) => {
    await page.evaluate(() => (document.documentElement.style.caretColor = "transparent"));
    const { data } = await devtools.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
    await writeFile(join(FOLDER, `${name}${way}.webp`), Buffer.from(data, "base64"));
  };
  await inColours(page, "light", () => picture(""));
  if (name === IN_README) await inColours(page, "light", () => page.screenshot({ path: join(FOLDER, `${name}.png`), caret: "hide" }));
  await inColours(page, "dark", () => picture("-dark"));
  await asAtNight(page, () => picture("-night"));
  await atTwiceTheSize(page, async () => {
    // The whole page at once: a picture of more than the screen would be taken at the usual size of text.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ ...page.viewportSize(), height: Math.min(height, HIGHEST) });
    await painted(page);
    await picture("-large");
  });
  await onADesk(page, () => picture("-desk"));
  await devtools.detach();
}

const row = (name) => `| ${name} | [light](${name}.webp) | [dark](${name}-dark.webp) | [night](${name}-night.webp) | [text at 200 %](${name}-large.webp) | [desk](${name}-desk.webp) |`;

const index = (names) => `# Every screen and state

Drawn by \`cargo xtask screens\` from the app itself, on a phone of 390 × 844 and a desk of 1280 × 800, on a day that is always the same. Look at them after each change
of what is seen.

| screen | | | | | |
| --- | --- | --- | --- | --- | --- |
${names.map(row).join("\n")}
`;

try {
  await mkdir(FOLDER, { recursive: true });
  // Where parts of the walk are named, the pictures of the others stay.
  const isWhole = !process.env.EBB_WALK;
  if (isWhole) for (const old of await readdir(FOLDER)) await rm(join(FOLDER, old));
  const names = [];
  await walk(drawing, async (name, page) => {
    names.push(name);
    await draw(name, page);
  });
  if (isWhole) await writeFile(join(FOLDER, "README.md"), index(names));
  console.log(`${names.length} screens and states are in docs/screens/`);
} finally {
  for (const ending of endings.reverse()) await ending();
}
