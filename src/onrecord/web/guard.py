"""Who may ask for what, decided before any page is made: names of hosts, origins, tokens; and headers that protect.

A page of another site that a reader has open can send requests here, and, by a name that it points to this machine,
read the answers. So: only known host names, no foreign origin, and no change without two secrets of this start.
"""

from __future__ import annotations

import secrets
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.errors import ProblemError
from onrecord.web.settings import Settings

SAFE = ("GET", "HEAD", "OPTIONS")
MOST_BODY = 256 * 2**20
"""Bytes of one request: what can be added at once."""
# MapLibre's style sheet has its icons in it, as data.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# "same-origin": other sites are not told where a reader comes from. With "no-referrer" a browser would call the origin
# of our own forms null, and they would be refused.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Stands before the application. What it lets through has `scope["state"]["trusted"]` set for programs."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with protecting headers."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        asked = Headers(scope=scope)
        sending = _protected(send, self.settings, asked)
        refusal = refused(self.settings, scope["method"], asked, QueryParams(scope["query_string"]))
        entry = None if refusal else _entry(self.settings, scope, asked)
        if refusal is not None:
            await _told(refusal, scope["path"])(scope, receive, sending)
        elif entry is not None:
            await entry(scope, receive, sending)
        else:
            scope.setdefault("state", {})["trusted"] = _bearer(self.settings, asked)
            await self.app(scope, receive, sending)


def refused(settings: Settings, method: str, asked: Headers, query: QueryParams) -> ProblemError | None:
    """Why this request is not answered; None if it is."""
    host = host_of(asked)
    if host not in settings.hosts:
        return ProblemError(
            403,
            f"This page is not known as {host or 'a server without a name'!r}.",
            "Open it by the address that `onrecord serve` printed; other names need --allow-host.",
        )
    if not _own_origin(asked):
        return ProblemError(403, "Another site sent this request; it was refused and nothing was changed.")
    if settings.guarded and not _may_read(settings, asked, query):
        return ProblemError(
            401,
            "Reading this ledger needs a token.",
            "Open the address with ?token=… that `onrecord serve` printed, or send Authorization: Bearer TOKEN.",
        )
    return None if method in SAFE else _change_refused(settings, asked)


def _change_refused(settings: Settings, asked: Headers) -> ProblemError | None:
    length = asked.get("content-length", "")
    if not length.isdigit():
        return ProblemError(411, "The request does not say how long it is.")
    if int(length) > MOST_BODY:
        return ProblemError(
            413, f"That is more than {MOST_BODY // 2**20} MB at once.", "Add it with `onrecord run` instead."
        )
    if _bearer(settings, asked) or _same(_cookie(asked, settings.session_cookie), settings.session):
        return None
    return ProblemError(
        403,
        "This form was not made by this page since it was last started; nothing was changed.",
        "Load the page again and send it anew. Cookies must be allowed for this address.",
    )


def host_of(asked: Headers) -> str:
    """The name that the request calls this server by, without port; empty if it gives none or several."""
    given = asked.getlist("host")
    if len(given) != 1:
        return ""
    try:
        return (urlsplit(f"//{given[0]}").hostname or "").lower()
    except ValueError:
        return ""


def _own_origin(asked: Headers) -> bool:
    """Whether the request comes from a page of this very server, or from no page at all."""
    origin, site = asked.get("origin"), asked.get("sec-fetch-site")
    if origin is not None:
        scheme, _, rest = origin.partition("://")
        return scheme in ("http", "https") and rest.lower() == asked.get("host", "").lower()
    # A link on another site may lead here (mode navigate): that only reads, and no other site sees the answer.
    return site in (None, "same-origin", "none") or asked.get("sec-fetch-mode") == "navigate"


def _may_read(settings: Settings, asked: Headers, query: QueryParams) -> bool:
    given = (_cookie(asked, settings.token_cookie), query.get("token", ""))
    return _bearer(settings, asked) or any(_same(each, settings.token) for each in given)


def _bearer(settings: Settings, asked: Headers) -> bool:
    scheme, _, given = asked.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and _same(given.strip(), settings.token)


def _same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode(), secret.encode())


def _cookie(asked: Headers, name: str) -> str:
    return cookie_parser(asked.get("cookie", "")).get(name, "")


def _entry(settings: Settings, scope: Scope, asked: Headers) -> Response | None:
    """A first visit with ?token=… in the address: keep the token as a cookie, out of the address and its history."""
    query = QueryParams(scope["query_string"])
    if not settings.guarded or "token" not in query or scope["method"] not in SAFE or _bearer(settings, asked):
        return None
    rest = urlencode([(name, value) for name, value in query.multi_items() if name != "token"])
    path = "/" + scope["path"].lstrip("/\\")
    response = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
    response.set_cookie(settings.token_cookie, settings.token, httponly=True, samesite="lax", max_age=30 * 86_400)
    return response


def _told(problem: ProblemError, path: str) -> Response:
    if path.rpartition(".")[2] == "json":
        return JSONResponse(problem.json(), problem.status)
    return PlainTextResponse(f"{problem.error}\n{problem.remedy}\n", problem.status)


def _protected(send: Send, settings: Settings, asked: Headers) -> Send:
    """`send` with the headers that protect; a page for a browser new here comes with the session's cookie."""
    known = _same(_cookie(asked, settings.session_cookie), settings.session)

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-cache")
            if not known and message["status"] < 400 and headers.get("content-type", "").startswith("text/html"):
                cookie = f"{settings.session_cookie}={settings.session}; HttpOnly; SameSite=Strict; Path=/"
                headers.append("Set-Cookie", cookie)
        await send(message)

    return sending
