// Readers who see otherwise than most: without movement, or with colours of their own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { figure, none, open, through, url } from "../lib/book.js";
import { pageWith } from "../lib/site.js";

/** @typedef {import("../lib/book.js").Page} Page */

const LADDER = pageWith("a ladder", /<net-ladder /);

/** How many parts of a ladder move, or would move if they changed. @param {Page} page */
const moving = (page) => page.locator("net-ladder").first().evaluate((ladder) => {
  const durations = [...ladder.querySelectorAll("*")].flatMap((part) => {
    const style = getComputedStyle(part);
    return `${style.transitionDuration},${style.animationDuration}`.split(",").map((duration) => parseFloat(duration));
  });
  return ladder.getAnimations({ subtree: true }).length + durations.filter((duration) => duration > 0.01).length;
});

test("eyes: for whoever wants no movement, Play jumps from step to step", () => open(LADDER, async (page) => {
  await page.clock.install();
  await page.reload();
  const ladder = figure(page, "net-ladder");
  await ladder.getByRole("button", { name: "Play" }).click();
  assert.equal(await moving(page), 0);
  await page.clock.runFor(1_600);
  assert.equal(await ladder.getByRole("slider").inputValue(), "1");
  assert.equal(await moving(page), 0);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), "auto");
}, { reducedMotion: "reduce" }));

/**
 * Which part of a picture is not of its most frequent colour: what is drawn or written. A browser decodes the picture.
 * @param {Page} page
 * @param {Buffer} png
 */
const inked = (page, png) => page.evaluate(async (source) => {
  const image = new Image();
  image.src = `data:image/png;base64,${source}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  if (!context) return 0;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  /** @type {Map<number, number>} */
  const colours = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  const [[paper]] = [...colours].sort(([, a], [, b]) => b - a);
  const light = (/** @type {number} */ colour) => 0.3 * (colour >> 16) + 0.6 * ((colour >> 8) & 255) + 0.1 * (colour & 255);
  const ink = [...colours].filter(([colour]) => Math.abs(light(colour) - light(paper)) > 100);
  return ink.reduce((sum, [, count]) => sum + count, 0) / (data.length / 4);
}, png.toString("base64"));

const PARTS = /** @type {Record<string, string[]>} */ ({
  "net-ladder": ["[role=img]", ".net-steps", ".net-toolbar"], "net-map": ["[role=img]"], "net-bits": [".bits-ruler", "table", ".net-toolbar"],
  "net-hex": [".hex-dump", "table"], "net-line": ["svg"], "net-tree": ["svg"], "net-quiz": [".quiz-ask", ".quiz-options", ".quiz-bar"],
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`eyes: with colours of the reader's own (${colorScheme}) all drawings are seen`, async () => {
    none(await through(Object.keys(PARTS), async (page, element) => {
      await page.goto(url(pageWith(element, new RegExp(`<${element} `))));
      const problems = [];
      for (const part of PARTS[element]) {
        const share = await inked(page, await figure(page, element).locator(part).first().screenshot());
        if (share < 0.004) problems.push(`${element} ${part}: ${(share * 100).toFixed(2)} % of the picture is to be seen`);
      }
      return problems;
    }, { forcedColors: "active", colorScheme }));
  });
}

test("eyes: with colours of the reader's own, what is chosen is seen", () => open(pageWith("bytes", /<net-hex /), async (page) => {
  const hex = figure(page, "net-hex");
  const dump = hex.locator(".hex-dump");
  const before = await inked(page, await dump.screenshot());
  await hex.locator(".hex-table th button").first().click();
  assert.ok(await inked(page, await dump.screenshot()) > before * 1.05);
}, { forcedColors: "active" }));
