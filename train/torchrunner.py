"""The model in torch as reading wants it, and models as folders."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from onrecord.nlp import labels as inventories
from onrecord.nlp.labels import Labels
from onrecord.nlp.pairs import Pair
from onrecord.nlp.pieces import CASES, Pieces
from train.batches import inputs
from train.encoder import Encoder, Shape
from train.fused import FusedReader
from train.model import OUTPUTS, PairHead, Reader
from train.reading import Model, Runner
from train.weights import load_tokenizer

PAIRS = ("relation", "credit", "role", "antecedent", "act")


def pairs_of(reader: Reader) -> dict[str, Pair]:
    """The pair heads' last matrices as arrays."""
    found = {}
    for name in PAIRS:
        head = getattr(reader, name)
        assert isinstance(head, PairHead)
        found[name] = Pair(head.out.weight.detach().cpu().numpy(), head.out.bias.detach().cpu().numpy())
    return found


def reading_model(reader: Reader, pieces: Pieces, labels: Labels, longest: int = 192) -> Model:
    """A model that reads with torch on the device where its weights are, 16 windows at a time."""
    longest = min(longest, reader.encoder.shape.positions)
    return Model(torch_runner(reader, pieces), pieces, labels, pairs_of(reader), longest)


def torch_runner(reader: Reader | FusedReader, pieces: Pieces) -> Runner:
    """Words to the tensors named in OUTPUTS."""
    device = next(reader.parameters()).device

    def run(words: Sequence[Sequence[str]], spaced: Sequence[Sequence[bool]]) -> dict[str, np.ndarray]:
        reader.eval()
        given = [tensor.to(device) for tensor in inputs(words, spaced, pieces)]
        with torch.inference_mode():
            return {name: value.float().cpu().numpy() for name, value in zip(OUTPUTS, reader(*given), strict=True)}

    return run


def save(folder: Path, reader: Reader, tokenizer: Tokenizer, labels: Labels) -> None:
    """Write weights, shape, labels and vocabulary: all that `load` and the export need."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(reader.state_dict(), folder / "reader.pt")
    (folder / "shape.json").write_text(json.dumps(asdict(reader.encoder.shape)), encoding="utf-8")
    labels.save(folder / "labels.json")
    tokenizer.save(str(folder / "tokenizer.json"))


def load_weights(folder: Path) -> tuple[dict[str, torch.Tensor], Shape, Labels]:
    """Weights, shape and labels that `save` wrote; of an older version some heads may be missing."""
    shape = Shape(**json.loads((folder / "shape.json").read_text(encoding="utf-8")))
    weights = torch.load(folder / "reader.pt", map_location="cpu", weights_only=True)
    return weights, shape, inventories.load(folder / "labels.json")


def load(folder: Path) -> tuple[Reader, Pieces, Labels]:
    """A model that `save` wrote."""
    weights, shape, labels = load_weights(folder)
    reader = Reader(Encoder(shape), labels)
    reader.load_state_dict(weights)
    return reader.eval(), Pieces(load_tokenizer(folder), shape.cases == CASES), labels
