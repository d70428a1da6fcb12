"""Plain text, as files hold it: bytes to characters, and the page that the characters make."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence

from onrecord.errors import InputError
from onrecord.ingest.draft import Draft, Fact, Source
from onrecord.ingest.layout import layout
from onrecord.ingest.options import Limits

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """All characters of `data`, and a flag where the encoding had to be guessed or did not hold.

    Order: byte order mark, `declared`, UTF-8, then detection on the first 64 KB. Line ends stay as they are.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ()
    for known in filter(None, (declared, "utf-8")):
        try:
            return data.decode(known), ()
        except (UnicodeDecodeError, LookupError):
            continue
    return _detected(data)


def _detected(data: bytes) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65_536]).best()
    encoding = best.encoding if best else "utf-8"
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    flag = f"encoding not declared and not UTF-8; read as {encoding}"
    return text, (flag + (f", {lost} characters unreadable" if lost else ""),)


def first_value(facts: Sequence[Fact], name: str) -> str | None:
    """The most trusted value of a field among facts."""
    return next((f.value for f in facts if f.field == name), None)


def draft_of_text(text: str, facts: tuple[Fact, ...] = (), flags: tuple[str, ...] = ()) -> Draft:
    """A draft whose text is exactly `text`; given facts come before those that the page declares."""
    page = layout(
        text,
        title=first_value(facts, "title"),
        authors=first_value(facts, "bylines"),
        outlet=first_value(facts, "outlet"),
    )
    return Draft(text, page.blocks, (*facts, *page.facts), flags)


def parse_text(source: Source, limits: Limits) -> Iterator[Draft]:
    """One report of a plain text file."""
    text, flags = decode(source.data, source.charset)
    if "\x00" in text and text.count("\x00") > len(text) // 1000:
        raise InputError("binary data, not text")
    if not text.strip():
        raise InputError("the file holds no text, only blank characters")
    yield draft_of_text(text, source.facts, (*source.flags, *flags))
