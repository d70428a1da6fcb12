from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord

HARNESS = Path(__file__).parents[2] / "evaluation" / "crash.py"


def _kill(times: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(next(iter(onrecord.__path__))).parent)}
    done = subprocess.run(
        [sys.executable, str(HARNESS), "--kills", str(times), "--seed", "7"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.match(rf"{times} kills, \d+ reports acknowledged, 0 lost, 0 half-written, 0 findings", done.stdout)


def test_no_acknowledged_report_is_lost_to_a_few_kills():
    """Writers killed at random moments lose nothing, leave nothing by half, and readers see no error."""
    _kill(8)


@pytest.mark.slow
def test_no_acknowledged_report_is_lost_to_many_kills():
    """The same, more often."""
    _kill(25)
