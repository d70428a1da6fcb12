"""Trains the reader. Resumable: started again with the same arguments it goes on from its last checkpoint.

    python -m train.train --data DATA --start OUT/granite --out OUT/all --layers names,syntax --epochs 3

DATA is the folder of corpora (README.md), OUT/granite a folder that train.weights wrote. Batches and changes of
letters depend on seed and step only, so a resumed run sees what an unbroken one would have seen. Every evaluation adds
a line to OUT/log.jsonl; `--licence open` leaves out corpora without an open licence.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from onrecord.nlp.labels import Labels
from onrecord.nlp.pieces import CASES, Pieces
from train import labels as inventories
from train import scoring
from train.augment import augment
from train.batches import Batch, collate
from train.corpora import ALL_LAYERS, chosen
from train.corpora.example import Example, Licence
from train.encoder import Encoder
from train.losses import losses, total
from train.model import Reader
from train.places import load as load_places
from train.places import settle
from train.reading import read
from train.torchrunner import load_weights, reading_model, save
from train.weights import load_encoder, load_tokenizer
from train.windows import MARKS, Window, cut

PLACES = Path(__file__).resolve().parent.parent / "src/onrecord/data/places"
# Small corpora come more than once an epoch, big ones with one head only in part.
REPEATS = {
    "wikigold": 2.0,
    "polnear": 2.0,
    "meantime": 4.0,
    "uw": 2.0,
    "gum": 1.5,
    "litbank": 0.3,
    "acts": 2.0,
    "acts_open": 2.0,
}
# Windows that are sorted by length together.
_CHUNK = 512


@dataclass(frozen=True, slots=True)
class Config:
    """What a run depends on.

    keep: layers of the starting weights taken over (none: all). init: folder of a trained reader to go on from, with
    the same labels ("" for the starting weights alone); its shape and vocabulary hold then. rate, head_rate: peak
    learning rates of encoder and heads. batch: pieces a step, padding included. longest: pieces a window. bf16: 1 for
    half precision, on GPUs and on CPUs with AVX512-BF16. workers: processes that make batches ready (a GPU waits for
    one process alone). every: seconds between checkpoints. dev: documents a corpus to score at the end, 0 for all.
    """

    data: str
    start: str
    out: str
    layers: tuple[str, ...]
    licence: str = "all"
    cases: int = 0
    keep: tuple[int, ...] = ()
    init: str = ""
    epochs: float = 3.0
    batch: int = 2048
    longest: int = 160
    rate: float = 3e-4
    head_rate: float = 1e-3
    warm: float = 0.06
    seed: int = 1
    threads: int = 1
    workers: int = 0
    bf16: int = 0
    every: float = 300.0
    dev: int = 0


class _Batches(Dataset[Batch]):
    """Batches by number, made when asked for. windows: of each step, and the step's number."""

    def __init__(self, windows: list[tuple[list[Window], int]], make: Callable[[Sequence[Window], int], Batch]) -> None:
        self.windows, self.make = windows, make

    def __len__(self) -> int:
        return len(self.windows)

    def __getitem__(self, at: int) -> Batch:
        return self.make(*self.windows[at])


