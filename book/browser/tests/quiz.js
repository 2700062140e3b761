// Questions, by keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, tabTo } from "../lib/book.js";
import { pageWith } from "../lib/site.js";

/** @typedef {import("../lib/book.js").Locator} Locator */
/** @typedef {import("../lib/book.js").Page} Page */

const ONE = pageWith("a question with one right answer", /<net-quiz[^]*<input type="radio"/);
const SEVERAL = pageWith("a question with several right answers", /<net-quiz[^]*<input type="checkbox" name="quiz/);

/** The first question with inputs of a kind. @param {Page} page @param {string} kind */
const quizWith = (page, kind) => page.locator("net-quiz", { has: page.locator(`input[type=${kind}]`) }).first();

/** Which options are right. @param {Locator} quiz @returns {Promise<boolean[]>} */
const rights = (quiz) => quiz.locator(".quiz-why").evaluateAll((all) => all.map((why) => why.hasAttribute("data-right")));

/** What is said, and which reasons are seen. @param {Locator} quiz */
const state = async (quiz) => ({
  said: await quiz.locator("output").textContent(),
  reasons: await quiz.locator(".quiz-why").evaluateAll((all) => all.flatMap((why, at) => (why.checkVisibility() ? [at] : []))),
});

/** @param {Page} page @param {Locator} quiz @param {number} option */
async function choose(page, quiz, option) {
  // All radio buttons are one stop, and arrows choose.
  await tabTo(page, quiz.locator("input"));
  await page.keyboard.press("Space");
  const at = () => quiz.locator("input").evaluateAll((all) => all.findIndex((input) => input === document.activeElement));
  while (await at() !== option) await page.keyboard.press("ArrowDown");
}

test("quiz: choose, check, read why, try again, and find it there the next time", () => open(ONE, async (page) => {
  const quiz = quizWith(page, "radio");
  const right = (await rights(quiz)).indexOf(true);
  const wrong = (await rights(quiz)).indexOf(false);
  assert.deepEqual(await state(quiz), { said: "", reasons: [] });
  assert.ok(await quiz.getByRole("button", { name: "Start over" }).isHidden());

  await tabTo(page, quiz.getByRole("button", { name: "Check" }));
  await page.keyboard.press("Enter");
  assert.deepEqual(await state(quiz), { said: "Choose an answer first.", reasons: [] });

  await page.keyboard.press("Shift+Tab");
  await choose(page, quiz, wrong);
  await page.keyboard.press("Enter");
  assert.deepEqual(await state(quiz), { said: "Not this. Try again.", reasons: [wrong] });
  assert.match(await quiz.locator(".quiz-why").nth(wrong).textContent() ?? "", /^Not this\. ./);
  assert.equal(await quiz.getAttribute("data-state"), "wrong");

  await choose(page, quiz, right);
  assert.deepEqual(await state(quiz), { said: "", reasons: [] }, "another choice takes back what was said");
  await tabTo(page, quiz.getByRole("button", { name: "Check" }));
  await page.keyboard.press("Space");
  const answered = { said: "Right.", reasons: [right] };
  assert.deepEqual(await state(quiz), answered);
  assert.match(await quiz.locator(".quiz-why").nth(right).textContent() ?? "", /^Right\. ./);

  await page.reload();
  assert.deepEqual(await state(quiz), answered);
  assert.ok(await quiz.locator("input").nth(right).isChecked());

  await tabTo(page, quiz.getByRole("button", { name: "Start over" }));
  await page.keyboard.press("Enter");
  assert.deepEqual(await state(quiz), { said: "", reasons: [] });
  assert.ok(await quiz.locator("input").first().evaluate((input) => input === document.activeElement));
  await page.reload();
  assert.deepEqual(await state(quiz), { said: "", reasons: [] });
  assert.equal(await quiz.locator("input:checked").count(), 0);
}));

test("quiz: where several are right, all must be chosen and nothing else", () => open(SEVERAL, async (page) => {
  const quiz = quizWith(page, "checkbox");
  const right = (await rights(quiz)).flatMap((is, at) => (is ? [at] : []));
  const wrong = (await rights(quiz)).indexOf(false);
  const toggle = async (/** @type {number} */ option) => {
    await quiz.locator("input").nth(option).focus();
    await page.keyboard.press("Space");
  };
  const check = async () => { await page.keyboard.press("Enter"); return (await state(quiz)).said; };

  await toggle(right[0]);
  const missing = right.length - 1;
  assert.equal(await check(), `Not yet: ${missing} more ${missing === 1 ? "is" : "are"} right. Try again.`);
  assert.deepEqual((await state(quiz)).reasons, [right[0]], "the reasons of the others stay a question");
  for (const option of right.slice(1)) await toggle(option);
  await toggle(wrong);
  assert.equal(await check(), "Not yet: 1 of them is not right. Try again.");
  await toggle(wrong);
  assert.equal(await check(), "Right.");
  await page.reload();
  assert.deepEqual(await state(quiz), { said: "Right.", reasons: right });
}));

test("quiz: a browser that stores nothing can still be asked", () => open(ONE, async (page) => {
  await page.addInitScript(() => {
    for (const method of /** @type {const} */ (["getItem", "setItem", "removeItem"])) {
      const itself = Storage.prototype[method];
      // mdBook's own scripts are not the subject.
      Storage.prototype[method] = function (/** @type {string} */ key, /** @type {any[]} */ ...more) {
        if (key.startsWith("quiz ")) throw new DOMException("no");
        return Reflect.apply(itself, this, [key, ...more]);
      };
    }
  });
  await page.reload();
  const quiz = quizWith(page, "radio");
  await choose(page, quiz, (await rights(quiz)).indexOf(true));
  await page.keyboard.press("Enter");
  assert.equal((await state(quiz)).said, "Right.");
}));
