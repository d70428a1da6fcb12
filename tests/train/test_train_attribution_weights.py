"""The weights of the attribution stage: which proposals count as right, and the fit."""

from __future__ import annotations

import pytest
from train.attribution_weights import Example, Gold, _right, fit, table


def characters(start: int, end: int) -> frozenset[int]:
    """A stretch of letters."""
    return frozenset(range(start, end))


GOLD = Gold(cue=characters(5, 9), content=characters(10, 30), source=characters(0, 4), all_quoted=False)


@pytest.mark.parametrize(
    ("content", "source", "right"),
    [
        ((10, 30), (0, 4), True),
        ((10, 19), (0, 4), False),
        ((10, 30), (40, 44), False),
        ((10, 30), None, False),
    ],
    ids=["the same", "less than half of the content", "another source", "no source where there is one"],
)
def test_what_is_right(content: tuple[int, int], source: tuple[int, int] | None, right: bool):
    """Half of the content in common, and sources that meet."""
    given = characters(*source) if source else frozenset()
    assert _right(GOLD, characters(*content), given, ()) is right


def test_the_fit_tells_good_from_bad():
    """A feature of right proposals gets a positive weight, one of wrong proposals a negative one, a rare one none."""
    pytest.importorskip("scipy")
    found = [Example(("bias", "says"), True)] * 20 + [Example(("bias", "eats"), False)] * 20
    weights = fit([*found, Example(("bias", "once"), True)], l2=1.0)
    assert weights["says"] > 0 > weights["eats"] and "once" not in weights


def test_the_table_is_read_back():
    """One feature a line, two decimals, comments first."""
    lines = table({"b c": -0.5, "a": 1.0}, 2.5).splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["a\t1.00", "b c\t-0.50"]
