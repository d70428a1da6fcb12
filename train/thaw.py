"""The packaged reader as weights to train on from, where the folder that training wrote is not at hand.

    python -m train.thaw src/onrecord/data/reader OUT

Undoes what train.export did: int8 to fp32, the smoothing, the fused matrices. What int8 rounded away stays away (half
a point of most scores), and an epoch brings it back. Heads that the package's graph lacks start anew.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from torch import Tensor, nn

from onrecord.nlp import labels as inventories
from onrecord.nlp.runtime import GRAPH, LABELS, PAIRS, TOKENIZER
from train.encoder import Encoder, Shape
from train.model import PairHead, Reader
from train.torchrunner import save

# Width of an attention head in both kinds of starting weights.
_HEAD = 32
# The heads whose first layers were joined, in this order.
HEADS = (
    "names tags starts arcs.dependent arcs.head arcs.root relation.near relation.far cues credit.near credit.far "
    "facts.0 predicates role.near role.far mentions antecedent.near antecedent.far acts.0 act.near act.far"
).split()


def thaw(folder: Path, width: int = _HEAD) -> Reader:
    """The reader in a folder of the package (or of train.export), in fp32. width: of an attention head."""
    graph = onnx.load(str(folder / GRAPH)).graph
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    shape = _shape(arrays, width)
    reader = Reader(Encoder(shape), inventories.load(folder / LABELS))
    matrices = dict(_matrices(graph, arrays))
    with torch.no_grad():
        _encoder(reader, arrays, matrices)
        _heads(reader, arrays, matrices)
        with np.load(folder / PAIRS) as pairs:
            for name in {key.partition(".")[0] for key in pairs}:
                head = getattr(reader, name)
                assert isinstance(head, PairHead)
                head.out.weight.copy_(torch.from_numpy(pairs[f"{name}.weight"]))
                head.out.bias.copy_(torch.from_numpy(pairs[f"{name}.bias"]))
    return reader


def _shape(arrays: dict[str, np.ndarray], width: int) -> Shape:
    pieces, hidden = arrays["encoder.words.table"].shape
    layers = len({name for name in arrays if re.fullmatch(r"encoder\.blocks\.\d+\.norm\.weight", name)})
    cases = arrays["encoder.cases.weight"].shape[0] if "encoder.cases.weight" in arrays else 0
    inner = arrays["encoder.blocks.0.up.linear.bias"].shape[0]
    positions = arrays["encoder.places.weight"].shape[0]
    return Shape(pieces, positions, hidden, layers, hidden // width, inner, cases=cases)


def _matrices(graph: onnx.GraphProto, arrays: dict[str, np.ndarray]) -> list[tuple[str, np.ndarray]]:
    """Each int8 matrix as [in, out] in fp32, by the path of its node in the graph."""
    found = []
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            whole = arrays[f"{name}_quantized"].astype(np.float32) - arrays[f"{name}_zero_point"].astype(np.float32)
            found.append((node.output[0], whole * arrays[f"{name}_scale"]))
    return found


def _linear(path: str, arrays: dict[str, np.ndarray], matrices: dict[str, np.ndarray]) -> tuple[Tensor, Tensor]:
    """Weight [out, in] and bias of a smoothed layer. path: its name in the exported reader ("encoder.blocks.0.up")."""
    node = path.replace("encoder.blocks.", "/encoder/blocks.").removeprefix("arcs.")
    start = f"{node}/linear/MatMul" if node.startswith("/") else f"/{node}/linear/MatMul"
    start = re.sub(r"(blocks\.\d+)\.", r"\1/", start)
    (matrix,) = (value for name, value in matrices.items() if name.startswith(start))
    weight = matrix * arrays[f"{path}.inverse"][:, None]
    return torch.from_numpy(weight.T.copy()), torch.from_numpy(arrays[f"{path}.linear.bias"].copy())


def _set(layer: nn.Linear, weight: Tensor, bias: Tensor) -> None:
    layer.weight.copy_(weight)
    layer.bias.copy_(bias)


def _encoder(reader: Reader, arrays: dict[str, np.ndarray], matrices: dict[str, np.ndarray]) -> None:
    encoder = reader.encoder
    table = arrays["encoder.words.table"].astype(np.float32) * arrays["encoder.words.scale"]
    encoder.words.weight.copy_(torch.from_numpy(table))
    state = encoder.state_dict()
    for name, value in arrays.items():
        key = name.removeprefix("encoder.")
        if name.startswith("encoder.") and key in state and state[key].shape == value.shape and key != "words.weight":
            state[key].copy_(torch.from_numpy(value.copy()))
    for n, block in enumerate(encoder.blocks):
        weight, bias = _linear(f"encoder.blocks.{n}.mixed", arrays, matrices)
        hidden = block.query.out_features
        for k, layer in enumerate((block.query, block.key, block.value)):
            factor = block.width**0.5 if k == 0 else 1.0  # the scale of the scores went into the query
            place = slice(k * hidden, (k + 1) * hidden)
            _set(layer, weight[place] * factor, bias[place] * factor)
        for name in ("out", "up", "down"):
            _set(getattr(block, name), *_linear(f"encoder.blocks.{n}.{name}", arrays, matrices))


def _heads(reader: Reader, arrays: dict[str, np.ndarray], matrices: dict[str, np.ndarray]) -> None:
    weight, bias = _linear("heads", arrays, matrices)
    at = 0
    for name in HEADS:
        layer = reader.get_submodule(name)
        assert isinstance(layer, nn.Linear)
        if at < len(weight):
            _set(layer, weight[at : at + layer.out_features], bias[at : at + layer.out_features])
            at += layer.out_features
    if at != len(weight):
        raise ValueError(f"the graph's heads have {len(weight)} outputs, the reader's {at}: made by another version")
    # The biaffine matrix was not smoothed and stands alone.
    (between,) = (value for name, value in matrices.items() if name.startswith("/MatMul"))
    reader.arcs.weight.copy_(torch.from_numpy(between))
    for name, path in (("facts", "facts"), ("acts", "acts")):
        if f"{path}.inverse" in arrays:
            layer = reader.get_submodule(f"{name}.2")
            assert isinstance(layer, nn.Linear)
            _set(layer, *_linear(path, arrays, matrices))
    _set(reader.arcs.prior, *_linear("arcs.prior", arrays, matrices))


def main() -> None:
    """Thaw a folder into another."""
    parser = argparse.ArgumentParser(description="Turn a packaged reader into weights to train on from.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(given.folder / TOKENIZER))
    save(given.out, thaw(given.folder), tokenizer, inventories.load(given.folder / LABELS))
    sys.stdout.write(f"{given.out}\n")


if __name__ == "__main__":
    main()
