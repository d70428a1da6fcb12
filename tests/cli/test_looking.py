"""`search`, `show`, `export` and the catalogue commands, asked as a user asks them."""

from __future__ import annotations

import csv
import io
import json
import re

import pyarrow.parquet
import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.ledger import Query, open_ledger
from onrecord.model import Status

pytestmark = pytest.mark.model


@pytest.fixture
def ask(sample_ledger):
    """Run a command on the ledger of the samples; what it gave, with its exit status checked."""

    def asked(*arguments: str, status: int = 0):
        done = CliRunner().invoke(app, [*arguments, "--ledger", str(sample_ledger)])
        assert done.exit_code == status, done.stderr
        return done

    return asked


@pytest.fixture
def found(ask):
    """The records of `search --json` under these options."""

    def records(*options: str) -> list[dict]:
        rows = map(json.loads, ask("search", "--json", "-n", "500", *options).stdout.splitlines())
        return [row["record"] for row in rows if row["record"]]

    return records


def names_in(row: dict) -> str:
    """Everybody who takes part in a record or is its source."""
    everybody = row["participants"] + row["according_to"]
    return " ".join(each["name"] or "" for each in everybody)


def test_search_shows_the_words_with_the_hit_marked(ask):
    """Evidence is printed in full, the words asked for between marks, with who says so and an id to go on with."""
    done = ask("search", "missile*", "--limit", "5", "--outlet", "courier")
    assert "«missile" in done.stdout
    assert "as reported by The Sample Courier" in done.stdout
    assert "id " in done.stdout
    assert "5 shown of " in done.stderr


def test_several_words_need_no_quotation_marks(ask):
    """Words given one by one must all occur, as if given as one text."""
    assert ask("search", "missile", "Belarus").stdout == ask("search", "missile Belarus").stdout != ""


def test_search_for_what_is_not_there(ask):
    """Nothing found is no error: no data, a word about it on standard error."""
    done = ask("search", "xylophone")
    assert done.stdout == ""
    assert "nothing found" in done.stderr


def test_table_has_the_six_questions(ask):
    """The table has who, what, where, when, according to whom and with what status, under each report."""
    lines = ask("search", "--table", "--limit", "10").stdout.splitlines()
    assert lines[1].split() == "who what where when according to status id".split()
    assert all(len(line) <= 140 for line in lines)


@pytest.mark.parametrize("status", [Status.DENIED, Status.PLANNED, Status.UNCLEAR])
def test_status_filter(found, status):
    """--status gives records of that standing only, and the samples have some."""
    rows = found("--status", status)
    assert rows
    assert {row["status"] for row in rows} == {status}


def test_status_may_be_given_twice_and_in_capitals(found):
    """Several --status mean any of them."""
    both = {row["id"] for row in found("--status", "DENIED", "--status", "planned")}
    assert both == {row["id"] for s in ("denied", "planned") for row in found("--status", s)}


def test_who_and_according_to(found):
    """--who finds takers-part and sources; --according-to sources only, or the outlet's own voice."""
    assert all("Lukashenko" in names_in(row) for row in found("--who", "Lukashenko"))
    said = found("--according-to", "Lukashenko")
    assert said
    assert all(any("Lukashenko" in (s["name"] or "") for s in row["according_to"]) for row in said)
    own = found("--according-to", "outlet")
    assert own
    assert all(row["according_to"] == [] for row in own)


def test_who_in_the_samples(ask):
    """Part of a name is enough to be told what somebody said and did, with the words; a saying can be searched for."""
    told = ask("who", "Lukashenko").stdout
    assert told.startswith("Alexander Lukashenko  person, BLR\n")
    assert re.search(r"^(said|asked|denied)  ", told, re.M)
    assert re.search(r"^did  ", told, re.M)
    assert "as reported by Sample Wire Agency" in told
    assert "promised by Vladimir Putin" in ask("search", "--saying", "promised").stdout


def test_type_filter(found):
    """--type takes PLOVER types in any case."""
    rows = found("--type", "agree")
    assert rows
    assert {row["type"] for row in rows} == {"AGREE"}


def test_days_outlet_and_language(found):
    """--since, --until, --outlet and --language narrow a search."""
    assert found("--since", "2022-12", "--outlet", "Sample Courier")
    assert not found("--until", "1999")
    assert found("--language", "en")
    assert not found("--language", "ru"), "no records of what is not read"


def test_a_report_that_is_not_read_is_found_by_its_words(ask):
    """A Russian report gives no records, and is found all the same, with the reason."""
    done = ask("search", "--language", "ru")
    assert "language not read" in done.stdout


def test_place_filter(found):
    """--place takes a name, or a country's code."""
    rows = found("--place", "BLR")
    assert rows
    assert {row["place"]["country"] for row in rows} == {"BLR"}


def test_near(found):
    """--near finds places around a point, and only those."""
    rows = found("--near", "53.9,27.57", "--km", "30")
    assert rows
    assert all(abs(row["place"]["lat"] - 53.9) < 0.5 for row in rows)


