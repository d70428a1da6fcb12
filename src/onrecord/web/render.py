"""From what a page is about to bytes: HTML through a template, or the same as JSON."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from onrecord import __version__
from onrecord.ledger import Hit
from onrecord.ledger.view import FacetCount, View
from onrecord.model import RecordPlace, Span
from onrecord.web import told
from onrecord.web.asked import Asked
from onrecord.web.errors import ProblemError
from onrecord.web.markup import Mark, marked
from onrecord.web.settings import Settings

NAV = (
    ("/search", "Search", "search"),
    ("/who", "Who", "who"),
    ("/places", "Places", "places"),
    ("/things", "Things", "things"),
    ("/outlets", "Outlets", "outlets"),
    ("/check", "Check", "check"),
    ("/add", "Add", "add"),
)
FORMATS = (
    ("csv", "CSV, for spreadsheets"),
    ("parquet", "Parquet"),
    ("jsonl", "JSON lines, every field"),
    ("geojson", "GeoJSON, for maps"),
)
OTHERS = (
    ("plover", "PLOVER events"),
    ("polecat", "POLECAT table"),
    ("gdelt-events", "GDELT 2.0 events"),
    ("gdelt-mentions", "GDELT 2.0 mentions"),
    ("claims", "Claims (schema.org)"),
    ("annotations", "Web Annotations (W3C)"),
    ("ftm", "FollowTheMoney"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is written. data: what its JSON has; shown: what only the template needs.

    name: which entry of the navigation is the current one. asked: the filters that the page keeps.
    """

    template: str
    title: str
    data: dict[str, Any]
    shown: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    asked: Asked | None = None
    status: int = 200


@dataclass(frozen=True, slots=True)
class Site:
    """What every request needs: the ledger's view and the settings of this start."""

    view: View
    settings: Settings


def site(request: Request) -> Site:
    """The site that a request was sent to."""
    found: Site = request.app.state.site
    return found


class AsciiJSON(Response):
    """JSON as UTF-8, without NaN."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The bytes."""
        return json.dumps(content, ensure_ascii=False, allow_nan=False, default=str).encode("utf-8", "replace")


def both(router: APIRouter, path: str, summary: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function that makes a page under `path`, and under `path`.json, which is what OpenAPI tells of."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        tail = "/index.json" if path == "/" else f"{path}.json"
        router.add_api_route(tail, function, methods=["GET"], summary=summary, response_class=AsciiJSON)
        router.add_api_route(path, function, methods=["GET"], include_in_schema=False, response_class=HTMLResponse)
        return function

    return register


def answer(request: Request, page: Page) -> Response:
    """The page, as what the address asks for."""
    if request.url.path.endswith(".json"):
        return AsciiJSON({"ok": page.status < 400, **page.data}, page.status)
    return HTMLResponse(html(request, page), page.status)


def html(request: Request, page: Page) -> str:
    """The page as HTML."""
    settings = site(request).settings
    own = {
        "title": page.title,
        "page": page.name,
        "asked": page.asked,
        "form_token": settings.form,
        "ledger_name": settings.ledger.absolute().name,
        "json_address": _json_address(request),
    }
    return _environment().get_template(page.template).render({"also": {}, **page.data, **page.shown, **own})


def problem(request: Request, found: ProblemError) -> Response:
    """An error, as what the address asks for."""
    path = request.url.path
    wants_json = path.endswith(".json") or "application/json" in request.headers.get("accept", "").partition(",")[0]
    if wants_json:
        return AsciiJSON(found.json(), found.status)
    page = Page("error.html", found.title, found.json(), status=found.status)
    return HTMLResponse(html(request, page), found.status)


def _json_address(request: Request) -> str:
    path = request.url.path
    path = {"/": "/index.json", "/api": "/openapi.json"}.get(path, path)
    path = path if path.endswith(".json") else f"{path}.json"
    return f"{path}?{request.url.query}" if request.url.query else path


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord", "web/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        nav=NAV,
        formats=FORMATS,
        others=OTHERS,
        version=__version__,
        static=static,
        chain=told.chain,
        deed=told.deed,
        deep=deep,
        evidence=evidence,
        day=told.day,
        many=told.many,
        amount=told.amount,
        address=told.address,
        country_name=told.country_name,
        language_name=told.language_name,
        who_address=told.who_address,
        place_address=place_address,
        facet_label=facet_label,
        facet_address=facet_address,
        status_means=told.STATUS_MEANS,
    )
    environment.filters["web"] = web_address
    return environment


def _finished(value: Any) -> Any:
    """What a template puts into a page: no control character of a report reaches a browser."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return "" if value is None else value
    return _CONTROL.sub("\ufffd", value)


@cache
def static(name: str) -> str:
    """The address of a file of the page's own; it changes with the file, so that a browser never keeps an old one."""
    data = files("onrecord").joinpath("web/static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:12]}"


def web_address(value: str | None) -> str | None:
    """The address if following it can only open a page of the web; None for any other, such as javascript:."""
    try:
        parts = urlsplit(value or "")
        whole = bool(parts.hostname) and parts.port != 0  # a port that is no number is an error
    except ValueError:
        return None
    return value if parts.scheme.lower() in ("http", "https") and whole else None


def deep(hit: Hit) -> str:
    """The address of a hit's report, open at its words."""
    path = f"/report/{hit.header.id[:16]}"
    if hit.record is not None:
        path += f"?record={hit.record.id[:16]}"
    return f"{path}#span={hit.span.start}-{hit.span.end}" if hit.span else path


def evidence(hits: Hit | Sequence[Hit]) -> Markup:
    """The words of a hit, or of several from one sentence: triggers, words of fields, and what was searched for."""
    several = [hits] if isinstance(hits, Hit) else list(hits)
    first = several[0]
    if first.span is None:
        return Markup("")
    start = first.span.start
    marks = [Mark(_moved(span, start), "match") for span in first.matches]
    for record in (hit.record for hit in several if hit.record is not None):
        marks += [Mark(record.trigger.span, "trigger")]
        marks += [Mark(span, "standing") for span in record.status_words]
        marks += [Mark(link.source, "source") for link in record.according_to if link.source]
    return marked(first.text, marks, start)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def place_address(place: RecordPlace) -> str:
    """The page of a record's place."""
    code = place.country if place.precision == "country" and place.country else place.name
    return told.address("/place", [("name", code)])


def facet_label(name: str, count: FacetCount) -> str:
    """The value of a facet as people read it."""
    if name == "country":
        return told.country_name(count.value)
    if name == "language":
        return told.language_name(count.value)
    label = count.label.replace("_", " ") if name == "context" else count.label
    return label.lower() if name == "type" else label


_MANY = ("status", "type", "saying", "context")


def facet_address(asked: Asked, name: str, count: FacetCount) -> str:
    """The address with this value chosen, or, if it is, without it."""
    change: dict[str, Any] = {name: "" if count.chosen else count.value or ""}
    if name in _MANY:
        given = [value for value in getattr(asked, name) if value.lower() != str(count.value).lower()]
        change = {name: given if count.chosen else [*given, count.value]}
    return asked.address("/search", **change)
