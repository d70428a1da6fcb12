"""The score tables of docs/model-card.md, from the log lines in train/logs/.

python -m train.card        writes them between the marks of the card
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CARD, LOGS = ROOT / "docs/model-card.md", ROOT / "train/logs"
MARKS = re.compile(r"(?<=<!-- scores -->\n).*(?=<!-- /scores -->)", re.DOTALL)
# Corpus, score, what the card calls it.
ROWS = (
    ("worldwide", "PER+LOC+ORG", "names, PER+LOC+ORG, exact F1"),
    *(("worldwide", kind, f"names, {kind}") for kind in ("PER", "LOC", "ORG", "NORP", "MISC", "FAC", "PRODUCT")),
    ("gum", "sentences", "sentences F1"),
    ("gum", "UPOS", "UPOS F1"),
    ("gum", "UAS", "UAS F1"),
    ("gum", "LAS", "LAS F1"),
    ("polnear", "content tokens", "attributions, content words F1"),
    ("polnear", "linked IoU .5", "attributions, content overlaps by half, F1"),
    ("polnear", "with source", "attributions, the same with the source met"),
    *(
        (corpus, score, f"commitment, {corpus.upper()}, {score}")
        for corpus in ("uw", "meantime")
        for score in ("MAE", "MAE always +3", "r", "F1 CT+", "F1 PS+", "F1 Uu", "F1 PS-", "F1 CT-")
    ),
    *(
        (corpus, score, f"acts, {name}")
        for corpus in ("acts", "acts_open")
        for score, name in (
            ("types if any", "types of words that have one, per cent right"),
            ("types macro-F1", "types, macro-F1 over 16 and none"),
            ("statuses", "statuses, per cent right"),
            ("statuses macro-F1", "statuses, macro-F1"),
            ("actors", "actors, F1 of head words"),
            ("recipients", "recipients, F1 of head words"),
        )
    ),
)
DATA = {
    "worldwide": "Worldwide dev, 52 reports",
    "gum": "GUM dev, raw text, all genres we may use",
    "polnear": "PolNeAR dev, 84 reports",
    "uw": "UW dev",
    "meantime": "MEANTIME dev",
    "acts": "our labels on newspaper text, a tenth kept back",
    "acts_open": "our labels on State releases and current events, and sentences of our own",
}


def exported(licence: str) -> dict[str, dict[str, Any]]:
    """The export's scores of a model by form ("fp32", "int8")."""
    lines = (LOGS / f"{licence}-export.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {row["model"]: row for row in rows if "model" in row}


def table() -> str:
    """Markdown: a row a score, for both models, the packaged one in fp32 and int8."""
    whole, free = exported("all"), exported("open")
    columns = (whole["int8"], whole["fp32"], free["int8"])
    lines = [
        "## Scores",
        "What the heads alone give on development data, before any rule, from raw text with words by our own rules.",
        "`all` int8 is what is in the package. What the whole program makes of it, beside other programs, is in",
        "`evaluation/results.md`.",
        "",
        "| what | on | `all` int8 | `all` fp32 | `open` int8 |",
        "|---|---|---|---|---|",
    ]
    for corpus, score, name in ROWS:
        cells = [_cell(column.get(corpus, {}).get(score)) for column in columns]
        lines.append(f"| {name} | {DATA[corpus]} | {' | '.join(cells)} |")
    lines += [
        "",
        "CT, PS, Uu: certain, possible or probable, open, as FactBank has them; + so, - not so. `open` has learnt no",
        "attributions and no nationalities. int8 loses about half a point at most, but on the rarest classes.",
        "",
    ]
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def written(card: str) -> str:
    """The card with the tables of today's logs."""
    return MARKS.sub(lambda _: table(), card)


def main() -> None:
    """Rewrite the card."""
    CARD.write_text(written(CARD.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
