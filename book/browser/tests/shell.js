// What mdBook has around our pages: search, themes, turning pages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "../lib/book.js";
import { html, pageWith } from "../lib/site.js";

test("shell: a search by keyboard finds a page by its heading, and shows the place", async () => {
  const wanted = pageWith("a ladder", /<net-ladder /);
  const heading = /<main>[^]*?<h1[^>]*><a[^>]*>([^<]+)</.exec(html(wanted))?.[1];
  assert.ok(heading);
  await open("index.html", async (page) => {
    await page.keyboard.press("s");
    await page.keyboard.type(heading.replace(/&[^;]+;/g, " "));
    const result = page.locator(`#mdbook-searchresults a[href*="${wanted}"]`).first();
    await result.waitFor();
    await result.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname.endsWith(wanted));
    await page.locator("main mark").first().waitFor();
  });
});

test("shell: another theme is chosen by keyboard, and stays", () => open("index.html", async (page) => {
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.locator("#mdbook-theme-toggle").focus();
  await page.keyboard.press("Enter");
  await page.locator("#mdbook-theme-navy").focus();
  await page.keyboard.press("Enter");
  await page.locator("html.navy").waitFor();
  const navy = await background();
  assert.notEqual(navy, light);
  await page.reload();
  await page.locator("html.navy").waitFor();
  assert.equal(await background(), navy);
}));

test("shell: whoever prefers dark gets it", () => open("index.html", async (page) => {
  await page.evaluate(() => localStorage.clear());
  const context = page.context();
  await context.addInitScript(() => localStorage.removeItem("mdbook-theme"));
  await page.reload();
  assert.match(await page.evaluate(() => document.documentElement.className), /\bnavy\b/);
}, { colorScheme: "dark" }));
