// The page under a fast feed, which whoever runs this has started (MEV_RATE events a second, for the report). Time is
// reported, not asserted: what must hold on any machine is that nothing grows and that every loss is told.
import assert from "node:assert/strict";
import { go, live, newest, open, seqs, shot, test, TRANSPORTS, unexpected } from "./browser.mjs";

const EVENTS = Number(process.env.MEV_LOAD_EVENTS ?? 15_000);
const LIMIT = { timeout: 120_000, polling: 250 };
const MAX_ELEMENTS = 900;
const MAX_ROWS = 60;

const total = (page) =>
  page.evaluate(() => {
    const card = [...document.querySelectorAll(".card")].find((c) => c.querySelector(".name")?.textContent === "Events");
    return Number(card?.querySelector(".note")?.textContent?.replace(/\D/g, ""));
  });

const arrived = (page, count) =>
  page.waitForFunction(
    (least) => {
      const card = [...document.querySelectorAll(".card")].find((c) => c.querySelector(".name")?.textContent === "Events");
      return Number(card?.querySelector(".note")?.textContent?.replace(/\D/g, "")) >= least;
    },
    count,
    LIMIT,
  );

/** Every frame's distance from the one before, until told to stop. */
const record = (page) =>
  page.evaluate(() => {
    const frames = [];
    let before = performance.now();
    const next = (now) => {
      frames.push(now - before);
      before = now;
      if (window.recorded === undefined) requestAnimationFrame(next);
    };
    window.recorded = undefined;
    window.stopRecording = () => (window.recorded = frames);
    requestAnimationFrame(next);
  });

function report(where, frames, events) {
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1);
  const seconds = frames.reduce((sum, ms) => sum + ms, 0) / 1_000;
  const smooth = frames.filter((ms) => ms < 1.5 * (1_000 / 60)).length / frames.length;
  console.log(
    `${where}: ${(events / seconds).toFixed(0)} events/s, ${(frames.length / seconds).toFixed(1)} frames/s, ` +
      `interval p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)} max ${at(1)} ms, ${(smooth * 100).toFixed(1)} % of frames in time`,
  );
}

for (const [transport, label] of TRANSPORTS) {
  test(`over ${transport} nothing grows and every loss is told, ${process.env.MEV_RATE ?? "some"} events a second`, async () => {
    const { page, errors } = await open("viewer", "/settings");
    await page.getByRole("radio", { name: label }).check();
    await live(page);
    for (const name of ["Overview", "Opportunities"]) {
      await go(page, "Overview");
      await arrived(page, 1);
      const before = await total(page);
      await go(page, name);
      let shown = 0;
      if (name === "Opportunities") {
        await newest(page, 0);
        shown = Math.max(...(await seqs(page)));
      }
      await record(page);
      if (name === "Overview") await arrived(page, before + EVENTS);
      else await page.waitForTimeout((EVENTS / Number(process.env.MEV_RATE ?? 5_000)) * 1_000);
      const frames = await page.evaluate(() => window.stopRecording());
      const size = await page.evaluate(() => ({
        // What is stored is a table of its own, asked for once and of a fixed length.
        elements: document.querySelectorAll("*").length - document.querySelectorAll(".scroll *").length,
        rows: document.querySelectorAll(".live-body .live-row").length,
        badges: [...document.querySelectorAll("header .badge")].map((badge) => badge.textContent),
        heap: Math.round((performance.memory?.usedJSHeapSize ?? 0) / 1e6),
      }));
      if (name === "Opportunities") {
        // Where decisions wait in Kafka, the list is behind, but moves.
        await newest(page, shown);
        await shot(page, `load-${transport}`);
      }
      await go(page, "Overview");
      report(`${transport} ${name}`, frames, (await total(page)) - before);
      console.log(`${transport} ${name}: ${JSON.stringify(size)}`);
      assert.ok(size.elements < MAX_ELEMENTS, `${size.elements} elements`);
      assert.ok(size.rows <= MAX_ROWS, `${size.rows} rows for a list of thousands`);
      assert.ok(!size.badges.some((badge) => badge.includes("unexplained")), size.badges.join());
    }
    assert.deepEqual(unexpected(errors), []);
  });
}
