// What all tests of the page share. Needs MEV_PAGE (address), MEV_ADMIN and MEV_VIEWER (tokens); MEV_OTHER (address of a
// second server on the same Kafka, where a start takes two persons) and MEV_SECOND (another admin's token) for the tests
// that take two; MEV_HALTED (id of an agent of arbitrage whose kill file exists); MEV_SHOTS (folder) keeps screenshots.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { existsSync } from "node:fs";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

export const PAGE = process.env.MEV_PAGE;
export const OTHER = process.env.MEV_OTHER;
export const TOKENS = { admin: process.env.MEV_ADMIN, second: process.env.MEV_SECOND, viewer: process.env.MEV_VIEWER };
/** As the settings name them. */
export const TRANSPORTS = [
  ["proto", /^Proto/],
  ["json", /^JSON/],
];
export const WAIT = { timeout: 60_000 };
const SHOTS = process.env.MEV_SHOTS;
const BROWSERS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"];

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

const declared = [];
const opened = new AsyncLocalStorage();

/** For tests.mjs to run. What the test leaves open would go on following the feed: it is closed when the test ends. */
export function test(name, body) {
  const run = async (t) => {
    const contexts = [];
    try {
      await opened.run(contexts, () => body(t));
    } finally {
      await Promise.all(contexts.map((context) => context.close()));
    }
  };
  declared.push({ name, run });
}

/** The tests that were declared since it was asked before. */
export const takeTests = () => declared.splice(0);

/** A page of its own. What goes wrong in it is gathered in `errors`, its WebSockets, which a worker has, in `sockets`. */
export async function blank(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  opened.getStore().push(context);
  const page = await context.newPage();
  const errors = [];
  const sockets = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(`${message.text()} ${message.location().url}`));
  page.on("websocket", (socket) => sockets.push(socket));
  return { page, errors, sockets };
}

/** The page at an address, as one of the roles, once it is live. */
export async function open(role, path = "/", options = {}, server = PAGE) {
  const { page, ...seen } = await blank(options);
  await page.goto(new URL(`${path}#token=${TOKENS[role]}`, server).toString());
  await live(page);
  return { page, ...seen };
}

/** Until the newest WebSocket asked for the transport and gets frames of its kind, whatever the page says of itself. */
export async function comesOver(transport, { page, sockets }) {
  const asked = () => new URL(sockets.at(-1).url()).searchParams.get("mode");
  while (asked() !== transport) await page.waitForEvent("websocket", WAIT);
  const { payload } = await sockets.at(-1).waitForEvent("framereceived", WAIT);
  assert.equal(typeof payload === "string" ? "json" : "proto", transport);
}

/** Goes to another page as a person does: what the feed brought stays. */
export async function go(page, name) {
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor(WAIT);
}

/** Until the feed is connected. */
export async function live(page) {
  await page.getByRole("status").filter({ hasText: "live" }).waitFor(WAIT);
}

export const moduleOf = (page, name) => page.getByRole("region", { name: `Module ${name}`, exact: true });

/** The numbers of the events that the list shows. */
export const seqs = (page) =>
  page.locator(".live-body .live-row:not([hidden]) .col-seq").evaluateAll((cells) => cells.map((c) => Number(c.textContent)));

/** Until the list shows an event newer than that. */
export async function newest(page, seq) {
  await page.waitForFunction(
    (before) =>
      [...document.querySelectorAll(".live-body .live-row:not([hidden]) .col-seq")].some((c) => Number(c.textContent) > before),
    seq,
    WAIT,
  );
}

/**
 * What the server does not offer is answered 404 and said so on the page; a query that comes while others run is answered
 * 503 and asked again. The browser logs both all the same.
 */
export function unexpected(errors) {
  return errors.filter((error) => !/status of 404|status of 503 .*\/api\/clickhouse\/query/.test(error));
}

export async function shot(page, name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

/** @param rules all of axe's, or those that are named */
export async function assertAccessible(page, where, rules) {
  // Rows of a table are alike: its first ones stand for hundreds. No page has frames: the slow way through all of them
  // would open a page of its own each time.
  const axe = new AxeBuilder({ page }).exclude("tbody tr:nth-child(n + 6)").setLegacyMode(true);
  const report = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  assert.deepEqual(
    report.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`),
    [],
    where,
  );
}

const WIDTHS = [1280, 390];

/** On a screen and on a telephone: nothing reaches over the page's edge, is cut without a way to read it, or lies over another. */
export async function assertFits(page, where) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await page.evaluate(misfits, width), [], `${where} at ${width} px`);
  }
  await page.setViewportSize({ width: WIDTHS[0], height: 900 });
}

/** In the page. Tables may be moved sideways where there is no room, and what is cut on purpose has a title. */
function misfits(width) {
  const shown = (element) => element.checkVisibility() && !element.closest(".unseen, .skip, svg, dialog:not([open]), datalist, option");
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.slice(0, 40)}"`;
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
  // What lies under an open dialog is meant to.
  const top = document.querySelector("dialog[open]") ?? document.body;
  const elements = [...top.querySelectorAll("*")].filter(shown);
  const found = [];
  if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  for (const element of elements) {
    const { overflowX } = getComputedStyle(element);
    const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
    const mayScroll = element.matches("nav, pre, input, select, .log") || (element.matches(".scroll") && width < 760);
    if (isCut && overflowX !== "visible" && !mayScroll && element.title === "" && !element.closest(".live-body")) {
      found.push(`${name(element)} is cut`);
    }
  }
  const solid = elements.filter((e) => (hasText(e) || e.matches("button, input, select")) && !e.closest(".live-table, .scroll, select, nav"));
  const boxes = solid.flatMap((element) => [...element.getClientRects()].map((box) => ({ element, box })));
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) {
      if (a.element.contains(b.element) || b.element.contains(a.element)) continue;
      const x = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const y = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (x > 2 && y > 2) found.push(`${name(a.element)} and ${name(b.element)} lie over each other`);
    }
  }
  return found;
}

/** For everybody: axe in light and in dark, and the layout. */
export async function assertUsable(page, where) {
  await page.emulateMedia({ colorScheme: "light" });
  await assertAccessible(page, `${where}, light`);
  await page.emulateMedia({ colorScheme: "dark" });
  // Dark differs in its colours alone.
  await assertAccessible(page, `${where}, dark`, ["color-contrast"]);
  await assertFits(page, where);
}

/** Whether the server's contract has something yet. */
export async function offers(what) {
  const contract = await (await fetch(new URL("/openapi.json", PAGE))).json();
  return what(contract);
}
