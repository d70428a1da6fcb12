// Suggestions under the search box: a combobox as WAI-ARIA describes it. Text of the ledger goes in as text, never as HTML.

const KINDS = { entity: "who", thing: "thing", place: "place", outlet: "outlet", type: "type", status: "status" };

export function suggest(input, list) {
  if (!input || !list) return;
  let chosen = -1;
  let asked = 0;
  let timer = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (number) => {
    const options = [...list.children];
    chosen = options.length ? (number + options.length) % options.length : -1;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === chosen)));
    if (chosen >= 0) {
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    }
  };
  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((each, n) => option(each, n)));
    list.hidden = !suggestions.length;
    chosen = -1;
    input.setAttribute("aria-expanded", String(suggestions.length > 0));
    input.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    const words = input.value.trim();
    const number = ++asked;
    if (words.length < 2) return close();
    try {
      const answer = await fetch(`/suggest.json?q=${encodeURIComponent(words)}`);
      if (!answer.ok || number !== asked) return;
      const told = await answer.json();
      if (number === asked && document.activeElement === input) show(told.suggestions);
    } catch { close(); }
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) {
      if (event.key === "ArrowDown" && input.value) ask();
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? chosen + 1 : Math.max(chosen, 0) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.href);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("li");
    if (option) { event.preventDefault(); location.assign(option.dataset.href); }
  });
}

function option(each, number) {
  const item = document.createElement("li");
  item.id = `suggestion-${number}`;
  item.role = "option";
  item.setAttribute("aria-selected", "false");
  item.dataset.href = each.href;
  const kind = span("kind", KINDS[each.kind] || each.kind);
  const label = document.createElement("bdi");
  label.textContent = each.label;
  item.append(kind, label, span("n", each.records.toLocaleString("en")));
  return item;
}

function span(name, words) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = words;
  return made;
}
