"""The model card says what the logs say."""

import json
from pathlib import Path

from train import card

ROOT = Path(__file__).parent.parent.parent


def test_the_scores_of_the_card_are_those_of_the_logs():
    """Nobody has changed a figure by hand: `python -m train.card` writes them."""
    text = card.CARD.read_text(encoding="utf-8")
    assert card.written(text) == text and "| LAS F1 |" in card.table()


def test_the_card_is_about_the_packaged_model():
    """Name and licence set of the packaged model are those that the card tells of."""
    meta = json.loads((ROOT / "src/onrecord/data/reader/meta.json").read_text(encoding="utf-8"))
    text = card.CARD.read_text(encoding="utf-8")
    assert text.startswith(f"# Model card: {meta['name']}\n") and meta["licence"] == "all"


def test_a_score_that_a_model_lacks_is_a_dash():
    """The open model has no attributions."""
    (row,) = [line for line in card.table().splitlines() if "content words F1" in line]
    assert row.endswith("| – |")
