// Every page, over both transports, as viewer and as admin: reached by its link, with something on it that only the server
// can know, and with what the role may do.
import assert from "node:assert/strict";
import { comesOver, go, live, moduleOf, newest, open, seqs, shot, test, TRANSPORTS, unexpected, WAIT } from "./browser.mjs";

/** By the links' names. */
const PAGES = {
  Overview: async (page) => {
    const pnl = page.locator(".card").filter({ hasText: "PnL, 1 h" });
    await pnl.getByText(/^-?\d+\.\d{4} SOL$/).waitFor(WAIT);
  },
  Opportunities: async (page) => {
    await newest(page, 0);
    await newest(page, Math.max(...(await seqs(page))));
    await page.getByRole("grid").locator(".live-row").nth(2).click();
    const event = page.getByRole("region", { name: "The event as received" });
    await event.filter({ hasText: '"seq"' }).filter({ hasText: /net_lamports|net_sol/ }).waitFor(WAIT);
  },
  Bundles: async (page) => {
    await page.getByRole("region", { name: "Bundles, the newest first" }).getByRole("link").first().click();
    await page.getByRole("region", { name: "Told by the feed" }).getByRole("listitem").first().waitFor(WAIT);
  },
  Control: async (page, isAdmin) => {
    for (const name of ["arbitrage", "mev"]) await moduleOf(page, name).getByText("as wanted").first().waitFor(WAIT);
    const commands = page.getByRole("button", { name: /^(Start|Stop|Restart|Kill .*)$/ });
    assert.equal(await commands.count(), 9);
    for (const command of await commands.all()) {
      assert.equal(await command.isEnabled(), isAdmin, await command.textContent());
    }
    if (isAdmin) return;
    await page.getByText("Commands need a token with the role admin").waitFor(WAIT);
    for (const button of await page.locator("main button").all()) {
      assert.ok(await button.isDisabled(), await button.textContent());
    }
  },
  Datasets: async (page, isAdmin) => {
    await page.getByRole("list", { name: "What is stored" }).getByText(/rows from/).first().waitFor(WAIT);
    await startsJobs(page, "Start export", isAdmin);
  },
  Training: async (page, isAdmin) => {
    const models = page.getByRole("region", { name: "Models of mev" });
    await models.getByText(/^(Active: |None is active|No model was published yet)/).waitFor(WAIT);
    await startsJobs(page, "Start training", isAdmin);
    for (const button of await models.getByRole("button").all()) assert.equal(await button.isEnabled(), isAdmin);
    const version = models.getByRole("link").first();
    if ((await version.count()) === 0) return;
    await version.click();
    await page.getByRole("img", { name: /^ROC: / }).waitFor(WAIT);
  },
  Jobs: async (page) => {
    const job = page.locator(".jobs").getByRole("link").first();
    await job.or(page.getByText("No jobs yet")).first().waitFor(WAIT);
    if ((await job.count()) === 0) return;
    await job.click();
    await page.getByRole("region", { name: "What was asked for" }).getByText(/"(module|types)"/).waitFor(WAIT);
  },
  Settings: async (page, isAdmin) => {
    await page.getByRole("region", { name: "Token" }).getByText(isAdmin ? "demo-admin" : "demo-viewer").waitFor(WAIT);
  },
};

async function startsJobs(page, action, isAdmin) {
  assert.equal(await page.getByRole("button", { name: action }).isEnabled(), isAdmin);
  assert.equal(await page.getByText("needs a token with the role admin").first().isVisible(), !isAdmin);
}

for (const [transport, label] of TRANSPORTS) {
  for (const role of ["viewer", "admin"]) {
    test(`every page over ${transport} as ${role}`, async () => {
      const { page, errors, sockets } = await open(role, "/settings");
      // By way of the other one: a page that has one of them from the start shows nothing of the choice.
      for (const [chosen, choice] of [...TRANSPORTS.filter(([name]) => name !== transport), [transport, label]]) {
        await page.getByRole("radio", { name: choice }).check();
        await comesOver(chosen, { page, sockets });
      }
      await live(page);
      const connections = sockets.length;
      for (const [name, sees] of Object.entries(PAGES)) {
        await go(page, name);
        await sees(page, role === "admin");
        await shot(page, `${name.toLowerCase()}-${transport}-${role}`);
      }
      assert.ok(await page.getByRole("radio", { name: label }).isChecked());
      assert.equal(sockets.length, connections, "all that was seen came over that one connection");
      assert.ok(![page.url(), ...sockets.map((socket) => socket.url())].some((url) => url.includes("token")));
      assert.deepEqual(unexpected(errors), []);
    });
  }
}
