// Makes dist/: the page, and the renderer without anything that would leave the server.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const NAME = "data:image/svg+xml," + encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="14"><text y="11" font-family="sans-serif" font-size="12" fill="#22448f">Redoc</text></svg>');

/** What is replaced, by what, and how often it has to be there: another version of the renderer needs another look. */
const REPLACED = [
  ["https://cdn.redoc.ly/redoc/logo-mini-full.svg", NAME, 1],
  ["https://cdn.redoc.ly/redoc/logo-mini.svg", NAME, 1],
  ["https://otel.cloud.redocly.com/v1/traces", "about:blank", 1],
  // The menu beside each heading hands the page to assistants on other sites.
  ["showPageActions:!0", "showPageActions:!1", undefined],
];

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");
let renderer = readFileSync("node_modules/redoc/bundles/redoc.standalone.js", "utf8");
for (const [what, by, times] of REPLACED) {
  const found = renderer.split(what).length - 1;
  if (found === 0 || (times !== undefined && found !== times)) {
    throw new Error(`redoc.standalone.js has ${what} ${found} times: look at what this version loads`);
  }
  renderer = renderer.replaceAll(what, by);
}
writeFileSync("dist/redoc.js", renderer);
copyFileSync("node_modules/redoc/LICENSE", "dist/redoc.LICENSE.txt");
for (const file of ["index.html", "main.js", "page.css"]) {
  copyFileSync(`page/${file}`, `dist/${file}`);
}
