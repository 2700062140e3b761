// What all figures share. Classic scripts, one a component, without a build step: a page opened as a file works, too.
// The pages are complete without any of this; the scripts hide, mark and change what is there.
"use strict";

const net = (() => {
  /** Keys by which mdBook turns pages, searches, and shows its help. */
  const MDBOOK_KEYS = ["ArrowLeft", "ArrowRight", "s", "S", "/", "?"];

  /**
   * Makes an element.
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} name
   * @param {Record<string, string>} [attributes]
   * @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[K]}
   */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  /**
   * Makes a button.
   * @param {string} text
   * @param {() => void} click
   */
  const button = (text, click) => {
    const made = make("button", { type: "button" }, text);
    made.addEventListener("click", click);
    return made;
  };

  /**
   * Puts a button in the place of an element of text, with all that the element had.
   * @param {HTMLElement} element
   */
  const pressable = (element) => {
    const made = make("button", { type: "button" });
    for (const { name, value } of element.attributes) made.setAttribute(name, value);
    made.append(...element.childNodes);
    element.replaceWith(made);
    return made;
  };

  /**
   * Keeps keys that are pressed inside of an element from mdBook.
   * @param {HTMLElement} element
   */
  const keepKeys = (element) => {
    element.addEventListener("keydown", (event) => {
      const chord = event.altKey || event.ctrlKey || event.metaKey;
      if (!chord && MDBOOK_KEYS.includes(event.key)) event.stopPropagation();
    });
  };

  /**
   * Defines a custom element: `start` runs once for each, when its content is there.
   * @param {string} name
   * @param {(host: HTMLElement) => void} start
   */
  const define = (name, start) => {
    customElements.define(name, class extends HTMLElement {
      #started = false;
      connectedCallback() {
        if (this.#started) return;
        this.#started = true;
        keepKeys(this);
        start(this);
      }
    });
  };

  /**
   * The data that a figure has for its script.
   * @param {HTMLElement} host
   */
  const data = (host) => JSON.parse(host.querySelector("script[type='application/json']")?.textContent ?? "null");

  /**
   * The state that the address of the page gives to a figure: `#fig-hello-cut-chunks?step=4`.
   * @param {HTMLElement} host
   * @param {(state: URLSearchParams) => void} apply
   */
  const onState = (host, apply) => {
    const read = () => {
      // What is encoded in the state is decoded below; ids of figures have nothing to encode.
      const [id, state] = location.hash.slice(1).replace(/%3F/i, "?").split("?");
      if (state === undefined || id !== host.dataset.figure) return;
      apply(new URLSearchParams(state));
      (host.closest("figure") ?? host).scrollIntoView();
    };
    addEventListener("hashchange", read);
    read();
  };

  /**
   * Puts the state of a figure into the address of the page, so that it can be sent to somebody.
   * @param {HTMLElement} host
   * @param {Record<string, string | number | null>} state What is null is as it was at first.
   */
  const keepState = (host, state) => {
    const parts = Object.entries(state).filter(([, value]) => value !== null).map(([key, value]) => `${key}=${value}`);
    const hash = `#${host.dataset.figure}${parts.length ? `?${parts.join("&")}` : ""}`;
    try {
      history.replaceState(history.state, "", hash);
    } catch {
      // Some browsers refuse it for files, or when it comes too often. The figure works without.
    }
  };

  /**
   * One stop for Tab in a group of buttons, and arrow keys inside of it.
   * @param {HTMLElement[]} items
   * @param {number} columns How far up and down go.
   * @param {(index: number) => void} moved
   * @returns {(index: number) => void} Says which of them Tab stops at.
   */
  const rove = (items, columns, moved) => {
    const stop = (/** @type {number} */ at) => items.forEach((item, index) => { item.tabIndex = index === at ? 0 : -1; });
    items.forEach((item, index) => {
      item.addEventListener("focus", () => { stop(index); moved(index); });
      item.addEventListener("keydown", (event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        /** @type {Record<string, number>} */
        const ways = {
          ArrowLeft: index - 1, ArrowRight: index + 1, ArrowUp: index - columns, ArrowDown: index + columns,
          Home: 0, End: items.length - 1,
        };
        const to = ways[event.key];
        if (to === undefined) return;
        event.preventDefault();
        items[to]?.focus();
      });
    });
    stop(0);
    return stop;
  };

  /**
   * Whoever can't use a mouse can scroll what is too wide, and need not stop at what is not.
   * @param {HTMLElement} element
   * @param {string} name
   */
  const scrollable = (element, name) => {
    new ResizeObserver(() => {
      if (element.scrollWidth > element.clientWidth) {
        element.tabIndex = 0;
        element.setAttribute("role", "group");
        element.setAttribute("aria-label", name);
      } else {
        element.removeAttribute("tabindex");
      }
    }).observe(element);
  };

  define("net-scroll", (host) => scrollable(host, host.getAttribute("aria-label") ?? ""));
  for (const element of document.querySelectorAll("main pre > code, main .table-wrapper")) {
    if (!(element instanceof HTMLElement)) continue;
    keepKeys(element);
    scrollable(element, element.matches("code") ? "Text, wider than the page" : "Table, wider than the page");
  }

  // On paper nobody can open anything.
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details")].filter((it) => it instanceof HTMLDetailsElement && !it.open)
      .map((it) => /** @type {HTMLDetailsElement} */ (it));
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });

  return { make, button, pressable, define, data, onState, keepState, rove };
})();
