"""The newsstand: outlets by country and language, and a page for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.errors import QueryError
from onrecord.ledger.view import OutletLine
from onrecord.web.asked import Asked
from onrecord.web.mapping import drawing
from onrecord.web.pages.common import grouped, hits_json
from onrecord.web.render import Page, answer, both, site
from onrecord.web.timeline import timeline
from onrecord.web.told import country_name, language_name, many

router = APIRouter(tags=["outlets"])
By = Annotated[str, Query(pattern="^(country|language)$", description="What they are grouped by.")]
Name = Annotated[str, Query(min_length=1, max_length=300, description="The name of an outlet.")]


@both(router, "/outlets", "The catalogue of outlets")
def outlets(request: Request, by: By = "country") -> Response:
    """One line an outlet and language, with counts and the stretches of days without a report."""
    lines = site(request).view.outlets()
    shown = {
        "by": by,
        "groups": groups(lines, by),
        "outlets": {line.name for line in lines},
        "reports": sum(line.reports for line in lines),
        "records": sum(line.records for line in lines),
        "longest": longest,
    }
    if request.url.path.endswith(".json"):
        return answer(request, Page("", "", {"outlets": [asdict(line) for line in lines]}))
    return answer(request, Page("outlets.html", "Outlets", {}, shown, "outlets"))


def groups(lines: Sequence[OutletLine], by: str) -> list[tuple[str, list[OutletLine]]]:
    """Lines under the names of their country or language, the largest group first; what is not told comes last."""
    found: dict[str | None, list[OutletLine]] = defaultdict(list)
    for line in lines:
        found[line.country if by == "country" else line.language].append(line)
    ordered = sorted(found.items(), key=lambda group: (group[0] is None, -sum(line.reports for line in group[1])))
    name = country_name if by == "country" else language_name
    return [(name(code) if code else f"{by} not told", listed) for code, listed in ordered]


def longest(gaps: Sequence[tuple[str, str]]) -> str:
    """The longest stretch without a report, in words."""
    return many(max((date.fromisoformat(last) - date.fromisoformat(first)).days + 1 for first, last in gaps), "day")


@both(router, "/outlet", "What an outlet published")
def outlet(request: Request, name: Name) -> Response:
    """Counts, gaps, whom it credits, and what it published last."""
    view = site(request).view
    lines = [line for line in view.outlets() if line.name == name]
    if not lines:
        raise QueryError(f"no outlet is called {name!r}; the catalogue is at /outlets")
    asked = Asked(outlet=name)
    query = asked.query()
    hits = view.search(query, 10)
    if request.url.path.endswith(".json"):
        told = {"lines": [asdict(line) for line in lines], "hits": hits_json(hits.hits)}
        return answer(request, Page("", "", told))
    facets = {facet.name: facet.counts for facet in view.facets(query, 10)}
    shown = {
        "outlet_name": name,
        "lines": lines,
        "statuses": facets["status"],
        "sources": facets["according_to"],
        "groups_of_hits": grouped(hits.hits),
        "drawn_time": timeline(view.timeline(query, "fit")),
        "drawn_map": drawing(view.spots(query, 300)),
        "spots_address": asked.address("/spots.geojson"),
    }
    return answer(request, Page("outlet.html", name, {}, shown, "outlets", asked))
