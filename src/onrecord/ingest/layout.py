"""Which part of a plain text is masthead, title, byline, body and page furniture; cautious: in doubt it is body.

Masthead, byline and furniture are not read for records, so a line goes there only on page evidence: a byline with
"By" above a body, an author or outlet given from outside, furniture of a fixed form. Body is one block for each run
of paragraphs. A dateline stays in the body, where it is read; its words are also a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from onrecord.ingest.dateline import find_dateline
from onrecord.ingest.draft import Fact
from onrecord.ingest.furniture import (
    facts_in,
    is_edge_furniture,
    is_furniture,
    is_label_run,
    is_section,
    label,
    page_date,
)
from onrecord.model import Block, BlockKind, Span

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_VISIBLE = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\u200b-\u200f\ufeff]")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_HEAD = 8  # lines in which masthead, title and byline are looked for
_NAME = r"[^\W\d_][\w.'’-]*"
_TIME = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Next|Last|Early|Late|Then|Now|All|Any)\b"
_BETWEEN = r"(?:\s*[,|/&]\s*|\s+(?:[-–—&]\s+)?)"
_BYLINE = re.compile(
    rf"(?:[-–—•*|]\s*)?(?:By|BY)[:\s]\s*(?!(?:The|A|An|THE)\s(?!Associated\b)|{_TIME})(?=[^\W\d_a-z])"
    rf"{_NAME}(?:{_BETWEEN}{_NAME}){{0,13}}\.?"
)
_WORD = r"[^\W\d_a-z][\w.'’-]*"
_DASHED = re.compile(rf"[-–—]\s*{_WORD}(?: {_WORD}){{1,3}}(?: (?:in|and) {_WORD}(?: {_WORD}){{0,3}})?")
_AGENCY = re.compile(
    r"(?:Reuters|AFP|Agence France-Presse|(?:The )?Associated Press|AP|PA|Bloomberg|Xinhua|TASS|dpa)(?: in [A-Z]\w+)?"
)
_BARE_BY = re.compile(r"(?:[-–—•*|]\s*)?by", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_PAPER = re.compile(
    r"\b(?:telegraph|times|post|guardian|herald|tribune|gazette|chronicle|news|journal|star|mail|express|mirror|sun|"
    r"observer|independent|standard|press|record|courier|examiner|globe|mercury|argus|echo|bulletin|dispatch|"
    r"register|review|monitor|daily|weekly|zeitung|monde|pravda|izvestia|today|inquirer|ledger|advertiser|leader)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """blocks: in text order, never overlapping, of non-blank text. facts: what the page itself declares."""

    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str  # of the line, single-spaced
    after_blank: bool


def layout(text: str, *, title: str | None = None, authors: str | None = None, outlet: str | None = None) -> Layout:
    """The parts of `text`. title, authors, outlet: as given from outside, to know them when they stand on the page."""
    lines = _lines(text)
    kinds: list[BlockKind] = [BlockKind.BODY] * len(lines)
    facts: list[Fact] = []
    _mark_furniture(lines, kinds, facts)
    _mark_head(lines, kinds, facts, _Given(_key(title), _key(authors), _key(outlet)))
    _mark_edges(lines, kinds, facts)
    if BlockKind.BODY not in kinds and BlockKind.TITLE not in kinds:
        # Nothing would be read: then the signs were not furniture.
        kinds = [BlockKind.BODY] * len(lines)
    blocks = tuple(_blocks(lines, kinds))
    starts = [line.start for line, kind in zip(lines, kinds, strict=True) if kind is BlockKind.BODY][:3]
    words = next(filter(None, (find_dateline(text[start:]) for start in starts)), None)
    if words:
        facts.append(Fact("dateline", words, "start of the body"))
    return Layout(blocks, tuple(facts))


@dataclass(frozen=True, slots=True)
class _Given:
    title: str
    authors: str
    outlet: str


def _key(words: str | None) -> str:
    """For comparing a line with something given: case, spaces, quotation marks and a final stop do not count."""
    return re.sub(r"[\"“”„«»]", "", " ".join((words or "").split())).replace("’", "'").rstrip(" .").casefold()


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    last = 0
    for match in _LINE.finditer(text):
        stripped = match[0].strip()
        if not _VISIBLE.search(stripped):
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        blank = len(_BREAK.findall(text, last, start)) > 1
        lines.append(_Line(start, start + len(stripped), " ".join(stripped.split()), blank or not lines))
        last = start + len(stripped)
    return lines


def _mark_furniture(lines: Sequence[_Line], kinds: list[BlockKind], facts: list[Fact]) -> None:
    """Furniture of a fixed form, wherever it stands, and runs of labelled lines at either end."""
    for i, line in enumerate(lines):
        if is_furniture(line.words):
            kinds[i] = BlockKind.FURNITURE
            facts.extend(facts_in(line.words))
    for run in (_run(range(len(lines)), lines, kinds), _run(range(len(lines) - 1, -1, -1), lines, kinds)):
        if is_label_run([lines[i].words for i in run]):
            for i in run:
                kinds[i] = BlockKind.FURNITURE
            facts.extend(fact for i in sorted(run) for fact in facts_in(lines[i].words))


def _run(order: Iterable[int], lines: Sequence[_Line], kinds: Sequence[BlockKind]) -> list[int]:
    """Indices of labelled lines from one end inward, passing over furniture."""
    run = []
    for i in order:
        if kinds[i] is BlockKind.FURNITURE:
            continue
        if not label(lines[i].words):
            break
        run.append(i)
    return run


def _mark_head(lines: Sequence[_Line], kinds: list[BlockKind], facts: list[Fact], given: _Given) -> None:
    head = [i for i, kind in enumerate(kinds) if kind is BlockKind.BODY][:_HEAD]
    above, bylines = _find_byline(lines, head, given)
    for i in bylines:
        kinds[i] = BlockKind.BYLINE
    if bylines:
        written = " ".join(lines[i].words for i in bylines)
        facts.append(Fact("bylines", written, "byline on the page"))
    _mark_dated(lines, above, kinds, facts)
    above = [i for i in above if kinds[i] is BlockKind.BODY]
    above = _mark_masthead(lines, above, kinds, facts, given, after=head)
    if len(above) > 1 and bylines and is_section(lines[above[0]].words):
        kinds[above[0]] = BlockKind.FURNITURE
        facts.append(Fact("section", lines[above[0]].words, "section line of the page"))
        above = above[1:]
    _mark_title(lines, above, kinds, facts, given, byline=bool(bylines))


def _find_byline(lines: Sequence[_Line], head: Sequence[int], given: _Given) -> tuple[list[int], list[int]]:
    """(lines above the byline, lines of the byline). Without a byline: (all of the head, none)."""
    for at, i in enumerate(head):
        size = _byline_size(lines, head[at:], given, headed=at > 0 and lines[head[at - 1]].words[0] not in "-–—")
        below = head[at + size :]
        if size and (below or len(lines) > head[-1] + 1):
            return list(head[:at]), list(head[at : at + size])
        # Above a byline stand only short lines that are not sentences.
        if len(lines[i].words.split()) > 25 or (_ENDS.search(lines[i].words) and len(lines[i].words.split()) > 12):
            break
    return list(head), []


def _byline_size(lines: Sequence[_Line], rest: Sequence[int], given: _Given, *, headed: bool) -> int:
    """How many lines at the start of `rest` are a byline: by "By NAME", or by being the authors given."""
    first = lines[rest[0]].words
    if len(first) <= 120 and _BYLINE.fullmatch(first) and not _is_sentence(first):
        return 1
    # "- Jana Holt" or "Reuters" between a headline and a body, as e-papers print it without "By".
    listed = len(rest) > 1 and lines[rest[1]].words.startswith(("-", "–", "—"))
    if headed and len(rest) > 1 and not listed and (_DASHED.fullmatch(first) or _AGENCY.fullmatch(first)):
        return 1
    if _BARE_BY.fullmatch(first) and len(rest) > 1 and 2 <= len(lines[rest[1]].words.split()) <= 6:
        return 2
    size, left = 0, given.authors
    while left and size < len(rest):
        words = _key(lines[rest[size]].words)
        if not words or not (left == words or left.startswith((words + ",", words + ";", words + " and "))):
            break
        left, size = re.sub(r"^(?:[,;\s]|and\s)+", "", left[len(words) :]), size + 1
    return size


def _is_sentence(words: str) -> bool:
    """A line of running text: a final stop after at least six words, as no byline has."""
    return bool(_ENDS.search(words)) and len(words.split()) >= 6


def _mark_dated(lines: Sequence[_Line], above: Sequence[int], kinds: list[BlockKind], facts: list[Fact]) -> None:
    """Date lines above the running text; further down a date alone on a line is a heading of the text itself."""
    for i in takewhile(lambda i: not _is_sentence(lines[i].words), above[:4]):
        if page_date(lines[i].words) is not None:
            kinds[i] = BlockKind.FURNITURE
            facts.extend(facts_in(lines[i].words))


def _mark_masthead(
    lines: Sequence[_Line],
    above: list[int],
    kinds: list[BlockKind],
    facts: list[Fact],
    given: _Given,
    *,
    after: Sequence[int],
) -> list[int]:
    """The outlet's name on the first line: the outlet given, or a newspaper's name on a page that shows other signs."""
    if not above or len(lines) < 2 or above[0] != next(iter(after)):
        return above
    words = lines[above[0]].words
    same = bool(given.outlet) and _bare(_key(words)) == _bare(given.outlet)
    signs = BlockKind.FURNITURE in kinds or BlockKind.BYLINE in kinds
    named = len(words.split()) <= 5 and words == words.strip(".,:;!?") and words[:1].isupper() and _PAPER.search(words)
    titled = len(above) > 1 and lines[above[1]].after_blank and not _is_sentence(lines[above[1]].words)
    if not (same or (signs and named and titled and not given.outlet)):
        return above
    kinds[above[0]] = BlockKind.MASTHEAD
    facts.append(Fact("outlet", words, "masthead on the page"))
    return above[1:]


def _bare(outlet: str) -> str:
    return re.sub(r"^the\s+", "", outlet)


def _mark_title(
    lines: Sequence[_Line], above: list[int], kinds: list[BlockKind], facts: list[Fact], given: _Given, *, byline: bool
) -> None:
    """The given title where it stands; else the line above a byline; else a first line that is plainly a headline."""
    if given.title:
        for i in above[:3]:
            if _key(lines[i].words) == given.title:
                kinds[i] = BlockKind.TITLE
                return
        return
    if not above:
        return
    first, rest = lines[above[0]], lines[above[0] + 1 :]
    size = len(first.words.split())
    # Without a byline: a headline that is no sentence, a blank line, and a paragraph of some length.
    plain = bool(rest) and size <= 16 and rest[0].after_blank and _is_paragraph(rest[0].words)
    if not 2 <= size <= 25 or find_dateline(first.words) or first.words[-1] in (":;," if byline else ".:;,"):
        return
    if byline or plain:
        head = _wrapped(lines, above) if byline else above[:1]
        for i in head:
            kinds[i] = BlockKind.TITLE
        facts.append(Fact("title", " ".join(lines[i].words for i in head), "headline on the page"))


def _is_paragraph(words: str) -> bool:
    return len(words.split()) > 12 and bool(_ENDS.search(words))


def _wrapped(lines: Sequence[_Line], above: Sequence[int]) -> list[int]:
    """The lines of a headline: the first above a byline, and those on which it runs on without a blank line."""
    head = [above[0]]
    for i in above[1:]:
        runs_on = not lines[i].after_blank and not _ENDS.search(lines[head[-1]].words)
        if not runs_on or sum(len(lines[k].words.split()) for k in (*head, i)) > 25:
            break
        head.append(i)
    return head


def _mark_edges(lines: Sequence[_Line], kinds: list[BlockKind], facts: list[Fact]) -> None:
    """On a page that shows signs of being one, buttons and bare numbers next to its furniture or its byline."""
    if not {BlockKind.FURNITURE, BlockKind.BYLINE, BlockKind.MASTHEAD} & set(kinds):
        return
    body = [i for i, kind in enumerate(kinds) if kind is BlockKind.BODY]
    for order in (body, body[::-1]):
        for i in order:
            if kinds[i] is not BlockKind.BODY or not is_edge_furniture(lines[i].words):
                break
            kinds[i] = BlockKind.FURNITURE
            facts.extend(facts_in(lines[i].words))


def _blocks(lines: Sequence[_Line], kinds: Sequence[BlockKind]) -> Iterable[Block]:
    for kind, run in groupby(range(len(lines)), key=lambda i: kinds[i]):
        indices = list(run)
        yield Block(Span(lines[indices[0]].start, lines[indices[-1]].end), kind)
