import { init } from "./redoc.js";

const feed = location.search === "?feed";
const chosen = document.querySelector(`nav a[href="${feed ? "?feed" : "?rest"}"]`);
chosen.setAttribute("aria-current", "page");
document.title = `${chosen.textContent} - ${document.title}`;

const page = document.getElementById("redoc");
const answer = await fetch(feed ? "/asyncapi.json" : "/openapi.json");
if (answer.ok) {
  init(await answer.json(), { router: "hash", disableTelemetry: true }, page);
} else {
  page.textContent =
    answer.status === 401
      ? "This server shows its contracts only to those with a token: see OPERATIONS_ROLE."
      : `The server answered ${answer.status} instead of the contract.`;
}
