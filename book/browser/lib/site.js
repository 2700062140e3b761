// The built book, as a folder: which pages there are, and what their HTML says.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The path of the site that we build: what works here works at the top of a host as well. */
const BASE = "/course/";

/** The site's folder: `BOOK_SITE`, or one of our own, which is gone in the end. */
export const folder = process.env.BOOK_SITE ? resolve(process.env.BOOK_SITE) : build();

function build() {
  const made = mkdtempSync(join(tmpdir(), "book-site-"));
  process.on("exit", () => rmSync(made, { recursive: true, force: true }));
  const course = fileURLToPath(new URL("../../..", import.meta.url));
  execFileSync("cargo", ["book", "build", made, "--base", BASE], { cwd: course, stdio: ["ignore", "ignore", "inherit"] });
  return made;
}

/** @param {string} page */
export const html = (page) => readFileSync(join(folder, page), "utf8");

/** Where 404.html believes the site to be; all other pages work anywhere. */
export const base = /<base href="([^"]+)">/.exec(html("404.html"))?.[1] ?? "/";

/** All pages that a reader turns to, relative to the site: `hello/cut.html`. */
export const pages = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".html") && !["404.html", "print.html", "toc.html"].includes(path))
  .sort();

/**
 * A page that has something, and not in a program that it quotes.
 * @param {string} what What is looked for, in words.
 * @param {RegExp} pattern
 */
export function pageWith(what, pattern) {
  const found = pages.find((page) => pattern.test(html(page)));
  if (!found) throw new Error(`no page of the book has ${what}: nothing to test`);
  return found;
}
