"""The model's files and onnxruntime: loaded once a process, one window a run, on one thread of the processor.

The int8 model scales its inputs by the largest number of a run; with one window a run, what is read in a text depends
on that text alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from onrecord.errors import ModelError
from onrecord.nlp import labels as inventories
from onrecord.nlp.decoding import Decoder
from onrecord.nlp.pairs import Pair
from onrecord.nlp.pieces import Pieces, inputs

FOLDER = Path(str(resources.files("onrecord.data") / "reader"))
META, GRAPH, PAIRS, LABELS, TOKENIZER = "meta.json", "reader.int8.onnx", "pairs.npz", "labels.json", "tokenizer.json"
# Pieces the model looks at together, its two marks among them.
LONGEST = 192
Outputs = dict[str, np.ndarray]
Run = Callable[[Sequence[str], Sequence[bool]], Outputs]


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded model. run: words and whether white space comes before each, to the model's outputs."""

    run: Run
    pieces: Pieces
    decoder: Decoder
    longest: int = LONGEST


def meta(folder: Path = FOLDER) -> tuple[tuple[str, str], ...]:
    """What the model is, as (key, value) pairs: name, version, licence set and the SHA-256 of each file.

    Raises ModelError if its meta.json is missing or is none.
    """
    try:
        found = json.loads((folder / META).read_text(encoding="utf-8"))
        rows = {key: found[key] for key in ("name", "version", "licence")} | dict(found["sha256"])
    except FileNotFoundError:
        raise _missing(folder / META) from None
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder / META} does not describe a model ({error!r}); {_INSTALL}") from error
    return tuple((key, str(value)) for key, value in rows.items())


_INSTALL = "install onrecord again, or build the model with `make model`"


def _missing(path: Path) -> ModelError:
    return ModelError(f"the reader's model has no file {path}; {_INSTALL}")


def check(folder: Path, files: Mapping[str, str]) -> None:
    """Raise ModelError unless each file is there and has the SHA-256 given for it."""
    for name in (GRAPH, PAIRS, LABELS, TOKENIZER):
        try:
            with (folder / name).open("rb") as file:
                seen = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            raise _missing(folder / name) from None
        if seen != files.get(name):
            raise ModelError(
                f"{folder / name} has SHA-256 {seen[:16]}…, expected {str(files.get(name))[:16]}…: it is damaged or "
                f"of another model; {_INSTALL}"
            )


def load(folder: Path = FOLDER) -> Model:
    """The model in a folder. Raises ModelError if a file is missing or is not the one that meta.json tells of."""
    from tokenizers import Tokenizer

    check(folder, dict(meta(folder)))
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    with np.load(folder / PAIRS) as arrays:
        heads = {name.partition(".")[0] for name in arrays}
        pairs = {name: Pair(arrays[f"{name}.weight"], arrays[f"{name}.bias"]) for name in sorted(heads)}
    run, cases = _session(folder / GRAPH)
    pieces = Pieces(tokenizer, cases)

    def read(words: Sequence[str], spaced: Sequence[bool]) -> Outputs:
        return run(inputs([words], [spaced], pieces))

    return Model(read, pieces, Decoder(inventories.load(folder / LABELS), pairs))


def _session(path: Path) -> tuple[Callable[[tuple[np.ndarray, ...]], Outputs], bool]:
    """The graph as a function of the arrays of one window, and whether it wants letter cases."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # One pass over layer norms is slower than two here.
    session = onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
    given = [node.name for node in session.get_inputs()]
    names = [node.name for node in session.get_outputs()]

    def run(arrays: tuple[np.ndarray, ...]) -> Outputs:
        found = session.run(names, dict(zip(given, arrays, strict=True)))
        return {name: value[0] for name, value in zip(names, found, strict=True)}

    return run, "cases" in given


@cache
def loaded() -> Model:
    """The package's model, loaded when first asked for."""
    return load()
