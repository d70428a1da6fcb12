"""Fits the weights by which the attribution stage chooses among its proposals: logistic regressions on PolNeAR.

    python -m train.attribution_weights --data DATA        writes weights.tsv and weights-read.tsv in
                                                           src/onrecord/data/attribution

The first is fitted on all training reports, without what the reader credits by itself: the rules alone, for claims that
the reader has no say in. The second adds what the reader says. It is fitted on the reports that were kept back from the
reader, where it is no surer of itself than on any other, with the verdict of the first as one of its features.

Every claim that `extract/proposals.py` makes for a training report is one example. It is right if its cue shares a
character with an annotated cue, its content overlaps the annotated content by at least half (or lies inside one that
is all quotation), and the sources meet or are both missing. One with the very words of the annotation counts in full,
others less, so that of two claims of a cue the one with the better borders wins. Needs scipy, which comes with
requirements/rivals.txt; about three minutes on one core.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from onrecord.extract.cues import RULES, SCALE, SHIFT, features
from onrecord.extract.proposals import proposals
from onrecord.extract.quotelayout import Layout, layout_of
from onrecord.extract.quotes import find_quotations
from onrecord.model import Document, Report
from onrecord.pipeline import STAGES
from train.corpora.polnear import KEPT_BACK, relations

OUT = Path(__file__).resolve().parent.parent / "src/onrecord/data/attribution"
# An annotator's id comes last in the file's name; of several annotators the first by id counts.
LEAST_OVERLAP, INSIDE, SHORTEST_PART = 0.5, 0.85, 4
SEEN, SMALLEST = 3, 0.06
# What a proposal counts that is right but for its borders.
ROUGHLY = 0.4
Characters = frozenset[int]


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated attribution, as the positions of its letters and digits."""

    cue: Characters
    content: Characters
    source: Characters
    all_quoted: bool


@dataclass(frozen=True, slots=True)
class Example:
    """What holds of one proposal, and how far it is right: 0, ROUGHLY or 1."""

    features: tuple[str, ...]
    good: float


