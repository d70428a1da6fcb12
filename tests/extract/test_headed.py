"""What the reader adds to the rules about a status."""

from __future__ import annotations

import pytest

from factory import document
from onrecord.extract.headed import cue, headed
from onrecord.extract.modality import EFFECTS, PLAIN, because
from onrecord.extract.scene import scene_of
from onrecord.extract.tree import Tree
from onrecord.model import Act, Status

NOT = "NOUN rebel 3 nsubj / PART not 3 advmod / VERB leave 0 root"
TO = "NOUN rebel 2 nsubj / VERB go 0 root / PART to 4 mark / VERB help 2 advcl"


def tree(words: str, rows: str) -> Tree:
    """The tree of a sentence built by hand."""
    return scene_of(document(words, rows)).tree


def seen(status: str, chance: float, at: int = 2) -> Act:
    """What the reader makes of a word."""
    return Act(at, (), ((status, chance),))


@pytest.mark.parametrize(
    ("status", "chance", "value", "expected", "why"),
    [
        ("planned", 0.95, 2.9, Status.PLANNED, "the reader is sure"),
        ("planned", 0.7, 2.9, Status.REPORTED, "it is not sure enough"),
        ("planned", 0.7, 0.4, Status.PLANNED, "it is half sure, and the text does not stand by the event"),
        ("not_done", 0.99, 2.9, Status.NOT_DONE, "a negation is in sight"),
        ("conditional", 0.99, 2.9, Status.REPORTED, "no condition without a word for it"),
        ("reported", 0.99, 2.9, Status.REPORTED, "both agree"),
    ],
    ids=lambda x: str(x),
)
def test_where_the_rules_are_silent(status: str, chance: float, value: float, expected: Status, why: str):
    """What no rule marks stands as a sure reader sees it, if a word can be shown where one is needed."""
    found = headed(tree("rebels not leave", NOT), 2, PLAIN, seen(status, chance), value)
    assert found.status is expected, why


def test_a_weak_mark_gives_way():
    """A bare "to" gives way to a sure reader; a governing word does not."""
    weak, strong = because("plan", 2), because("plan", 1)
    made = tree("rebels went to help", TO)
    assert headed(made, 3, weak, seen("reported", 0.9, 3), 2.9) == PLAIN
    assert headed(made, 3, weak, seen("possible", 0.5, 3), 2.9) == weak
    assert headed(made, 3, strong, seen("reported", 0.99, 3), 2.9) == strong


def test_without_a_reader():
    """The rules stand where the reader says nothing."""
    assert headed(tree("rebels not leave", NOT), 2, EFFECTS["plan"], None, None) == EFFECTS["plan"]


@pytest.mark.parametrize(("status", "word"), [(Status.NOT_DONE, 1), (Status.CONDITIONAL, 2)])
def test_cue(status: Status, word: int):
    """The nearest word of the kind is shown, the event's own where there is none."""
    assert cue(tree("rebels not leave", NOT), 2, status) == word
