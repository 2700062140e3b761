// Bytes and fields: choose one, and both are marked, and what it points to.
"use strict";

net.define("net-hex", (host) => {
  const dump = host.querySelector(".hex-dump");
  const rows = /** @type {HTMLElement[]} */ ([...host.querySelectorAll("tr[data-field]")]);
  if (!dump) return;

  /** What is chosen: a field; none at first. @type {number | null} */
  let chosen = null;

  dump.setAttribute("role", "group");
  dump.setAttribute("aria-label", "Bytes");
  const bytes = [...dump.querySelectorAll("span.hex-byte")].map((span) => {
    const button = net.pressable(/** @type {HTMLElement} */ (span));
    const field = Number(button.dataset.field);
    const name = rows[field].querySelector("th")?.textContent;
    // The small note of a pointer belongs to what is seen of the button, so also to its name.
    const seen = [...button.childNodes].map((node) => node.textContent).join(" ");
    button.setAttribute("aria-label", `${seen}, byte ${button.dataset.byte}, ${name}`);
    button.addEventListener("click", () => choose(field));
    return button;
  });
  const names = rows.map((row, field) => {
    const cell = row.querySelector("th");
    const button = net.button("", () => choose(field));
    button.append(...(cell?.childNodes ?? []));
    cell?.append(button);
    row.addEventListener("click", () => choose(field));
    return button;
  });
  const columns = dump.querySelector(".hex-row")?.querySelectorAll(".hex-byte").length ?? 8;
  const stopAtByte = net.rove(bytes, columns, (at) => choose(Number(bytes[at].dataset.field)));
  const stopAtName = net.rove(names, 1, (field) => choose(field));

  const said = net.make("output", { "aria-live": "polite" }, "Choose a byte or a field.");
  (dump.closest("net-scroll") ?? dump).after(said);

  /** @param {number} field */
  const choose = (field) => {
    if (field === chosen) return;
    mark(field);
    net.keepState(host, { field: field + 1 });
  };
  /** @param {number} field */
  const mark = (field) => {
    chosen = field;
    const to = rows[field].dataset.to;
    const target = bytes.find((byte) => byte.dataset.byte === to);
    for (const part of host.querySelectorAll("[data-field]")) {
      const isChosen = Number(part.getAttribute("data-field")) === field;
      part.classList.toggle("net-chosen", isChosen);
      if (isChosen) part.setAttribute("aria-current", "true"); else part.removeAttribute("aria-current");
      part.classList.toggle("net-target", part === target || (part === rows[Number(target?.dataset.field)] && !isChosen));
    }
    const first = bytes.findIndex((byte) => Number(byte.dataset.field) === field);
    if (!bytes.some((byte) => byte === document.activeElement)) stopAtByte(first);
    stopAtName(field);
    const [range, name, value] = [...rows[field].children].map((cell) => cell.textContent);
    const points = target ? `. It points to byte ${to}: ${rows[Number(target.dataset.field)].querySelector("th")?.textContent}` : "";
    said.value = `Field ${field + 1}, ${range?.includes("–") ? "bytes" : "byte"} ${range}: ${name}, ${value}${points}.`;
  };

  net.onState(host, (state) => {
    const field = Number(state.get("field")) - 1;
    if (rows[field]) mark(field);
  });
});
