"""Calls the scorers as anybody outside would: a subprocess, a command line, one JSON line back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PYTHON = sys.executable
OURS = f"{Path(PYTHON).parent / 'onrecord'} read --jsonl - --processes 2"


def rival_command(module: str) -> str:
    """The command line of a rival that speaks the reading contract."""
    return f"{PYTHON} {ROOT / 'evaluation' / 'rivals' / f'{module}.py'}"


def score(task: str, options: tuple[str, ...], command: str, limit: int | None) -> dict[str, Any]:
    """The scorer's summary for `command`; a failure is kept as a problem, never as a figure."""
    argv = [PYTHON, str(SHARED / "measure" / "score.py"), task, *options, "--command", command, "--json"]
    if limit:
        argv += ["--limit", str(limit)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines()
    if not lines:
        return {"figures": {}, "problems": [done.stderr.strip()[-300:]], "words_per_second": None}
    summary: dict[str, Any] = json.loads(lines[-1])
    return summary


def seed(command: str) -> tuple[str, list[str]]:
    """Rows right of the acceptance page ("13/18") and what disagrees in the others."""
    argv = [PYTHON, str(SHARED / "measure" / "seed.py"), *command.split()]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines() or [done.stderr.strip()[-300:]]
    return lines[-1], lines[:-1]
