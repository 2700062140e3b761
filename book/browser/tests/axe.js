// What axe-core can see of accessibility, on every page, in the two themes that a reader gets without choosing.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { figure, none, open, through, url } from "../lib/book.js";
import { pages, pageWith } from "../lib/site.js";

/** @typedef {import("../lib/book.js").Page} Page */
/** @typedef {{ rule: string, inside: boolean, at: string, why: string }} Violation */

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/**
 * What mdBook's own page breaks around ours: the button of its list is a label, and its bar is no landmark. It must only
 * become less: a rule that no page breaks any more is taken from here, and the test says so.
 */
const KNOWN_OUTSIDE = ["aria-allowed-attr", "aria-prohibited-attr", "region"];

/** All that axe finds on a page, with everything open that can be. @param {Page} page @returns {Promise<Violation[]>} */
async function violations(page) {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    for (const details of document.querySelectorAll("main details")) details.setAttribute("open", "");
    // What is too wide becomes a stop for Tab when the browser has measured it: with all letters, in the next frame.
    await document.fonts.ready;
    for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
    // @ts-expect-error axe's script has just been added
    const results = await window.axe.run(document, { elementRef: true, resultTypes: ["violations"] });
    return results.violations.flatMap((/** @type {any} */ rule) => rule.nodes.map((/** @type {any} */ node) => ({
      rule: rule.id,
      inside: node.element?.closest("main") != null,
      at: node.target.join(" "),
      why: node.failureSummary?.split("\n").slice(1, 3).map((/** @type {string} */ line) => line.trim()).join("; ") ?? rule.help,
    })));
  });
}

const outside = /** @type {Set<string>} */ (new Set());

for (const theme of ["light", "navy"]) {
  test(`axe: the text of every page, ${theme}`, async () => {
    none(await through(pages, async (page, name) => {
      await page.goto(url(name));
      const found = await violations(page);
      for (const { rule, inside } of found) if (!inside) outside.add(rule);
      return found.filter(({ inside }) => inside).map(({ rule, at, why }) => `${name}: ${rule} at ${at}: ${why}`);
    }, { theme }));
  });

  test(`axe: figures and questions in use, ${theme}`, async () => {
    const inside = async (/** @type {Page} */ page) =>
      none((await violations(page)).filter((one) => one.inside).map(({ rule, at, why }) => `${rule} at ${at}: ${why}`));
    await open(pageWith("a ladder with messages to lose", /<net-ladder[^]*"can_be_lost":\["/), async (page) => {
      const ladder = figure(page, "net-ladder");
      await ladder.getByRole("checkbox").first().check();
      await ladder.getByRole("button", { name: "First" }).click();
      await ladder.getByRole("button", { name: "Next" }).click();
      await inside(page);
    }, { theme });
    await open(pageWith("a map", /<net-map /), async (page) => {
      const map = figure(page, "net-map");
      await map.getByRole("checkbox").nth(1).check();
      await map.getByRole("button", { name: "Back" }).click();
      await inside(page);
    }, { theme });
    await open(pageWith("a layout of bits", /<net-bits /), async (page) => {
      await figure(page, "net-bits").getByRole("textbox").fill("no number");
      await inside(page);
    }, { theme });
    await open(pageWith("bytes with a pointer", /<net-hex[^]*<tr[^>]* data-to="/), async (page) => {
      await figure(page, "net-hex").locator("tr[data-to] th button").first().click();
      await inside(page);
    }, { theme });
    await open(pageWith("a question", /<net-quiz /), async (page) => {
      for (const quiz of await page.locator("net-quiz").all()) {
        for (const box of await quiz.locator("input[type=checkbox]").all()) await box.check();
        for (const button of await quiz.locator("input[type=radio]").all()) await button.check();
        await quiz.getByRole("button", { name: "Check" }).click();
      }
      await inside(page);
    }, { theme });
  });
}

test("axe: what mdBook's page has around ours becomes less", () => {
  assert.deepEqual([...outside].sort(), KNOWN_OUTSIDE);
});
