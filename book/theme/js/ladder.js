// A conversation, step by step, and with messages lost: as a ladder, or on a map.
"use strict";

/**
 * @typedef {{ drawing: string, steps: string[] }} Conversation
 * @typedef {{ can_be_lost: string[], conversations: (Conversation | null)[] }} LadderData
 */

for (const name of ["net-ladder", "net-map"]) net.define(name, (host) => {
  /** How long a step stays when all are played. */
  const STEP_MS = 1500;

  const stage = host.querySelector("net-scroll");
  const list = host.querySelector(".net-steps");
  if (!stage || !list) return;
  /** @type {LadderData | null} */
  const data = net.data(host);
  /** @type {Conversation} */
  const plain = { drawing: stage.innerHTML, steps: [...list.children].map((step) => step.textContent ?? "") };

  // All there is to know: what is lost, by place, and how many steps have been made.
  /** @type {Set<number>} */
  let lost = new Set();
  let step = plain.steps.length;
  let timer = 0;

  const conversation = () => {
    const set = [...lost].reduce((sum, place) => sum + 2 ** place, 0);
    return data?.conversations[set] ?? plain;
  };
  const count = () => conversation().steps.length;

  /** @param {number} to */
  const go = (to) => {
    step = Math.max(0, Math.min(to, count()));
    show();
    said.value = sentence();
    net.keepState(host, {
      step: step === count() ? null : step,
      drop: lost.size ? [...lost].map((place) => place + 1).sort().join(",") : null,
    });
  };
  const sentence = () => {
    if (step === 0) return "Nothing has happened yet.";
    return `Step ${step} of ${count()}: ${conversation().steps[step - 1]}`;
  };

  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = "Play";
  };
  const start = () => {
    if (step === count()) go(0);
    play.textContent = "Stop";
    timer = setInterval(() => {
      go(step + 1);
      if (step === count()) stop();
    }, STEP_MS);
  };
  /** @param {() => number} to */
  const jump = (to) => () => { stop(); go(to()); };

  const first = net.button("First", jump(() => 0));
  const back = net.button("Back", jump(() => step - 1));
  const play = net.button("Play", () => (timer ? stop() : start()));
  const next = net.button("Next", jump(() => step + 1));
  const range = net.make("input", { type: "range", min: "0", "aria-label": "Steps shown" });
  range.addEventListener("input", jump(() => Number(range.value)));
  const said = net.make("output", { "aria-live": "polite" });
  const bar = net.make("div", { class: "net-toolbar", role: "group", "aria-label": "Step by step" });
  bar.append(first, back, play, next, range);
  // In a button, the arrow keys go where they point to.
  bar.addEventListener("keydown", (event) => {
    if (!(event.target instanceof HTMLButtonElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowLeft") jump(() => step - 1)();
    if (event.key === "ArrowRight") jump(() => step + 1)();
  });
  const boxes = (data?.can_be_lost ?? []).map((name, place) => {
    const box = net.make("input", { type: "checkbox" });
    box.addEventListener("change", () => {
      const atEnd = step === count();
      stop();
      if (box.checked) lost.add(place); else lost.delete(place);
      swap();
      go(atEnd ? count() : step);
    });
    return { box, label: net.make("label", {}, box, ` ${name}`) };
  });
  if (boxes.length) {
    bar.append(net.make("fieldset", {}, net.make("legend", {}, "Lose"), ...boxes.map(({ label }) => label)));
  }
  host.prepend(bar, said);

  /** Puts the conversation that was chosen in the place of the one that is there. */
  const swap = () => {
    const { drawing, steps } = conversation();
    stage.innerHTML = drawing;
    list.replaceChildren(...steps.map((text, at) => net.make("li", { "data-step": String(at + 1) }, text)));
  };
  const show = () => {
    for (const part of host.querySelectorAll("[data-step]")) {
      const at = Number(part.getAttribute("data-step"));
      part.classList.toggle("net-later", at > step);
      // At the end, as at first, the whole is what counts.
      const current = at === step && step < count();
      part.classList.toggle("net-current", current);
      if (part instanceof HTMLLIElement) {
        if (current) part.setAttribute("aria-current", "step"); else part.removeAttribute("aria-current");
      }
    }
    range.max = String(count());
    range.value = String(step);
    range.setAttribute("aria-valuetext", `${step} of ${count()}`);
    boxes.forEach(({ box }, place) => { box.checked = lost.has(place); });
  };

  show();
  said.value = `All ${count()} steps are shown.`;
  net.onState(host, (state) => {
    stop();
    const places = (state.get("drop") ?? "").split(",").map((place) => Number(place) - 1);
    lost = new Set(places.filter((place) => boxes[place] !== undefined));
    swap();
    go(state.has("step") ? Number(state.get("step")) || 0 : count());
  });
});
