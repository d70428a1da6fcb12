"""Tells lands and towns (GPE) from other places (LOC) by the package's tables, where a corpus says "Location"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from train.corpora.example import Example, NameSpan

_NATURE = re.compile(
    r"\b(?:seas?|oceans?|rivers?|lakes?|mounts?|mountains?|mt\.?|valley|desert|gulf|bay|straits?|islands?|peninsula|coast|"
    r"canal|forest|hills?|plains?|plateau|basin|delta|cape|continent|region|north|south|east|west|northern|southern|"
    r"eastern|western|central)\b",
    re.IGNORECASE,
)
_UNSETTLED = frozenset({"LOC", "GPE"})


@dataclass(frozen=True, slots=True)
class Places:
    """Names in lower case. governed: countries, regions and towns; natural: continents, seas and the like."""

    governed: frozenset[str]
    natural: frozenset[str]

    def types(self, name: str) -> frozenset[str]:
        """GPE, LOC, or both where the tables do not say."""
        key = name.lower()
        if key in self.natural:
            return frozenset({"LOC"})
        if key in self.governed:
            return frozenset({"GPE"})
        return frozenset({"LOC"}) if _NATURE.search(name) else _UNSETTLED


def load(folder: Path) -> Places:
    """The tables in src/onrecord/data/places."""
    governed = {
        name.lower() for row in _rows(folder / "countries.tsv") for cell in row[6:8] for name in cell.split("|")
    }
    natural = {name.lower() for row in _rows(folder / "regions.tsv") for name in row[0].split("|")}
    with (folder / "gazetteer.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            fields = line.split("\t")
            if len(fields) > 2 and fields[2] in ("city", "region", "district"):
                governed.update((fields[0], fields[1].lower()))
    return Places(frozenset(governed) - {""}, frozenset(natural) - {""})


def settle(example: Example, places: Places) -> Example:
    """The example with "LOC or GPE" decided wherever the tables do; other names stay as they are."""
    if example.names is None:
        return example
    spans = tuple(_settled(example, span, places) for span in example.names.spans)
    return replace(example, names=replace(example.names, spans=spans))


def _settled(example: Example, span: NameSpan, places: Places) -> NameSpan:
    if not span.types >= _UNSETTLED:
        return span
    text = example.text[example.tokens[span.start][0] : example.tokens[span.end - 1][1]]
    found = places.types(text)
    return span if found == _UNSETTLED else replace(span, types=found)


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
