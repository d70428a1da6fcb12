"""Loaders: each public corpus as a stream of `Example`. Pure Python; the texts stay outside the repository.

`CORPORA` lists what there is. `open` corpora state an open licence for text and annotation; `research` corpora state
none or restrict to research, and go only into the reader called `all`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from train.corpora import acts, bio, conllu, factuality, litbank, overlay, polnear, propbank
from train.corpora.example import Example, Licence

Reader = Callable[[Path], Iterator[Example]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus. train, dev: readers of its parts, given the folder of all corpora; None if it has no such part."""

    name: str
    licence: Licence
    terms: str
    layers: tuple[str, ...]
    train: Reader | None
    dev: Reader | None = None


def _facts(name: str, part: str, all_events: bool) -> Reader:
    return lambda data: factuality.read_file(data / f"factuality/{name}/{part}.jsonl", name, all_events)


CORPORA = (
    Corpus(
        "worldwide",
        Licence.RESEARCH,
        "none stated; newspaper text",
        ("names",),
        lambda data: bio.read_worldwide(data / "ner/worldwide", "train"),
        lambda data: bio.read_worldwide(data / "ner/worldwide", "dev"),
    ),
    Corpus(
        "wikigold",
        Licence.OPEN,
        "CC BY 4.0",
        ("names",),
        lambda data: bio.read_file(data / "ner/wikigold.conll.txt", bio.WIKIGOLD),
    ),
    Corpus(
        "uner",
        Licence.OPEN,
        "CC BY-SA 4.0",
        ("names",),
        lambda data: bio.read_file(data / "ner/uner/en_ewt-ud-dev.iob2", bio.UNER),
    ),
    Corpus(
        "ewt",
        Licence.OPEN,
        "CC BY-SA 4.0",
        ("sentences", "syntax", "frames", "facts"),
        # UDS It-Happened is about the same sentences.
        lambda data: overlay.with_facts(
            propbank.read_folder(data / "propbank/ewt", data / "ud/ewt-train.conllu"),
            _facts("uds_ih2", "train", False)(data),
        ),
        lambda data: propbank.read_folder(data / "propbank/ewt", data / "ud/ewt-dev.conllu"),
    ),
    Corpus(
        "gum",
        Licence.OPEN,
        "annotation CC BY 4.0; texts CC BY or CC BY-SA",
        ("sentences", "syntax", "mentions"),
        lambda data: conllu.read_file(data / "ud/gum-train.conllu", "gum", entities=True),
        lambda data: conllu.read_file(data / "ud/gum-dev.conllu", "gum", entities=True),
    ),
    Corpus(
        "polnear",
        Licence.RESEARCH,
        "none stated; news text",
        ("credits",),
        lambda data: polnear.read_folder(data / "polnear/train", polnear.KEPT_BACK),
        lambda data: polnear.read_folder(data / "polnear/dev"),
    ),
    Corpus(
        "uds_ih2",
        Licence.OPEN,
        "CC BY-SA 4.0",
        ("facts",),
        None,
        _facts("uds_ih2", "dev", False),
    ),
    Corpus(
        "meantime",
        Licence.OPEN,
        "CC BY 4.0",
        ("facts",),
        _facts("meantime", "train", True),
        _facts("meantime", "dev", True),
    ),
    Corpus(
        "uw",
        Licence.RESEARCH,
        "none stated; newswire text",
        ("facts",),
        _facts("uw", "train", True),
        _facts("uw", "dev", True),
    ),
    Corpus(
        "litbank",
        Licence.OPEN,
        "CC BY 4.0",
        ("names", "mentions"),
        lambda data: litbank.read_folder(data / "litbank/coref"),
    ),
    Corpus(
        "acts",
        Licence.RESEARCH,
        "labels Apache-2.0 (ours); newspaper text, none stated",
        ("acts",),
        lambda data: acts.read(data, ("news.jsonl",), dev=False),
        lambda data: acts.read(data, ("news.jsonl",), dev=True),
    ),
    Corpus(
        "acts_open",
        Licence.OPEN,
        "labels and sentences Apache-2.0 (ours); US federal work and CC BY-SA texts",
        ("acts",),
        lambda data: acts.read(data, ("open.jsonl", "own.jsonl"), dev=False),
        lambda data: acts.read(data, ("open.jsonl", "own.jsonl"), dev=True),
    ),
)


ALL_LAYERS = ("names", "sentences", "syntax", "credits", "facts", "frames", "mentions", "acts")


def chosen(licence: Licence | None, layers: frozenset[str] = frozenset(ALL_LAYERS)) -> tuple[Corpus, ...]:
    """The corpora with any of the layers; `licence` OPEN leaves out research corpora, None takes all."""
    return tuple(c for c in CORPORA if set(c.layers) & layers and licence in (None, c.licence))
