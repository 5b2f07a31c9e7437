// Fails when the page's first load is over its budget (min + gzip): scripts 200 KB, styles 20 KB.
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const FOLDER = new URL("../app/dist/assets/", import.meta.url);
const BUDGETS = { js: 200_000, css: 20_000 };
let failed = false;
for (const [ending, budget] of Object.entries(BUDGETS)) {
  const bytes = readdirSync(FOLDER)
    .filter((name) => name.endsWith(`.${ending}`))
    .reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, FOLDER))).length, 0);
  console.log(`${ending}: ${bytes} of ${budget} bytes`);
  failed ||= bytes > budget;
}
process.exit(failed ? 1 : 0);
