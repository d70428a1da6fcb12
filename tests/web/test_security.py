"""No other site reads or changes anything, and whoever may not read is told nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import open_ledger
from onrecord.web.app import create_app

from .conftest import BASE, browser, token_of

_FOREIGN = (
    "http://evil.example",
    "https://127.0.0.1:8765.evil.example",
    "http://127.0.0.1:9",
    "null",
    "file://",
    "http://localhost:8765",
)


def test_every_answer_has_protecting_headers(client: TestClient):
    """Pages, data, files, errors and refusals come with the policy and may not be framed or sniffed."""
    for path in ("/", "/search.json", "/export.csv", "/static/page.css", "/nothing", "/search?since=x"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self';")
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert "content-security-policy" in client.get("/", headers={"host": "evil.example"}).headers


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "0.0.0.0",
        "",
        "[::2]",
        "a b",
        "127.0.0.1@evil",
    ],
)
def test_foreign_hosts_are_refused(client: TestClient, host: str):
    """By a name that is not its own the application tells nothing, so a name that is pointed here reads nothing."""
    for path in ("/", "/search.json", "/static/page.css", "/export.csv"):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code == 403
        assert "trucks" not in answer.text.lower()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8765", "localhost:1", "[::1]:8765", "LOCALHOST"])
def test_own_hosts_are_answered(client: TestClient, host: str):
    """The names of this machine are answered, on any port."""
    assert client.get("/search.json", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", _FOREIGN)
def test_foreign_origins_are_refused(client: TestClient, origin: str):
    """A page of another origin reads nothing, nor does one of another port or name of this machine."""
    assert client.get("/search.json", headers={"origin": origin}).status_code == 403
    assert client.get("/search.json", headers={"origin": BASE}).status_code == 200


def test_embedding_by_another_site_is_refused(client: TestClient):
    """What another site loads as a script, image or frame is refused; a link that a reader follows is not."""
    foreign = {"sec-fetch-site": "cross-site"}
    assert client.get("/search.json", headers=foreign | {"sec-fetch-mode": "no-cors"}).status_code == 403
    assert client.get("/search", headers=foreign | {"sec-fetch-mode": "navigate"}).status_code == 200


def changing(client: TestClient) -> list[str]:
    """Every address that changes something, from the description, with the id of a record in it."""
    record = next(h["record"]["id"] for h in client.get("/search.json").json()["hits"] if h["record"])
    paths = client.get("/openapi.json").json()["paths"]
    return [path.replace("{id}", record) for path, methods in paths.items() if set(methods) - {"get"}]


FORM = {"verdict": "accept", "by": "Mallory", "n": "1", "text": "Some text was said.", "title": "t"}


def state(client: TestClient, ledger: Path) -> object:
    """What a change would change."""
    with open_ledger(ledger) as opened:
        decisions = list(opened.connection.execute("SELECT count(*) FROM decision"))
        return decisions, opened.stats().reports, client.get("/add.json").json(), (ledger / "incoming").exists()


def test_nothing_changes_without_both_secrets(own, tmp_path: Path):
    """Cookie and form token are both needed; foreign origins and sites are refused, whatever else fits."""
    ledger, client = tmp_path / "ledger", browser(own)
    token, before = token_of(client.get("/check").text), state(client, tmp_path / "ledger")
    paths = changing(client)
    assert len(paths) >= 3
    bare = browser(own)
    for path in paths:
        tries = [
            bare.post(path, data=FORM),
            bare.post(path, data=FORM | {"token": token}),
            client.post(path, data=FORM),
            client.post(path, data=FORM | {"token": "x" + token}),
            client.post(path, data=FORM | {"token": ""}),
            client.post(path, data=FORM | {"token": "é"}),
            client.post(path, data=FORM | {"token": token}, headers={"sec-fetch-site": "cross-site"}),
            client.post(path, data=FORM | {"token": token}, headers={"sec-fetch-site": "same-site"}),
            client.post(path, data=FORM | {"token": token}, headers={"host": "evil.example"}),
            bare.post(path, data=FORM, headers={"authorization": "Bearer nope"}),
            *(client.post(path, data=FORM | {"token": token}, headers={"origin": origin}) for origin in _FOREIGN),
        ]
        assert {answer.status_code for answer in tries} == {403}, path
    assert client.request("PUT", paths[0]).status_code in (403, 405, 411)
    assert state(client, ledger) == before


def test_a_program_with_the_token_needs_no_form(own, tmp_path: Path):
    """The bearer token alone is enough: no browser sends it by itself."""
    client = browser(own)
    record = next(h["record"]["id"] for h in client.get("/search.json").json()["hits"] if h["record"])
    headers = {"authorization": f"Bearer {own.settings.token}"}
    answer = client.post(
        f"/check/{record}", data={"verdict": "accept", "by": "bot"}, headers=headers, follow_redirects=False
    )
    assert answer.status_code == 303


def test_too_much_at_once_is_refused(own):
    """A request that does not say how long it is, or is too long, is not read."""
    client = browser(own)
    client.get("/")
    assert client.post("/add", content=iter([b"x"])).status_code == 411
    assert client.post("/add", headers={"content-length": str(2**40)}, content=b"").status_code in (411, 413)


def test_with_a_token_reading_needs_it(filled: Path):
    """A guarded application tells nothing without the token; the address that has it opens the door and loses it."""
    guarded = create_app(filled, token="s3cret", hosts=["reports.example.org"])
    client = browser(guarded)
    for path in ("/", "/search.json", "/static/page.css", "/openapi.json", "/search?token=wrong"):
        assert client.get(path).status_code == 401
    opened = client.get("/search?q=trucks&token=s3cret", follow_redirects=False)
    assert (opened.status_code, opened.headers["location"]) == (303, "/search?q=trucks")
    assert client.get("/search").status_code == 200
    assert browser(guarded).get("/search.json", headers={"authorization": "Bearer s3cret"}).status_code == 200
    other = {"host": "reports.example.org", "authorization": "Bearer s3cret"}
    assert browser(guarded).get("/search.json", headers=other).status_code == 200
    sly = browser(guarded).get("//evil.example?token=s3cret", follow_redirects=False)
    assert not sly.headers.get("location", "/").startswith("//")


def test_captures_are_saved_and_never_opened(client: TestClient):
    """The bytes of a report come as a download of no type; what is no hash is no path."""
    for sha256 in ("..%2F..%2Fledger.sqlite", "../ledger.sqlite", "0" * 64, "x" * 64):
        assert client.get(f"/capture/{sha256}").status_code in (404, 400)
