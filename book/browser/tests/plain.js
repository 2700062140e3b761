// The book without JavaScript: all there is to know is there, and nothing that only a script could make work.
import assert from "node:assert/strict";
import { test } from "node:test";
import { none, open, through, url } from "../lib/book.js";
import { html, pages, pageWith } from "../lib/site.js";

const WITHOUT = { javaScriptEnabled: false };

test("plain: a ladder is drawn to its end, and has its steps in words", async () => {
  await open(pageWith("a ladder", /<net-ladder /), async (page) => {
    const ladder = page.locator("net-ladder").first();
    assert.ok(await ladder.locator("[role=img]").first().isVisible());
    const items = ladder.locator(".net-steps li");
    assert.ok(await items.count() > 1);
    for (const item of await items.all()) assert.ok(await item.isVisible() && (await item.textContent() ?? "").trim());
  }, WITHOUT);
});

test("plain: bits and bytes have their tables", async () => {
  for (const element of ["net-bits", "net-hex"]) {
    await open(pageWith(element, new RegExp(`<${element} `)), async (page) => {
      const host = page.locator(element).first();
      for (const part of await host.locator("[role=img], table, tbody tr").all()) assert.ok(await part.isVisible());
    }, WITHOUT);
  }
});

test("plain: each question has an answer for each option, and says it once", async () => {
  const asking = pages.filter((page) => html(page).includes("<net-quiz "));
  none(await through(asking, async (page, name) => {
    await page.goto(url(name));
    for (const summary of await page.locator("net-quiz summary").all()) await summary.click();
    return page.locator("net-quiz").evaluateAll((all) => all.flatMap((quiz) => {
      const seen = (/** @type {string} */ selector) => [...quiz.querySelectorAll(selector)].filter((it) => it.checkVisibility());
      const options = seen(".quiz-options > li").length;
      const answers = seen(".quiz-answers li").filter((it) => /(Right|Not this)\. ./.test(it.textContent ?? "")).length;
      const problems = [];
      if (answers !== options || options < 2) problems.push(`${quiz.getAttribute("data-quiz")}: ${answers} answers to ${options} options`);
      if (seen(".quiz-why").length) problems.push(`${quiz.getAttribute("data-quiz")}: a reason stands under its option`);
      return problems;
    }));
  }, WITHOUT));
});

test("plain: an exercise has its card", async () => {
  await open(pageWith("the card of an exercise", /class="exercise-card"/), async (page) => {
    const card = page.locator(".exercise-card");
    assert.match(await card.locator("dl").innerText(), /cargo grade /);
    assert.ok(await card.locator("ol li").first().isVisible());
  }, WITHOUT);
});

test("plain: no page shows a control that does nothing", async () => {
  none(await through(pages, async (page, name) => {
    await page.goto(url(name));
    const seen = await page.locator("button, input, select, textarea, output, [role=button], [role=slider]").evaluateAll((all) =>
      all.filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => one.outerHTML.slice(0, 80)));
    return [...new Set(seen)].map((control) => `${name}: ${control}`);
  }, WITHOUT));
});

test("plain: the list of pages is there, and leads to them", () => open("index.html", async (page) => {
  await page.locator("#mdbook-sidebar-toggle").click();
  const list = page.frameLocator("iframe.sidebar-iframe-outer");
  assert.ok(await list.getByRole("link").count() >= pages.length - 1);
  await list.getByRole("link").nth(1).click();
  await page.waitForURL((url) => !url.pathname.endsWith("index.html"));
}, WITHOUT));
