"""How far a text commits to its events, -3 to 3: UDS It-Happened, MEANTIME and UW in one layout; CommitmentBank."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.nlp.tokens import tokenise
from train.corpora.example import Bounds, Example, Fact, Facts, Index, joined


def read_file(path: Path, corpus: str, all_events: bool = False) -> Iterator[Example]:
    """Sentences of a JSON-lines file: "text" with words apart by a space, "targets" with "span1" and "label".

    all_events: whether the corpus marks every event, so that other words are none.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        targets = [(int(t["span1"][0]), float(t["label"])) for t in row["targets"]]
        yield example(f"{corpus}/{path.stem}/{number}", row["text"].split(" "), targets, corpus, all_events)


def example(
    name: str, words: Sequence[str], targets: Sequence[tuple[int, float]], corpus: str, all_events: bool = False
) -> Example:
    """One sentence. targets: position of the event word and its value."""
    text, bounds = joined(words)
    tokens = tuple(tokenise(text))
    index = Index(tokens)
    facts = {place: value for word, value in targets if (place := _token(index, bounds[word])) is not None}
    found = Facts(tuple(Fact(place, value) for place, value in sorted(facts.items())), all_events)
    return Example(name, corpus, text, tokens, ((0, len(tokens)),), facts=found)


def _token(index: Index, place: Bounds) -> int | None:
    """The last of our tokens in the corpus's word: the head where a hyphened word is cut."""
    first, end = index.range(*place)
    return end - 1 if first < end else None


def read_commitments(path: Path) -> Iterator[tuple[str, str, float]]:
    """CommitmentBank: context and target sentence, its embedded clause, and the mean commitment -3 to 3."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield f"{row['Context']} {row['Target']}".strip(), row["Prompt"], float(row["Mean"])
