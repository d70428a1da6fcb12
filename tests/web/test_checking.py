"""People check records: what they decide is appended, shown, measured, undone and taken away."""

from __future__ import annotations

import json

import lxml.html
import pytest
from starlette.testclient import TestClient

from .conftest import browser, token_of


@pytest.fixture
def reviewer(own) -> TestClient:
    """A browser with the page of checks open, on a ledger of its own."""
    client = browser(own)
    client.get("/check")
    return client


def decide(client: TestClient, verdict: str, **fields: str):
    """The record that is shown, decided on as its form does it; gives its id and the page that follows."""
    page = lxml.html.fromstring(client.get("/check").text)
    form = page.xpath("//form[@class='verdicts']")[0]
    data = dict(form.form_values() if hasattr(form, "form_values") else [])
    answer = client.post(form.action, data=data | {"verdict": verdict, "by": "Zoë"} | fields)
    assert answer.status_code == 200
    return form.action.rpartition("/")[2], answer


def test_a_decision_is_kept_with_name_and_time(reviewer: TestClient):
    """It stands on the record's page, and the record is not asked again; the name is remembered."""
    record, page = decide(reviewer, "accept", note="plain")
    assert "You accepted" in page.text
    assert 'value="Zoë"' in page.text
    (check,) = reviewer.get(f"/record/{record}.json").json()["checks"]
    assert (check["verdict"], check["reviewer"], check["note"]) == ("accept", "Zoë", "plain")
    assert "says <bdi>Zoë</bdi>" in reviewer.get(f"/record/{record}").text
    assert reviewer.get("/check.json").json()["record"][:16] != record


def test_corrections_keep_only_what_differs(reviewer: TestClient):
    """Of all fields of the form those that were changed are kept, also one that should be empty."""
    record, _ = decide(reviewer, "correct", fix_status="planned", fix_who="somebody else")
    (check,) = reviewer.get(f"/record/{record}.json").json()["checks"]
    assert check["corrected"]["who"] == "somebody else"
    assert set(check["corrected"]) <= {"status", "who"}


def test_a_correction_must_correct(reviewer: TestClient):
    """The verdict “correct” without a change is refused with what to do, as is a status that is none."""
    page = reviewer.get("/check")
    record = reviewer.get("/check.json").json()["record"]
    form = {"token": token_of(page.text), "by": "Zoë", "verdict": "correct"}
    for fields, status in (({}, 400), ({"fix_status": "maybe"}, 400), ({"by": ""}, 422), ({"verdict": "undo"}, 400)):
        assert reviewer.post(f"/check/{record}", data=form | fields).status_code == status
    assert reviewer.get(f"/record/{record}.json").json()["checks"] == []


def test_undo_appends(reviewer: TestClient):
    """After an undo both rows are there, the record is asked again, and nothing is left to undo twice."""
    record, page = decide(reviewer, "reject")
    tree = lxml.html.fromstring(page.text)
    form = tree.xpath("//form[@class='undo-form']")[0]
    back = reviewer.post(form.action, data=dict(form.form_values()))
    assert f"/record/{record}" in back.text
    told = reviewer.get(f"/record/{record}.json").json()["checks"]
    assert [(c["verdict"], c["undone"]) for c in told] == [("reject", True), ("undo", False)]
    assert reviewer.post(form.action, data=dict(form.form_values())).status_code == 400


def test_precision_counts_by_status_and_type(reviewer: TestClient):
    """Accepted ones are right, corrected and rejected ones wrong, skipped ones nothing."""
    decide(reviewer, "accept")
    decide(reviewer, "reject")
    decide(reviewer, "skip")
    told = reviewer.get("/precision.json").json()
    assert (told["overall"]["right"], told["overall"]["wrong"]) == (1, 1)
    assert sum(rate["right"] + rate["wrong"] for rate in told["by_status"]) == 2
    assert "95 % interval" in reviewer.get("/precision").text


def test_decisions_are_training_data(reviewer: TestClient):
    """One line a decision: the record in full, the verdict, what was put right, by whom."""
    decide(reviewer, "accept")
    decide(reviewer, "correct", fix_place="Minsk")
    answer = reviewer.get("/check/training.jsonl")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert {line["check"]["verdict"] for line in lines} == {"accept", "correct"}
    assert all(line["text"] and line["check"]["reviewer"] == "Zoë" for line in lines)
    assert "attachment" in answer.headers["content-disposition"]


def test_the_queue_ends(reviewer: TestClient):
    """When everything was decided on, the page says so."""
    for _ in range(40):
        if reviewer.get("/check.json").json()["record"] is None:
            break
        decide(reviewer, "accept")
    assert "Nothing left to check" in reviewer.get("/check").text


def test_keys_are_shown_on_buttons(client: TestClient):
    """Every key that does something stands on the button that does the same."""
    page = lxml.html.fromstring(client.get("/check").text)
    keys = {b.get("data-key"): b.text_content() for b in page.xpath("//button[@data-key]")}
    assert set(keys) == {"a", "r", "s", "c"}
    for key, words in keys.items():
        assert words.strip().endswith(key.upper())


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:x", ""])
def test_going_back_stays_here(reviewer: TestClient, back: str):
    """Where a decision leads back to is a page of this application, whatever the form says."""
    page = reviewer.get("/check")
    record = reviewer.get("/check.json").json()["record"]
    form = {"token": token_of(page.text), "by": "Zoë", "verdict": "skip", "back": back}
    answer = reviewer.post(f"/check/{record}", data=form, follow_redirects=False)
    assert answer.headers["location"].startswith("/check?done=")
