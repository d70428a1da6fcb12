"""The records of the samples in every format: each line follows its schema, each offset leads to its words."""

from __future__ import annotations

import io
import json

import pytest

from onrecord.ledger import Query, open_ledger, write_query
from onrecord.ledger.exports import entries
from onrecord.ledger.exports.gdelt_mentions import COLUMNS

from .entry import cells
from .schemas import ANNOTATION, CLAIM, FTM, PLOVER, check

pytestmark = pytest.mark.model


@pytest.fixture
def export(sample_ledger):
    """What a format makes of all records of the samples."""

    def exported(format: str) -> list[str]:
        stream = io.BytesIO()
        with open_ledger(sample_ledger) as ledger:
            count = write_query(ledger, Query(), stream, format)
        lines = stream.getvalue().decode().split("\n")[:-1]
        assert count == len(lines) - (format == "polecat") > 90
        return lines

    return exported


@pytest.mark.parametrize(
    ("format", "schema"), [("plover", PLOVER), ("claims", CLAIM), ("annotations", ANNOTATION)], ids=lambda v: v
)
def test_every_line_follows_its_schema(export, format, schema):
    """No record of real reports breaks a rule of its format."""
    for line in export(format):
        check(schema, json.loads(line))


def test_every_entity_is_one_of_followthemoney(export):
    """Schemas and properties are known; the package itself, where it is installed, takes each value as it is."""
    found = [json.loads(line) for line in export("ftm")]
    for each in found:
        assert each["properties"].keys() <= FTM[each["schema"]]
    model = pytest.importorskip("followthemoney").model
    for each in found:
        model.get(each["schema"]).validate(each)
        proxy = model.get_proxy(each, cleaned=False)
        for name, values in each["properties"].items():
            type = proxy.schema.get(name).type
            assert [type.clean(value, proxy=proxy) for value in values] == values, (name, values)


def test_tables_have_their_columns(export):
    """Each row of each table has the number of columns of its format."""
    for format, columns in (("polecat", 40), ("gdelt-events", 61), ("gdelt-mentions", 16)):
        assert {line.count("\t") + 1 for line in export(format)} == {columns}


def test_every_mention_leads_to_words(export, sample_ledger):
    """An offset begins a word (or a headline's colon) of its report, for actors and acts."""
    with open_ledger(sample_ledger) as ledger:
        texts = {}
        for entry in entries(ledger, Query()):
            text, url = entry.page.report.text, entry.header.url
            texts[url or f"urn:onrecord:report:{entry.header.id}", len(text)] = text
    for values in cells("\n".join(export("gdelt-mentions")) + "\n"):
        row = dict(zip(COLUMNS, values, strict=True))
        text = texts[row["MentionIdentifier"], int(row["MentionDocLen"])]
        for name in ("Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset"):
            at = int(row[name])
            inside_a_word = at > 0 and text[at - 1].isalnum() and text[at].isalnum()
            assert at == -1 or not (inside_a_word or text[at].isspace()), (name, text[at : at + 20])
        assert 1 <= int(row["SentenceID"]) <= text.count(".") + text.count("\n") + 1
        assert 0 <= int(row["Confidence"]) <= 100
