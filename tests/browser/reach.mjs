// Whether a screen is within reach: for a screen reader, for weak eyes at twice the size of text, for stiff fingers.
import assert from "node:assert/strict";
import axeCore from "axe-core";
import { walk } from "./walk.mjs";
import { NARROW, asAtNight, atTwiceTheSize, inColours, onADesk } from "./ways_to_see.mjs";

const TARGET_PX = 48;
/** Running text has AAA contrast in light and dark; AA at night on purpose. */
const CONTRAST = ["color-contrast", "color-contrast-enhanced"];
const CONTRAST_AT_NIGHT = ["color-contrast"];

/** Goes through parts of the walk: no screen or state in any of its colours and sizes keeps anybody out. */
export async function allWithinReach(t, parts) {
  const problems = [];
  const names = [];
  const look = async (name, page) => {
    names.push(name);
    problems.push(...(await outOfReach(name, page)));
  };
  await walk(t, look, parts);
  assert.equal(new Set(names).size, names.length, `${names}`);
  assert.deepEqual(problems, []);
  return names;
}

/** What of a page is out of somebody's reach. */
async function outOfReach(name, page) {
  const found = [];
  const check = async (how, look) => found.push(...(await look(page)).map((problem) => `${name}, ${how}: ${problem}`));
  await inColours(page, "light", async () => {
    await check("light", axe);
    await check("light", smallTargets);
    await check("light", smallText);
  });
  await inColours(page, "dark", () => check("dark", (page) => axe(page, "contrast")));
  await asAtNight(page, () => check("night", (page) => axe(page, "contrast")));
  const atTwice = async () => {
    await check("twice the size", sideways);
    await check("twice the size", smallTargets);
    await check("twice the size", axe);
  };
  await atTwiceTheSize(page, atTwice, NARROW);
  await onADesk(page, () => check("on a desk", sideways));
  return found;
}

/** What axe finds: of everything, or of the contrast alone. */
async function axe(page, alone) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeCore.source);
  const isNight = await page.evaluate(() => document.documentElement.classList.contains("night"));
  const contrast = isNight ? CONTRAST_AT_NIGHT : CONTRAST;
  const rules = Object.fromEntries(contrast.map((rule) => [rule, { enabled: true }]));
  const options = { resultTypes: ["violations"], ...(alone === "contrast" ? { runOnly: contrast } : { rules }) };
  const violations = await page.evaluate(async (options) => (await window.axe.run(options)).violations, options);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} (${node.any[0]?.message ?? node.failureSummary})`));
}

/** What would have to be scrolled sideways to be read, and text that is cut off. */
const sideways = (page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const isOut = ({ left, right, width: own }) => own > 0 && (left < -1 || right > width + 1);
    const told = (part) => `${part.outerHTML.slice(0, 80)} reaches over the edge`;
    const out = [...document.body.querySelectorAll("*")].filter((part) => !part.ownerSVGElement && part.checkVisibility() && isOut(part.getBoundingClientRect()));
    const cut = [...document.body.querySelectorAll("*")].filter((part) => {
      const { overflowX } = getComputedStyle(part);
      // A line to write in scrolls within itself; what is for a screen reader alone is one dot.
      return part.localName !== "input" && !part.matches(".unseen") && overflowX !== "visible" && part.scrollWidth > part.clientWidth + 1;
    });
    const page = document.scrollingElement.scrollWidth > width ? ["the page scrolls sideways"] : [];
    return [...page, ...out.map(told), ...cut.map((part) => `${part.outerHTML.slice(0, 80)} is cut off`)];
  });

/** Words that are smaller than 14 px. */
const smallText = (page) =>
  page.evaluate(() => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = new Set();
    while (words.nextNode()) {
      const part = words.currentNode.parentElement;
      const isSeen = words.currentNode.data.trim() !== "" && part.checkVisibility() && !part.closest(".unseen");
      // What is drawn is as large as its drawing makes it.
      const scale = part.closest("svg")?.getScreenCTM()?.a ?? 1;
      if (isSeen && Number.parseFloat(getComputedStyle(part).fontSize) * scale < 13.9) small.add(part);
    }
    return [...small].map((part) => `${part.outerHTML.slice(0, 80)} is smaller than 14 px`);
  });

/** What can be pressed and is smaller than a stiff finger needs. Counted is where a tap lands, not what is seen. */
const smallTargets = (page) =>
  page.evaluate((least) => {
    const targets = [...document.querySelectorAll("a[href], button, input, [role=button], [role=switch]")].filter((part) => part.checkVisibility());
    const isLarge = (target) => {
      const box = target.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const lands = (dx, dy) => {
        const hit = document.elementFromPoint(x + dx, y + dy);
        return target.contains(hit) || (hit?.closest("label")?.contains(target) ?? false);
      };
      const far = least / 2 - 0.75;
      return lands(0, -far) && lands(0, far) && (box.width >= least || (lands(-far, 0) && lands(far, 0)));
    };
    return targets.flatMap((target) => {
      // Wherever on the screen it can be brought to, it must be whole somewhere: not under the bars at the thumb.
      const places = ["center", "start", "end"];
      const isReached = places.some((block) => {
        target.scrollIntoView({ block });
        return isLarge(target);
      });
      const { width, height } = target.getBoundingClientRect();
      return isReached ? [] : [`${target.outerHTML.slice(0, 80)} is ${Math.round(width)} × ${Math.round(height)}`];
    });
  }, TARGET_PX);
