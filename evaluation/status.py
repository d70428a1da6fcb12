"""The standing of events against clauses that a person labelled: precision, recall and F1 of each status.

    python -m evaluation.status                 # all clauses, two processes
    python -m evaluation.status --limit 20      # a try
    python -m evaluation.status --dev           # the development clauses instead
    python -m evaluation.status --drawn         # those drawn and labelled later, once each: more of them, rougher
    python -m evaluation.status --errors        # and where it disagrees, as ids and offsets

`status_gold.jsonl`, `status_dev.jsonl` and `status_drawn.jsonl` have ids and offsets only; the texts lie in
../shared/data. What each status means and how the clauses were drawn: `status_guideline.md`. An event that is not found
counts as wrong, in no column but "missing". The rules are mended on the latter two; the gold is what is published. Its
texts are parted in two halves by a hash of where they stand: what disagrees is listed for the first alone, so that the
second still tells whether what was mended holds elsewhere.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import md5
from itertools import groupby
from pathlib import Path
from typing import Any

from evaluation.score import SHARED
from onrecord.model import Document, Report, Status
from onrecord.pipeline import run
from onrecord.pool import Failed, in_order

GOLD = Path(__file__).resolve().parent / "status_gold.jsonl"
DEVELOPMENT = GOLD.with_name("status_dev.jsonl")
DRAWN = GOLD.with_name("status_drawn.jsonl")
STATUSES = tuple(str(status) for status in Status)
MISSING = "missing"

_BULLET = re.compile(r"^\s*(?:[*+-]\s+|#+\s+)?")
_LINK = re.compile(r'\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"(?:[^"\\]|\\.)*")?\s*\)')
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
_OUTLETS = re.compile(r"(?:\s*\([^()]*\))+\s*$")


@dataclass(frozen=True, slots=True)
class Clause:
    """A labelled event word. text: (set, file or line …), where it stands; start, end: in that text."""

    text: tuple[str | int, ...]
    start: int
    end: int
    status: str

    @property
    def half(self) -> int:
        """0 or 1, the same for all clauses of a text."""
        return md5("/".join(map(str, self.text)).encode()).digest()[0] % 2


@dataclass(frozen=True, slots=True)
class Answer:
    """A clause beside the status found, "missing" where no event covers the word."""

    clause: Clause
    found: str


def clean(line: str) -> str:
    """A line of a current-events page as it is read: no bullet, links as words, no emphasis, no outlets at the end."""
    bare = _EMPHASIS.sub("", _LINK.sub(r"\1", _BULLET.sub("", line)))
    return _OUTLETS.sub("", bare).rstrip()


def clauses(lines: Iterable[str]) -> list[Clause]:
    """The clauses of the gold file; an unknown status or set is an error."""
    return [_clause(number, json.loads(line)) for number, line in enumerate(lines, 1) if line.strip()]


def _clause(number: int, given: dict[str, Any]) -> Clause:
    if given["status"] not in STATUSES:
        raise ValueError(f"line {number}: status {given['status']!r}, expected one of {', '.join(STATUSES)}")
    if given["set"] == "state":
        text: tuple[str | int, ...] = ("state", given["n"])
    elif given["set"] == "current_events":
        text = ("current_events", given["file"], given["line"])
    else:
        raise ValueError(f"line {number}: set {given['set']!r}, expected state or current_events")
    return Clause(text, given["start"], given["end"], given["status"])


def texts(wanted: Iterable[tuple[str | int, ...]], data: Path) -> dict[tuple[str | int, ...], str]:
    """The text of each place named; a file that is not there is an error that says where it was looked for."""
    releases = (data / "state" / "releases.jsonl").read_text("utf-8").split("\n")
    found: dict[tuple[str | int, ...], str] = {}
    for place in wanted:
        if place[0] == "state":
            found[place] = json.loads(releases[int(place[1])])["text"]
        else:
            page = (data / "stories" / "current_events" / str(place[1])).read_text("utf-8").split("\n")
            found[place] = clean(page[int(place[2])])
    return found


def standing(document: Document, start: int, end: int) -> str:
    """The status of the event whose trigger covers the word, the shortest where several do."""
    covering = [f for f in document.factuality if f.trigger.start <= start and f.trigger.end >= end]
    if not covering:
        return MISSING
    return str(min(covering, key=lambda f: (f.trigger.end - f.trigger.start, f.trigger.start)).status)


def answers(gold: Sequence[Clause], data: Path, processes: int) -> list[Answer]:
    """Each text read once, whole; the clauses of a text that cannot be read are missing."""
    ordered = sorted(gold, key=lambda clause: tuple(map(str, clause.text)))
    groups = [list(group) for _, group in groupby(ordered, key=lambda clause: clause.text)]
    text_of = texts([group[0].text for group in groups], data)
    made: list[Answer] = []
    tasks = ((text_of[group[0].text], group) for group in groups)
    for group, done in zip(groups, in_order(_answer, tasks, processes), strict=True):
        made += [Answer(clause, MISSING) for clause in group] if isinstance(done, Failed) else done
    return made


def _answer(task: tuple[str, list[Clause]]) -> list[Answer]:
    text, group = task
    document = run(Report(text))
    return [Answer(clause, standing(document, clause.start, clause.end)) for clause in group]


def figures(found: Sequence[Answer]) -> dict[str, Any]:
    """What is printed and kept: F1 of each status, their mean, accuracy, coverage, and those of always "reported"."""
    pairs = [(answer.clause.status, answer.found) for answer in found]
    rows = {status: _row(status, pairs) for status in STATUSES}
    always = [(gold, "reported") for gold, _ in pairs]
    return {
        "clauses": len(pairs),
        "macro_f1": _mean([row["f1"] for row in rows.values()]),
        "accuracy": _mean([float(gold == ours) for gold, ours in pairs]),
        "coverage": _mean([float(ours != MISSING) for _, ours in pairs]),
        "statuses": rows,
        "confusion": {s: dict(Counter(ours for gold, ours in pairs if gold == s).most_common()) for s in STATUSES},
        "always_reported": {
            "macro_f1": _mean([_row(status, always)["f1"] for status in STATUSES]),
            "accuracy": _mean([float(gold == ours) for gold, ours in always]),
        },
    }


def _row(status: str, pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    right = sum(gold == ours == status for gold, ours in pairs)
    of_gold, of_found = sum(g == status for g, _ in pairs), sum(o == status for _, o in pairs)
    precision, recall = right / max(1, of_found), right / max(1, of_gold)
    f1 = 2 * right / max(1, of_gold + of_found)
    return {"precision": precision, "recall": recall, "f1": f1, "gold": of_gold, "found": of_found}


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / max(1, len(numbers))


def table(measured: dict[str, Any]) -> list[str]:
    """The figures as a page shows them."""
    lines = [
        f"{measured['clauses']} clauses labelled before any output was seen (`status_guideline.md`): macro-F1 "
        f"**{measured['macro_f1']:.3f}**, accuracy {measured['accuracy']:.3f}, event found {measured['coverage']:.3f}; "
        f"always “reported”: {measured['always_reported']['macro_f1']:.3f}, "
        f"{measured['always_reported']['accuracy']:.3f}.",
        "",
        "| status | precision | recall | F1 | clauses |",
        "|---|---|---|---|---|",
    ]
    for status, row in measured["statuses"].items():
        lines.append(
            f"| {status} | {row['precision']:.2f} | {row['recall']:.2f} | {row['f1']:.2f} | {row['gold']:.0f} |"
        )
    return lines


def measure(limit: int | None = None, processes: int = 2) -> dict[str, Any]:
    """The figures over the gold file, or over its first clauses."""
    gold = clauses(GOLD.read_text("utf-8").split("\n"))[:limit]
    return figures(answers(gold, SHARED / "data", processes))


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, help="only the first N clauses")
    parser.add_argument("--processes", type=int, default=2)
    other = parser.add_mutually_exclusive_group()
    other.add_argument("--dev", action="store_true", help="the development clauses, not the gold")
    other.add_argument("--drawn", action="store_true", help="those that were drawn and labelled later")
    parser.add_argument("--errors", action="store_true", help="list what disagrees (of the gold, the first half)")
    chosen = parser.parse_args()
    if not (SHARED / "data" / "state").is_dir():
        print(f"The texts are not at {SHARED / 'data'}; they live beside the checkout. Nothing measured.")
        return 1
    mending = chosen.dev or chosen.drawn
    path = DEVELOPMENT if chosen.dev else DRAWN if chosen.drawn else GOLD
    gold = clauses(path.read_text("utf-8").split("\n"))[: chosen.limit]
    found = answers(gold, SHARED / "data", chosen.processes)
    _tell(found, halves=not mending)
    if chosen.errors:
        shown = [a for a in found if mending or a.clause.half == 0]
        for answer in (a for a in shown if a.found != a.clause.status):
            place = answer.clause
            print(*place.text, f"{place.start}:{place.end}", place.status, "->", answer.found)
    return 0


def _tell(found: Sequence[Answer], halves: bool) -> None:
    measured = figures(found)
    print("\n".join(table(measured)))
    for status, row in measured["confusion"].items():
        print(f"{status}: {row}")
    for half in (0, 1) if halves else ():
        some = figures([answer for answer in found if answer.clause.half == half])
        print(
            f"half {half}: {some['clauses']} clauses, macro-F1 {some['macro_f1']:.3f}, accuracy {some['accuracy']:.3f}"
        )


if __name__ == "__main__":
    sys.exit(main())
