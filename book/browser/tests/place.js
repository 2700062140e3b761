// Where the book may stand: at the top of a host, below a path, in a folder.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { figure, none, open, origin, through, windowOf } from "../lib/book.js";
import { base, folder, pages, pageWith } from "../lib/site.js";

test("place: below a path every page finds what it needs, and asks for nothing elsewhere", async () => {
  const home = `${origin}/course/`;
  none(await through([...pages, "print.html"], async (page, name) => {
    await page.addInitScript(() => { window.print = () => {}; });
    /** @type {string[]} */
    const problems = [];
    page.on("request", (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(home)) problems.push(`${name}: asks for ${request.url()}`); });
    page.on("response", (response) => { if (!response.ok()) problems.push(`${name}: ${response.status()} for ${response.url()}`); });
    page.on("websocket", (socket) => { problems.push(`${name}: opens ${socket.url()}`); });
    page.on("pageerror", (error) => { problems.push(`${name}: ${error.message}`); });
    page.on("console", (message) => { if (message.type() === "error") problems.push(`${name}: ${message.text()}`); });
    await page.goto(home + name, { waitUntil: "networkidle" });
    // Links lead to where they are read, so also out of the site if they begin with a `/`.
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => /** @type {HTMLAnchorElement} */ (link).href));
    const astray = links.filter((link) => link.startsWith(origin) && !link.startsWith(home));
    problems.push(...astray.map((link) => `${name}: leads to ${link}`));
    return problems;
  }));
});

test("place: a search asks nobody else", async () => {
  const context = await windowOf();
  try {
    const asked = /** @type {string[]} */ ([]);
    context.on("request", (request) => asked.push(request.url()));
    const page = await context.newPage();
    await page.goto(`${origin}/course/index.html`);
    await page.keyboard.press("/");
    await page.locator("#mdbook-searchbar").pressSequentially("bytes");
    await page.locator("#mdbook-searchresults li").first().waitFor();
    assert.ok(asked.some((address) => address.includes("searchindex")), "the requests are seen");
    none(asked.filter((address) => !/^(data|blob):/.test(address) && !address.startsWith(`${origin}/course/`)));
  } finally {
    await context.close();
  }
});

test("place: as files, pages have their looks, and figures step", async () => {
  const home = pathToFileURL(`${folder}/`).href;
  await open(`${home}index.html`, async (page) => {
    const links = page.locator("#mdbook-sidebar .chapter a[href$='.html']");
    assert.ok(await links.count() > 5);
    await links.nth(1).click();
    await page.waitForURL((url) => url.protocol === "file:" && !url.pathname.endsWith("index.html"));
    assert.ok(await page.locator("main h1").isVisible());
  });
  await open(home + pageWith("a ladder", /<net-ladder /), async (page) => {
    const ladder = figure(page, "net-ladder");
    await ladder.getByRole("button", { name: "First" }).click();
    await ladder.getByRole("button", { name: "Next" }).click();
    assert.match(await ladder.locator("> output").textContent() ?? "", /^Step 1 of /);
    assert.match(page.url(), /\?step=1$/);
    assert.equal(await page.locator("figure").first().evaluate((it) => getComputedStyle(it).marginInlineStart), "0px", "our styles are there");
  });
});

test("place: a missing page is answered by one that can be read, however deep", () => open(`${origin}${base}no/such/page.html`, async (page) => {
  assert.equal(await page.evaluate(() => /** @type {PerformanceNavigationTiming} */ (performance.getEntriesByType("navigation")[0]).responseStatus), 404);
  assert.match(await page.locator("main").innerText(), /\S{3}/);
  const font = await page.locator("main").evaluate((main) => getComputedStyle(main).fontFamily);
  assert.match(font, /Open Sans/, "mdBook's styles are there");
  const links = await page.locator("#mdbook-sidebar .chapter a").evaluateAll((all) => all.map((link) => /** @type {HTMLAnchorElement} */ (link).href));
  assert.ok(links.length > 5);
  none(links.filter((link) => !link.startsWith(origin + base)));
  await page.locator("#mdbook-sidebar .chapter a").first().click();
  await page.waitForURL(`${origin}${base}*.html`);
  assert.ok(await page.locator("main h1").isVisible());
}));
