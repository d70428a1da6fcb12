from __future__ import annotations

import re
from pathlib import Path

from onrecord.ledger import FORMATS
from onrecord.ledger.export import COLUMNS
from onrecord.model import Nature, Verdict

DOCS = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text("utf-8")


def _section(name: str) -> str:
    found = re.search(rf"^### `{name}`.*?(?=^##|\Z)", DOCS, re.MULTILINE | re.DOTALL)
    assert found, f"docs/ledger.md lacks a section ### `{name}`"
    return found[0]


def test_every_table_view_and_column_is_documented(ledger):
    """docs/ledger.md has a section for each table and view, naming each of its columns."""
    names = [
        row[0]
        for row in ledger.connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view', 'virtual') "
            "AND name NOT LIKE 'sqlite%'"
        )
    ]
    assert {"report", "record", "current_record", "passage_words", "record_point"} <= set(names)
    for name in names:
        section = _section(name)
        for (column,) in ledger.connection.execute("SELECT name FROM pragma_table_info(?)", (name,)):
            assert f"`{column}`" in section, f"docs/ledger.md, section {name}, lacks column {column}"


def test_every_nature_and_verdict_is_documented():
    """docs/ledger.md names what a source can be, and what can be judged of two names."""
    for word in Nature:
        assert word in _section("according_to")
    for word in Verdict:
        assert word in _section("judgement")


def test_every_export_format_and_column_is_documented():
    """The formats and the columns of flat exports are in docs/ledger.md."""
    for name in FORMATS:
        assert f"`{name}`" in DOCS
    exports = DOCS[DOCS.index("## Exports") :]
    for name, _ in COLUMNS:
        assert f"`{name}`" in exports, name
