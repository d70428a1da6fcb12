"""A map drawn on the server, for every browser: circles as wide as the place is known, never a pin that claims more."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from onrecord.ledger.view import Spot

WIDTH, HEIGHT = 720.0, 400.0
# Kilometres around a place within which something of this precision may have been.
RADIUS_KM = {"point": 3.0, "city": 12.0, "district": 40.0, "region": 120.0, "country": 350.0, "area": 900.0}
_KM_PER_DEGREE = 111.195
_LEAST_DEGREES = 6.0
_TOUCHING = 22.0
_LEAST_RADIUS = 5.0
# Pixels a degree from which on the coarse outline shows its corners.
_FINE = 9.0
_AROUND_THE_POLE = -60.0

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Circle:
    """A place, or several close together, on the drawing. places: their names, most records first."""

    x: float
    y: float
    radius: float
    records: int
    places: tuple[str, ...]
    name: str
    country: str | None
    precision: str

    @property
    def told(self) -> str:
        """For people who do not see the circle."""
        more = f" and {len(self.places) - 1} more places" if len(self.places) > 1 else f" ({self.precision})"
        return f"{self.name}{more}: {self.records:,} record{'' if self.records == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Land:
    """A country on the drawing: path data of its coasts and borders, and the records known to lie in it, no closer."""

    code: str
    path: str
    records: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a template draws. lands come before circles. width, height in pixels."""

    circles: tuple[Circle, ...]
    lands: tuple[Land, ...]
    scale_km: int
    scale_px: float
    width: float = WIDTH
    height: float = HEIGHT


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of the world on the drawing: equal distances around its middle latitude."""

    west: float
    north: float
    scale: float  # pixels a degree of latitude
    stretch: float  # cosine of the middle latitude

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels of a point."""
        return (lon - self.west) * self.scale * self.stretch, (self.north - lat) * self.scale


def drawing(spots: Sequence[Spot]) -> Drawing | None:
    """The map of these places; None if there is none. A country is its own area; all else are circles."""
    if not spots:
        return None
    window = _window(spots)
    countries: Counter[str] = Counter()
    for spot in spots:
        if spot.precision == "country" and spot.country:
            countries[spot.country] += spot.records
    lands = _lands(window, countries)
    drawn = {land.code for land in lands}
    round_ones = [s for s in spots if not (s.precision == "country" and s.country in drawn)]
    circles = _clusters(sorted((_circle(s, window) for s in round_ones), key=lambda c: -c.records))
    km = _round_km(WIDTH / 6 / window.scale * _KM_PER_DEGREE)
    ordered = tuple(sorted(circles, key=lambda c: -c.radius))
    return Drawing(ordered, lands, km, round(km / _KM_PER_DEGREE * window.scale, 1))


def _window(spots: Sequence[Spot]) -> Window:
    """Around all places, wide areas only by their middle, with some room; the shape of the drawing decides the rest."""
    lats, lons = [s.lat for s in spots], [s.lon for s in spots]
    middle, centre = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    stretch = max(0.25, math.cos(math.radians(min(70.0, abs(middle)))))
    tall = max(_LEAST_DEGREES, (max(lats) - min(lats)) * 1.3)
    wide = max(_LEAST_DEGREES, (max(lons) - min(lons)) * 1.2) * stretch
    scale = min(HEIGHT / tall, WIDTH / wide)
    return Window(centre - WIDTH / scale / stretch / 2, middle + HEIGHT / scale / 2, scale, stretch)


def _circle(spot: Spot, window: Window) -> Circle:
    x, y = window.place(spot.lon, spot.lat)
    precision = spot.precision or "area"
    radius = max(_LEAST_RADIUS, RADIUS_KM.get(precision, 900.0) / _KM_PER_DEGREE * window.scale)
    return Circle(
        round(x, 1), round(y, 1), round(radius, 1), spot.records, (spot.name,), spot.name, spot.country, precision
    )


def _clusters(circles: Sequence[Circle]) -> list[Circle]:
    """Small circles that touch become one with the sum of their records; wide areas stay what they are."""
    found: list[Circle] = []
    for circle in circles:
        near = next((n for n, other in enumerate(found) if _touch(circle, other)), None)
        if near is None:
            found.append(circle)
        else:
            found[near] = _joined(found[near], circle)
    return found


def _touch(one: Circle, other: Circle) -> bool:
    close = math.hypot(one.x - other.x, one.y - other.y) < _TOUCHING
    return close and one.radius < _TOUCHING and other.radius < _TOUCHING


def _joined(one: Circle, other: Circle) -> Circle:
    reach = math.hypot(one.x - other.x, one.y - other.y) + other.radius
    places = one.places if other.name in one.places else (*one.places, other.name)
    return Circle(
        one.x,
        one.y,
        round(max(one.radius, min(reach, _TOUCHING)), 1),
        one.records + other.records,
        places,
        one.name,
        one.country,
        one.precision,
    )


def _round_km(km: float) -> int:
    power = 10 ** math.floor(math.log10(max(km, 1)))
    return int(max(m * power for m in (1, 2, 5) if m * power <= max(km, 1)))


@cache
def outline(*, fine: bool) -> tuple[tuple[str, tuple[Ring, ...]], ...]:
    """The countries of the world by ISO 3166-1 alpha-3 with their rings; after Natural Earth, 1:110 or 1:50 m."""
    data = files("onrecord").joinpath("web/static/vendor", "world-50m.geojson" if fine else "outline.json").read_bytes()
    if not fine:
        return tuple((code or "", tuple(map(_pairs, rings))) for code, _, rings in json.loads(data))
    return tuple(
        (each["properties"]["iso3"] or "", tuple(_rings(each["geometry"]))) for each in json.loads(data)["features"]
    )


def _pairs(flat: Sequence[int]) -> Ring:
    return [(x / 10, y / 10) for x, y in zip(flat[::2], flat[1::2], strict=True)]


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            yield [(x, y) for x, y in ring]


def _lands(window: Window, records: Counter[str]) -> tuple[Land, ...]:
    """The countries that lie within the window."""
    found = []
    for code, rings in outline(fine=window.scale > _FINE):
        path = "".join(_path(ring, window) for ring in rings)
        if path:
            found.append(Land(code, path, records[code]))
    return tuple(found)


def _path(ring: Ring, window: Window) -> str:
    points = [window.place(lon, lat) for lon, lat in _unwrapped(ring)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if max(xs) < 0 or min(xs) > WIDTH or max(ys) < 0 or min(ys) > HEIGHT or max(xs) - min(xs) + max(ys) - min(ys) < 2:
        return ""
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points) + "Z"


def _unwrapped(ring: Ring) -> Ring:
    """A ring that crosses the 180th meridian goes on beyond it, or it would be drawn across the whole world."""
    crosses = any(abs(one[0] - other[0]) > 180 for one, other in pairwise(ring))
    if not crosses or min(lat for _, lat in ring) < _AROUND_THE_POLE:
        return ring
    return [(lon + 360 if lon < 0 else lon, lat) for lon, lat in ring]
