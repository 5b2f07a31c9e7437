// The page in a real Chromium against a running server: everything is shown, and nothing is asked of another host.
// Needs MEV_SERVER (address); MEV_SHOTS (folder) keeps screenshots.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const SERVER = process.env.MEV_SERVER;
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

/** A page that notes each error, each breach of the policy and each request to another host. */
async function open(path) {
  const page = await (await browser.newContext({ viewport: { width: 1400, height: 1000 } })).newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.protocol !== "blob:" && url.origin !== new URL(SERVER).origin) {
      wrong.push(`asked another host: ${request.url()}`);
    }
  });
  await page.goto(`${SERVER}${path}`);
  return { page, wrong };
}

async function shot(page, name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

/** Every part is drawn only when it comes near the screen. */
async function readToTheEnd(page) {
  for (let y = 0; y < 60; y++) {
    await page.mouse.wheel(0, 2_000);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  }
}

test("REST is shown without any other host", async () => {
  const { page, wrong } = await open("/docs");
  await page.getByRole("heading", { name: "mev-sdk control plane" }).waitFor(WAIT);
  await page.getByText("/api/control/module/{name}:{action}").first().waitFor(WAIT);
  await shot(page, "docs-rest");
  await readToTheEnd(page);
  await shot(page, "docs-rest-end");
  assert.deepEqual(wrong, []);
});

test("WebSocket is shown without any other host", async () => {
  const { page, wrong } = await open("/docs/?feed");
  await page.getByRole("heading", { name: "mev-sdk realtime feed" }).waitFor(WAIT);
  await page.getByText("the token expired, or a refresh brought one that is not good").waitFor(WAIT);
  await shot(page, "docs-feed");
  await readToTheEnd(page);
  await shot(page, "docs-feed-end");
  assert.deepEqual(wrong, []);
});

test("the menu names the operations", async () => {
  const { page, wrong } = await open("/docs/?rest");
  await page.getByRole("heading", { name: "mev-sdk control plane" }).waitFor(WAIT);
  await page.getByRole("navigation").getByText("datasets").or(page.getByText("datasets", { exact: true })).first().click();
  await page.getByText("Download one file of an export").first().waitFor(WAIT);
  await shot(page, "docs-operation");
  assert.deepEqual(wrong, []);
});
