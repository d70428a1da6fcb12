"""How long each stage takes: words a second on one core over press releases, and its share of the reader's time.

    python -m evaluation.stages                 # 60,000 words of state releases
    python -m evaluation.stages --words 5000    # a try

CPU time of one pass, stage after stage, as in a run; the table goes to evaluation/stages.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.score import SHARED
from onrecord.ingest import from_json
from onrecord.model import Document, Report
from onrecord.pipeline import STAGES, run

RELEASES = SHARED / "data" / "state" / "releases.jsonl"
PAGE = Path(__file__).resolve().parent / "stages.md"
# What the stages are to keep to.
BARS = {"timexes": "≥ 30,000 words/s", "attributions": "≤ 25 % of the reader's time"}


def main() -> int:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=60_000)
    chosen = parser.parse_args()
    if not RELEASES.exists():
        print(f"No releases at {RELEASES}; nothing measured.")
        return 1
    reports = list(releases(RELEASES, chosen.words))
    words = sum(len(report.text.split()) for report in reports)
    head = f"## Time of each stage over {len(reports)} State releases, {words:,} words\n\n"
    page = head + table(words, seconds(reports))
    print(page, end="")
    if chosen.words == parser.get_default("words"):
        PAGE.write_text(page, encoding="utf-8")
    return 0


def releases(path: Path, words: int) -> Iterator[Report]:
    """Every twentieth release, until they have so many words."""
    total = 0
    for line in path.read_text("utf-8").splitlines()[::20]:
        report = from_json(json.loads(line))
        yield report
        total += len(report.text.split())
        if total >= words:
            return


def seconds(reports: Sequence[Report]) -> dict[str, float]:
    """CPU seconds of each stage, in their order, after one report to warm up."""
    run(reports[0])
    spent: Counter[str] = Counter()
    for report in reports:
        document = Document(report)
        for stage in STAGES:
            began = time.process_time()
            document = stage.run(document)
            spent[stage.name] += time.process_time() - began
    return dict(spent)


def table(words: int, spent: dict[str, float]) -> str:
    """Rows of words a second and share of the reader's time."""
    reader = spent["reader"]
    rows = [
        f"| {name} | {words / took:,.0f} | {took / reader:.0%} | {BARS.get(name, '')} |" for name, took in spent.items()
    ]
    return "\n".join(["| stage | words/s | of the reader's time | bar |", "|---|---|---|---|", *rows]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
