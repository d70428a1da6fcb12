"""What on a page is not the article: share buttons, page numbers, copyright lines, labelled export headers."""

from __future__ import annotations

import re

from onrecord.ingest.dates import parse_date
from onrecord.ingest.draft import Fact
from onrecord.ingest.language import language_code
from onrecord.ingest.names import country_code

_I = re.IGNORECASE
_SITES = r"(?:facebook|twitter|x|whatsapp|linkedin|pinterest|reddit|telegram|instagram|youtube|flipboard|e-?mail)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"

# Lines that are furniture wherever they stand alone on a line.
_ALWAYS = re.compile(
    rf"(?:advertisement|sponsored content|story continues below(?: advertisement)?|article continues below"
    rf"|share (?:this|on)(?: (?:article|story|page|{_SITES}))?|share via {_SITES}"
    r"|(?:copy|get) (?:the )?link(?: copied)?"
    r"|(?:print|email|save|bookmark) this (?:article|story|page)|back to top|skip to (?:main )?content"
    r"|sign up (?:to|for) (?:our|the)\b.*\bnewsletters?\b.*|subscribe (?:now|today)|newspapers (?:in|from) .{2,40}"
    r"|(?:©|\(c\)|copyright)\s.{0,40}\b(?:19|20)\d\d\b.{0,80}|.{0,60}\ball rights reserved\.?|pressreader(?:\.com)?"
    r"|pages? [a-z]?\d{1,4}(?: of \d{1,4})?|continued (?:on|from) page \d+|#{3}|#(?: #){2}|-\s?30\s?-"
    r"|[-–—*]+\s*ends?\s*[-–—*]+)",
    _I,
)
# Lines that are furniture only at the top or the bottom of a page that is known to be one.
_AT_EDGES = re.compile(
    rf"(?:share|tweet|print|save|{_SITES}|comments?(?: \(?\d+\)?)?|\d+ comments?|listen|translate|next|previous"
    r"|(?:next|previous) (?:article|story|page)|read more|related (?:articles|stories|topics)|most (?:read|popular)"
    r"|follow us(?: on .{1,30})?|privacy policy|terms (?:of use|and conditions)|cookie policy|subscribe|log ?in"
    r"|\d{1,3}|https?://\S+|(?:updated|last updated|modified|last modified)\b.{4,40})",
    _I,
)
_NEWSPAPERS = re.compile(r"newspapers (in|from) (.+)", _I)
_DATED = re.compile(r"(?:published|posted|first published|date)(?: on| at)?:?\s+(.{6,50})", _I)
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_BARE_DATE = re.compile(
    rf"(?:{_WEEKDAY},?\s+)?(?:{_ORDINAL} [a-z]{{3,9}},? \d{{4}}|[a-z]{{3,9}}\.? {_ORDINAL},? \d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})",
    _I,
)
_SECTION = re.compile(
    r"(?:front page|(?:world|home|uk|us|national|international|foreign|local|city|regional)(?: news)?|news"
    r"|business|politics|economy|sports?|comment|opinion|features?|culture|science|technology|health|europe|asia"
    r"|africa|middle east|americas)",
    _I,
)

_LABELS = {
    "article name": "title", "headline": "title", "title": "title",
    "publication": "outlet", "publication title": "outlet", "newspaper": "outlet", "source": "outlet",
    "author": "bylines", "byline": "bylines", "by": "bylines",
    "section": "section", "date": "published", "publication date": "published", "published": "published",
    "language": "language", "country": "outlet_country", "place of publication": "outlet_country", "url": "url",
    "start page": "", "end page": "", "page": "", "pages": "", "edition": "", "length": "", "load-date": "",
    "document id": "", "copyright": "", "word count": "", "words": "", "issn": "", "publisher": "", "category": "",
}  # fmt: skip
# One of these alone tells that a run of labelled lines was written by a library, not by a reporter.
_TELLING = frozenset(
    ("article name", "publication", "publication title", "publication date", "start page", "end page", "load-date",
     "document id", "word count")
)  # fmt: skip
_LABELLED = re.compile(r"([A-Za-z][A-Za-z -]{1,24}?)\s*:\s*(\S.{0,300})")


def is_furniture(line: str) -> bool:
    """Whether `line`, stripped, is page furniture wherever it stands."""
    return len(line) <= 200 and _ALWAYS.fullmatch(line) is not None


def is_edge_furniture(line: str) -> bool:
    """Whether `line` is furniture when it stands at the top or bottom of a page."""
    return is_furniture(line) or (len(line) <= 80 and _AT_EDGES.fullmatch(line) is not None) or bool(page_date(line))


def is_section(line: str) -> bool:
    """Whether `line` holds nothing but the usual name of a newspaper's section."""
    return len(line) <= 30 and _SECTION.fullmatch(line) is not None


def page_date(line: str) -> str | None:
    """The date of a line that holds nothing else ("Sunday 26 June 2022", "Published: 26 June 2022"), as written."""
    if len(line) > 70:
        return None
    match = _DATED.fullmatch(line)
    if match and parse_date(match[1]) is not None:
        return match[1]
    return line if _BARE_DATE.fullmatch(line) and parse_date(line) is not None else None


def label(line: str) -> tuple[str, str] | None:
    """(label, value) of a line such as "Publication: The Morning Post" with a known label, or None."""
    match = _LABELLED.fullmatch(line)
    if not match or match[1].lower() not in _LABELS:
        return None
    return match[1].lower(), match[2].strip()


def is_label_run(lines: list[str]) -> bool:
    """Whether lines, each with a known label, form an export header: two or more, one of them telling."""
    names = [found[0] for line in lines if (found := label(line))]
    return len(names) >= 2 and any(name in _TELLING for name in names)


def facts_in(line: str) -> list[Fact]:
    """What a furniture line declares: language and country of "Newspapers in/from", a page date, a label's value."""
    match = _NEWSPAPERS.fullmatch(line)
    if match:
        name = match[2].strip(" .")
        if match[1].lower() == "in" and language_code(name):
            return [Fact("language", name, "page furniture “Newspapers in …”")]
        if match[1].lower() == "from" and country_code(name):
            return [Fact("outlet_country", name, "page furniture “Newspapers from …”")]
        return []
    labelled = label(line)
    if labelled and _LABELS[labelled[0]]:
        return [Fact(_LABELS[labelled[0]], labelled[1], f"page label “{labelled[0]}”")]
    written = page_date(line)
    return [Fact("published", written, "date line of the page")] if written else []
