// What all tests share: the site, one server, one browser, and how a page of the book is opened.
import assert from "node:assert/strict";
import { launch } from "./chromium.js";
import { serve } from "./server.js";
import { folder } from "./site.js";

/** How many pages are open at once: more does not make two cores faster. */
const PAGES_AT_ONCE = 3;

const server = await serve(folder);
export const { origin } = server;

/** The address of a page. @param {string} page Relative to the site. */
export const url = (page) => `${origin}/${page}`;

export const browser = await launch().catch((error) => { server.close(); throw error; });

export async function close() {
  await browser.close();
  server.close();
}

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("playwright-core").Locator} Locator
 * @typedef {import("playwright-core").BrowserContextOptions & { theme?: string }} Reader
 */

/**
 * A browser window of a reader who has never been here.
 * @param {Reader} reader
 */
export async function windowOf({ theme = "light", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
  // The first page must not overwrite what the reader chooses later.
  await context.addInitScript((theme) => {
    try { localStorage["mdbook-theme"] ??= theme; } catch { /* about:blank has none. */ }
  }, theme);
  return context;
}

/**
 * Opens a page of the book for a test, in a window of its own. A script that throws fails the test.
 * @param {string} page Relative to the site; or a whole address.
 * @param {(page: Page) => Promise<void>} test
 * @param {Reader} reader
 */
export async function open(page, test, reader = {}) {
  const context = await windowOf(reader);
  try {
    const opened = await context.newPage();
    const errors = /** @type {string[]} */ ([]);
    opened.on("pageerror", (error) => errors.push(error.message));
    opened.setDefaultTimeout(10_000);
    await opened.goto(/^\w+:/.test(page) ? page : url(page));
    await test(opened);
    assert.deepEqual(errors, [], `scripts of ${page} failed`);
  } finally {
    await context.close();
  }
}

/**
 * Goes through pages, some at a time, each in a fresh tab of one window; gives what `look` has found, page by page.
 * @template T
 * @param {string[]} pages
 * @param {(page: Page, name: string) => Promise<T[]>} look
 * @param {Reader} reader
 * @returns {Promise<T[]>}
 */
export async function through(pages, look, reader = {}) {
  const context = await windowOf(reader);
  const found = /** @type {T[][]} */ ([]);
  const left = [...pages.entries()];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [at, name] = next;
      const page = await context.newPage();
      found[at] = await look(page, name);
      await page.close();
    }
  };
  try {
    await Promise.all(Array.from({ length: PAGES_AT_ONCE }, worker));
  } finally {
    await context.close();
  }
  return found.flat();
}

/**
 * Presses Tab, from where the reader is, until the focus is in one of these.
 * @param {Page} page
 * @param {Locator} target
 */
export async function tabTo(page, target) {
  for (let presses = 0; presses < 400; presses += 1) {
    if (await target.evaluateAll((all) => all.some((one) => one === document.activeElement))) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never comes to ${target}`);
}

/** Where the reader is within the page. @param {Page} page */
export const fragment = (page) => page.evaluate(() => location.hash);

/** A figure by its element's name. @param {Page} page @param {string} element */
export const figure = (page, element) => page.locator(element).first();

/** Asserts that nothing was found; else says what, and not all of it if it is much. @param {string[]} problems */
export function none(problems) {
  const more = problems.length > 20 ? `\nand ${problems.length - 20} more` : "";
  if (problems.length) assert.fail(`${problems.slice(0, 20).join("\n")}${more}`);
}
