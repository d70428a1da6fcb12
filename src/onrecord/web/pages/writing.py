"""What every form that changes something has to show: the secret that this program wrote into it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from onrecord.web.errors import ProblemError
from onrecord.web.render import site
from onrecord.web.settings import Settings

_YEAR = 365 * 86_400
MOST_CHARACTERS = 2_000_000
"""Of a text that is pasted."""


class FormRoute(APIRoute):
    """A route for forms whose fields may be as long as a text: by itself a form takes a megabyte a field."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """As it is, after the form has been read."""
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            await request.form(max_part_size=4 * MOST_CHARACTERS)
            return await handler(request)

        return handle


async def from_our_form(request: Request) -> None:
    """Refuse a form that was not written by this start of the program. Programs with the bearer token need none."""
    if getattr(request.state, "trusted", False):
        return
    token = (await request.form()).get("token")
    given = token if isinstance(token, str) else ""
    if not secrets.compare_digest(given.encode(), site(request).settings.form.encode()):
        raise ProblemError(
            403,
            "This form was not made by this page since it was last started; nothing was changed.",
            "Load the page again and send it anew.",
        )


def own_address(given: str, otherwise: str) -> str:
    """An address to go back to, if it is one of this application's own."""
    parts = urlsplit(given)
    own = given.startswith("/") and not given.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return given if own and given.isprintable() else otherwise


def person(request: Request) -> str:
    """The name that whoever asks gave last; empty if none was given."""
    return unquote(request.cookies.get(site(request).settings.reviewer_cookie, ""))


def remembered(response: Response, settings: Settings, by: str) -> Response:
    """The answer, with the name of whoever made a change kept for the next one."""
    response.set_cookie(settings.reviewer_cookie, quote(by.strip()), max_age=_YEAR, httponly=True, samesite="strict")
    return response
