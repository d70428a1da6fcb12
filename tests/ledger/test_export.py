from __future__ import annotations

import csv
import errno
import importlib
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError, LedgerError, MissingExtraError, QueryError
from onrecord.ledger import FORMATS, Query, export, write_hits
from onrecord.ledger.export import COLUMNS, neutral
from onrecord.ledger.words import chain, quantities
from onrecord.model import Kind, Quantity, Report, SourceLink, Span

from . import made


@pytest.fixture
def filled(ledger):
    """Two records with a report, one report without."""
    report = made.report()
    ledger.add(report, made.records(report), fingerprint="f1")
    ledger.add(Report("=cmd|' /C calc'!A0", title="+1", outlet="@home", language="xx"), (), fingerprint="f1")
    return ledger


def test_json_lines_hold_every_field_with_its_words(filled, tmp_path):
    """One object a hit; spans stand where they say in the report."""
    path = tmp_path / "out.jsonl"
    assert export(filled, Query(), path, "jsonl") == 3
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    text = made.TEXT
    first = rows[0]
    assert text[slice(*first["record"]["trigger"])] == "receive"
    assert text[first["start"] : first["end"]] == first["text"] == first["record"]["evidence"]["text"]
    assert text[slice(*first["record"]["according_to"][0]["cue"])] == "said"
    assert first["record"]["according_to_words"] == "Olga Karel (2023-05-03)"
    assert first["report"]["url"] == "https://courier.example/0"
    assert rows[2]["record"] is None


def test_csv_has_every_column_and_no_formula(filled, tmp_path):
    """A spreadsheet opens it without running anything; numbers stay numbers."""
    path = tmp_path / "out.csv"
    assert export(filled, Query(), path, "csv") == 3
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
    assert list(rows[0]) == [name for name, _ in COLUMNS]
    assert (rows[0]["who"], rows[0]["recipient"], rows[0]["quantities"]) == ("", "the depot", "12 truck")
    assert (rows[0]["lat"], rows[0]["precision"], rows[0]["time"]) == ("52.0975", "city", "2023-05-03")
    assert rows[1]["according_to"] == "Brest Wire, citing an unnamed source"
    assert (rows[2]["evidence"][:2], rows[2]["title"], rows[2]["outlet"]) == ("'=", "'+1", "'@home")


