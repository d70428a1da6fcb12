"""Whatever is asked, the answer is never a fault of the server."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord import filing
from onrecord.web.app import create_app

from .conftest import browser, fill

OPERATIONS = (
    "GET /index.json|GET /search.json|GET /suggest.json|GET /timeline.json|GET /spots.geojson|GET /report/{id}.json|"
    "GET /record/{id}.json|GET /record/{id}/candidates.json|GET /capture/{sha256}|GET /who.json|GET /who/{key}.json|"
    "GET /things.json|GET /thing.json|GET /places.json|GET /place.json|GET /place/candidates.json|GET /outlets.json|"
    "GET /outlet.json|GET /check.json|GET /precision.json|GET /check/training.jsonl|GET /add.json|GET /add/{id}/events|"
    "GET /add/{id}.json|GET /export.{format}|GET /feed.atom|GET /feed.json|POST /check/undo|POST /check/{id}|POST /add|"
    "POST /record/{id}/event|POST /saved|POST /saved/remove"
).split("|")
_LENIENT = settings(
    deadline=None, suppress_health_check=list(HealthCheck), max_examples=40, database=None, print_blob=False
)
# What the grammar of a search, of SQL, of FTS5 and of addresses has a meaning for, and words of the ledger.
_TOKENS = st.sampled_from(
    "AND OR NOT NEAR NEAR/3 NEAR( ) ( \" \"\" * ^ : + - -- ; , . { } [ ] % _ \\ / ? & = # ' '' text: {text}: trucks "
    'Lee depot tru* *ru "trucks were" sent \x00 \ufeff \u202e \ud7ff 😀 👩‍👩‍👧 a\u0301 השר שר* 軍 ٣ ß İ ſ ﬃ 0 -1 '
    "1e999 2022-13-45 '; DROP TABLE record; -- UNION SELECT".split(" ")
)
SEARCHES = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(codec="utf-8", categories=["P", "S", "Z", "C", "M"]), max_size=30),
    st.lists(_TOKENS, max_size=12).map(" ".join),
    st.lists(_TOKENS, max_size=12).map("".join),
    st.builds("".join, st.lists(st.one_of(_TOKENS, st.text(max_size=8)), max_size=30)),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that is written too, by whatever the forms accept."""
    path = tmp_path_factory.mktemp("any") / "ledger"
    fill(path)
    return path


def unending(app: ASGIApp) -> ASGIApp:
    """The application without its end: schemathesis starts and ends an application with each request."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            return await app(scope, receive, send)
        while True:
            told = (await receive())["type"]
            await send({"type": f"{told}.complete"})
            if told == "lifespan.shutdown":
                return None

    return answer


@pytest.fixture(scope="module")
def described(ledger: Path):
    """The description of the application as it gives it, and what lets a program change something."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filing, "records_of", lambda report: ())
        guard = create_app(ledger, hosts=["testserver"])
        yield (
            schemathesis.openapi.from_asgi("/openapi.json", unending(guard)),
            {"authorization": f"Bearer {guard.settings.token}"},
        )


@pytest.fixture(scope="module")
def known_ids(asking: TestClient) -> list[str]:
    """Ids of a report, a record and an entity that there are."""
    hit = next(each for each in asking.get("/search.json").json()["hits"] if each["record"])
    return [hit["report"]["id"], hit["record"]["id"], asking.get("/who.json").json()["names"][0]["key"]]


@pytest.fixture(scope="module")
def asking(filled: Path) -> TestClient:
    """A browser before a ledger that is only read."""
    return browser(create_app(filled))


def test_every_operation_is_tried(described):
    """The list above is that of the description."""
    schema, _ = described
    found = {f"{each.ok().method.upper()} {each.ok().path}" for each in schema.get_all_operations()}
    assert found == set(OPERATIONS)


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_request_is_a_fault(described, known_ids: list[str], operation: str):
    """Requests made after the description, fitting and not, are answered: no 5xx, and what is JSON parses."""
    schema, headers = described
    method, path = operation.split()
    cases = schema[path][method].as_strategy()

    @_LENIENT
    @given(case=cases, known=st.sampled_from([None, *known_ids]))
    def ask(case: schemathesis.Case, known: str | None) -> None:
        for name in set(case.path_parameters or ()) - {"format"} if known else ():
            case.path_parameters[name] = known
        answer = case.call(headers=headers)
        assert answer.status_code < 500, (case.as_curl_command(), answer.text[:500])
        if answer.status_code < 300 and "json" in answer.headers["content-type"][0] and "jsonl" not in path:
            assert answer.json() is not None

    ask()


@pytest.mark.slow
@settings(deadline=None, max_examples=2_000, suppress_health_check=list(HealthCheck), database=None)
@given(words=SEARCHES)
def test_no_search_is_a_fault(asking: TestClient, words: str):
    """Whatever stands in the box, the answer is hits or a sentence that says what is wrong, and comes in time."""
    began = time.monotonic()
    answer = asking.get("/search.json", params={"q": words})
    assert answer.status_code in (200, 400, 422), answer.text
    assert answer.status_code == 200 or answer.json()["error"]
    assert time.monotonic() - began < 8


@pytest.mark.slow
@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck), database=None)
@given(
    name=st.sampled_from(
        [
            "who",
            "according_to",
            "place",
            "near",
            "since",
            "until",
            "outlet",
            "language",
            "report",
            "country",
            "km",
            "order",
            "thing",
        ]
    ),
    words=SEARCHES,
)
def test_no_filter_is_a_fault(asking: TestClient, name: str, words: str):
    """Nor is any filter, on the page."""
    assert asking.get("/search", params={name: words}).status_code in (200, 400, 404, 422)