class Run:
    """A training run: model, data and where it has got to."""

    def __init__(self, config: Config) -> None:
        torch.set_num_threads(config.threads)
        torch.manual_seed(config.seed)
        self.config, self.out = config, Path(config.out)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.out.mkdir(parents=True, exist_ok=True)
        self.tokenizer = load_tokenizer(Path(config.init or config.start))
        self.pieces = Pieces(self.tokenizer, bool(config.cases))
        self.labels, self.windows = labelled(config, self.pieces)
        self.model = (self._going_on() if config.init else self._anew()).to(self.device)
        # The vectors of pieces stay as they are: most are too rare here to be learnt anew.
        self.model.encoder.words.weight.requires_grad_(False)
        self.optimiser = _optimiser(self.model, config)
        self.step, self.cpu = 0, 0.0
        self.sizes = [sum(map(self.pieces.length, w.words, w.spaced)) + MARKS for w in self.windows]
        self.per_epoch = len(self._epoch(0))
        self.steps = max(1, int(self.per_epoch * config.epochs))
        self._resume()

    def _anew(self) -> Reader:
        config = self.config
        return Reader(load_encoder(Path(config.start), config.cases, config.keep), self.labels)

    def _going_on(self) -> Reader:
        folder = Path(self.config.init)
        weights, shape, known = load_weights(folder)
        if known != self.labels:
            raise ValueError(f"{folder} has other labels than the chosen corpora; train from starting weights instead")
        reader = Reader(Encoder(shape), self.labels)
        # Heads that it lacks start anew.
        reader.load_state_dict(weights, strict=False)
        return reader

    def train(self) -> None:
        """Go on to the last step, with a checkpoint every `every` seconds and an evaluation at the end."""
        saved, began, spent = time.monotonic(), time.process_time(), self.cpu
        sums: dict[str, list[Tensor]] = defaultdict(list)
        for batch in self._ready():
            self._learn(batch, sums)
            self.step += 1
            self.cpu = spent + time.process_time() - began
            ended = self.step == self.steps
            if ended or time.monotonic() - saved > self.config.every:
                self._save()
                saved = time.monotonic()
                self._log({"loss": {name: float(torch.stack(v).mean()) for name, v in sums.items()}}, evaluate=ended)
                sums.clear()
        save(self.out, self.model, self.tokenizer, self.labels)

    def _epoch(self, epoch: int) -> list[list[int]]:
        return epoch_batches([w.corpus for w in self.windows], self.sizes, self.config, epoch)

    def _remaining(self) -> Iterator[tuple[list[Window], int]]:
        """The windows of every step that is left, with the step's number."""
        step = self.step
        while step < self.steps:
            epoch, at = divmod(step, self.per_epoch)
            # Every epoch has the same number of steps, so that a step's number says which batch it is; one that is a
            # batch or two short begins anew.
            for place in (self._epoch(epoch) * 2)[at : self.per_epoch]:
                if step < self.steps:
                    yield [self.windows[i] for i in place], step
                step += 1

    def _ready(self) -> Iterator[Batch]:
        """The batches that are left, made ready here or by other processes: the same either way."""
        if not self.config.workers:
            yield from (self._batch(*step) for step in self._remaining())
            return
        some = _Batches(list(self._remaining()), self._batch)
        yield from DataLoader(some, batch_size=None, num_workers=self.config.workers, prefetch_factor=8)

    def _batch(self, windows: Sequence[Window], step: int) -> Batch:
        random = Random(f"{self.config.seed} step {step}")
        return collate([augment(w, random) for w in windows], self.pieces)

    def _learn(self, batch: Batch, sums: dict[str, list[Tensor]]) -> None:
        torch.manual_seed(self.config.seed * 1_000_003 + self.step)
        self.model.train()
        batch = batch.to(self.device)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=bool(self.config.bf16)):
            found = losses(self.model, batch)
            loss = total(found)
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * scale(self.step, self.steps, self.config.warm)
        self.optimiser.step()
        for name, value in found.items():
            sums[name].append(value.detach())

    def _save(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "cpu": self.cpu,
            "config": asdict(self.config),
        }
        torch.save(state, self.out / "checkpoint.new")
        (self.out / "checkpoint.new").replace(self.out / "checkpoint.pt")
        save(self.out, self.model, self.tokenizer, self.labels)

    def _resume(self) -> None:
        path = self.out / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path, map_location=self.device, weights_only=True)
        if (was := _comparable(state["config"])) != (now := _comparable(asdict(self.config))):
            raise ValueError(
                f"{path} was made with {was}, this run has {now}; give another --out or the same arguments"
            )
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.cpu = int(state["step"]), float(state["cpu"])

    def _log(self, row: dict[str, object], evaluate: bool) -> None:
        head = {"step": self.step, "of": self.steps, "cpu_s": round(self.cpu), "windows": len(self.windows)}
        if evaluate:
            row = {**row, "dev": evaluate_dev(self.model, self.pieces, self.labels, self.config)}
        line = json.dumps({**head, **row}, default=str)
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def labelled(config: Config, pieces: Pieces) -> tuple[Labels, list[Window]]:
    """The inventories and windows of the chosen corpora."""
    examples = [e for _, group in load_corpora(config) for e in group]
    labels = inventories.collect(examples)
    windows = [w for e in examples for w in cut(e, pieces.length, config.longest, labels)]
    only(windows, config.layers)
    return labels, windows


def load_corpora(config: Config) -> Iterator[tuple[str, list[Example]]]:
    """The training parts of the chosen corpora, with places settled."""
    licence = Licence.OPEN if config.licence == "open" else None
    places = load_places(PLACES)
    for corpus in chosen(licence, frozenset(config.layers)):
        if corpus.train is not None:
            yield corpus.name, [settle(example, places) for example in corpus.train(Path(config.data))]


def only(windows: Sequence[Window], layers: Sequence[str]) -> None:
    """Forget the labels of layers that are not to be trained."""
    attributes = {
        "names": ("bio",),
        "syntax": ("tags", "deprels"),
        "sentences": ("starts",),
        "credits": ("credits",),
        "facts": ("facts",),
        "frames": ("frames",),
        "mentions": ("mentions",),
        "acts": ("acts",),
    }
    for window in windows:
        for layer, group in attributes.items():
            for attribute in group if layer not in layers else ():
                setattr(window, attribute, None)
        if not {"syntax", "frames", "mentions"} & set(layers):
            window.heads = None


