"""Words that tell of acts, labelled for onrecord: PLOVER type, status, actors and recipients.

The labels are in train/acts/*.jsonl, one line a sentence, and point into texts of other corpora, which stay where they
are: {"text": key, "at": [start, end], "acts": [[start, end, type, status, actors, recipients] …]}, all offsets in code
points of the text that the key names. Sentences that were written for onrecord stand in the file itself ("words").
The guideline is train/acts/README.md.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from onrecord.nlp.tokens import tokenise
from train.corpora import bio, polnear
from train.corpora.example import Act, Bounds, Example, Index

FOLDER = Path(__file__).resolve().parent.parent / "acts"
# How much of the text around the sentence is shown with it.
_BEFORE, _AFTER = 300, 200
_DEV = 10
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_OUTLETS = re.compile(r"\(\(?[^()]*\)\)?\s*$")


def read(data: Path, files: tuple[str, ...], dev: bool, folder: Path = FOLDER) -> Iterator[Example]:
    """The labelled sentences of some files with the text around them. data: folder of all corpora; dev: the tenth of
    the texts that is for measuring, else the rest."""
    texts = Texts(data)
    for name in files:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            key = str(row["text"])
            if is_dev(key) == dev:
                yield example(key, row["words"] if "words" in row else texts.of(key), row)


def is_dev(key: str) -> bool:
    """Whether the text is one of those that are kept for measuring."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % _DEV == 0


def example(key: str, text: str, row: dict[str, list[list[object]]]) -> Example:
    """One labelled sentence, with what stands around it."""
    first, last = (int(str(x)) for x in row["at"])
    start = text.find(" ", max(0, first - _BEFORE)) + 1 if first > _BEFORE else 0
    end = text.rfind(" ", last, last + _AFTER) if len(text) > last + _AFTER else len(text)
    shown = text[min(start, first) : max(end, last)]
    offset = min(start, first)
    tokens = tuple(tokenise(shown))
    index = Index(tokens)
    found: dict[int, Act] = {}
    for row_start, row_end, kind, status, actors, recipients in row["acts"]:
        place = _head(index, (int(str(row_start)) - offset, int(str(row_end)) - offset))
        if place is not None:
            sides = (_heads(index, side, offset) for side in (actors, recipients))
            found[place] = Act(place, str(kind), str(status), *sides)
    return Example(f"{key}@{first}", "acts", shown, tokens, acts=tuple(a for _, a in sorted(found.items())))


def _head(index: Index, place: Bounds) -> int | None:
    first, end = index.range(*place)
    return end - 1 if first < end else None


def _heads(index: Index, spans: object, offset: int) -> tuple[int, ...]:
    assert isinstance(spans, list)
    found = (_head(index, (int(start) - offset, int(end) - offset)) for start, end in spans)
    return tuple(i for i in found if i is not None)


class Texts:
    """The texts that keys name: "state/7" is the eighth release, "ce/FILE/2" the third event of a day of the Current
    Events portal; others are ids of Worldwide or PolNeAR reports. A corpus is read when first asked for."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._of: dict[str, Callable[[str], str]] = {"state": cache(self._state), "ce": cache(self._event)}
        self._releases: list[str] = []
        self._reports: dict[str, str] = {}

    def of(self, key: str) -> str:
        """The text; KeyError where no corpus has it."""
        kind, _, rest = key.partition("/")
        return self._of[kind](rest) if kind in self._of else self._report(key)

    def _state(self, number: str) -> str:
        if not self._releases:
            with (self._data / "state/releases.jsonl").open(encoding="utf-8") as file:
                self._releases = [str(json.loads(line)["text"]) for line in file]
        return self._releases[int(number)]

    def _event(self, name: str) -> str:
        file, _, number = name.partition("/")
        return current_events(self._data / "stories/current_events" / file)[int(number)]

    def _report(self, key: str) -> str:
        if not self._reports:
            data = self._data
            for some in (
                bio.read_worldwide(data / "ner/worldwide", "train"),
                polnear.read_folder(data / "polnear/train"),
            ):
                self._reports.update((e.id, e.text) for e in some)
        return self._reports[key]


def current_events(path: Path) -> list[str]:
    """The sentences of a day of the portal without links, headings and outlets."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"\s*\*\s+(.*)", line):
            plain = _OUTLETS.sub("", _LINK.sub(r"\1", match[1])).strip()
            plain = re.sub(r"\*|_", "", plain).strip()
            if len(plain.split()) > 8 and plain.endswith((".", '."')):
                found.append(plain)
    return found
