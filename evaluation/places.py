"""Resolution of place names whose spans are given, and whether scores are probabilities.

    python -m evaluation.places ../shared/data/geo/lgl.xml

Gold files: articles with <text>, <domain> and <toponym>s that have <start>, <end> and a <gaztag> with lat and lon.
Every gold toponym with coordinates counts; one without an answer is wrong. The outlets are parted in two halves by a
hash of their address, to see whether what holds for one holds for the other.
"""

from __future__ import annotations

import argparse
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import md5
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from onrecord.extract import place_spans
from onrecord.model import Document, Report, Span, Toponym

_NEAR_KM, _EARTH_KM, _SURE = 161.0, 6371.0, 0.7
_BINS = 10


@dataclass(frozen=True, slots=True)
class Gold:
    """A place name of a gold file."""

    span: Span
    geonames_id: str | None
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer beside its gold. right: the same id or within 161 km; near: within 161 km."""

    half: int
    score: float | None
    right: bool
    near: bool


def articles(path: Path) -> Iterator[tuple[Report, list[Gold]]]:
    """The reports of a gold file with those of their place names that have coordinates."""
    for article in ET.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        found = []
        for toponym in article.iter("toponym"):
            tag = toponym.find("gaztag")
            if tag is None or not tag.findtext("lat"):
                continue
            start, end = int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0)
            point = float(tag.findtext("lat") or 0), float(tag.findtext("lon") or 0)
            found.append(Gold(Span(start, end), tag.get("geonameid"), *point))
        yield Report(text, outlet=article.findtext("domain")), sorted(found, key=lambda g: g.span)


def distance(gold: Gold, toponym: Toponym) -> float:
    """Kilometres between gold and answer; infinite without answer."""
    place = toponym.place
    if place is None or place.lat is None or place.lon is None:
        return float("inf")
    lat_a, lon_a, lat_b, lon_b = map(radians, (gold.lat, gold.lon, place.lat, place.lon))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def answers(path: Path, *, outlet: bool) -> tuple[list[Answer], float]:
    """What is answered, and the seconds that it took."""
    made, seconds = [], 0.0
    for report, golds in articles(path):
        known = report if outlet else Report(report.text)
        start = time.process_time()
        toponyms = place_spans(Document(known), [g.span for g in golds])
        seconds += time.process_time() - start
        half = md5((report.outlet or "").encode()).digest()[0] % 2
        for gold, toponym in zip(golds, toponyms, strict=True):
            near = distance(gold, toponym) <= _NEAR_KM
            same = toponym.place is not None and str(toponym.place.geonames_id) == gold.geonames_id
            made.append(Answer(half, toponym.score if toponym.place else None, same or near, near))
    return made, seconds


def error(found: Sequence[Answer]) -> float:
    """Mean gap between score and share of right answers over ten bins of the score (expected calibration error)."""
    bins: dict[int, list[Answer]] = {}
    for each in found:
        if each.score is not None:
            bins.setdefault(min(_BINS - 1, int(each.score * _BINS)), []).append(each)
    gaps = (abs(sum(a.score or 0.0 for a in b) - sum(a.right for a in b)) for b in bins.values())
    return sum(gaps) / max(1, sum(map(len, bins.values())))


def tell(name: str, found: Sequence[Answer]) -> None:
    """One line of figures."""
    sure = [a for a in found if a.score is not None and a.score >= _SURE]
    kept, right = len(sure) / len(found), sum(a.right for a in sure) / max(1, len(sure))
    print(
        f"{name}: {len(found)} names; id or 161 km {sum(a.right for a in found) / len(found):.1%}, "
        f"161 km {sum(a.near for a in found) / len(found):.1%}; score >= {_SURE}: kept {kept:.1%}, right {right:.1%}; "
        f"calibration error {error(found):.3f}"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    path = parser.parse_args().gold
    made, seconds = answers(path, outlet=True)
    tell("with the outlet", made)
    for half in (0, 1):
        tell(f"  half {half}", [a for a in made if a.half == half])
    tell("without the outlet", answers(path, outlet=False)[0])
    print(f"{len(made) / seconds:,.0f} names a second, one core")


if __name__ == "__main__":
    main()
