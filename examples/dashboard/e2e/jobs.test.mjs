// Datasets, training, jobs: started, followed to their end, and what they leave.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { assertUsable, open, shot, test, TOKENS, unexpected, WAIT } from "./browser.mjs";

const JOB_LIMIT = { timeout: 120_000 };

/** Starts what the form says, and returns the job's id. */
async function start(page, button, path) {
  const [answer] = await Promise.all([
    page.waitForResponse(`**${path}`),
    page.getByRole("button", { name: button }).click(),
  ]);
  return { id: (await answer.json()).job_id, sent: answer.request().postDataJSON() };
}

test("an admin exports data, follows it to its end and downloads what the manifest says", async () => {
  const { page, errors } = await open("admin", "/datasets");
  await page.getByLabel("Format").selectOption("jsonl");
  const { id, sent } = await start(page, "Start export", "/api/datasets/scrape");
  assert.deepEqual([sent.format, sent.types], ["jsonl", ["arb", "mev"]]);
  await page.getByRole("progressbar", { name: `Progress of ${id}` }).waitFor(WAIT);
  const done = page.getByRole("region", { name: `Export ${id}` });
  await done.waitFor(JOB_LIMIT);
  await hasProgress(page, id, 1);
  const row = done.locator("tbody tr").first();
  const hash = await row.locator("code").getAttribute("title");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    row.getByRole("button", { name: "Download" }).click(),
  ]);
  const content = readFileSync(await download.path());
  assert.equal(createHash("sha256").update(content).digest("hex"), hash);
  await row.getByText("hash as in the manifest").waitFor(WAIT);
  await shot(page, "datasets");
  assert.deepEqual(unexpected(errors), []);
});

test("an admin trains, watches the loss, reads the report, activates and rolls back", async () => {
  const { page, errors } = await open("admin", "/training");
  const features = page.getByLabel("Features");
  assert.deepEqual(await features.locator("option").allTextContents(), ["default", "detection"]);
  await page.getByLabel("Module").selectOption("mev");
  assert.deepEqual(await features.locator("option").allTextContents(), ["pretrade", "default"]);
  await page.getByText("Parameters (empty").click();
  await page.getByLabel("Rounds at most").fill("40");
  const versions = [await trained(page), await trained(page)];
  await shot(page, "training");
  const models = page.getByRole("region", { name: "Models of mev" });
  for (const version of versions) {
    const row = models.locator("tbody tr", { hasText: version });
    // The first one of all may have become active by itself.
    if ((await row.getByText("active", { exact: true }).count()) === 0) await row.getByRole("button").click();
    await row.getByText("active", { exact: true }).waitFor(WAIT);
  }
  await models.getByRole("button", { name: `Roll back to ${versions[0]}` }).click();
  await models.getByText(`Active: ${versions[0]}`).waitFor(WAIT);
  await models.getByRole("link", { name: versions[0] }).click();
  await page.getByRole("img", { name: /^ROC: / }).waitFor(WAIT);
  await page.getByText("Equal to XGBoost bit by bit").waitFor(WAIT);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download report.html" }).click(),
  ]);
  assert.match(readFileSync(await download.path(), "utf8"), /<h1>Model mev/);
  await page.reload();
  await page.getByRole("img", { name: /^Calibration: / }).waitFor(WAIT);
  await shot(page, "report");
  await assertUsable(page, "a report");
  assert.deepEqual(unexpected(errors), []);
});

/** Trains as the form says; returns the version that came of it. */
async function trained(page) {
  const { id, sent } = await start(page, "Start training", "/api/training/start");
  assert.deepEqual([sent.module, sent.features, sent.params.n_estimators], ["mev", "pretrade", 40]);
  await page.getByRole("img", { name: new RegExp(`Log loss of ${id}: train now .*validation now`) }).waitFor(JOB_LIMIT);
  const job = page.getByRole("listitem").filter({ hasText: id });
  await job.getByText("done", { exact: true }).waitFor(JOB_LIMIT);
  const version = /model mev\/(\S+):/.exec(await job.textContent())[1];
  await page.getByRole("region", { name: "Models of mev" }).getByRole("link", { name: version }).waitFor(WAIT);
  return version;
}

