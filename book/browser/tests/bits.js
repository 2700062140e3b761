// The fields of a layout, by keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { figure, fragment, open, tabTo } from "../lib/book.js";
import { pageWith } from "../lib/site.js";

/** @typedef {import("../lib/book.js").Locator} Locator */

const PAGE = pageWith("a layout of bits", /<net-bits /);

/** What the page says about a layout. @param {Locator} bits */
async function layout(bits) {
  const data = JSON.parse(await bits.locator("script").textContent() ?? "null");
  const fields = /** @type {{ name: string, bits: number }[]} */ (data.fields);
  return { value: BigInt(data.value), fields, bits: fields.reduce((sum, field) => sum + field.bits, 0) };
}

/** @param {bigint} value @param {number} bits */
const bytesOf = (value, bits) => (value.toString(16).padStart(bits / 4, "0").match(/../g) ?? []).join(" ");

/** @param {Locator} bits */
const bytes = (bits) => bits.locator(".bits-bytes").textContent();
/** @param {Locator} bits */
const said = (bits) => bits.locator("> output").textContent();

test("bits: what the script shows first is what the page said without it", async () => {
  const texts = (/** @type {Locator} */ bits) => bits.locator(".bits-bit, .bits-field, td code, dd").allTextContents();
  /** @type {string[]} */
  let without = [];
  await open(PAGE, async (page) => { without = await texts(figure(page, "net-bits")); }, { javaScriptEnabled: false });
  await open(PAGE, async (page) => assert.deepEqual(await texts(figure(page, "net-bits")), without));
  assert.ok(without.length > 8);
});

test("bits: arrows go from bit to bit, and Space turns one over", () => open(PAGE, async (page) => {
  const bits = figure(page, "net-bits");
  const { value, fields, bits: all } = await layout(bits);
  await tabTo(page, bits.locator("button.bits-bit"));
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-bit")), "0");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  const flipped = value ^ (1n << BigInt(all - 2));
  assert.equal(await bytes(bits), bytesOf(flipped, all));
  assert.equal(await bits.locator("[data-bit='1']").textContent(), String(flipped >> BigInt(all - 2) & 1n));
  assert.equal(await fragment(page), `#${await bits.getAttribute("data-figure")}?value=0x${flipped.toString(16)}`);
  await page.keyboard.press("End");
  assert.ok((await said(bits))?.startsWith(`${fields.at(-1)?.name}, `), "the field of the bit is chosen");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  assert.equal(await bytes(bits), bytesOf(value, all));
  assert.equal(await fragment(page), `#${await bits.getAttribute("data-figure")}`);
}));

test("bits: arrows go from field to field, in the ruler and in the table", () => open(PAGE, async (page) => {
  const bits = figure(page, "net-bits");
  const { fields } = await layout(bits);
  const { pathname } = new URL(page.url());
  await tabTo(page, bits.locator("button.bits-field"));
  for (const [index, field] of fields.entries()) {
    assert.ok((await said(bits))?.startsWith(`${field.name}, bit`), `${field.name} is said`);
    assert.equal(await bits.locator("tr[aria-current='true'] th").textContent(), field.name);
    assert.ok(await bits.locator(`button.bits-field[data-field='${index}']`).evaluate((it) => it === document.activeElement));
    await page.keyboard.press("ArrowRight");
  }
  assert.equal(new URL(page.url()).pathname, pathname, "the page is not turned at the end");
}));

test("bits: a value is typed, in three ways, and the bytes follow", () => open(PAGE, async (page) => {
  const bits = figure(page, "net-bits");
  const { value, fields, bits: all } = await layout(bits);
  const [{ bits: width, name }] = fields;
  const shift = BigInt(all - width);
  const rest = value & ((1n << shift) - 1n);
  const input = bits.getByRole("textbox");
  await tabTo(page, input);
  for (const text of ["1", "0x1", "0b1"]) {
    await page.keyboard.press("Control+A");
    await page.keyboard.type("0");
    assert.equal(await bytes(bits), bytesOf(rest, all));
    await page.keyboard.press("Control+A");
    await page.keyboard.type(text);
    assert.equal(await bytes(bits), bytesOf((1n << shift) | rest, all), text);
  }
  const row = bits.locator("tbody tr").first();
  assert.equal(await row.locator(".bits-decimal").textContent(), "1");
  assert.equal(BigInt(await row.locator(".bits-hex").textContent() ?? ""), 1n);
  assert.equal(await bits.locator(`[data-bit='${width - 1}']`).textContent(), "1");

  // What does not fit changes nothing, and says so.
  const alert = bits.locator("[role=alert]");
  for (const [text, wrong] of [[String(1n << BigInt(width)), `${name} has ${width} bit`], ["x", "Not a number"], ["-1", "Not a number"], ["", "Not a number"]]) {
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.keyboard.type(text);
    assert.ok((await alert.textContent())?.startsWith(wrong), `"${text}" is answered by: ${await alert.textContent()}`);
    assert.equal(await input.getAttribute("aria-invalid"), "true");
    assert.equal(await bytes(bits), bytesOf((1n << shift) | rest, all));
  }
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await bytes(bits), bytesOf(value, all));
  assert.equal(await alert.textContent(), "");
  assert.equal(await input.inputValue(), String(value >> shift));
}));
