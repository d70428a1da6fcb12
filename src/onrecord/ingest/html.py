"""HTML pages: trafilatura finds the main text, our own readers find title, byline, date and outlet."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from onrecord.errors import InputError
from onrecord.ingest.dates import GUESSED_BY_HTMLDATE, parse_date
from onrecord.ingest.draft import Draft, Fact, Source, composed
from onrecord.ingest.htmlmeta import page_facts
from onrecord.ingest.htmltree import decode_html, paragraphs, read_tree
from onrecord.ingest.options import Limits
from onrecord.ingest.plaintext import first_value

_DATED_URL = re.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?:/|$)")


def parse_html(source: Source, limits: Limits) -> Iterator[Draft]:
    """One report of a page: title, blank line, main text. Raises InputError where no main text is found."""
    page, flags = decode_html(source.data, source.charset)
    tree, more = read_tree(page)
    facts = (*source.facts, *page_facts(tree))
    body, doubts = _main_text(tree)
    title = first_value(facts, "title")
    body = _without_title(body, title)
    if len(body.split()) < 8 and not re.search(r"[.!?…。！？]", body):
        raise InputError("no article text found on the page")
    facts += tuple(_last_resort(tree, facts, source.today))
    text, blocks = composed(title, body)
    yield Draft(text, blocks, facts, (*source.flags, *flags, *more, *doubts), source.member)


def _main_text(tree: Any) -> tuple[str, tuple[str, ...]]:
    """The main text; by trafilatura, or by paragraphs where that gives nothing on a page that has some."""
    from trafilatura import extract

    try:
        found = extract(copy.deepcopy(tree), favor_precision=True, include_comments=False, include_tables=False)
    except ValueError:
        found = None  # it fails on names and characters that broken HTML holds; our own reading does not
    text = "\n\n".join(line.strip() for line in (found or "").splitlines() if line.strip())
    if len(text.split()) >= 30:
        return text, ()
    plain = "\n\n".join(_own_paragraphs(tree))
    if len(plain.split()) > 2 * len(text.split()):
        return plain, ("main text taken by paragraphs, because the extractor found little or none",)
    return text, ()


def _own_paragraphs(tree: Any) -> list[str]:
    """Paragraphs of the article element if there is one, else of main, else of the body: those that are sentences."""
    for name in ("article", "main", "body"):
        for root in tree.iter(name):
            found = [p for p in paragraphs(root) if len(p.split()) >= 8 or re.search(r"[.!?…。！？][\"'”’)]?$", p)]
            if found:
                return found
    return []


def _without_title(body: str, title: str | None) -> str:
    """The body without a first paragraph that repeats the title."""
    first, _, rest = body.partition("\n\n")
    same = title and " ".join(first.split()).casefold().rstrip(".") == " ".join(title.split()).casefold().rstrip(".")
    return rest.strip() if same else body.strip()


def _last_resort(tree: Any, facts: tuple[Fact, ...], today: str | None) -> Iterator[Fact]:
    """A date out of the url or, last, as htmldate finds one, where the page declares none that can be read."""
    if any(parse_date(f.value) is not None for f in facts if f.field == "published"):
        return
    dated = _DATED_URL.search(first_value(facts, "url") or "")
    if dated:
        yield Fact("published", "-".join((dated[1], dated[2].zfill(2), dated[3].zfill(2))), "date in the url")
        return
    from htmldate import find_date

    guess = find_date(copy.deepcopy(tree), extensive_search=False, original_date=True, max_date=today)
    if guess:
        yield Fact("published", guess, GUESSED_BY_HTMLDATE)
