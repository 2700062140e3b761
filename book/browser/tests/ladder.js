// A conversation, step by step, by keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { figure, fragment, open, tabTo } from "../lib/book.js";
import { pageWith } from "../lib/site.js";

/** @typedef {import("../lib/book.js").Locator} Locator */

const PAGE = pageWith("a ladder with messages to lose", /<net-ladder[^]*"can_be_lost":\["/);

/** How many steps there are; each stands in the list, and, if it is drawn in parts, in the drawing. @param {Locator} ladder */
const steps = async (ladder) => (await ladder.locator(".net-steps li").all()).length;

/** The number of the first step, in the list as in the drawing. @param {Locator} ladder */
const firstStep = async (ladder) => Number(await ladder.locator(".net-steps li").first().getAttribute("data-step"));

/** Asserts that just so many steps are seen. @param {Locator} ladder @param {number} count */
async function shows(ladder, count) {
  const first = await firstStep(ladder);
  const parts = await ladder.locator("[data-step]").evaluateAll((all) => all.map((part) => ({
    step: Number(part.getAttribute("data-step")),
    seen: getComputedStyle(part).visibility === "visible",
    what: `${part.localName} ${part.getAttribute("data-step")}`,
  })));
  const wrong = parts.filter(({ step, seen }) => seen !== step - first < count).map(({ what }) => what);
  assert.deepEqual(wrong, [], `with ${count} steps shown`);
  const range = ladder.getByRole("slider");
  assert.equal(await range.inputValue(), String(count));
  assert.equal(await range.getAttribute("aria-valuetext"), `${count} of ${await steps(ladder)}`);
}

/** @param {Locator} ladder */
const said = (ladder) => ladder.locator("> output").textContent();

test("ladder: all steps are there at first, in the drawing, too", () => open(PAGE, async (page) => {
  const ladder = figure(page, "net-ladder");
  const count = await steps(ladder);
  assert.ok(count > 1, "a ladder has steps");
  await shows(ladder, count);
  assert.equal(await said(ladder), `All ${count} steps are shown.`);
  if (await ladder.locator("svg").count()) {
    const drawn = await ladder.locator("svg [data-step]").evaluateAll((all) => all.map((part) => Number(part.getAttribute("data-step"))));
    const first = await firstStep(ladder);
    assert.deepEqual([...new Set(drawn)].sort((a, b) => a - b), Array.from({ length: count }, (_, at) => at + first), "each step is drawn");
  }
}));

test("ladder: buttons go from step to step, and the address with them", () => open(PAGE, async (page) => {
  const ladder = figure(page, "net-ladder");
  const id = await ladder.getAttribute("data-figure");
  const count = await steps(ladder);

  await tabTo(page, ladder.getByRole("button", { name: "First" }));
  await page.keyboard.press("Enter");
  await shows(ladder, 0);
  assert.equal(await said(ladder), "Nothing has happened yet.");
  assert.equal(await fragment(page), `#${id}?step=0`);

  await tabTo(page, ladder.getByRole("button", { name: "Next" }));
  await page.keyboard.press("Space");
  await page.keyboard.press("Space");
  await shows(ladder, 2);
  const second = ladder.locator(".net-steps li").nth(1);
  assert.equal(await said(ladder), `Step 2 of ${count}: ${await second.textContent()}`);
  assert.equal(await second.getAttribute("aria-current"), "step");
  assert.equal(await fragment(page), `#${id}?step=2`);

  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Back");
  await page.keyboard.press("Enter");
  await shows(ladder, 1);
}));

test("ladder: the range takes arrow keys, Home and End", () => open(PAGE, async (page) => {
  const ladder = figure(page, "net-ladder");
  const count = await steps(ladder);
  await tabTo(page, ladder.getByRole("slider"));
  await page.keyboard.press("ArrowLeft");
  await shows(ladder, count - 1);
  await page.keyboard.press("Home");
  await shows(ladder, 0);
  await page.keyboard.press("ArrowRight");
  await shows(ladder, 1);
  await page.keyboard.press("End");
  await shows(ladder, count);
  assert.equal(await fragment(page), `#${await ladder.getAttribute("data-figure")}`, "as at first is as at first");
}));

test("ladder: Left and Right step while a button has the focus, and turn the page elsewhere", () => open(PAGE, async (page) => {
  const ladder = figure(page, "net-ladder");
  const { pathname } = new URL(page.url());
  const count = await steps(ladder);
  await tabTo(page, ladder.getByRole("button", { name: "Next" }));
  await page.keyboard.press("ArrowLeft");
  await shows(ladder, count - 1);
  for (const key of ["ArrowRight", "ArrowRight", "s", "/", "?"]) await page.keyboard.press(key);
  await shows(ladder, count);
  assert.equal(new URL(page.url()).pathname, pathname);
  assert.ok(await page.locator("#mdbook-search-wrapper").isHidden(), "no search opens");

  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press("ArrowRight");
  await page.waitForURL((url) => url.pathname !== pathname);
}));

test("ladder: Play plays all steps and stops by itself", () => open(PAGE, async (page) => {
  await page.clock.install();
  await page.reload();
  const ladder = figure(page, "net-ladder");
  const count = await steps(ladder);
  await page.clock.runFor(60_000);
  await shows(ladder, count);

  await tabTo(page, ladder.getByRole("button", { name: "Play" }));
  await page.keyboard.press("Enter");
  await shows(ladder, 0);
  await page.clock.runFor(1_600);
  await shows(ladder, 1);
  await ladder.getByRole("button", { name: "Stop" }).waitFor();

  await page.keyboard.press("Enter");
  await page.clock.runFor(60_000);
  await shows(ladder, 1);
  await page.keyboard.press("Enter");
  await page.clock.runFor(1_600 * count);
  await shows(ladder, count);
  await ladder.getByRole("button", { name: "Play" }).waitFor();
  await page.clock.runFor(60_000);
  await shows(ladder, count);
}));

test("ladder: what is lost changes the drawing, the list and the address, and comes back", () => open(PAGE, async (page) => {
  const ladder = figure(page, "net-ladder");
  const id = await ladder.getAttribute("data-figure");
  const look = async () => ({
    drawing: await ladder.locator("net-scroll").first().innerHTML(), list: await ladder.locator(".net-steps li").allTextContents(),
  });
  const before = await look();
  const box = ladder.getByRole("checkbox").first();
  await tabTo(page, box);
  await page.keyboard.press("Space");
  assert.ok(await box.isChecked());
  const after = await look();
  assert.notEqual(after.drawing, before.drawing);
  assert.notDeepEqual(after.list, before.list);
  assert.match(after.drawing, /lost/, "said in a word, too");
  await shows(ladder, after.list.length);
  assert.equal(await fragment(page), `#${id}?drop=1`);

  await tabTo(page, ladder.getByRole("checkbox").nth(1));
  await page.keyboard.press("Space");
  assert.equal(await fragment(page), `#${id}?drop=1,2`);
  assert.notEqual((await look()).drawing, after.drawing);

  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  const all = await steps(ladder);
  await shows(ladder, all);
  assert.deepEqual((await look()).list, before.list);
  assert.equal(await fragment(page), `#${id}`);
}));
