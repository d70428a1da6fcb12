"""Words as the vocabulary sees them."""

import pytest

from onrecord.nlp import pieces as module
from onrecord.nlp.pieces import LONGEST_WORD, Pieces, case, inputs

tokenizers = pytest.importorskip("tokenizers")
WORDS = "[PAD] [CLS] [SEP] [UNK] ann said a ##b ##ab *".split()


def made(cases: bool = False) -> Pieces:
    """A vocabulary of a few pieces."""
    model = tokenizers.models.WordPiece({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]")
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    return Pieces(tokenizer, cases)


def test_a_word_has_pieces():
    """At least one, and no more than the first dozen."""
    pieces = made()
    assert pieces.of("Ann", True) == [4] and pieces.of("abb", False) == [6, 7, 7]
    assert pieces.of("", True) == [9]
    assert pieces.length("a" + "b" * 50, True) == LONGEST_WORD


def test_unknown_marks_are_read_as_a_bullet():
    """An emoji is nobody; unknown letters may be a name and stay unknown."""
    pieces = made()
    assert pieces.of("🚀", True) == pieces.of("*", True) == [9]
    assert pieces.of("Ж", True) == [3]


def test_memory_is_bounded(monkeypatch):
    """After so many words all are forgotten, and long ones are not kept whole."""
    monkeypatch.setattr(module, "_REMEMBERED", 10)
    pieces = made()
    for n in range(35):
        assert pieces.of(f"a{n}" + "x" * 10_000, True)
    assert len(pieces._known) <= 10
    assert max(len(word) for word, _ in pieces._known) <= 200


def test_inputs_of_windows():
    """Marks around, a word's first and last piece, padding to the longest."""
    ids, first, last = inputs([["Ann", "abb"], ["said"]], [[True, True], [True]], made())
    assert ids.tolist() == [[1, 4, 6, 7, 7, 2], [1, 5, 2, 0, 0, 0]]
    assert first.tolist() == [[1, 2], [1, 0]] and last.tolist() == [[1, 4], [1, 0]]
    assert all(array.dtype == "int64" for array in (ids, first, last))
    *_, cases = inputs([["Ann", "abb"]], [[True, True]], made(cases=True))
    assert cases.tolist() == [[0, 2, 1, 1, 1, 0]]


@pytest.mark.parametrize(("word", "number"), [("may", 1), ("May", 2), ("A", 2), ("NATO", 3), ("McKay", 4), ("12", 5)])
def test_letter_cases(word, number):
    """What an uncased vocabulary cannot see."""
    assert case(word) == number
