"""A ledger made from samples/ once a session, for tests that look at it as its user would."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from command import Said, onrecord

# A change lands or not by what it does, not by the luck of the day's examples; at a desk the search goes on.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


class FirstRun(NamedTuple):
    """The ledger, and what `run` said when it made it."""

    ledger: Path
    said: Said


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> FirstRun:
    """`onrecord run samples`, once."""
    ledger = tmp_path_factory.mktemp("samples") / "ledger"
    return FirstRun(ledger, onrecord("run", "samples", "--ledger", ledger, "--processes", "1"))


@pytest.fixture(scope="session")
def sample_ledger(first_run: FirstRun) -> Path:
    """The ledger of the samples; tests only read it."""
    assert first_run.said.status == 0, first_run.said.err
    return first_run.ledger