def test_what_a_source_does_in_saying_it_is_exported(ledger, tmp_path):
    """JSON lines have it of each source, flat formats of the innermost one."""
    report = made.report()
    ledger.add(report, (made.told(report), made.records(report)[1]), fingerprint="f1")
    export(ledger, Query(), tmp_path / "out.jsonl", "jsonl")
    first, second = (json.loads(line)["record"] for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    (link,) = first["according_to"]
    assert (link["saying"], link["nature"], link["addressee"]) == ("promised", "person", "the drivers' union")
    assert [link["saying"] for link in second["according_to"]] == ["said", "said"]
    export(ledger, Query(), tmp_path / "out.csv", "csv")
    row = next(csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8", newline="")))
    assert (row["saying"], row["source_nature"], row["told_to"]) == ("promised", "person", "the drivers' union")


def test_who_say_it_together_are_one_step(ledger, tmp_path):
    """Kept as they were filed, joined by "and" in words, here and in the view, and found by either name."""
    report = made.report()
    ledger.add(report, (made.together(report),), fingerprint="f1")
    assert ledger.records_of(report.id) == (made.together(report),)
    export(ledger, Query(according_to="Lena Karel"), tmp_path / "out.csv", "csv")
    row = next(csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8", newline="")))
    assert row["according_to"] == "Interfax, citing Olga Karel (2023-05-03) and Lena Karel (2023-05-03)"
    (seen,) = ledger.connection.execute("SELECT according_to FROM current_record").fetchone()
    assert seen == "Interfax, citing Olga Karel and Lena Karel"


@given(st.text(max_size=5))
def test_no_cell_begins_like_a_formula(text):
    """Whatever the text, its cell begins with none of the characters that start a formula."""
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert neutral(-1.5) == -1.5


def test_geojson_pins_no_country(filled, tmp_path):
    """A city is a point; a country, or no place, has no geometry but keeps its properties."""
    report = made.report(7)
    planned = made.records(report)[0]
    wide = made.sealed(replace(planned, place=replace(planned.place, precision="country")))
    filled.add(report, (wide,), fingerprint="f1")
    path = tmp_path / "out.geojson"
    assert export(filled, Query(status=("planned",)), path, "geojson") == 2
    collection = json.loads(path.read_text("utf-8"))
    assert collection["type"] == "FeatureCollection"
    by_precision = {f["properties"]["precision"]: f for f in collection["features"]}
    assert by_precision["city"]["geometry"] == {"type": "Point", "coordinates": [23.6877, 52.0975]}
    assert by_precision["city"]["properties"]["place_score"] == 0.9
    assert by_precision["country"]["geometry"] is None
    assert by_precision["country"]["properties"]["country"] == "BLR"


def test_parquet_has_typed_columns(filled, tmp_path):
    """Numbers, truth values and texts come back as such, with the version of the columns."""
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "out.parquet"
    assert export(filled, Query(), path, "parquet") == 3
    table = parquet.read_table(path)
    assert table.column_names == [name for name, _ in COLUMNS]
    assert table.schema.metadata[b"onrecord_schema"] == b"2"
    first = table.to_pylist()[0]
    assert (first["lat"], first["read"], first["geonames_id"]) == (52.0975, True, 629634)
    assert first["outlet"] == "Sample Courier"


def test_parquet_without_its_extra_says_what_to_install(filled, tmp_path, monkeypatch):
    """Without pyarrow the message names the extra, and no file is left."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(MissingExtraError, match=r"pip install onrecord\[parquet\]"):
        export(filled, Query(), tmp_path / "out.parquet", "parquet")
    assert [p.name for p in tmp_path.iterdir()] == ["ledger"]


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_search_is_a_valid_empty_file(ledger, tmp_path, format):
    """No hits give a file of the format with nothing in it."""
    path = tmp_path / f"out.{format}"
    assert export(ledger, Query(text="nothing"), path, format) == 0
    assert path.exists()
    if format == "geojson":
        assert json.loads(path.read_text())["features"] == []


def test_a_failed_export_leaves_the_old_file_and_no_part(filled, tmp_path):
    """If the query or the disk fails, what was there before stays, whole."""
    path = tmp_path / "out.csv"
    path.write_text("before")

    class Full(io.RawIOBase):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(QueryError):
        export(filled, Query(since="soon"), path, "csv")
    with pytest.raises(InputError, match="jsonl, csv, parquet, geojson"):
        export(filled, Query(), path, "xlsx")
    with pytest.raises(OSError):
        write_hits(filled.scan(Query()), Full(), "csv")
    with pytest.raises(LedgerError, match="path exists"):
        export(filled, Query(), tmp_path / "none" / "out.csv", "csv")
    assert path.read_text() == "before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ledger", "out.csv"]


def test_chains_and_amounts_read_as_words():
    """Sources outermost first; nobody credited is the outlet; amounts keep their bounds."""
    wire = SourceLink("Wire", None, None, Kind.INDIRECT)
    assert chain((), "Courier") == "Courier itself"
    assert chain(()) == "the outlet itself"
    assert chain((wire, SourceLink(None, None, None, Kind.DIRECT, "2023-05-03"))) == (
        "Wire, citing an unnamed source (2023-05-03)"
    )
    record = made.records(made.report())[0]
    amounts = (Quantity(Span(0, 1), 1200000.0, "USD", "at least"), Quantity(Span(0, 1), None, "truck"))
    assert quantities(replace(record, quantities=amounts)) == "at least 1200000 USD; several truck"
