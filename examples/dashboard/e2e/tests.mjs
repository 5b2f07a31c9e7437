// Runs files of tests one after the other, in this process and so in one browser (browser.mjs). With --with-parent first,
// it ends when its input does: whoever holds the other end is gone then, however it ended, and nobody reads the results.
const [first, ...others] = process.argv.slice(2);
const withParent = first === "--with-parent";
if (withParent) {
  process.stdin.resume().unref();
  // The browser ends with this process.
  process.stdin.on("end", () => process.exit(1));
}
for (const file of withParent ? others : [first, ...others]) await import(new URL(file, import.meta.url));