def epoch_batches(corpora: Sequence[str], sizes: Sequence[int], config: Config, epoch: int) -> list[list[int]]:
    """The windows of an epoch in batches of alike length, shuffled by seed and epoch; corpora mix within a batch.

    corpora, sizes: of each window, its corpus and its pieces. A batch holds as many as fit config.batch pieces.
    """
    random = Random(f"{config.seed} epoch {epoch}")
    places: list[int] = []
    for i, corpus in enumerate(corpora):
        places.extend([i] * int(REPEATS.get(corpus, 1.0) + random.random()))
    random.shuffle(places)
    batches: list[list[int]] = []
    for at in range(0, len(places), _CHUNK):
        batch: list[int] = []
        # By falling length, so the first of a batch is its longest.
        for i in sorted(places[at : at + _CHUNK], key=lambda i: -sizes[i]):
            if batch and sizes[batch[0]] * (len(batch) + 1) > config.batch:
                batches.append(batch)
                batch = []
            batch.append(i)
        batches.append(batch)
    random.shuffle(batches)
    return batches


def scale(step: int, steps: int, warm: float) -> float:
    """The learning rate's factor: up in a line over the warm-up, then down in a line to nothing."""
    begin = max(1, int(steps * warm))
    return (step + 1) / begin if step < begin else max(0.0, (steps - step) / max(1, steps - begin))


def evaluate_dev(model: Reader, pieces: Pieces, labels: Labels, config: Config) -> dict[str, scoring.Scores]:
    """Scores on the development parts of the corpora that have any of the layers; at most `dev` documents each."""
    scorers = {
        "names": scoring.names,
        "syntax": scoring.syntax,
        "credits": scoring.attribution,
        "facts": scoring.factuality,
        "acts": scoring.acts,
    }
    reader = reading_model(model, pieces, labels)
    found: dict[str, scoring.Scores] = {}
    for corpus in chosen(None, frozenset(config.layers)):
        if corpus.dev is None:
            continue
        examples = list(corpus.dev(Path(config.data)))[: config.dev or None]
        pairs = list(zip(examples, read([e.text for e in examples], reader), strict=True))
        for layer in set(corpus.layers) & set(config.layers) & scorers.keys():
            found[f"{corpus.name} {layer}"] = {k: round(v, 3) for k, v in scorers[layer](pairs).items()}
    return found


def _optimiser(model: Reader, config: Config) -> torch.optim.Optimizer:
    encoder: list[Tensor] = [p for p in model.encoder.parameters() if p.requires_grad]
    inside = {id(p) for p in model.encoder.parameters()}
    heads: list[Tensor] = [p for p in model.parameters() if id(p) not in inside]
    groups = [
        {"params": encoder, "lr": config.rate, "peak": config.rate},
        {"params": heads, "lr": config.head_rate, "peak": config.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def _comparable(config: dict[str, object]) -> dict[str, object]:
    # Where things lie and how often they are saved may change between a run and its continuation.
    free = {"data", "start", "out", "threads", "workers", "every", "dev"}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in config.items() if k not in free}


def parse(arguments: Sequence[str] | None = None) -> Config:
    """The command line as a configuration."""
    parser = argparse.ArgumentParser(description="Train the reader.")
    for name in ("data", "out"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--start", default="", help="folder of starting weights; not needed with --init")
    parser.add_argument("--layers", default=",".join(ALL_LAYERS))
    parser.add_argument("--licence", choices=("all", "open"), default="all")
    parser.add_argument("--init", default="", help="folder of a trained reader to go on from")
    defaults = Config("", "", "", ())
    free = "cases epochs batch longest rate head_rate warm seed threads workers bf16 every dev"
    for name in free.split():
        value = getattr(defaults, name)
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    parser.add_argument(
        "--keep", default="", help="layers of the starting weights to keep, such as 0,1,2,3; all without"
    )
    given = vars(parser.parse_args(arguments))
    given["keep"] = tuple(int(layer) for layer in given["keep"].split(",") if layer)
    if not given["start"] and not given["init"]:
        parser.error("give --start (starting weights that train.weights wrote) or --init (a trained reader)")
    given["cases"] = CASES if given["cases"] else 0
    return Config(**{**given, "layers": tuple(given["layers"].split(","))})


def main() -> None:
    """Train as the command line says."""
    Run(parse()).train()


if __name__ == "__main__":
    main()