def main() -> None:
    """Read the training half, fit, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds polnear/train")
    parser.add_argument("--l2", type=float, default=2.5)
    parser.add_argument("--l2-read", type=float, default=20.0)
    parser.add_argument("--limit", type=int, help="only the first N reports")
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    reports = [(_read(text), gold) for text, gold in list(_reports(chosen.data))[: chosen.limit]]
    alone = [(_without_credits(layout), gold) for layout, gold in reports]
    rules = fit([e for layout, gold in alone for e in examples(layout, gold)], chosen.l2)
    _write(chosen.out / "weights.tsv", rules, chosen.l2)
    kept_back = [e for layout, gold in reports[::KEPT_BACK] for e in examples(layout, gold)]
    read = fit(kept_back, chosen.l2_read, rules)
    _write(chosen.out / "weights-read.tsv", read | calibration(kept_back, rules, read), chosen.l2_read)


def _write(path: Path, weights: dict[str, float], l2: float) -> None:
    path.write_text(table(weights, l2), encoding="utf-8")
    print(f"{len(weights)} weights written to {path}")


def _without_credits(layout: Layout) -> Layout:
    return replace(layout, credits=(), facts=replace(layout.facts, credits={}))


def _reports(data: Path) -> Iterator[tuple[str, list[dict[str, list[tuple[int, int]]]]]]:
    first: dict[str, Path] = {}
    for path in sorted((data / "polnear/train/attributions").glob("*.ann")):
        first.setdefault(path.stem.rpartition("_")[0], path)
    for name, path in sorted(first.items()):
        with (data / "polnear/train/text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            yield file.read(), list(relations(path.read_text(encoding="utf-8")))


def _read(text: str) -> Layout:
    document = Document(Report(text, language="en"))
    for stage in STAGES:
        if stage.name == "attributions":
            break
        document = stage.run(document)
    return layout_of(document)


def examples(layout: Layout, annotated: Sequence[dict[str, list[tuple[int, int]]]]) -> Iterator[Example]:
    """Every proposal of a report that the annotation can judge.

    Claims inside an annotated content are left out: PolNeAR never marks one attribution inside another.
    """
    text = layout.tree.text
    quoted = frozenset(c for q in find_quotations(Report(text)) for c in range(q.span.start, q.span.end))
    golds = [_gold(text, parts, quoted) for parts in annotated]
    inside = frozenset().union(*(g.content for g in golds)) if golds else frozenset()
    for claim in proposals(layout):
        # With punctuation: a colon is a cue too.
        words = frozenset(c for i in claim.words for c in range(*_bounds(layout, i)))
        near = [g for g in golds if g.cue & words]
        if not near and _letters(text, layout, (claim.cue,)) & inside:
            continue
        held = tuple(sorted(set(features(layout.tree, claim, layout.facts))))
        content, source = _letters(text, layout, claim.content), _letters(text, layout, claim.source)
        yield Example(held, max((_worth(g, content, source, held) for g in near), default=0.0))


def _gold(text: str, parts: dict[str, list[tuple[int, int]]], quoted: Characters) -> Gold:
    cue = frozenset(c for start, end in parts["cue"] for c in range(start, end))
    content, source = (_alphanumeric(text, parts[part]) for part in ("content", "source"))
    return Gold(cue, content, source, len(content & quoted) >= 0.9 * len(content))


def _letters(text: str, layout: Layout, positions: Sequence[int]) -> Characters:
    return _alphanumeric(text, [_bounds(layout, i) for i in positions])


def _bounds(layout: Layout, i: int) -> tuple[int, int]:
    span = layout.tree.tokens[i].span
    return span.start, span.end


def _alphanumeric(text: str, spans: Sequence[tuple[int, int]]) -> Characters:
    return frozenset(c for start, end in spans for c in range(start, end) if text[c].isalnum())


def _worth(gold: Gold, content: Characters, source: Characters, held: Sequence[str]) -> float:
    if not _right(gold, content, source, held):
        return 0.0
    return 1.0 if content == gold.content else ROUGHLY


def _right(gold: Gold, content: Characters, source: Characters, held: Sequence[str]) -> bool:
    common = len(gold.content & content)
    if not common:
        return False
    enough = common / len(gold.content | content) >= LEAST_OVERLAP
    part = gold.all_quoted and common >= INSIDE * len(content) and any(f.endswith(" q2+") for f in held)
    sources_meet = bool(gold.source & source) if gold.source else not source
    return (enough or (part and len(content) >= SHORTEST_PART)) and sources_meet


def fit(found: Sequence[Example], l2: float, rules: dict[str, float] | None = None) -> dict[str, float]:
    """Feature -> weight by L-BFGS on the penalised log-likelihood; rare features and small weights are left out.

    rules: weights whose sum is one more feature, RULES. It starts from 1 and is drawn there, the others to 0.
    """
    from scipy.optimize import minimize

    counts = Counter(f for e in found for f in e.features)
    names = sorted(f for f, count in counts.items() if count >= SEEN)
    place = {f: i for i, f in enumerate(names)}
    rows = [[place[f] for f in e.features if f in place] for e in found]
    owner = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
    column = np.fromiter((i for r in rows for i in r), dtype=np.int64)
    good = np.array([e.good for e in found], dtype=np.float64)
    verdict = np.array([sum((rules or {}).get(f, 0.0) for f in e.features) for e in found])
    start = np.zeros(len(names) + 1)
    start[-1] = 1.0

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = np.bincount(owner, weights=weights[column], minlength=len(good)) + weights[-1] * verdict
        p = 1 / (1 + np.exp(-score))
        likelihood = good * np.log(p + 1e-12) + (1 - good) * np.log(1 - p + 1e-12)
        drawn = weights - start
        slope = np.bincount(column, weights=(p - good)[owner], minlength=len(names) + 1) + l2 * drawn
        slope[-1] += (p - good) @ verdict
        return float(-likelihood.sum() + 0.5 * l2 * (drawn @ drawn)), slope

    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    weights = {f: round(float(best[i]), 2) for f, i in place.items() if abs(best[i]) >= SMALLEST}
    return weights | ({RULES: round(float(best[-1]), 3)} if rules else {})


def calibration(found: Sequence[Example], rules: dict[str, float], read: dict[str, float]) -> dict[str, float]:
    """SCALE and SHIFT that make of a proposal's score the odds that it is right, whatever its borders (Platt 1999)."""
    from scipy.optimize import minimize

    def verdict(weights: dict[str, float]) -> np.ndarray:
        return np.array([sum(weights.get(f, 0.0) for f in e.features) for e in found])

    score = verdict(rules) * read[RULES] + verdict(read)
    right = np.array([e.good > 0 for e in found])

    def loss(line: np.ndarray) -> float:
        odds = line[0] * score + line[1]
        return float(np.logaddexp(0.0, np.where(right, -odds, odds)).sum())

    scale, shift = minimize(loss, [1.0, 0.0]).x
    return {SCALE: round(float(scale), 3), SHIFT: round(float(shift), 3)}


def table(weights: dict[str, float], l2: float) -> str:
    """The table as the package reads it: numbers and single words, no text."""
    head = (
        f"# Weights of the features named in onrecord.extract.cues: a logistic regression (L2 {l2:g}) fitted on the\n"
        "# training half of PolNeAR v1.0.0 by train/attribution_weights.py. Numbers only. Columns: feature, weight.\n"
    )
    rows = (f"{f}\t{w:.2f}\n" for f, w in sorted(weights.items()) if not f.startswith("#") and "\t" not in f)
    return head + "".join(rows)


if __name__ == "__main__":
    main()
