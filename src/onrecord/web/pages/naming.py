"""Who and what is on record: directories of names, and a page for each entity."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import QueryError
from onrecord.ledger.view import EntityPage, Named, ThingLine
from onrecord.model import NameType
from onrecord.web.asked import PAGE, Asked
from onrecord.web.mapping import drawing
from onrecord.web.pages.common import Id, Number, beginning, grouped, hits_json, part, profile_json
from onrecord.web.render import Page, answer, both, site
from onrecord.web.timeline import timeline

router = APIRouter(tags=["names"])
Name = Annotated[str, Query(max_length=300, description="A name, or the beginnings of its words.")]
KIND_WORDS = {
    NameType.PER: "person",
    NameType.ORG: "body",
    NameType.GPE: "country or town",
    NameType.LOC: "place",
    NameType.FAC: "building or site",
    NameType.NORP: "people or faith",
    NameType.PRODUCT: "thing",
    NameType.EVENT: "event",
    NameType.MISC: "other name",
}
_KINDS = [(str(kind), words) for kind, words in KIND_WORDS.items()]
_LISTED = 200


def kind_words(entity: Named) -> str:
    """What an entity is, in a word."""
    return KIND_WORDS[entity.kind] if entity.kind else "description"


@both(router, "/who", "Who is on record, most records first")
def everybody(
    request: Request, name: Name = "", kind: Annotated[str, Query(max_length=20, description="PER, ORG, GPE …")] = ""
) -> Response:
    """A directory; with a name that means one only, in a browser, the page of that one."""
    view = site(request).view
    wanted = NameType(kind) if kind in set(NameType) else None
    found = view.entities(name, wanted, _LISTED)
    exact = _exact(found, name)
    if exact is not None and not request.url.path.endswith(".json"):
        return RedirectResponse(f"/who/{exact.key}", 303)
    lede = "Persons, bodies, countries and things that records name, as far as the reports tell them apart."
    return _directory(request, found, "Who", "/who", name, lede, kind)


def _exact(found: tuple[Named, ...], name: str) -> Named | None:
    """The only one that is called just so."""
    called = [each for each in found if name.strip().casefold() in {n.casefold() for n in each.names or (each.name,)}]
    return called[0] if name.strip() and len(called) == 1 else None


@both(router, "/things", "Things on record: weapons, vehicles, aircraft, ships, medicines …")
def things(request: Request, name: Name = "") -> Response:
    """By what sort of thing they are, most records first."""
    found = site(request).view.things(name, _LISTED)
    if request.url.path.endswith(".json"):
        return answer(request, Page("", "", {"things": [asdict(each) for each in found]}))
    sorts: dict[str, list[ThingLine]] = {}
    for each in found:
        sorts.setdefault(each.type, []).append(each)
    return answer(request, Page("things.html", "Things", {}, {"sorts": sorts, "name": name}, "things"))


@both(router, "/thing", "What is on record about a thing")
def thing(request: Request, name: Annotated[str, Query(min_length=1, max_length=300)], number: Number = 1) -> Response:
    """A thing by its key, or by the beginnings of the words of its name, such as Iskander-M."""
    view = site(request).view
    lines, asked = view.things(name, 8), Asked(thing=name)
    profile = view.profile(asked.query())
    if not profile.records:
        raise QueryError(f"no record lies in the ledger about a thing called {name!r}; /things lists them")
    hits = view.search(asked.query(), PAGE, beginning(number))
    if request.url.path.endswith(".json"):
        told = {"things": [asdict(line) for line in lines], **profile_json(profile), "hits": hits_json(hits.hits)}
        return answer(request, Page("", "", told))
    facets = part(lambda: view.facets(asked.query(), 10)) or ()
    shown = {
        "lines": lines,
        "profile": profile,
        "people": [each for facet in facets if facet.name == "who" for each in facet.counts],
        "groups_of_hits": grouped(hits.hits),
        "number": number,
        "more": hits.total.total > number * PAGE,
        "drawn_time": timeline(view.timeline(asked.query(), "fit")),
        "drawn_map": drawing(profile.spots),
        "spots_address": asked.address("/spots.geojson"),
    }
    return answer(request, Page("thing.html", lines[0].name if lines else name, {}, shown, "things", asked))


def _directory(
    request: Request, found: tuple[Named, ...], title: str, path: str, name: str, lede: str, kind: str | None = None
) -> Response:
    data = {"names": [{**asdict(each), "kind_words": kind_words(each)} for each in found]}
    shown = {
        "found": found,
        "lede": lede,
        "path": path,
        "base": "/who",
        "label": "name",
        "name": name,
        "kind": kind or "",
        "kinds": _KINDS if kind is not None else [],
        "kind_words": kind_words,
        "unclear": "",
    }
    return answer(request, Page("names.html", title, data, shown, path.strip("/")))


@both(router, "/who/{key}", "What is on record about somebody or something")
def entity(request: Request, key: Id, number: Number = 1) -> Response:
    """By status, by type, over time, on the map; hits newest first."""
    view = site(request).view
    page = view.entity(key)
    asked = Asked(who=page.entity.key)
    hits = view.search(asked.query(), PAGE, beginning(number))
    if request.url.path.endswith(".json"):
        return answer(request, Page("", "", {**_told(page), "hits": hits_json(hits.hits)}))
    shown = {
        "entity": page.entity,
        "kind_words": kind_words(page.entity),
        "names": page.entity.names,
        "profile": page.profile,
        "by_role": page.by_role,
        "by_saying": page.by_saying,
        "said": Asked(according_to=page.entity.key),
        "groups_of_hits": grouped(hits.hits),
        "number": number,
        "more": hits.total.total > number * PAGE,
        "drawn_time": timeline(view.timeline(asked.query(), "fit")),
        "drawn_map": drawing(page.profile.spots),
        "spots_address": asked.address("/spots.geojson"),
    }
    return answer(request, Page("who.html", page.entity.name, {}, shown, "who", asked))


def _told(page: EntityPage) -> dict[str, object]:
    return {
        "entity": {**asdict(page.entity), "keys": page.keys},
        **profile_json(page.profile),
        "by_role": dict(page.by_role),
        "by_saying": dict(page.by_saying),
    }
