"""Whole records against lists written blind: how many lines are found, how many records right in all five fields.

    python -m evaluation.records                        # records_gold.jsonl, two processes
    python -m evaluation.records --gold evaluation/records_test.jsonl     # the lists that nothing may be tried on
    python -m evaluation.records --gold FILE --errors   # a list written by words will do; what is missing and wrong
    python -m evaluation.records --gold FILE --offsets  # print a list by offsets, as records_gold.jsonl keeps it

The fields are type, status, actor, recipient or object, and according to whom. A record is right if all five are,
partly right with one wrong, wrong with two or more; extra if it is on no line, unless it names the record that it
repeats. What stands on a line marked optional is in no figure. A name is right if one of the two has all the words of
the other, if both are the same entity of the text or the same country. All who act and all whom it is done to must be
there; no other actor, recipient or source may be. An object more than the line has does no harm, lines name one or the
other; nor does the source that signs the whole text. The texts lie in ../shared/data; how the lines are written:
`recordlines.py`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from evaluation.recordlines import Ends, Line, Name, by_offsets, lines_of, paired
from evaluation.score import SHARED
from evaluation.status import clean
from onrecord.extract.countries import country_of
from onrecord.ingest import from_json
from onrecord.model import Document, Participant, Record, Report, Role, SourceLink
from onrecord.pipeline import run
from onrecord.pool import Failed, in_order

GOLD = Path(__file__).resolve().parent / "records_gold.jsonl"
# Of other texts: whoever mends rules looks at its figures alone, never at its errors.
TEST = GOLD.with_name("records_test.jsonl")
FIELDS = ("type", "status", "actor", "object", "according to")
KINDS = ("current events", "State")
_SIGNED = re.compile(r"attribut(?:able|ed)\s+to\s+([^:\n]+):")
_WORD = re.compile(r"\w+")
_SMALL = frozenset("the a an of in at for and s mr mrs ms dr his her its their your government".split())
# The forms of one pronoun are one word.
_PERSONS = {**dict.fromkeys("us our ours ourselves".split(), "we"), **dict.fromkeys("me my mine myself".split(), "i")}
_STATES = (None, "GOV")


@dataclass(frozen=True, slots=True)
class Judged:
    """A line and what became of it. wrong: the fields that are; None: no record."""

    line: Line
    wrong: tuple[str, ...] | None
    found: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """One text: its lines, and the extra records as (trigger, lemma)."""

    text: str
    lines: tuple[Judged, ...]
    extra: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Which kind of text it is."""
        return KINDS[self.text.startswith("state/")]


def report_of(key: str, data: Path = SHARED / "data") -> Report:
    """The report that a key names, with what its publisher says of it."""
    kind, _, place = key.partition("/")
    if kind == "state":
        given = json.loads(_pages(data / "state" / "releases.jsonl")[int(place)])
        return from_json({**given, "outlet": "U.S. Department of State"})
    file, _, line = place.rpartition(":")
    page = _pages(data / "stories" / "current_events" / file)
    return from_json({"text": clean(page[int(line)]), "published": file[:10]})


