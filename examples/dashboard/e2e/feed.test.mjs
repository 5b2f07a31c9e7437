// Overview, opportunities, bundles: what the feed brings.
import assert from "node:assert/strict";
import { assertUsable, newest, offers, open, seqs, shot, test, unexpected, WAIT } from "./browser.mjs";

/** Newer events than now arrive in the list. */
async function seesEvents(page) {
  await newest(page, 0);
  await newest(page, Math.max(...(await seqs(page))));
}

test("the overview has figures and charts that move", async () => {
  const { page, errors } = await open("viewer");
  await page.waitForFunction(
    () => /[1-9]/.test([...document.querySelectorAll(".card")].find((c) => c.textContent.includes("Events"))?.querySelector(".value")?.textContent ?? ""),
    null,
    WAIT,
  );
  await page.getByRole("img", { name: /Events a second: received now/ }).waitFor(WAIT);
  await page.getByRole("img", { name: /Landed, 10 min \(%\): of settled/ }).waitFor(WAIT);
  await shot(page, "overview");
  assert.deepEqual(unexpected(errors), []);
});

test("the list is narrowed, stands still while somebody reads, and goes on with Esc", async () => {
  const { page } = await open("viewer", "/opportunities");
  await seesEvents(page);
  await page.getByLabel("Module").selectOption("mev");
  await page.waitForFunction(
    () => {
      const shown = [...document.querySelectorAll(".live-body .live-row:not([hidden]) .col-module")];
      return shown.length > 0 && shown.every((cell) => cell.textContent === "mev");
    },
    null,
    WAIT,
  );
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByRole("grid").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const held = await seqs(page);
  assert.equal(await page.locator('[aria-selected="true"]').count(), 1);
  await page.getByText(/Held: [1-9]/).waitFor(WAIT);
  assert.deepEqual(await seqs(page), held);
  await page.keyboard.press("Escape");
  await seesEvents(page);
});

test("a bundle is followed from its decision to its end", async () => {
  const { page, errors } = await open("viewer", "/bundles");
  const settled = page.locator("tbody .badge", { hasText: /finalized|rejected|dropped/ }).first();
  await settled.waitFor(WAIT);
  await page.getByLabel("State").selectOption("FINALIZED");
  await settled.filter({ hasText: "finalized" }).waitFor(WAIT);
  await page.locator("tbody a").first().click();
  await page.getByRole("region", { name: "Told by the feed" }).getByRole("listitem").first().waitFor(WAIT);
  await shot(page, "bundle");
  await assertUsable(page, "a bundle");
  assert.deepEqual(unexpected(errors), []);
});

test("what is stored is shown, or said to be unavailable", async () => {
  const { page } = await open("viewer", "/opportunities");
  const stored = page.getByRole("region", { name: "Stored decisions" });
  const hasQueries = await offers((contract) => "/api/clickhouse/query" in contract.paths);
  if (hasQueries) await stored.locator("tbody tr").first().waitFor(WAIT);
  else await stored.getByText("Not available: this server has no such stored query.").waitFor(WAIT);
});
