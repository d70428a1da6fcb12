"""What the heads that judge two words say, from hand-made arrays."""

import numpy as np
import pytest

from onrecord.model import Argument
from onrecord.nlp.labels import ROLES
from onrecord.nlp.pairs import Pair, credits_of, frames_of, links_of, softmax
from onrecord.nlp.windows import Pass


def same(labels: int, width: int) -> Pair:
    """A head whose label scores are the first numbers of the two projections added, below 0 cut off."""
    return Pair(np.eye(labels, width, dtype=np.float32), np.zeros(labels, np.float32))


def rows(*values: tuple[float, ...]) -> np.ndarray:
    """An array of floats."""
    return np.array(values, np.float32)


def test_a_pair_is_scored_alike_in_any_company():
    """One pair alone or among many has the same scores, to the last bit."""
    chance = np.random.default_rng(1)
    near, far = chance.normal(size=(70, 16)).astype(np.float32), chance.normal(size=(5, 16)).astype(np.float32)
    pair = Pair(chance.normal(size=(3, 16)).astype(np.float32), np.ones(3, np.float32))
    together = pair.score(near[None], far[:, None])
    assert together.shape == (5, 70, 3)
    assert np.array_equal(together[4, 69], pair.score(near[69], far[4]))
    by_hand = np.maximum(near[None] + far[:, None], 0) @ pair.weight.T + pair.bias
    assert together == pytest.approx(by_hand, abs=1e-5)
    assert softmax(together).sum(-1) == pytest.approx(np.ones((5, 70)), abs=1e-5)


def test_credits_hang_on_their_cue():
    """Ann | said | so | . | Bo | agreed: what is said and who says it; the window starts at word 10."""
    cues = np.zeros((6, 3), np.float32)
    cues[1, 1], cues[2, 2], cues[5, 1] = 9, 9, -1
    near = np.zeros((6, 3), np.float32)
    near[0, 1] = near[2, 2] = near[3, 2] = 9
    near[[1, 4, 5], 0] = 9
    seen = Pass(10, 16, {"cues": cues, "credit_near": near, "credit_far": np.zeros((6, 3), np.float32)})
    (credit,) = credits_of(seen, (10, 16), [(10, 14), (14, 16)], same(3, 3), 0.5)
    assert (credit.cue, credit.source, credit.content) == ((11, 12), (10,), (12, 13))
    assert credit.score == pytest.approx(1, abs=1e-3)
    found = credits_of(seen, (10, 16), [(10, 14), (14, 16)], same(3, 3), 0.1)
    assert [c.cue[0] for c in found] == [10, 11, 13, 14, 15]
    assert found[0].cue == (10,), "a doubtful cue ends before the next sure one"
    assert credits_of(seen, (14, 16), [(10, 14), (14, 16)], same(3, 3), 0.5) == []


def test_a_cue_that_credits_nothing_is_left_out():
    """Without content there is no attribution."""
    cues = rows((0, 9, 0), (9, 0, 0))
    near = rows((9, 0, 0), (0, 9, 0))
    seen = Pass(0, 2, {"cues": cues, "credit_near": near, "credit_far": np.zeros((2, 3), np.float32)})
    assert credits_of(seen, (0, 2), [(0, 2)], same(3, 3), 0.1) == []


def test_arguments_stay_in_the_sentence():
    """Both nouns want to be ARG0 of both verbs; only those of the same sentence are, and no word is its own."""
    near = np.zeros((4, len(ROLES)), np.float32)
    near[:, 0], near[[0, 1, 3], 1] = 1, 9
    out = {"predicates": rows((-9,), (9,), (9,), (-9,)), "role_near": near, "role_far": np.zeros_like(near)}
    found = frames_of(Pass(5, 9, out), np.array([0, 0, 1, 1]), same(len(ROLES), len(ROLES)))
    assert [(f.token, [a.token for a in f.arguments]) for f in found] == [(6, [5]), (7, [8])]
    assert found[0].arguments == (Argument("ARG0", 5, pytest.approx(1, abs=0.02)),)
    assert frames_of(Pass(5, 9, out), np.array([0, -1, -1, -1]), same(len(ROLES), len(ROLES))) == []


def test_links_go_back():
    """The likeliest mention before it, or none; a mention is never its own antecedent nor that of an earlier one."""
    near, far = np.zeros((4, 2), np.float32), np.zeros((4, 2), np.float32)
    near[0, 0], near[3, 0], far[2, 0] = 3, 9, 1
    pair = Pair(np.eye(1, 2, dtype=np.float32), np.full(1, -2.0, np.float32))
    out = {"mentions": rows((9,), (-9,), (9,), (9,)), "antecedent_near": near, "antecedent_far": far}
    found = links_of(Pass(3, 7, out), (3, 7), pair)
    assert [(link.mention, link.antecedent) for link in found] == [(3, None), (5, 3), (6, 3)]
    assert found[0].score == 1 and 0.5 < found[1].score < 1
    assert [link.mention for link in links_of(Pass(3, 7, out), (5, 6), pair)] == [5]
