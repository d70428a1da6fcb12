"""The trained reader as ONNX: fp32, and int8 for the package.

    python -m train.export MODEL OUT --data DATA [--documents 10]

MODEL is a folder that training wrote. Linear layers are smoothed, then quantised dynamically, per channel and with
reduced range (plain int8 saturates on CPUs without VNNI); piece vectors row by row. Texts of open corpora in DATA show
how large the layers' inputs get; both models are scored on development documents. Dynamic quantisation looks at a whole
batch at once, so the int8 model must be run one window at a time to give the same output whatever the batch.
"""

from __future__ import annotations

import argparse
import copy
import json
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from onrecord.nlp.labels import Labels
from onrecord.nlp.pairs import Pair
from onrecord.nlp.pieces import Pieces
from train import scoring
from train.attention import fuse
from train.batches import inputs
from train.corpora import CORPORA
from train.corpora.example import Licence
from train.fused import FusedReader
from train.model import OUTPUTS, Reader
from train.reading import Model, read
from train.torchrunner import load, pairs_of, reading_model, torch_runner

OPSET = 17
# How much of the unevenness goes into the weights; 0 leaves all of it with the inputs.
_SMOOTHING = 0.75
# Texts of each corpus that are looked at for it.
_SAMPLES = 4
_INPUTS = ("ids", "first", "last", "cases")


class RowQuantised(nn.Module):
    """An embedding in int8 with one scale a row: a quarter of the size, and as exact as piece vectors need."""

    table: Tensor
    scale: Tensor

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """ids: any shape. Gives one vector each."""
        vectors: Tensor = torch.nn.functional.embedding(ids, self.table).float()
        return vectors * torch.nn.functional.embedding(ids, self.scale)


class Smoothed(nn.Module):
    """A linear layer whose inputs are evened out before, and its weights after them (SmoothQuant).

    A few of the encoder's dimensions are a hundred times larger than the rest; with one int8 scale for all of them the
    rest would be rounded away.
    """

    def __init__(self, linear: nn.Linear, largest: Tensor) -> None:
        super().__init__()
        weights = linear.weight.detach().abs().amax(0).clamp_min(1e-5)
        scale = (largest.clamp_min(1e-5) ** _SMOOTHING / weights ** (1 - _SMOOTHING)).clamp_min(1e-5)
        self.inverse = nn.Parameter(1 / scale, requires_grad=False)
        self.linear = nn.Linear(linear.in_features, linear.out_features)
        self.linear.weight = nn.Parameter(linear.weight.detach() * scale, requires_grad=False)
        self.linear.bias = linear.bias

    def forward(self, x: Tensor) -> Tensor:
        """As the layer that it stands for."""
        result: Tensor = self.linear(x * self.inverse)
        return result


