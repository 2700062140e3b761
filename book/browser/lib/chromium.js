// The browser that is on this machine; nothing is downloaded.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The last two: it runs as root in containers, and it must not ask anybody for anything. */
const FLAGS = [
  "--disable-gpu", "--disable-quic", "--no-first-run", "--no-sandbox", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export async function launch() {
  const executablePath = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath || !existsSync(executablePath)) {
    const missing = process.env.CHROMIUM ? `CHROMIUM is ${process.env.CHROMIUM}, and there is no such file` : `none of ${PLACES.join(", ")} is there`;
    throw new Error(`no Chromium: ${missing}. Install it (apt-get install chromium), or say in CHROMIUM where it is.`);
  }
  return chromium.launch({ executablePath, args: FLAGS });
}
