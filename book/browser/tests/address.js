// Addresses that lead to a moment of a figure.
import assert from "node:assert/strict";
import { test } from "node:test";
import { figure, open } from "../lib/book.js";
import { html, pageWith } from "../lib/site.js";

const LADDER = pageWith("a ladder with messages to lose", /<net-ladder[^]*"can_be_lost":\["/);
const BITS = pageWith("a layout of bits", /<net-bits /);
const HEX = pageWith("bytes", /<net-hex /);

/** The id of the first figure of a kind. @param {string} page @param {string} element */
const idOf = (page, element) => new RegExp(`<${element} data-figure="([^"]+)"`).exec(html(page))?.[1];

/** @param {import("../lib/book.js").Locator} host */
async function isInSight(host) {
  const top = await host.evaluate((it) => (it.closest("figure") ?? it).getBoundingClientRect().top);
  assert.ok(top > -5 && top < 400, `the figure's top is at ${top}`);
}

test("address: a step of a ladder", () => open(`${LADDER}#${idOf(LADDER, "net-ladder")}?step=2`, async (page) => {
  const ladder = figure(page, "net-ladder");
  assert.equal(await ladder.getByRole("slider").inputValue(), "2");
  assert.match(await ladder.locator("> output").textContent() ?? "", /^Step 2 of /);
  await isInSight(ladder);
}));

test("address: a ladder with a message lost", async () => {
  let plain = "";
  await open(LADDER, async (page) => { plain = await figure(page, "net-ladder").locator("net-scroll").first().innerHTML(); });
  await open(`${LADDER}#${idOf(LADDER, "net-ladder")}?step=1&drop=1`, async (page) => {
    const ladder = figure(page, "net-ladder");
    assert.ok(await ladder.getByRole("checkbox").first().isChecked());
    assert.equal(await ladder.getByRole("slider").inputValue(), "1");
    assert.notEqual(await ladder.locator("net-scroll").first().innerHTML(), plain);
    await isInSight(ladder);

    // Another address on the same page, as when a link in the text is followed.
    await page.evaluate((id) => { location.hash = `${id}?drop=2`; }, idOf(LADDER, "net-ladder"));
    await page.waitForFunction(() => !document.querySelector("net-ladder input[type=checkbox]")?.matches(":checked"));
    assert.ok(await ladder.getByRole("checkbox").nth(1).isChecked());
    assert.equal(await ladder.getByRole("slider").inputValue(), await ladder.getByRole("slider").getAttribute("max"));
  });
});

test("address: a field of a dump", () => open(`${HEX}#${idOf(HEX, "net-hex")}?field=2`, async (page) => {
  const hex = figure(page, "net-hex");
  assert.match(await hex.locator("> output").textContent() ?? "", /^Field 2, /);
  assert.equal(await hex.locator("tr.net-chosen").getAttribute("data-field"), "1");
  await isInSight(hex);
}));

test("address: a value of a layout", () => open(`${BITS}#${idOf(BITS, "net-bits")}?value=0x5`, async (page) => {
  const bits = figure(page, "net-bits");
  assert.match(await bits.locator(".bits-bytes").textContent() ?? "", /^(00 )*05$/);
  await isInSight(bits);
}));

test("address: nonsense is no address", async () => {
  const cases = [
    [LADDER, "net-ladder", "step=later&drop=99,x"], [LADDER, "net-ladder", "step=-7"], [LADDER, "net-ladder", "step=1%"],
    [HEX, "net-hex", "field=999"], [BITS, "net-bits", "value=0xfffffffffffffffffffffffffffffffffffff"], [BITS, "net-bits", "value=five"],
  ];
  for (const [name, element, state] of cases) {
    await open(`${name}#${idOf(name, element)}?${state}`, async (page) => {
      const host = figure(page, element);
      assert.ok(await host.locator("> output").isVisible());
      assert.equal(await host.locator("[aria-invalid=true], :checked, tr.net-target").count(), 0);
    });
  }
});
