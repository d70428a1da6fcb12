"""The command as a user starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"


class Said(NamedTuple):
    """What a command gave: its exit status, data and words."""

    status: int
    out: str
    err: str


def onrecord(*arguments: str | Path, stdin: str | bytes = "") -> Said:
    """The command as a user starts it, in a process of its own."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        input=given,
        capture_output=True,
        env={**os.environ, "COLUMNS": "140", "NO_COLOR": "1"},
        cwd=ROOT,
        timeout=300,
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())
