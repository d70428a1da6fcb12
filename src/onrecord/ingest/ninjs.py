"""ninjs (IPTC News in JSON), versions 1.x to 3.x: one object is one item."""

from __future__ import annotations

from typing import Any

from onrecord.errors import InputError
from onrecord.ingest.draft import Draft, Fact, Refusal, Source, composed, facts_of
from onrecord.ingest.htmltree import fragment_text
from onrecord.ingest.nitf import nitf_parts
from onrecord.ingest.plaintext import first_value
from onrecord.ingest.xmltree import read_xml

_MARKS = frozenset(
    ("versioncreated", "versionCreated", "headlines", "bodies", "descriptions", "eventDetails", "body_text",
     "body_xhtml", "renditions", "pubstatus", "pubStatus", "copyrightholder", "copyrightHolder")
)  # fmt: skip
_NOT_REPORTS = ("picture", "graphic", "video", "audio", "event", "planning", "component")


def is_ninjs(item: object) -> bool:
    """Whether a JSON value is a ninjs object: a uri and a member that only ninjs has, or its standard by name."""
    if not isinstance(item, dict):
        return False
    standard = item.get("standard")
    named = isinstance(standard, dict) and "ninjs" in str(standard.get("name")).lower()
    return named or (isinstance(item.get("uri"), str) and bool(_MARKS & item.keys()))


def draft_of_ninjs(item: dict[str, Any], source: Source) -> Draft | Refusal:
    """The report in a ninjs object, or why it holds none."""
    kind = str(item.get("type") or ("event" if "eventDetails" in item and "bodies" not in item else "text"))
    body, inner, flags = _body(item, kind)
    if kind in ("event", "planning") or (kind in _NOT_REPORTS and not body):
        return Refusal(f"a ninjs item of type {kind} carries no published text", source.member)
    if not body:
        body, flags = _described(item), ("only a description, not the article",)
    if not body:
        return Refusal("a ninjs item without body or description", source.member)
    if kind in _NOT_REPORTS:
        flags = (*flags, f"the text of a {kind}, not of an article")
    facts = (*source.facts, *_facts(item), *inner)
    title = first_value(facts, "title")
    if title and body.startswith(title):
        body = body[len(title) :].strip() or body
    text, blocks = composed(title, body)
    status = str(item.get("pubStatus") or item.get("pubstatus") or "usable")
    doubt = () if status == "usable" else (f"the publisher's status of this item is “{status}”",)
    return Draft(text, blocks, facts, (*source.flags, *flags, *doubt), source.member)


def _parts(item: dict[str, Any], plural: str, prefix: str) -> list[tuple[str, str, str]]:
    """(role, content type, value) of bodies, headlines or descriptions: a list since 2.0, `prefix_role` keys in 1.x."""
    listed = item.get(plural)
    found = [
        (str(part.get("role") or ""), str(part.get("contentType") or part.get("contenttype") or ""), part["value"])
        for part in (listed if isinstance(listed, list) else [])
        if isinstance(part, dict) and isinstance(part.get("value"), str)
    ]
    for key, value in item.items():
        if isinstance(value, str) and (key == prefix or key.startswith(prefix + "_")):
            found.append((key[len(prefix) + 1 :], "", value))
    return [part for part in found if part[2].strip()]


def _body(item: dict[str, Any], kind: str) -> tuple[str, tuple[Fact, ...], tuple[str, ...]]:
    """Markup before plain text, because it keeps the paragraphs; for pictures, sound and film plain text only."""
    parts = _parts(item, "bodies", "body")
    marked = [p for p in parts if "html" in (p[0] + p[1]).lower()]
    nitf = [
        p for p in parts if "nitf" in (p[0] + p[1]).lower() and p[2].lstrip().lower().startswith(("<?xml", "<nitf"))
    ]
    plain = [p for p in parts if p not in marked and "xml" not in p[1] and "nitf" not in (p[0] + p[1]).lower()]
    for _, _, value in () if kind in _NOT_REPORTS else marked:
        text = fragment_text(value)
        if text:
            return text, (), ()
    for _, _, value in nitf:
        try:
            return nitf_parts(read_xml(value.encode()))
        except InputError as error:
            return "", (), (f"its NITF body could not be read: {error}",)
    return (plain[0][2].strip(), (), ()) if plain else ("", (), ())


def _described(item: dict[str, Any]) -> str:
    found = [
        p for p in _parts(item, "descriptions", "description") if p[0] in ("", "text", "lead", "summary", "abstract")
    ]
    return fragment_text(found[0][2]) if found else ""


def _facts(item: dict[str, Any]) -> tuple[Fact, ...]:
    headlines = _parts(item, "headlines", "headline")
    main = next((h[2] for h in headlines if h[0] in ("main", "")), headlines[0][2] if headlines else None)
    uri = item.get("uri")
    subjects = item.get("genres")
    genre = (
        subjects[0].get("name") if isinstance(subjects, list) and subjects and isinstance(subjects[0], dict) else None
    )
    return facts_of(
        (
            ("title", main, "ninjs headline"),
            ("title", item.get("title"), "ninjs title"),
            ("bylines", item.get("by") or item.get("byline"), "ninjs by"),
            ("dateline", item.get("dateline"), "ninjs dateline"),
            ("published", item.get("versionCreated") or item.get("versioncreated"), "ninjs versionCreated"),
            ("published", item.get("contentCreated") or item.get("contentcreated"), "ninjs contentCreated"),
            ("published", item.get("firstCreated") or item.get("firstcreated"), "ninjs firstCreated"),
            ("outlet", item.get("copyrightHolder") or item.get("copyrightholder"), "ninjs copyrightHolder"),
            ("outlet", _source_name(item), "ninjs infoSources"),
            ("language", item.get("language"), "ninjs language"),
            ("section", genre, "ninjs genres"),
            ("url", uri if isinstance(uri, str) and uri.startswith(("http://", "https://")) else None, "ninjs uri"),
        )
    )


def _source_name(item: dict[str, Any]) -> Any:
    sources = item.get("infoSources") or item.get("infosource")
    first = sources[0] if isinstance(sources, list) and sources else None
    return first.get("name") if isinstance(first, dict) else None
