"""`places`: where the records of a ledger happened, or what a place name may mean."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import DEFAULT_LEDGER, LedgerOption, err, opened, out, write_line
from onrecord.extract import place_candidates
from onrecord.ledger import PlaceCount
from onrecord.ledger import places as places_of
from onrecord.model import Place

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME]", help='What a name may mean, with scores: Brest, or "Brest, Belarus".'),
]
_RIGHT = ("records", "reports", "score", "lat", "lon", "GeoNames")


def places(
    name: Names = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    country: Annotated[str | None, typer.Option("--in", help="Only in this country (ISO 3166-1 alpha-3: BLR).")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many places of each country.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line instead of a table.")] = False,
) -> None:
    """Where the records of a ledger happened, by country; or, with NAME, which places a name may mean.

    Examples:

      onrecord places --ledger ledger

      onrecord places --in BLR

      onrecord places "Brest, Belarus"
    """
    if name:
        _resolve(" ".join(name), country, as_json=as_json)
        return
    with opened(ledger) as store:
        found = places_of(store, country)
    shown = [p for _, group in groupby(found, lambda p: p.country) for p in list(group)[:limit]]
    if as_json:
        _write([asdict(p) for p in shown])
    elif shown:
        _show_counts(shown)
    if not found:
        err.print(f"no record has a place{f' in {country}' if country else ''}", markup=False)


def _resolve(words: str, country: str | None, *, as_json: bool) -> None:
    found = [(name, place, score) for name, place, score in place_candidates(words) if country in (None, place.country)]
    if as_json:
        _write([{"words": name, **asdict(place), "score": score} for name, place, score in found])
    elif found:
        _show_candidates(found)
    if not found:
        err.print(f"no place called {words!r} is known", markup=False)


def _write(objects: Sequence[dict[str, object]]) -> None:
    for each in objects:
        write_line(json.dumps(each, ensure_ascii=False))


def _show_counts(found: Sequence[PlaceCount]) -> None:
    table = _table("country", "place", "precision", "records", "reports", "score", "GeoNames")
    before: str | None = ""
    for each in found:
        table.add_row(
            "" if each.country == before else each.country or "none",
            Text(each.name),
            each.precision or "–",
            f"{each.records:,}",
            f"{each.reports:,}",
            f"{each.score:.2f}",
            str(each.geonames_id or "–"),
        )
        before = each.country
    out.print(table)


def _show_candidates(found: Sequence[tuple[str, Place, float]]) -> None:
    table = _table("words", "place", "country", "precision", "score", "lat", "lon", "GeoNames")
    for words, place, score in found:
        table.add_row(
            Text(words),
            Text(place.name),
            place.country or "–",
            place.precision,
            f"{score:.2f}",
            *("–" if degrees is None else f"{degrees:.2f}" for degrees in (place.lat, place.lon)),
            str(place.geonames_id or "–"),
        )
    out.print(table)


def _table(*columns: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, justify="right" if column in _RIGHT else "left", overflow="fold")
    return table
