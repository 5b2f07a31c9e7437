import { init } from "./redoc.js";

const feed = location.search === "?feed";
const chosen = document.querySelector(`nav a[href="${feed ? "?feed" : "?rest"}"]`);
chosen.setAttribute("aria-current", "page");
document.title = `${chosen.textContent} - ${document.title}`;
init(feed ? "../asyncapi.json" : "../openapi.json", { router: "hash", disableTelemetry: true }, document.getElementById("redoc"));
