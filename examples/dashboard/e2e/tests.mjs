// Runs files of tests one after the other, in this process and so in one browser (browser.mjs). With --with-parent first,
// it ends when its input does: whoever holds the other end is gone then, however it ended, and nobody reads the results.
const [first, ...others] = process.argv.slice(2);
// The browser ends with this process; without this, the tests that are left would fail one by one.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
const withParent = first === "--with-parent";
if (withParent) {
  process.stdin.resume().unref();
  process.stdin.on("end", () => process.exit(1));
}
for (const file of withParent ? others : [first, ...others]) await import(new URL(file, import.meta.url));