def smooth(reader: FusedReader, model: Model, texts: Sequence[str]) -> FusedReader:
    """A copy of the reader with smoothed linear layers. model: reads with it; texts: samples, for the inputs' sizes."""
    largest: dict[str, Tensor] = {}

    def note(name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def hook(module: nn.Module, given: tuple[Tensor, ...]) -> None:
            size = given[0].detach().abs().flatten(0, -2).amax(0)
            largest[name] = torch.maximum(largest[name], size) if name in largest else size

        return hook

    linear = {name: module for name, module in reader.named_modules() if isinstance(module, nn.Linear)}
    hooks = [module.register_forward_pre_hook(note(name)) for name, module in linear.items()]
    read(texts, model)
    for hook in hooks:
        hook.remove()
    reader = copy.deepcopy(reader)
    for name, size in largest.items():
        parent, _, last = name.rpartition(".")
        setattr(reader.get_submodule(parent), last, Smoothed(linear[name], size))
    return reader


def export(reader: Reader, pieces: Pieces, labels: Labels, texts: Sequence[str], out: Path) -> None:
    """Write reader.onnx (fp32), reader.int8.onnx, pairs.npz and labels.json. texts: for `smooth`."""
    out.mkdir(parents=True, exist_ok=True)
    labels.save(out / "labels.json")
    arrays = {
        f"{name}.{part}": getattr(pair, part) for name, pair in pairs_of(reader).items() for part in ("weight", "bias")
    }
    np.savez(out / "pairs.npz", **arrays)
    fused = FusedReader(reader)
    _write(fused, pieces, out / "reader.onnx")
    even = smooth(fused, replace(reading_model(reader, pieces, labels), runner=torch_runner(fused, pieces)), texts)
    even.encoder.words = RowQuantised(reader.encoder.words.weight.detach())  # type: ignore[assignment]
    _write(even, pieces, out / "half.onnx")
    quantize_dynamic(
        out / "half.onnx",
        out / "reader.int8.onnx",
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
    (out / "half.onnx").unlink()
    fuse(out / "reader.int8.onnx", reader.encoder.shape.heads)


def calibration(data: Path) -> list[str]:
    """Some training texts of the open corpora."""
    found: list[str] = []
    for corpus in CORPORA:
        if corpus.train is not None and corpus.licence is Licence.OPEN:
            found.extend(example.text for example in islice(corpus.train(data), _SAMPLES))
    return found


def _write(reader: FusedReader, pieces: Pieces, path: Path) -> None:
    sample = inputs([["Ann", "left", "."], ["Lume"]], [[True, True, False], [True]], pieces)
    names = _INPUTS[: len(sample)]
    axes = {name: {0: "batch", 1: "words" if name in ("first", "last") else "pieces"} for name in names}
    axes |= {name: {0: "batch", 1: "words"} for name in OUTPUTS}
    axes["arcs"][2] = "words"
    torch.onnx.export(
        reader.eval(),
        sample,
        str(path),
        input_names=list(names),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def onnx_model(path: Path, pieces: Pieces, labels: Labels, pairs: dict[str, Pair], longest: int = 192) -> Model:
    """A model that reads with onnxruntime, one window at a time."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(words: Sequence[Sequence[str]], spaced: Sequence[Sequence[bool]]) -> dict[str, np.ndarray]:
        given = [tensor.numpy() for tensor in inputs(words, spaced, pieces)]
        found = session.run(list(OUTPUTS), dict(zip(_INPUTS, given, strict=False)))
        return dict(zip(OUTPUTS, found, strict=True))

    return Model(run, pieces, labels, pairs, longest, batch=1)


def parity(models: dict[str, Model], data: Path, documents: int) -> dict[str, dict[str, object]]:
    """Scores and tokens a second of each model on the first development documents of each corpus, 0 for all."""
    scorers = {"worldwide": scoring.names, "gum": scoring.syntax, "polnear": scoring.attribution}
    scorers |= dict.fromkeys(("uw", "meantime"), scoring.factuality)
    scorers |= dict.fromkeys(("acts", "acts_open"), scoring.acts)
    found: dict[str, dict[str, object]] = {}
    for name, model in models.items():
        row: dict[str, object] = {}
        count, began = 0, time.perf_counter()
        for corpus in CORPORA:
            if corpus.dev is None or corpus.name not in scorers:
                continue
            examples = list(corpus.dev(data))[: documents or None]
            readings = read([e.text for e in examples], model)
            count += sum(len(r.tokens) for r in readings)
            scores = scorers[corpus.name](zip(examples, readings, strict=True))
            row[corpus.name] = {key: round(value, 2) for key, value in scores.items()}
        row["tokens/s"] = round(count / (time.perf_counter() - began))
        found[name] = row
    return found


def main() -> None:
    """Export, and score if there is data."""
    parser = argparse.ArgumentParser(description="Export the reader to ONNX.")
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=0, help="development documents a corpus to score, 0 for all")
    given = parser.parse_args()
    torch.set_num_threads(1)
    reader, pieces, labels = load(given.model)
    export(reader, pieces, labels, calibration(given.data), given.out)
    shutil.copy(given.model / "tokenizer.json", given.out / "tokenizer.json")
    sizes = {path.name: path.stat().st_size for path in sorted(given.out.iterdir())}
    sys.stdout.write(json.dumps({"bytes": sizes}) + "\n")
    pairs = pairs_of(reader)
    paths = {"fp32": "reader.onnx", "int8": "reader.int8.onnx"}
    models = {name: onnx_model(given.out / path, pieces, labels, pairs) for name, path in paths.items()}
    for name, row in parity(models, given.data, given.documents).items():
        sys.stdout.write(json.dumps({"model": name, **row}) + "\n")


if __name__ == "__main__":
    main()
