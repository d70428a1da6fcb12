"""`onrecord read`: the reading contract, which programs outside are written against."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from typer.testing import CliRunner

from command import ROOT
from onrecord.cli.main import app

pytestmark = pytest.mark.model

TEXT = "Vladimir Putin said on 25 June 2022 that Russia would send 12 missiles to Belarus. Minsk denied it."
EMOJI = f"🚀🚀 {TEXT} 🇧🇾"
LINES = [
    json.dumps({"id": "a", "text": TEXT, "published": "2022-06-26", "title": None, "outlet": None}),
    "",
    '{"id": "b", "text": "cut off',
    json.dumps({"id": "c", "published": "2022-06-26"}),
    json.dumps({"id": "d", "text": ""}),
    json.dumps(["no", "object"]),
    "   ",
    json.dumps({"id": "e", "text": 12}),
    json.dumps({"id": "f", "text": EMOJI}, ensure_ascii=False),
    json.dumps({"id": "g", "text": "\ud83d lone surrogate in a sentence that somebody wrote."}),
    "[" * 100_000,
    json.dumps({"id": "h", "text": TEXT, "published": "not a day"}),
    json.dumps({"text": "Minsk denied that any missiles had crossed the border on Sunday."}),
]
IDS = ["a", None, "c", "d", None, "e", "f", "g", None, "h"]
LAYERS = ["sentences", "tokens", "names", "timexes", "toponyms", "things", "attributions", "events", "records"]


@dataclass(frozen=True)
class Answer:
    """What came back: exit status, lines of data, words."""

    status: int
    lines: list[dict]
    words: str


def read(*options: str, given: str | bytes) -> Answer:
    """`onrecord read` with these options and this standard input."""
    done = CliRunner().invoke(app, ["read", *options], input=given)
    return Answer(done.exit_code, [json.loads(line) for line in done.stdout.splitlines()], done.stderr)


@pytest.fixture(scope="module")
def answer() -> Answer:
    """The answer to LINES."""
    return read("--jsonl", "-", given="\n".join(LINES))


def test_one_line_out_per_line_in(answer):
    """Each line that is not blank is answered once, in order, under the id that it gave; the exit status is 0."""
    assert answer.status == 0
    assert [line["id"] for line in answer.lines[:-1]] == IDS
    assert len(answer.lines[-1]["id"]) == 32, "a report without id is known by its content"


def test_what_cannot_be_read_says_why(answer):
    """A line that cannot be read gives id and error, nothing else; the lines after it are read."""
    errors = {n: line["error"] for n, line in enumerate(answer.lines) if "error" in line}
    assert list(errors) == [1, 2, 4, 5, 8]
    assert "line 3 is no JSON" in errors[1]
    assert "text" in errors[2]
    assert "no JSON object but a list" in errors[4]
    assert "int" in errors[5]
    assert all(set(answer.lines[n]) == {"id", "error"} for n in errors)


def test_empty_text_has_empty_layers(answer):
    """A text of no words is no error: nothing is there, nothing is found."""
    empty = answer.lines[3]
    assert {layer: empty[layer] for layer in LAYERS} == {layer: [] for layer in LAYERS}


def test_all_layers_are_there(answer):
    """Every read line has all layers of the contract and no other key."""
    for line in answer.lines:
        if "error" not in line:
            assert list(line) == ["id", "language", *LAYERS]


def test_offsets_are_code_points(answer):
    """With emoji before the words, spans still cut out exactly the words."""
    line = next(line for line in answer.lines if line["id"] == "f")
    assert "Vladimir Putin" in [EMOJI[n["start"] : n["end"]] for n in line["names"]]
    assert "25 June 2022" in " ".join(EMOJI[t["start"] : t["end"]] for t in line["timexes"])
    assert line["records"]
    for record in line["records"]:
        evidence = record["evidence"]
        assert EMOJI[evidence["start"] : evidence["end"]] == evidence["text"]


def test_same_words_same_reading(answer):
    """What stands before a sentence moves its spans and changes nothing else of who said what."""
    plain, emoji = (next(line for line in answer.lines if line["id"] == id) for id in "hf")
    assert [a["kind"] for a in plain["attributions"]] == [a["kind"] for a in emoji["attributions"]]
    assert [r["status"] for r in plain["records"]] == [r["status"] for r in emoji["records"]]


def test_every_list_is_in_text_order(answer):
    """Tokens, names, timexes, toponyms and events stand in text order."""
    for line in answer.lines:
        for layer in ("tokens", "names", "timexes", "toponyms"):
            starts = [each["start"] for each in line.get(layer, ())]
            assert starts == sorted(starts)
        assert [e["trigger"] for e in line.get("events", ())] == sorted(e["trigger"] for e in line.get("events", ()))


@pytest.mark.slow
def test_two_processes_answer_as_one(answer):
    """Spreading the work changes neither answers nor their order."""
    assert read("--jsonl", "--processes", "2", given="\n".join(LINES)).lines == answer.lines


def test_a_byte_order_mark_and_bytes_that_are_no_utf8_stop_nothing():
    """A mark before the first line is no part of it; broken bytes spoil at most their own line."""
    given = b"\xef\xbb\xbf" + b'{"id": 1, "text": ""}\n{"id": 2, "text": "\xff"}\n{"id": 3, "text": ""}\n'
    answer = read("--jsonl", given=given)
    assert [line["id"] for line in answer.lines] == [1, 2, 3]
    assert "error" not in answer.lines[0]


def test_line_separators_belong_to_the_text():
    """Only a line feed ends a line: U+2028 and a carriage return inside a text do not."""
    answer = read("--jsonl", given='{"id": 1, "text": "\u2028"}\n{"id": 2, "text": "\u0085"}\r\n')
    assert [line["id"] for line in answer.lines] == [1, 2]


def test_no_input_no_output():
    """Nothing in, nothing out, and that is no error."""
    assert read("--jsonl", given="") == Answer(0, [], "")


def test_files_of_any_kind_are_read_without_jsonl():
    """Without --jsonl a page is taken in as `run` does, and its text comes along for the spans to point into."""
    (line,) = read(str(ROOT / "samples" / "courier-2022-06-26-page-2.txt"), given="").lines
    assert line["outlet"] == "The Sample Courier"
    assert line["records"]
    for record in line["records"]:
        evidence = record["evidence"]
        assert line["text"][evidence["start"] : evidence["end"]] == evidence["text"]


def test_a_broken_file_is_a_line_with_its_reason():
    """A file that cannot be taken in is answered, with its path as id."""
    (line,) = read(str(ROOT / "samples" / "swa-2022-06-26-broken.newsml.xml"), given="").lines
    assert line["id"].endswith("broken.newsml.xml")
    assert "not well formed" in line["error"]


def test_the_kind_of_standard_input_is_told_by_its_bytes():
    """Without --jsonl, `-` may be anything that a file may be."""
    (line,) = read("-", given=(ROOT / "samples" / "muster-2022-06-23-denial.ninjs.json").read_bytes()).lines
    assert line["outlet"] == "Muster-Nachrichten (sample)"
