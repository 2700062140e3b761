// The fields of a layout: to walk over, and to give other values.
"use strict";

/**
 * @typedef {{ name: string, bits: number, about: string }} BitField
 * @typedef {{ value: string, fields: BitField[] }} BitsData
 */

net.define("net-bits", (host) => {
  /** @type {BitsData | null} */
  const data = net.data(host);
  const ruler = host.querySelector(".bits-ruler");
  if (!data || !ruler) return;

  let end = 0;
  const fields = data.fields.map((field) => {
    const first = end;
    end += field.bits;
    return { ...field, first, last: end - 1, max: (1n << BigInt(field.bits)) - 1n };
  });
  const bits = end;
  const atFirst = BigInt(data.value);

  // All there is to know: the value, and which field is chosen.
  let value = atFirst;
  let chosen = 0;

  /** @param {{ last: number, max: bigint }} field */
  const valueOf = ({ last, max }) => (value >> BigInt(bits - 1 - last)) & max;
  /** @param {{ last: number, max: bigint }} field @param {bigint} to */
  const withValue = ({ last, max }, to) => {
    const shift = BigInt(bits - 1 - last);
    return (value & ~(max << shift)) | (to << shift);
  };
  /** @param {number} at */
  const bitAt = (at) => ({ last: at, max: 1n });

  ruler.setAttribute("role", "group");
  ruler.setAttribute("aria-label", "Bits and fields");
  const bitButtons = [...ruler.querySelectorAll("span.bits-bit")].map((span, at) => {
    const button = net.pressable(/** @type {HTMLElement} */ (span));
    button.addEventListener("click", () => {
      value = withValue(bitAt(at), 1n - valueOf(bitAt(at)));
      changed();
    });
    return button;
  });
  // A field in two rows is one button, and a continuation that a mouse may hit.
  const fieldButtons = fields.map((field, index) => {
    const [head, ...rest] = ruler.querySelectorAll(`span.bits-field[data-field="${index}"]`);
    for (const part of rest) part.addEventListener("click", () => choose(index));
    const button = net.pressable(/** @type {HTMLElement} */ (head));
    button.setAttribute("aria-label", field.name);
    button.addEventListener("click", () => choose(index));
    return button;
  });
  net.rove(bitButtons, 32, (at) => choose(fields.findIndex(({ first, last }) => first <= at && at <= last)));
  const stopAt = net.rove(fieldButtons, 1, (index) => choose(index));

  const about = net.make("output", { "aria-live": "polite" });
  const name = net.make("span");
  const input = net.make("input", { type: "text", spellcheck: "false", autocomplete: "off", size: "12" });
  const wrong = net.make("p", { class: "net-wrong", role: "alert" });
  const bar = net.make("div", { class: "net-toolbar", role: "group", "aria-label": "The field's value" },
    net.make("label", {}, name, " ", input),
    net.button("As at first", () => { value = atFirst; changed(); write(); }),
    wrong);
  (ruler.closest("net-scroll") ?? ruler).after(about, bar);

  input.addEventListener("input", () => {
    const field = fields[chosen];
    const read = number(input.value);
    const problem = read === null ? "Not a number. Write it like 10, 0x0a or 0b1010."
      : read > field.max ? `${field.name} has ${field.bits} bits: at most ${field.max}.` : "";
    say(problem);
    if (read === null || problem) return;
    value = withValue(field, read);
    changed(true);
  });
  input.addEventListener("change", () => { if (!wrong.textContent) write(); });

  /** @param {string} text */
  const number = (text) => {
    const plain = text.trim().replaceAll("_", "").toLowerCase();
    return /^(0x[0-9a-f]+|0b[01]+|[0-9]+)$/.test(plain) ? BigInt(plain) : null;
  };
  /** @param {string} problem */
  const say = (problem) => {
    if (wrong.textContent !== problem) wrong.textContent = problem;
    input.setAttribute("aria-invalid", String(problem !== ""));
  };
  /** Writes the value where it can be typed. */
  const write = () => {
    input.value = String(valueOf(fields[chosen]));
    say("");
  };
  /** @param {number} index */
  const choose = (index) => {
    if (index === chosen) return;
    chosen = index;
    stopAt(index);
    write();
    show();
  };
  const changed = (typed = false) => {
    if (!typed) write();
    show();
    net.keepState(host, { value: value === atFirst ? null : `0x${value.toString(16)}` });
  };

  const show = () => {
    bitButtons.forEach((button, at) => {
      const bit = String(valueOf(bitAt(at)));
      const field = fields.find(({ first, last }) => first <= at && at <= last);
      button.textContent = bit;
      button.setAttribute("aria-label", `bit ${at}, ${field?.name}: ${bit}`);
    });
    for (const part of host.querySelectorAll("[data-field]")) {
      const isChosen = Number(part.getAttribute("data-field")) === chosen;
      part.classList.toggle("net-chosen", isChosen);
      if (isChosen) part.setAttribute("aria-current", "true"); else part.removeAttribute("aria-current");
    }
    host.querySelectorAll("tr[data-field]").forEach((row, index) => {
      const now = valueOf(fields[index]);
      put(row, ".bits-hex", `0x${now.toString(16).padStart(Math.ceil(fields[index].bits / 4), "0")}`);
      put(row, ".bits-binary", grouped(now.toString(2).padStart(fields[index].bits, "0")));
      put(row, ".bits-decimal", String(now));
    });
    const bytes = Array.from({ length: bits / 8 }, (_, at) => valueOf({ last: at * 8 + 7, max: 255n }));
    put(host, ".bits-bytes", bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(" "));
    put(host, ".bits-dotted", bytes.join("."));
    const field = fields[chosen];
    name.textContent = field.name;
    const range = field.bits === 1 ? `bit ${field.first}` : `bits ${field.first} to ${field.last}`;
    const text = `${field.name}, ${range}: ${field.about}`;
    if (about.value !== text) about.value = text;
  };
  /** @param {ParentNode} where @param {string} selector @param {string} text */
  const put = (where, selector, text) => {
    const place = where.querySelector(selector);
    if (place && place.textContent !== text) place.textContent = text;
  };
  /** In groups of eight from the right. @param {string} digits */
  const grouped = (digits) => digits.replace(/\B(?=(.{8})+$)/g, " ");

  write();
  show();
  net.onState(host, (state) => {
    const read = number(state.get("value") ?? "");
    if (read === null || read >= 1n << BigInt(bits)) return;
    value = read;
    write();
    show();
  });
});
