// A phone: 320 pixels of CSS, which is what 1280 are when a reader has everything four times as large (WCAG 1.4.10).
import { test } from "node:test";
import { none, through, url } from "../lib/book.js";
import { pages } from "../lib/site.js";

const WIDTH = 320;

test("narrow: no page scrolls sideways, and nothing is cut off", async () => {
  none(await through([...pages, "print.html", "404.html"], async (page, name) => {
    await page.addInitScript(() => { window.print = () => {}; });
    await page.goto(url(name));
    return page.evaluate(({ width, name }) => {
      const problems = [];
      const { scrollWidth } = document.documentElement;
      if (scrollWidth > width) problems.push(`${name}: ${scrollWidth} pixels wide`);
      // What sticks out of the page, and of no box that a reader can scroll.
      const scrolls = (/** @type {Element} */ element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
      const cut = [...document.querySelectorAll("main *")].filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        if (right <= width + 1 && left >= -1) return false;
        for (let box = element.parentElement; box && box.localName !== "main"; box = box.parentElement) if (scrolls(box)) return false;
        return !scrolls(element) && element.checkVisibility();
      });
      // A drawing may shrink a little; then its box scrolls.
      for (const text of document.querySelectorAll("main svg text")) {
        const height = text.getBoundingClientRect().height;
        if (height > 0 && height < 11) { problems.push(`${name}: letters of a drawing are ${height.toFixed(1)} pixels high: ${text.textContent}`); break; }
      }
      if (cut.length) problems.push(`${name}: ${cut.length} cut off, such as ${cut[0].outerHTML.slice(0, 100)}`);
      return problems;
    }, { width: WIDTH, name });
  }, { viewport: { width: WIDTH, height: 700 } }));
});
