// Charts are drawn by the server. Where the browser can, they are drawn anew here: a timeline to zoom, a map to move.
import { timeline } from "./timeline.js";

function styled(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(`./vendor/${name}`, import.meta.url).href;
  const loaded = new Promise((resolve) => { link.onload = resolve; link.onerror = resolve; });
  document.head.append(link);
  return loaded;
}

// Only what is looked at is loaded.
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    draw(target).catch((error) => console.info("the chart of the server stays:", error.message));
  }
}, { rootMargin: "120px" });

async function draw(figure) {
  if (figure.dataset.timeline) {
    await styled("uPlot.min.css");
    timeline(figure, JSON.parse(figure.dataset.timeline));
  } else if (figure.dataset.map) {
    const { map, canDraw } = await import("./map.js");
    if (!canDraw()) return;
    await styled("maplibre-gl.css");
    await map(figure, figure.dataset.map);
  }
}

for (const figure of document.querySelectorAll("[data-timeline], [data-map]")) seen.observe(figure);