def test_show_of_a_record_has_every_field_with_its_words(ask, sample_ledger):
    """Each field of a record stands beside the words and the place in the text that it rests on."""
    with open_ledger(sample_ledger) as store:
        hit = next(h for h in store.scan(Query(status=("denied",))) if h.record and h.record.according_to)
        text = store.report(hit.header.id).report.text
    done = ask("show", hit.record.id[:12])
    assert "denied" in done.stdout
    assert hit.record.id in done.stdout
    assert hit.record.fingerprint in done.stdout
    for span in [p.span for p in hit.record.participants] + list(hit.record.status_words):
        assert f"{span.start}–{span.end}" in done.stdout
    assert hit.record.trigger.text == hit.record.trigger.span.of(text)
    assert f"“{hit.record.trigger.text}”" in done.stdout


def test_show_of_a_report(ask, sample_ledger):
    """A report is shown with where each fact about it was found, and its records."""
    with open_ledger(sample_ledger) as store:
        header = next(h.header for h in store.scan(Query(outlet="Sample Courier", until="2022-06-27", text="missiles")))
    out = ask("show", header.id).stdout
    assert header.title in out
    assert "The Sample Courier" in out
    assert "GBR" in out
    assert "courier-2022-06-26-page-2.txt" in out
    assert "according to:" in out


def test_show_as_json(ask, sample_ledger):
    """--json gives a record as one line, a report as its text and its records."""
    with open_ledger(sample_ledger) as store:
        hit = next(h for h in store.scan(Query(status=("denied",))) if h.record)
    (line,) = ask("show", hit.record.id, "--json").stdout.splitlines()
    assert json.loads(line)["record"]["id"] == hit.record.id
    first, *rows = map(json.loads, ask("show", hit.header.id, "--json").stdout.splitlines())
    assert hit.record.id in {row["record"]["id"] for row in rows}
    for row in rows:
        evidence = row["record"]["evidence"]
        assert first["text"][evidence["start"] : evidence["end"]] == evidence["text"]


@pytest.mark.parametrize("asked", ["", "zzz", "0" * 32, "a"])
def test_show_of_no_one_thing(ask, asked):
    """An id that nothing has, or that several begin with, is explained with status 2."""
    done = ask("show", asked, status=2)
    assert done.stdout == ""
    assert done.stderr.startswith("onrecord: ")


def test_export_json_lines(ask):
    """One JSON object a line, to standard output; the count goes to standard error."""
    done = ask("export", "--status", "denied")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows
    assert done.stderr == f"{len(rows)} rows\n"


def test_export_csv(ask, tmp_path):
    """CSV has one row a record with its evidence, in a file as on standard output."""
    path = tmp_path / "denied.csv"
    done = ask("export", "-f", "csv", "-o", str(path), "--status", "denied")
    assert done.stdout == ""
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    assert {row["status"] for row in rows} == {"denied"}
    assert all(row["evidence"] for row in rows)
    assert ask("export", "--format", "csv", "--status", "denied").stdout_bytes == path.read_bytes()


def test_export_parquet(ask):
    """Parquet holds the same rows."""
    table = pyarrow.parquet.read_table(io.BytesIO(ask("export", "-f", "parquet", "--status", "denied").stdout_bytes))
    assert table.num_rows == len(ask("export", "--status", "denied").stdout.splitlines())


def test_export_geojson(ask):
    """GeoJSON is one feature collection."""
    found = json.loads(ask("export", "--format", "geojson", "--place", "BLR").stdout)
    assert found["type"] == "FeatureCollection"
    assert found["features"]


@pytest.mark.parametrize("options", [("-f", "xls"), ("-o", "/no/such/folder/x.csv", "-f", "csv"), ("--near", "north")])
def test_export_that_cannot_be(ask, options):
    """A wrong format, folder or point is explained with status 2 and writes nothing."""
    done = ask("export", *options, status=2)
    assert done.stdout == ""
    assert done.stderr.startswith("onrecord: ")


def test_outlets(ask):
    """The catalogue names each outlet with country, language, counts and days."""
    out = ask("outlets").stdout
    for name in ("The Sample Courier", "Sample Wire Agency", "Образцовая газета (sample)"):
        assert name in out
    assert "GBR" in out
    assert "2022-12-26" in out


def test_stats(ask):
    """Totals, by status, type and language."""
    out = ask("stats").stdout
    assert "reports" in out
    for word in ("status", "denied", "type", "AGREE", "language", "en"):
        assert word in out


def test_quarantine_gives_reasons(ask):
    """What could not be read stands there with the reason."""
    done = ask("quarantine")
    assert "broken.newsml.xml" in done.stdout
    assert "not well formed" in " ".join(done.stdout.split())
    assert done.stderr == "1 in quarantine\n"


def test_doctor_finds_the_ledger_sound(ask):
    """A sound ledger: status 0, no findings, a word of how much was checked."""
    done = ask("doctor")
    assert done.stdout == ""
    assert done.stderr.startswith("sound: 15 reports, ")


def test_what_a_terminal_would_obey_is_not_printed(sample_ledger, tmp_path):
    """Escape sequences in a report's title do not reach the terminal."""
    from onrecord.ingest import from_json

    title = "Red \x1b[31malert\x1b]0;owned\x07 \u202eback"
    report = from_json({"text": "Nobody came to the meeting in Minsk.", "title": title, "outlet": "Sample"})
    with open_ledger(tmp_path / "ledger", write=True) as store:
        store.add(report, (), fingerprint="none")
    done = CliRunner().invoke(app, ["show", report.id, "--ledger", str(tmp_path / "ledger")])
    assert done.exit_code == 0
    assert "alert" in done.stdout
    assert not set("\x1b\x07\u202e") & set(done.stdout)
