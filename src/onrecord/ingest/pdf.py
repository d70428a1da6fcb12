"""PDF pages with a text layer: lines joined to paragraphs, repeated page heads and feet left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.errors import InputError
from onrecord.ingest.dates import PDF_CREATED
from onrecord.ingest.draft import Draft, Source, facts_of
from onrecord.ingest.options import Limits
from onrecord.ingest.plaintext import draft_of_text, first_value

_ENDS = re.compile(r"[.!?…:。！？][\"'”’»)\]]*$")
_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)


def parse_pdf(source: Source, limits: Limits) -> Iterator[Draft]:
    """One report of all pages. Raises InputError without a text layer, if locked, or beyond a limit."""
    import pypdfium2

    if len(source.data) > limits.pdf_bytes:
        raise InputError(f"a PDF of {len(source.data):,} bytes; at most {limits.pdf_bytes:,} are read")
    open_pdf: Any = pypdfium2.PdfDocument
    try:
        pdf = open_pdf(source.data)
    except pypdfium2.PdfiumError as error:
        raise InputError(f"the PDF cannot be opened (damaged or locked): {error}") from error
    if len(pdf) > limits.pdf_pages:
        raise InputError(f"a PDF of {len(pdf):,} pages; at most {limits.pdf_pages:,} are read")
    pages = list(_page_lines(pdf, limits))
    text = joined(_without_repeats(pages))
    if not text.strip():
        raise InputError(f"no text layer on its {len(pdf)} pages (a scan?); recognise the text first")
    meta = pdf.get_metadata_dict(skip_empty=True)
    title = meta.get("Title", "")
    # A PDF's Title is as often a file name as a headline: it counts only if it stands on the page.
    title = title if title and " ".join(title.split()).casefold() in " ".join(text.split()).casefold() else None
    facts = facts_of((("title", title, "PDF Title"), ("bylines", meta.get("Author"), "PDF Author")))
    draft = draft_of_text(text, (*source.facts, *facts), source.flags)
    dated = first_value(draft.facts, "published")
    created = facts_of((("published", None if dated else _created(meta.get("CreationDate", "")), PDF_CREATED),))
    yield Draft(draft.text, draft.blocks, (*draft.facts, *created), draft.flags, source.member)


def _page_lines(pdf: Any, limits: Limits) -> Iterator[list[str]]:
    import pypdfium2

    size = 0
    for number in range(len(pdf)):
        try:
            page = pdf[number]
            textpage = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise InputError(f"page {number + 1} of the PDF is damaged: {error}") from error
        lines = textpage.get_text_range().replace("\r\n", "\n").replace("\r", "\n").split("\n")
        textpage.close()
        page.close()
        size += sum(map(len, lines))
        if size > limits.body_bytes:
            raise InputError(f"more than {limits.body_bytes:,} characters of text in the PDF")
        yield [line.rstrip() for line in lines]


def _without_repeats(pages: Sequence[list[str]]) -> list[list[str]]:
    """Pages without bare page numbers and without first and last lines that recur on most pages."""
    edges = Counter(line for page in pages for line in {*page[:2], *page[-2:]} if line.strip())
    often = {line for line, count in edges.items() if len(pages) >= 3 and count > len(pages) / 2}
    return [[line for line in page if line not in often and not _NUMBER.fullmatch(line.strip())] for page in pages]


def joined(pages: Sequence[Sequence[str]]) -> str:
    """Lines as paragraphs: a line that ends neither short nor with a stop runs on; a hyphen at its end is undone."""
    lines = [line for page in pages for line in page]
    widths = sorted(len(line) for line in lines if line.strip())
    full = 0.75 * widths[int(len(widths) * 0.8)] if widths else 0
    parts: list[str] = []
    running = False
    for line in lines:
        words = line.strip()
        if not words:
            running = False
            continue
        if running and parts:
            hyphen = re.search(r"(?<=[a-zà-ÿ])(?:-|\u00ad|\ufffe|\x02)$", parts[-1])
            parts[-1] = parts[-1][: hyphen.start()] + words if hyphen and words[0].islower() else f"{parts[-1]} {words}"
        else:
            parts.append(words)
        running = len(words) >= full or (
            not _ENDS.search(words) and len(words) >= 0.5 * full and len(parts[-1].split()) > 12
        )
    # U+FFFE and U+0002 are how PDFium writes a hyphen at which it has joined two lines itself.
    parts = [re.sub(r"(?<=[a-zà-ÿ])[\ufffe\x02](?=[a-zà-ÿ])", "", part) for part in parts]
    return "\n\n".join(re.sub(r"[\ufffe\x02]", "-", part) for part in parts)


def _created(written: str) -> str | None:
    """The day of a PDF date "D:20220626101500+01'00'"."""
    match = re.match(r"D:(\d{4})(\d{2})(\d{2})", written)
    return "-".join(match.groups()) if match else None