test("a job's log is followed, and the list is narrowed to a state", async () => {
  const { page, errors } = await open("viewer", "/jobs");
  await page.getByLabel("Kind").selectOption("train");
  await page.getByLabel("State").selectOption("done");
  await page.getByRole("link", { name: /^train-/ }).first().click();
  await page.getByRole("log").getByText(/round=1 train=0\.\d+ validation=0\.\d+/).waitFor(WAIT);
  await page.getByRole("region", { name: "What was asked for" }).getByText('"module"').waitFor(WAIT);
  await shot(page, "job");
  await assertUsable(page, "a job");
  assert.deepEqual(unexpected(errors), []);
});

test("a job that failed says why, and can be tried again", async () => {
  const { page } = await open("admin", "/training");
  await page.getByLabel("From (").fill("2020-01-01");
  await page.getByLabel("To (").fill("2020-01-02");
  const { id } = await start(page, "Start training", "/api/training/start");
  await page.goto(new URL(`/jobs/${id}`, page.url()).toString());
  await page.getByText("range holds no labelled row").first().waitFor(JOB_LIMIT);
  const [answer] = await Promise.all([
    page.waitForResponse("**:retry"),
    page.getByRole("button", { name: "Retry" }).click(),
  ]);
  assert.equal(answer.status(), 200);
});

test("a training at work shows how far it came, and is cancelled", async () => {
  const { page } = await open("admin", "/training");
  await page.getByText("Parameters (empty").click();
  await page.getByLabel("Rounds at most").fill("10000");
  await page.getByLabel("Stop after rounds").fill("0");
  const { id } = await start(page, "Start training", "/api/training/start");
  await hasProgress(page, id, 0.01);
  await jobOf(page, id).getByRole("button", { name: "Cancel" }).click();
  await jobOf(page, id).locator(".badge", { hasText: "cancelled" }).waitFor(JOB_LIMIT);
});

test("an export that waits for others shows so, and is cancelled", async () => {
  const { page, errors } = await open("admin", "/datasets");
  const { sent } = await start(page, "Start export", "/api/datasets/scrape");
  for (let others = 4; ; others *= 2) {
    assert.ok(others <= 32, "exports end before anybody can cancel them");
    await Promise.all(Array.from({ length: others }, () => startExport(page, sent)));
    const { id } = await start(page, "Start export", "/api/datasets/scrape");
    const job = jobOf(page, id);
    await hasProgress(page, id, 0);
    const cancel = job.getByRole("button", { name: "Cancel" });
    const ended = job.locator(".badge", { hasText: /done|cancelled/ });
    await cancel.or(ended).first().waitFor(WAIT);
    await cancel.click({ timeout: 5_000 }).catch(() => {});
    await ended.waitFor(JOB_LIMIT);
    if ((await ended.textContent()) === "cancelled") break;
  }
  await shot(page, "export-cancelled");
  assert.deepEqual(unexpected(errors), []);
});

const jobOf = (page, id) => page.getByRole("listitem").filter({ hasText: id });

/** Beside the page's form, which takes one at a time. */
async function startExport(page, data) {
  const headers = { authorization: `Bearer ${TOKENS.admin}` };
  const answer = await page.request.post(new URL("/api/datasets/scrape", page.url()).toString(), { headers, data });
  assert.equal(answer.status(), 200);
}

/** Until its bar is that far, of 1, at least. */
async function hasProgress(page, id, least) {
  const bar = await page.getByRole("progressbar", { name: `Progress of ${id}` }).elementHandle();
  await page.waitForFunction(([element, value]) => element.value >= value, [bar, least], WAIT);
}

test("what the server refuses is shown with its fix", async () => {
  const { page } = await open("admin", "/datasets");
  await page.getByLabel("From (").fill("2026-02-01");
  await page.getByLabel("To (").fill("2026-01-01");
  await page.getByRole("button", { name: "Start export" }).click();
  await page.getByRole("alert").filter({ hasText: "end" }).first().waitFor(WAIT);
});
