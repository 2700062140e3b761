// A question: say what you think, read why, try again. What was answered stays in this browser.
"use strict";

net.define("net-quiz", (host) => {
  const form = host.querySelector("form");
  const choices = [...host.querySelectorAll(".quiz-options > li")].map((item) => ({
    input: /** @type {HTMLInputElement} */ (item.querySelector("input")),
    why: /** @type {HTMLElement} */ (item.querySelector(".quiz-why")),
  }));
  if (!form || choices.some(({ input, why }) => !input || !why)) return;
  const isRight = (/** @type {HTMLElement} */ why) => why.hasAttribute("data-right");
  const several = choices.filter(({ why }) => isRight(why)).length > 1;

  const said = net.make("output", { "aria-live": "polite" });
  const again = net.button("Start over", () => {
    for (const { input } of choices) input.checked = false;
    forget();
    store([]);
    choices[0].input.focus();
  });
  const bar = net.make("div", { class: "quiz-bar" }, net.make("button", { type: "submit" }, "Check"), again, said);
  host.querySelector(".quiz-options")?.after(bar);

  /** Takes back what was said about the last try. */
  const forget = () => {
    for (const { why } of choices) why.hidden = true;
    said.value = "";
    delete host.dataset.state;
    again.hidden = !choices.some(({ input }) => input.checked);
  };
  const check = () => {
    const chosen = choices.filter(({ input }) => input.checked);
    forget();
    if (!chosen.length) {
      said.value = several ? "Choose what you think is right." : "Choose an answer first.";
      return;
    }
    for (const { why } of chosen) why.hidden = false;
    const wrong = chosen.filter(({ why }) => !isRight(why)).length;
    const missing = choices.filter(({ input, why }) => isRight(why) && !input.checked).length;
    host.dataset.state = wrong || missing ? "wrong" : "right";
    said.value = verdict(wrong, missing);
  };
  /** @param {number} wrong @param {number} missing */
  const verdict = (wrong, missing) => {
    if (!wrong && !missing) return "Right.";
    if (!several) return "Not this. Try again.";
    const parts = [wrong ? `${wrong} of them ${wrong === 1 ? "is" : "are"} not right` : "", missing ? `${missing} more ${missing === 1 ? "is" : "are"} right` : ""];
    return `Not yet: ${parts.filter(Boolean).join(", ")}. Try again.`;
  };

  // A browser may refuse to store anything, for files above all. Then the answer lasts as long as the page.
  const key = `quiz ${host.dataset.quiz}`;
  /** @param {string[]} values */
  const store = (values) => {
    try {
      if (values.length) localStorage.setItem(key, JSON.stringify(values)); else localStorage.removeItem(key);
    } catch { /* As above. */ }
  };
  const stored = () => {
    try {
      const values = JSON.parse(localStorage.getItem(key) ?? "[]");
      return Array.isArray(values) ? values : [];
    } catch {
      return [];
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check();
    store(choices.filter(({ input }) => input.checked).map(({ input }) => input.value));
  });
  form.addEventListener("change", forget);

  const before = stored();
  for (const { input } of choices) input.checked = before.includes(input.value);
  if (before.length) check(); else forget();
});
