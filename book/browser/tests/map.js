// The map of the chapter on packets: what goes from Tokyo to London, and what the reader may take away.
import assert from "node:assert/strict";
import { test } from "node:test";
import { figure, fragment, open, tabTo } from "../lib/book.js";
import { pageWith } from "../lib/site.js";

/** @typedef {import("../lib/book.js").Locator} Locator */

const PAGE = pageWith("a map with packets to lose", /<net-map[^]*"can_be_lost":\["/);

/** The cities that a packet leaves, as the list tells it. @param {Locator} map @param {number} packet */
const wayOf = async (map, packet) => {
  const told = await map.locator(".net-steps li").allTextContents();
  return told.flatMap((step) => step.match(new RegExp(`^(.+) sends \u201cpacket ${packet},.* to (.+?) at `))?.slice(1, 3).join(">") ?? []);
};

/** The numbers of the arrows that are seen. @param {Locator} map */
const arrows = (map) => map.locator(".map-step").evaluateAll((steps) => steps
  .filter((step) => step.querySelector(".map-arrow") && getComputedStyle(step).visibility === "visible")
  .map((step) => Number(step.getAttribute("data-step"))));

test("map: a packet goes from city to city, step by step", () => open(PAGE, async (page) => {
  const map = figure(page, "net-map");
  assert.deepEqual(await wayOf(map, 1), ["Tokyo>New York", "New York>London"]);
  await tabTo(page, map.getByRole("button", { name: "First" }));
  await page.keyboard.press("Enter");
  assert.deepEqual(await arrows(map), []);
  const next = map.getByRole("button", { name: "Next" });
  const count = await map.locator(".net-steps li").count();
  for (let step = 1, seen = /** @type {number[]} */ ([]); step <= count; step += 1) {
    await next.press("Enter");
    const told = await map.locator("> output").textContent() ?? "";
    assert.match(told, new RegExp(`^Step ${step} of ${count}: `));
    if (told.includes(" sends ")) seen = [...seen, step];
    assert.deepEqual(await arrows(map), seen, told);
    // At the end the whole is what counts, and nothing moves any more.
    if (!told.includes(" sends ") || step === count) continue;
    const { arrow, dot } = await map.locator(`.map-step[data-step="${step}"]`).evaluate((part) => {
      for (const animation of part.getAnimations({ subtree: true })) animation.finish();
      const box = (/** @type {string} */ name) => part.querySelector(name)?.getBoundingClientRect();
      return { arrow: box(".map-arrow"), dot: box(".map-dot") };
    });
    assert.ok(arrow && dot, "what travels is seen");
    const off = (/** @type {number} */ at, /** @type {number[]} */ ends) => Math.min(...ends.map((end) => Math.abs(at - end)));
    assert.ok(off(dot.x + dot.width / 2, [arrow.left, arrow.right]) < 3, `${told} The dot is at the end of its arrow.`);
    assert.ok(off(dot.y + dot.height / 2, [arrow.top, arrow.bottom]) < 3, `${told} The dot is at the end of its arrow.`);
  }
}));

test("map: a packet that is lost ends halfway, and nobody sends it again", () => open(PAGE, async (page) => {
  const map = figure(page, "net-map");
  await tabTo(page, map.getByRole("checkbox", { name: "packet 1" }));
  await page.keyboard.press("Space");
  assert.deepEqual(await wayOf(map, 1), ["Tokyo>New York"]);
  assert.deepEqual(await wayOf(map, 2), ["Tokyo>New York", "New York>London"]);
  assert.equal(await map.locator(".map-lost").count(), 1);
  assert.equal(await fragment(page), `#${await map.getAttribute("data-figure")}?drop=1`);
}));

test("map: where a cable is cut, packets find another way", () => open(PAGE, async (page) => {
  const map = figure(page, "net-map");
  await map.getByRole("checkbox", { name: "New York\u2013London" }).check();
  assert.deepEqual(await wayOf(map, 3), ["Tokyo>New York", "New York>Amsterdam", "Amsterdam>London"]);
  await map.getByRole("checkbox", { name: "Tokyo\u2013New York" }).check();
  assert.deepEqual(await wayOf(map, 2), ["Tokyo>New York"]);
  assert.deepEqual(await wayOf(map, 3),
    ["Tokyo>Singapore", "Singapore>Frankfurt", "Frankfurt>Amsterdam", "Amsterdam>London"]);
}));

test("map: who wants nothing to move sees where it ends", () => open(PAGE, async (page) => {
  const map = figure(page, "net-map");
  await map.getByRole("button", { name: "First" }).click();
  await map.getByRole("button", { name: "Next" }).click();
  assert.equal(await map.evaluate((host) => host.getAnimations({ subtree: true }).length), 0);
  assert.ok(await map.locator(".net-current > .map-dot").first().isVisible());
}, { reducedMotion: "reduce" }));
