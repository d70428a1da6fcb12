"""A mean of two trained readers, and heads of acts that learn anew on an encoder that stays as it is.

    python -m train.mixing ONE OTHER OUT --share 0.75 [--data DATA --epochs 8]

Many epochs make a reader surer of its corpora and odder elsewhere; between it and the one that it began from lies one
that is better on both (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"). Heads that one of the two lacks
are taken from the other, and fit the mean's vectors only after they have seen them: with --data they are trained
once more, alone. share: of OTHER in the mean.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import torch
from torch import Tensor, nn

from train.batches import Batch, collate
from train.corpora import CORPORA
from train.encoder import Encoder
from train.losses import act_losses
from train.model import Reader
from train.torchrunner import load, load_weights, save
from train.weights import load_tokenizer
from train.windows import cut

_RATE, _DROPOUT, _TOGETHER = 1e-3, 0.15, 24
_NEW = ("acts.", "act.")


def mean(one: Path, other: Path, share: float) -> Reader:
    """The weights between two readers; ValueError unless they have the same labels and shape."""
    first, shape, labels = load_weights(one)
    second, same_shape, same_labels = load_weights(other)
    if (shape, labels) != (same_shape, same_labels):
        raise ValueError(f"{one} and {other} have other shapes or labels; a mean needs two of one kind")
    reader = Reader(Encoder(shape), labels)
    reader.load_state_dict(
        {
            name: value if name.startswith(_NEW) or name not in first else share * value + (1 - share) * first[name]
            for name, value in second.items()
        }
    )
    return reader


def settle(reader: Reader, folder: Path, data: Path, epochs: int) -> Iterator[list[float]]:
    """Train the heads of acts alone; gives the mean losses of types, statuses and sides after each epoch."""
    _, pieces, labels = load(folder)
    examples = [e for c in CORPORA if c.train and c.layers == ("acts",) for e in c.train(data)]
    windows = [w for e in examples for w in cut(e, pieces.length, 160, labels) if w.acts]
    windows.sort(key=lambda w: len(w.words))
    some = [collate(windows[i : i + _TOGETHER], pieces) for i in range(0, len(windows), _TOGETHER)]
    with torch.no_grad():
        seen = [(reader.eval().words(b.ids, b.first, b.last, b.cases), b) for b in some]
    heads = nn.ModuleList([reader.acts, reader.act])
    optimiser = torch.optim.AdamW(heads.parameters(), lr=_RATE, weight_decay=0.02)
    falling = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, epochs * len(seen))
    for epoch in range(epochs):
        Random(epoch).shuffle(seen)
        sums = [_learn(reader, vectors, batch, optimiser, falling) for vectors, batch in seen]
        yield [sum(column) / len(column) for column in zip(*sums, strict=True)]


def _learn(
    reader: Reader,
    vectors: Tensor,
    batch: Batch,
    optimiser: torch.optim.Optimizer,
    falling: torch.optim.lr_scheduler.LRScheduler,
) -> list[float]:
    vectors = nn.functional.dropout(vectors, _DROPOUT)
    found = act_losses(reader, reader.acts(vectors), reader.act.near(vectors), reader.act.far(vectors), batch)
    values = [loss for loss in found.values() if loss is not None]
    total = torch.stack(values).sum()
    optimiser.zero_grad()
    total.backward()  # type: ignore[no-untyped-call]
    optimiser.step()
    falling.step()
    return [float(loss.detach()) if loss is not None else 0.0 for loss in found.values()]


def main() -> None:
    """Mix two folders into a third."""
    parser = argparse.ArgumentParser(description="Mix two trained readers.")
    for name in ("one", "other", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--share", type=float, default=0.75)
    parser.add_argument("--data", type=Path, help="corpora to train the heads of acts on once more")
    parser.add_argument("--epochs", type=int, default=8)
    given = parser.parse_args()
    torch.manual_seed(1)
    reader = mean(given.one, given.other, given.share)
    if given.data:
        for row in settle(reader, given.other, given.data, given.epochs):
            sys.stdout.write(json.dumps([round(value, 4) for value in row]) + "\n")
    save(given.out, reader, load_tokenizer(given.other), load_weights(given.other)[2])


if __name__ == "__main__":
    main()
