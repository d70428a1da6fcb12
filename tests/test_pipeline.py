"""The stages in order, and the reading contract where the reader itself does not matter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import onrecord
from onrecord import pipeline
from onrecord.errors import InputError, StageError
from onrecord.model import Document, Report
from onrecord.model.stage import check, fingerprint
from onrecord.pipeline import FINGERPRINT, STAGES, is_read, read_lines, records_of, run

RUSSIAN = "Министерство обороны заявило в понедельник, что ракетные комплексы уже доставлены в республику."
TEXT = "Minsk denied that missiles had crossed the border."


def asked(*texts: str) -> list[str]:
    """Lines of the contract with these texts; ids are their numbers."""
    return [json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)]


@pytest.fixture
def unread(monkeypatch):
    """A reader that finds nothing, and breaks where a text says so."""

    def read(report: Report) -> Document:
        if "break" in report.text:
            raise RuntimeError("a fault in a stage")
        return Document(report)

    monkeypatch.setattr(pipeline, "run", read)


def test_stages_are_in_an_order_that_works():
    """Every stage has what it requires; turned round, the order is refused by name."""
    check(STAGES)
    with pytest.raises(StageError, match="needs"):
        check(STAGES[::-1])


def test_every_layer_is_provided_once():
    """No two stages provide the same layer, and each is one of a Document."""
    layers = [layer for stage in STAGES for layer in stage.provides]
    assert len(set(layers)) == len(layers)
    assert set(layers) <= set(Document.__slots__)


def test_fingerprint_is_of_all_stages():
    """It is the same for the same stages, and another without one of them."""
    assert fingerprint(STAGES) == FINGERPRINT
    assert fingerprint(STAGES[:-1]) != FINGERPRINT


def test_a_language_that_is_not_read_keeps_all_layers_empty():
    """Such a report is not sent through the stages; one whose language cannot be told is."""
    report = Report(RUSSIAN, language="ru")
    assert not is_read(report)
    assert run(report) == Document(report)
    assert is_read(Report(TEXT, language=None))


def test_lines_are_answered_in_order(unread):
    """One answer a line, under its own id; blank lines are passed over."""
    lines = asked("One came.", "Two came.", "Three came.")
    assert [a["id"] for a in read_lines([lines[0], "\n", lines[1], " ", lines[2]])] == [0, 1, 2]


def test_lines_are_answered_as_they_come(unread):
    """The first answer does not wait for the last line: reading streams."""
    taken = []
    answers = read_lines(taken.append(n) or line for n, line in enumerate(asked(*["One came."] * 50)))
    next(answers)
    assert len(taken) <= 2


def test_a_fault_in_a_stage_costs_its_line_only(unread):
    """The line is answered with its id and the fault, the others are read."""
    answers = list(read_lines(asked("One came.", "Here stages break.", "Two came.")))
    assert answers[1] == {"id": 1, "error": "RuntimeError: a fault in a stage"}
    assert ["error" in a for a in answers] == [False, True, False]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": 1, "text": "cut', "line 1 is no JSON"),
        ("[1, 2]", "no JSON object but a list"),
        ('"text"', "no JSON object but a str"),
        ("null", "no JSON object but a NoneType"),
        ('{"id": 1}', "text"),
        ('{"id": 1, "text": null}', "text"),
        ('{"id": 1, "text": 5}', "int"),
        ("[" * 100_000, "recursion"),
    ],
    ids=["cut", "list", "string", "null", "no text", "null text", "number", "deep"],
)
def test_what_cannot_be_read_says_why(unread, line, words):
    """A line that holds no report is answered with what was seen."""
    (answer,) = read_lines([line])
    assert set(answer) == {"id", "error"}
    assert words in answer["error"]


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u00a0"])
def test_a_text_of_no_words_is_read_as_nothing(unread, text):
    """Nothing there, nothing found: every layer is empty and there is no error."""
    (answer,) = read_lines(asked(text))
    assert {k: v for k, v in answer.items() if v} == {}
    assert answer["id"] == 0


@pytest.mark.model
def test_records_carry_the_fingerprint():
    """Each record says which stages made it, and stands in the text."""
    document = onrecord.read(TEXT, published="2022-06-26")
    assert document.records
    for record in document.records:
        assert record.fingerprint == FINGERPRINT
        assert record.evidence.span.of(TEXT) == record.evidence.text


@pytest.mark.model
def test_the_same_text_gives_the_same_records():
    """Reading is a function of the report: ids do not change from one reading to the next."""
    first, second = (onrecord.read(TEXT, outlet="Sample Post").records for _ in range(2))
    assert first == second


def test_read_of_nothing_is_an_error():
    """From Python a blank text is refused with what was expected."""
    with pytest.raises(InputError, match="blank"):
        onrecord.read("  ")


def test_public_names():
    """What the package promises is there; what it does not have is told with what it has."""
    for name in onrecord.__all__:
        assert getattr(onrecord, name)
    with pytest.raises(AttributeError, match="open_ledger"):
        onrecord.nothing  # noqa: B018


@pytest.mark.model
def test_records_alone_are_those_of_the_whole_run():
    """What a large run leaves out (frames, the standing of events without record) changes no record."""
    page = Path(__file__).resolve().parent.parent / "samples" / "courier-2022-06-26-page-2.txt"
    text = page.read_text(encoding="utf-8")
    report = Report(text, language="en", published="2023-05-04")
    assert records_of(report) == run(report).records != ()
