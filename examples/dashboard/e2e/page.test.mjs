// The page in a real Chromium against a running server, as viewer and as admin, over both transports.
// Needs MEV_PAGE (address), MEV_ADMIN and MEV_VIEWER (tokens); MEV_SHOTS (folder) keeps screenshots.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const PAGE = process.env.MEV_PAGE;
const TOKENS = { admin: process.env.MEV_ADMIN, viewer: process.env.MEV_VIEWER };
const SHOTS = process.env.MEV_SHOTS;
const BROWSERS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"];
const WAIT = { timeout: 60_000 };

let browser;
before(async () => {
  const executablePath = BROWSERS.find((path) => path && existsSync(path));
  assert.ok(executablePath, "Chromium is not installed (Debian: apt-get install chromium), or set CHROMIUM to its path");
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
});
after(() => browser?.close());

/** A page of its own, whose errors fail the test. */
async function open(role, colorScheme = "light") {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(`${PAGE}#token=${TOKENS[role]}`);
  await page.getByRole("status").filter({ hasText: "live" }).waitFor(WAIT);
  return { page, errors };
}

async function shot(page, name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

/** Rows that arrive after the choice of the transport. */
async function seesEvents(page) {
  const first = page.locator("tbody tr").first();
  await first.waitFor(WAIT);
  const seq = Number(await first.locator("td").first().textContent());
  await page.waitForFunction((before) => Number(document.querySelector("tbody td")?.textContent) > before, seq, WAIT);
}

for (const [label, name] of [
  ["Proto + Zstd", "proto"],
  ["JSON", "json"],
]) {
  test(`a viewer sees live events over ${label}, and can't start jobs`, async () => {
    const { page, errors } = await open("viewer", name === "json" ? "dark" : "light");
    await page.getByLabel("Transport").selectOption({ label });
    await page.getByRole("status").filter({ hasText: "live" }).waitFor(WAIT);
    await seesEvents(page);
    assert.ok(!page.url().includes("token"), "the token stays out of the address");
    assert.ok(await page.getByRole("button", { name: "Start scrape" }).isDisabled());
    assert.ok(await page.getByRole("button", { name: "Start training" }).isDisabled());
    await shot(page, `viewer-${name}`);
    assert.deepEqual(errors, []);
  });
}

test("an admin starts a scrape and follows it to its end", async () => {
  const { page, errors } = await open("admin");
  await page.getByRole("button", { name: "Start scrape" }).click();
  const job = page.getByRole("listitem").filter({ hasText: "scrape-" }).first();
  await job.getByText("done").waitFor({ timeout: 120_000 });
  assert.match(await job.textContent(), /rows/);
  await shot(page, "admin-scrape");
  assert.deepEqual(errors, []);
});

test("an admin trains on the features of the module, and follows it to its end", async () => {
  const { page, errors } = await open("admin");
  const features = page.getByLabel("Features");
  assert.deepEqual(await features.locator("option").allTextContents(), ["default", "detection"]);
  await page.getByLabel("Module").selectOption("mev");
  assert.deepEqual(await features.locator("option").allTextContents(), ["pretrade", "default"]);
  await features.selectOption("default");
  const [answer] = await Promise.all([
    page.waitForResponse("**/api/training/start"),
    page.getByRole("button", { name: "Start training" }).click(),
  ]);
  const sent = answer.request().postDataJSON();
  assert.deepEqual([sent.module, sent.features], ["mev", "default"]);
  const { job_id } = await answer.json();
  const job = page.getByRole("listitem").filter({ hasText: job_id });
  await job.getByText("done").waitFor({ timeout: 120_000 });
  await shot(page, "admin-training");
  assert.deepEqual(errors, []);
});

test("what the server refuses is shown with its fix", async () => {
  const { page } = await open("admin");
  await page.getByLabel("From").fill("2026-02-01");
  await page.getByLabel("To (").fill("2026-01-01");
  await page.getByRole("button", { name: "Start scrape" }).click();
  await page.getByRole("alert").filter({ hasText: "end" }).first().waitFor(WAIT);
});

test("a token that is no longer good is said so, and the page can be opened with another", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${PAGE}#token=nonsense`);
  await page.getByRole("alert").first().waitFor(WAIT);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Access token").fill(TOKENS.viewer);
  await page.getByRole("button", { name: "Open" }).click();
  await page.getByRole("status").filter({ hasText: "live" }).waitFor(WAIT);
});

for (const colorScheme of ["light", "dark"]) {
  test(`is accessible in ${colorScheme}`, async () => {
    const { page } = await open("admin", colorScheme);
    await seesEvents(page);
    const report = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      report.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`),
      [],
    );
  });
}
