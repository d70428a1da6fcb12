"""JSON: one object a line, one object, or an array of objects; each a report in plain members or a ninjs item."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.errors import InputError
from onrecord.ingest.draft import Draft, Fact, Refusal, Source, facts_of, finish
from onrecord.ingest.ninjs import draft_of_ninjs, is_ninjs
from onrecord.ingest.options import Defaults, Limits
from onrecord.ingest.plaintext import decode, draft_of_text
from onrecord.model import Origin, Report

# Member names in use for each field, the reading contract's own first.
_KEYS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publication", "publisher", "source", "site_name", "source_name"),
    "outlet_country": ("outlet_country", "source_country", "country"),
    "language": ("language", "lang"),
    "bylines": ("bylines", "byline", "authors", "author"),
    "dateline": ("dateline",),
    "published": ("published", "date", "date_published", "published_at", "publishedAt", "datePublished", "pubdate",
                  "date_publish", "publication_date"),
    "url": ("url", "link"),
    "section": ("section", "category"),
}  # fmt: skip
TEXT_KEYS = ("text", "body", "maintext", "article", "content")


def member_facts(item: Mapping[str, Any], where: str) -> tuple[Fact, ...]:
    """The facts that plain members of a JSON object state; `where` is put before the member's name."""
    return facts_of(
        (field, _joined(item[key]), f"{where} “{key}”") for field, keys in _KEYS.items() for key in keys if key in item
    )


def _joined(value: Any) -> Any:
    """Authors may be a list, an outlet an object with a name."""
    if isinstance(value, dict):
        return value.get("name") or value.get("title")
    if isinstance(value, list):
        return "; ".join(str(_joined(v)) for v in value if v) or None
    return value


def is_sidecar(item: object) -> bool:
    """Whether a JSON value only describes a text beside it: known members, no text, not a ninjs item."""
    if not isinstance(item, dict) or is_ninjs(item) or any(key in item for key in TEXT_KEYS):
        return False
    return bool(member_facts(item, ""))


def from_json(line: Mapping[str, Any], *, defaults: Defaults | None = None, origin: Origin | None = None) -> Report:
    """The report of one line of the reading contract; its text is exactly `line["text"]`.

    Only "text" is needed. Raises InputError if it is missing, not a string, or blank. Lone surrogates, which are not
    characters, become U+FFFD one for one, with a flag.
    """
    return finish(_draft(line, Source(b"")), defaults=defaults or Defaults(), origin=origin)


def _draft(item: Mapping[str, Any], source: Source) -> Draft:
    if not isinstance(item, Mapping):
        raise InputError(f"expected a JSON object with a string “text”, found {_kind(item)}")
    key = next((key for key in TEXT_KEYS if item.get(key) is not None), "text")
    text = item.get(key)
    if not isinstance(text, str):
        seen = "no “text”" if text is None else f"a {type(text).__name__} as “{key}”"
        raise InputError(f"expected a JSON object with a string “text”; found {seen}")
    if not text.strip():
        raise InputError(f"its “{key}” is blank")
    return draft_of_text(text, (*source.facts, *member_facts(item, "JSON member")), source.flags)


def draft_of_value(item: object, source: Source) -> Draft | Refusal:
    """The report in one JSON value, or why it holds none."""
    if isinstance(item, dict) and is_ninjs(item):
        return draft_of_ninjs(item, source)
    if not isinstance(item, dict):
        return Refusal(f"expected a JSON object, found {_kind(item)}", source.member)
    if is_sidecar(item):
        return Refusal("a JSON object that describes a report but has no “text”; put it beside NAME.txt", source.member)
    try:
        draft = _draft(item, source)
    except InputError as error:
        return Refusal(str(error), source.member)
    return Draft(draft.text, draft.blocks, draft.facts, draft.flags, source.member)


def _kind(item: object) -> str:
    return {list: "an array", str: "a string", type(None): "null", bool: "a truth value"}.get(type(item), "a number")


def parse_json(source: Source, limits: Limits) -> Iterator[Draft | Refusal]:
    """The reports of a JSON file that is one object or one array."""
    text, flags = decode(source.data)
    value = _loads(text)
    if not isinstance(value, list):
        yield draft_of_value(value, Source(b"", source.name, source.member, source.facts, None, flags))
        return
    for number, item in enumerate(value, start=1):
        member = "/".join(filter(None, (source.member, f"item {number}")))
        yield draft_of_value(item, Source(b"", source.name, member, source.facts, None, flags))


def parse_line(source: Source, limits: Limits) -> Iterator[Draft | Refusal]:
    """The report of one line of a JSON-lines file."""
    text, flags = decode(source.data)
    yield draft_of_value(_loads(text), Source(b"", source.name, source.member, source.facts, None, flags))


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise InputError("the JSON is nested too deep") from error
    except ValueError as error:
        raise InputError(f"not valid JSON: {error}") from error
