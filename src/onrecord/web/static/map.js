// The map with MapLibre: coasts and borders of the package, nothing from the net. A circle is as wide as its place is
// known, a country known no closer is a country; points that touch are drawn as one with their sum.

const RADIUS_KM = { point: 3, city: 12, district: 40, region: 120, country: 350, area: 900 };
const EQUATOR_KM = 40075.016686;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export function canDraw() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch { return false; }
}

export async function map(figure, address) {
  const [{ default: standard, ...named }, world, spots] = await Promise.all([
    import("./vendor/maplibre-gl.mjs"),
    fetch(new URL("./vendor/world-110m.geojson", import.meta.url)).then((answer) => answer.json()),
    fetch(address).then((answer) => answer.json()),
  ]);
  const library = named.Map ? named : standard;
  if (!spots.features?.length) return;
  const frame = figure.querySelector(".map-frame");
  const place = document.createElement("div");
  place.className = "map-live";
  const counts = {};
  for (const { properties } of spots.features) {
    if (properties.precision === "country" && properties.country) {
      counts[properties.country] = (counts[properties.country] || 0) + properties.records;
    }
  }
  for (const country of world.features) unwrap(country.geometry.coordinates);
  for (const country of world.features) country.properties.records = counts[country.properties.iso3] || 0;
  const known = new Set(world.features.map((country) => country.properties.iso3));
  const rest = spots.features.filter(({ properties: p }) => !(p.precision === "country" && known.has(p.country)));
  for (const { geometry, properties } of rest) {
    // Pixels at zoom 0; each zoom doubles them.
    const around = EQUATOR_KM * Math.cos((geometry.coordinates[1] * Math.PI) / 180);
    properties.size = ((RADIUS_KM[properties.precision] || 900) / around) * 512;
  }
  frame.prepend(place);
  const live = new library.Map({
    container: place, style: style(world, rest), attributionControl: false, renderWorldCopies: false, dragRotate: false,
    bounds: bounds(spots.features), fitBoundsOptions: { padding: 40, maxZoom: 6 }, maxZoom: 9, cooperativeGestures: true,
  });
  live.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  live.addControl(new library.ScaleControl({ unit: "metric" }), "bottom-left");
  live.on("error", ({ error }) => console.info("map:", error?.message));
  labels(live, library);
  tips(live, library, figure);
}

// A ring that crosses the 180th meridian goes on beyond it, or it would be drawn across the whole world.
function unwrap(polygons) {
  for (const ring of polygons.flat()) {
    const crosses = ring.some(([x], n) => n && Math.abs(x - ring[n - 1][0]) > 180);
    if (crosses && ring.every(([, y]) => y > -60)) for (const point of ring) if (point[0] < 0) point[0] += 360;
  }
}

function bounds(features) {
  const xs = features.map((f) => f.geometry.coordinates[0]), ys = features.map((f) => f.geometry.coordinates[1]);
  return [[Math.min(...xs), Math.max(-60, Math.min(...ys))], [Math.max(...xs), Math.min(78, Math.max(...ys))]];
}

function style(world, rest) {
  const wide = ["in", ["get", "precision"], ["literal", ["region", "area", "country"]]];
  const collection = (features) => ({ type: "FeatureCollection", features });
  const size = ["interpolate", ["exponential", 2], ["zoom"], 0, ["get", "size"], 22, ["*", ["get", "size"], 2 ** 22]];
  const accent = colour("accent");
  return {
    version: 8,
    sources: {
      world: { type: "geojson", data: world },
      wide: { type: "geojson", data: collection(rest.filter((f) => ["region", "area", "country"].includes(f.properties.precision))) },
      close: {
        type: "geojson", data: collection(rest.filter((f) => !["region", "area", "country"].includes(f.properties.precision))),
        cluster: true, clusterRadius: 26, clusterProperties: { records: ["+", ["get", "records"]] },
      },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("sea") } },
      { id: "land", type: "fill", source: "world", paint: { "fill-color": colour("land") } },
      { id: "countries", type: "fill", source: "world", filter: [">", ["get", "records"], 0], paint: { "fill-color": accent, "fill-opacity": 0.18 } },
      { id: "borders", type: "line", source: "world", paint: { "line-color": colour("coast"), "line-width": 0.7 } },
      { id: "wide", type: "circle", source: "wide", filter: wide, paint: { "circle-radius": size, "circle-color": accent, "circle-opacity": 0.1, "circle-stroke-color": accent, "circle-stroke-width": 1, "circle-stroke-opacity": 0.6, "circle-pitch-alignment": "map" } },
      { id: "close", type: "circle", source: "close", filter: ["!", ["has", "point_count"]], paint: { "circle-radius": size, "circle-color": accent, "circle-opacity": 0.35, "circle-stroke-color": accent, "circle-stroke-width": 1 } },
      // What would be too small to see or to point at.
      { id: "dots", type: "circle", source: "close", filter: ["!", ["has", "point_count"]], paint: { "circle-radius": 5, "circle-color": accent, "circle-opacity": 0.55, "circle-stroke-color": accent, "circle-stroke-width": 1 } },
      { id: "clusters", type: "circle", source: "close", filter: ["has", "point_count"], paint: { "circle-radius": 13, "circle-color": accent, "circle-opacity": 0.6, "circle-stroke-color": accent, "circle-stroke-width": 1 } },
    ],
  };
}

// Numbers on clusters as elements of the page: text in the map itself would need fonts from somewhere.
function labels(live, library) {
  let shown = [];
  const place = () => {
    for (const marker of shown) marker.remove();
    shown = [];
    const done = new Set();
    for (const { id, geometry, properties } of live.queryRenderedFeatures({ layers: ["clusters"] })) {
      if (done.has(properties.cluster_id ?? id)) continue;
      done.add(properties.cluster_id ?? id);
      const element = document.createElement("span");
      element.className = "map-count";
      element.textContent = properties.records.toLocaleString("en");
      shown.push(new library.Marker({ element }).setLngLat(geometry.coordinates).addTo(live));
    }
  };
  live.on("idle", place);
}

function tips(live, library, figure) {
  const layers = ["clusters", "dots", "close", "wide", "countries"];
  live.on("mousemove", ({ point }) => {
    live.getCanvas().style.cursor = live.queryRenderedFeatures(point, { layers }).length ? "pointer" : "";
  });
  live.on("click", async ({ point, lngLat }) => {
    const [found] = live.queryRenderedFeatures(point, { layers });
    if (!found) return;
    const { properties: p } = found;
    if (p.cluster_id !== undefined) {
      const zoom = await live.getSource("close").getClusterExpansionZoom(p.cluster_id);
      live.easeTo({ center: found.geometry.coordinates, zoom });
      return;
    }
    const link = document.createElement("a");
    const search = new URL("/search", location.href);
    for (const [name, value] of new URL(figure.dataset.map, location.href).searchParams) search.searchParams.append(name, value);
    if (p.iso3) search.searchParams.set("country", p.iso3); else search.searchParams.set("place", p.name);
    link.href = search;
    link.textContent = `${p.name}: ${p.records} record${p.records === 1 ? "" : "s"}`;
    const tip = document.createElement("p");
    tip.className = "map-tip";
    tip.append(link, document.createElement("br"), p.iso3 ? "somewhere in the country" : `known as a ${p.precision}`);
    new library.Popup({ closeButton: false }).setLngLat(lngLat).setDOMContent(tip).addTo(live);
  });
}
