"""Requests that a page of another site, or a program without the secrets, can make: refused, and nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import open_ledger
from onrecord.web.app import create_app
from onrecord.web.guard import HEADERS, POLICY, Guard

from .conftest import BASE, browser, fill, token_of

EXPECTED = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_REFUSED = {400, 401, 403, 404, 405, 411, 413, 415, 422}
_TABLES = ("report", "record", "decision", "judgement", "filing", "quarantine")
HOSTS = (
    "evil.example 127.0.0.1.evil.example localhost.evil.example 127.0.0.1.nip.io 0.0.0.0 [::] "
    "[::ffff:127.0.0.1] 127.1 2130706433 0x7f.1 017700000001 127.0.0.2 localhost. "
    "evil.example:8765 127.0.0.1@evil.example evil.example#127.0.0.1 ⓛocalhost 127.0.0.1,evil.example"
).split()
ORIGINS = (
    "http://evil.example https://127.0.0.1:8765.evil.example http://127.0.0.1:9 http://127.0.0.1 "
    "https://127.0.0.1:8764 null file:// http://localhost:8765 http://[::1]:8765 http://127.0.0.1:8765@evil.example "
    "http://127.0.0.1:8765/ chrome-extension://abc http://127.0.0.1:8765,http://evil.example //127.0.0.1:8765 "
    "127.0.0.1:8765"
).split()
FORM = {
    "verdict": "accept",
    "by": "Mallory",
    "n": "1",
    "text": "Some text was said.",
    "title": "t",
    "record": "0",
    "_method": "POST",
}


class Door(NamedTuple):
    """The application, a browser that has its cookie, the token of its forms, and where a change can be asked for."""

    guard: Guard
    known: TestClient
    token: str
    paths: tuple[str, ...]
    ledger: Path

    def state(self) -> tuple[object, ...]:
        """What a change would change."""
        with open_ledger(self.ledger) as opened:
            tables = {
                name for (name,) in opened.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            rows = [list(opened.connection.execute(f"SELECT count(*) FROM {t}")) for t in _TABLES if t in tables]
        files = sorted(
            (p.relative_to(self.ledger), p.stat().st_size) for p in self.ledger.rglob("*") if "sqlite-" not in p.name
        )
        return rows, files, self.known.get("/add.json").json()["jobs"]


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """An application that is only ever asked what it has to refuse; at the end nothing has changed."""
    ledger = tmp_path_factory.mktemp("door") / "ledger"
    fill(ledger)
    guard = create_app(ledger)
    known = browser(guard, raise_server_exceptions=False)
    token = token_of(known.get("/check").text)
    record = next(h["record"]["id"] for h in known.get("/search.json").json()["hits"] if h["record"])
    described = known.get("/openapi.json").json()["paths"]
    paths = tuple(path.replace("{id}", record) for path, methods in described.items() if set(methods) - {"get"})
    found = Door(guard, known, token, paths, ledger)
    before = found.state()
    yield found
    assert found.state() == before


def attempts() -> dict[str, dict[str, object]]:
    """Requests of every kind, by name; "known" ones come with the cookie, "token" ones with the form's secret."""
    made: dict[str, dict[str, object]] = {}
    for host, fits in product(HOSTS, (True, False)):
        made[f"host {host} {fits}"] = {"headers": {"host": host.encode()}, "known": fits, "token": fits}
    for origin in ORIGINS:
        made[f"origin {origin}"] = {"headers": {"origin": origin}, "known": True, "token": True}
    for site in ("cross-site", "same-site"):
        made[f"site {site}"] = {"headers": {"sec-fetch-site": site}, "known": True, "token": True}
        made[f"site {site} cors"] = {
            "headers": {"sec-fetch-site": site, "sec-fetch-mode": "cors"},
            "known": True,
            "token": True,
        }
        navigated = {"sec-fetch-site": site, "sec-fetch-mode": "navigate"}
        made[f"site {site} form"] = {"headers": navigated, "known": False, "token": True}
    made |= {
        "nothing": {"known": False, "token": False},
        "token without cookie": {"known": False, "token": True},
        "cookie without token": {"known": True, "token": False},
        "another cookie": {"headers": {"cookie": "onrecord_session_00000000=x"}, "known": False, "token": True},
        "empty cookie": {"cookie": "", "token": True, "known": False},
        "wrong cookie": {"cookie": "x" * 43, "token": True, "known": False},
    }
    for name, token in (
        ("empty", ""),
        ("short", "x"),
        ("long", "x" * 5_000),
        ("other letters", "é😀"),
        ("nul", "\0"),
        ("several", ["x", "y"]),
    ):
        made[f"{name} token"] = {"known": True, "data": FORM | {"token": token}}
    for scheme in ("Bearer x", "Bearer ", "Basic eDp4", "bearer", "Token x", "Bearer null", "Bearer undefined"):
        made[f"authorization {scheme}"] = {"headers": {"authorization": scheme}, "known": False, "token": False}
    for kind in (
        "application/json",
        "text/plain",
        "application/xml",
        "multipart/form-data",
        "application/x-www-form-urlencoded; charset=utf-16",
    ):
        made[f"type {kind}"] = {
            "headers": {"content-type": kind},
            "known": True,
            "content": b'{"verdict":"accept","by":"Mallory","n":1,"text":"t"}',
        }
    for header in ("x-http-method-override", "x-method-override", "x-http-method"):
        made[f"{header} on a reading"] = {"method": "GET", "headers": {header: "POST"}, "known": True, "query": FORM}
        made[f"{header} on a HEAD"] = {"method": "HEAD", "headers": {header: "POST"}, "known": True, "query": FORM}
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "OPTIONS", "POSTX", "CONNECT"):
        made[f"method {method}"] = {"method": method, "known": True, "token": True}
    made["token in the address alone"] = {"known": True, "query_token": True}
    made["everything in the address"] = {"method": "GET", "known": True, "query": FORM, "query_token": True}
    made["no length"] = {"known": True, "content": iter([b"x"])}
    made["far too long"] = {"known": True, "headers": {"content-length": str(2**40)}, "content": b""}
    made["length that is none"] = {"known": True, "headers": {"content-length": "-1"}, "content": b""}
    return made


