// A connection that is lost and comes back, to the same server or to another: what the page says, and what it shows again.
import assert from "node:assert/strict";
import { newest, open, OTHER, PAGE, shot, seqs, test, TRANSPORTS, WAIT } from "./browser.mjs";
import { Cut } from "./cut.mjs";

/** Each has a proxy of its own, and waits for most of its time. */
export const beside = true;

const badges = (page) => page.locator("header .badge").allTextContents();

/** At the list, over the transport, with the proxy between page and server. */
async function openBehind(cut, label) {
  const { page } = await open("viewer", "/settings", {}, cut.page);
  await page.getByRole("radio", { name: label }).check();
  await page.getByRole("link", { name: "Opportunities" }).click();
  await newest(page, 0);
  return page;
}

const saysItIsAway = async (page) => {
  await page.getByRole("status").filter({ hasText: /not connected: reconnecting in|connecting/ }).waitFor(WAIT);
  await page.getByText("server unreachable").waitFor(WAIT);
};

const saysItIsBack = async (page) => {
  await page.getByRole("status").filter({ hasText: /^live$/ }).waitFor(WAIT);
  await page.getByText("server unreachable").waitFor({ ...WAIT, state: "hidden" });
};

for (const [transport, label] of TRANSPORTS) {
  test(`over ${transport} a lost connection is said, comes back by itself, and what was missed is shown or counted`, async (t) => {
    const cut = await Cut.before(PAGE);
    t.after(() => cut.close());
    const page = await openBehind(cut, label);
    const { page: witness } = await open("viewer", "/opportunities");
    cut.cut();
    await saysItIsAway(page);
    await shot(page, `cut-${transport}`);
    const last = Math.max(...(await seqs(page)));
    await newest(witness, last);
    const meanwhile = (await seqs(witness)).filter((seq) => seq > last).slice(-5);
    cut.lead(PAGE);
    await saysItIsBack(page);
    await newest(page, Math.max(...meanwhile));
    await shot(page, `back-${transport}`);
    const said = await badges(page);
    t.diagnostic(`${transport}: ${said.join(", ")}`);
    assert.ok(!said.some((text) => text.includes("unexplained")), said.join());
    // A server that is under load keeps little for those who come back; then it has to say so.
    if (said.some((text) => /events missed|with a gap/.test(text))) return;
    for (const seq of meanwhile) {
      await page.getByLabel("Search").fill(String(seq));
      await page.locator(".live-body .live-row:not([hidden]) .col-seq").getByText(String(seq), { exact: true }).waitFor(WAIT);
    }
  });

  test(`over ${transport} a connection that comes back to another server says that there is a gap, and goes on`, async (t) => {
    if (!OTHER) return t.skip("needs a second server at MEV_OTHER");
    const cut = await Cut.before(PAGE);
    t.after(() => cut.close());
    const page = await openBehind(cut, label);
    cut.cut();
    await saysItIsAway(page);
    const before = await seqs(page);
    cut.lead(OTHER);
    await saysItIsBack(page);
    await page.getByText("resumed with a gap").waitFor(WAIT);
    // The other server counts on its own.
    await page.waitForFunction(
      (seen) => ![...document.querySelectorAll(".live-body .live-row:not([hidden]) .col-seq")].some((cell) => seen.includes(cell.textContent)),
      before.map(String),
      WAIT,
    );
    await shot(page, `gap-${transport}`);
  });
}
