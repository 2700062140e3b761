// Put into every page by `cargo book`, and by nothing else: shows the page again when its text has changed, where the
// reader was. One stream a page, and none while it is hidden: a browser has six connections to a host.
(() => {
  "use strict";
  const KEY = "book-place";
  const page = decodeURIComponent(location.pathname.replace(/^\//, "").replace(/(^|\/)$/, "$1index.html"));

  // The place is an element and how far it is from the top: what stands above it may have grown.
  const keep = () => {
    const above = [...document.querySelectorAll("main [id]")].filter((e) => e.getBoundingClientRect().top <= 1);
    const last = above.at(-1);
    const open = [...document.querySelectorAll("main details[open]")].map((e) =>
      [...document.querySelectorAll("main details")].indexOf(e));
    sessionStorage.setItem(KEY, JSON.stringify({
      page, id: last?.id ?? "", by: last ? last.getBoundingClientRect().top : -scrollY, open,
    }));
  };
  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    sessionStorage.removeItem(KEY);
    if (!kept || kept.page !== page) return;
    const all = [...document.querySelectorAll("main details")];
    for (const index of kept.open) all[index]?.setAttribute("open", "");
    const element = kept.id && document.getElementById(kept.id);
    const top = element ? element.getBoundingClientRect().top + scrollY - kept.by : -kept.by;
    scrollTo({ top, behavior: "instant" });
  };

  /** @type {EventSource | null} */
  let stream = null;
  const open = () => {
    if (stream || document.hidden) return;
    stream = new EventSource("/--changes");
    stream.addEventListener("changed", (event) => {
      if (!JSON.parse(event.data).includes(page)) return;
      keep();
      location.reload();
    });
  };
  const close = () => { stream?.close(); stream = null; };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("load", () => { restore(); open(); });
})();
