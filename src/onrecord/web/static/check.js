// The keys that the buttons show do what the buttons do. Listeners are the document's: the queue is put in anew each time.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  const name = button.form?.elements.namedItem("by");
  if (name && name.type !== "hidden" && !name.value && !button.dataset.opens) return name.focus();
  button.click();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (!opener) return;
  const panel = document.getElementById(opener.dataset.opens);
  panel.open = !panel.open;
  opener.setAttribute("aria-expanded", String(panel.open));
  if (panel.open) panel.querySelector("select, input").focus();
});

// After a decision the next record is where reading goes on.
document.addEventListener("htmx:after:swap", () => {
  const trouble = document.querySelector("#trouble");
  if (trouble?.textContent.trim()) return trouble.scrollIntoView({ block: "center" });
  const next = document.querySelector(".checking");
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
});