ATTEMPTS = attempts()


def send(door: Door, path: str, about: dict[str, object]) -> int:
    """The status of the answer to one request."""
    client = door.known if about.get("known") else browser(door.guard, raise_server_exceptions=False)
    headers = dict(about.get("headers", {}))  # type: ignore[call-overload]
    if "cookie" in about:
        headers["cookie"] = f"{door.guard.settings.session_cookie}={about['cookie']}"
    given: dict[str, object] = {"params": dict(about.get("query", {}))}  # type: ignore[call-overload]
    if about.get("query_token"):
        given["params"]["token"] = door.token  # type: ignore[index]
    if "content" in about:
        given["content"] = about["content"]
    elif about.get("method", "POST") not in ("GET", "HEAD"):
        given["data"] = about.get("data", FORM | ({"token": door.token} if about.get("token") else {}))
    method = str(about.get("method", "POST"))
    return client.request(method, path, headers=headers, follow_redirects=False, **given).status_code  # type: ignore[arg-type]


def test_there_are_enough_cases(door: Door):
    """At least 100 requests, at three addresses and more."""
    assert len(ATTEMPTS) >= 100
    assert len(door.paths) >= 3


@pytest.mark.parametrize("name", ATTEMPTS)
def test_what_is_not_ours_changes_nothing(door: Door, name: str):
    """A request that lacks a secret, or comes from elsewhere, is refused at every address that changes something."""
    about = ATTEMPTS[name]
    reading = about.get("method") in ("GET", "HEAD")
    for path in door.paths:
        status = send(door, path, about)
        assert status in (_REFUSED | {200} if reading else _REFUSED), (path, status)


@pytest.mark.parametrize("host", HOSTS)
def test_by_another_name_nothing_is_told(door: Door, host: str):
    """A name that somebody points here reads nothing: no page, no data, no file, not even whether there is one."""
    for path in ("/", "/search.json", "/export.csv", "/static/page.css", "/openapi.json", "/nothing"):
        answer = door.known.get(path, headers={"host": host.encode()})
        assert answer.status_code == 403
        assert "truck" not in answer.text.lower()


@pytest.mark.parametrize("origin", ORIGINS)
def test_to_another_origin_nothing_is_told(door: Door, origin: str):
    """Nor does a page of another origin, and no answer allows one to read it."""
    for path in ("/search.json", "/openapi.json", "/static/page.js"):
        answer = door.known.get(path, headers={"origin": origin})
        assert answer.status_code == 403
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_the_policy_to_the_letter(door: Door):
    """Every answer, errors and refusals too, has exactly this policy, and one of each header that protects."""
    assert POLICY == EXPECTED
    for path, headers in (
        ("/", {}),
        ("/search.json", {}),
        ("/export.csv", {}),
        ("/feed.atom", {}),
        ("/static/page.js", {}),
        ("/static/none.js", {}),
        ("/nothing", {}),
        ("/search?since=x", {}),
        ("/search?page=0", {}),
        ("/", {"host": "evil.example"}),
        ("/", {"origin": "null"}),
    ):
        answer = door.known.get(path, headers=headers)
        assert answer.headers.get_list("content-security-policy") == [EXPECTED], path
        for name, value in HEADERS.items():
            assert answer.headers.get_list(name) == [value], (path, name)
        assert "server" not in answer.headers


def test_the_cookie_of_a_session_stays_here(door: Door):
    """It is sent to no script and with no request of another site."""
    cookie = browser(door.guard).get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


OUTSIDE = (
    "../ledger.sqlite",
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "%2e%2e%2fguard.py",
    "..%5c..%5cguard.py",
    "....//guard.py",
    "..;/guard.py",
    "%252e%252e%252fguard.py",
    "/etc/passwd",
    "//etc/passwd",
    "%2fetc%2fpasswd",
    "vendor/../../guard.py",
    "vendor/%2e%2e/%2e%2e/templates/base.html",
    "%c0%ae%c0%ae/guard.py",
    "page.css%00.html",
    "..%00/guard.py",
    "page.css/../../guard.py",
    "\\..\\guard.py",
    "file:///etc/passwd",
    "~root/.profile",
    ".",
    "",
    "vendor",
    "a" * 5_000,
)


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("root", ["/static/", "/capture/", "/report/", "/record/", "/add/", "/export."])
def test_no_path_leads_out(door: Door, root: str, path: str):
    """What is served are the files of the package and captures by their hash; no path reaches another file."""
    answer = door.known.get(f"{BASE}{root}{path}")
    assert answer.status_code in (400, 404, 405, 422) or answer.url.path in ("/", "/add", "/search"), answer.text[:200]
    for secret in (b"root:", b"SQLite format", b"Who may ask for what", b"{% extends", b"import "):
        assert secret not in answer.content
