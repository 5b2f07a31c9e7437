// The control page: commands, the kill switch with its dialog, and what agents do by themselves.
import assert from "node:assert/strict";
import { moduleOf, offers, open, shot, test, unexpected, WAIT } from "./browser.mjs";

const offersReasons = () => offers((contract) => "reason" in contract.components.schemas.ControlBody.properties);

test("an agent that halted by itself is noted, with the reason", async (t) => {
  const halted = process.env.MEV_HALTED;
  if (!halted) return t.skip("needs an agent that halted, at MEV_HALTED");
  const { page, errors } = await open("viewer", "/control");
  const agents = page.getByRole("region", { name: "Agents of arbitrage" });
  await agents.getByRole("row", { name: new RegExp(`^${halted} halted kill file`) }).waitFor(WAIT);
  await agents.getByText(`${halted}: halted by itself: [KILL_FILE]`).waitFor(WAIT);
  await shot(page, "control-halted");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 900 });
  await shot(page, "control-halted-narrow");
  assert.deepEqual(unexpected(errors), []);
});

test("an admin sets the policy: checked before it is sent, and applied by the agents", async () => {
  const { page, errors } = await open("admin", "/control");
  const form = page.getByRole("form", { name: "Policy of arbitrage" });
  await form.getByLabel("Throttle").fill("120");
  await form.getByText("A whole percentage from 0").waitFor(WAIT);
  assert.ok(await form.getByRole("button", { name: "Set policy" }).isDisabled());
  await form.getByLabel("Tip ladder").fill("50, 75");
  await form.getByText("percentiles of the tip floor").waitFor(WAIT);
  const throttle = String(1 + Math.floor(Math.random() * 50));
  await form.getByLabel("Throttle").fill(throttle);
  await form.getByLabel("Tip ladder").fill("0.5, 0.75");
  await form.getByRole("button", { name: "Set policy" }).click();
  const arbitrage = moduleOf(page, "arbitrage");
  await arbitrage.getByText(`${throttle} %`).waitFor(WAIT);
  await arbitrage.getByText("as wanted").first().waitFor(WAIT);
  await form.getByLabel("Throttle").fill("0");
  await form.getByRole("button", { name: "Set policy" }).click();
  await arbitrage.getByText("0 %", { exact: true }).waitFor(WAIT);
  assert.deepEqual(unexpected(errors), []);
});

test("what somebody else changed meanwhile is not overwritten", async () => {
  const { page } = await open("admin", "/control");
  const form = page.getByRole("form", { name: "Policy of mev" });
  await form.getByLabel("Least expected value").fill("0.0001");
  const other = await open("admin", "/control");
  const others = other.page.getByRole("form", { name: "Policy of mev" });
  await others.getByLabel("Throttle").fill("1");
  await others.getByRole("button", { name: "Set policy" }).click();
  await form.getByText("The policy was changed meanwhile.").waitFor(WAIT);
  await form.getByRole("button", { name: "Set policy" }).click();
  await form.getByRole("alert").waitFor(WAIT);
  await form.getByRole("button", { name: /Show version/ }).click();
  assert.equal(await form.getByLabel("Throttle").inputValue(), "1");
  await form.getByLabel("Throttle").fill("0");
  await form.getByRole("button", { name: "Set policy" }).click();
  await moduleOf(page, "mev").getByText("0 %", { exact: true }).waitFor(WAIT);
});

test("one agent is stopped and started apart from its module", async (t) => {
  if (!(await offersReasons())) return t.skip("this server has no orders for single agents yet");
  const { page } = await open("admin", "/control");
  const mev = moduleOf(page, "mev");
  await mev.getByLabel("Commands go to").selectOption("mev-1");
  await mev.getByRole("button", { name: "Stop", exact: true }).click();
  await mev.getByText("its own: stopped").waitFor(WAIT);
  await mev.getByText("wanted: running").waitFor(WAIT);
  await mev.getByRole("button", { name: "Start", exact: true }).click();
  await mev.getByText("its own: stopped").waitFor({ state: "detached" });
});

test("a module is stopped and started again", async () => {
  const { page } = await open("admin", "/control");
  const mev = moduleOf(page, "mev");
  await mev.getByRole("button", { name: "Stop", exact: true }).click();
  await mev.getByText("wanted: stopped").waitFor(WAIT);
  await mev.getByText("as wanted").first().waitFor(WAIT);
  await mev.getByRole("button", { name: "Start", exact: true }).click();
  await mev.getByText("wanted: running").waitFor(WAIT);
});

test("the kill switch asks for a reason and its name, and shows each agent's answer", async (t) => {
  if (!(await offersReasons())) return t.skip("this server takes no reason yet");
  const { page, errors } = await open("admin", "/control", { colorScheme: "dark" });
  const mev = moduleOf(page, "mev");
  const opener = mev.getByRole("button", { name: "Kill mev" });
  await opener.click();
  const dialog = page.getByRole("dialog", { name: "Kill mev" });
  const kill = dialog.getByRole("button", { name: "Kill", exact: true });
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.ok(await opener.evaluate((element) => element === document.activeElement), "Esc gives the focus back");
  await page.keyboard.press("Enter");
  await dialog.getByLabel("Reason").fill("a test of the switch");
  await dialog.getByLabel("Type").fill("kill mev");
  assert.ok(await kill.isDisabled(), "the name as it is written, or nothing");
  await dialog.getByLabel("Type").fill("KILL mev");
  await kill.click();
  await dialog.getByText("applied", { exact: true }).first().waitFor(WAIT);
  assert.match(await dialog.locator("tbody tr").first().textContent(), /mev-1\s*applied.*ms/);
  await shot(page, "control-killed");
  await dialog.getByRole("button", { name: "Close" }).click();
  await mev.getByText("wanted: killed").waitFor(WAIT);
  await mev.getByRole("button", { name: "Start", exact: true }).click();
  await mev.getByText("wanted: running").waitFor(WAIT);
  assert.deepEqual(unexpected(errors), []);
});

test("everything is killed at once, and each module is started again", async (t) => {
  if (!(await offersReasons())) return t.skip("this server takes no reason yet");
  const { page } = await open("admin", "/control");
  await page.getByRole("button", { name: "Kill everything" }).click();
  const dialog = page.getByRole("dialog", { name: "Kill all" });
  await dialog.getByLabel("Reason").fill("a test of the switch");
  await dialog.getByLabel("Type").fill("KILL all");
  await dialog.getByRole("button", { name: "Kill", exact: true }).click();
  await dialog.getByText(/([1-9]) of \1 agents have applied it/).waitFor(WAIT);
  await dialog.getByRole("button", { name: "Close" }).click();
  for (const name of ["arbitrage", "mev"]) {
    const module = moduleOf(page, name);
    await module.getByText("wanted: killed").waitFor(WAIT);
    await module.getByRole("button", { name: "Start", exact: true }).click();
    await module.getByText("wanted: running").waitFor(WAIT);
  }
});