@cache
def _pages(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")


def judged(document: Document, lines: Sequence[Line]) -> Read:
    """What became of the lines of one text."""
    records = document.records
    faults = [[_faults(document, line, record) for record in records] for line in lines]
    triggers = [(r.trigger.span.start, r.trigger.span.end) for r in records]
    done = paired(list(lines), triggers, lambda n, m: -len(faults[n][m]))
    of = dict(done.pairs)
    found = tuple(
        Judged(line, tuple(faults[n][of[n]]), shown(records[of[n]])) if n in of else Judged(line, None)
        for n, line in enumerate(lines)
    )
    return Read(lines[0].text, found, tuple(shown(records[m]) for m in done.extra if records[m].same_as is None))


def _faults(document: Document, line: Line, record: Record) -> list[str]:
    """The fields that are wrong."""
    actors = [p for p in record.participants if p.role is Role.ACTOR]
    others = [p for p in record.participants if p.role is not Role.ACTOR]
    recipients = [p for p in others if p.role is Role.RECIPIENT]
    right = (
        (record.type or "none") in line.types,
        str(record.status) in line.statuses,
        _all(document, line.actors, actors) and _known(document, line.actors, actors),
        _placed(document, line.objects, others, record) and _known(document, line.objects, recipients),
        _all(document, line.according, record.according_to)
        and _known(document, (*line.according, *_signed(document.report)), record.according_to),
    )
    return [field for field, good in zip(FIELDS, right, strict=True) if not good]


def _signed(report: Report) -> tuple[Name, ...]:
    """Who signs the whole text: to name them as its source does no harm."""
    return tuple((name,) for name in (*report.bylines, *_SIGNED.findall(report.text)))


Who = Participant | SourceLink


def _all(document: Document, names: Iterable[Name], given: Sequence[Who]) -> bool:
    return all(any(_is(document, name, one) for one in given) for name in names)


def _known(document: Document, names: Sequence[Name], given: Iterable[Who]) -> bool:
    """Whether nobody is given that is not on the list; who is not named at all ("reportedly") does no harm."""
    return all(one.name is None or any(_is(document, name, one) for name in names) for one in given)


def _placed(document: Document, names: Iterable[Name], given: Sequence[Who], record: Record) -> bool:
    """Whether all whom it is done to are there; it may be the place ("travelled to"), or the word ("held talks")."""
    spans = [record.trigger.span, *([record.place.span] if record.place else [])]
    told = [(span.start, span.end) for span in spans]
    rest = [name for name in names if not any(isinstance(e, tuple) and _meet(e, t) for e in name for t in told)]
    return _all(document, rest, given)


def _is(document: Document, name: Name, one: Who) -> bool:
    return any(_same(document, meant, one) for meant in name)


def _same(document: Document, meant: Ends | str, one: Who) -> bool:
    """Whether the words meant are the one given: by their words, their entity or their country."""
    words = meant if isinstance(meant, str) else document.text[slice(*meant)]
    span = one.span if isinstance(one, Participant) else one.source
    written = span.of(document.text) if span else ""
    if any(_contained(words, other) for other in (one.name or "", written)):
        return True
    if one.country is not None and country_of(words) == one.country and one.sector in _STATES:
        return True
    if isinstance(meant, str) or one.entity is None:
        return False
    return any(m.entity == one.entity for m in document.mentions if _meet((m.span.start, m.span.end), meant))


def _contained(one: str, other: str) -> bool:
    mine, theirs = _words(one), _words(other)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _words(name: str) -> frozenset[str]:
    every = frozenset(_PERSONS.get(w.lower(), w.lower()) for w in _WORD.findall(name))
    return every - _SMALL - {"we", "i"} or every


def _meet(one: Ends, other: Ends) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def shown(record: Record) -> str:
    """A record in a line."""
    parties = ", ".join(f"{p.role}={p.name}" for p in record.participants)
    sources = " > ".join(link.name or "?" for link in record.according_to)
    where = f"{record.trigger.span.start}:{record.trigger.span.end}"
    return f"{record.trigger.text} [{where}] {record.type or 'none'} {record.status} ({parties}) <{sources}>"


def read_all(gold: Sequence[Line], processes: int) -> list[Read]:
    """Each text read once, whole; no line of a text that cannot be read is found."""
    groups = [list(group) for _, group in groupby(sorted(gold, key=lambda line: line.text), key=lambda line: line.text)]
    done = in_order(_read, groups, processes)
    return [
        Read(group[0].text, tuple(Judged(line, None) for line in group), ()) if isinstance(one, Failed) else one
        for group, one in zip(groups, done, strict=True)
    ]


def _read(lines: list[Line]) -> Read:
    return judged(run(report_of(lines[0].text)), lines)


def figures(read: Sequence[Read]) -> dict[str, Any]:
    """What is printed and kept, per kind of text and of all."""
    kinds = {kind: [one for one in read if one.kind == kind] for kind in KINDS}
    return {kind: _figures(some) for kind, some in [*kinds.items(), ("all", list(read))] if some}


def _figures(read: Sequence[Read]) -> dict[str, Any]:
    lines = [one for text in read for one in text.lines if not one.line.optional]
    found = [one.wrong for one in lines if one.wrong is not None]
    extra = sum(len(text.extra) for text in read)
    right, partly = (sum(len(wrong) == n for wrong in found) for n in (0, 1))
    wrong = len(found) - right - partly
    given = len(found) + extra
    return {
        "texts": len(read),
        "lines": len(lines),
        "right": right,
        "partly": partly,
        "wrong": wrong,
        "missed": len(lines) - len(found),
        "extra": extra,
        "optional": sum(one.line.optional and one.wrong is not None for text in read for one in text.lines),
        "precision": right / max(1, given),
        "precision_half": (right + partly / 2) / max(1, given),
        "recall": right / max(1, len(lines)),
        "recall_half": (right + partly / 2) / max(1, len(lines)),
        "events_found": len(found) / max(1, len(lines)),
        "fields": {field: sum(field not in wrong for wrong in found) / max(1, len(found)) for field in FIELDS},
    }


def table(measured: dict[str, Any]) -> list[str]:
    """The figures as a page shows them."""
    kinds = list(measured)
    counts = ("texts", "lines", "right", "partly", "wrong", "missed", "extra", "optional")
    shares = {
        "precision": "precision, all five fields right",
        "precision_half": "precision, one wrong field = ½",
        "recall": "recall, all five fields right",
        "recall_half": "recall, one wrong field = ½",
        "events_found": "recall of events (any record)",
    }
    rows = [["", *kinds], ["---"] * (len(kinds) + 1)]
    rows += [[name, *(str(measured[kind][name]) for kind in kinds)] for name in counts]
    rows += [[said, *(_percent(measured[kind][name]) for kind in kinds)] for name, said in shares.items()]
    rows += [[f"{field} right", *(_percent(measured[kind]["fields"][field]) for kind in kinds)] for field in FIELDS]
    return ["| " + " | ".join(row) + " |" for row in rows]


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def errors(read: Iterable[Read]) -> list[str]:
    """Lines without a record, records with wrong fields and extra records, text by text."""
    told = []
    for text in read:
        own = report_of(text.text).text
        told.append(f"== {text.text}")
        for one in text.lines:
            mark = " (optional)" if one.line.optional else ""
            if one.wrong is None:
                told.append(f"  missed{mark}: {expected(one.line, own)}")
            elif one.wrong and not mark:
                told += [f"  {', '.join(one.wrong)}: {expected(one.line, own)}", f"      {one.found}"]
        told += [f"  extra: {one}" for one in text.extra]
    return told


def expected(line: Line, text: str) -> str:
    """A line as people read it."""

    def names(some: Iterable[Name]) -> str:
        return ", ".join("|".join(e if isinstance(e, str) else text[slice(*e)] for e in name) for name in some)

    word = text[slice(*line.at[0])]
    where = ":".join(map(str, line.at[0]))
    parties = f"{names(line.actors)} -> {names(line.objects)}"
    return f"{word} [{where}] {'/'.join(line.types)} {'/'.join(line.statuses)} ({parties}) <{names(line.according)}>"


def measure(gold: Path = GOLD, processes: int = 2) -> dict[str, Any]:
    """The figures over a list."""
    return figures(read_all(lines_of(_json_lines(gold), _text), processes))


def _json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def _text(key: str) -> str:
    return report_of(key).text


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", default=[GOLD])
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--errors", action="store_true", help="list what is missing, wrong and extra")
    parser.add_argument("--offsets", action="store_true", help="print the lines by offsets and measure nothing")
    chosen = parser.parse_args()
    if not (SHARED / "data" / "state").is_dir():
        print(f"The texts are not at {SHARED / 'data'}; they live beside the checkout. Nothing measured.")
        return 1
    given = [line for path in chosen.gold for line in _json_lines(path)]
    if chosen.offsets:
        for line in given:
            print(json.dumps(by_offsets(line, _text(line["text"]))))
        return 0
    read = read_all(lines_of(given, _text), chosen.processes)
    print("\n".join(table(figures(read))))
    if chosen.errors:
        wrong = Counter(
            field for text in read for one in text.lines if not one.line.optional for field in one.wrong or ()
        )
        print(*(f"{field}: {count}" for field, count in wrong.most_common()), *errors(read), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
