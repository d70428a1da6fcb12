"""Where it happened: the directory of places, and a page for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.errors import QueryError
from onrecord.extract import place_candidates
from onrecord.ledger.ask import is_country
from onrecord.ledger.view import Spot, View
from onrecord.web.asked import PAGE, Asked
from onrecord.web.mapping import drawing
from onrecord.web.pages.common import Number, beginning, grouped, hits_json, part, profile_json
from onrecord.web.render import Page, answer, both, site
from onrecord.web.timeline import timeline
from onrecord.web.told import address, country_name

router = APIRouter(tags=["places"])
Name = Annotated[
    str, Query(min_length=1, max_length=300, description="A place name, or a country: ISO 3166-1 alpha-3.")
]
_LISTED = 1_000


@both(router, "/places", "Places of the records, by country")
def places(request: Request) -> Response:
    """Counts of records, with how closely each place is known."""
    spots = site(request).view.spots(Asked().query(), _LISTED)
    shown = {
        "countries": by_country(spots),
        "drawn_map": drawing(spots),
        "spots_address": "/spots.geojson",
    }
    data = {"places": [asdict(spot) for spot in spots]}
    return answer(request, Page("places.html", "Places", data, shown, "places", Asked()))


def by_country(spots: Sequence[Spot]) -> list[tuple[str | None, int, list[Spot]]]:
    """Places under their countries, those with most records first; names that differ only in their points as one."""
    ordered = sorted(spots, key=lambda s: (s.country or "", s.name))
    groups = [(code, list(found)) for code, found in groupby(ordered, key=lambda s: s.country)]
    listed = [(code, sum(s.records for s in found), sorted(found, key=lambda s: -s.records)) for code, found in groups]
    return sorted(listed, key=lambda group: (group[0] is None, -group[1]))


@both(router, "/place", "What is on record in a place")
def place(request: Request, name: Name, number: Number = 1) -> Response:
    """By status and type, over time, on the map; hits newest first."""
    view = site(request).view
    country = name.strip().upper() if is_country(name.strip().upper()) else ""
    asked = Asked(country=country) if country else Asked(place=name)
    profile = view.profile(asked.query())
    if not profile.records and not country:
        raise QueryError(f"no record lies in {name!r}; the places that some lie in are at /places")
    hits = view.search(asked.query(), PAGE, beginning(number))
    if request.url.path.endswith(".json"):
        return answer(request, Page("", "", {"name": name, **profile_json(profile), "hits": hits_json(hits.hits)}))
    main = profile.spots[0] if profile.spots else None
    shown = {
        "place_name": country_name(country) if country else main.name if main else name,
        "precision": "country" if country else main.precision if main else "",
        "in_country": None if country or main is None else main.country,
        "profile": profile,
        "people": _people(view, asked),
        "groups_of_hits": grouped(hits.hits),
        "number": number,
        "more": hits.total.total > number * PAGE,
        "drawn_time": timeline(view.timeline(asked.query(), "fit")),
        "drawn_map": drawing(profile.spots),
        "spots_address": asked.address("/spots.geojson"),
    }
    return answer(request, Page("place.html", str(shown["place_name"]), {}, shown, "places", asked))


def _people(view: View, asked: Asked) -> list[object]:
    facets = part(lambda: view.facets(asked.query(), 10)) or ()
    return [each for facet in facets if facet.name == "who" for each in facet.counts]


@both(router, "/place/candidates", "Which places a name may mean")
def candidates(request: Request, name: Name) -> Response:
    """From the gazetteer, with scores."""
    listed = [
        {
            "name": found.name,
            "about": f"{found.precision}, {country_name(found.country)}, score {score:.2f}",
            "chosen": False,
            "href": address("/search", [("near", f"{found.lat},{found.lon}"), ("km", 50)]) if found.lat else None,
        }
        for _, found, score in place_candidates(name)[:20]
    ]
    groups = [{"words": name, "field": "as a place", "candidates": listed}]
    page = Page("candidates.html", f"Places called {name}", {"groups": groups}, {}, "places")
    return answer(request, page)
