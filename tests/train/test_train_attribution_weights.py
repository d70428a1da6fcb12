"""The weights of the attribution stage: which proposals count as right, and the fit."""

from __future__ import annotations

import pytest
from train.attribution_weights import ROUGHLY, Example, Gold, _right, _worth, calibration, fit, table

from onrecord.extract.cues import RULES, SCALE, SHIFT


def characters(start: int, end: int) -> frozenset[int]:
    """A stretch of letters."""
    return frozenset(range(start, end))


GOLD = Gold(cue=characters(5, 9), content=characters(10, 30), source=characters(0, 4), all_quoted=False)


def test_better_borders_count_more():
    """The very words of the annotation count in full, a right claim with other borders less, a wrong one nothing."""
    same, rough, wrong = (characters(10, end) for end in (30, 24, 12))
    worth = [_worth(GOLD, content, characters(0, 4), ()) for content in (same, rough, wrong)]
    assert worth == [1.0, ROUGHLY, 0.0]


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


def test_the_reader_is_fitted_on_top_of_the_rules():
    """The verdict of the rules is one more feature, near 1 where it says it all."""
    pytest.importorskip("scipy")
    found = [Example(("says",), True)] * 20 + [Example(("eats",), False)] * 20
    weights = fit(found, 20.0, {"says": 3.0, "eats": -3.0})
    assert weights[RULES] == pytest.approx(1.0, abs=0.2) and abs(weights.get("says", 0.0)) < 0.3


def test_scores_become_probabilities():
    """Where three of four with a score of 2 and one of four with -2 are right, the line says so: log 3 is 1.1."""
    pytest.importorskip("scipy")
    found = [Example((f,), good) for f, goods in (("a", (1, 1, 1, 0)), ("b", (1, 0, 0, 0))) for good in goods] * 10
    line = calibration(found, {"a": 2.0, "b": -2.0}, {RULES: 1.0})
    assert line[SCALE] == pytest.approx(0.55, abs=0.01) and line[SHIFT] == pytest.approx(0.0, abs=0.01)


def test_the_table_is_read_back():
    """One feature a line, two decimals, comments first."""
    lines = table({"b c": -0.5, "a": 1.0}, 2.5).splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["a\t1.00", "b c\t-0.50"]
