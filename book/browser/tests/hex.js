// Bytes and fields, by keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { figure, fragment, open, tabTo } from "../lib/book.js";
import { pageWith } from "../lib/site.js";

/** @typedef {import("../lib/book.js").Locator} Locator */

const PAGE = pageWith("bytes with a pointer", /<net-hex[^]*<tr[^>]* data-to="/);

/** @param {Locator} hex */
const said = (hex) => hex.locator("> output").textContent();

/** Asserts that a field, and nothing else, is marked. @param {Locator} hex @param {number} field */
async function marks(hex, field) {
  const marked = await hex.locator("[data-field]").evaluateAll((all) => all
    .filter((part) => part.classList.contains("net-chosen")).map((part) => Number(part.getAttribute("data-field"))));
  const parts = await hex.locator(`[data-field='${field}']`).count();
  assert.ok(parts > 1, "a field has bytes and a row");
  assert.deepEqual(marked, Array(parts).fill(field));
  assert.match(await said(hex) ?? "", new RegExp(`^Field ${field + 1}, `));
  assert.equal(await hex.locator("tr[aria-current='true']").getAttribute("data-field"), String(field));
}

test("hex: arrows go from byte to byte, and its field is marked", () => open(PAGE, async (page) => {
  const hex = figure(page, "net-hex");
  const { pathname } = new URL(page.url());
  const field = async () => Number(await page.evaluate(() => document.activeElement?.getAttribute("data-field")));
  await tabTo(page, hex.locator("button.hex-byte"));
  await marks(hex, 0);
  const bytes = await hex.locator("button.hex-byte").count();
  for (let at = 1; at < bytes; at += 1) {
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-byte")), String(at));
    await marks(hex, await field());
  }
  await page.keyboard.press("ArrowRight");
  assert.equal(new URL(page.url()).pathname, pathname, "the page is not turned at the end");
  const columns = await hex.locator(".hex-row").first().locator("button.hex-byte").count();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-byte")), String(columns));
  assert.equal(await fragment(page), `#${await hex.getAttribute("data-figure")}?field=${await field() + 1}`);
}));

test("hex: arrows go from field to field, and a pointer shows where it points", () => open(PAGE, async (page) => {
  const hex = figure(page, "net-hex");
  const rows = hex.locator("tr[data-field]");
  await tabTo(page, hex.locator(".hex-table th button"));
  await marks(hex, 0);
  let pointers = 0;
  for (let field = 1; field < await rows.count(); field += 1) {
    await page.keyboard.press("ArrowDown");
    await marks(hex, field);
    const to = await rows.nth(field).getAttribute("data-to");
    const targets = await hex.locator("button.net-target").evaluateAll((all) => all.map((one) => one.getAttribute("data-byte")));
    assert.deepEqual(targets, to === null ? [] : [to]);
    if (to !== null) {
      assert.match(await said(hex) ?? "", new RegExp(`It points to byte ${to}: `));
      pointers += 1;
    }
  }
  assert.ok(pointers > 0);
}));
