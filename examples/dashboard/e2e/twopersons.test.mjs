// A start that takes two persons, on a server with that rule (MEV_OTHER), by two admins (MEV_ADMIN, MEV_SECOND).
import assert from "node:assert/strict";
import { assertAccessible, moduleOf, open, OTHER, shot, test, WAIT } from "./browser.mjs";

test("one admin asks for a start, is told until when, and cannot complete it; another one does", async (t) => {
  if (!OTHER) return t.skip("needs a server with TWO_PERSON_START=true at MEV_OTHER");
  const { page } = await open("admin", "/control", {}, OTHER);
  const mev = moduleOf(page, "mev");
  await mev.getByRole("button", { name: "Stop", exact: true }).click();
  await mev.getByText("wanted: stopped").waitFor(WAIT);
  await mev.getByRole("button", { name: "Start", exact: true }).click();
  await mev.getByText("start waits for a second admin").waitFor(WAIT);
  const note = mev.getByRole("status", { name: "Start of mev that waits" });
  await note.getByText(/demo-admin asked to start mev; .* another admin approves, until \d\d:\d\d:\d\d UTC/).waitFor(WAIT);
  await note.getByText("That was you: somebody else has to approve.").waitFor(WAIT);
  assert.ok(await note.getByRole("button", { name: "Approve the start" }).isDisabled());
  await mev.getByRole("button", { name: "Start", exact: true }).click();
  await mev.getByRole("alert").filter({ hasText: "another person has to start it too" }).waitFor(WAIT);
  await mev.getByText("wanted: stopped").waitFor(WAIT);
  await shot(page, "start-asked");
  await assertAccessible(page, "a start that waits");

  const { page: watching } = await open("viewer", "/control", {}, OTHER);
  const seen = moduleOf(watching, "mev").getByRole("status", { name: "Start of mev that waits" });
  assert.ok(await seen.getByRole("button", { name: "Approve the start" }).isDisabled());

  const { page: second } = await open("second", "/control", {}, OTHER);
  await shot(second, "start-to-approve");
  await moduleOf(second, "mev").getByRole("button", { name: "Approve the start" }).click();
  for (const each of [second, page, watching]) {
    await moduleOf(each, "mev").getByText("wanted: running").waitFor(WAIT);
    await moduleOf(each, "mev").getByText("as wanted").first().waitFor(WAIT);
    assert.equal(await each.getByText("asked to start").count(), 0);
  }
  await shot(second, "start-approved");
});
