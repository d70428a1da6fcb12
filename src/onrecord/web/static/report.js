// A report: the words that an address names are marked and stay marked; words and records light up together.
// Positions are Unicode code points of the text; a string of JavaScript counts otherwise, so text is walked by code point.

const text = document.querySelector("[data-text]");

function wanted() {
  const found = /^#span=(\d+)-(\d+)$/.exec(decodeURIComponent(location.hash));
  return found ? [Number(found[1]), Number(found[2])] : null;
}

// Where each text node begins: the server wrote it on every paragraph.
function nodes() {
  const found = [];
  for (const paragraph of text.querySelectorAll("[data-start]")) {
    let at = Number(paragraph.dataset.start);
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const size = [...walker.currentNode.data].length;
      found.push({ node: walker.currentNode, start: at, end: at + size });
      at += size;
    }
  }
  return found;
}

function units(string, points) {
  let count = 0;
  for (const point of string) {
    if (points-- <= 0) break;
    count += point.length;
  }
  return count;
}

function unmark() {
  for (const mark of text.querySelectorAll("mark.found")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}

function mark() {
  unmark();
  const span = wanted();
  if (!span) return;
  let first = null;
  for (const { node, start, end } of nodes()) {
    const low = Math.max(span[0], start), high = Math.min(span[1], end);
    if (low >= high) continue;
    const range = document.createRange();
    range.setStart(node, units(node.data, low - start));
    range.setEnd(node, units(node.data, high - start));
    const made = document.createElement("mark");
    made.className = "found";
    range.surroundContents(made);
    first ||= made;
  }
  first?.scrollIntoView({ block: "center" });
}

const lit = (ids, on) => {
  for (const id of ids) {
    document.getElementById(`r-${id}`)?.classList.toggle("lit", on);
    for (const words of text.querySelectorAll(`[data-records~="${CSS.escape(id)}"]`)) words.classList.toggle("lit", on);
  }
};

function together() {
  const cards = document.querySelector(".cards");
  const wide = matchMedia("(min-width: 62rem)");
  const of = (target) => target.closest?.("[data-records]")?.dataset.records.split(" ") ?? [];
  const enter = (event) => {
    const ids = of(event.target);
    lit(ids, true);
    const card = ids.length && document.getElementById(`r-${ids[0]}`);
    if (card && wide.matches) cards.scrollTo({ top: card.offsetTop - cards.clientHeight / 3 });
  };
  const leave = (event) => lit(of(event.target), false);
  for (const [name, act] of [["mouseover", enter], ["mouseout", leave], ["focusin", enter], ["focusout", leave]]) {
    text.addEventListener(name, act);
  }
  for (const card of document.querySelectorAll("[data-record]")) {
    const id = [card.dataset.record];
    for (const name of ["mouseenter", "focusin"]) card.addEventListener(name, () => lit(id, true));
    for (const name of ["mouseleave", "focusout"]) card.addEventListener(name, () => lit(id, false));
  }
}

if (text) {
  mark();
  together();
  addEventListener("hashchange", mark);
  document.querySelector(".card.chosen")?.scrollIntoView({ block: "nearest" });
  if (wanted()) text.querySelector("mark.found")?.scrollIntoView({ block: "center" });
}
