"""Saved searches: a name for the address of a search, kept in the ledger's folder and shown on the front page."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from onrecord.ledger import searches
from onrecord.ledger.handle import utc_now
from onrecord.web.asked import Asked
from onrecord.web.pages.writing import from_our_form, remembered
from onrecord.web.render import site

writing = APIRouter(tags=["search"], dependencies=[Depends(from_our_form)])
_Name = Annotated[str, Field(min_length=1, max_length=100)]


class Saving(BaseModel):
    """A form that saves a search. query: the parameters of its address."""

    name: _Name
    query: Annotated[str, Field(max_length=4_000)] = ""
    by: _Name


class Removing(BaseModel):
    """A form that takes a saved search off the list."""

    id: Annotated[str, Field(min_length=1, max_length=80)]
    by: Annotated[str, Field(max_length=100)] = ""


@writing.post("/saved", summary="Save a search", response_class=RedirectResponse, status_code=303)
def save(request: Request, form: Annotated[Saving, Form()]) -> Response:
    """Kept in the ledger's folder with who saved it and when."""
    settings = site(request).settings
    searches.save(settings.ledger, form.name, _only_filters(form.query), by=form.by, at=utc_now())
    return remembered(RedirectResponse("/#saved", 303), settings, form.by)


def _only_filters(query: str) -> str:
    """The parameters that a search takes, written anew."""
    given = parse_qsl(query.lstrip("?"))
    return urlencode([(name, value) for name, value in given if name in Asked.model_fields and value])


@writing.post("/saved/remove", summary="Remove a saved search", response_class=RedirectResponse, status_code=303)
def remove(request: Request, form: Annotated[Removing, Form()]) -> Response:
    """A row of its own says so; the search itself stays in the file."""
    searches.remove(site(request).settings.ledger, form.id, by=form.by, at=utc_now())
    return RedirectResponse("/#saved", 303)
