// Fails when a part of the page is over its budget (min + gzip): the first load, what each page adds to it, the worker,
// the styles.
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const DIST = new URL("../app/dist/", import.meta.url);
const BUDGETS = { "first load": 200_000, route: 60_000, worker: 40_000, styles: 20_000 };

const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", DIST), "utf8"));
const size = (file) => gzipSync(readFileSync(new URL(file, DIST))).length;
const total = (files) => [...files].reduce((sum, file) => sum + size(file), 0);

/** The chunk and all that it imports without waiting. */
function loads(key, found = new Set()) {
  const chunk = manifest[key];
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const imported of chunk.imports ?? []) loads(imported, found);
  return found;
}

const chunks = Object.entries(manifest);
const first = loads(chunks.find(([, chunk]) => chunk.isEntry)[0]);
const routes = chunks.filter(([, chunk]) => chunk.isDynamicEntry);
const assets = readdirSync(new URL("assets/", DIST)).map((name) => `assets/${name}`);
const parts = [
  ["first load", "first load", total(first)],
  ...routes.map(([key, { name }]) => [
    "route",
    `route ${name}`,
    total([...loads(key)].filter((file) => !first.has(file))),
  ]),
  ["worker", "worker", total(assets.filter((file) => /\/worker-.*\.js$/.test(file)))],
  ["styles", "styles", total(assets.filter((file) => file.endsWith(".css")))],
];

let failed = false;
for (const [kind, name, bytes] of parts) {
  const over = bytes === 0 || bytes > BUDGETS[kind];
  console.log(`${name}: ${bytes} of ${BUDGETS[kind]} bytes${over ? " FAILED" : ""}`);
  failed ||= over;
}
process.exit(failed || routes.length === 0 ? 1 : 0);
