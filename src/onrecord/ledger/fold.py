"""How words are compared: what is folded away, and where one word ends and the next begins.

Everything that goes into a word index passes through `indexed`, and so does everything that is looked up, so that
both sides agree whatever the script and whichever Unicode tables SQLite was built with: FTS5 only parts the words
at spaces. Spans of matches are found in the text as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Marks that people leave out when they search: Latin, Greek and Cyrillic accents, Hebrew points, Arabic short
# vowels and the Arabic lengthening stroke. Vowel signs of Indic and Thai scripts are letters in all but name.
_DROPPED = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u0640\u064b-\u065f\u0670]")

# Thai to Tibetan, Burmese, Hangul jamo, Khmer, kana, Bopomofo, CJK ideographs, Hangul syllables, half-width kana.
_UNSPACED = re.compile(
    "([\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u318f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U00020000-\U0003ffff])"
)
# Letters and digits, or one character that may be a mark on them.
_CANDIDATE = re.compile(r"[^\W_]+|([^\x00-\x7f\s])")
_ASCII_WORD = re.compile("[a-z0-9]+")
# What stands between words in most texts, for which nothing else need be asked.
_BETWEEN = dict.fromkeys(map(ord, "‘’“”„«»–—―‐‑…•·§©®™°£€¥\u00a0\u2009\u202f"), " ")
_MARKS = ("Mn", "Mc", "Me", "Co")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without what SQLite cannot take: lone surrogates; NUL becomes a space."""
    return _SURROGATES.sub("\ufffd", text).replace("\0", " ")


def _bare(text: str) -> str:
    """A run of letters in NFC without case, accents and width; scripts without spaces get a space a character.

    Chinese, Japanese, Thai, Lao, Burmese, Khmer and Korean words are then found as phrases of characters, of any
    length; a Korean word is found with whatever particle follows it.
    """
    if text.isascii():
        return clean(text).casefold()
    bare = _DROPPED.sub("", unicodedata.normalize("NFKD", clean(text).casefold()))
    return _UNSPACED.sub(r" \1 ", unicodedata.normalize("NFC", bare))


def words(text: str) -> list[str]:
    """The words of the text as the index has them."""
    plain = text if text.isascii() else text.translate(_BETWEEN)
    if plain.isascii():
        return _ASCII_WORD.findall(plain.casefold())
    return [word for piece in plain.split() for word in _words_of(piece)]


def _words_of(piece: str) -> list[str]:
    if piece.isascii():
        return _ASCII_WORD.findall(piece.casefold())
    return [word for word, _, _ in placed_words(piece)]


def indexed(text: str) -> str:
    """The text as it goes into a word index: its words with a space between each two."""
    return " ".join(words(text))


def folded(name: str) -> str:
    """A name for comparison: its words, each with a space before it."""
    return "".join(f" {word}" for word in words(name))


def placed_words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of the text as the index has them, each with the stretch of the text (code points) it comes from."""
    for run, start, end in _runs(text):
        if run.isascii():
            yield run.casefold(), start, end
        else:
            yield from _split(run, start)


def _split(run: str, start: int) -> Iterator[tuple[str, int, int]]:
    """The words of one run of letters: several where the script has no spaces."""
    position = 0
    for piece in _pieces(run):
        for word, _, _ in _runs(_bare(piece)):
            yield word, start + position, start + position + len(piece)
        position += len(piece)


def _pieces(run: str) -> list[str]:
    """The run cut around each character of a script without spaces; a decomposed syllable stays in one piece."""
    pieces: list[str] = []
    for piece in _UNSPACED.split(run):
        if pieces and piece and len(unicodedata.normalize("NFKC", pieces[-1] + piece)) == 1:
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)
    return pieces


def _runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Runs of letters, digits and marks, each with its stretch of the text."""
    start = end = 0
    for match in _CANDIDATE.finditer(text):
        if match[1] is not None and unicodedata.category(match[1]) not in _MARKS:
            continue
        if match.start() != end and start < end:
            yield text[start:end], start, end
            start = match.start()
        elif start == end:
            start = match.start()
        end = match.end()
    if start < end:
        yield text[start:end], start, end
