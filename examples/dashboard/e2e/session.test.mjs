// Tokens, settings, addresses, and use without a mouse.
import assert from "node:assert/strict";
import { assertUsable, blank, comesOver, live, open, PAGE, test, TOKENS, unexpected, WAIT } from "./browser.mjs";

const PATHS = ["/", "/opportunities", "/bundles", "/control", "/datasets", "/training", "/jobs", "/settings", "/bundles/x"];

const forged = (claims) =>
  ["eyJhbGciOiJIUzI1NiJ9", Buffer.from(JSON.stringify(claims)).toString("base64url"), "x"].join(".");

const seconds = () => Math.floor(Date.now() / 1_000);

for (const [what, token, said] of [
  ["that is none", "nonsense", /The server refuses the token/],
  ["that expired", forged({ sub: "x", roles: ["viewer"], exp: seconds() - 60 }), /The token expired at|refuses the token/],
]) {
  test(`a token ${what} leads to the sign-in with the reason, once, and another one opens the page`, async () => {
    const { page } = await blank();
    let refusals = 0;
    page.on("response", (answer) => (refusals += answer.status() === 401 ? 1 : 0));
    await page.goto(`${PAGE}jobs#token=${token}`);
    await page.getByRole("alert").filter({ hasText: said }).waitFor(WAIT);
    assert.ok(refusals < 8, `asked ${refusals} times with a token that is no good`);
    if (token === "nonsense") await assertUsable(page, "the sign-in");
    await page.getByLabel("Access token").fill(TOKENS.viewer);
    await page.getByRole("button", { name: "Open" }).click();
    await live(page);
    assert.equal(new URL(page.url()).pathname, "/jobs");
  });
}

test("a token that ends soon is warned of", async () => {
  const { page } = await blank();
  // The warning comes of what the token says; the server's own refusal of a forged one is kept out.
  await page.route(/\/(api\/|readyz)/, (route) => route.abort());
  await page.goto(`${PAGE}#token=${forged({ sub: "zoe", roles: ["viewer"], exp: seconds() + 300 })}`);
  await page.getByText(/token ends in [45] min/).waitFor(WAIT);
});

test("settings: a transport and a theme that last, and a token that takes the place of the one in use", async () => {
  const { page, errors, sockets } = await open("admin", "/settings");
  const token = page.getByRole("region", { name: "Token" });
  await token.getByText("demo-admin").waitFor(WAIT);
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.getByRole("radio", { name: /^JSON/ }).check();
  await live(page);
  await page.reload();
  await live(page);
  await comesOver("json", { page, sockets });
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  assert.ok(await page.getByRole("radio", { name: /^JSON/ }).isChecked());
  const before = sockets.length;
  await token.getByLabel("Access token").fill(TOKENS.viewer);
  await token.getByRole("button", { name: "Use this token" }).click();
  await page.getByRole("banner").getByText("demo-viewer (viewer)").waitFor(WAIT);
  await token.getByText("demo-viewer").waitFor(WAIT);
  await live(page);
  assert.ok(sockets.length > before, "the feed was connected anew");
  await comesOver("json", { page, sockets });
  assert.deepEqual(unexpected(errors), []);
});

test("an address that is no page's says so", async () => {
  const { page } = await open("viewer");
  const nowhere = await fetch(new URL("/nowhere", PAGE));
  assert.equal(nowhere.status, 404);
  await page.evaluate(() => {
    history.pushState(null, "", "/nowhere");
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
  await page.getByText("Nothing has this address").waitFor(WAIT);
});

test("the keyboard alone gets everywhere", async () => {
  const { page } = await open("admin");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  await page.getByRole("link", { name: "Control" }).focus();
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(ring, "none", "the focus is seen");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Control" }).waitFor(WAIT);
  assert.equal(await page.evaluate(() => document.activeElement.id), "content", "the focus goes to the new page");
  await page.getByRole("button", { name: "Kill everything" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor(WAIT);
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(
      () => document.activeElement === document.body || document.querySelector("dialog").contains(document.activeElement),
    );
    assert.ok(inside, "the focus stays in the dialog");
  }
});

test("every page has an address, is accessible in light and in dark, and nothing of it is cut on a screen or a telephone", async () => {
  const { page, errors } = await open("admin");
  for (const path of PATHS) {
    await page.goto(new URL(path, PAGE).toString());
    await settled(page);
    assert.equal(await page.getByText("Nothing has this address").count(), 0, path);
    await assertUsable(page, path);
  }
  await chooseAnEvent(page);
  await assertUsable(page, "an event's detail");
  await page.goto(new URL("/control", PAGE).toString());
  await page.getByRole("button", { name: "Kill everything" }).click();
  await assertUsable(page, "the kill dialog");
  assert.deepEqual(unexpected(errors), []);
});

/** Until the page has what it asked for. */
async function settled(page) {
  await live(page);
  for (const text of ["Loading …", "Asking the server …", "Asking ClickHouse …"]) {
    await page.getByText(text).first().waitFor({ ...WAIT, state: "hidden" });
  }
}

async function chooseAnEvent(page) {
  await page.goto(new URL("/opportunities", PAGE).toString());
  await page.locator(".live-body .live-row:not([hidden])").first().waitFor(WAIT);
  await page.getByRole("grid").focus();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("region", { name: "The event as received" }).waitFor(WAIT);
}
