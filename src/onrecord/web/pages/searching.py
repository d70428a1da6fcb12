"""The front page, the search and what is suggested while one types."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.ledger import Order
from onrecord.ledger.searches import saved
from onrecord.ledger.view import Suggestion, View
from onrecord.web.asked import PAGE, Asked, chips
from onrecord.web.mapping import drawing
from onrecord.web.pages.common import Filters, Number, beginning, grouped, hits_json, labels, part
from onrecord.web.pages.writing import person
from onrecord.web.render import AsciiJSON, Page, answer, both, facet_label, site
from onrecord.web.timeline import timeline
from onrecord.web.told import address

router = APIRouter(tags=["search"])
FACET_TITLES = {
    "status": "Status",
    "type": "Type of event",
    "who": "Who",
    "according_to": "According to",
    "thing": "Thing",
    "context": "Context",
    "place": "Place",
    "country": "Country",
    "outlet": "Outlet",
    "language": "Language",
    "saying": "Saying",
}
FACET_VALUES = 8
_PLACE_OF = {name: number for number, name in enumerate(FACET_TITLES)}


@both(router, "/", "What the ledger holds, in numbers")
def front(request: Request) -> Response:
    """Totals, a timeline, a map, and what was published last."""
    view = site(request).view
    everything = Asked()
    query = everything.query()
    page = view.search(query, 8)
    outlets = view.outlets()
    facets = {facet.name: facet for facet in view.facets(query, 12)}
    days = sorted(day for line in outlets for day in (line.first, line.last) if day)
    data: dict[str, Any] = {
        "reports": sum(line.reports for line in outlets),
        "records": page.total.records,
        "outlets": len({line.name for line in outlets}),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "statuses": facets["status"].counts,
        "saved": saved(site(request).settings.ledger),
    }
    shown = {
        "groups_of_hits": grouped(page.hits),
        "also": view.also(page.hits),
        "person": person(request),
        "people": view.entities(most=14),
        "drawn_time": timeline(view.timeline(query, "fit")),
        "drawn_map": drawing(view.spots(query, 500)),
        "spots_address": "/spots.geojson",
    }
    told = {
        **data,
        "statuses": {each.value: each.records for each in data["statuses"]},
        "saved": [{**asdict(each), "href": f"/search?{each.query}"} for each in data["saved"]],
    }
    wanted = told if request.url.path.endswith(".json") else data
    return answer(request, Page("front.html", "What reports put on record", wanted, shown, "front", everything))


@both(router, "/search", "Records that match, with their evidence")
def search(request: Request, asked: Filters, number: Number = 1) -> Response:
    """Hits with counts. Without words or filters: everything, newest first."""
    view = site(request).view
    query = asked.query()
    page = view.search(query, PAGE, beginning(number))
    more = page.total.total > number * PAGE
    facets = part(lambda: sorted(view.facets(query, FACET_VALUES), key=lambda facet: _PLACE_OF.get(facet.name, 99)))
    data: dict[str, Any] = {
        "total": page.total,
        "ranked": page.ranked,
        "hits": page.hits,
        "facets": facets,
    }
    if request.url.path.endswith(".json"):
        after = asked.address("/search.json", page=number + 1) if more else None
        return answer(request, Page("", "", {**_told(data), "next": after}))
    names = labels(view, asked)
    buckets = part(lambda: view.timeline(query, "fit")) or ()
    shown = {
        "groups_of_hits": grouped(page.hits),
        "also": view.also(page.hits),
        "person": person(request),
        "chips": chips(asked, names),
        "labels": names,
        "number": number,
        "more": more,
        "drawn_time": timeline(buckets),
        "facet_titles": FACET_TITLES,
    }
    return answer(request, Page("search.html", _title(asked), data, shown, "search", asked))


def _title(asked: Asked) -> str:
    words = [value for name, value in asked.values() if name not in ("order", "history", "km")]
    return ", ".join(words)[:80] or "Search"


def _told(data: dict[str, Any]) -> dict[str, Any]:
    total, facets = data["total"], data["facets"]
    return {
        "records": total.records,
        "reports": total.reports,
        "ranked": data["ranked"],
        "hits": hits_json(data["hits"]),
        "facets": None
        if facets is None
        else {
            facet.name: [{**asdict(each), "label": facet_label(facet.name, each)} for each in facet.counts]
            for facet in facets
        },
    }


@router.get("/suggest.json", summary="What begins with the words", response_class=AsciiJSON)
def suggest(
    request: Request, q: Annotated[str, Query(max_length=200, description="The words so far.")] = ""
) -> Response:
    """Entities, things, places, outlets, types and statuses, each with where choosing it leads."""
    found = _suggested(site(request).view, q) if q.strip() else []
    return AsciiJSON(
        {"ok": True, "suggestions": [{**asdict(each), "href": _leads(each.kind, each.value)} for each in found]}
    )


def _suggested(view: View, words: str) -> list[Suggestion]:
    """Things first, by their sorts; then names, among them those of things that are told of as somebody."""
    things = [Suggestion("thing", each.key, each.name, each.records) for each in view.things(words, 5)]
    known = {each.label.casefold() for each in things}
    others = (each for each in view.suggest(words, 10) if each.label.casefold() not in known)
    return [*things, *(replace(each, kind="entity") if each.kind == "thing" else each for each in others)]


def _leads(kind: str, value: str) -> str:
    if kind == "entity":
        return f"/who/{value}"
    if kind == "thing":
        return address("/thing", [("name", value)])
    if kind in ("place", "country"):
        return address("/place", [("name", value)])
    if kind == "outlet":
        return address("/outlet", [("name", value)])
    return address("/search", [(kind, value)])


@router.get("/timeline.json", summary="Records by time and status", response_class=AsciiJSON)
def times(
    request: Request, asked: Filters, step: Annotated[str, Query(pattern="^(day|month|year)$")] = "month"
) -> Response:
    """Counts by day, month or year and by status."""
    buckets = site(request).view.timeline(asked.query(), step)
    return AsciiJSON({"ok": True, "step": step, "timeline": [{"start": b.start, **dict(b.counts)} for b in buckets]})


@router.get("/spots.geojson", summary="Places of the records", response_class=AsciiJSON)
def spots(request: Request, asked: Filters) -> Response:
    """Places with counts, as GeoJSON; `precision` says how closely each is known."""
    found = site(request).view.spots(replace(asked.query(), order=Order.NEWEST), 2_000)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [spot.lon, spot.lat]},
            "properties": {
                "name": spot.name,
                "country": spot.country,
                "precision": spot.precision,
                "records": spot.records,
                "href": asked.address("/search", place=spot.name),
            },
        }
        for spot in found
    ]
    return AsciiJSON({"type": "FeatureCollection", "features": features})
