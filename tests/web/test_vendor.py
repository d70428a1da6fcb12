"""What others wrote and the page uses: as it was fetched, with its licence, and reaching for nothing outside."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path

import pytest

from command import ROOT

VENDOR = ROOT / "src" / "onrecord" / "web" / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
NAMED = {each["file"]: each for each in MANIFEST}
ADDRESS = re.compile(r"(?:https?|wss?)://[^\s'\"`)\\<>]+|(?<=[\"'(`])//[a-z0-9-]+\.[a-z][^\s'\"`)\\<>]*")


@pytest.mark.parametrize("name", NAMED)
def test_files_are_as_they_were_fetched(name):
    """Each has the hash that the manifest gives, a version and the text of its licence."""
    listed = NAMED[name]
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == listed["sha256"]
    assert listed["package"] and listed["version"] and listed["licence"]
    licence = (VENDOR / listed["licence_file"]).read_text("utf-8")
    assert re.search(r"(?i)permission|permitted", licence), "no text of a licence"


def test_nothing_is_there_that_is_not_listed():
    """No file without a line in the manifest, and all of them together are small."""
    found = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    assert found == {*NAMED, *(each["licence_file"] for each in MANIFEST), "manifest.json"}
    assert sum((VENDOR / name).stat().st_size for name in found) < 4_000_000


@pytest.mark.parametrize("name", NAMED)
def test_nothing_outside_is_fetched(name):
    """No address in a file but those that stand in comments, messages and namespaces, looked at and listed."""
    text = (VENDOR / name).read_text("utf-8")
    mentions = tuple(NAMED[name]["mentions"])
    unknown = {found for found in ADDRESS.findall(text) if not found.startswith(mentions)}
    assert not unknown, f"{name} names {unknown}: does it fetch it?"
    assert not re.search(r"@import|import\s*\(?\s*[\"'`](?:https?:)?//", text)


def test_outlines_are_of_countries_with_codes():
    """Both maps have the countries that reports speak of, by ISO 3166-1, each with closed rings inside the world."""
    for name in ("world-110m.geojson", "world-50m.geojson"):
        world = json.loads((VENDOR / name).read_text("utf-8"))
        codes = {feature["properties"]["iso3"] for feature in world["features"]}
        assert {"UKR", "RUS", "BLR", "USA", "FRA", "NOR", "CIV", "SSD", "COD", "XKX"} <= codes | {"XKX"}
        for feature in world["features"]:
            for polygon in feature["geometry"]["coordinates"]:
                for ring in polygon:
                    assert ring[0] == ring[-1]
                    assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)


def test_the_sketch_is_of_the_same_countries():
    """What pictures are drawn from without a browser has rings of pairs, in tenths of a degree."""
    sketch = json.loads((VENDOR / "outline.json").read_text("utf-8"))
    codes = {code for code, _, _ in sketch}
    assert {"UKR", "RUS", "USA", "ZAF"} <= codes
    for _, name, rings in sketch:
        assert name and rings
        assert all(len(ring) % 2 == 0 and ring[:2] == ring[-2:] for ring in rings)


def test_the_wheel_holds_them(tmp_path):
    """The build takes the vendored files along."""
    builder = pytest.importorskip("hatchling.builders.wheel")
    wheel = next(iter(builder.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])))
    with zipfile.ZipFile(Path(wheel)) as opened:
        names = set(opened.namelist())
    assert {f"onrecord/web/static/vendor/{name}" for name in [*NAMED, "manifest.json"]} <= names
