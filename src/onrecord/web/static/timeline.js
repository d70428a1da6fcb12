// The timeline with uPlot: bars one on the other by status, the numbers of a bar under it, drag to zoom, click to search.
import uPlot from "./vendor/uPlot.mjs";

const HEIGHT = 150;
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6];
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export function timeline(figure, data) {
  const svg = figure.querySelector("svg.timeline");
  const place = document.createElement("div");
  const legend = document.createElement("p");
  legend.className = "legend";
  svg.after(place, legend);
  figure.classList.add("drawn");
  const told = tell(figure, legend, data);
  const chart = new uPlot(options(data, figure.clientWidth, told), stacked(data), place);
  chart.root.setAttribute("role", "img");
  chart.root.setAttribute("aria-label", svg.getAttribute("aria-label"));
  told(null);
  new ResizeObserver(() => chart.setSize({ width: figure.clientWidth, height: HEIGHT })).observe(figure);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chart.redraw());
  chart.over.addEventListener("click", () => {
    const at = chart.cursor.idx;
    if (at == null || !data.counts.some((row) => row[at])) return;
    const search = new URL(figure.dataset.search, location.href);
    search.searchParams.set("since", data.periods[at]);
    search.searchParams.set("until", data.periods[at]);
    location.assign(search);
  });
}

// Under the chart: all of it, or the bar that is pointed at, each status with its shape.
function tell(figure, legend, data) {
  const shapes = new Map([...document.querySelectorAll("template[data-shape]")].map((t) => [t.dataset.shape, t.content]));
  let before;
  return (at) => {
    if (at === before) return;
    before = at;
    const period = document.createElement("b");
    period.textContent = at == null ? "all of these" : data.labels[at];
    legend.replaceChildren(period, ...data.statuses.map((status, n) => {
      const count = at == null ? data.counts[n].reduce((a, b) => a + b, 0) : data.counts[n][at];
      const item = document.createElement("span");
      item.className = `status s-${status}${count ? "" : " none"}`;
      const words = document.createElement("span");
      words.textContent = `${status.replace("_", " ")} ${count.toLocaleString("en")}`;
      item.append(shapes.get(status)?.cloneNode(true) ?? "", words);
      return item;
    }));
  };
}

// uPlot draws each series from the axis up: the highest sums first, the lower ones over them.
function stacked(data) {
  const sums = data.periods.map(() => 0);
  const rows = data.counts.map((row) => row.map((count, n) => (sums[n] += count)));
  return [data.periods.map((_, n) => n), ...rows.reverse()];
}

function options(data, width, told) {
  const bars = uPlot.paths.bars({ size: [0.86, 60] });
  const plain = { show: false };
  const font = `11px ${getComputedStyle(document.body).fontFamily}`;
  return {
    width, height: HEIGHT, legend: plain,
    scales: { x: { time: false, range: (u, low, high) => [low - 0.6, Math.max(high, low + 11) + 0.6] }, y: { range: (u, low, high) => [0, high * 1.04] } },
    cursor: { y: false, points: plain, drag: { x: true, y: false } },
    hooks: { setCursor: [(u) => told(u.cursor.left < 0 || u.cursor.idx == null ? null : u.cursor.idx)] },
    axes: [
      { stroke: () => colour("soft"), font, grid: plain, ticks: plain, size: 24, space: 105, incrs: STEPS.slice(0, 9),
        values: (u, at) => at.map((n) => data.labels[n] ?? "") },
      { stroke: () => colour("soft"), font, grid: { stroke: () => colour("rule"), width: 0.5 }, ticks: plain, size: 46, space: 34, incrs: STEPS,
        values: (u, at) => at.map((n) => n.toLocaleString("en")) },
    ],
    series: [
      {},
      ...[...data.statuses].reverse().map((status) => ({
        label: status, stroke: () => colour(status), fill: () => colour(status), width: 0, paths: bars, points: plain,
      })),
    ],
  };
}
