"""`export` in the formats of others, asked as a user asks."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from ledger import made
from onrecord.cli.main import app
from onrecord.ledger import EXCHANGE, open_ledger


@pytest.fixture
def filled(tmp_path):
    """A closed ledger with two records."""
    report = made.report()
    with open_ledger(tmp_path / "ledger", write=True) as ledger:
        ledger.add(report, made.records(report), fingerprint="f1")
    return tmp_path / "ledger"


@pytest.mark.parametrize("format", EXCHANGE)
def test_each_format_goes_to_a_file_or_to_standard_output(filled, tmp_path, format):
    """The same bytes either way, and the number of rows on standard error."""
    path = tmp_path / "out"
    given = ["export", "--format", format, "--ledger", str(filled)]
    to_file = CliRunner().invoke(app, [*given, "--out", str(path)])
    assert to_file.exit_code == 0, to_file.stderr
    assert "rows written to" in to_file.stderr
    assert CliRunner().invoke(app, given).stdout_bytes == path.read_bytes() != b""


def test_an_unknown_format_is_explained(filled):
    """The message lists every format."""
    done = CliRunner().invoke(app, ["export", "--format", "acled", "--ledger", str(filled)])
    assert done.exit_code == 2
    assert "polecat" in " ".join(done.stderr.split())
