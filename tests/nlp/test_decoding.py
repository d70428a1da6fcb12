"""Windows with hand-made outputs become one reading."""

import numpy as np
import pytest

from onrecord.nlp.decoding import Decoder, Reading, decode
from onrecord.nlp.labels import BIO, ROLES, Labels
from onrecord.nlp.pairs import Pair
from onrecord.nlp.windows import Pass, Words

LABELS = Labels(("NOUN|Number=Sing", "VERB"), ("root", "nsubj", "obj"))
WIDTHS = {"relation": 3, "credit": 3, "role": len(ROLES), "antecedent": 1}
TEXT = Words(words=["word"] * 40, spaced=[True] * 40)
DECODER = Decoder(LABELS, {n: Pair(np.eye(w, dtype=np.float32), np.zeros(w, np.float32)) for n, w in WIDTHS.items()})


def window(start: int, end: int, **changes: np.ndarray) -> Pass:
    """A window in which every head says "nothing", every word hangs on the one before it, the first is the root."""
    count = end - start
    sizes = {"tags": 2, "starts": 1, "names": len(BIO), "cues": 3, "facts": 2, "predicates": 1, "mentions": 1}
    out = {name: np.zeros((count, size), np.float32) for name, size in sizes.items()}
    out["tags"][:, 0] = out["names"][:, 0] = 1
    out["cues"][:, 0] = 9
    for name in ("starts", "predicates", "mentions"):
        out[name] -= 9
    out["arcs"] = 9 * np.eye(count, k=-1, dtype=np.float32)
    out["arcs"][0, 0] = 9
    for name, width in WIDTHS.items():
        out[f"{name}_near"], out[f"{name}_far"] = (np.zeros((count, width), np.float32) for _ in "ab")
    out["relation_near"][:, 0], out["relation_near"][:, 2] = 9, 1
    return Pass(start, end, out | changes)


def decoded(*chain: Pass, breaks: tuple[int, ...] = ()) -> Reading:
    """The windows' reading."""
    reading = Reading()
    decode(chain, TEXT, breaks or (chain[0].start,), DECODER, reading)
    return reading


def test_one_window():
    """Tags, one tree, relations (root at the root and nowhere else), event words."""
    found = decoded(window(0, 3))
    assert found.sentences == [(0, 3)] and found.heads == [-1, 0, 1]
    assert found.deprels == ["root", "obj", "obj"] and found.tags == ["NOUN|Number=Sing"] * 3
    assert found.events == [0.5] * 3 and found.values == [0.0] * 3
    assert not (found.names or found.credits or found.frames or found.links)


def test_a_sentence_starts_where_the_head_says_and_with_paragraphs():
    """Each sentence has a root of its own, even where the best head of a word lies outside."""
    starts = np.full((6, 1), -9, np.float32)
    starts[2] = 9
    found = decoded(window(10, 16, starts=starts), breaks=(10, 14))
    assert found.sentences == [(10, 12), (12, 14), (14, 16)]
    assert found.heads == [-1, 10, -1, 12, -1, 14]
    assert [i for i, d in enumerate(found.deprels) if d == "root"] == [0, 2, 4]


def test_positions_go_on_after_what_was_read_before():
    """A second chain is added to the first."""
    reading = Reading()
    decode([window(0, 2)], TEXT, (0,), DECODER, reading)
    decode([window(2, 4)], TEXT, (2,), DECODER, reading)
    assert reading.sentences == [(0, 2), (2, 4)] and reading.heads == [-1, 0, -1, 2]


def test_overlapping_windows():
    """Words of the overlap are taken from the window that sees them better, and a name may lie across its middle."""
    first, second = window(0, 12), window(8, 20)
    first.out["tags"][9:, 1] = 9
    second.out["tags"][:2, 1] = 9
    first.out["names"][9, BIO.index("B-PER")] = second.out["names"][2, BIO.index("I-PER")] = 9
    first.out["starts"][[9, 11]] = second.out["starts"][[1, 6]] = 9
    found = decoded(first, second)
    assert [i for i, tag in enumerate(found.tags) if tag == "VERB"] == [9]
    assert found.names == [(9, 11, "PER")]
    assert found.sentences == [(0, 9), (9, 14), (14, 20)]
    assert [i for i, head in enumerate(found.heads) if head == -1] == [0, 9, 14]


def test_no_sentence_is_longer_than_a_window():
    """Where the head never starts a sentence, one starts where no window sees both sides."""
    found = decoded(window(0, 10), window(6, 16), window(12, 20))
    assert found.sentences == [(0, 10), (10, 16), (16, 20)]
    assert len(found.heads) == len(found.deprels) == 20


@pytest.mark.parametrize("seed", range(5))
def test_whatever_the_outputs_say(seed):
    """Random outputs give a reading: trees with one root a sentence, names in order, positions inside."""
    chance = np.random.default_rng(seed)
    chain = [window(0, 40), window(25, 60), window(50, 75)]
    for seen in chain:
        for name, value in seen.out.items():
            seen.out[name] = chance.normal(size=value.shape).astype(np.float32) * 3
    found = decoded(*chain, breaks=(0,))
    assert len(found.heads) == len(found.tags) == len(found.deprels) == len(found.events) == 75
    for start, end in found.sentences:
        roots = [i for i in range(start, end) if found.heads[i] == -1]
        assert len(roots) == 1 and all(found.heads[i] == -1 or start <= found.heads[i] < end for i in range(start, end))
        assert [i for i in range(start, end) if found.deprels[i] == "root"] == roots
    assert [c.cue[0] for c in found.credits] == sorted({c.cue[0] for c in found.credits})
    assert [link.mention for link in found.links] == sorted({link.mention for link in found.links})
    assert all(link.antecedent is None or link.antecedent < link.mention for link in found.links)
    assert [frame.token for frame in found.frames] == sorted({frame.token for frame in found.frames})
    assert all(-3 <= value <= 3 for value in found.values)
