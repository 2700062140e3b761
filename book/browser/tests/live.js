// `cargo book` shows a page again when its text has changed, and the reader stays where they were.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { open } from "../lib/book.js";

const course = join(import.meta.dirname, "../../..");

test("a page that was changed is shown again, where the reader was", async () => {
  const copy = await mkdtemp(join(tmpdir(), "course-"));
  for (const part of ["book/book.toml", "book/src", "book/theme", "book/listings", "grader/dev/tests/snapshots"]) {
    await cp(join(course, part), join(copy, part), { recursive: true });
  }
  const server = spawn("cargo", ["book", "--port", "0"], {
    cwd: course,
    env: { ...process.env, GRADER_COURSE: copy },
    stdio: ["ignore", "ignore", "pipe"],
  });
  try {
    const address = await new Promise((resolve, reject) => {
      server.on("exit", (status) => reject(new Error(`cargo book ended with ${status}`)));
      createInterface(server.stderr).on("line", (line) => {
        const found = /http:\/\/[\d.:]+/.exec(line);
        if (found) resolve(found[0]);
      });
    });
    await open(`${address}/hello/cut.html`, async (page) => {
      const heading = page.locator("#empty");
      await heading.evaluate((element) => element.scrollIntoView({ behavior: "instant", block: "start" }));
      const before = (await heading.boundingBox())?.y ?? NaN;
      // What is new stands above what the reader sees.
      const file = join(copy, "book/src/hello/cut.md");
      const text = await readFile(file, "utf8");
      await writeFile(file, text.replace("\n\n", `\n\n${"A paragraph that was not there. ".repeat(60)}\n\n`));
      await page.getByText("A paragraph that was not there.").first().waitFor({ state: "attached", timeout: 20_000 });
      await page.waitForFunction(() => scrollY > 0);
      const after = (await heading.boundingBox())?.y ?? NaN;
      assert.ok(Math.abs(after - before) < 3, `the heading was at ${before}, and is at ${after}`);
    });
  } finally {
    server.kill("SIGINT");
    await rm(copy, { recursive: true });
  }
});
