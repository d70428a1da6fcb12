"""Puts an exported model into the package: its four files, and a meta.json that says which model it is.

    python -m train.package ONNX --licence all [--out src/onrecord/data/reader]

ONNX is a folder that train.export wrote. The version and the files' SHA-256 become part of the reader's fingerprint.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np

from onrecord.nlp.runtime import FOLDER, GRAPH, LABELS, META, PAIRS, TOKENIZER
from train.corpora import chosen
from train.corpora.example import Licence

# Raised with every model that is put into a release.
VERSION = "2"


def package(exported: Path, out: Path, name: str, version: str, licence: str) -> None:
    """Copy the files and describe them. licence: which corpora it was trained on, "all" or "open"."""
    out.mkdir(parents=True, exist_ok=True)
    sums = {}
    trained = {layer for corpus in chosen(Licence.OPEN if licence == "open" else None) for layer in corpus.layers}
    for file in (GRAPH, LABELS, TOKENIZER):
        shutil.copyfile(exported / file, out / file)
    with np.load(exported / PAIRS) as pairs:
        # A head that learnt nothing would say something all the same.
        np.savez(out / PAIRS, **{k: v for k, v in pairs.items() if "credits" in trained or not k.startswith("credit.")})
    for file in (GRAPH, PAIRS, LABELS, TOKENIZER):
        sums[file] = hashlib.sha256((out / file).read_bytes()).hexdigest()
    described = {"name": name, "version": version, "licence": licence, "sha256": sums}
    (out / META).write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Package a model."""
    parser = argparse.ArgumentParser(description="Put an exported model into the package.")
    parser.add_argument("exported", type=Path)
    parser.add_argument("--name", default="onrecord-reader-en")
    parser.add_argument("--version", default=VERSION)
    parser.add_argument("--licence", choices=("all", "open"), required=True)
    parser.add_argument("--out", type=Path, default=FOLDER)
    given = parser.parse_args()
    package(given.exported, given.out, given.name, given.version, given.licence)


if __name__ == "__main__":
    main()
