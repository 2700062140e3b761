// The page of all pages: what mdBook renames to make it one, and what a reader gets on paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { none, open, url } from "../lib/book.js";
import { pageWith } from "../lib/site.js";

/** @typedef {import("../lib/book.js").Page} Page */

/** A4 without its margins, in pixels of CSS. */
const PAPER = { width: 718, height: 1000 };

/** @param {(page: Page) => Promise<void>} test */
const openPrint = (test) => open("about:blank", async (page) => {
  // The page prints itself; here it only says so.
  await page.addInitScript(() => { window.print = () => { document.documentElement.dataset.printed = ""; }; });
  await page.goto(url("print.html"));
  await test(page);
}, { viewport: PAPER });

test("print: no id is there twice, and whatever refers to one finds it", () => openPrint(async (page) => {
  none(await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    const known = new Set(ids);
    const problems = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `there are two #${id}`);
    /** @param {Element} element @param {string} id */
    const find = (element, id) => {
      if (id && !known.has(id)) problems.push(`there is no #${id} for ${element.outerHTML.slice(0, 120)}`);
    };
    for (const element of document.querySelectorAll("main *")) {
      for (const { name, value } of element.attributes) {
        if (["aria-labelledby", "aria-describedby", "aria-controls"].includes(name)) {
          for (const id of value.split(/\s+/)) find(element, id);
        } else if ((name === "href" || name === "xlink:href") && value.startsWith("#")) {
          // A figure's address may have a state.
          find(element, decodeURIComponent(value.slice(1).split("?")[0]));
        } else if (name === "for") {
          find(element, value);
        } else {
          for (const [, id] of value.matchAll(/url\(["']?#([^"')]+)/g)) find(element, id);
        }
      }
    }
    return problems;
  }));
}));

test("print: it prints itself, with all answers open and without controls", () => openPrint(async (page) => {
  await page.locator("html[data-printed]").waitFor({ state: "attached" });
  await page.emulateMedia({ media: "print" });
  const closed = page.locator("main details:not([open])");
  const before = await closed.count();
  assert.ok(before > 0);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await closed.count(), 0);
  const controls = page.locator(".net-toolbar, .quiz-bar, #mdbook-menu-bar, main output").filter({ visible: true });
  assert.equal(await controls.count(), 0);
  // A ladder that stands somewhere in the middle is whole on paper.
  assert.equal(await page.locator("[data-step]").evaluateAll((all) => all.filter((part) => getComputedStyle(part).visibility !== "visible").length), 0);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await closed.count(), before);
}));

test("print: nothing is wider than the paper", () => openPrint(async (page) => {
  await page.emulateMedia({ media: "print" });
  none(await page.evaluate(() => [...document.querySelectorAll("main *")]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1)
    .map((element) => `${element.closest("figure")?.id ?? ""} ${Math.round(element.getBoundingClientRect().right)}: ${element.outerHTML.slice(0, 80)}`)));
}));

test("print: a reader of a dark theme gets dark letters on white paper", () => open(pageWith("a ladder, a program and a note", /(?=[^]*<net-ladder)(?=[^]*class="listing")[^]*blockquote-tag-note/), async (page) => {
  await page.emulateMedia({ media: "print" });
  // axe would count what is behind a text, which is not printed.
  const pale = await page.evaluate(() => [...document.querySelectorAll("main *")].flatMap((element) => {
    const written = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    if (!written || !element.checkVisibility()) return [];
    const style = getComputedStyle(element);
    const colour = element instanceof SVGElement ? style.fill : style.color;
    const [red, green, blue] = (/^rgba?\(([^)]+)/.exec(colour)?.[1] ?? "").split(",").map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    const contrast = 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
    return contrast >= 4.5 ? [] : [`${contrast.toFixed(1)} to 1, ${colour}: ${element.outerHTML.slice(0, 80)}`];
  }));
  none(pale);
}, { theme: "navy" }));
