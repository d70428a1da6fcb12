"""The reader alone behind the reading contract: JSON lines in, JSON lines out, for the black-box scorers.

    python -m train.answer MODEL [--onnx reader.int8.onnx] < texts.jsonl

Gives sentences, tokens (no lemmas), names, attributions and event words; everything else of the contract is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch

from train.corpora.example import Bounds
from train.export import onnx_model
from train.reading import Model, Reading, read
from train.torchrunner import load, pairs_of, reading_model

_EVENT = 0.5
_DEGREES = ("unknown", "possible", "probable", "certain")


def contract(name: str, text: str, reading: Reading) -> dict[str, Any]:
    """One answer line."""
    at = reading.tokens
    tokens = zip(at, reading.upos, reading.heads, reading.deprels, strict=True)
    return {
        "id": name,
        "sentences": [[at[a][0], at[b - 1][1]] for a, b in reading.sentences],
        "tokens": [
            {"start": s, "end": e, "upos": upos, "lemma": text[s:e], "head": head, "deprel": deprel}
            for (s, e), upos, head, deprel in tokens
        ],
        "names": [{"start": at[a][0], "end": at[b - 1][1], "type": kind} for a, b, kind in reading.names],
        "attributions": [
            {part: runs(getattr(credit, part), at) for part in ("source", "cue", "content")}
            for credit in reading.credits
            if credit.content
        ],
        "events": [_event(at[i], value) for i, value in enumerate(reading.values) if reading.events[i] > _EVENT],
    }


def _event(place: Bounds, value: float) -> dict[str, Any]:
    degree = _DEGREES[min(3, int(abs(value) + 0.5))]
    return {"trigger": list(place), "certainty": degree, "polarity": "negative" if value < 0 else "positive"}


def runs(tokens: Iterable[int], at: list[Bounds]) -> list[list[int]]:
    """Neighbouring tokens as one stretch of text each."""
    found: list[list[int]] = []
    last = -2
    for i in sorted(tokens):
        if i == last + 1:
            found[-1][1] = at[i][1]
        else:
            found.append([*at[i]])
        last = i
    return found


def _model(folder: Path, onnx: str | None) -> Model:
    reader, pieces, labels = load(folder)
    if onnx is None:
        return reading_model(reader, pieces, labels)
    return onnx_model(folder / onnx, pieces, labels, pairs_of(reader))


def main() -> None:
    """Answer until the input ends."""
    parser = argparse.ArgumentParser(description="Answer the reading contract with the reader alone.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--onnx")
    given = parser.parse_args()
    torch.set_num_threads(1)
    model = _model(given.model, given.onnx)
    for line in sys.stdin:
        row = json.loads(line)
        answer = contract(row["id"], row["text"], read([row["text"]], model)[0])
        sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
