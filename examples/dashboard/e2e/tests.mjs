// Runs files of tests in this process and so in one browser (browser.mjs): the files beside each other, since most of a
// test is waiting, the tests of a file one after the other unless it exports `beside`. With --with-parent first, it ends when its input does: whoever
// holds the other end is gone then, however it ended, and nobody reads the results.
import { describe, test } from "node:test";
import { takeTests } from "./browser.mjs";

const [first, ...others] = process.argv.slice(2);
// The browser ends with this process; without this, the tests that are left would fail one by one.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
const withParent = first === "--with-parent";
if (withParent) {
  process.stdin.resume().unref();
  process.stdin.on("end", () => process.exit(1));
}

const files = [];
for (const name of withParent ? others : [first, ...others]) {
  const { beside = false } = await import(new URL(name, import.meta.url));
  files.push({ name, beside, tests: takeTests() });
}
describe("the page", { concurrency: true }, () => {
  for (const { name, beside, tests } of files) {
    describe(name, { concurrency: beside }, () => tests.forEach((each) => test(each.name, each.run)));
  }
});
