"""Which words are read at once."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.nlp.windows import Pass, Words, chains, owned, window_around, window_at


def one(word: str, spaced: bool) -> int:
    """Every word is one piece."""
    return 1


def paragraphs(*sizes: int) -> Words:
    """Paragraphs of so many words, in sentences of four."""
    words, at = Words(), 0
    text = "\n".join("Lume was wet . " * (size // 4) for size in sizes)
    for line in text.split("\n"):
        words.add(text, at, at + len(line))
        at += len(line) + 1
    return words


def passes(*places: tuple[int, int]) -> list[Pass]:
    """Windows without outputs."""
    return [Pass(start, end, {}) for start, end in places]


def test_words_of_paragraphs():
    """Offsets count from the start of the text; only a gap is a space; an empty paragraph adds nothing."""
    text = "Ann’s here.\n \nLume"
    words = Words()
    for start, end in ((0, 11), (12, 13), (14, 18)):
        words.add(text, start, end)
    assert words.words == ["Ann", "’s", "here", ".", "Lume"]
    assert [text[a:b] for a, b in words.tokens] == words.words
    assert words.spaced == [True, False, True, False, True]
    assert words.breaks == [0, 4]
    assert words.window((1, 3)) == (["’s", "here"], [True, True])


def test_neighbouring_paragraphs_are_packed_whole():
    """As many as fit go into one window; the next starts with the paragraph that did not."""
    words = paragraphs(20, 20, 20, 4)
    assert list(chains(words, one, 2 + 45)) == [[(0, 40)], [(40, 64)]]


def test_a_long_paragraph_is_read_in_overlapping_windows():
    """Its windows are a chain of their own, and each starts at what looks like a sentence."""
    words = paragraphs(4, 100, 4)
    first, long, last = chains(words, one, 42)
    assert len(first) == len(last) == 1 < len(long)
    assert (long[0][0], long[-1][1]) == (words.breaks[1], words.breaks[2])
    assert all(a[0] < b[0] < a[1] < b[1] for a, b in pairwise(long))
    assert all(words.words[start] == "Lume" for start, _ in long)


@given(st.lists(st.integers(0, 30), max_size=8), st.integers(14, 60), st.randoms())
def test_windows_cover_all_words(sizes, longest, random):
    """No word is left out, none is in two chains, no window is longer than it may be, whatever the pieces."""
    words = paragraphs(*(4 * size for size in sizes)) if sizes else Words()
    lengths = [random.randint(1, 12) for _ in words.tokens]
    given_out = iter(lengths)
    found = list(chains(words, lambda word, spaced: next(given_out), longest))
    covered = [i for chain in found for i in range(chain[0][0], chain[-1][1])]
    assert covered == list(range(len(words.tokens)))
    for chain in found:
        assert all(sum(lengths[a:b]) <= longest - 2 for a, b in chain)
        assert all(a[0] < b[0] <= a[1] <= b[1] for a, b in pairwise(chain))
        own = owned(passes(*chain))
        assert [i for a, b in own for i in range(a, b)] == list(range(chain[0][0], chain[-1][1]))
        assert all(p[0] <= a <= b <= p[1] for p, (a, b) in zip(chain, own, strict=True))


def test_no_words_no_windows():
    """An empty text is not read."""
    assert list(chains(Words(), one, 192)) == []


def test_the_window_that_sees_best():
    """An overlap is halved; a sentence is taken where it has most on both sides, and must be whole."""
    chain = passes((0, 20), (12, 30), (26, 40))
    assert owned(chain) == [(0, 16), (16, 28), (28, 40)]
    assert [window_at(i, chain) for i in (0, 11, 12, 29, 39)] == [0, 0, 1, 2, 2]
    assert window_around(13, 17, chain) == 0
    assert window_around(15, 19, chain) == 1
    assert window_around(13, 21, chain) == 1
