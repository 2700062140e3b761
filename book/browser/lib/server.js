// A web server for one folder, on this machine: the site is at its top, and below /course/ as well, where a link that
// begins with `/` leads out of it.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = /** @type {Record<string, string>} */ ({
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json",
  ".png": "image/png", ".svg": "image/svg+xml", ".woff2": "font/woff2",
});

/**
 * Serves a folder until `close` is called. A path that leads nowhere gets 404.html, as web hosts do it.
 * @param {string} folder
 */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname));
    const inside = path.replace(/^\/course\//, "/").replace(/\/$/, "/index.html");
    try {
      const body = await readFile(join(folder, inside));
      response.writeHead(200, { "content-type": TYPES[extname(inside)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404, { "content-type": TYPES[".html"] }).end(await readFile(join(folder, "404.html")));
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(undefined)));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("a server on a port has an address");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () => { server.closeAllConnections(); server.close(); },
  };
}
