// What every page does when scripts run. Without them everything but live suggestions and progress works as well.
import { suggest } from "./suggest.js";

// Empty fields are left out of addresses, so that they can be read and shared.
for (const form of document.querySelectorAll("form[data-prune]")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    setTimeout(() => { for (const field of form.elements) field.disabled = false; });
  });
}

// One menu open at a time; Escape and a click elsewhere close it.
const menus = document.querySelectorAll("details.menu");
document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) if (menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
});

// On a narrow screen the filters stand above the hits: closed, so that the hits come first.
if (matchMedia("(max-width: 62rem)").matches) {
  for (const each of document.querySelectorAll("[data-narrow-closed]")) each.open = false;
}

// Parts that are only made when they are asked for.
for (const part of document.querySelectorAll("details[data-load]")) {
  part.addEventListener("toggle", async () => {
    if (!part.open || part.dataset.loaded) return;
    part.dataset.loaded = "yes";
    const answer = await fetch(part.dataset.load, { headers: { "x-part": "1" } });
    if (!answer.ok) return;
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    part.replaceChildren(part.querySelector("summary"), ...made.querySelectorAll("[data-part]"));
  });
}

suggest(document.querySelector("#q"), document.querySelector("#suggestions"));
// “/” goes to the search box, as on many sites.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  document.querySelector("#q").focus();
});

if (document.querySelector("[data-timeline], [data-map]")) import("./charts.js");
